"""The agenda and its time by keys: minutes, order, steps left out, the rest to the end, item countdowns."""

from typing import Any

import pytest
from textual.widgets import OptionList

from sessions.edits import agenda as agenda_edits, notes as note_edits
from sessions.kinds.score.records import ScoreActivity
from tests.builders import NOW
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.agenda import AgendaDialog
from workshop.widgets.dialogs.note import TextDialog

SIZE = (120, 40)


def rows(stage: Any, app: Any) -> list[str]:
    """The steps of the agenda that is shown, without what stands below each."""
    options = app.screen.query_one("#rows")
    words = [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]
    return [word.strip() for word in words if not word[1:].startswith("     ")]


def learning_set(stage: Any, at: str | None = "s1", **more: Any) -> str:
    made: str = stage.session(template="tips-and-pulse", at=at, **more)
    return made


async def to(pilot: Any, app: Any, words: str) -> None:
    """The row of the agenda that begins with these words comes into focus by the arrow key."""
    options = app.screen.query_one("#rows")
    for _ in range(options.option_count):
        shown = str(options.get_option_at_index(options.highlighted).prompt)
        if " ".join(shown.split()).startswith(words):
            return
        await pilot.press("down")
    raise AssertionError(words)


# --- the agenda -----------------------------------------------------------------------------------


async def test_the_agenda_is_gone_about_in(stage: Any) -> None:
    app = stage.app(learning_set(stage))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        assert isinstance(app.screen, AgendaDialog)
        assert rows(stage, app)[:2] == ["Welcome (8 min)", "Open actions (10 min)"]
        await to(pilot, app, "· 2 ")
        await pilot.press("enter")
        assert isinstance(app.screen, RunScreen)
        here = stage.saved().at
        assert here.part == "item"
        assert here.ref.endswith("2")
        await pilot.press("j")
        options = app.screen.query_one("#rows", OptionList)
        shown = str(options.get_option_at_index(options.highlighted or 0).prompt)
        assert shown.split()[:2] == ["·", "2"], "it opens where we are"
        await pilot.press("escape")
        assert stage.saved().at == here


async def test_minutes_are_given_and_taken(stage: Any) -> None:
    app = stage.app(learning_set(stage))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("plus", "plus", "underscore")
        assert "08:00" not in stage.text(app, "#head")
        assert "09:00 left" in stage.text(app, "#head")
        assert stage.said(app)[-1] == "Welcome: 9 minutes"
        welcome = stage.saved().activity("s1")
        assert (welcome.minutes, welcome.planned) == (9, 8)
        await pilot.press(*["underscore"] * 8)
        assert stage.said(app)[-1] == "Welcome: 1 minute"
        await pilot.press("underscore")
        assert stage.said(app)[-1] == "Welcome: no minutes"
        await pilot.press(*["u"] * 9)
        await pilot.press("j", "minus", "minus", "minus")
        assert rows(stage, app)[0] == "Welcome (6 min)"
        await pilot.press("escape", "u", "u", "u", "u", "u", "u")
        assert stage.saved().activity("s1").planned is None
        assert "08:00 left" in stage.text(app, "#head")


