"""The place is kept once it is seen; an answer, and what takes it back, are on disk before that."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sessions import plan
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import BALLOTS
from sessions.record import Session
from sessions.store.library import Library
from sessions.store.undo import read_kept
from tests.builders import NOW, new_session
from workshop.desk import Desk

ITEM = "icbo/D1.1"


class Room:
    """A desk whose window says by hand what has been seen."""

    def __init__(self, folder: Path) -> None:
        session = new_session("four-domains", "County Council", "ICB", "Care providers")
        self._library = Library(folder)
        self.desk = Desk(self._library.create(session), clock=lambda: NOW)
        self._waiting: list[Callable[[], object]] = []
        self.desk.later.when_seen = self._waiting.append
        self.stops = plan.stops(self.desk.session)

    def is_seen(self) -> None:
        """A frame has been written."""
        waiting, self._waiting[:] = list(self._waiting), []
        for do in waiting:
            do()

    def on_disk(self) -> Session:
        """The record as the file has it."""
        return self._library.read(self.desk.session.id)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_a_place_is_on_disk_once_it_is_seen(room: Room) -> None:
    room.desk.go(room.stops[2])
    assert room.desk.session.at == room.stops[2]
    assert room.on_disk().at != room.stops[2]
    room.is_seen()
    assert room.on_disk().at == room.stops[2]


def test_an_answer_is_on_disk_before_it_is_seen_and_takes_the_place_along(room: Room) -> None:
    room.desk.go(room.stops[2])
    room.desk.apply(score_edits.answer_level(ITEM, "icb", 2))
    assert room.on_disk().at == room.stops[2]
    assert len(BALLOTS.of(room.on_disk())) == 1
    assert [change.label for change in read_kept(room.desk.path).done] == [room.desk.history.done[-1].label]


def test_what_is_left_is_kept_where_the_desk_is_closed(room: Room) -> None:
    room.desk.apply(score_edits.answer_level(ITEM, "icb", 2))
    room.desk.go(room.stops[3])
    room.desk.close()
    assert room.on_disk().at == room.stops[3]
    assert len(read_kept(room.desk.path).done) == 1
    room.is_seen()


def test_of_several_places_the_last_one_is_kept_once(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[Session] = []
    save = room.desk.file.save
    monkeypatch.setattr(room.desk.file, "save", lambda session: (saved.append(session), save(session)))
    for stop in room.stops[1:4]:
        room.desk.go(stop)
    room.is_seen()
    assert [session.at for session in saved] == [room.stops[3]]
