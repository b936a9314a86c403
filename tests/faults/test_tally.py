"""What the table counts: a change that is gone, a file that does not open, and one that was touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sessions.edits.notes import add_note
from sessions.kinds.score.edits import answer_level
from sessions.store.library import Library
from tests.faults.kills import look_for
from tests.faults.nursery import ITEM, PARTNERS, VICTIM
from tests.faults.tally import DoesNotOpen, Tally
from tests.faults.victim import BESIDE, Victim
from workshop.desk import Desk


def test_changes_that_are_gone_are_counted_as_lost(tmp_path: Path) -> None:
    victim = Victim(tmp_path / "sessions")
    with Desk(Library(victim.folder).open(VICTIM)) as desk:
        desk.apply(answer_level(ITEM, PARTNERS[0], 2))
        for number in (0, 2):
            desk.apply(add_note("comment", f"{number} x"))
        session = desk.session
    look_for(victim, session, ["saved", "1", "0", "2"], 0)
    assert victim.tally == Tally(acknowledged=2), "the note that came last was not acknowledged yet"
    look_for(victim, session, ["saved", "3", "0", "2"], 1)
    assert victim.tally == Tally(acknowledged=6, lost=1), "note 1 is gone"
    look_for(victim, session, ["saved", "1", "0", "3"], 0)
    assert victim.tally.lost == 2, "another answer"
    look_for(victim, session, ["saved", "1", "1", "2"], 0)
    assert victim.tally.lost == 3, "no answer"
    assert not victim.tally.is_clean


def test_a_file_that_does_not_open_and_one_that_was_touched_are_counted(tmp_path: Path) -> None:
    victim = Victim(tmp_path / "sessions")
    victim.is_well()
    assert victim.tally.is_clean
    beside = victim.folder / f"{BESIDE}.json"
    beside.write_text(json.dumps(json.loads(beside.read_text("utf-8"))), "utf-8")
    with pytest.raises(AssertionError, match="touched"):
        victim.is_well()
    assert victim.tally.touched > 0
    victim.path.write_bytes(b"{")
    with pytest.raises(DoesNotOpen, match="damaged"):
        victim.is_well()
    assert victim.tally.unopened == 1