async def test_minutes_end_at_nought(stage: Any) -> None:
    short = lambda session: agenda_edits.set_minutes("s1", 0).apply(session, NOW)  # noqa: E731
    app = stage.app(stage.session(short, template="tips-and-pulse", at="s1"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("underscore")
        assert stage.said(app)[-1] == "It has no minutes left to take off. It can be skipped in the agenda."
        assert " left" not in stage.text(app, "#head")
        await pilot.press("plus")
        assert "01:00 left" in stage.text(app, "#head")


async def test_a_step_is_skipped_and_taken_up_again(stage: Any) -> None:
    app = stage.app(learning_set(stage))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        await to(pilot, app, "Open actions")
        await pilot.press("k")
        assert "Open actions (10 min) · SKIPPED" in rows(stage, app)
        await pilot.press("n")
        assert "Open actions (10 min) · NEXT SESSION" in rows(stage, app)
        await pilot.press("n")
        assert "Open actions (10 min)" in rows(stage, app)
        await pilot.press("k", "escape")
        assert "Step 1 of 7" in stage.flat(app, "#head")
        assert stage.saved().activity("s2").state == "skipped"
        assert stage.saved().at.activity_id == "s1"

        await pilot.press("j")
        await to(pilot, app, "Open actions")
        await pilot.press("enter")
        assert stage.saved().activity("s2").state == "planned", "who goes there takes it up again"
        assert stage.saved().at.activity_id == "s2"
        await pilot.press("u", "u", "u", "u", "u")
        assert stage.saved().activity("s2").state == "planned"


async def test_who_goes_to_a_skipped_step_of_items_comes_to_its_first(stage: Any) -> None:
    app = stage.app(learning_set(stage))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        await to(pilot, app, "Pulse")
        await pilot.press("k")
        assert "Pulse: how we work together (20 min) · SKIPPED" in rows(stage, app)
        await pilot.press("enter")
        assert isinstance(app.screen, RunScreen)
        assert (stage.saved().at.part, stage.saved().at.ref) == ("item", "principles/P1")


async def test_steps_move_up_and_down_but_not_before_their_vote(stage: Any) -> None:
    app = stage.app(learning_set(stage))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        await to(pilot, app, "Open actions")
        await pilot.press("left_square_bracket")
        assert rows(stage, app)[:2] == ["Open actions (10 min)", "Welcome (8 min)"]
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert [step.id for step in stage.saved().agenda[:3]] == ["s1", "s3", "s2"], "the row keeps its focus"
        await to(pilot, app, "Dots on the ten tips")
        await pilot.press(*["right_square_bracket"] * 2)
        assert "The two with most dots goes on with a vote" in stage.said(app)[-1]
        assert [step.id for step in stage.saved().agenda[:4]] == ["s1", "s2", "s3", "s4"]
        await pilot.press("escape")


async def test_the_rest_of_a_step_goes_to_the_end(stage: Any) -> None:
    def two_done(session: Any) -> Any:
        for item in ("principles/P1", "principles/P2"):
            session = note_edits.add_note("comment", "Said.", origin=item).apply(session, stage.now)
        return session

    app = stage.app(stage.session(two_done, template="tips-and-pulse", at="s1"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        await pilot.press("m")
        assert "Welcome has no items to move" in stage.said(app)[-1]
        await to(pilot, app, "Pulse")
        await pilot.press("m")
        agenda = stage.saved().agenda
        assert [step.id for step in agenda] == ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s9", "s8"]
        assert [len(step.item_ids) for step in agenda if isinstance(step, ScoreActivity)] == [2, 11]
        assert "Pulse: how we work together (the rest) (16 min)" in rows(stage, app)
        await pilot.press("escape", "u")
        assert stage.said(app)[-1] == "Undone: moving the rest of Pulse: how we work together"
        assert len(stage.saved().agenda) == 8


async def test_after_the_rest_has_moved_one_is_at_what_comes_next(stage: Any) -> None:
    def noted(session: Any) -> Any:
        return note_edits.add_note("comment", "Said.", origin="icbo/D1.1").apply(session, stage.now)

    app = stage.app(stage.session(noted, at="icbo/D1.2"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "m")
        assert stage.said(app)[-1] == "The rest of it stands at the end now. u takes it back."
        await pilot.press("escape")
        assert stage.saved().at.ref == "icbo/d2", "the next domain, not the first standard again"
        await pilot.press("u")
        assert stage.saved().at.ref == "icbo/D1.2"


# --- steps that are added -------------------------------------------------------------------------


async def test_a_vote_is_added_renamed_taken_back_and_removed(stage: Any) -> None:
    app = stage.app(learning_set(stage))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        await to(pilot, app, "Pulse")
        await pilot.press("a")
        assert "What comes after: Pulse: how we work together" in stage.flat(app)
        await to(pilot, app, "Vote with dots")
        await pilot.press("enter", "escape", "enter")
        assert "Vote with dots: which?" in stage.flat(app)
        await to(pilot, app, "Vote on the open actions")
        await pilot.press("enter")
        assert stage.said(app)[-1] == "Added: Vote on the actions (8 min). u takes it back."
        assert rows(stage, app)[5] == "Vote on the actions (8 min)"
        await pilot.press("t")
        await pilot.pause()
        await stage.paste(pilot, "Never mind this")
        await pilot.press("escape", "t")
        await pilot.pause()
        assert "Never mind this" in stage.flat(app), "kept until it is recorded"
        await stage.paste(pilot, "Vote on what we took on")
        await pilot.press("enter")
        assert rows(stage, app)[5] == "Vote on what we took on (8 min)"
        await pilot.press("u")
        assert stage.said(app)[-1] == "Undone: new title of Vote on the actions"
        await pilot.press("u")
        assert stage.said(app)[-1] == "Undone: added Vote on the actions"
        assert len(stage.saved().agenda) == 8
        await pilot.press("U")
        assert stage.said(app)[-1] == "Done again: added Vote on the actions"
        await to(pilot, app, "Vote on the actions")
        await pilot.press("enter")
        assert stage.saved().at.activity_id == "s9"
        assert "There is no open action to vote on yet." in stage.flat(app, "#page")
        assert "hidden until the reveal" not in stage.flat(app)
        await pilot.press("c")
        assert "nothing to count" in stage.refused(app)
        await pilot.press("escape", "right")
        assert stage.saved().at.activity_id == "s6", "an empty vote is passed"
        await pilot.press("left", "j", "x")
        assert stage.said(app)[-1] == "Removed: Vote on the actions. u takes it back."
        await pilot.press("escape")
        assert stage.saved().at.activity_id == "s6"
        await pilot.press("j", "x")
        assert stage.said(app)[-1].startswith("Actions belongs to the plan. Skip it")


async def test_every_wish_is_reached_by_mouse(stage: Any) -> None:
    app = stage.app(learning_set(stage))

    async def click(words: str) -> None:
        lines = stage.text(app).split("\n")
        y = next(n for n, line in enumerate(lines) if words in line)
        await pilot.click(offset=(lines[y].index(words), y))
        await pilot.pause()

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await pilot.pause()
        await click("Open actions")
        assert isinstance(app.screen, AgendaDialog), "the first click chooses the row"
        for words, said in (
            ("k skip", "Open actions (10 min) · SKIPPED"),
            ("n next session", "Open actions (10 min) · NEXT SESSION"),
            ("n next session", "Open actions (10 min)"),
            ("+ minute", "Open actions (11 min)"),
            ("- minute", "Open actions (10 min)"),
        ):
            await click(words)
            assert said in rows(stage, app)
        await click("[ up")
        assert rows(stage, app)[0] == "Open actions (10 min)"
        await click("] down")
        assert rows(stage, app)[1] == "Open actions (10 min)"
        await click("a add step")
        await pilot.press("end")
        await click("A break, with a countdown")
        assert rows(stage, app)[2] == "Break (10 min)"
        await click("t title")
        await pilot.press("escape")
        await click("x remove")
        assert "Break (10 min)" not in rows(stage, app)
        await click("u undo")
        assert rows(stage, app)[2] == "Break (10 min)"
        await click("m rest to end")
        assert "has no items to move" in stage.said(app)[-1]
        await click("Open actions")
        assert isinstance(app.screen, AgendaDialog)
        await click("Open actions")
        assert isinstance(app.screen, RunScreen), "the second goes there"
        assert stage.saved().at.activity_id == "s2"
        await pilot.press("j")
        await click("esc back")
        assert isinstance(app.screen, RunScreen)


# --- item countdown -------------------------------------------------------------------------------


async def test_items_are_counted_down_if_wanted(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "item" not in stage.text(app, "#head").split("·")[-1]
        await pilot.press("T")
        assert isinstance(app.screen, TextDialog)
        await pilot.press("3", "enter")
        assert "item 03:00 left" in stage.text(app, "#head")
        assert stage.saved().item_minutes == 3
        assert stage.said(app)[-1] == "Each item: 3 minutes"
        await pilot.press("T", "9", "escape", "T")
        assert app.screen.query_one("#text").text == "3", "what was not meant does not stand for what holds"
        assert "kept" not in stage.flat(app)
        await pilot.press("4", "enter")
        assert stage.saved().item_minutes == 4, "a number typed anew, not at the end of the old one"
        await pilot.press("T", "backspace", "enter")
        assert stage.said(app)[-1] == "Each item: no countdown"
        assert stage.saved().item_minutes is None
        assert "item 0" not in stage.text(app, "#head")


@pytest.mark.parametrize("nonsense", ["soon", "-3", "0", "61", "3.5", "3 min", "1e2"])
async def test_a_countdown_of_nonsense_is_refused_with_what_is_allowed(stage: Any, nonsense: str) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("T")
        await stage.paste(pilot, nonsense)
        await pilot.press("enter")
        await pilot.pause()
        said = " ".join([*stage.said(app), stage.flat(app)])
        assert "1 to 60" in said or "between 1 and 60" in said
        assert stage.saved().item_minutes is None
