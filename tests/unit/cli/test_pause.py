"""The clocks of a session from the shell."""

from __future__ import annotations

import json
from pathlib import Path

from sessions import schedule
from sessions.store.library import Library
from tests.unit.cli.conftest import Run


def test_the_shell_pauses_and_lets_go_on(run: Run, made: str, folder: Path) -> None:
    assert run("pause", made, "--go-on")[0] == 2
    code, out, err = run("pause", made)
    assert (code, out) == (0, "")
    assert "paused" in err
    code, _, err = run("pause", made, "--json")
    assert code == 2
    assert "paused already" in err
    assert schedule.is_paused(Library(folder).read(made))
    code, out, _ = run("pause", made, "--go-on", "--json")
    assert (code, json.loads(out)) == (0, {"session": made, "paused": False, "since": None})
    answer = json.loads(run("pause", made, "--json")[1])
    assert answer["paused"]
    assert answer["since"].endswith("Z")


def test_undo_passes_over_a_pause(run: Run, made: str, folder: Path) -> None:
    run("note", made, "A remark")
    for how in ((), ("--go-on",), ()):
        run("pause", made, *how)
    code, _, err = run("undo", made)
    assert (code, "A remark" in err) == (0, True), "a clock is set by its own command, not by undo"
    session = Library(folder).read(made)
    assert (session.notes, schedule.is_paused(session)) == ((), True)
