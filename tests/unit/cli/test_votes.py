"""A decision with its votes, on the shell."""

import json
from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]


def test_a_decision_has_its_votes(run: Run, made: str) -> None:
    code, out, _ = run("note", made, "Pool it", "--kind", "decision", "--votes", "7-2-1", "--json")
    assert code == 0
    assert json.loads(out)["votes"] == [7, 2, 1]
    assert json.loads(run("show", made, "--json")[1])["notes"][0]["votes"] == [7, 2, 1]
    assert "Pool it (7 for, 2 against, 1 abstaining)" in run("show", made)[1]


def test_what_is_no_count_or_no_decision_changes_nothing(run: Run, made: str) -> None:
    assert run("note", made, "Pool it", "--kind", "decision", "--votes", "most")[0] == 2
    assert run("note", made, "Pool it", "--votes", "7-2-1")[0] == 2
    assert json.loads(run("show", made, "--json")[1])["notes"] == []
