"""Undo that outlives the program: beside the session, never in its way, never applied to another record."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path

import pytest

from sessions.edit import Edit
from sessions.edits import event as event_edits, notes as note_edits
from sessions.kinds.score import edits as score_edits
from sessions.problem import Problem
from sessions.store import undo as store
from sessions.store.library import Library
from sessions.store.undo import MOST, read_kept, undo_path
from tests.builders import NOW, new_session, said
from tests.systems import has_rights
from workshop.desk import Desk
from workshop.history import History

ITEM, ANSWER = "principles/P1", "answer of ICB on Principle 1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Library(tmp_path).create(new_session("tips-and-pulse", "County Council", "ICB")) as file:
        return file.path


def opened(path: Path, *, holds: bool = False) -> Desk:
    return Desk(Library(path.parent).open("s"), lambda: NOW, author="laptop-a", holds=holds)


def note(number: int) -> Edit:
    return note_edits.add_note("comment", f"Note {number}")


def texts(desk: Desk) -> list[str]:
    return [row.text for row in desk.session.notes]


def test_what_a_closed_program_did_is_taken_back_and_done_again(path: Path) -> None:
    with opened(path) as desk:
        first = said(desk.session)
        desk.apply(note(1))
        desk.apply(score_edits.answer_level(ITEM, "icb", 2))
        last = said(desk.session)
    with opened(path) as desk:
        assert desk.undo() == ANSWER
    with opened(path) as desk:
        assert desk.undo() == "comment N1 “Note 1”"
        assert desk.undo() is None
        assert {**said(desk.session), "at": None} == {**first, "at": None}
    with opened(path) as desk:
        assert [desk.redo(), desk.redo(), desk.redo()] == ["comment N1 “Note 1”", ANSWER, None]
        assert said(desk.session) == last


def test_a_new_change_ends_what_could_be_done_again(path: Path) -> None:
    with opened(path) as desk:
        desk.apply(note(1))
        desk.undo()
        desk.apply(note(2))
    with opened(path) as desk:
        assert desk.redo() is None
        assert desk.undo() == "comment N1 “Note 2”"


def test_the_last_twenty_are_kept_on_disk_and_all_of_them_in_the_program(path: Path) -> None:
    with opened(path) as desk:
        for number in range(MOST + 5):
            desk.apply(note(number))
        assert len(desk.history.done) == MOST + 5
    assert len(read_kept(path).done) == MOST
    with opened(path) as desk:
        while desk.undo():
            pass
        assert texts(desk) == [f"Note {number}" for number in range(5)]


def test_large_changes_are_fewer_so_that_it_stays_small(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_BYTES", 1000)
    with opened(path) as desk:
        for number in range(10):
            desk.apply(note(number))
    assert undo_path(path).stat().st_size < 1100
    assert 0 < len(read_kept(path).done) < 10
    with opened(path) as desk:
        assert desk.undo() == "comment N10 “Note 9”"


@has_rights
def test_only_its_owner_can_read_it(path: Path) -> None:
    with opened(path) as desk:
        desk.apply(note(1))
    assert stat.S_IMODE(undo_path(path).stat().st_mode) == 0o600


def test_it_goes_with_the_session(path: Path) -> None:
    with opened(path) as desk:
        desk.apply(note(1))
    assert undo_path(path).exists()
    library = Library(path.parent)
    library.restore(library.bin(path))
    assert not undo_path(path).exists()
    with opened(path) as desk:
        assert desk.undo() is None


def test_where_it_cannot_be_written_the_session_is_saved_all_the_same(path: Path) -> None:
    undo_path(path).parent.write_text("in the way", "utf-8")
    with opened(path) as desk:
        desk.apply(note(1))
        assert desk.unsaved is None
        assert desk.undo() == "comment N1 “Note 1”", "in the program it is known"
        desk.redo()
    assert [row.text for row in Library(path.parent).read("s").notes] == ["Note 1"]


# --- what a crash leaves --------------------------------------------------------------------------


def test_a_crash_after_the_save_and_before_this_drops_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(path) as desk:
        desk.apply(note(1))
        monkeypatch.setattr(History, "keep", lambda *_: None)
        desk.apply(note(2))
    monkeypatch.undo()
    with opened(path) as desk:
        assert desk.undo() is None
        assert texts(desk) == ["Note 1", "Note 2"]


def test_a_crash_that_lost_the_save_leaves_out_what_never_reached_the_record(path: Path) -> None:
    with opened(path) as desk:
        desk.apply(note(1))
        before = path.read_bytes()
        desk.apply(note(2))
    path.write_bytes(before)
    with opened(path) as desk:
        assert len(desk.history.done) == 1
        assert desk.undo() == "comment N1 “Note 1”"
        assert texts(desk) == []


def test_a_crash_within_an_undo(path: Path) -> None:
    with opened(path) as desk:
        desk.apply(note(1))
        desk.apply(note(2))
        kept = undo_path(path).read_bytes()
        desk.undo()
    undo_path(path).write_bytes(kept)
    with opened(path) as desk:
        assert texts(desk) == ["Note 1"]
        assert desk.undo() == "comment N1 “Note 1”"
        assert texts(desk) == []


DAMAGE = (b"", b"{", b"[]", b'{"done": [1]}', b'{"done": ' + b"[" * 5000, b"\xff\xfe")


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_one_is_as_none(path: Path, damage: bytes) -> None:
    with opened(path) as desk:
        desk.apply(note(1))
    undo_path(path).write_bytes(damage)
    with opened(path) as desk:
        assert desk.undo() is None
        desk.apply(note(2))
    with opened(path) as desk:
        assert desk.undo() == "comment N2 “Note 2”"


def test_a_record_that_moved_on_otherwise_is_left_alone(path: Path) -> None:
    with opened(path) as desk:
        desk.apply(note(1))
    tables = json.loads(path.read_bytes())
    tables["notes"]["1"]["text"] = "Put right by hand"  # by a program that knows no counter
    path.write_text(json.dumps(tables), "utf-8")
    with opened(path) as desk:
        assert desk.undo() is None
        assert texts(desk) == ["Put right by hand"]


def test_text_in_it_drives_no_terminal(path: Path) -> None:
    with opened(path) as desk:
        desk.apply(note(1))
        desk.apply(note_edits.change_note("N1", kind="comment", text="Other"))
    undo_path(path).write_bytes(undo_path(path).read_bytes().replace(b"Note 1", rb"\u001b[2JNote"))
    with opened(path) as desk:
        desk.undo()
        assert texts(desk) == ["[2JNote"]


# --- what was not saved ---------------------------------------------------------------------------


def test_what_is_held_is_kept_once_it_is_saved(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with opened(path, holds=True) as desk:
        desk.apply(note(1))
        with monkeypatch.context() as disk:
            disk.setattr("sessions.store.storage.write_durably", full)
            desk.apply(note(2))
            assert desk.unsaved is not None
            assert len(read_kept(path).done) == 1
        assert desk.retry()
    assert len(read_kept(path).done) == 2


def test_a_refused_save_is_no_change_to_take_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with opened(path) as desk:
        desk.apply(note(1))
        monkeypatch.setattr("sessions.store.storage.write_durably", full)
        with pytest.raises(Problem):
            desk.apply(note(2))
    monkeypatch.undo()
    with opened(path) as desk:
        assert desk.undo() == "comment N1 “Note 1”"
        assert texts(desk) == []


def test_one_that_only_reads_keeps_and_clears_nothing(path: Path) -> None:
    with opened(path) as desk:
        desk.apply(note(1))
        kept = undo_path(path).read_bytes()
        with opened(path) as reader:
            assert reader.read_only
            reader.mark_summarised()
            assert undo_path(path).read_bytes() == kept


def test_place_and_time_end_no_history(path: Path) -> None:
    with opened(path) as desk:
        desk.apply(note(1))
        desk.step(2)
        desk.run_clock()
        desk.stop_clock()
        desk.mark_summarised()
    with opened(path) as desk:
        assert desk.undo() == "comment N1 “Note 1”"
        assert desk.session.summary_at == NOW


def test_a_change_of_details_after_all_that(path: Path) -> None:
    with opened(path) as desk:
        desk.apply(event_edits.describe(title="Other", place="Elsewhere", on=NOW.date()))
    with opened(path) as desk:
        desk.undo()
        assert (desk.session.title, desk.session.place, desk.session.date) == ("S", "", None)


# --- what it costs --------------------------------------------------------------------------------


def test_it_waits_for_no_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append("")
        real(handle)

    with opened(path) as desk:
        desk.apply(note(1))
        monkeypatch.setattr("os.fsync", fsync)
        desk.apply(note(2))
        with_it, synced[:] = len(synced), []
        monkeypatch.setattr(History, "keep", lambda *_: None)
        desk.apply(note(3))
    assert with_it == len(synced)
