"""Settings on the screen: what is listed, colours, the folder, and a file that has mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workshop import commands
from workshop.screens import settings as settings_screen
from workshop.screens.settings import SettingsScreen
from workshop.widgets.dialogs.key import KeyDialog

# --- what is listed -------------------------------------------------------------------------------


async def test_every_command_is_listed_under_its_screen_and_running_comes_first(
    stage: Any, page: Any
) -> None:
    app = stage.app()
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        titles = [row.keys for row in app.screen._shown if not row.id]
        assert titles[:2] == ["Looks and places", commands.TITLES["run"]]
        assert set(titles[1:]) == set(commands.TITLES.values())
        listed = {row.id for row in app.screen._shown}
        for context in commands.CONTEXTS:
            for command in commands.of_context(context):
                level = command.id.startswith("answer_level_")
                assert (f"{context} levels" if level else f"{context} {command.id}") in listed


async def test_the_mouse_chooses_a_row_and_the_key_bar(stage: Any, page: Any) -> None:
    app = stage.app(keys={"next_stop": "f9"})
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        lines = stage.text(app).split("\n")
        row = (6, next(y for y, line in enumerate(lines) if line.strip().startswith("F9")))
        await pilot.click(offset=row)
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen), "so that what is done with the row can be clicked"
        await pilot.click(offset=row)
        await pilot.pause()
        assert isinstance(app.screen, KeyDialog)
        await pilot.press("escape")
        bar = next(y for y, line in enumerate(lines) if "del default" in line)
        await pilot.click(offset=(lines[bar].index("del") + 1, bar))
        await pilot.pause()
        assert app.remapped == {}


async def test_it_stands_in_any_window(stage: Any, page: Any) -> None:
    page.write(stage, "them = 3\n[keys]\nreveal = 'g'\n")
    app = page.start(stage)
    async with app.run_test(size=(40, 15)) as pilot:
        await page.opened(pilot)
        for width, height in ((40, 15), (80, 24), (200, 60), (20, 6)):
            await pilot.resize_terminal(width, height)
            await pilot.press("end", "enter", "a", "escape", "home", "delete", "pagedown")
        await pilot.resize_terminal(80, 24)
        await pilot.press("home")
        assert "RUNNING A SESSION" in stage.text(app)
    assert app.failure is None


# --- colours and folder ---------------------------------------------------------------------------


async def test_colours_are_chosen_as_anywhere_and_can_go_back(stage: Any, page: Any) -> None:
    page.write(stage, page.KEPT)
    app = page.start(stage)
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        page.focus(app, "theme")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("home", "enter")
        await pilot.pause()
        chosen = app.theme
        assert chosen != "laptop-dark"
        assert isinstance(app.screen, SettingsScreen)
        assert app._themes.titles[chosen].title in page.words(app, "theme")
        assert page.kept(stage)["theme"] == chosen
        await page.remap(pilot, "run reveal", "f8")
        assert app.theme == chosen, "a key does not bring the old colours back"
        assert page.kept(stage)["theme"] == chosen
        page.focus(app, "theme")
        await pilot.press("delete")
        await pilot.pause()
        assert app.theme == "laptop-dark"
        assert "Laptop, dark" in page.words(app, "theme")
        assert "theme" not in page.kept(stage)
        assert page.kept(stage)["keys"] == {"agree": "f9", "reveal": "f8"}
        assert "# for now" in stage.settings_path.read_text("utf-8")


async def test_the_folder_holds_from_the_next_start(stage: Any, tmp_path: Path, page: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(140, 40)) as pilot:
        await page.opened(pilot)
        assert page.words(app, "folder").endswith(str(stage.folder))
        page.focus(app, "folder")
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one("#text").text = "x"
        await pilot.press("enter")
        await pilot.pause()
        assert "no whole path" in stage.flat(app), "refused beside the field, where it can be mended"
        assert not stage.settings_path.exists()
        app.screen.query_one("#text").text = str(tmp_path / "other")
        await pilot.press("enter")
        await pilot.pause()
        assert page.kept(stage) == {"folder": str(tmp_path / "other")}
        assert f"{stage.folder} now; {tmp_path / 'other'} from the next start" in " ".join(
            page.words(app, "folder").split()
        )
        await pilot.press("delete")
        await pilot.pause()
        assert page.kept(stage) == {}
        assert page.words(app, "folder").endswith(str(stage.folder))


async def test_the_register_is_there_for_whoever_has_what_it_needs(
    stage: Any, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        for needs, names in ((None, []), (object(), ["register"])):
            monkeypatch.setattr(settings_screen, "HAS_REGISTERS", lambda needs=needs: needs)
            await page.opened(pilot)
            assert [row.id for row in app.screen._shown if row.id == "register"] == names
            await pilot.press("q")
            await pilot.pause()
        await page.opened(pilot)
        page.focus(app, "register")
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one("#text").text = "host=h password=secret"
        await pilot.press("enter")
        await pilot.pause()
        assert "a password has no place here" in stage.flat(app)
        app.screen.query_one("#text").text = "service=region"
        await pilot.press("enter")
        await pilot.pause()
        assert page.kept(stage) == {"register": "service=region"}
        assert page.words(app, "register").endswith("service=region")
        await pilot.press("delete")
        await pilot.pause()
        assert page.kept(stage) == {}


# --- bad files ------------------------------------------------------------------------------------


async def test_what_is_wrong_is_said_once_and_shown_with_file_and_key(stage: Any, page: Any) -> None:
    page.write(
        stage,
        'theme = "beige"\ncolour = 1\n[keys]\nreveal = "g"\nundo = 3\n'
        'revael = "z"\nnote = "ctrl+q"\npark = "P"\n',
    )
    (stage.settings_path.parent / "themes").mkdir()
    (stage.settings_path.parent / "themes" / "mine.toml").write_text('name = "mine"\ncolours = 3\n', "utf-8")
    app = page.start(stage)
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        assert len(stage.said(app)) == 1
        await page.opened(pilot)
        wrong = [row.text for row in app.screen._shown if row.id.startswith("wrong")]
        for name in ("theme:", "colour:", "keys.reveal:", "keys.undo:", "keys.revael:", "keys.note:"):
            assert [
                mistake
                for mistake in wrong
                if mistake.startswith(name) and str(stage.settings_path) in mistake
            ], name
        themes = str(stage.settings_path.parent / "themes")
        assert [
            mistake
            for mistake in wrong
            if mistake.startswith("mine.toml:") and "colours" in mistake and themes in mistake
        ]
        assert "TO PUT RIGHT" in stage.text(app)
        assert app.remapped == {"park": "P"}, "the rest of the file holds"
        assert app.theme == "laptop-dark"
        assert page.words(app, "run reveal").startswith("r ")
        assert "the file says g, which cannot be" in page.words(app, "run reveal")
        await page.remap(pilot, "run reveal", "f9")
        page.focus(app, "run note")
        await pilot.press("delete")
        await pilot.pause()
        left = [row.text.partition(":")[0] for row in app.screen._shown if row.id.startswith("wrong")]
        assert left[:4] == ["colour", "keys.undo", "theme", "keys.revael"]
        assert app.remapped == {"park": "P", "reveal": "f9"}
        page.focus(app, "wrong 0")
        await pilot.press("enter", "delete")
        assert isinstance(app.screen, SettingsScreen)
    assert app.failure is None


@pytest.mark.parametrize("text", ["theme = ", 'keys = { undo = "u" }'])
async def test_a_file_that_cannot_be_changed_stays_and_the_key_holds_for_now(
    stage: Any, text: str, page: Any
) -> None:
    page.write(stage, text)
    app = page.start(stage)
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        await page.remap(pilot, "run undo", "Y")
        assert any(
            "cannot be kept" in notice and str(stage.settings_path) in notice for notice in stage.said(app)
        )
        assert app.remapped == {"undo": "Y"}
        assert page.words(app, "run undo").startswith("Y ")
    assert stage.settings_path.read_text("utf-8") == text
    assert app.failure is None
