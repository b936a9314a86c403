"""Going over many sessions: how far it is, stopping it, and files that can't be read among them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from sessions.many.reading import TELL_EVERY, read_all, read_each
from sessions.progress import StoppedEarly
from sessions.store.library import Library
from tests.builders import new_session


def made(folder: Path, *ids: str) -> tuple[Path, ...]:
    for session_id in ids:
        Library(folder).create(new_session().model_copy(update={"id": session_id})).close()
    return Library(folder).paths()


def after(calls: int) -> Callable[[], bool]:
    """Stopped at the call of this number, from nought."""
    asked = count()
    return lambda: next(asked) >= calls


def test_a_damaged_file_is_told_with_its_reason_and_takes_no_other_down(tmp_path: Path) -> None:
    paths = made(tmp_path, "first", "second", "third")
    paths[1].write_bytes(b"{")
    paths[2].unlink()
    read = read_all(paths, home=tmp_path)
    assert [session.id for session in read.sessions.values()] == ["first"]
    assert list(read.problems) == [paths[1], paths[2]]
    assert "`workshop check second --repair`" in read.problems[paths[1]].hint
    elsewhere = read_all(paths, home=None).problems[paths[1]].hint
    assert str(paths[1]) in elsewhere, "a folder that is not the own one goes by its path"


def test_how_far_it_is_is_told_now_and_then_and_at_the_end(tmp_path: Path) -> None:
    paths = made(tmp_path, *"abcde")
    told: list[tuple[int, int]] = []
    clock = count(0, TELL_EVERY / 2)
    for _ in read_each(paths, progress=lambda *far: told.append(far), seconds=lambda: next(clock)):
        pass
    assert told[-1] == (5, 5)
    assert 1 < len(told) < 5
    assert told == sorted(told)
    told.clear()
    assert read_all((), progress=lambda *far: told.append(far)).sessions == {}
    assert told == [(0, 0)]


@pytest.mark.parametrize("calls", [0, 2, 3])
def test_it_stops_before_the_next_file_and_hands_nothing_half(tmp_path: Path, calls: int) -> None:
    paths = made(tmp_path, "a", "b", "c")
    seen: list[Path] = []
    told: list[tuple[int, int]] = []
    reading = read_each(paths, stopped=after(calls), progress=lambda *far: told.append(far))
    with pytest.raises(StoppedEarly):
        seen.extend(listed.path for listed in reading)
    assert seen == list(paths[:calls])
    assert told == [], "nobody hears that all is done"
    with pytest.raises(StoppedEarly):
        read_all(paths, stopped=after(calls))
