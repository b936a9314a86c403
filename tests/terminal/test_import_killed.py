"""Killed while answers are brought in: all of them are on disk, or none."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from pty_driver import Laptop

from sessions.kinds.score.records import BALLOTS
from sessions.returns import RETURNS
from sessions.store.library import Library
from sessions.store.load import check

pytestmark = pytest.mark.terminal

MANY = 3_000
BODIES = ("County Council", "Integrated Care Board", "Care providers")
ITEMS = tuple(f"1.{number}" for number in range(1, 8))


def survey(folder: Path) -> Path:
    """The table of so many respondents, who all answered everything."""
    folder.mkdir(parents=True, exist_ok=True)
    path, chance = folder / "survey.csv", random.Random(4)
    rows = [
        ";".join((str(number), BODIES[number % 3], *chance.choices("12345", k=len(ITEMS))))
        for number in range(MANY)
    ]
    path.write_text("\n".join((";".join(("ID", "Organisation", *ITEMS)), *rows, "")), "utf-8")
    return path


def answers(laptop: Laptop, made: str) -> tuple[int, int]:
    """(answers, returns) on disk, in a record that is sound."""
    assert check(laptop.folder / f"{made}.json") == ()
    session = Library(laptop.folder).read(made)
    return sum(ballot.answers for ballot in BALLOTS.of(session)), len(RETURNS.of(session))


def test_an_import_that_is_killed_leaves_all_or_nothing(laptop: Laptop, made: str) -> None:
    path = survey(Path(laptop.env["HOME"]) / "Downloads")
    whole, nothing = (MANY * len(ITEMS), MANY), (0, 0)
    # in the program: while it reads, it says so and is killed
    before = (laptop.folder / f"{made}.json").read_bytes()
    terminal = laptop.start(cols=80, rows=24)
    terminal.wait_for("Exampleshire")
    terminal.press("B")
    terminal.wait_for("What do you want to bring in?")
    terminal.press("down", "up", "enter")
    terminal.wait_for("survey.csv")
    terminal.press("space", "enter")
    terminal.wait_for("esc stop")
    terminal.kill()
    assert (laptop.folder / f"{made}.json").read_bytes() == before
    # on the shell: at any moment until it is done
    began = time.monotonic()
    terminal = laptop.start("import", made, str(path), "--dry-run")
    assert terminal.wait_exit() == 0
    takes = time.monotonic() - began
    for part in (0.3, 0.7, 0.9, 1.05):
        terminal = laptop.start("import", made, str(path), "--yes")
        ends = time.monotonic() + part * takes
        while time.monotonic() < ends and terminal.running:
            terminal.look()
        terminal.kill()
        assert answers(laptop, made) in (whole, nothing)
    terminal = laptop.start("import", made, str(path), "--yes")
    assert terminal.wait_exit() == 0
    assert answers(laptop, made) == whole
    after = (laptop.folder / f"{made}.json").read_bytes()
    terminal = laptop.start("import", made, str(path), "--yes")
    assert terminal.wait_exit() == 0
    assert (laptop.folder / f"{made}.json").read_bytes() == after
