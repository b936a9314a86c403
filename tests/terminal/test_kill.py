"""Killed after any answer and opened again: what the screen showed is there, at the same stop."""

from __future__ import annotations

import random
import re

import pytest
from moves import Facilitator, answered, heading, item_stops, revealed
from pty_driver import Laptop, Terminal

from sessions import plan
from sessions.kinds.score.records import Ballot, ballots_on, round_of
from sessions.record import Session
from sessions.rows import Stop
from sessions.store.library import Library
from sessions.store.load import check

pytestmark = pytest.mark.terminal

KILLS = 5
KEYS = "012345"


def key_of(ballot: Ballot) -> str:
    """The key that is pressed for an answer."""
    return "0" if ballot.dont_know else str(ballot.counts.index(1) + 1)


def on_disk(session: Session, item_id: str) -> dict[str, str]:
    """Partner's name → key of its answer to an item."""
    return {
        session.partner(partner_id).name: key_of(ballot)
        for partner_id, ballot in ballots_on(session, item_id, 1).items()
    }


class Walk:
    """A walk through a session whose program is killed again and again. Keeps what was pressed."""

    def __init__(self, laptop: Laptop, session_id: str) -> None:
        self.laptop = laptop
        self.library = Library(laptop.folder)
        self.id = session_id
        self.session = self.library.read(session_id)
        self.names = [partner.name for partner in self.session.partners]
        self.pressed: dict[str, dict[str, str]] = {}
        """Item → partner's name → key, of all that the screen has shown to be recorded."""

    def open(self) -> Terminal:
        """The program, opened on the session."""
        return self.laptop.start("open", self.id, cols=100, rows=30)

    def finish(self, person: Facilitator, stop: Stop, keys: str) -> None:
        """Answer for all partners that have not answered at this stop yet."""
        had = self.pressed.setdefault(stop.ref, {})
        left = [name for name in self.names if name not in had]
        if left:
            person.answer(keys[: len(left)])
        had.update(zip(left, keys, strict=False))

    def on_disk_is(self, at: Stop) -> None:
        """What the screen has shown is on disk, whole, and so is the place."""
        assert check(self.laptop.folder / f"{self.id}.json") == ()
        session = self.library.read(self.id)
        assert session.at == at
        for item_id, had in self.pressed.items():
            kept = on_disk(session, item_id)
            assert {name: kept.get(name) for name in had} == had, item_id


def test_what_was_shown_survives_a_kill(laptop: Laptop, made: str) -> None:
    chance = random.Random(2)
    walk = Walk(laptop, made)
    stops = item_stops(walk.session)
    person = Facilitator(walk.open())
    person.begin("Exampleshire")
    person.go(walk.session, plan.stops(walk.session)[0], stops[0])
    at = 0
    for _ in range(KILLS):
        walk.finish(person, stops[at], chance.choice(("24130", "31524", "50042")))
        for _ in range(chance.randint(1, 3)):
            if chance.random() < 0.5 and not revealed(person.terminal, walk.names):
                person.reveal()
            person.go(walk.session, stops[at], stops[at + 1])
            at += 1
            walk.finish(person, stops[at], "".join(chance.choices(KEYS, k=5)))
        kill_in_the_midst(walk, person, stops[at + 1], chance)
        at += 1
        walk.on_disk_is(stops[at])
        person = Facilitator(walk.open())
        opened_as_it_was(walk, person.terminal, stops[at])
    assert at >= 2 * KILLS


def kill_in_the_midst(walk: Walk, person: Facilitator, stop: Stop, chance: random.Random) -> None:
    """At the next stop, wait until the screen shows some answers, and kill while more are on their way."""
    terminal = person.terminal
    person.go(walk.session, item_before(walk.session, stop), stop)
    keys = "".join(chance.choices(KEYS, k=5))
    waited = chance.randint(1, 4)
    person.answer(keys[:waited], f"{waited} of 5 answered")
    if chance.random() < 0.3:
        person.reveal()
        person.press("answering", *keys[waited:])
    else:
        person.press("answering", *keys[waited:])
    terminal.kill()
    shown = revealed(terminal, walk.names)
    names = set(shown) or answered(terminal, walk.names)
    assert len(names) >= waited
    had = {name: key for name, key in zip(walk.names, keys, strict=True) if name in names}
    assert shown == {} or shown == had
    walk.pressed[stop.ref] = had


def item_before(session: Session, stop: Stop) -> Stop:
    """The item before this one."""
    stops = item_stops(session)
    return stops[stops.index(stop) - 1]


def opened_as_it_was(walk: Walk, terminal: Terminal, stop: Stop) -> None:
    """Opened again: the same stop, and on it what is on disk; the first partner to answer is in focus."""
    session = walk.library.read(walk.id)
    kept = on_disk(session, stop.ref)
    terminal.wait_for(heading(session, stop), walk.names[-1], "q leave")
    if round_of(session, stop.ref)[1]:
        terminal.wait_for(lambda t: revealed(t, walk.names) == kept)
    else:
        terminal.wait_for(lambda t: answered(t, walk.names) == set(kept))
    left = [name for name in walk.names if name not in kept]
    if left:
        terminal.wait_for(re.compile(rf"▸ {re.escape(left[0])}"))
    walk.pressed[stop.ref] = kept
