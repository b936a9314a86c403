"""Text that is typed after a command that was refused, or while a dialog comes up, never acts."""

from typing import Any

import pytest
from textual import events

from sessions.edits import notes as note_edits
from sessions.kinds.score.records import BALLOTS
from tests.screens.test_mouse import click
from workshop.screens.actions import ActionsScreen
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.screens.setup import SetupScreen
from workshop.widgets.dialogs.look_up import LookUpDialog
from workshop.widgets.dialogs.note import TextDialog

SIZE = (100, 34)
TEXT = "We see the opposite at ward level. Ask 3 of us!"


def burst(app: Any, text: str) -> None:
    """Type faster than anything is drawn."""
    for key in text:
        app.post_message(events.Key({"/": "slash", " ": "space"}.get(key, key), key))


async def test_a_dissent_without_an_agreed_level_runs_no_command(stage: Any) -> None:
    app, before = stage.app(stage.session()), stage.saved()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("x", *TEXT.replace(" ", "")[:20], "space", "3", "backspace", "enter", "enter")
        assert stage.refused(app) == "Dissent is from an agreed level. Agree one first, with g."
        assert "What you type here is not recorded." in stage.flat(app)
        assert stage.flat(app).count("esc go") == 1, "how it goes on is said once"
        await pilot.press("escape", "3")
        assert isinstance(app.screen, RunScreen)
        assert len(BALLOTS.of(stage.saved())) == 1
    assert stage.saved().notes == before.notes


async def test_it_is_put_away_with_enter_or_the_mouse_where_nothing_was_typed(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("x", "enter")
        assert isinstance(app.screen, RunScreen)
        await pilot.press("x")
        await click(stage, pilot, "esc go on", shift=5)
        assert isinstance(app.screen, RunScreen)


@pytest.mark.parametrize("key", ["c", "g", "x", "b", "N", "o"])
async def test_where_nothing_can_be_asked_the_letters_do_nothing(stage: Any, key: str) -> None:
    """On the welcome nothing is counted, agreed, noted, or brought back."""
    app, before = stage.app(stage.session(at="s1")), stage.saved()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(key, *"srq03ja")
        assert stage.refused(app)
        await pilot.press("escape")
        assert isinstance(app.screen, RunScreen)
        assert stage.saved().at == before.at


@pytest.mark.parametrize("key", ["n", "d", "p", "a", "T", "i"])
async def test_in_a_window_that_only_reads_the_letters_do_nothing(stage: Any, key: str) -> None:
    app, before = stage.app(stage.session()), stage.saved()
    with stage.library.open(before.id):
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press(key, *"sq")
            assert stage.refused(app)
            await stage.paste(pilot, "The deed.")
            assert "What you type here is not recorded." in stage.flat(app)
            await pilot.press("escape")
            assert isinstance(app.screen, RunScreen)


async def test_in_the_list_of_actions_too(stage: Any) -> None:
    def with_action(session: Any) -> Any:
        return note_edits.add_action(note_edits.ActionFields("Ring them")).apply(session, stage.now)

    app, session_id = stage.app(stage.session(with_action)), stage.saved().id
    with stage.library.open(session_id):
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("A")
            for key in ("a", "enter"):
                await pilot.press(key, *"sqv")
                assert stage.refused(app), key
                await pilot.press("escape")
                assert isinstance(app.screen, ActionsScreen)


async def test_the_details_of_a_damaged_session_are_refused_so_that_no_letter_acts(stage: Any) -> None:
    stage.session(title="Day two")
    path = stage.folder / f"{stage.session()}.json"
    path.write_text("{", "utf-8")
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        if not stage.refused(app):
            await pilot.press("escape", "down", "i")
        await pilot.press(*"sdnq")
        assert "damaged" in stage.refused(app)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize(
    ("keys", "screen", "typed"),
    [("nsome 3", TextDialog, "some 3"), ("licb", LookUpDialog, "icb"), ("iqns", SetupScreen, "Day oneqns")],
)
async def test_what_is_typed_at_once_goes_into_what_it_opens(
    stage: Any, keys: str, screen: type, typed: str
) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        burst(app, keys)
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, screen)
        field = app.screen.query("#text, #query, #session-title").first()
        assert getattr(field, "text", None) == typed or getattr(field, "value", None) == typed


async def test_between_two_dialogs_no_letter_reaches_the_session_below(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        app.screen.action_wish("rename")
        burst(app, "sq3")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, TextDialog)
        assert app.screen._prose.text == "sq3"
        assert BALLOTS.of(stage.saved()) == ()


async def test_words_to_find_are_no_commands(stage: Any) -> None:
    stage.session()
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"sdnq")
        assert isinstance(app.screen, HomeScreen)
        assert app.screen._field.value == "sdnq"
