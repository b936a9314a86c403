"""Settings on the screen: what is chosen holds at once and is kept, and what cannot be is said."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from workshop import commands, settings
from workshop.screens.help import HelpScreen
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.screens.settings import SettingsScreen
from workshop.widgets.dialogs.agree import AgreeDialog
from workshop.widgets.dialogs.key import KeyDialog

SIZE = (110, 40)
KEPT = '# mine\ntheme = "laptop-dark"  # for now\n\n[keys]\n# the clicker\nagree = "f9"  # side button\n'


async def opened(pilot: Any) -> None:
    """The settings, from the list of sessions."""
    await pilot.press("comma")
    await pilot.pause()
    assert isinstance(pilot.app.screen, SettingsScreen)


def focus(app: Any, row_id: str) -> None:
    """Put a row of the list in focus."""
    ids = [row.id for row in app.screen._rows]
    app.screen.query_one(OptionList).highlighted = ids.index(row_id)


def words(app: Any, row_id: str) -> str:
    """What a row says."""
    row = next(one for one in app.screen._rows if one.id == row_id)
    return str(row.show(200).plain)


async def remap(pilot: Any, row_id: str, *keys: str) -> None:
    """Ask for another key for a row, and press these."""
    focus(pilot.app, row_id)
    await pilot.press("enter", *keys)
    await pilot.pause()


def kept(stage: Any) -> dict[str, Any]:
    """The settings file."""
    return tomllib.loads(stage.settings_path.read_text("utf-8"))


def write(stage: Any, text: str) -> None:
    stage.settings_path.parent.mkdir(parents=True)
    stage.settings_path.write_text(text, "utf-8")


def start(stage: Any) -> Any:
    """The program as the command line starts it: with what the file says, and what is wrong with it."""
    found, problems = settings.load(stage.settings_path)
    app = stage.app(theme=found.theme, keys=found.keys)
    app._preferred = found
    app._notices += [str(one) for one in problems]
    return app


# --- a key ----------------------------------------------------------------------------------------


async def test_another_key_does_it_and_bar_help_palette_and_file_say_so(stage: Any) -> None:
    session_id = stage.session(lambda s: stage.answered(s, "icbo/D1.2", [1, 2, 3, 4, None]))
    write(stage, KEPT)
    app = start(stage)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await remap(pilot, "run reveal", "space")
        assert isinstance(app.screen, SettingsScreen)
        assert words(app, "run reveal").startswith("space ")
        assert "changed, was r" in words(app, "run reveal")
        assert any("space is the key of “reveal” now" in one for one in stage.said(app))
        assert kept(stage)["keys"] == {"agree": "f9", "reveal": "space"}
        text = stage.settings_path.read_text("utf-8")
        assert text == KEPT + 'reveal = "space"\n'
        await pilot.press("q")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RunScreen)
        assert "space reveal" in stage.flat(app, "#keys")
        assert "r reveal" not in stage.flat(app, "#keys").replace("space", "")
        await pilot.press("r")
        assert not stage.library.read(session_id).round_of("icbo/D1.2")[1]
        await pilot.press("space")
        await pilot.pause()
        assert stage.library.read(session_id).round_of("icbo/D1.2")[1]
        titles = [one.title for one in app.get_system_commands(app.screen)]
        assert "Reveal (space)" in titles
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        assert "space Show all answers" in stage.flat(app)
    again, problems = settings.load(stage.settings_path)
    assert (again.keys, problems) == ({"agree": "f9", "reveal": "space"}, ())


async def test_a_key_holds_its_place_before_the_next_one_is_looked_at(stage: Any) -> None:
    """The run screen's bindings come first; with another key they still do, so `z3` typed fast works."""
    session_id = stage.session()
    app = stage.app(session_id, keys={"agree": "z"})
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g")
        assert isinstance(app.screen, RunScreen)
        await pilot.press("z", "3")
        await pilot.pause()
        assert isinstance(app.screen, AgreeDialog)
        bound = [binding for key, binding in app.screen_stack[-2]._bindings if binding.id == "agree"]
        assert all(one.priority for one in bound)
    assert stage.library.read(session_id).ballots_on("icbo/D1.2", 1) == {}


async def test_a_change_while_a_session_was_open_before_holds_in_the_next(stage: Any) -> None:
    stage.session()
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        assert "n note" in stage.flat(app, "#keys")
        await pilot.press("q")
        await pilot.pause()
        await opened(pilot)
        await remap(pilot, "run note", "Z")
        await pilot.press("q")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "Z note" in stage.flat(app, "#keys")


