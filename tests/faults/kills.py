"""Killed at random moments while answers, notes, drafts and undo stream in."""

from __future__ import annotations

import random
import time
from collections import Counter

from sessions.kinds.score.records import ballots_on
from sessions.store.drafts import read_drafts
from sessions.store.library import Library
from tests.faults.nursery import ITEM, PARTNERS, VICTIM
from tests.faults.size import SEED
from tests.faults.victim import Nursery, Victim
from workshop.desk import Desk

MOST_NOTES = 150
"""Of a session: then it is emptied, so that a save takes as long in the last round as in the first."""


def kill_again_and_again(victim: Victim, workers: Nursery, kills: int) -> Counter[str]:
    """Kill so often, and look at everything after each; what was counted meanwhile."""
    chance, counted, notes = random.Random(SEED), Counter[str](), 0
    fresh = victim.path.read_bytes()
    for _ in range(kills):
        workers.start(do="stream")
        workers.until("saved", notes + chance.randint(1, 4))
        time.sleep(chance.uniform(0, 0.02))  # waits for nothing: it picks the moment within a save
        before = notes
        notes, counted["undone"] = _looked_at(victim, workers.kill(), notes, counted["undone"])
        counted["kills"] += 1
        counted["changes"] += 2 * max(0, notes - before)
        if notes > MOST_NOTES:
            victim.path.write_bytes(fresh)
            notes = 0
    return counted


def _looked_at(victim: Victim, told: list[list[str]], notes: int, undone: int) -> tuple[int, int]:
    """(notes on record, changes that could be taken back), once all that was acknowledged is found."""
    session = victim.is_well()
    there = len(session.notes)
    if told:
        _, said, partner, level = told[-1]
        # Each round adds one note; the round under way may have added it, or taken it back for a moment.
        assert int(said) - 1 < there <= int(said) + 1, (told[-1], there)
        ballot = ballots_on(session, ITEM, 1)[PARTNERS[int(partner)]]
        assert ballot.counts.index(1) + 1 == int(level)
    assert there >= notes
    assert set(read_drafts(victim.path)) <= {"note"}
    with Desk(Library(victim.folder).open(VICTIM)) as desk:
        if desk.undo() is not None:
            undone += 1
            assert desk.redo() is not None
    return there, undone
