"""A disk that fills, a folder that goes and comes back, a file that another program holds."""

from __future__ import annotations

import errno

import pytest

from tests.faults.nursery import VICTIM
from tests.faults.size import TIMES, spread
from tests.faults.test_refusals import holds_what_it_said
from tests.faults.victim import Nursery, Victim
from tests.systems import has_limits, moves_what_is_open

pytestmark = pytest.mark.faults


@moves_what_is_open
def test_a_folder_that_goes_and_comes_back_has_all_that_was_held(victim: Victim, workers: Nursery) -> None:
    """As a stick that is pulled out: what was saved is on it, and what was held goes there."""
    away = victim.folder.with_name("away")
    workers.start(do="hold")
    saved = workers.until("saved", 3)
    for _ in range(3 * TIMES):
        victim.folder.rename(away)
        held = workers.until("held", saved)
        assert not victim.folder.exists(), "nothing is made in the place of the stick"
        workers.until("held", held + 3)
        victim.tally.hurt += 1
        away.rename(victim.folder)
        saved = workers.until("saved", held + 4)
    victim.tally.refused += sum(words[0] == "held" for words in workers.told)
    workers.kill()
    there = len(victim.is_well().notes)
    victim.tally.looked_for(saved, max(0, saved - there))
    assert there >= saved


@has_limits
def test_a_file_that_may_not_grow_is_as_it_was(victim: Victim, workers: Nursery) -> None:
    """The system's own limit, which breaks a write off where it stands."""
    size = victim.path.stat().st_size
    ended = set()
    for room in spread(size + 4000, 12 * TIMES):
        before = victim.path.read_bytes()
        text = f"At {room}"
        told = workers.command(["note", VICTIM, text], room=room)
        holds_what_it_said(victim, told, text, before)
        ended.add(told["code"])
    assert ended >= {0, 2}


@pytest.mark.parametrize(("times", "code"), [(3, 0), (200, 2)], ids=["for a moment", "for good"])
def test_a_file_that_another_program_holds_is_tried_again_and_then_told(
    victim: Victim, workers: Nursery, times: int, code: int
) -> None:
    """As on Windows, where a scanner or an office program that has it open keeps it from being replaced."""
    calls = [workers.command(["note", VICTIM, "First"])["calls"] for _ in range(2)][-1]
    before = victim.path.read_bytes()
    at = calls.index("os.replace")
    told = workers.command(["note", VICTIM, "Held"], at=at, error=errno.EACCES, times=times, tries=20)
    holds_what_it_said(victim, told, "Held", before)
    assert told["code"] == code
    assert "access is refused" in told["err"] if code else not told["err"]
