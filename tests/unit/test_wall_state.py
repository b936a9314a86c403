"""What the second window shows beyond the record: it follows, is dropped with the stop, and never hurts."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from sessions import plan
from sessions.rows import Stop
from sessions.store.library import Library
from sessions.store.wall import WallStateFile, read_wall_state, wall_state_path
from sessions.wall import Typing, WallState
from tests.builders import NOW, agendas, packs
from workshop.desk import Desk
from workshop.prepare import Draft, start
from workshop.wall_window import Follower

ROWS = (("what", "Draft [/b] the <protocol>"), ("owner", "Priya · ICB"))
HERE = WallState(at=Stop(activity_id="s2", part="item", ref="icbo/D1.6"), since=NOW, page=1)


@pytest.fixture
def session_path(tmp_path: Path) -> Path:
    return tmp_path / "day-one.json"


def test_what_is_shown_is_read_back(session_path: Path) -> None:
    assert read_wall_state(session_path) is None
    shown = HERE.model_copy(update={"typing": Typing(title="New action from 1.6", rows=ROWS)})
    WallStateFile(session_path).write(shown)
    assert read_wall_state(session_path) == shown
    WallStateFile(session_path).clear()
    assert read_wall_state(session_path) is None


def test_the_same_is_not_written_twice(session_path: Path) -> None:
    file = WallStateFile(session_path)
    file.write(HERE)
    wall_state_path(session_path).unlink()
    file.write(HERE)
    assert not wall_state_path(session_path).exists()
    file.write(HERE.model_copy(update={"page": 0}))
    assert wall_state_path(session_path).exists()


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b'{"at": 3}', b'{"page": -1}'])
def test_what_cannot_be_read_is_nothing(session_path: Path, data: bytes) -> None:
    WallStateFile(session_path).write(HERE)
    wall_state_path(session_path).write_bytes(data)
    assert read_wall_state(session_path) is None


def test_what_cannot_be_written_is_tried_again(session_path: Path) -> None:
    file = WallStateFile(session_path)
    in_the_way = wall_state_path(session_path).parent
    in_the_way.touch()
    file.write(HERE)
    in_the_way.unlink()
    file.write(HERE)
    assert read_wall_state(session_path) == HERE
    half = Typing(title="\ud83d", rows=())
    file.write(HERE.model_copy(update={"typing": half}))
    assert read_wall_state(session_path) == HERE
    assert [path.name for path in in_the_way.iterdir()] == ["day-one.json"]


# --- the second window ------------------------------------------------------------------------------


def test_what_cannot_be_read_for_a_moment_stays_as_it_was(session_path: Path) -> None:
    follower = Follower(session_path)
    file = WallStateFile(session_path)
    file.write(HERE)
    follower.look()
    assert follower.state == HERE
    sound = wall_state_path(session_path).read_bytes()
    wall_state_path(session_path).write_bytes(b"{")
    follower.look()
    assert follower.state == HERE
    changed = sound.replace(b'"page":1', b'"page":2')
    wall_state_path(session_path).write_bytes(changed)
    follower.look()
    assert follower.state == HERE.model_copy(update={"page": 2})
    file.clear()
    follower.look()
    assert follower.state is None


# --- the open session -------------------------------------------------------------------------------


class Clock:
    """One that a test puts on."""

    now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    draft = Draft("four-domains", "Day one", "", None, partners=(("Council", "council", None),))
    file = start(Library(tmp_path), packs(), agendas(), draft, clock=lambda: NOW)
    with Desk(file, Clock()) as made:
        yield made


def test_nothing_is_shown_before_the_session_begins(desk: Desk) -> None:
    desk.wall.turn(2)
    desk.wall.type("New action", ROWS)
    desk.wall.send()
    assert desk.wall.state is None
    assert read_wall_state(desk.path) is None


def test_page_and_typing_are_dropped_with_the_stop(desk: Desk) -> None:
    first, second, *_ = plan.stops(desk.session)
    desk.go(first)
    desk.wall.turn(1)
    desk.wall.type("New action", ROWS)
    assert read_wall_state(desk.path) == WallState(
        at=first, since=NOW, page=1, typing=Typing(title="New action", rows=ROWS)
    )
    desk.go(second)
    desk.wall.send()
    assert read_wall_state(desk.path) == WallState(at=second, since=NOW)


def test_seconds_here_begin_anew_at_each_stop_and_never_run_backwards(desk: Desk) -> None:
    clock = desk.clock
    assert isinstance(clock, Clock)
    assert desk.wall.seconds_here is None
    first, second, *_ = plan.stops(desk.session)
    told = []
    for stop, seconds in ((first, 0), (first, 70), (second, 80), (second, 95), (second, -3600)):
        desk.go(stop)
        clock.now = NOW + dt.timedelta(seconds=seconds)
        told.append(desk.wall.seconds_here)
    assert told == [0, 70, 0, 15, 0]


def test_typing_ends_without_rows_and_pages_do_not_go_below_the_first(desk: Desk) -> None:
    desk.go(plan.stops(desk.session)[0])
    desk.wall.type("New action", ROWS)
    desk.wall.type("New action", ())
    desk.wall.turn(-1)
    found = read_wall_state(desk.path)
    assert found is not None
    assert (found.typing, found.page) == (None, 0)


def test_a_window_that_only_reads_shows_nothing_and_takes_nothing_away(desk: Desk) -> None:
    desk.go(plan.stops(desk.session)[0])
    desk.wall.turn(1)
    before = wall_state_path(desk.path).read_bytes()
    with Desk(Library(desk.path.parent).open(desk.path.stem), lambda: NOW) as second:
        assert second.read_only
        second.wall.turn(0)
    assert wall_state_path(desk.path).read_bytes() == before


def test_what_a_killed_window_left_is_gone_once_the_session_is_open_again(desk: Desk) -> None:
    desk.go(plan.stops(desk.session)[0])
    desk.wall.type("New action", ROWS)
    left = wall_state_path(desk.path).read_bytes()
    path = desk.path
    desk.close()
    wall_state_path(path).write_bytes(left)
    with Desk(Library(path.parent).open(path.stem), lambda: NOW) as again:
        assert again.read_only is None
        assert read_wall_state(path) is None


def test_closing_takes_it_away_and_the_library_never_lists_it(desk: Desk) -> None:
    desk.go(plan.stops(desk.session)[0])
    desk.wall.turn(1)
    library = Library(desk.path.parent)
    assert list(library.paths()) == [desk.path]
    desk.close()
    assert read_wall_state(desk.path) is None
