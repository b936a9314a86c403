"""Keys in the settings: another one holds at once and is kept, and what cannot be is said."""

from __future__ import annotations

from typing import Any

from sessions.kinds.score.records import ballots_on, round_of
from workshop import key_signs, settings
from workshop.screens.help import HelpScreen
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.screens.settings import SettingsScreen
from workshop.widgets.dialogs.agree import AgreeDialog
from workshop.widgets.dialogs.key import KeyDialog


async def test_another_key_does_it_and_bar_help_palette_and_file_say_so(stage: Any, page: Any) -> None:
    session_id = stage.session(lambda s: stage.answered(s, "icbo/D1.2", [1, 2, 3, 4, None]))
    page.write(stage, page.KEPT)
    app = page.start(stage)
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        await page.remap(pilot, "run reveal", "space")
        assert isinstance(app.screen, SettingsScreen)
        assert page.words(app, "run reveal").startswith("space ")
        assert "changed, was r" in page.words(app, "run reveal")
        assert any("space is the key of “reveal” now" in notice for notice in stage.said(app))
        assert page.kept(stage)["keys"] == {"agree": "f9", "reveal": "space"}
        text = stage.settings_path.read_text("utf-8")
        assert text == page.KEPT + 'reveal = "space"\n'
        await pilot.press("q")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RunScreen)
        assert "space reveal" in stage.flat(app, "#keys")
        assert "r reveal" not in stage.flat(app, "#keys").replace("space", "")
        await pilot.press("r")
        assert not round_of(stage.library.read(session_id), "icbo/D1.2")[1]
        await pilot.press("space")
        await pilot.pause()
        assert round_of(stage.library.read(session_id), "icbo/D1.2")[1]
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert "Reveal (space)" in titles
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        assert "space Show all answers" in stage.flat(app)
    again, problems = settings.load(stage.settings_path)
    assert (again.keys, problems) == ({"agree": "f9", "reveal": "space"}, ())


async def test_a_key_holds_its_place_before_the_next_one_is_looked_at(stage: Any, page: Any) -> None:
    """The run screen's bindings come first; with another key they still do, so `Y3` typed fast works."""
    session_id = stage.session()
    app = stage.app(session_id, keys={"agree": "Y"})
    async with app.run_test(size=page.SIZE) as pilot:
        await pilot.press("g")
        assert isinstance(app.screen, RunScreen)
        await pilot.press("Y", "3")
        await pilot.pause()
        assert isinstance(app.screen, AgreeDialog)
        bound = [binding for key, binding in app.screen_stack[-2]._bindings if binding.id == "agree"]
        assert all(binding.priority for binding in bound)
    assert ballots_on(stage.library.read(session_id), "icbo/D1.2", 1) == {}


async def test_a_change_while_a_session_was_open_before_holds_in_the_next(stage: Any, page: Any) -> None:
    stage.session()
    app = stage.app()
    async with app.run_test(size=page.SIZE) as pilot:
        await pilot.press("enter")
        assert "n note" in stage.flat(app, "#keys")
        await pilot.press("q")
        await pilot.pause()
        await page.opened(pilot)
        await page.remap(pilot, "run note", "Z")
        await pilot.press("q")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "Z note" in stage.flat(app, "#keys")


async def test_two_commands_change_keys_by_way_of_a_third(stage: Any, page: Any) -> None:
    app = stage.app()
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        await page.remap(pilot, "run reveal", "f9")
        await page.remap(pilot, "run agree", "r")
        await page.remap(pilot, "run reveal", "g")
        assert page.kept(stage)["keys"] == {"reveal": "g", "agree": "r"}
        assert app.remapped == {"reveal": "g", "agree": "r"}


REFUSED = [
    ("run reveal", "g", "g is the key of “agree” on “Running a session”"),
    ("run reveal", "question_mark", "? is the key of “help” on “Running a session”"),
    ("run reveal", "3", "3 cannot be its key: digits are levels."),
    ("run reveal", "tab", "tab cannot be its key"),
    ("run reveal", "ctrl+r", "ctrl+r cannot be its key: not every terminal"),
    ("home demo", "enter", "↵ cannot be its key: it chooses in a list."),
    ("run undo", "d", "d is the key of “decision” on “Running a session”"),
    ("setup begin", "b", "b cannot be its key: it is for typing there"),
    ("actions undo", "n", "n is the key of “note” on “Running a session”"),
]


