"""A session that is open in one window can be looked at in a second one, and changed only in the first."""

from __future__ import annotations

from pathlib import Path

import pytest
from moves import Facilitator, heading, item_stops, no_dialog, without
from pty_driver import Laptop

from sessions import plan
from sessions.kinds.score.records import BALLOTS
from sessions.many import index
from sessions.record import Session
from sessions.store.library import Library

pytestmark = pytest.mark.terminal


def files(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """Every file below a folder but the index, with what is in it and when it was written."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != index.FILE)
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def answering(laptop: Laptop, made: str) -> tuple[Facilitator, Session]:
    """A window in which two of five partners have answered the first item, and the session there."""
    window = Facilitator(laptop.start("open", made, cols=100, rows=30))
    window.begin("Exampleshire")
    session = Library(laptop.folder).read(made)
    window.go(session, plan.stops(session)[0], item_stops(session)[0])
    window.answer("34", "2 of 5 answered")
    return window, session


def test_the_second_window_reads_only(laptop: Laptop, made: str) -> None:
    library = Library(laptop.folder)
    first, session = answering(laptop, made)
    one, two = item_stops(session)[:2]
    before = files(laptop.folder)

    second = Facilitator(laptop.start("open", made, cols=120, rows=36))
    window = second.terminal
    window.wait_for("READ ONLY", "2 of 5 answered", "open in another window")
    refused = "open to read only"
    second.press("answering", "5")
    window.wait_for(refused, "2 of 5 answered")
    second.press("revealing", "r")
    second.press("moving", "right")
    window.wait_for(heading(session, two), without(refused))  # one may look around
    second.press("notes", "n")
    window.wait_for(refused, "esc go on")  # before anything is typed
    second.press("notes", "s")
    window.wait_for("What you type here is not recorded")
    second.press("notes", "escape")
    window.wait_for(no_dialog)
    second.press("setting up", "s")
    window.wait_for("WHAT WILL BE IN IT")
    second.press("setting up", "q")
    window.wait_for(without("WHAT WILL BE IN IT"))
    second.press("setting up", "ctrl+q")
    assert window.wait_exit() == 0
    assert files(laptop.folder) == before

    first.answer("015")
    first.reveal()
    session = library.read(made)
    assert len(BALLOTS.of(session)) == 5
    assert session.at == one
    assert session.notes == ()


def test_the_second_window_takes_over_once_the_first_is_gone(laptop: Laptop, made: str) -> None:
    library = Library(laptop.folder)
    first, session = answering(laptop, made)
    one, two = item_stops(session)[:2]

    second = Facilitator(laptop.start("open", made, cols=120, rows=36))
    window = second.terminal
    window.wait_for("READ ONLY", "2 of 5 answered")
    first.answer("0", "3 of 5 answered")
    window.wait_for("3 of 5 answered")  # what the first one saves is seen
    second.press("moving", "right")
    window.wait_for(heading(session, two))
    first.terminal.kill()
    window.wait_for("The other window is gone", without("READ ONLY"), heading(session, two))
    second.press("answering", "5")
    window.wait_for("1 of 5 answered")
    second.note("n", "Kept.")
    session = library.read(made)
    assert [ballot.item_id for ballot in BALLOTS.of(session)] == [one.ref] * 3 + [two.ref]
    assert [note.text for note in session.notes] == ["Kept."]
    assert session.at == two
    assert session.running is not None, "the clock runs on"

    third = laptop.start("open", made, cols=100, rows=30)
    third.wait_for("READ ONLY", "1 of 5 answered")


def test_the_session_is_free_once_the_first_window_is_gone(laptop: Laptop, made: str) -> None:
    first = Facilitator(laptop.start("open", made, cols=100, rows=30))
    first.begin("Exampleshire")
    first.terminal.kill()
    second = laptop.start("open", made, cols=100, rows=30)
    second.wait_for("Step 1 of 10", without("READ ONLY"))
    second.press("p")
    second.wait_for("Park a point from", "↵ record")
    second.type("Kept.")
    second.press("enter")
    second.wait_for(no_dialog)
    assert [note.text for note in Library(laptop.folder).read(made).notes] == ["Kept."]
