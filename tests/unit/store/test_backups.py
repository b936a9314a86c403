"""Backups of a session: when they are taken, which are kept, and what is said where one fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sessions.store import load as loading
from sessions.store.file import SessionFile
from sessions.store.library import Library
from sessions.store.load import backups


def kept(path: Path) -> list[str]:
    return [copy.taken.strftime("%H:%M") for copy in backups(path)]


def test_backups_at_opening_and_then_every_ten_minutes(
    path: Path, library: Library, clock: Any, sample: Any
) -> None:
    with library.open("s") as file:
        assert kept(path) == ["09:30"]
        for _ in range(25):
            clock.pass_minutes(1)
            file.save(sample.note(file.session))
        assert kept(path) == ["09:50", "09:40", "09:30"]
    newest = loading.decode(backups(path)[0].path.read_bytes(), path).session
    assert len(newest.notes) == len(sample.full().notes) + 19


def test_opening_without_a_change_takes_no_second_backup(path: Path, library: Library, clock: Any) -> None:
    for _ in range(3):
        library.open("s").close()
        clock.pass_minutes(60)
    assert kept(path) == ["09:30"]


def test_a_burst_of_short_visits_keeps_the_first_and_the_latest(
    path: Path, library: Library, clock: Any, sample: Any
) -> None:
    for _ in range(20):
        with library.open("s") as file:
            file.save(sample.note(file.session))
        clock.pass_minutes(1)
    times = kept(path)
    assert len(times) == loading.KEEP
    assert (times[0], times[-1]) == ("09:49", "09:30")
    assert "09:35" <= times[2] <= "09:45"


def test_a_clock_that_was_set_back_does_not_make_the_newest_the_oldest(
    path: Path, library: Library, clock: Any, sample: Any
) -> None:
    for back in (0, 600, 600):
        clock.pass_minutes(-back)
        with library.open("s") as file:
            file.save(sample.note(file.session))
    lengths = [len(loading.decode(copy.path.read_bytes(), path).session.notes) for copy in backups(path)]
    assert lengths == [3, 2, 1]


def test_a_backup_that_fails_stops_no_save_but_is_said(
    path: Path, library: Library, clock: Any, monkeypatch: pytest.MonkeyPatch, sample: Any
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(loading, "write_durably", sample.full_disk)
        file = library.open("s")
        assert file.warning is not None
        assert "No backup" in file.warning
        file.save(sample.note(file.session))
        assert file.warning is not None
    clock.pass_minutes(11)
    file.save(sample.note(file.session))
    assert file.warning is None
    file.close()
    assert library.read("s") == sample.note(sample.note(sample.full()))


def test_backups_of_a_longer_name_are_not_ours(path: Path, library: Library, sample: Any) -> None:
    library.create(sample.empty("s-2")).close()
    library.open("s-2").close()
    (path.parent / "backups" / "s.99999999T000000Z-000.json").touch()
    assert backups(path) == ()


def test_a_session_file_is_a_context_manager_that_lets_go(path: Path, library: Library) -> None:
    def use() -> None:
        with library.open("s") as file:
            assert isinstance(file, SessionFile)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        use()
    with library.open("s") as file:
        assert file.read_only is None
