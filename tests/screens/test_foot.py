"""The foot: notices have a place of their own above the keys, and the keys are those of the moment."""

from typing import Any

import pytest
from textual.notifications import Notification
from textual.widgets import OptionList

from sessions.edits import notes as note_edits
from sessions.kinds.score import edits as score_edits
from sessions.record import Session
from workshop.widgets.foot import Foot
from workshop.widgets.key_bar import KeyBar
from workshop.widgets.notices import Notices

ITEM = "icbo/D1.2"
LONG = "Draft the protocol and take it to both of the boards " * 4


def apart(app: Any) -> bool:
    """Whether notices and keys stand on lines of their own, all within the window."""
    notices, keys = app.screen.query_one(Notices).region, app.screen.query_one(KeyBar).region
    return bool(notices.height and notices.bottom == keys.y and keys.bottom == app.size.height)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 15)])
async def test_a_notice_covers_neither_keys_nor_answers_and_leaves_nothing_behind(
    stage: Any, size: tuple[int, int]
) -> None:
    def change(session: Session) -> Session:
        return note_edits.add_action(note_edits.ActionFields(LONG)).apply(session, stage.now)

    app = stage.app(stage.session(change))
    async with app.run_test(size=size) as pilot:
        await pilot.press("3")
        before = stage.text(app)
        keys = stage.text(app, "#keys")
        await pilot.press("g")
        await pilot.press("escape")
        app.screen.tell("市民 " + LONG, error=True)
        await pilot.pause()
        await pilot.pause()
        assert apart(app)
        assert "市民 Draft the protocol" in stage.flat(app, "Notices")
        assert stage.text(app, "#keys") == keys
        assert "Integrated" in stage.text(app, "#answers"), "the partner in focus stays in sight"
        app.clear_notifications()
        await pilot.pause()
        await pilot.pause()
        assert size == (40, 15) or stage.text(app) == before


async def test_undo_and_redo_say_which_below_the_answers(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await stage.paste(pilot, "Draft the protocol @Priya")
        await pilot.press("enter", "u")
        await pilot.pause()
        assert "Undone: action A1 “Draft the protocol”" in stage.flat(app, "Notices")
        assert apart(app)
        await pilot.press("U")
        await pilot.pause()
        assert "Done again: action A1 “Draft the protocol”" in stage.flat(app, "Notices")


async def test_on_the_list_of_sessions_too(stage: Any) -> None:
    stage.session()
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert apart(app)
        assert app.screen.query_one(OptionList).region.bottom <= app.screen.query_one(Notices).region.y


async def test_over_a_dialog_a_notice_stands_below_it(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        app.notify("Everything is saved now.", markup=False)
        await pilot.pause()
        await pilot.pause()
        frame, place = app.screen.query_one(".frame").region, app.screen.query_one(Notices).region
        assert "Everything is saved now." in stage.flat(app, "Notices")
        assert frame.bottom <= place.y


async def test_a_click_puts_a_notice_away(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        await pilot.pause()
        await pilot.click("Notices", offset=(4, 0))
        await pilot.pause()
        assert not stage.text(app, "Notices").strip()
        assert stage.said(app) == []


async def test_the_rooms_view_keeps_its_size_below_a_notice(stage: Any) -> None:
    """What the room reads must not be laid out anew because something is said to the facilitator."""
    app = stage.app(stage.session())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("v")
        before = app.screen.query_one("#wall").size
        await pilot.press("down")
        await pilot.pause()
        assert "In focus" in stage.flat(app, "Notices")
        assert app.screen.query_one("#wall").size == before == (120, 36)


# --- the keys of the moment ---------------------------------------------------------------------------


def keys(stage: Any, app: Any) -> set[str]:
    """The labels in the key bar."""
    bar = app.screen.query_one(KeyBar)
    drawn = "  ".join(line.plain for line in bar.build(app.size.width - 2))
    return {entry.partition(" ")[2] for entry in drawn.split("  ") if entry}


async def test_the_keys_are_those_of_the_moment_at_eighty_columns(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first = keys(stage, app)
        assert {"level", "hands", "reveal", "agenda", "room view", "summary"} <= first
        assert not {"agree", "dissent", "undo", "edit notes", "parked", "peek"} & first
        await pilot.press("3")
        assert {"undo", "peek"} <= keys(stage, app)
        await pilot.press("4", "4", "r", "r")
        after = keys(stage, app)
        assert {"agree", "2nd round", "summary", "agenda", "undo", "help", "all"} <= after
        assert not {"level", "dissent", "peek"} & after
        await pilot.press("g", "3", "enter")
        await pilot.pause()
        assert "dissent" in keys(stage, app)


async def test_a_parked_point_brings_its_key_to_the_foot(stage: Any) -> None:
    def parked(session: Session) -> Session:
        return note_edits.add_note("parked", "Who signs?", origin=ITEM).apply(session, stage.now)

    app = stage.app(stage.session(parked))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert {"parked", "edit notes", "look up", "room view"} <= keys(stage, app)


async def test_a_click_on_a_key_that_gave_way_elsewhere_still_works(stage: Any) -> None:
    def change(session: Session) -> Session:
        session = stage.answered(session, ITEM, [3, 3, 3, 3, 3])
        return score_edits.reveal(ITEM).apply(session, stage.now)

    app = stage.app(stage.session(change))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = stage.text(app, "#keys").split("\n")
        row = next(n for n, line in enumerate(lines) if "j agenda" in line)
        await pilot.click("#keys", offset=(lines[row].index("j agenda") + 2, row))
        await pilot.pause()
        assert type(app.screen).__name__ == "AgendaDialog"


async def test_what_is_said_as_a_screen_is_left_brings_nothing_down(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        notices, foot = app.screen.query_one(Notices), app.screen.query_one(Foot)
        await pilot.press("q")
        await pilot.pause()
        assert not notices.is_attached
        notices.follow([Notification("Said too late")])
        foot.keep_a_line(3)
        await pilot.pause()
    assert app.failure is None
