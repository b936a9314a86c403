"""Handing over and taking over on the screen: from the run, from the list, and back."""

from pathlib import Path
from typing import Any

import pytest
from textual.keys import _character_to_key as character_to_key

from sessions.edits import notes as note_edits
from sessions.handing import away, handed_over
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import AGREEMENTS
from sessions.store.handing import SUFFIX, take_over
from sessions.store.library import Library
from tests.builders import NOW
from tests.screens.picking import pick
from tests.screens.test_packs import app_with_own
from workshop.desk import Desk
from workshop.handing import hand_over
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.pick import PickDialog
from workshop.widgets.dialogs.settle import SettleDialog
from workshop.widgets.dialogs.told import ToldDialog

SIZE = (120, 36)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder, and no stick but the one that a test makes in it."""
    folder = tmp_path / "home"
    (folder / "Documents").mkdir(parents=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr("workshop.handing._sticks", lambda: iter(()))
    return folder


def other_laptop(stage: Any, tmp_path: Path, file: Path, *, agreed: int | None = None) -> Path:
    """Another laptop takes it over, notes something, agrees a level, and hands it back in the same folder."""
    there = tmp_path / "there"
    path = take_over(there, file, clock=lambda: NOW).path
    with Desk(Library(there).open(str(path)), lambda: NOW, author="bbbb") as desk:
        desk.apply(note_edits.add_note("comment", "From there"))
        if agreed is not None:
            desk.apply(score_edits.agree("icbo/D1.2", agreed))
        return hand_over(desk, file.parent)


async def test_a_path_typed_over_the_folders_is_where_the_file_goes(
    stage: Any, home: Path, tmp_path: Path
) -> None:
    (folder := tmp_path / "stick").mkdir()
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("H")
        await pick(pilot, "Hand over")
        await pilot.press(*(key if key.isalnum() else character_to_key(key) for key in str(folder)), "enter")
        await pilot.pause()
        assert [file.suffix for file in folder.iterdir()] == [SUFFIX]
        assert not any((home / "Documents").iterdir())


async def test_from_the_run_to_another_laptop_and_back(stage: Any, home: Path, tmp_path: Path) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "H")
        await pick(pilot, "Hand over")
        await pick(pilot, str(home / "Documents"))
        assert isinstance(app.screen, HomeScreen)
        (file,) = (home / "Documents").iterdir()
        assert any(str(file) in said for said in stage.said(app))
        assert away(stage.saved())
        assert "1 of 21 answered, handed over" in stage.text(app), "and not as if it could be gone on with"
        # opening it says where it is
        await pilot.press("enter")
        assert isinstance(app.screen, PickDialog)
        assert "It was handed over on 1 Dec 2026" in stage.flat(app)
        await pick(pilot, "Look")
        assert isinstance(app.screen, RunScreen)
        assert "READ ONLY" in stage.text(app, "#head")
        before = len(stage.saved().tables["ballots"])
        await pilot.press("4", "q")
        assert len(stage.saved().tables["ballots"]) == before
        # it comes back
        other_laptop(stage, tmp_path, file)
        await pilot.press("H")
        await pick(pilot, "Take over")
        await pick(pilot, "Day one")
        assert isinstance(app.screen, RunScreen)
        assert "READ ONLY" not in stage.text(app, "#head")
        assert [note.text for note in stage.saved().notes] == ["From there"]
        await pilot.press("4")
        assert len(stage.saved().tables["ballots"]) == before + 1


async def test_where_both_went_on_they_are_merged_and_settled(stage: Any, home: Path, tmp_path: Path) -> None:
    stage.session()
    app = app_with_own(stage, tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("H")
        await pick(pilot, "Hand over")
        await pick(pilot, str(home / "Documents"))
        (file,) = (home / "Documents").iterdir()
        await pilot.press("enter")
        await pick(pilot, "Go on here")
        assert isinstance(app.screen, RunScreen)
        await pilot.press("n", *"Here", "enter", "g", "2", "enter", "q")
        other_laptop(stage, tmp_path, file, agreed=4)
        await pilot.press("H")
        await pick(pilot, "Take over")
        await pick(pilot, "Day one")
        assert isinstance(app.screen, ToldDialog)
        assert "Both laptops went on" in stage.flat(app)
        assert "From the other laptop" in stage.flat(app)
        await pilot.press("escape")
        assert isinstance(app.screen, SettleDialog)
        assert "the other laptop: 4" in stage.flat(app)
        await pilot.press("enter")
        await pick(pilot, "the other laptop: 4")
        assert isinstance(app.screen, RunScreen), "and it goes on"
        assert len(stage.library.paths()) == 1
        assert sorted(note.text for note in stage.saved().notes) == ["From there", "Here"]
        assert [agreement.level for agreement in AGREEMENTS.of(stage.saved())] == [4]
        await pilot.press("u", "H")
        await pick(pilot, "Settle what was said differently: 1")
        assert "here: 2 (early steps)" in stage.flat(app)
        assert "the other laptop: 4 (mostly)" in stage.flat(app), "known also long after they were merged"
        await pilot.press("escape", "u")
        assert [note.text for note in stage.saved().notes] == ["Here"], "and can be taken back"


async def test_with_no_session_a_file_is_asked_for(stage: Any, home: Path, tmp_path: Path) -> None:
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("H")
        assert "No file of another laptop was found" in stage.flat(app)
        await pick(pilot, "Another file")
        (tmp_path / "notes.txt").write_text("hello", "utf-8")
        await stage.paste(pilot, str(tmp_path / "notes.txt"))
        await pilot.press("enter")
        assert "no hand-over" in stage.refused(app)
        assert stage.library.paths() == ()


async def test_by_mouse_and_from_the_window_that_only_looks(stage: Any, home: Path) -> None:
    session = stage.session()
    with stage.library.open(session) as file:
        file.save(handed_over(file.session, "aaaa", "/media/stick", NOW))
    app = stage.app(session)
    async with app.run_test(size=SIZE) as pilot:
        assert isinstance(app.screen, PickDialog), "the shell's `open` asks, too"
        await pilot.click("#rows", offset=(3, 1))
        assert isinstance(app.screen, RunScreen)
        await pilot.press("H")
        await pick(pilot, "Go on here")
        assert isinstance(app.screen, RunScreen)
        assert "READ ONLY" not in stage.text(app, "#head")
        assert away(stage.saved()) is None


async def test_a_folder_that_is_gone_keeps_it_here(stage: Any, home: Path) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("H")
        await pick(pilot, "Hand over")
        await pick(pilot, "Another folder")
        await stage.paste(pilot, str(home / "nowhere" / "at" / "all"))
        await pilot.press("enter")
        await pilot.pause()
        assert "no such folder" in stage.refused(app)
        await pilot.press(*"sq3", "escape")
        assert isinstance(app.screen, RunScreen)
        assert away(stage.saved()) is None
