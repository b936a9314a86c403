"""Two programs at one session: who may write, and what becomes of what the other wrote."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from sessions.problem import Problem
from sessions.store import load as loading
from sessions.store.library import Library
from workshop.cli import main


def test_the_second_reads_only_until_the_first_closes(path: Path, library: Library, sample: Any) -> None:
    first = library.open("s")
    with library.open("s") as second:
        assert second.read_only is not None
        assert "open in another window" in second.read_only
        first.save(sample.note(first.session))
        with pytest.raises(Problem, match="read only"):
            second.save(sample.note(second.session, "mine"))
    first.close()
    with library.open("s") as third:
        assert third.read_only is None
        assert third.session == sample.note(sample.full())


def test_a_new_session_is_locked_from_the_start(library: Library, sample: Any) -> None:
    with library.create(sample.full()), library.open("s") as second:
        assert second.read_only is not None


def test_a_folder_that_cannot_be_written_is_read_only(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch, sample: Any
) -> None:
    before = sample.tree(library.folder)
    monkeypatch.setattr(os, "access", lambda target, mode: mode != os.W_OK)
    with library.open("s") as file:
        assert file.session == sample.full()
        assert file.read_only is not None
        assert "can't be written to" in file.read_only
    assert sample.tree(library.folder) == before


def test_a_lock_that_cannot_be_made_is_read_only(path: Path, library: Library, sample: Any) -> None:
    for lock in (library.folder / ".locks").iterdir():
        lock.unlink()
    (library.folder / ".locks").rmdir()
    (library.folder / ".locks").touch()
    with library.open("s") as file:
        assert file.session == sample.full()
        assert file.read_only is not None


def test_a_second_window_takes_over_what_the_first_one_saves(
    path: Path, library: Library, sample: Any
) -> None:
    with library.open("s") as first, library.open("s") as second:
        assert not first.look_again()
        assert not second.look_again(), "nothing was saved since"
        first.save(sample.note(sample.full()))
        sound = path.read_bytes()
        path.write_bytes(sound[:100])
        assert not second.look_again()
        assert second.session == sample.full(), "what can't be read changes nothing"
        path.write_bytes(sound)
        assert second.look_again()
        assert second.session == first.session == sample.note(sample.full())
        assert not second.look_again()
        assert second.read_only is not None


# --- changed by somebody else ---------------------------------------------------------------------


def test_a_change_by_another_program_is_kept_aside_and_ours_is_saved(
    path: Path, library: Library, sample: Any
) -> None:
    with library.open("s") as file:
        theirs = path.read_bytes().replace(b"N Text", b"N Them")
        path.write_bytes(theirs)
        file.save(sample.note(file.session))
        assert file.warning is not None
        assert "changed-elsewhere-1.json" in file.warning
        file.save(sample.note(file.session))
        assert file.warning is None
    assert (path.parent / "backups" / "s.changed-elsewhere-1.json").read_bytes() == theirs
    assert library.read("s") == sample.note(sample.note(sample.full()))
    assert len(library.entries()) == 1


def test_theirs_is_not_overwritten_where_it_cannot_be_kept(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch, sample: Any
) -> None:
    with library.open("s") as file:
        theirs = path.read_bytes().replace(b"N Text", b"N Them")
        path.write_bytes(theirs)
        monkeypatch.setattr(loading, "write_durably", sample.full_disk)
        with pytest.raises(Problem, match="could not be kept"):
            file.save(sample.note(file.session))
    assert path.read_bytes() == theirs


def test_a_touched_file_is_no_change(path: Path, library: Library, sample: Any) -> None:
    with library.open("s") as file:
        os.utime(path, (1, 1))
        file.save(sample.note(file.session))
        assert file.warning is None


def test_a_file_that_is_gone_is_written_anew(path: Path, library: Library, sample: Any) -> None:
    with library.open("s") as file:
        path.unlink()
        file.save(sample.note(file.session))
        assert file.warning is not None
    assert library.read("s") == sample.note(sample.full())


# --- taking over ----------------------------------------------------------------------------------


def test_who_only_read_writes_once_the_writer_is_gone(path: Path, library: Library, sample: Any) -> None:
    first = library.open("s")
    with library.open("s") as second:
        assert not second.try_to_write()
        assert second.read_only is not None
        first.save(sample.note(first.session, "theirs"))
        first.close()
        assert second.try_to_write()
        assert second.read_only is None
        assert second.session.notes[-1].text == "theirs"
        second.save(sample.note(second.session, "ours"))
        assert second.warning is None
        with library.open("s") as third:
            assert not third.try_to_write()
    assert [note.text for note in library.read("s").notes][-2:] == ["theirs", "ours"]
    assert not second.try_to_write(), "it is closed"


def test_a_writer_stays_one(path: Path, library: Library) -> None:
    with library.open("s") as file:
        assert file.try_to_write()


def test_what_cannot_be_read_is_not_taken_over(path: Path, library: Library) -> None:
    first = library.open("s")
    with library.open("s") as second:
        data = path.read_bytes()
        first.close()
        path.write_bytes(b"")
        assert not second.try_to_write()
        assert second.read_only is not None
        path.write_bytes(data)
        assert second.try_to_write()


def test_a_file_that_must_not_be_written_is_not_taken_over(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda target, mode: mode != os.W_OK)
    with library.open("s") as file:
        assert not file.try_to_write()


# --- commands that collide ------------------------------------------------------------------------


def test_one_that_closes_soon_is_waited_for(path: Path, library: Library, sample: Any) -> None:
    first = library.open("s")
    first.save(sample.note(first.session, "theirs"))
    closing = threading.Timer(0.2, first.close)
    closing.start()
    with library.open("s", wait=5.0) as second:
        assert second.read_only is None
        assert second.session.notes[-1].text == "theirs"
    closing.join()


def test_one_that_stays_open_is_not_waited_for_longer_than_said(path: Path, library: Library) -> None:
    with library.open("s"):
        start = time.monotonic()
        with library.open("s", wait=0.2) as second:
            assert second.read_only is not None
        assert 0.2 <= time.monotonic() - start < 2.0


def test_two_commands_at_once_both_do_their_work(
    path: Path, library: Library, sample: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    first = library.open("s")
    closing = threading.Timer(0.2, first.close)
    closing.start()
    assert main(["note", "s", "From the shell", "--folder", str(path.parent)]) == 0
    closing.join()
    assert library.read("s").notes[-1].text == "From the shell"
