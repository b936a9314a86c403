"""Help, palette, themes and a person's own keys."""

import tomllib
import webbrowser
from typing import Any

import pytest
from textual.widgets import OptionList

from sessions.kinds.score.records import BALLOTS, round_of
from workshop import commands, guide
from workshop.screens.help import HelpScreen
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen


async def whole_help(stage: Any, app: Any, pilot: Any) -> str:
    """All pages of the help, read by scrolling."""
    await pilot.press("f1")
    await pilot.pause()
    assert isinstance(app.screen, HelpScreen)
    await pilot.resize_terminal(120, 400)
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


@pytest.mark.parametrize("where", ["home", "run"])
async def test_help_says_first_what_to_do_on_the_screen_one_came_from(stage: Any, where: str) -> None:
    app = stage.app(stage.session() if where == "run" else None, keys={"reveal": "f6"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        shown = stage.flat(app)
        first = "".join(span.text for span in guide.about(where, {"reveal": "f6"}))
        assert " ".join(first.split()) in shown
        await pilot.resize_terminal(100, 400)
        shown = stage.flat(app)
        for context in commands.CONTEXTS:
            about = "".join(span.text for span in guide.about(context, {"reveal": "f6"}))
            assert f"{commands.TITLES[context].upper()} {about}" in shown


@pytest.mark.parametrize("how", ["key", "row", "bar"])
async def test_help_opens_the_guide_where_one_came_from(
    stage: Any, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: bool(opened.append(address) or True))
    app = stage.app(stage.session(), keys={"reveal": "f6"})
    path = stage.folder / "summaries" / "guide.html"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        if how == "key":
            await pilot.press("p")
        else:
            lines = stage.text(app).split("\n")
            y = next(
                y
                for y, line in enumerate(lines)
                if line.strip().startswith("p shows") == (how == "row") and "pictur" in line
            )
            await pilot.click(offset=(lines[y].index("p "), y))
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert opened == [f"{path.as_uri()}#run"]
        assert str(path.name) in stage.dense(app)
        assert isinstance(app.screen, HelpScreen)
    assert "<kbd>F6</kbd>" in path.read_text("utf-8")


async def test_help_says_where_the_guide_lies_when_no_browser_opens(
    stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1", "p")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "▲ No browser could be opened." in stage.flat(app)
        assert "".join(str(stage.folder / "summaries" / "guide.html").split()) in stage.dense(app)
        (stage.folder / "summaries" / "guide.html").write_text("mine", "utf-8")
        await pilot.press("p")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "▲ There is another file of this name" in stage.flat(app)


async def test_a_key_of_ones_own_works_and_is_shown(stage: Any) -> None:
    app = stage.app(
        stage.session(lambda session: stage.answered(session, "icbo/D1.2", [3])), keys={"reveal": "f6,space"}
    )
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "F6 reveal" in stage.text(app, "#keys")
        await pilot.press("r")
        assert round_of(stage.saved(), "icbo/D1.2") == (1, False)
        await pilot.press("space", "f6")
        assert round_of(stage.saved(), "icbo/D1.2") == (1, True)
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
    assert round_of(stage.saved(), "icbo/D1.2") == (1, True), "and the default holds"


@pytest.mark.parametrize("where", ["home", "run"])
async def test_the_theme_is_chosen_and_kept(stage: Any, where: str) -> None:
    stage.settings_path.parent.mkdir()
    stage.settings_path.write_text('# mine\n[keys]\nreveal = "f6"\n', encoding="utf-8")
    session_id = stage.session()
    app = stage.app(session_id if where == "run" else None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await pilot.pause()
        names = list(app._themes.titles)
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
        assert any("no theme 'no-such'" in notice for notice in stage.said(app))
        assert app.theme == "laptop-dark"


async def test_the_palette_lists_the_commands_and_runs_one(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        listed = {command.title: command.help for command in app.get_system_commands(app.screen)}
        for command in commands.of_context("run"):
            if command in app.screen.commands_here:
                title = next(title for title in listed if title.startswith(command.label.capitalize()))
                assert title
                assert command.help in listed.values()
        await pilot.press("question_mark", "slash", *"merge")
        await pilot.pause()
        shown = stage.flat(app)
        assert commands.BY_ID["hand_over"].help in shown
        assert commands.BY_ID["reveal"].help not in shown, "the help has what was looked for alone"
        await pilot.press("escape", "escape", "ctrl+p")
        await stage.type(pilot, "don't know")
        await pilot.press("down", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, RunScreen)
        await pilot.pause()
    assert [ballot.dont_know for ballot in BALLOTS.of(stage.saved())] == [1]
