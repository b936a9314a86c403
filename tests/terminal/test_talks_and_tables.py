"""A morning of talks, tables, guesses and an evaluation in a real terminal, killed in the middle of each."""

from __future__ import annotations

import pytest
from moves import Facilitator, on_disk, without
from pty_driver import Laptop, Terminal

from sessions import plan
from sessions.edits import event as event_edits
from sessions.kinds.evaluation.records import words_of
from sessions.kinds.guesses import guesses_on, is_shown
from sessions.record import Session
from sessions.store.library import Library
from tests.builders import NOW
from tests.talks import PARTNERS, WHOLE, morning

pytestmark = pytest.mark.terminal

ITEM = "figures/F1"
SIZE = {"cols": 100, "rows": 30}


def made(laptop: Laptop, ref: str, part: str = "start") -> Session:
    """A morning on disk, at a stop of it."""
    session = morning(*PARTNERS, text=WHOLE)
    stop = next(s for s in plan.stops(session) if s.ref == ref or (s.activity_id == ref and s.part == part))
    session = event_edits.move_to(stop).apply(session, NOW)
    Library(laptop.folder).create(session).close()
    return session


def opened(laptop: Laptop, shown: str) -> Facilitator:
    terminal = laptop.start("open", "s", **SIZE)
    terminal.wait_for(shown, "q leave")
    return Facilitator(terminal)


def said(person: Facilitator, key: str, title: str, text: str) -> None:
    """A key, the text in the dialog with this title, and the dialog is gone."""
    terminal: Terminal = person.terminal
    person.press("notes", key)
    terminal.wait_for(title, "↵ record")
    person.type("notes", text)
    person.press("notes", "enter")
    terminal.wait_for(without("↵ record"))


def test_what_tables_bring_back_survives_a_kill(laptop: Laptop) -> None:
    made(laptop, "s5")
    person = opened(laptop, "Choose the two changes")
    person.press("moving", "right", "right")
    person.terminal.wait_for("“ICB:")
    said(person, "n", "Note on At the tables: ICB", "Two more nurses")
    person.terminal.wait_for("Two more nurses")
    person.terminal.kill()
    assert [(note.origin, note.text) for note in on_disk(laptop).notes] == [("s5/icb", "Two more nurses")]
    again = opened(laptop, "Two more nurses")
    again.press("moving", "right")
    again.terminal.wait_for("“Care providers:")
    again.press("moving", "left", "v")
    again.terminal.wait_for("WHAT WE HEARD", "Two more nurses", without("SAY NEXT"))


def test_guesses_survive_a_kill_and_are_still_hidden(laptop: Laptop) -> None:
    answer = made(laptop, ITEM).item(ITEM).guess
    assert answer is not None
    person = opened(laptop, "0 of 3 have guessed")
    said(person, "c", "Guess of County Council", "12,345")
    person.terminal.wait_for("1 of 3 have guessed")
    person.terminal.kill()
    assert [row.figures for row in guesses_on(on_disk(laptop), ITEM).values()] == [("12,345",)]
    again = opened(laptop, "1 of 3 have guessed")
    assert "12,345" not in again.terminal.screen()
    assert answer.answer not in again.terminal.flat()
    said(again, "c", "Guess of ICB", "2 million")
    again.terminal.wait_for("2 of 3 have guessed")
    again.press("revealing", "r")
    again.terminal.wait_for("again reveals")
    again.terminal.look()
    again.press("revealing", "r")
    again.terminal.wait_for("from 12,345 to 2 million".upper(), answer.answer)
    again.terminal.kill()
    assert is_shown(on_disk(laptop), ITEM)


def test_words_and_hands_survive_a_kill(laptop: Laptop) -> None:
    made(laptop, "evaluation/E1#today")
    person = opened(laptop, "0 of 3 answered")
    person.press("answering", "C")
    person.terminal.wait_for("Show of hands")
    person.type("answering", "0 1 3 9 4")
    person.press("answering", "enter")
    person.terminal.wait_for("hidden until the reveal", without("Show of hands"))
    person.terminal.look()
    person.press("revealing", "r")
    person.terminal.wait_for("median 4")
    person.press("moving", "right", "right")
    person.terminal.wait_for("One word")
    said(person, "c", "Words that people say", "useful x3, tiring")
    person.terminal.wait_for("useful ×3")
    person.terminal.kill()
    assert [(row.word, row.count) for row in words_of(on_disk(laptop), "s7")] == [
        ("useful", 3),
        ("tiring", 1),
    ]
    again = opened(laptop, "useful ×3")
    again.press("moving", "right")
    again.terminal.wait_for("What was good, and should stay as it is?")
    said(again, "n", "Note on How it was: what worked", "The tables")
    again.terminal.wait_for("The tables")
