"""A program that ends while the disk refuses: what it holds goes to another place, and it is said where."""

import errno
import sys
from pathlib import Path
from typing import Any

import pytest

from sessions import disk
from sessions.edits.notes import add_note
from sessions.store.library import Library
from sessions.store.load import load
from tests.builders import new_session
from workshop import settings
from workshop.desk import Desk, left_over


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """One that holds a note which its folder does not take; the places of `places` may take it."""
    file = Library(tmp_path / "sessions").create(new_session("tips-and-pulse", "County Council", "ICB"))
    places = (tmp_path / "data", tmp_path / "temporary")
    desk = Desk(file, holds=True, rescue_to=places)
    write = disk.stage

    def refused(path: Path, data: bytes, **options: Any) -> Path:
        if any(path.is_relative_to(tmp_path / full) for full in FULL):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data, **options)

    monkeypatch.setattr(disk, "stage", refused)
    FULL[:] = ["sessions"]
    desk.apply(add_note("comment", "Only in memory"))
    desk.drafts.put("note", {"text": "half a sentence"})
    return desk


FULL: list[str] = []
"""Folders whose disk is full."""


def notes(path: Path) -> list[str]:
    return [note.text for note in load(path).session.notes]


def test_what_is_held_goes_to_another_place_for_its_owner_alone(desk: Desk) -> None:
    desk.close()
    copy = desk.rescued
    assert copy is not None
    assert copy.is_relative_to(desk.rescue_to[0])
    assert notes(copy) == ["Only in memory"]
    assert "half a sentence" in (copy.parent / ".drafts" / copy.name).read_text("utf-8")
    assert str(copy) in left_over(desk)
    assert f"copy it to {desk.path}" in left_over(desk)
    assert notes(desk.path) == []
    if sys.platform != "win32":
        assert [at for at in (copy, copy.parent) if at.stat().st_mode & 0o077] == []
    copy.replace(desk.path)  # as it says
    FULL.clear()
    with Library(desk.path.parent).open(desk.path.stem) as file:
        assert file.read_only is None
        assert file.session.notes


def test_a_place_that_takes_nothing_is_left_as_it_was_and_the_next_one_is_tried(desk: Desk) -> None:
    FULL.append("data")
    desk.close()
    assert desk.rescued is not None
    assert desk.rescued.is_relative_to(desk.rescue_to[1])
    assert list(desk.rescue_to[0].iterdir()) == []


def test_where_no_place_takes_it_that_is_said(desk: Desk) -> None:
    FULL.extend(["data", "temporary"])
    desk.close()
    assert desk.rescued is None
    assert "the disk is full" in left_over(desk)
    assert "the last changes are lost" in left_over(desk)


def test_what_is_saved_at_the_last_moment_needs_no_copy(desk: Desk) -> None:
    FULL.clear()
    desk.close()
    assert (desk.rescued, left_over(desk)) == (None, "")
    assert notes(desk.path) == ["Only in memory"]
    assert not desk.rescue_to[0].exists()


def test_a_mistake_made_once_more_on_closing_does_not_keep_it_from_being_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> bool:
        raise RuntimeError("a wheel came off")

    monkeypatch.setattr(desk, "retry", broken)
    desk.close()
    assert desk.rescued is not None
    FULL.clear()
    with Library(desk.path.parent).open(desk.path.stem) as file:
        assert file.read_only is None, "it was let go of all the same"


def test_whoever_is_forgotten_is_looked_for_in_the_copies(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.close()
    monkeypatch.setattr(settings, "data_folder", lambda: desk.rescue_to[0])
    kept = [path for path in settings.crash_reports() if path.is_relative_to(desk.rescue_to[0])]
    assert desk.rescued in kept
    assert len(kept) == 2, "what was typed is another file"


def test_a_folder_in_the_place_of_a_stick_that_is_out_takes_nothing(tmp_path: Path) -> None:
    """Whoever makes one anew, it is not the one that the session lies in, which comes back with all of it."""
    folder, away = tmp_path / "stick", tmp_path / "away"
    file = Library(folder).create(new_session("tips-and-pulse", "County Council", "ICB"))
    with Desk(file, holds=True) as desk:
        desk.apply(add_note("comment", "Before"))
        desk.drafts.put("note", {"text": "half a sentence"})
        folder.rename(away)
        desk.drafts.write()
        assert not folder.exists(), "what is typed makes none"
        folder.mkdir()  # as the system keeps the place of a stick, or a summary was written there
        desk.apply(add_note("comment", "While it was out"))
        assert desk.unsaved is not None
        assert list(folder.glob("*.json")) == []
        folder.rmdir()
        away.rename(folder)
        assert desk.retry()
        desk.drafts.write()
        assert (folder / ".drafts" / file.path.name).exists()
    assert notes(file.path) == ["Before", "While it was out"]


def test_a_file_that_was_deleted_is_still_written_anew(tmp_path: Path) -> None:
    file = Library(tmp_path / "sessions").create(new_session("tips-and-pulse", "County Council", "ICB"))
    with Desk(file, holds=True) as desk:
        file.path.unlink()
        desk.apply(add_note("comment", "Noted"))
        assert desk.unsaved is None
        assert "written anew" in (file.warning or "")
    assert notes(file.path) == ["Noted"]