async def test_two_commands_change_keys_by_way_of_a_third(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await remap(pilot, "run reveal", "f9")
        await remap(pilot, "run agree", "r")
        await remap(pilot, "run reveal", "g")
        assert kept(stage)["keys"] == {"reveal": "g", "agree": "r"}
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


async def test_a_key_that_cannot_be_is_refused_and_the_next_one_asked_for(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        for row, key, said in REFUSED:
            await remap(pilot, row, key)
            assert isinstance(app.screen, KeyDialog), key
            assert said in stage.flat(app, "#wrong")
            await pilot.press("escape")
            assert isinstance(app.screen, SettingsScreen)
        assert app.remapped == {}
        assert not stage.settings_path.exists()
        await remap(pilot, "run reveal", "g", "f12")
        assert isinstance(app.screen, SettingsScreen)
        assert kept(stage)["keys"] == {"reveal": "f12"}
        assert words(app, "run reveal").startswith("F12")


async def test_leaving_changes_nothing(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await remap(pilot, "run reveal", "escape")
        assert isinstance(app.screen, SettingsScreen)
        assert app.remapped == {}
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
    assert not stage.settings_path.exists()


async def test_the_default_comes_back(stage: Any) -> None:
    write(stage, KEPT)
    app = start(stage)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        focus(app, "run agree")
        await pilot.press("delete")
        await pilot.pause()
        assert words(app, "run agree").startswith("g ")
        assert "changed" not in words(app, "run agree")
        assert app.remapped == {}
        assert stage.settings_path.read_text("utf-8") == KEPT.replace('agree = "f9"  # s', "# s")
        await remap(pilot, "run agree", "f9")
        await remap(pilot, "run agree", "g")
        assert app.remapped == {}, "its own key again is the default"
        assert "agree" not in kept(stage)["keys"]


async def test_a_default_that_is_anothers_by_now_does_not_come_back(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await remap(pilot, "run reveal", "f9")
        await remap(pilot, "run note", "r")
        focus(app, "run reveal")
        await pilot.press("delete")
        await pilot.pause()
        assert any("r is the key of “note”" in one for one in stage.said(app))
        assert app.remapped == {"reveal": "f9", "note": "r"}
        assert kept(stage)["keys"] == {"reveal": "f9", "note": "r"}


async def test_the_way_out_and_help_stay_whatever_their_keys_are(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await remap(pilot, "summary back", "B")
        await remap(pilot, "run help", "h")
        assert kept(stage)["keys"] == {"back": "B", "help": "h"}
        assert "B back" in stage.flat(app, "#keys")
        assert "h help" in stage.flat(app, "#keys")
        await pilot.press("q")
        assert isinstance(app.screen, SettingsScreen)
        for key in ("f1", "h"):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, HelpScreen), key
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("B")
        assert isinstance(app.screen, HomeScreen)
        await opened(pilot)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_levels_are_digits(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        focus(app, "run levels")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        assert any("digits are the levels" in one for one in stage.said(app))


async def test_levels_that_were_moved_in_the_file_are_rows_of_their_own(stage: Any) -> None:
    write(stage, '[keys]\nanswer_level_3 = "y"\n')
    app = start(stage)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        assert words(app, "run answer_level_3").startswith("y ")
        focus(app, "run answer_level_3")
        await pilot.press("delete")
        await pilot.pause()
        assert words(app, "run levels").startswith("1 – 9")
        assert kept(stage) == {"keys": {}}


async def test_any_sign_can_be_a_key_and_stands_as_it_is(stage: Any) -> None:
    app = stage.app(keys={"raise_gap": "f9"})
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        for key in ("left_square_bracket", "backslash", "quotation_mark", "comma", "less_than_sign"):
            await remap(pilot, "run reveal", key)
            sign = commands.character(key)
            assert words(app, "run reveal").startswith(f"{sign} ")
            assert f" {sign}  " in stage.text(app)
            assert kept(stage)["keys"]["reveal"] == ("comma" if key == "comma" else sign)
            assert app.remapped["reveal"] == key
            assert settings.load(stage.settings_path)[1] == ()


# --- what is listed -------------------------------------------------------------------------------


async def test_every_command_is_listed_under_its_screen_and_running_comes_first(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        titles = [row.keys for row in app.screen._rows if row.title]
        assert titles[:2] == ["Looks and places", commands.TITLES["run"]]
        assert set(titles[1:]) == set(commands.TITLES.values())
        listed = {row.id for row in app.screen._rows}
        for context in commands.CONTEXTS:
            for one in commands.of_context(context):
                level = one.id.startswith("answer_level_")
                assert (f"{context} levels" if level else f"{context} {one.id}") in listed


async def test_the_mouse_chooses_a_row_and_the_key_bar(stage: Any) -> None:
    app = stage.app(keys={"next_stop": "f9"})
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        lines = stage.text(app).split("\n")
        await pilot.click(
            offset=(6, next(y for y, line in enumerate(lines) if line.strip().startswith("F9")))
        )
        await pilot.pause()
        assert isinstance(app.screen, KeyDialog)
        await pilot.press("escape")
        bar = next(y for y, line in enumerate(lines) if "del default" in line)
        await pilot.click(offset=(lines[bar].index("del") + 1, bar))
        await pilot.pause()
        assert app.remapped == {}


async def test_it_stands_in_any_window(stage: Any) -> None:
    write(stage, "them = 3\n[keys]\nreveal = 'g'\n")
    app = start(stage)
    async with app.run_test(size=(40, 15)) as pilot:
        await opened(pilot)
        for width, height in ((40, 15), (80, 24), (200, 60), (20, 6)):
            await pilot.resize_terminal(width, height)
            await pilot.press("end", "enter", "a", "escape", "home", "delete", "pagedown")
        await pilot.resize_terminal(80, 24)
        await pilot.press("home")
        assert "RUNNING A SESSION" in stage.text(app)
    assert app.failure is None


# --- colours and folder ---------------------------------------------------------------------------


async def test_colours_are_chosen_as_anywhere_and_can_go_back(stage: Any) -> None:
    write(stage, KEPT)
    app = start(stage)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        focus(app, "theme")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("home", "enter")
        await pilot.pause()
        chosen = app.theme
        assert chosen != "laptop-dark"
        assert isinstance(app.screen, SettingsScreen)
        assert app._shown_themes[chosen].title in words(app, "theme")
        assert kept(stage)["theme"] == chosen
        await remap(pilot, "run reveal", "f8")
        assert app.theme == chosen, "a key does not bring the old colours back"
        assert kept(stage)["theme"] == chosen
        focus(app, "theme")
        await pilot.press("delete")
        await pilot.pause()
        assert app.theme == "laptop-dark"
        assert "Laptop, dark" in words(app, "theme")
        assert "theme" not in kept(stage)
        assert kept(stage)["keys"] == {"agree": "f9", "reveal": "f8"}
        assert "# for now" in stage.settings_path.read_text("utf-8")


async def test_the_folder_holds_from_the_next_start(stage: Any, tmp_path: Path) -> None:
    app = stage.app()
    async with app.run_test(size=(140, 40)) as pilot:
        await opened(pilot)
        assert words(app, "folder").endswith(str(stage.folder))
        focus(app, "folder")
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one("#text").text = "x"
        await pilot.press("enter")
        await pilot.pause()
        assert any("no whole path" in one for one in stage.said(app))
        assert not stage.settings_path.exists()
        focus(app, "folder")
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one("#text").text = str(tmp_path / "other")
        await pilot.press("enter")
        await pilot.pause()
        assert kept(stage) == {"folder": str(tmp_path / "other")}
        assert f"{stage.folder} now; {tmp_path / 'other'} from the next start" in " ".join(
            words(app, "folder").split()
        )
        await pilot.press("delete")
        await pilot.pause()
        assert kept(stage) == {}
        assert words(app, "folder").endswith(str(stage.folder))


# --- bad files ------------------------------------------------------------------------------------


async def test_what_is_wrong_is_said_once_and_shown_with_file_and_key(stage: Any) -> None:
    write(
        stage,
        'theme = "beige"\ncolour = 1\n[keys]\nreveal = "g"\nundo = 3\n'
        'revael = "z"\nnote = "ctrl+q"\npark = "P"\n',
    )
    (stage.settings_path.parent / "themes").mkdir()
    (stage.settings_path.parent / "themes" / "mine.toml").write_text('name = "mine"\ncolours = 3\n')
    app = start(stage)
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        assert len(stage.said(app)) == 1
        await opened(pilot)
        wrong = [row.text for row in app.screen._rows if row.id.startswith("wrong")]
        for name in ("theme:", "colour:", "keys.reveal:", "keys.undo:", "keys.revael:", "keys.note:"):
            assert [one for one in wrong if one.startswith(name) and str(stage.settings_path) in one], name
        themes = str(stage.settings_path.parent / "themes")
        assert [one for one in wrong if one.startswith("mine.toml:") and "colours" in one and themes in one]
        assert "TO PUT RIGHT" in stage.text(app)
        assert app.remapped == {"park": "P"}, "the rest of the file holds"
        assert app.theme == "laptop-dark"
        assert words(app, "run reveal").startswith("r ")
        assert "the file says g, which cannot be" in words(app, "run reveal")
        await remap(pilot, "run reveal", "f9")
        focus(app, "run note")
        await pilot.press("delete")
        await pilot.pause()
        left = [row.text.partition(":")[0] for row in app.screen._rows if row.id.startswith("wrong")]
        assert left[:4] == ["colour", "keys.undo", "theme", "keys.revael"]
        assert app.remapped == {"park": "P", "reveal": "f9"}
        focus(app, "wrong 0")
        await pilot.press("enter", "delete")
        assert isinstance(app.screen, SettingsScreen)
    assert app.failure is None


@pytest.mark.parametrize("text", ["theme = ", 'keys = { undo = "u" }'])
async def test_a_file_that_cannot_be_changed_stays_and_the_key_holds_for_now(stage: Any, text: str) -> None:
    write(stage, text)
    app = start(stage)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot)
        await remap(pilot, "run undo", "z")
        assert any("cannot be kept" in one and str(stage.settings_path) in one for one in stage.said(app))
        assert app.remapped == {"undo": "z"}
        assert words(app, "run undo").startswith("z ")
    assert stage.settings_path.read_text("utf-8") == text
    assert app.failure is None
