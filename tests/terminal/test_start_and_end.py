"""Starting and ending, also the hard ways: the terminal is given back, and nothing that was said is lost."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from moves import Facilitator, heading, item_stops, without
from pty_driver import Laptop, Terminal

from sessions import plan
from sessions.kinds.score.records import BALLOTS
from sessions.store.library import Library
from sessions.store.load import check

pytestmark = pytest.mark.terminal

CRASHING = """
import sys
from workshop.panels.score import ScorePanel
from workshop.cli import main

def reveal_by_mistake(self):
    raise RuntimeError("a [/b] mistake")

ScorePanel._reveal = reveal_by_mistake
sys.exit(main())
"""
"""The program with a mistake in it: it falls over the reveal."""


def is_given_back(terminal: Terminal) -> bool:
    """Whether the terminal is as it was before: main screen, cursor shown, no mouse and no paste marks."""
    switched = {
        mode: terminal.written.rfind(b"\x1b[?%dh" % mode) > terminal.written.rfind(b"\x1b[?%dl" % mode)
        for mode in (1000, 1003, 1006, 1049, 2004)
    }
    return not any(switched.values()) and not terminal.cursor_hidden and not terminal.raw


def at_an_item(laptop: Laptop, made: str) -> Facilitator:
    """A session opened for the first time, at its first standard with two answers shown."""
    person = Facilitator(laptop.start("open", made, cols=100, rows=30))
    person.begin("Exampleshire")
    session = Library(laptop.folder).read(made)
    person.go(session, plan.stops(session)[0], item_stops(session)[0])
    person.answer("34", "2 of 5 answered")
    return person


def two_answers_kept(laptop: Laptop, made: str) -> bool:
    """Whether the session on disk is whole and has the two answers of `at_an_item`, and is still there."""
    session = Library(laptop.folder).read(made)
    return (
        check(laptop.folder / f"{made}.json") == ()
        and len(BALLOTS.of(session)) == 2
        and session.at == item_stops(session)[0]
    )


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
def test_quitting_from_the_list(laptop: Laptop, key: str) -> None:
    terminal = laptop.start(cols=80, rows=24)
    terminal.wait_for("There is no session here yet")
    assert terminal.alternate
    assert terminal.raw
    terminal.press(key)
    assert terminal.wait_exit() == 0
    assert is_given_back(terminal)
    assert terminal.after_leaving().strip() == ""
    assert not laptop.folder.exists()


def test_quitting_in_the_midst(laptop: Laptop, made: str) -> None:
    person = at_an_item(laptop, made)
    person.press("notes", "n")
    person.terminal.wait_for("Note on", "↵ record")
    person.type("notes", "half a sent")
    person.terminal.wait_for("half a sent")
    person.press("setting up", "ctrl+q")
    assert person.terminal.wait_exit() == 0
    assert is_given_back(person.terminal)
    assert person.terminal.after_leaving().strip() == ""
    assert two_answers_kept(laptop, made)
    with Library(laptop.folder).open(made) as file:
        assert file.read_only is None


@pytest.mark.parametrize("arguments", [(), ("open", "ID"), ("demo",)])
def test_without_a_terminal(laptop: Laptop, made: str, arguments: tuple[str, ...]) -> None:
    named = [made if argument == "ID" else argument for argument in arguments]
    done = subprocess.run(
        [sys.executable, "-m", "workshop", "--folder", str(laptop.folder), *named],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=laptop.env,
        text=True,
        encoding="utf-8",
    )
    if arguments == ("demo",):  # which makes the example all the same, and prints its id
        assert (done.returncode, done.stderr) == (0, "")
        assert Library(laptop.folder).read(done.stdout.strip()).partners
        return
    assert done.returncode == 2
    assert done.stdout == ""
    assert "needs a terminal" in done.stderr
    assert "workshop " in done.stderr.partition("terminal")[2]
    assert "Traceback" not in done.stderr


def test_a_mistake_in_the_program(laptop: Laptop, made: str, tmp_path: Path) -> None:
    script = tmp_path / "crashing.py"
    script.write_text(CRASHING, "utf-8")
    first = at_an_item(laptop, made)
    first.press("setting up", "ctrl+q")
    assert first.terminal.wait_exit() == 0
    terminal = laptop.start("open", made, cols=100, rows=30, program=(str(script),))
    terminal.wait_for("2 of 5 answered", "q leave")
    terminal.press("r")
    assert terminal.wait_exit() == 2
    assert is_given_back(terminal)
    said = terminal.after_leaving()
    assert "Traceback" not in said
    assert "RuntimeError" in said
    assert "a [/b] mistake" in said
    named = re.search(r"What happened is in (\S+\.txt)", said.replace("\r\n", "\n"))
    assert named is not None, said
    report = Path(named[1]).read_text("utf-8")
    assert "Traceback" in report
    assert "reveal_by_mistake" in report
    assert two_answers_kept(laptop, made)
    with Library(laptop.folder).open(made) as file:
        assert file.read_only is None


def test_a_mistake_while_the_stick_is_out_leaves_a_copy_elsewhere(
    laptop: Laptop, made: str, tmp_path: Path
) -> None:
    """The folder goes away and comes back, goes away again, and then the program falls over: nothing is lost,
    and as long as it is not saved the screen says so. No socket of a network is open meanwhile.
    """
    script, away = tmp_path / "crashing.py", tmp_path / "stick"
    script.write_text(CRASHING, "utf-8")
    person = Facilitator(laptop.start("open", made, cols=100, rows=30, program=(str(script),)))
    person.begin("Exampleshire")
    session = Library(laptop.folder).read(made)
    person.go(session, plan.stops(session)[0], item_stops(session)[0])
    person.answer("34", "2 of 5 answered")
    laptop.folder.rename(away)
    person.answer("2", "3 of 5 answered")
    person.terminal.wait_for("NOT SAVED YET")
    away.rename(laptop.folder)
    person.terminal.wait_for("Everything is saved now", lambda t: "NOT SAVED YET" not in t.screen())
    assert len(BALLOTS.of(Library(laptop.folder).read(made))) == 3
    laptop.folder.rename(away)
    person.answer("5", "4 of 5 answered")
    person.terminal.wait_for("NOT SAVED YET")
    assert person.terminal.network_sockets() == []
    person.press("answering", "r")
    assert person.terminal.wait_exit() == 2
    assert is_given_back(person.terminal)
    said = person.terminal.after_leaving()
    copy = re.search(r"All of it is kept in (\S+\.json)\. .* copy it to (\S+\.json) once", said)
    assert copy is not None, said
    assert "Traceback" not in said
    kept, path = Path(copy[1]), Path(copy[2])
    assert path == laptop.folder / f"{made}.json"
    assert not laptop.folder.exists(), "nothing is made in the place of the stick"
    assert {at.stat().st_mode & 0o077 for at in (kept, kept.parent)} == {0}
    away.rename(laptop.folder)
    assert len(BALLOTS.of(Library(laptop.folder).read(made))) == 3
    path.write_bytes(kept.read_bytes())  # as it was told
    assert check(path) == ()
    assert len(BALLOTS.of(Library(laptop.folder).read(made))) == 4


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_end_it(laptop: Laptop, made: str, number: signal.Signals) -> None:
    person = at_an_item(laptop, made)
    person.terminal.signal(number)
    assert person.terminal.wait_exit() in (-number, 128 + number)
    assert two_answers_kept(laptop, made)
    assert is_given_back(person.terminal)


def test_closing_the_window_ends_it(laptop: Laptop, made: str) -> None:
    person = at_an_item(laptop, made)
    person.terminal.hang_up()
    person.terminal.wait_gone()
    assert two_answers_kept(laptop, made)
    with laptop.start("open", made, cols=100, rows=30) as again:
        again.wait_for("2 of 5 answered", without("READ ONLY"))


def test_a_session_that_is_not_there(laptop: Laptop, made: str) -> None:
    terminal = laptop.start("open", "no-such-session", cols=80, rows=24)
    assert terminal.wait_exit() == 2
    assert not terminal.alternate
    assert "No session 'no-such-session'" in terminal.flat()


def test_opening_shows_the_page_at_once(laptop: Laptop, made: str) -> None:
    session = Library(laptop.folder).read(made)
    first = at_an_item(laptop, made)
    first.press("setting up", "q")
    first.terminal.wait_for("1 session")
    first.terminal.look()
    first.press("setting up", "q")
    assert first.terminal.wait_exit() == 0
    with laptop.start("open", made[-4:], cols=80, rows=24) as terminal:
        terminal.wait_for(heading(session, item_stops(session)[0]), "2 of 5 answered")


@pytest.mark.parametrize("wait", [True, False], ids=["from the first screen on", "from the very start"])
def test_no_key_of_the_first_second_is_lost(laptop: Laptop, shell: Callable[..., str], wait: bool) -> None:
    for number in range(12):
        shell("new", "--title", f"Session {number:02}", "--no-open")
    shell("list")
    terminal = laptop.start(cols=100, rows=40)
    if wait:
        terminal.wait_for("12 sessions")
    # The first ones while the rest of the program is still being loaded, the last one needs all of it.
    terminal.press(*("down",) * 7, "up", "down", "down")
    terminal.press("i")
    terminal.wait_for("Session 03", "F3")
