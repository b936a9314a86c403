"""Tables on a terminal: as wide as that is, and whole where they go elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import pytest

from tests.unit.cli.conftest import Run
from workshop.cli import output

LONG = "How we commission together across the whole of the county, and what that asks of every one of us " * 2
WIDE = "共同委託工作坊" * 12


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Has stdout be a terminal of so many columns."""

    def of(columns: int) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        monkeypatch.setenv("COLUMNS", str(columns))

    return of


@pytest.fixture
def three(run: Run) -> list[str]:
    """Ids of sessions with a long title, a wide one and a plain one."""
    titles = (LONG, WIDE, "Steering group")
    made = [("--title", title, "--place", "Exampleshire", "--date", "1/12/2026") for title in titles]
    return [run("new", "--no-open", *options)[1].strip() for options in made]


@pytest.mark.parametrize("columns", [40, 80, 120, 160])
def test_the_list_keeps_to_the_terminal_and_every_id_stands_whole(
    run: Run, three: list[str], terminal: Callable[[int], None], columns: int
) -> None:
    terminal(columns)
    lines = run("list")[1].splitlines()
    assert max(map(output.width, lines)) <= columns
    ids = {line.split()[0] for line in lines if not line.startswith(" ")} - {"Session"}
    assert {name if len(name) <= columns else f"{name[: columns - 1]}…" for name in three} == ids
    shown = "\n".join(lines)
    assert "Steering group" in shown
    assert "0 of 21" in shown
    assert "…" in shown
    if columns == 160:
        assert len(lines) == 4, "a head, and a line a session"


def test_the_list_is_whole_where_it_goes_elsewhere(run: Run, three: list[str]) -> None:
    _, out, _ = run("list")
    assert LONG.strip() in out
    assert WIDE in out
    assert {row["title"] for row in json.loads(run("list", "--json")[1])} >= {LONG.strip(), WIDE}
    assert len(out.splitlines()) == 1 + len(three)


@pytest.mark.parametrize("command", [("glossary",), ("packs", "list"), ("templates", "list")])
@pytest.mark.parametrize("columns", [30, 40, 80])
def test_other_tables_keep_to_the_terminal_too(
    run: Run, terminal: Callable[[int], None], command: tuple[str, ...], columns: int
) -> None:
    whole = run(*command)[1].splitlines()
    terminal(columns)
    lines = run(*command)[1].splitlines()
    assert len(lines) == len(whole)
    assert max(map(output.width, lines)) <= columns


@pytest.mark.parametrize(
    ("text", "columns", "clipped"),
    [
        ("plain", 5, "plain"),
        ("longer", 5, "long…"),
        ("two words", 5, "two…"),
        ("共同委託", 8, "共同委託"),
        ("共同委託", 7, "共同委…"),
        ("共同委託", 6, "共同…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("abc", 1, "…"),
    ],
)
def test_what_is_cut_ends_with_an_ellipsis(text: str, columns: int, clipped: str) -> None:
    assert output.clip(text, columns) == clipped


def test_a_terminal_of_unknown_width_gets_all_of_it(
    run: Run, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run("list")[1]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "many")

    def unknown(_: int) -> None:
        raise OSError

    monkeypatch.setattr("os.get_terminal_size", unknown)
    assert run("list")[1] == whole
    assert len(three) == 3
