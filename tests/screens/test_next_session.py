"""The next session after another, from the list of sessions: what the last one had goes on, in two keys."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sessions.edits import notes as note_edits
from sessions.record import Session
from workshop.screens.run import RunScreen
from workshop.screens.setup import SetupScreen

HELD = dt.date(2026, 10, 22)


def with_what_goes_on(session: Session) -> Session:
    at = dt.datetime(2026, 10, 22, 10, tzinfo=dt.UTC)
    due = dt.date(2026, 11, 6)
    session = note_edits.add_action(note_edits.ActionFields(text="Agree the [b]route", due=due)).apply(
        session, at
    )
    session = note_edits.add_note("parked", "Estates").apply(session, at)
    return note_edits.set_next_meeting(dt.date(2026, 12, 3)).apply(session, at)


async def test_it_begins_with_what_the_last_one_had(stage: Any) -> None:
    first = stage.session(with_what_goes_on, on=HELD)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert "1 open action overdue" in stage.text(app)
        await pilot.press("a")
        assert isinstance(app.screen, SetupScreen)
        shown = stage.flat(app)
        assert "Exampleshire" in shown
        assert "3 Dec 2026" in shown
        assert any("with 5 partners, 1 open action and 1 parked point" in said for said in stage.said(app))
        await pilot.press("f5")
        assert isinstance(app.screen, RunScreen)
        await pilot.press("A")
        assert "Agree the [b]route" in stage.flat(app)
        await pilot.press("escape", "q")
        shown = stage.flat(app)
        assert "carried on" in shown, "of the one before"
        assert "1 open action overdue" in shown, "and not two"
    sessions = [stage.library.read(path.stem) for path in stage.folder.glob("*.json")]
    second = next(session for session in sessions if session.id != first)
    assert second.series is not None
    assert second.series.previous == first
    before = next(session for session in sessions if session.id == first)
    assert [action.uid for action in second.actions] == [action.uid for action in before.actions]


async def test_that_it_has_no_date_is_said_before_it_is_run(stage: Any) -> None:
    stage.session(lambda session: note_edits.add_note("parked", "Estates").apply(session, stage.now), on=HELD)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        assert any("It has no date yet." in said for said in stage.said(app)), "minutes are to have one"


async def test_one_that_can_not_be_read_is_refused_with_why(stage: Any) -> None:
    stage.folder.mkdir(exist_ok=True)
    (stage.folder / "broken.json").write_text("{", "utf-8")
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        assert any("damaged" in said for said in stage.said(app))
    assert [path.name for path in stage.folder.glob("*.json")] == ["broken.json"]
