"""What the benches measure and how they count."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("they measure by ways of POSIX: pseudo-terminals, limits, rusage", allow_module_level=True)

from sessions.many import index
from sessions.many.cards import Cards
from tests.bench import long, shell
from tests.bench.__main__ import BENCHES, figures, main, table
from tests.bench.folders import Case, with_sessions
from workshop.cli.parser import build


def test_every_command_on_one_session_is_measured_or_said_not_to_be() -> None:
    commands = next(
        action for action in build()._actions if isinstance(action, argparse._SubParsersAction)
    ).choices
    on_one = {
        name
        for name, parser in commands.items()
        if {"session", "sessions"} & {action.dest for action in parser._actions}
    }
    lines = (*shell.OF_THE_EXAMPLE, *shell.OF_EVERYTHING, *shell.OF_A_MORNING, *shell.UNDONE)
    measured = [line[0] for line in lines]
    assert len(measured) == len(set(measured))
    assert not shell.ELSEWHERE & set(measured)
    assert on_one == set(measured) | (shell.ELSEWHERE & set(commands)) - {"take-over"}


def case(name: str, *values: float, aim: float | None = None, **more: object) -> Case:
    made = Case(name, float, aim=aim, **more)  # type: ignore[arg-type]
    made.values.extend(values)
    return made


def test_a_ratio_is_one_of_medians_or_of_percentiles() -> None:
    base = case("base", *[0.1] * 19, 0.2)
    slow = case("slow", *[0.15] * 18, 0.9, 0.9, aim=2)
    row = figures(slow, base)
    assert (row["ratio"], row["median"], row["p95"], row["n"], row["missed"]) == (1.5, 150, 900, 20, False)
    slow.by_p95 = True
    assert (figures(slow, base)["ratio"], figures(slow, base)["missed"]) == (9.0, True)
    memory = figures(case("memory", 50.0, unit="MB"), case("empty", 25.0, unit="MB"))
    assert (memory["ratio"], memory["median"], memory["unit"]) == (2.0, 50.0, "MB")


@pytest.mark.parametrize(("aim", "star"), [(1.4, True), (1.5, False), (None, False)])
def test_the_table_has_a_head_a_bench_and_a_star_where_an_aim_is_missed(
    aim: float | None, star: bool
) -> None:
    rows = [{"bench": "save", **figures(case(name, 0.15, aim=aim), case("base", 0.1))} for name in "ab"]
    head, *lines = table(rows).splitlines()
    assert head.split() == ["save", "n", "median", "p95", "ratio", "aim"]
    assert [("1.50*" in line, "150.0" in line) for line in lines] == [(star, True)] * 2


def test_a_slope_is_that_of_the_second_half() -> None:
    def look(edits: int, memory: float) -> long.Look:
        return long.Look(edits, memory, 1, 1, 1, 1)

    found = [
        look(1000, 10),
        look(2000, 20),
        look(3000, 30),
        look(4000, 30.5),
        look(5000, 31),
        look(6000, 31.5),
    ]
    assert long.slope(found, "memory_mb") == pytest.approx(0.5)
    assert long.slope(found, "file_kb") == 0


def test_the_index_beside_copies_is_the_one_that_reading_them_gives(tmp_path: Path) -> None:
    folder = with_sessions(tmp_path / "home", 3)
    beside = (folder / index.FILE).read_bytes()
    assert [card.is_read for card in Cards(folder).glance()] == [True] * 3
    (folder / index.FILE).unlink()
    Cards(folder).refresh()
    of_files = (folder / index.FILE).read_bytes()
    assert sorted(of_files.splitlines()[1:]) == sorted(beside.splitlines()[1:]), (
        "those of one day in any order"
    )


@pytest.mark.parametrize("named", [None, "", "gone"])
def test_without_a_kit_its_bench_is_passed_over(
    named: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("KIT", raising=False)
    if named is not None:
        monkeypatch.setenv("KIT", named and str(tmp_path / named))
    monkeypatch.setattr(
        "tests.bench.__main__.measured", lambda name, runs: [figures(case(name, 0.1), case("", 0.1))]
    )
    monkeypatch.setattr("sys.argv", ["tests.bench", "--runs", "1"])
    main()
    out, told = capsys.readouterr()
    assert "passed over: KIT names no folder" in told
    assert [line.split()[0] for line in out.splitlines()[1::2]] == [name for name in BENCHES if name != "kit"]
    monkeypatch.setattr("sys.argv", ["tests.bench", "kit"])
    with pytest.raises(SystemExit, match="2"):
        main()
