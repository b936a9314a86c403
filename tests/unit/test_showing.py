"""What the second window shows beyond the record: it follows, is dropped with the stop, and never hurts."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from sessions import plan
from sessions.record import Stop
from sessions.showing import Showing, Typing
from sessions.store.library import Library
from sessions.store.showing import ShowingFile, read_showing, showing_path
from workshop.audience import Follower
from workshop.facilitation import Draft, Facilitation, start
from workshop.materials import load

NOW = dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC)
ROWS = (("what", "Draft [/b] the <protocol>"), ("owner", "Priya · ICB"))
HERE = Showing(at=Stop(activity_id="s2", part="item", ref="icbo/D1.6"), since=NOW, page=1)


@pytest.fixture
def session_path(tmp_path: Path) -> Path:
    return tmp_path / "day-one.json"


def test_what_is_shown_is_read_back(session_path: Path) -> None:
    assert read_showing(session_path) is None
    shown = HERE.model_copy(update={"typing": Typing(title="New action from 1.6", rows=ROWS)})
    ShowingFile(session_path).show(shown)
    assert read_showing(session_path) == shown
    ShowingFile(session_path).clear()
    assert read_showing(session_path) is None


def test_the_same_is_not_written_twice(session_path: Path) -> None:
    file = ShowingFile(session_path)
    file.show(HERE)
    showing_path(session_path).unlink()
    file.show(HERE)
    assert not showing_path(session_path).exists()
    file.show(HERE.model_copy(update={"page": 0}))
    assert showing_path(session_path).exists()


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b'{"at": 3}', b'{"page": -1}'])
def test_what_cannot_be_read_is_nothing(session_path: Path, data: bytes) -> None:
    ShowingFile(session_path).show(HERE)
    showing_path(session_path).write_bytes(data)
    assert read_showing(session_path) is None


def test_what_cannot_be_written_is_tried_again(session_path: Path) -> None:
    file = ShowingFile(session_path)
    in_the_way = showing_path(session_path).parent
    in_the_way.touch()
    file.show(HERE)
    in_the_way.unlink()
    file.show(HERE)
    assert read_showing(session_path) == HERE
    half = Typing(title="\ud83d", rows=())
    file.show(HERE.model_copy(update={"typing": half}))
    assert read_showing(session_path) == HERE
    assert [one.name for one in in_the_way.iterdir()] == ["day-one.json"]


# --- the second window ------------------------------------------------------------------------------


def test_what_cannot_be_read_for_a_moment_stays_as_it_was(session_path: Path) -> None:
    follower = Follower(session_path)
    file = ShowingFile(session_path)
    file.show(HERE)
    follower.look()
    assert follower.showing == HERE
    sound = showing_path(session_path).read_bytes()
    showing_path(session_path).write_bytes(b"{")
    follower.look()
    assert follower.showing == HERE
    changed = sound.replace(b'"page":1', b'"page":2')
    showing_path(session_path).write_bytes(changed)
    follower.look()
    assert follower.showing == HERE.model_copy(update={"page": 2})
    file.clear()
    follower.look()
    assert follower.showing is None


# --- the open session -------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    draft = Draft("self-assessment", "Day one", "", None, partners=(("Council", "council", None),))
    packs, templates = load.packs().found, load.templates().found
    file = start(Library(tmp_path), packs, templates, draft, clock=lambda: NOW)
    with Facilitation(file, lambda: NOW) as made:
        yield made


def test_nothing_is_shown_before_the_session_begins(desk: Facilitation) -> None:
    desk.turn_to(2)
    desk.show_typing("New action", ROWS)
    desk.show_room()
    assert desk.showing is None
    assert read_showing(desk.path) is None


def test_page_and_typing_are_dropped_with_the_stop(desk: Facilitation) -> None:
    first, second, *_ = plan.stops(desk.session)
    desk.go(first)
    desk.turn_to(1)
    desk.show_typing("New action", ROWS)
    assert read_showing(desk.path) == Showing(
        at=first, since=NOW, page=1, typing=Typing(title="New action", rows=ROWS)
    )
    desk.go(second)
    desk.show_room()
    assert read_showing(desk.path) == Showing(at=second, since=NOW)


def test_seconds_here_begin_anew_at_each_stop_and_never_run_backwards(desk: Facilitation) -> None:
    assert desk.seconds_here is None
    first, second, *_ = plan.stops(desk.session)
    told = []
    for stop, seconds in ((first, 0), (first, 70), (second, 80), (second, 95), (second, -3600)):
        desk.go(stop)
        desk.clock = lambda since=seconds: NOW + dt.timedelta(seconds=since)
        told.append(desk.seconds_here)
    assert told == [0, 70, 0, 15, 0]


def test_typing_ends_without_rows_and_pages_do_not_go_below_the_first(desk: Facilitation) -> None:
    desk.go(plan.stops(desk.session)[0])
    desk.show_typing("New action", ROWS)
    desk.show_typing("New action", ())
    desk.turn_to(-1)
    found = read_showing(desk.path)
    assert found is not None
    assert (found.typing, found.page) == (None, 0)


def test_a_window_that_only_reads_shows_nothing_and_takes_nothing_away(desk: Facilitation) -> None:
    desk.go(plan.stops(desk.session)[0])
    desk.turn_to(1)
    before = showing_path(desk.path).read_bytes()
    with Facilitation(Library(desk.path.parent).open(desk.path.stem), lambda: NOW) as second:
        assert second.read_only
        second.turn_to(0)
    assert showing_path(desk.path).read_bytes() == before


def test_what_a_killed_window_left_is_gone_once_the_session_is_open_again(desk: Facilitation) -> None:
    desk.go(plan.stops(desk.session)[0])
    desk.show_typing("New action", ROWS)
    left = showing_path(desk.path).read_bytes()
    path = desk.path
    desk.close()
    showing_path(path).write_bytes(left)
    with Facilitation(Library(path.parent).open(path.stem), lambda: NOW) as again:
        assert again.read_only is None
        assert read_showing(path) is None


def test_closing_takes_it_away_and_the_library_never_lists_it(desk: Facilitation) -> None:
    desk.go(plan.stops(desk.session)[0])
    desk.turn_to(1)
    library = Library(desk.path.parent)
    assert list(library.paths()) == [desk.path]
    desk.close()
    assert read_showing(desk.path) is None
