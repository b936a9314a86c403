"""A decision with its votes, by keys and by mouse."""

from typing import Any

from textual import events

from workshop.screens.run import RunScreen

SIZE = (120, 36)


async def test_a_decision_takes_its_votes_by_tab(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("d")
        await stage.type(pilot, "Pool it")
        await pilot.press("tab")
        await stage.type(pilot, "7-2-1")
        await pilot.press("enter")
        (note,) = stage.saved().notes
        assert (note.text, note.votes) == ("Pool it", (7, 2, 1))
        said = "Decision recorded: Pool it (7 for, 2 against, 1 abstaining)"
        assert stage.said(app)[-1] == said, "how it was understood"
        assert "DECISION: Pool it (7 for, 2 against, 1 abstaining)" in stage.flat(app, "#aside")


async def test_without_a_count_the_decision_is_recorded_as_ever(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("d", *"Go", "enter")
        assert stage.saved().notes[0].votes is None


async def test_a_count_that_is_none_loses_nothing(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d", *"Go", "tab", *"most", "enter")
        assert "'most' is no count of votes" in stage.flat(app)
        assert stage.saved().notes == ()
        await pilot.press(*["backspace"] * 4, *"9", "enter")
        assert isinstance(app.screen, RunScreen)
        assert stage.saved().notes[0].votes == (9, 0, 0)


async def test_a_comment_that_becomes_a_decision_gets_a_field_for_votes(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", *"Go", "enter", "N")
        field = app.screen.query_one("#counted")
        assert not field.display
        await pilot.press("f3")
        assert "Make it one first" in stage.flat(app)
        await pilot.press("tab", "tab")
        assert field.display
        await pilot.press("f3", *"5 1", "enter")
        assert (stage.saved().notes[0].kind, stage.saved().notes[0].votes) == ("decision", (5, 1, 0))


async def test_votes_are_changed_later(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("d", *"Go", "tab", *"5-1-0", "enter", "N")
        await pilot.click("#votes", offset=(20, 0))
        await pilot.press("backspace", "2", "enter")
        assert stage.saved().notes[0].votes == (5, 1, 2)
        await pilot.press("u")
        assert stage.saved().notes[0].votes == (5, 1, 0)


async def test_what_is_typed_fast_lands_in_the_right_field(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("d")
        for key in ("G", "o", "tab", "7", "minus", "2"):  # with no pause between them
            sign = {"minus": "-", "tab": None}.get(key, key)
            app.post_message(events.Key(key, sign))
        await pilot.pause()
        await pilot.press("enter")
        note = stage.saved().notes[0]
        assert (note.text, note.votes) == ("Go", (7, 2, 0))
