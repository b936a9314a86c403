"""Running late: what can go is offered, chosen, done as one change and taken back with one key."""

import datetime as dt
from typing import Any

from sessions.edits import agenda as agenda_edits
from tests.builders import NOW
from workshop.widgets.dialogs.late import LateDialog

SIZE = (120, 36)


def steps(stage: Any) -> list[tuple[int, str]]:
    """Minutes and state of every step on disk."""
    return [(step.minutes, step.state) for step in stage.saved().agenda]


def started(stage: Any, minutes: int) -> Any:
    """The program on a session whose first step has taken so many minutes."""

    def taken(session: Any) -> Any:
        session = agenda_edits.run_clock("s1").apply(session, NOW - dt.timedelta(minutes=minutes))
        return agenda_edits.stop_clock().apply(session, NOW)

    return stage.app(stage.session(taken, template="tips-and-pulse", at="s1"))


async def test_what_can_go_is_offered_done_at_once_and_undone_at_once(stage: Any) -> None:
    app = started(stage, 33)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "L running late" in stage.flat(app, "#keys"), "the foot offers it while it is of use"
        before = steps(stage)
        await pilot.press("L")
        assert isinstance(app.screen, LateDialog)
        assert "25 min over" in stage.flat(app)
        assert "you would end" in stage.flat(app)
        await pilot.press("enter")
        assert "on time" in stage.text(app, "#head") or "ahead" in stage.text(app, "#head")
        assert steps(stage) != before
        await pilot.press("u")
        assert steps(stage) == before
        assert stage.said(app)[-1] == "Undone: catching up"


async def test_the_facilitator_chooses(stage: Any) -> None:
    app = started(stage, 33)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("L")
        for _ in range(20):  # all rows to "keep"
            options = app.screen.query_one("#rows")
            row = options.highlighted
            while not str(options.get_option_at_index(row).prompt).startswith("keep"):
                await pilot.press("space")
            if row == options.option_count - 1:
                break
            await pilot.press("down")
        assert "Nothing is chosen: 25 min over." in stage.flat(app)
        await pilot.click("#rows", offset=(3, 0))
        assert "These save" in stage.flat(app)
        await pilot.press("escape")
        assert not any(step.state == "skipped" for step in stage.saved().agenda)
        assert not stage.said(app)


async def test_on_time_nothing_needs_to_go(stage: Any) -> None:
    app = started(stage, 2)
    async with app.run_test(size=SIZE) as pilot:
        assert "running late" not in stage.flat(app, "#keys")
        await pilot.press("L")
        assert stage.said(app)[-1] == "On time: nothing needs to go."


async def test_where_nothing_is_left_to_cut_it_says_so(stage: Any) -> None:
    app = started(stage, 150)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*["right"] * 60)
        assert stage.saved().at.activity_id == stage.saved().agenda[-1].id
        await pilot.press("L")
        assert "nothing that is left can go" in stage.said(app)[-1]


async def test_it_is_offered_as_soon_as_it_is_late_and_no_longer(stage: Any) -> None:
    seconds = [0]
    session_id = stage.session(template="tips-and-pulse", at="s1")
    app = stage.app(session_id, clock=lambda: NOW + dt.timedelta(seconds=seconds[0]))
    async with app.run_test(size=(80, 24)) as pilot:
        for second in range(0, 40 * 60, 50):  # a longer gap would be taken for a laptop that was shut
            seconds[0] = second
            app.screen._tick()
        await pilot.pause()
        assert "L running late" in stage.flat(app, "#keys"), "though no key was pressed"
        await pilot.press("L", "enter")
        await pilot.pause()
        assert "L running late" not in stage.flat(app, "#keys")
