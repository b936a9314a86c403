"""A disk that takes nothing: in the room what was done is held and seen, in the shell it is refused."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sessions import disk, plan
from sessions.edit import Edit
from sessions.edits import notes as note_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import BALLOTS
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.library import Library
from tests.builders import NOW, new_session
from workshop.desk import Desk

ITEM = "principles/P1"
ANSWER = score_edits.answer_level(ITEM, "icb", 2)
NOTE = note_edits.add_note("comment", "Said.")


class Disk:
    """What a save ends with: sync and replace, which a test can have refused as on a full disk."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, refused: str) -> None:
        self.full = False
        real: Callable[..., object] = getattr(os, refused)

        def call(*arguments: object) -> object:
            if self.full:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*arguments)

        monkeypatch.setattr(disk.os, refused, call)


@pytest.fixture(params=["fsync", "replace"])
def refusing(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Disk:
    return Disk(monkeypatch, request.param)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    library.create(new_session("tips-and-pulse", "County Council", "ICB")).close()
    return library


@pytest.fixture
def desk(library: Library, refusing: Disk) -> Iterator[Desk]:
    with Desk(library.open("s"), lambda: NOW, author="laptop-a", holds=True) as desk:
        yield desk


def saved(desk: Desk) -> Session:
    """What is on disk."""
    return Library(desk.path.parent).read("s")


# --- held -----------------------------------------------------------------------------------------


def test_what_the_disk_does_not_take_is_held_and_seen(desk: Desk, refusing: Disk) -> None:
    before = saved(desk)
    assert desk.unsaved is None
    refusing.full = True
    after = desk.apply(ANSWER)
    assert desk.session is after
    assert [ballot.partner_id for ballot in BALLOTS.of(after)] == ["icb"]
    assert saved(desk) == before
    assert desk.unsaved is not None
    assert "the disk is full" in desk.unsaved.what
    assert "Free some space" in desk.unsaved.hint


def test_more_is_done_on_top_and_all_of_it_is_saved_once_the_disk_takes_it(
    desk: Desk, refusing: Disk
) -> None:
    desk.apply(NOTE)
    before = saved(desk)
    refusing.full = True
    desk.apply(ANSWER)
    desk.apply(score_edits.reveal(ITEM))
    assert desk.undo() is not None
    desk.apply(score_edits.agree(ITEM, 2))
    assert not desk.retry()
    assert desk.unsaved is not None
    assert saved(desk) == before
    held = desk.session
    refusing.full = False
    assert desk.retry()
    assert desk.unsaved is None
    assert desk.session is held
    assert saved(desk) == held
    assert [desk.undo() for _ in range(4)] == [
        *("agreed level 2 on Principle 1", "answer of ICB on Principle 1", "comment N1 “Said.”", None),
    ], "and the history has all of it"
    assert saved(desk) == desk.session


def test_the_next_change_that_is_taken_saves_what_was_held(desk: Desk, refusing: Disk) -> None:
    refusing.full = True
    desk.apply(ANSWER)
    refusing.full = False
    desk.apply(NOTE)
    assert desk.unsaved is None
    assert saved(desk) == desk.session
    assert BALLOTS.of(saved(desk))


def test_undo_and_redo_are_held_as_well(desk: Desk, refusing: Disk) -> None:
    desk.apply(NOTE)
    refusing.full = True
    assert desk.undo() == "comment N1 “Said.”"
    assert (desk.session.notes, len(saved(desk).notes)) == ((), 1)
    assert desk.unsaved is not None
    assert desk.redo() == "comment N1 “Said.”"
    assert len(desk.session.notes) == 1
    refusing.full = False
    assert desk.retry()
    assert saved(desk) == desk.session


def test_there_is_nothing_to_retry_where_all_is_saved(desk: Desk, refusing: Disk) -> None:
    desk.apply(NOTE)
    refusing.full = True
    assert desk.retry(), "no disk is asked"


def test_what_is_wrong_with_the_record_itself_is_refused_all_the_same(desk: Desk, refusing: Disk) -> None:
    desk.apply(ANSWER)
    (ballot,) = BALLOTS.of(desk.session)
    before = desk.session
    twice = Edit(lambda _: "twice", lambda session, _: BALLOTS.put(session, (ballot, ballot)))
    for full in (False, True):
        refusing.full = full
        with pytest.raises(Problem, match="can't be recorded"):
            desk.apply(twice)
        with pytest.raises(Problem, match="no level 9"):
            desk.apply(score_edits.answer_level(ITEM, "icb", 9))
        assert desk.session is before
        assert desk.unsaved is None
    refusing.full = False
    assert [desk.undo(), desk.undo()] == ["answer of ICB on Principle 1", None]


def test_what_a_window_that_only_reads_would_change_is_refused(
    library: Library, desk: Desk, refusing: Disk
) -> None:
    with Desk(library.open("s"), lambda: NOW, holds=True) as other:
        assert other.read_only is not None
        with pytest.raises(Problem, match="open to read only"):
            other.apply(NOTE)
        assert other.unsaved is None


def test_what_is_held_is_tried_once_more_at_the_end_whatever_ended_it(desk: Desk, refusing: Disk) -> None:
    refusing.full = True
    desk.apply(ANSWER)
    refusing.full = False
    desk.close()
    assert BALLOTS.of(saved(desk))


# --- place and clock ------------------------------------------------------------------------------


@pytest.mark.parametrize("holds", [True, False])
def test_place_and_clock_go_on_with_a_full_disk(library: Library, refusing: Disk, holds: bool) -> None:
    with Desk(library.open("s"), lambda: NOW, holds=holds) as desk:
        before = saved(desk)
        stops = plan.stops(desk.session)
        refusing.full = True
        desk.go(stops[1])
        desk.run_clock()
        desk.step(1)
        desk.stop_clock()
        desk.mark_summarised()
        assert (desk.session.at, desk.session.running) == (stops[2], None)
        assert desk.session.summary_at == NOW
        assert saved(desk) == before
        assert desk.unsaved is None, "nothing that was said is held"
        refusing.full = False
        desk.apply(NOTE)
        assert saved(desk) == desk.session
        assert saved(desk).at == stops[2]


def test_a_place_that_is_saved_has_what_was_held_saved_too(desk: Desk, refusing: Disk) -> None:
    refusing.full = True
    desk.apply(ANSWER)
    desk.step(1)
    assert desk.unsaved is not None
    assert BALLOTS.of(desk.session), "going about drops nothing"
    refusing.full = False
    desk.step(1)
    assert desk.unsaved is None
    assert saved(desk) == desk.session


# --- refused --------------------------------------------------------------------------------------


def test_the_shell_is_told_and_nothing_is_held(library: Library, refusing: Disk) -> None:
    with Desk(library.open("s"), lambda: NOW) as desk:
        desk.apply(NOTE)
        before = desk.session
        refusing.full = True
        for change in (lambda: desk.apply(ANSWER), desk.undo):
            with pytest.raises(Problem, match="the disk is full"):
                change()
            assert desk.session is before
            assert desk.unsaved is None
        assert saved(desk) == before
        refusing.full = False
        desk.apply(ANSWER)
        assert [desk.undo() for _ in range(3)] == ["answer of ICB on Principle 1", "comment N1 “Said.”", None]


def test_a_save_whose_folder_was_not_synced_is_done_once_more_without_a_word(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with Desk(library.open("s"), lambda: NOW, holds=True) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(disk, "sync_folder", refuse)
            desk.apply(ANSWER)
            assert desk.unsaved is not None
        assert desk.retry()
        assert desk.file.warning is None, "what stands on the disk is its own"
        assert saved(desk) == desk.session
