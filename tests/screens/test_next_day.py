"""What says today, overdue or in so many days renews itself when another day begins."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sessions.edits import notes as note_edits
from sessions.record import Session
from tests.screens.conftest import NOW, TODAY
from workshop.wall_window import wall_now

SIZE = (110, 34)
LATE = "Priya · 1 Dec 2026 · overdue"
LATE_IN_LIST = "open · Priya · 1 Dec 2026 · OVERDUE"
NIGHT = dt.timedelta(days=1)


class Clock:
    """A clock that is set by the test."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


async def next_day(app: Any, pilot: Any, clock: Clock, days: int = 1) -> None:
    """Days go by while the program is open; then its clock is looked at, as it is once a second."""
    clock.now += days * NIGHT
    app.screen_stack[0].check_day()
    await pilot.pause()


def with_action(session: Session) -> Session:
    """An action that is due today."""
    fields = note_edits.ActionFields("Draft it", owner="Priya", due=TODAY)
    return note_edits.add_action(fields).apply(session, NOW)


async def test_a_list_left_open_over_night_counts_what_is_overdue_by_then(stage: Any) -> None:
    stage.session(with_action)
    clock = Clock()
    app = stage.app(clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "overdue" not in stage.text(app, "#state")
        await next_day(app, pilot, clock)
        assert "1 open action overdue" in stage.text(app, "#state")


async def test_actions_and_the_page_of_a_run_below_them_say_overdue_the_next_day(stage: Any) -> None:
    clock = Clock()
    app = stage.app(stage.session(with_action, template="one-domain", at="s1"), clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        page = stage.flat(app)
        await pilot.press("A")
        assert "overdue 0" in stage.text(app, "#state")
        await next_day(app, pilot, clock)
        assert "overdue 1" in stage.text(app, "#state")
        assert "OVERDUE" in stage.text(app, "#actions")
        await pilot.press("q")
        assert LATE_IN_LIST not in page
        assert LATE_IN_LIST in stage.flat(app)


async def test_the_page_and_the_room_that_stand_there_say_overdue_the_next_day(stage: Any) -> None:
    clock = Clock()
    app = stage.app(stage.session(with_action, template="one-domain", at="s1"), clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        before = stage.flat(app)
        await next_day(app, pilot, clock)
        assert (LATE_IN_LIST in before, LATE_IN_LIST in stage.flat(app)) == (False, True)
        await pilot.resize_terminal(80, 24)  # in a larger window it is told in figures
        await pilot.press("v")
        assert LATE in stage.flat(app)
        room = wall_now(stage.saved(), clock.now)
        assert room is not None
        assert "overdue" in repr(room)


async def test_an_action_in_the_typing_counts_the_days_from_today(stage: Any) -> None:
    clock = Clock()
    app = stage.app(stage.session(), clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("a")
        await stage.paste(pilot, "Draft it ^30 Jan")
        assert "(in 60 days)" in stage.text(app)
        await next_day(app, pilot, clock)
        assert "(in 59 days)" in stage.text(app)
        await pilot.press("tab")
        await next_day(app, pilot, clock)
        assert "(in 58 days)" in stage.text(app)


async def test_the_date_of_a_session_is_said_from_today(stage: Any) -> None:
    clock = Clock()
    app = stage.app(stage.session(at=None, on=TODAY), clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        said = stage.text(app, "#date-understood")
        await next_day(app, pilot, clock)
        assert stage.text(app, "#date-understood") != said
