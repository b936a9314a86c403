"""Then and now in the room's window: what stands there, and whose window shows it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sessions.kinds.score import edits as score_edits
from sessions.many.compare import compare
from sessions.record import Session
from sessions.store.library import Library
from sessions.store.wall import WallStateFile, read_wall_state, wall_state_path
from sessions.wall import Beside, WallState
from tests.builders import FIRST_FIVE, NOW, all_revealed, answered, new_session
from workshop.open_compare import ToRoom
from workshop.wall import then_and_now
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.slopes import ORDERS
from workshop.wall.model import Tracks
from workshop.wall_window import Follower


def scored(session_id: str, day: dt.date, level: int) -> Session:
    """Agreed on the first item; the second is answered, and hidden."""
    session = new_session("four-domains", "County Council", "ICB", "Care providers")
    session = all_revealed(answered(session, FIRST_FIVE[0], (2, 3, 3)))
    session = score_edits.agree(FIRST_FIVE[0], level).apply(session, NOW)
    session = answered(session, FIRST_FIVE[1], (5, 5, 5))
    return session.model_copy(update={"id": session_id, "date": day, "place": "Vale"})


@pytest.fixture
def two(tmp_path: Path) -> tuple[Session, Session]:
    first, second = scored("a", dt.date(2025, 10, 1), 2), scored("b", dt.date(2026, 10, 1), 4)
    for session in (first, second):
        Library(tmp_path).create(session).close()
    return first, second


def test_every_item_stands_on_its_scale_then_and_now(two: tuple[Session, Session]) -> None:
    wall = then_and_now.wall(compare(two), ORDERS[0])
    assert isinstance(wall.drawing, Tracks)
    (row,) = wall.drawing.rows
    assert [(mark.sign, mark.level) for mark in row.marks] == [("○", 2), ("●", 4)]
    assert (row.words, wall.drawing.key) == (
        "up 2 levels, target 3 reached",
        ("○ 1 Oct 2025", "● 1 Oct 2026"),
    )
    for width, height in ((80, 24), (120, 36), (40, 15)):
        text = "\n".join(line.plain for line in laid_out(wall, width, height))
        assert max(map(len, text.splitlines())) <= width
        assert "○" in text
        assert "●" in text
    assert (
        then_and_now.wall(
            compare([two[0], two[0].model_copy(update={"id": "c", "tables": {}})]), ORDERS[0]
        ).drawing
        is None
    )


def test_the_rooms_window_follows_and_shows_nothing_hidden(
    tmp_path: Path, two: tuple[Session, Session]
) -> None:
    follower, to_room = Follower(tmp_path / "b.json"), ToRoom(tmp_path)
    follower.look()
    assert follower.beside is None
    to_room.show(compare(two), ORDERS[1], 1)
    follower.look()
    assert follower.beside == then_and_now.wall(compare(two), ORDERS[1])
    assert follower.state is not None
    assert follower.state.page == 1
    assert isinstance(follower.beside.drawing, Tracks)
    assert len(follower.beside.drawing.rows) == 1, "what is hidden in both is not there"
    to_room.show(None, "", 0)
    follower.look()
    assert follower.beside is None
    assert not wall_state_path(tmp_path / "a.json").exists()


def test_a_window_that_shows_a_session_is_left_alone(tmp_path: Path, two: tuple[Session, Session]) -> None:
    running = WallState(at=two[1].at, since=NOW, page=3)
    WallStateFile(tmp_path / "b.json").write(running)
    to_room = ToRoom(tmp_path)
    to_room.show(compare(two), ORDERS[0], 0)
    assert read_wall_state(tmp_path / "b.json") == running
    to_room.show(None, "", 0)
    assert read_wall_state(tmp_path / "b.json") == running


def test_what_a_killed_program_left_there_is_taken_away(tmp_path: Path, two: tuple[Session, Session]) -> None:
    ToRoom(tmp_path).show(compare(two), ORDERS[0], 0)
    again = ToRoom(tmp_path)
    again.show(compare(two), ORDERS[0], 2)
    state = read_wall_state(tmp_path / "b.json")
    assert state is not None
    assert state.page == 2
    again.show(None, "", 0)
    assert read_wall_state(tmp_path / "b.json") is None


@pytest.mark.parametrize("wrong", ["../b", "nowhere", ""])
def test_nothing_outside_the_folder_is_read(tmp_path: Path, two: tuple[Session, Session], wrong: str) -> None:
    state = WallState(at=None, since=NOW, beside=Beside(session_ids=("b", wrong)))
    WallStateFile(tmp_path / "b.json").write(state)
    follower = Follower(tmp_path / "b.json")
    assert follower.look() == two[1] or follower.beside is None
    assert follower.beside is None
