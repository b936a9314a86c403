"""The kind of step that exists only in the tests, on the screen: its page, its panel, its command, undo."""

from typing import Any

from sessions.edits import agenda as agenda_edits, event as event_edits
from sessions.record import Session
from sessions.rows import Stop
from tests.builders import NOW
from tests.examples.thermometer import READINGS, ThermometerActivity, thermometer


def with_thermometer(session: Session) -> Session:
    step = ThermometerActivity(id="new", title="How warm is it?", minutes=5, highest=40)
    session = agenda_edits.add_activity("s1", step).apply(session, NOW)
    return event_edits.move_to(Stop(activity_id=session.agenda[1].id)).apply(session, NOW)


async def test_it_runs_on_the_screen(stage: Any) -> None:
    with thermometer():
        app = stage.app(stage.session(with_thermometer))
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            assert "How warm is it, from 0 to 40?" in stage.flat(app, "#page")
            assert "County Council: …" in stage.flat(app)
            await pilot.press("c", *"12", "enter")
            await pilot.pause()
            assert "County Council: 12" in stage.flat(app)
            await pilot.press("c")
            await pilot.pause()
            assert "Integrated Care Board (ICB)?" in stage.flat(app), "on to the next partner"
            await pilot.press("escape", "3", "v")
            await pilot.pause()
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            assert "County Council: 12" in stage.flat(app), "the room sees it"
            await pilot.press("v", "u")
            await pilot.pause()
            assert "County Council: …" in stage.flat(app)
            assert READINGS.of(stage.saved()) == ()
