"""Killed at any moment, and at every call of the system: nothing acknowledged is lost, and the file opens."""

from __future__ import annotations

import random

import pytest

from sessions.problem import Problem
from sessions.store.library import Library
from tests.faults.calls import KILL, KILL_AFTER, LOOKS
from tests.faults.kills import kill_again_and_again
from tests.faults.nursery import VICTIM
from tests.faults.size import SEED, TIMES, spread
from tests.faults.victim import Nursery, Victim

pytestmark = pytest.mark.faults


def test_a_kill_at_any_moment_loses_nothing_acknowledged(victim: Victim, workers: Nursery) -> None:
    undone = kill_again_and_again(victim, workers, 15 * TIMES, str(SEED))
    assert victim.tally.hurt == 15 * TIMES
    assert victim.tally.acknowledged >= 30 * TIMES
    assert victim.tally.lost == 0
    assert undone > 0


@pytest.mark.long
@pytest.mark.parametrize("when", [KILL, KILL_AFTER], ids=["before", "after"])
def test_a_kill_at_every_call_leaves_the_old_record_or_the_new_one(
    victim: Victim, workers: Nursery, when: int
) -> None:
    calls = [workers.command(["note", VICTIM, "First"])["calls"] for _ in range(2)][-1]
    assert {"write", "os.fsync", "os.replace"} <= set(calls)
    places = [at for at, name in enumerate(calls) if name not in LOOKS]
    notes = 2
    for at in (places[place] for place in spread(len(places), len(places) * TIMES)):
        told = workers.command(["note", VICTIM, f"At {at}"], at=at, error=when)
        assert told == {} or at >= len(told["calls"])
        victim.tally.hurt += 1
        now = len(victim.is_well().notes)
        victim.tally.looked_for(notes, max(0, notes - now))
        assert now in (notes, notes + 1)
        notes = now
    assert 2 < notes < len(places), "some kills came before the record was in place, and some after"


def test_a_second_process_reads_only_until_the_first_is_gone(victim: Victim, workers: Nursery) -> None:
    workers.start(do="stream")
    saved = workers.until("saved", 1)
    library = Library(victim.folder)
    with library.open(VICTIM) as second:
        assert second.read_only is not None
        assert "another window" in second.read_only
        assert len(second.session.notes) >= 1
    with pytest.raises(Problem, match="another window"):
        library.bin(victim.path)
    workers.kill()
    victim.tally.hurt += 1
    victim.tally.looked_for(saved, max(0, saved - len(victim.is_well().notes)))


@pytest.mark.long
@pytest.mark.parametrize("children", [2, 5])
def test_several_processes_on_one_session_lose_nothing_that_any_was_told(
    victim: Victim, workers: Nursery, children: int
) -> None:
    chance = random.Random(SEED)
    for killed in (False, True):
        workers.start(do="notes", count=4 * TIMES, children=children)
        for _ in range(children if killed else 0):
            workers.line()
        if killed:
            workers.children = chance.sample(workers.children, 1)
        _ = workers.kill() if killed else workers.rest()
        told = workers.told
        noted = [words[1] for words in told if words and words[0] == "noted"]
        assert noted, told
        texts = [note.text for note in victim.is_well().notes]
        victim.tally.hurt += children
        victim.tally.looked_for(len(noted), len(set(noted) - set(texts)))
        assert set(noted) <= set(texts)
        assert len(texts) == len(set(texts)), "none was recorded twice"
        refused = {words[1] for words in told if words and words[0] == "refused-2"}
        victim.tally.refused += len(refused)
        assert not refused & set(texts), "what was refused is not there"
