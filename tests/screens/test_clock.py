"""The clock by its keys: pauses, a laptop that was shut, and a sound at the end of a step."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sessions import schedule
from sessions.edits import agenda as agenda_edits
from sessions.record import Session
from tests.screens.conftest import NOW
from workshop import settings
from workshop.screens.run import RunScreen
from workshop.wall_window import wall_now
from workshop.widgets.dialogs.pick import PickDialog

SIZE = (120, 34)
SLEPT = 25 * 3600 + 20 * 60


class Clock:
    """A clock that is set by the test."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now

    def passes(self, app: Any, seconds: int) -> None:
        """Time goes by; then the run screen looks at it, as it does once a second."""
        self.now += dt.timedelta(seconds=seconds)
        run = next(screen for screen in app.screen_stack if isinstance(screen, RunScreen))
        run._tick()


def with_item_time(session: Session) -> Session:
    return agenda_edits.set_item_minutes(3).apply(session, NOW)


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def test_z_pauses_the_clock_and_lets_it_go_on(stage: Any, clock: Clock) -> None:
    app = stage.app(stage.session(with_item_time), clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        clock.passes(app, 30)
        assert "item 02:30 left" in stage.text(app, "#head")
        await pilot.press("z")
        assert "z lets it go on" in stage.said(app)[-1]
        clock.passes(app, 3000)
        await pilot.pause()
        head = stage.text(app, "#head")
        assert "item 02:30 paused" in head
        assert "over" not in head
        assert isinstance(app.screen, RunScreen), "what was paused is not asked about"
        assert "z go on" in stage.flat(app, "#keys")
        room = wall_now(stage.saved(), clock.now)
        assert room is not None
        assert room[0].time is not None
        assert room[0].time.words.endswith("paused")
        await pilot.press("v")
        assert "paused" in stage.text(app)
        await pilot.press("v", "z")
        clock.passes(app, 30)
        await pilot.pause()
        assert "item 02:00 left" in stage.text(app, "#head")
        assert not schedule.is_paused(stage.saved())


async def test_a_laptop_that_was_shut_asks_once_and_leaves_the_time_out(stage: Any, clock: Clock) -> None:
    app = stage.app(stage.session(with_item_time), clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        clock.passes(app, 30)
        clock.passes(app, SLEPT)
        clock.passes(app, 1)
        await pilot.pause()
        assert isinstance(app.screen, PickDialog)
        assert "The laptop slept for 25 h 20 min." in stage.flat(app)
        await pilot.press("enter")
        clock.passes(app, 1)
        await pilot.pause()
        assert isinstance(app.screen, RunScreen)
        assert "item 02:28 left" in stage.text(app, "#head")
        assert "25:2" not in stage.text(app)
        assert schedule.taken(stage.saved(), stage.saved().at.activity_id, clock.now) == 32
        await pilot.press("right", "left")
        clock.passes(app, 2)
        assert isinstance(app.screen, RunScreen), "it is asked once"


async def test_time_asleep_counts_where_the_room_went_on(stage: Any, clock: Clock) -> None:
    app = stage.app(stage.session(with_item_time), clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        clock.passes(app, 120)
        clock.passes(app, 1)
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "item 00:59 left" in stage.text(app, "#head")


async def test_who_types_while_the_laptop_wakes_is_asked_after_that(stage: Any, clock: Clock) -> None:
    app = stage.app(stage.session(), clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n")
        clock.passes(app, SLEPT)
        clock.passes(app, 1)
        await stage.type(pilot, "Seen")
        assert not isinstance(app.screen, PickDialog)
        await pilot.press("enter")
        clock.passes(app, 1)
        await pilot.pause()
        assert isinstance(app.screen, PickDialog)
        assert [note.text for note in stage.saved().notes] == ["Seen"]


async def test_a_clock_that_is_put_back_asks_nothing(stage: Any, clock: Clock) -> None:
    app = stage.app(stage.session(), clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        clock.passes(app, -SLEPT)
        clock.passes(app, 1)
        await pilot.pause()
        assert isinstance(app.screen, RunScreen)


# --- a sound --------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", [True, False])
async def test_a_sound_at_the_end_of_a_step_where_it_is_wanted(
    stage: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    app = stage.app(stage.session(at="s1"), clock=clock)
    rung: list[dt.datetime] = []
    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setattr(app, "bell", lambda: rung.append(clock.now))
        await pilot.pause()
        if wanted:
            await pilot.press("q", "comma")
            await pilot.press(*["down"] * 2, "enter", "q", "enter")
        session = stage.saved()
        minutes = session.activity("s1").minutes
        for seconds in [59] * minutes + [1] * (minutes + 2):
            clock.passes(app, seconds)
        assert rung == ([NOW + dt.timedelta(minutes=minutes)] if wanted else [])
        if wanted:
            await pilot.press("plus")
            clock.passes(app, 1)
            for _ in range(60):
                clock.passes(app, 1)
            assert len(rung) == 2, "a minute more ends once more"
            await pilot.press("right", "left")
            clock.passes(app, 1)
            assert len(rung) == 2, "what was over before is not over again"


async def test_the_sound_is_off_until_the_settings_say_otherwise(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("comma", "down", "down")
        assert "off; on: a sound when the minutes of a step are over" in stage.text(app)
        await pilot.press("enter")
        assert settings.load(stage.settings_path)[0].sound
        assert "sound = true" in stage.settings_path.read_text("utf-8")
        await pilot.press("delete")
        assert not settings.load(stage.settings_path)[0].sound
        assert "sound" not in stage.settings_path.read_text("utf-8")
