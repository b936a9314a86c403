"""The room's view blank: nothing of the session is seen until it is brought back, and nothing is recorded."""

from pathlib import Path

import pytest

from sessions import plan
from sessions.store.library import Library
from sessions.store.wall import read_wall_state
from tests.builders import NOW, agendas, packs
from workshop.desk import Desk
from workshop.prepare import Draft, start
from workshop.wall.layout.frame import RESTS
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.pages import pages
from workshop.wall.shown import BLANK
from workshop.wall_window import Follower, wall_now


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    draft = Draft("tips-and-pulse", "Day one", "Exampleshire", None)
    desk = Desk(start(Library(tmp_path), packs(), agendas(), draft, clock=lambda: NOW), lambda: NOW)
    desk.go(plan.stops(desk.session)[0])
    return desk


def test_the_second_window_sees_nothing_at_any_stop_until_it_is_brought_back(desk: Desk) -> None:
    follower = Follower(desk.path)
    before = desk.session
    desk.wall.turn_blank()
    assert desk.session is before
    session = follower.look()
    assert session is not None
    assert wall_now(session, NOW, follower.state) == (BLANK, 0)
    old = follower.state
    desk.step(3)
    session = follower.look()
    assert session is not None
    assert wall_now(session, NOW, old) == (BLANK, 0), "the record may come before what is shown of it"
    desk.wall.send()
    follower.look()
    assert wall_now(session, NOW, follower.state) == (BLANK, 0)
    desk.wall.turn_blank()
    follower.look()
    again = wall_now(session, NOW, follower.state)
    assert again is not None
    assert not again[0].blank


def test_what_is_typed_for_the_room_and_pages_do_not_bring_it_back(desk: Desk) -> None:
    desk.wall.turn_blank()
    desk.wall.type("New action", (("what", "Draft it"),))
    desk.wall.turn(1)
    state = read_wall_state(desk.path)
    assert wall_now(desk.session, NOW, state) == (BLANK, 0)


def test_it_ends_with_the_window_that_blanked_it(desk: Desk) -> None:
    desk.wall.turn_blank()
    desk.close()
    assert read_wall_state(desk.path) is None
    again = Desk(Library(desk.path.parent).open(desk.path.stem), lambda: NOW)
    assert not again.wall.is_blank
    again.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 15), (20, 3), (8, 1)])
def test_one_small_word_says_that_it_is_meant(size: tuple[int, int]) -> None:
    lines = [line.plain for line in laid_out(BLANK, *size, hint="q leaves")]
    assert len(lines) == size[1]
    words = " ".join(line.strip() for line in lines).strip()
    assert words == RESTS or (size[0] < 40 and words.endswith("…"))
    assert max(map(len, lines)) <= size[0]
    assert pages(BLANK) == 1