async def test_a_key_that_cannot_be_is_refused_and_the_next_one_asked_for(stage: Any, page: Any) -> None:
    app = stage.app()
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        for row, key, said in REFUSED:
            await page.remap(pilot, row, key)
            assert isinstance(app.screen, KeyDialog), key
            assert said in stage.flat(app, "#wrong")
            await pilot.press("escape")
            assert isinstance(app.screen, SettingsScreen)
        assert app.remapped == {}
        assert not stage.settings_path.exists()
        await page.remap(pilot, "run reveal", "g", "f12")
        assert isinstance(app.screen, SettingsScreen)
        assert page.kept(stage)["keys"] == {"reveal": "f12"}
        assert page.words(app, "run reveal").startswith("F12")


async def test_leaving_changes_nothing(stage: Any, page: Any) -> None:
    app = stage.app()
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        await page.remap(pilot, "run reveal", "escape")
        assert isinstance(app.screen, SettingsScreen)
        assert app.remapped == {}
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
    assert not stage.settings_path.exists()


async def test_the_default_comes_back(stage: Any, page: Any) -> None:
    page.write(stage, page.KEPT)
    app = page.start(stage)
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        page.focus(app, "run agree")
        await pilot.press("delete")
        await pilot.pause()
        assert page.words(app, "run agree").startswith("g ")
        assert "changed" not in page.words(app, "run agree")
        assert app.remapped == {}
        assert stage.settings_path.read_text("utf-8") == page.KEPT.replace('agree = "f9"  # s', "# s")
        await page.remap(pilot, "run agree", "f9")
        await page.remap(pilot, "run agree", "g")
        assert app.remapped == {}, "its own key again is the default"
        assert "agree" not in page.kept(stage)["keys"]


async def test_a_default_that_is_anothers_by_now_does_not_come_back(stage: Any, page: Any) -> None:
    app = stage.app()
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        await page.remap(pilot, "run reveal", "f9")
        await page.remap(pilot, "run note", "r")
        page.focus(app, "run reveal")
        await pilot.press("delete")
        await pilot.pause()
        assert any("r is the key of “note”" in notice for notice in stage.said(app))
        assert app.remapped == {"reveal": "f9", "note": "r"}
        assert page.kept(stage)["keys"] == {"reveal": "f9", "note": "r"}


async def test_the_way_out_and_help_stay_whatever_their_keys_are(stage: Any, page: Any) -> None:
    app = stage.app()
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        await page.remap(pilot, "summary back", "B")
        await page.remap(pilot, "run help", "W")
        assert page.kept(stage)["keys"] == {"back": "B", "help": "W"}
        assert "B back" in stage.flat(app, "#keys")
        assert "W help" in stage.flat(app, "#keys")
        await pilot.press("q")
        assert isinstance(app.screen, SettingsScreen)
        for key in ("f1", "W"):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, HelpScreen), key
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("B")
        assert isinstance(app.screen, HomeScreen)
        await page.opened(pilot)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_levels_are_digits(stage: Any, page: Any) -> None:
    app = stage.app()
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        page.focus(app, "run levels")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        assert any("digits are the levels" in notice for notice in stage.said(app))


async def test_levels_that_were_moved_in_the_file_are_rows_of_their_own(stage: Any, page: Any) -> None:
    page.write(stage, '[keys]\nanswer_level_3 = "Y"\n')
    app = page.start(stage)
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        assert page.words(app, "run answer_level_3").startswith("Y ")
        page.focus(app, "run answer_level_3")
        await pilot.press("delete")
        await pilot.pause()
        assert page.words(app, "run levels").startswith("1 2 3 …")
        assert page.kept(stage) == {"keys": {}}


async def test_any_sign_can_be_a_key_and_stands_as_it_is(stage: Any, page: Any) -> None:
    app = stage.app(keys={"raise_gap": "f9"})
    async with app.run_test(size=page.SIZE) as pilot:
        await page.opened(pilot)
        for key in ("left_square_bracket", "backslash", "quotation_mark", "comma", "less_than_sign"):
            await page.remap(pilot, "run reveal", key)
            sign = key_signs.character(key)
            assert page.words(app, "run reveal").startswith(f"{sign} ")
            assert f" {sign}  " in stage.text(app)
            assert page.kept(stage)["keys"]["reveal"] == ("comma" if key == "comma" else sign)
            assert app.remapped["reveal"] == key
            assert settings.load(stage.settings_path)[1] == ()
