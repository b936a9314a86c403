"""Due dates and owners in the dialog, on the list and on the wall: shown as understood, and never refused."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from textual.widgets import Input

from sessions.edits import notes as note_edits, people as people_edits
from sessions.edits.notes import ActionFields
from sessions.record import Session
from sessions.rows import Person, Sector
from tests.screens.conftest import NOW
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.screens.setup import SetupScreen
from workshop.widgets.dialogs.action import ActionDialog

PARTNERS: Sequence[tuple[str, Sector]] = (
    ("Borsetshire County Council", "council"),
    ("Felpersham City Council", "council"),
    ("Xshire ICB", "NHS"),
)
HELD = dt.date(2026, 10, 22)


def field(app: Any, name: str) -> Input:
    return app.screen.query_one(f"#{name}", Input)


def with_people(session: Session) -> Session:
    people = [
        Person(name="Priya Shah", partner_id="xshire-icb"),
        Person(name="Tom Wood"),
        Person(name="Tom Ash"),
    ]
    return people_edits.set_people(people).apply(session, NOW)


async def test_dates_count_from_the_day_of_the_session_and_say_that_they_are_past(stage: Any) -> None:
    app = stage.app(stage.session(on=HELD))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await stage.paste(pilot, "Report back @Priya^6 Nov")
        assert "Fri 6 Nov 2026 (25 days ago), already past" in stage.flat(app)
        assert "already past" in str(app.screen_stack[-2].desk.wall.state), "the room sees it, too"
        await pilot.press("enter")
        assert isinstance(app.screen, RunScreen)
        await pilot.press("a")
        await stage.paste(pilot, "Tell the board")
        await pilot.press("tab")
        field(app, "due").value = "in 3 weeks"
        await pilot.pause()
        assert "Thu 12 Nov 2026 (19 days ago), already past" in stage.flat(app)
        field(app, "due").focus()
        await pilot.press("enter")
    assert [action.due for action in stage.saved().actions] == [dt.date(2026, 11, 6), dt.date(2026, 11, 12)]


async def test_words_are_recorded_where_no_date_fits(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await stage.paste(pilot, "Sign the deed @Priya ^when [b]Cabinet[/b] agrees")
        assert "when [b]Cabinet[/b] agrees (kept in words, no date)" in stage.flat(app)
        await pilot.press("enter")
        assert "when [b]Cabinet[/b] agrees" in stage.said(app)[-1]
        await pilot.press("A")
        assert "due when [b]Cabinet[/b] agrees" in stage.flat(app)
        assert "overdue 0" in stage.flat(app)
        await pilot.press("enter")
        assert isinstance(app.screen, ActionDialog)
        assert field(app, "due").value == "when [b]Cabinet[/b] agrees", "it can be put right"
        field(app, "due").value = "Q4"
        await pilot.pause()
        assert "Wed 31 Mar 2027 (in 120 days)" in stage.flat(app)
        await pilot.press("enter")
    (action,) = stage.saved().actions
    assert (action.due, action.due_words) == (dt.date(2027, 3, 31), "")
    assert [past.due_words for past in action.past_dues] == ["when [b]Cabinet[/b] agrees"]


async def test_a_date_that_is_none_is_asked_about_once_and_then_kept(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await stage.paste(pilot, "Sign the deed ^31 Feb")
        assert "31 Feb is not a date. February has 28 or 29 days." in stage.flat(app)
        await pilot.press("enter")
        assert isinstance(app.screen, ActionDialog)
        assert "press ↵ again to keep these words" in stage.flat(app)
        await pilot.press("backspace", "enter")
        assert isinstance(app.screen, RunScreen), "31 Fe is words, and needs no question"
        await pilot.press("a")
        await stage.paste(pilot, "Sign it ^31 Feb")
        await pilot.press("enter", "enter")
        assert isinstance(app.screen, RunScreen)
    assert [action.due_words for action in stage.saved().actions] == ["31 Fe", "31 Feb"]


async def test_who_is_in_doubt_is_offered_and_chosen_with_a_key(stage: Any) -> None:
    app = stage.app(stage.session(with_people, partners=PARTNERS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await stage.paste(pilot, "Draft it @Tom ^when he can")
        assert "which Tom Wood or Tom Ash?" in stage.flat(app)
        await pilot.press("down", "down")
        assert field(app, "line").value == "Draft it @Tom Ash ^when he can"
        assert "↓ next name" in stage.flat(app), "it can be gone on with"
        await pilot.press("down")
        assert field(app, "line").value == "Draft it @Tom Wood ^when he can", "and round again"
        await pilot.press("enter", "a")
        await stage.paste(pilot, "Send it @Felp")
        await pilot.press("down")
        assert field(app, "line").value == "Send it @(Felpersham City Council)"
        field(app, "line").value = ""
        await stage.paste(pilot, "Fund it @council")
        assert "Borsetshire County Council or Felpersham City Council?" in stage.flat(app)
        await pilot.press("tab", "down")
        assert (field(app, "owner").value, field(app, "body").value) == ("", "Borsetshire County Council")
        await pilot.press("enter", "a")
        await stage.paste(pilot, "Find out @council")
        await pilot.press("enter")
        assert isinstance(app.screen, RunScreen), "doubt holds nobody up"
    assert [(action.owner, action.body) for action in stage.saved().actions] == [
        ("Tom Wood", ""),
        ("", "Borsetshire County Council"),
        ("council", ""),
    ]


@pytest.mark.parametrize("in_form", [False, True])
async def test_the_record_holds_the_whole_name(stage: Any, in_form: bool) -> None:
    app = stage.app(stage.session(with_people, partners=PARTNERS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await stage.paste(pilot, "Draft it" if in_form else "Draft it @priya (BCC)")
        if in_form:
            await pilot.press("tab")
            field(app, "owner").value, field(app, "body").value = "priya", "BCC"
            await pilot.pause()
        assert "Priya Shah, Borsetshire County Council" in stage.flat(app).replace(" · ", ", ") or in_form
        await pilot.press("enter")
    (action,) = stage.saved().actions
    assert (action.owner, action.body) == ("Priya Shah", "Borsetshire County Council")


def due_next_time(session: Session) -> Session:
    fields = ActionFields("Report back", due_words="next meeting")
    return note_edits.add_action(fields).apply(session, NOW)


async def test_the_next_meeting_is_set_in_the_details(stage: Any) -> None:
    app = stage.app(stage.session(due_next_time))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("i")
        assert isinstance(app.screen, SetupScreen)
        field(app, "next").focus()
        await stage.paste(pilot, "in 6 weeks")
        assert "Tue 12 Jan 2027 (in 42 days)" in stage.flat(app, "#next-understood")
        await pilot.press("escape")
        assert isinstance(app.screen, RunScreen)
        saved = stage.saved()
        assert saved.next_meeting == dt.date(2027, 1, 12)
        assert saved.actions[0].due == saved.next_meeting
        await pilot.press("A")
        assert "due next meeting, 12 Jan 2027" in stage.flat(app)
        await pilot.press("q", "a")
        await stage.paste(pilot, "Bring the deed by next meeting")
        assert "next meeting, Tue 12 Jan 2027 (in 42 days)" in stage.flat(app)
        await pilot.press("enter", "i")
        field(app, "next").value = "31 Feb"
        field(app, "next").focus()
        await pilot.press("escape")
        assert isinstance(app.screen, SetupScreen), "a date that is none is not lost without a word"
        assert "Leave again to go without it." in stage.said(app)[-1]
        await pilot.press("escape")
        assert isinstance(app.screen, RunScreen)
    assert stage.saved().next_meeting == dt.date(2027, 1, 12), "and what was known stays"


async def test_a_session_that_was_held_gets_the_day_that_is_past(stage: Any) -> None:
    app = stage.app(stage.session(on=None, at=None))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        field(app, "date").focus()
        for typed, told in (("24 Nov", "Tue 24 Nov 2026 (7 days ago)"), ("yesterday", "Mon 30 Nov 2026")):
            field(app, "date").value = typed
            await pilot.pause()
            assert told in stage.flat(app, "#date-understood")
        field(app, "date").value = "Fri 24 Nov"
        await pilot.pause()
        assert "Is it Fri 20 Nov 2026, or Fri 27 Nov 2026?" in stage.flat(app, "#date-understood")
        field(app, "date").value = "last Tuesday"
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
    assert stage.saved().date == dt.date(2026, 11, 24)
