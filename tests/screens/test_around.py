"""Help, palette, themes and a person's own keys."""

import tomllib
from typing import Any

import pytest
from textual.widgets import OptionList

from workshop import commands
from workshop.screens.help import HelpScreen
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen


async def whole_help(stage: Any, app: Any, pilot: Any) -> str:
    """All pages of the help, read by scrolling."""
    await pilot.press("f1")
    await pilot.pause()
    assert isinstance(app.screen, HelpScreen)
    await pilot.resize_terminal(120, 200)
    return stage.flat(app)


async def test_help_has_every_key_and_goes_back(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        text = await whole_help(stage, app, pilot)
        assert text.index("RUNNING A SESSION") < text.index("YOUR SESSIONS")
        for command in commands.COMMANDS:
            if not command.id.startswith("answer_level_"):
                assert command.help in text, command.id
        for key in ("q", "escape", "question_mark", "f1"):
            if not isinstance(app.screen, HelpScreen):
                await pilot.press("f1")
            await pilot.press(key)
            assert isinstance(app.screen, RunScreen), key


async def test_a_key_of_ones_own_works_and_is_shown(stage: Any) -> None:
    app = stage.app(
        stage.session(lambda session: stage.answered(session, "icbo/D1.2", [3])), keys={"reveal": "f6,space"}
    )
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "F6 reveal" in stage.text(app, "#keys")
        await pilot.press("r")
        assert stage.saved().round_of("icbo/D1.2") == (1, False)
        await pilot.press("space", "f6")
        assert stage.saved().round_of("icbo/D1.2") == (1, True)
        text = await whole_help(stage, app, pilot)
        assert "F6 space " + commands.BY_ID["reveal"].help in text


async def test_a_mistake_in_the_keys_is_one_notice(stage: Any) -> None:
    app = stage.app(
        stage.session(lambda session: stage.answered(session, "icbo/D1.2", [3])),
        keys={"revael": "space", "reveal": "g"},
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        (said,) = stage.said(app)
        assert "keys.revael" in said
        assert "g is the key of" in said
        await pilot.press("r", "r")
    assert stage.saved().round_of("icbo/D1.2") == (1, True), "and the default holds"


@pytest.mark.parametrize("where", ["home", "run"])
async def test_the_theme_is_chosen_and_kept(stage: Any, where: str) -> None:
    stage.settings_path.parent.mkdir()
    stage.settings_path.write_text('# mine\n[keys]\nreveal = "f6"\n', encoding="utf-8")
    session_id = stage.session()
    app = stage.app(session_id if where == "run" else None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await pilot.pause()
        names = list(app._shown_themes)
        assert app.screen.query_one(OptionList).highlighted == names.index("laptop-dark")
        await pilot.press("home", *["down"] * names.index("projector-light"), "enter")
        assert app.theme == "projector-light"
        assert isinstance(app.screen, HomeScreen if where == "home" else RunScreen)
        await pilot.press("t", "escape")
        assert app.theme == "projector-light"
    text = stage.settings_path.read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"theme": "projector-light", "keys": {"reveal": "f6"}}
    assert text.startswith("# mine\n")


async def test_a_theme_that_is_not_there_is_said_and_another_taken(stage: Any) -> None:
    app = stage.app(theme="no-such")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert any("no theme 'no-such'" in one for one in stage.said(app))
        assert app.theme == "laptop-dark"


async def test_the_palette_lists_the_commands_and_runs_one(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        listed = {one.title: one.help for one in app.get_system_commands(app.screen)}
        for command in commands.of_context("run"):
            if command in app.screen.commands_here:
                title = next(one for one in listed if one.startswith(command.label.capitalize()))
                assert title
                assert command.help in listed.values()
        await pilot.press("ctrl+p")
        await stage.type(pilot, "don't know")
        await pilot.press("down", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, RunScreen)
        await pilot.pause()
    assert [one.dont_know for one in stage.saved().ballots] == [1]
