"""A disk of its own that is really full: what is on it stays, and what it takes again is saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.disks import filled, small_disk
from tests.faults.nursery import VICTIM
from tests.faults.size import TIMES
from tests.faults.test_refusals import holds_what_it_said
from tests.faults.victim import Victim, nursery

pytestmark = pytest.mark.faults


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    with small_disk(tmp_path / "disk", "1m") as place:
        yield place


@pytest.fixture
def full_victim(disk: Path, victim: Victim) -> Iterator[Victim]:
    on_it = Victim(disk / "sessions")
    yield on_it
    victim.tally.add(on_it.tally)


def test_a_disk_that_is_full_keeps_what_it_has_and_says_so(
    full_victim: Victim, disk: Path, tmp_path: Path
) -> None:
    ended = []
    with nursery(full_victim.folder, tmp_path / "home") as workers:
        for leave in (0, 4096, 16_384, 40_960, 81_920) * TIMES:
            filling, before = filled(disk, leave), full_victim.path.read_bytes()
            told = workers.command(["note", VICTIM, f"With {leave} left, {len(ended)}"])
            holds_what_it_said(full_victim, told, f"With {leave} left, {len(ended)}", before)
            ended.append(told["code"])
            filling.unlink()
            again = workers.command(["note", VICTIM, f"Emptied {len(ended)}"])
            holds_what_it_said(full_victim, again, f"Emptied {len(ended)}", before)
            assert again["code"] == 0
    assert {0, 2} <= set(ended)


def test_what_a_full_disk_does_not_take_is_held_until_it_does(
    full_victim: Victim, disk: Path, tmp_path: Path
) -> None:
    with nursery(full_victim.folder, tmp_path / "home") as workers:
        workers.start(do="hold")
        saved = workers.until("saved", 3)
        for _ in range(2 * TIMES):
            filling = filled(disk, 0)
            held = workers.until("held", saved)
            workers.until("held", held + 3)
            filling.unlink()
            saved = workers.until("saved", held + 4)
            full_victim.tally.hurt += 1
        full_victim.tally.refused += sum(words[0] == "held" for words in workers.told)
        workers.kill()
    there = len(full_victim.is_well().notes)
    full_victim.tally.looked_for(saved, max(0, saved - there))
