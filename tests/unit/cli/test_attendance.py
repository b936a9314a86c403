"""Who is there, on the shell."""

import json
from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]


def test_it_is_noted_with_a_time_and_listed(run: Run, made: str) -> None:
    code, out, _ = run("attendance", made, "alliance", "left", "--at", "11:40", "--json")
    assert code == 0
    row = json.loads(out)
    assert (row["is"], row["name"], row["attendance"]) == ("partner", "Alliance: north and south", "left")
    assert row["left_at"] is not None
    out = " ".join(run("attendance", made)[1].split())
    assert "Alliance: north and south left at 11:40" in out
    assert "County Council there" in out
    assert "left at 11:40" in run("show", made)[1]


def test_what_cannot_be_noted_changes_nothing(run: Run, made: str) -> None:
    before = run("show", made, "--json")[1]
    assert run("attendance", made, "Zoe", "late")[0] == 2
    assert run("attendance", made, "alliance")[0] == 2
    assert run("attendance", made, "alliance", "late", "--at", "soon")[0] == 2
    assert run("attendance", made, "alliance", "gone")[0] == 2
    assert run("show", made, "--json")[1] == before


def test_what_can_be_typed_is_what_the_record_has() -> None:
    from sessions.rows import ATTENDANCES
    from workshop.cli import parser

    assert parser.ATTENDANCES == ATTENDANCES
