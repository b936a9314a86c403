"""What is kept of a new session, of a date that is none, of titles, votes and reasons until recorded."""

from typing import Any

import pytest
from textual.widgets import TextArea

from sessions.problem import Problem
from tests.screens.test_drafts import SIZE, kept, left_over
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.decision import DecisionDialog
from workshop.widgets.dialogs.partner import PartnerDialog

NEW = "(new)"


def lost(_: Any) -> Any:
    raise Problem("The window is gone")


async def killed(stage: Any, monkeypatch: Any, *keys: str, text: str) -> None:
    """Type in a new session, in a window that is killed half a second later."""
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", *keys)
        await stage.paste(pilot, text)
        app._open.keep_drafts()
        drafts = app._ahead.current.new_drafts
        drafts._writes = False  # nothing more is written: the window is dead
        drafts.write = lambda: None
        monkeypatch.setattr(app._ahead.current, "make", lost)
    assert kept(stage, NEW)


async def test_a_title_half_typed_before_there_is_a_session(stage: Any, monkeypatch: Any) -> None:
    await killed(stage, monkeypatch, text="Winter pressures")
    assert stage.library.paths() == ()
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        assert app.screen.query_one("#session-title").value == "Winter pressures"
        await pilot.press(*"!", "tab")
        assert stage.saved().title == "Winter pressures!"
        app._open.keep_drafts()
        assert kept(stage, NEW) == {}
        await pilot.press("escape", "n")
        assert app.screen.query_one("#session-title").value == "", "the next one begins anew"


async def test_a_partner_half_typed_before_there_is_a_session(stage: Any, monkeypatch: Any) -> None:
    await killed(stage, monkeypatch, "f2", text="Oxtown Trust")
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", *"Day", "f2")
        assert isinstance(app.screen, PartnerDialog)
        assert app.screen.query_one("#name").value == "Oxtown Trust"
        await pilot.press("escape", "tab")
        app._open.keep_drafts()
        assert kept(stage, NEW) == {}
        assert kept(stage, stage.saved().id), "it goes on with the session"
        await pilot.press("f2", "enter")
        assert [partner.name for partner in stage.saved().partners] == ["Oxtown Trust"]


@pytest.mark.parametrize("field", ["date", "next"])
async def test_a_date_that_is_none_stays_in_its_field(stage: Any, field: str) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        app.screen.query_one(f"#{field}").focus()
        await stage.paste(pilot, "32 Foo")
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, RunScreen)
        app._open.keep_drafts()
        assert kept(stage, stage.saved().id)
        app.close()
    app = stage.app(stage.saved().id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        assert app.screen.query_one(f"#{field}").value == "32 Foo"
        assert "32 Foo" in stage.flat(app)
        await pilot.press("escape")
        assert isinstance(app.screen, RunScreen), "it has been said before"
        await pilot.press("i")
        app.screen.query_one(f"#{field}").value = "12 Jan"
        await pilot.pause()
        await pilot.press("escape")
        app._open.keep_drafts()
        assert kept(stage, stage.saved().id) == {}
        saved = stage.saved()
        assert {"date": saved.date, "next": saved.next_meeting}[field].month == 1


async def test_an_untouched_new_session_leaves_nothing(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", "a", "backspace", "escape")
        assert isinstance(app.screen, HomeScreen)
        app._open.keep_drafts()
        assert kept(stage, NEW) == {}
        assert stage.library.paths() == ()


async def test_a_count_beside_a_decision(stage: Any) -> None:
    session_id = stage.session()
    await left_over(stage, session_id, "d", *"Pool", "tab", text="7-2")
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("d")
        assert isinstance(app.screen, DecisionDialog)
        assert app.screen.query_one(TextArea).text == "Pool"
        assert app.screen.query_one("#votes").value == "7-2"
        await pilot.press("tab", "end", *"-1", "enter")
        note = stage.saved().notes[-1]
        assert (note.text, note.votes) == ("Pool", (7, 2, 1))
        app._open.keep_drafts()
        assert kept(stage, session_id) == {}


@pytest.mark.parametrize("key", ["full_stop", "R"])
async def test_a_reason_half_typed(stage: Any, key: str) -> None:
    session_id = stage.session()
    await left_over(stage, session_id, key, text="They bid for")
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        assert app.screen.query_one(TextArea).text == "They bid for"
        await pilot.press(*" it", "enter")
        app._open.keep_drafts()
        assert kept(stage, session_id) == {}


async def test_a_title_of_a_step_half_typed(stage: Any) -> None:
    session_id = stage.session()
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        app.screen.action_wish("rename")
        await pilot.pause()
        await stage.paste(pilot, "Scores of")
        app._open.keep_drafts()
        assert "Scores of" in str(kept(stage, session_id))
        await pilot.press("escape")
        app.screen.action_wish("rename")
        await pilot.pause()
        assert app.screen.query_one(TextArea).text == "Scores of"
        await stage.paste(pilot, "Scores of today")
        await pilot.press("enter")
        assert "Scores of today" in [step.title for step in stage.saved().agenda]
        app._open.keep_drafts()
        assert kept(stage, session_id) == {}


async def test_a_person_who_comes_late_half_typed(stage: Any) -> None:
    session_id = stage.session()
    await left_over(stage, session_id, "m", "n", text="Priya")
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "n")
        assert app.screen.query_one("#name").value == "Priya"
        await pilot.press("enter")
        assert [person.name for person in stage.saved().people] == ["Priya"]
