"""A session goes to disk whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sessions import disk
from sessions.kinds.score.records import BALLOTS
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.library import Library
from tests.systems import WINDOWS, has_links, has_rights, syncs_folders


@pytest.mark.parametrize("call", ["fsync", "replace", "open", "fdopen"])
def test_a_full_disk_leaves_everything_as_it_was(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch, call: str, sample: Any
) -> None:
    with library.open("s") as file:
        before = sample.tree(library.folder)
        with monkeypatch.context() as patch:
            patch.setattr(os, call, sample.full_disk)
            with pytest.raises(Problem, match="disk is full") as caught:
                file.save(sample.note(file.session))
        assert caught.value.where == str(path)
        assert "Free some space" in caught.value.hint
        assert sample.tree(library.folder) == before
        assert file.session == sample.full()
        file.save(sample.note(file.session))
        assert file.warning is None
    assert library.read("s") == sample.note(sample.full())


def test_a_write_that_breaks_off_half_way_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Any
) -> None:
    target = tmp_path / "s.json"
    disk.write_durably(target, b"old")
    monkeypatch.setattr(os, "fsync", sample.full_disk)
    with pytest.raises(OSError, match="space"):
        disk.write_durably(target, b"new")
    assert sample.tree(tmp_path) == {"s.json": b"old"}


def test_the_order_is_write_sync_replace_sync_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def spy_fsync(handle: int) -> None:
        found = os.fstat(handle)
        kind = "folder" if stat.S_ISDIR(found.st_mode) else found.st_size
        done.append(f"sync {kind}")
        fsync(handle)

    def spy_replace(source: Any, target: Any) -> None:
        done.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", spy_fsync)
    monkeypatch.setattr(os, "replace", spy_replace)
    disk.write_durably(tmp_path / "s.json", b"12345")
    assert done == ["sync 5", "replace", *(() if WINDOWS else ("sync folder",))]


@syncs_folders
def test_a_folder_that_cannot_be_synced_is_no_failure_but_a_broken_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, raises in ((errno.EINVAL, False), (errno.EIO, True)):

        def refuse(_: int, number: int = number) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, "fsync", refuse)
        if raises:
            with pytest.raises(OSError, match="error"):
                disk.sync_folder(tmp_path)
        else:
            disk.sync_folder(tmp_path)


def test_a_failed_folder_sync_after_the_replace_is_not_taken_for_somebody_elses_change(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch, sample: Any
) -> None:
    with library.open("s") as file:
        with monkeypatch.context() as patch:
            patch.setattr(disk, "sync_folder", sample.full_disk)
            with pytest.raises(Problem):
                file.save(sample.note(sample.full(), "first try"))
        file.save(sample.note(sample.full(), "second try"))
        assert file.warning is None
    assert library.read("s").notes[-1].text == "second try"


def test_windows_gets_a_moment_to_let_go_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Any
) -> None:
    replace = os.replace
    refusals = [PermissionError(), PermissionError()]

    def busy(source: Any, target: Any) -> None:
        if refusals:
            raise refusals.pop()
        replace(source, target)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr(disk, "PAUSE", 0)
    monkeypatch.setattr(disk, "TRIES", 2)
    with pytest.raises(PermissionError):
        disk.write_durably(tmp_path / "s.json", b"1")
    assert sample.tree(tmp_path) == {}
    refusals.extend([PermissionError(), PermissionError()])
    monkeypatch.setattr(disk, "TRIES", 3)
    disk.write_durably(tmp_path / "s.json", b"1")
    assert sample.tree(tmp_path) == {"s.json": b"1"}


@has_rights
def test_the_file_has_the_rights_of_any_file_and_keeps_those_it_is_given(
    path: Path, library: Library
) -> None:
    plain = path.with_name("plain")
    plain.touch()
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    with library.open("s") as file:
        file.save(file.session)
    assert path.stat().st_mode & 0o777 == 0o640


@has_links
def test_a_linked_file_stays_a_link(path: Path, library: Library, tmp_path: Path, sample: Any) -> None:
    real = tmp_path / "elsewhere.json"
    path.rename(real)
    path.symlink_to(real)
    with library.open("s") as file, library.open(str(real)) as second:
        file.save(sample.note(file.session))
        assert second.read_only is not None
    assert path.is_symlink()
    assert library.read("s") == sample.note(sample.full())


def test_opening_sweeps_up_what_a_killed_program_left(path: Path, library: Library) -> None:
    left = path.with_name(".s.json.0a1b2c3d.tmp")
    other = path.with_name(".t.json.0a1b2c3d.tmp")
    for file in (left, other):
        file.write_bytes(b"{")
    library.read("s")
    assert left.exists()
    library.open("s").close()
    assert not left.exists()
    assert other.exists()


@pytest.mark.parametrize(
    "broken",
    [
        lambda session: {"created_at": "yesterday"},
        lambda session: {"tables": {"ballots": (BALLOTS.of(session)[0].model_copy(update={"round": 3}),)}},
    ],
)
def test_what_cannot_be_read_back_is_refused(
    path: Path, library: Library, sample: Any, broken: Callable[[Session], dict[str, Any]]
) -> None:
    session = sample.full().model_copy(update=broken(sample.full()))
    with library.open("s") as file:
        before = sample.tree(library.folder)
        with pytest.raises(Problem, match="can't be recorded"):
            file.save(session)
        assert sample.tree(library.folder) == before


def test_the_wrong_session_and_a_closed_file_are_refused(path: Path, library: Library, sample: Any) -> None:
    file = library.open("s")
    with pytest.raises(Problem, match="not of other"):
        file.save(sample.empty("other"))
    file.close()
    file.close()
    with pytest.raises(Problem, match="closed"):
        file.save(sample.full())
    assert library.read("s") == sample.full()


def test_a_session_whose_folder_was_not_synced_is_not_made(
    library: Library, monkeypatch: pytest.MonkeyPatch, sample: Any
) -> None:
    before = library.paths()
    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_folder", sample.full_disk)
        with pytest.raises(Problem, match=r"can't be made.*disk is full"):
            library.create(sample.empty("new"))
    assert library.paths() == before
    library.create(sample.empty("new")).close()
