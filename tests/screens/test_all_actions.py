"""Actions, decisions and risks of all sessions: from home by one key, changed from there, and back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sessions.edits.notes import ActionFields, add_action, add_note
from sessions.record import Session
from sessions.sign_off import signed_off
from sessions.store.library import Library
from tests.builders import NOW, new_session
from workshop.screens.all_actions import AllActionsScreen
from workshop.screens.home import HomeScreen
from workshop.widgets.dialogs.refused import RefusedDialog


def held(session_id: str, title: str, *actions: ActionFields, **more: Any) -> Session:
    known = {"id": session_id, "title": title, "place": "North Vale", "date": NOW.date(), **more}
    session = new_session().model_copy(update=known)
    for fields in actions:
        session = add_action(fields).apply(session, NOW)
    return session


def put(stage: Any, *sessions: Session) -> Library:
    library = Library(stage.folder)
    for session in sessions:
        library.create(session).close()
    return library


async def test_from_home_through_the_lists_with_changes_in_their_own_sessions(stage: Any) -> None:
    late = ActionFields("Draft the [/x] protocol", owner="Priya", body="ICB", due=dt.date(2026, 11, 1))
    first = add_note("decision", "We meet monthly", votes=(7, 1, 0)).apply(
        held("one", "Steering group", late), NOW
    )
    final = signed_off(held("two", "Board", ActionFields("Publish them", owner="Ann")), NOW, "Ann")
    library = put(stage, first, final)
    (stage.folder / "broken.json").write_text("{", "utf-8")
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("A")
        await pilot.pause()
        assert isinstance(app.screen, AllActionsScreen)
        text = stage.flat(app)
        assert "[open 2] overdue 1 all 2 by due date" in text
        assert "Overdue A1 Draft the [/x] protocol ○ open · Priya, ICB · due 1 Nov 2026 · OVERDUE" in text
        assert "Can't be read, and not in this list: broken" in text

        await pilot.press("space")
        assert library.read("one").actions[0].status == "in progress"
        assert "A1 is in progress. u takes it back." in stage.said(app)[-1]
        await pilot.press("u")
        assert library.read("one").actions[0].status == "open"
        await pilot.press("d")
        await stage.paste(pilot, "30 Jan")
        assert "Sat 30 Jan 2027 (in " in stage.flat(app, "#understood"), "while it is typed"
        await pilot.press("enter")
        assert library.read("one").actions[0].due == dt.date(2027, 1, 30)
        assert "overdue 0" in stage.flat(app)
        await pilot.press("o")
        await stage.paste(pilot, "priya (icb)")
        assert "Priya · ICB" in stage.flat(app, "#understood"), "as it is typed"
        await pilot.press("escape", "n")
        await stage.paste(pilot, "Both boards have it")
        await pilot.press("enter")
        assert [remark.text for remark in library.read("one").actions[0].remarks] == ["Both boards have it"]

        await pilot.press("slash")
        await stage.paste(pilot, "ann board")
        await pilot.press("enter", "o")
        assert isinstance(app.screen, RefusedDialog), "it is final: nobody types in vain"
        assert "open it again" in stage.flat(app)
        await pilot.press("escape", "escape")
        assert "Draft" in stage.text(app)

        await pilot.press("f")
        assert "by owner" in stage.text(app)
        await pilot.press("right")
        await pilot.pause()
        assert "We meet monthly 7 for, 1 against, 0 abstaining" in stage.flat(app)
        await pilot.press("right")
        await pilot.pause()
        assert "No risk was rated high or medium" in stage.flat(app)
        await pilot.resize_terminal(40, 15)
        await pilot.press("right")
        await pilot.pause()
        assert isinstance(app.screen, AllActionsScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("A", "down", "enter")
        await pilot.pause()
        assert not isinstance(app.screen, AllActionsScreen | HomeScreen)
