"""Two sessions that look alike in the list: told apart on sight, compared, and each acted on alone."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from sessions.edits import notes as note_edits
from sessions.many.cards import Cards
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.differences import DifferencesDialog
from workshop.widgets.dialogs.pick import PickDialog

LONG = "A long title of a session of which nobody would ever see the end in a list of sessions"


def copied(stage: Any, session_id: str, end: str = " (1)") -> str:
    """Name of a copy of a session, in which one note more stands."""
    name = f"{session_id}{end}"
    shutil.copy(stage.folder / f"{session_id}.json", stage.folder / f"{name}.json")
    with stage.library.open(name) as file:
        file.save(note_edits.add_note("comment", f"Only in {end}").apply(file.session, stage.now))
    return name


async def focus(app: Any, pilot: Any, name: str) -> None:
    shown = [card.id for card in app.screen._shown]
    app.screen.query_one("#sessions").highlighted = shown.index(name)
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_copy_is_told_apart_on_sight_and_found(stage: Any, size: tuple[int, int]) -> None:
    copied(stage, stage.session(title=LONG))
    app = stage.app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert stage.text(app).count("· a copy: (1)") == 1
        assert "c compare" in stage.flat(app, "#keys")
        await pilot.press("slash")
        await stage.type(pilot, "a copy")
        assert "1 session" in stage.text(app, "#state")


async def test_two_of_one_title_and_day_are_told_apart(stage: Any) -> None:
    ids = [stage.session(), stage.session()]
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert all(f"· …{name[-4:]}" in stage.text(app) for name in ids)


async def test_c_shows_what_differs(stage: Any) -> None:
    name = stage.session()
    copy = copied(stage, name)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await focus(app, pilot, name)
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, DifferencesDialog)
        shown = stage.flat(app)
        assert "NOTES" in shown
        assert "only in 2 N1 comment: Only in (1)" in shown
        assert copy.split()[0] in stage.text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
        copied(stage, name, "-LAPTOP")
        Cards(stage.folder).refresh()
        app.screen.reload()
        await pilot.pause()
        await focus(app, pilot, name)
        await pilot.press("c")
        assert isinstance(app.screen, PickDialog), "which of them"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, DifferencesDialog)


async def test_nothing_is_compared_where_nothing_looks_alike(stage: Any) -> None:
    stage.session()
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "compare" not in stage.text(app, "#keys")
        await pilot.press("c")
        assert stage.said(app)[-1] == "There is no other session to compare it with."


async def test_a_copy_is_opened_changed_and_binned_alone(stage: Any) -> None:
    name = stage.session()
    copy = copied(stage, name)
    before = (stage.folder / f"{name}.json").read_bytes()
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await focus(app, pilot, copy)
        await pilot.press("enter")
        assert isinstance(app.screen, RunScreen)
        await pilot.press("d")
        await stage.type(pilot, "Yes")
        await pilot.press("enter", "q")
        assert [note.text for note in stage.library.read(copy).notes] == ["Only in  (1)", "Yes"]
        assert (stage.folder / f"{name}.json").read_bytes() == before
        await focus(app, pilot, copy)
        await pilot.press("delete")
        assert "a copy: (1)" in stage.said(app)[-1]
        assert [path.stem for path in stage.library.paths()] == [name]
