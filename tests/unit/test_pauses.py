"""Time that no clock counts: what was paused, and what the laptop slept."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from sessions import plan, schedule
from sessions.edits import agenda as agenda_edits, pauses
from sessions.edits.pauses import Sleep
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop
from sessions.store.library import Library
from sessions.wall import WallState
from tests.builders import NOW, agendas, new_session, packs
from workshop.desk import Desk
from workshop.prepare import Draft, start
from workshop.steps.position import time_words
from workshop.wall.shown import shown

MINUTE = dt.timedelta(minutes=1)
STEP = Stop(activity_id="s2")


def at(minutes: float) -> dt.datetime:
    return NOW + minutes * MINUTE


def running() -> Session:
    """At the second step since ten o'clock, with a countdown of two minutes for each item."""
    session = new_session("tips-and-pulse", "ICB").model_copy(update={"at": STEP})
    session = agenda_edits.set_item_minutes(2).apply(session, NOW)
    return agenda_edits.run_clock("s2").apply(session, NOW)


def test_a_pause_counts_for_nothing_while_it_lasts_and_after_it() -> None:
    session = pauses.pause().apply(running(), at(2))
    assert [schedule.taken(session, "s2", at(minutes)) for minutes in (1, 2, 60)] == [60, 120, 120]
    session = pauses.go_on().apply(session, at(60))
    assert schedule.taken(session, "s2", at(63)) == 300
    stopped = agenda_edits.stop_clock().apply(session, at(63))
    assert [(spell.activity_id, spell.seconds) for spell in stopped.spells] == [("s2", 300)]
    assert schedule.behind(session, at(63)) == 0


def test_what_runs_after_a_move_within_a_pause_stands_until_that_ends() -> None:
    session = pauses.pause().apply(running(), at(2))
    session = agenda_edits.run_clock("s3").apply(session, at(10))
    assert [schedule.taken(session, step, at(20)) for step in ("s2", "s3")] == [120, 0]
    session = pauses.go_on().apply(session, at(20))
    assert schedule.taken(session, "s3", at(21)) == 60


@pytest.mark.parametrize("back", [-30, -1])
def test_a_clock_that_is_put_back_counts_nothing_below_nought(back: int) -> None:
    session = pauses.go_on().apply(pauses.pause().apply(running(), at(2)), at(back))
    assert schedule.taken(session, "s2", at(back)) == 0
    assert schedule.taken(session, "s2", at(5)) == 300


def test_a_clock_cannot_be_paused_twice_nor_go_on_unpaused() -> None:
    with pytest.raises(Problem, match="not paused"):
        pauses.go_on().apply(running(), at(1))
    with pytest.raises(Problem, match="paused already"):
        pauses.pause().apply(pauses.pause().apply(running(), at(1)), at(2))


def test_time_asleep_is_left_out_or_counted_after_all() -> None:
    night = Sleep(at(3), at(3 + 25 * 60 + 20))
    session = pauses.leave_out(night).apply(running(), night.until)
    assert schedule.taken(session, "s2", night.until) == 180
    counted = pauses.count_in(night).apply(session, night.until)
    assert schedule.taken(counted, "s2", night.until) == 180 + night.seconds
    paused = pauses.pause().apply(running(), at(1))
    assert pauses.leave_out(night).apply(paused, night.until) == paused, "it counts for nothing already"


def test_both_views_say_that_it_is_paused_and_the_item_stands_too() -> None:
    session = running()
    item = next(stop for stop in plan.stops(session) if stop.part == "item")
    session = session.model_copy(update={"at": item, "running": None})
    session = agenda_edits.run_clock(item.activity_id).apply(session, NOW)
    state = WallState(at=item, since=NOW)

    def views(now: dt.datetime) -> tuple[str, str]:
        wall, _ = shown(session, item, now.date(), now, state)
        assert wall.item_time is not None
        return time_words(session, now, schedule.passed(session, NOW, now)), wall.item_time.words

    facilitator, room = views(at(1))
    assert "paused" not in facilitator + room
    session = pauses.pause().apply(session, at(1))
    facilitator, room = views(at(300))
    assert "item 01:00 paused" in facilitator
    assert room == "item 01:00 paused"
    session = pauses.go_on().apply(session, at(300))
    assert views(at(301))[1] == "item ▲▲ 00:00 nearly over"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(20, "under a minute"), (60, "1 min"), (2700, "45 min"), (3600, "1 h"), (91247, "25 h 21 min")],
)
def test_a_length_of_time_is_said_in_hours_and_minutes(seconds: int, words: str) -> None:
    assert schedule.length(seconds) == words


# --- on disk --------------------------------------------------------------------------------------


class Laptop:
    """A learning set at its second step, and a clock that the test sets."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.library = Library(folder)
        draft = Draft("tips-and-pulse", "Set", on=NOW.date())
        self.id = start(self.library, packs(), agendas(), draft, clock=self.clock).session.id

    def clock(self) -> dt.datetime:
        return self.now

    def desk(self) -> Desk:
        return Desk(self.library.open(self.id), self.clock)


def test_a_pause_outlives_a_kill_and_another_window_sees_it(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    desk = laptop.desk()
    desk.go(STEP)
    desk.run_clock()
    laptop.now = at(2)
    desk.note_fact(pauses.pause().apply(desk.session, laptop.now))
    assert schedule.is_paused(laptop.library.read(laptop.id)), "saved before it is shown"
    laptop.now = at(24 * 60)
    other = laptop.desk()
    assert other.read_only
    assert (schedule.taken(other.session, "s2", laptop.now), schedule.is_paused(other.session)) == (120, True)
    other.close()
    desk.file.close()  # as if it were killed: nothing is saved
    os.utime(desk.path, (at(2).timestamp(), at(2).timestamp()))
    with laptop.desk() as again:
        again.run_clock()
        laptop.now = at(25 * 60)
        assert schedule.taken(again.session, "s2", laptop.now) == 120
        again.note_fact(pauses.go_on().apply(again.session, laptop.now))
        laptop.now = at(25 * 60 + 1)
        assert schedule.taken(again.session, "s2", laptop.now) == 180


def test_undo_leaves_pauses_alone(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    with laptop.desk() as desk:
        desk.go(STEP)
        desk.apply(agenda_edits.set_minutes("s2", 20))
        desk.note_fact(pauses.pause().apply(desk.session, at(2)))
        assert str(desk.undo()).startswith("minutes of ")
        assert schedule.is_paused(desk.session)
        assert desk.undo() is None
