"""A disk that takes nothing: nobody waits; what is not saved is held, tried again and asked about."""

import errno
from typing import Any

import pytest

from sessions import disk
from sessions.kinds.score.records import BALLOTS
from workshop.screens.actions import ActionsScreen
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.pick import UnsavedDialog
from workshop.widgets.dialogs.refused import RefusedDialog
from workshop.widgets.notices import Notices

SIZE = (100, 30)


class Disk:
    """One that is full as long as it is said to be."""

    full = False


@pytest.fixture
def laptop_disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    made, sync = Disk(), disk._sync

    def or_full(handle: int) -> None:
        if made.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    monkeypatch.setattr(disk, "_sync", or_full)
    return made


def second_passes(app: Any) -> None:
    next(screen for screen in app.screen_stack if isinstance(screen, RunScreen))._tick()


def answers(stage: Any) -> list[int]:
    """The levels on disk, in the order in which they were given."""
    return [ballot.counts.index(1) + 1 for ballot in BALLOTS.of(stage.saved())]


async def test_the_facilitator_moves_on(stage: Any, laptop_disk: Disk) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        before = stage.saved()
        laptop_disk.full = True
        await pilot.press("right")
        assert "1.3 A vision that everyone shares" in stage.flat(app, "#page")
        assert stage.said(app) == []
        assert "NOT SAVED YET" not in stage.text(app, "#head"), "where it stands holds nobody up"
        await pilot.press("q")
        assert isinstance(app.screen, HomeScreen)
    assert stage.saved() == before


async def test_an_answer_is_shown_and_saved_once_the_disk_takes_it(stage: Any, laptop_disk: Disk) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        laptop_disk.full = True
        await pilot.press("3")
        assert "2 of 5 answered" in stage.flat(app, "#answers")
        assert "NOT SAVED YET" in stage.text(app, "#head")
        (notice,) = stage.said(app)
        assert notice.startswith("Not saved yet, and tried again: ")
        assert "the disk is full" in notice
        assert answers(stage) == [2]
        second_passes(app)
        assert answers(stage) == [2]
        await pilot.press("4", "u")
        assert "2 of 5 answered" in stage.flat(app, "#answers"), "undo works on what is held"
        assert "Undone: " in stage.said(app)[0]
        assert "Not saved yet" in stage.said(app)[0]

        laptop_disk.full = False
        second_passes(app)
        await pilot.pause()
        assert stage.said(app) == ["Everything is saved now."]
        assert "NOT SAVED YET" not in stage.text(app, "#head")
        assert answers(stage) == [2, 3]


async def test_a_note_is_held_and_its_notice_says_that_it_is_not_saved(stage: Any, laptop_disk: Disk) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        laptop_disk.full = True
        await pilot.press("d")
        await stage.paste(pilot, "Decided.")
        await pilot.press("enter")
        (notice,) = stage.said(app)
        assert notice.startswith("Decision recorded: Decided.\nNot saved yet, and tried again: ")
        await pilot.press("A", "a")
        await stage.paste(pilot, "Ring the council @Priya")
        await pilot.press("enter")
        assert isinstance(app.screen, ActionsScreen)
        assert "Ring the council" in stage.flat(app, "#actions")
        (notice,) = stage.said(app)
        assert "Not saved yet, and tried again: " in notice
        laptop_disk.full = False
        second_passes(app)
        saved = stage.saved()
        assert [note.text for note in saved.notes] == ["Decided."]
        assert [action.text for action in saved.actions] == ["Ring the council"]


async def test_leaving_asks_first(stage: Any, laptop_disk: Disk) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        laptop_disk.full = True
        await pilot.press("3", "q")
        assert isinstance(app.screen, UnsavedDialog)
        assert "Not everything is saved." in stage.flat(app)
        assert "the disk is full" in stage.flat(app)
        await pilot.press("enter")
        assert isinstance(app.screen, RunScreen), "to stay is the first choice"
        await pilot.press("q", "escape")
        assert isinstance(app.screen, RunScreen)
        assert "1 of 5 answered" in stage.flat(app, "#answers")
        await pilot.press("q", "down", "enter")
        assert isinstance(app.screen, RefusedDialog)
        assert "No other place took it either: the last changes are lost." in stage.flat(app, ".title")
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
        assert answers(stage) == []


async def test_leaving_does_not_ask_once_the_disk_takes_it(stage: Any, laptop_disk: Disk) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        laptop_disk.full = True
        await pilot.press("3")
        laptop_disk.full = False
        await pilot.press("q")
        assert isinstance(app.screen, HomeScreen)
        assert answers(stage) == [3]


async def test_quitting_asks_first(stage: Any, laptop_disk: Disk) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        laptop_disk.full = True
        await pilot.press("3", "ctrl+q", "ctrl+q")
        assert isinstance(app.screen, UnsavedDialog)
        assert [type(screen) for screen in app.screen_stack].count(UnsavedDialog) == 1
        await pilot.press("escape")
        assert isinstance(app.screen, RunScreen)
        assert app.is_running
        await pilot.press("ctrl+q", "down", "enter")
        await pilot.pause()
        assert not app.is_running
    assert answers(stage) == []


async def test_quitting_does_not_ask_where_all_is_saved(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3", "ctrl+q")
        await pilot.pause()
        assert not app.is_running
    assert answers(stage) == [3]


async def test_details_are_refused_where_nobody_would_try_again(stage: Any, laptop_disk: Disk) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("q")
        before = stage.saved()
        await pilot.press("i")
        await pilot.pause()
        laptop_disk.full = True
        await pilot.click("#as-bodies")
        await pilot.pause()
        (notice,) = stage.said(app)
        assert "the disk is full" in notice
        assert "Not saved yet" not in notice
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
        assert stage.saved() == before


async def test_the_details_say_what_is_not_saved(stage: Any, laptop_disk: Disk) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("i")
        laptop_disk.full = True
        await pilot.press("f2")
        await stage.type(pilot, "Hospital Trust")
        await pilot.press("enter", "escape")
        assert "NOT SAVED YET" in stage.text(app, "#head")
        (notice,) = stage.said(app)
        assert notice.startswith("Added: Hospital Trust\nNot saved yet, and tried again: ")
        assert "the disk is full" in notice
        await stage.type(pilot, " two")
        await pilot.press("tab")
        assert "Day one two" in stage.text(app, "#head")
        assert "NOT SAVED YET" in stage.text(app, "#head")
        laptop_disk.full = False
        second_passes(app)
        app.screen.show_title()
        await pilot.pause()
        assert "NOT SAVED YET" not in stage.text(app, "#head")
        saved = stage.saved()
        assert (saved.title, saved.partners[-1].name) == ("Day one two", "Hospital Trust")


async def test_what_waits_for_the_painting_of_a_screen_that_is_left_brings_nothing_down(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        run = app.screen
        for place in run.query(Notices):
            await place.remove()
        run._stage.keep_a_line()
        await pilot.press("3")
        assert answers(stage) == [3]
