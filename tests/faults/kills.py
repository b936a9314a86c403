"""Killed at random moments while answers, notes, drafts and undo stream in."""

from __future__ import annotations

import random
import time
from pathlib import Path

from sessions.kinds.score.records import ballots_on
from sessions.record import Session
from sessions.store.drafts import read_drafts
from sessions.store.library import Library
from tests.faults.nursery import ITEM, PARTNERS, VICTIM, number_of
from tests.faults.tally import DoesNotOpen
from tests.faults.victim import Nursery, Victim, nursery
from workshop.desk import Desk

MOST_NOTES = 150
"""Of a session: then it is emptied, so that a save takes as long in the last round as in the first."""


def killed(folder: Path, kills: int, seed: str) -> Victim:
    """A session in `folder`, whose program was killed so often; its tally says what came of it."""
    victim = Victim(folder / "sessions")
    with nursery(victim.folder, folder / "home") as workers:
        kill_again_and_again(victim, workers, kills, seed)
    return victim


def kill_again_and_again(victim: Victim, workers: Nursery, kills: int, seed: str) -> int:
    """Kill so often, and look for every change that was acknowledged after each.

    How many of the changes before a kill could be taken back after it, one after each.
    """
    chance, fresh, notes, undone = random.Random(seed), victim.path.read_bytes(), 0, 0
    for _ in range(kills):
        workers.start(do="stream")
        workers.until("saved", notes + chance.randint(1, 4))
        time.sleep(chance.uniform(0, 0.02))  # waits for nothing: it picks the moment within a save
        last = [*workers.told, *workers.kill()][-1]
        victim.tally.hurt += 1
        try:
            session = victim.is_well()
        except DoesNotOpen:
            victim.path.write_bytes(fresh)
            notes = 0
            continue
        before, notes = notes, 1 + max((number_of(note.text) for note in session.notes), default=-1)
        look_for(victim, session, last, before)
        undone += _taken_back(victim)
        if notes > MOST_NOTES:
            victim.path.write_bytes(fresh)
            notes = 0
    return undone


def look_for(victim: Victim, session: Session, last: list[str], before: int) -> None:
    """Count what was acknowledged since there were `before` notes, and every note and answer that is gone.

    `last` is what was acknowledged last: how many notes there are, who answered and what.
    """
    _, notes, partner, level = last
    gone = set(range(int(notes))) - {number_of(note.text) for note in session.notes}
    ballot = ballots_on(session, ITEM, 1).get(PARTNERS[int(partner)])
    kept = ballot is not None and ballot.counts.index(1) + 1 == int(level)
    victim.tally.looked_for(2 * (int(notes) - before), len(gone) + (not kept))


def _taken_back(victim: Victim) -> bool:
    """Whether the last change could be taken back; then it is made again."""
    assert set(read_drafts(victim.path)) <= {"note"}
    with Desk(Library(victim.folder).open(VICTIM)) as desk:
        if desk.undo() is None:
            return False
        assert desk.redo() is not None
        return True
