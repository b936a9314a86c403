"""Every text in a session is read well: its stops, its dialogs, actions, summary and votes."""

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import pytest

from sessions import plan
from sessions.edits import notes as note_edits
from sessions.record import Session

Steps = AsyncIterator[tuple[str, str]]
ITEM = "icbo/D1.2"


def with_actions(session: Session) -> Session:
    """An action to review."""
    return note_edits.add_action(note_edits.ActionFields("Late", due=dt.date(2026, 11, 1))).apply(
        session, session.created_at
    )


async def go(pilot: Any, **where: Any) -> None:
    """To a stop of the agenda."""
    screen = pilot.app.screen
    stop = next(
        stop
        for stop in plan.stops(screen.desk.session)
        if all(getattr(stop, key) == value for key, value in where.items())
    )
    screen.desk.go(stop)
    screen.arrive()
    await pilot.pause()


async def running(stage: Any, pilot: Any) -> Steps:
    """A self-assessment from its welcome to its close, each stop also as the room sees it."""
    press = pilot.press

    async def mirrored(name: str) -> tuple[str, str]:
        await press("v")
        return f"{name}, as the room sees it", ""

    for name, words, where in (
        ("welcome", "Step 1 of 10", {"activity_id": "s1"}),
        ("section", "Building the foundations", {"part": "section"}),
        ("nothing answered", "0 of 5 answered", {"ref": "icbo/D1.1"}),
        ("revealed", "✓ Agreed level: 3", {"ref": ITEM}),
        ("second round", "second round: 2 of 5", {"ref": "icbo/D1.3"}),
        ("some answered", "● answered", {"ref": "icbo/D1.4"}),
        ("closing", "What we do next", {"part": "closing"}),
        ("gaps", "To talk about first", {"activity_id": "s6"}),
        ("vote on gaps", "Which gaps first?", {"activity_id": "s7"}),
        ("what goes on with it", "The first three", {"activity_id": "s8"}),
        ("actions", "Late", {"activity_id": "s9"}),
        ("close", "to write the summary", {"activity_id": "s10"}),
    ):
        await go(pilot, **where)
        yield name, words
        yield await mirrored(name)
        await press("v")
    await go(pilot, ref="icbo/D1.3")
    await press("r", "r")
    yield "after discussion", "○ did not answer again"
    yield await mirrored("after discussion")
    await press("v")
    await go(pilot, ref=ITEM)
    await press("e")
    yield "aside open, or put away", "Agreed"
    await pilot.hover("#keys", offset=(4, 0))
    yield "a key under the mouse", "→ next"
    await press("q")


async def dialogs(stage: Any, pilot: Any) -> Steps:
    """Everything that opens on an item, and the screens of actions and summary."""
    press, app = pilot.press, pilot.app
    await go(pilot, ref=ITEM)
    await press("n")
    yield "a note", "What was said, or what shows it."
    await press("enter")
    yield "an empty note", "There is nothing to record yet"
    await stage.paste(pilot, "Said.")
    await press("shift+home")
    yield "a note, selected", "Said."
    await press("escape", "N")
    yield "which note", "Which note?"
    await press("escape", "b", "enter")
    yield "a parked point", "Make it an action"
    await press("escape", "g", "1", "9")
    yield "agree", "9 is not on offer here"
    await press("escape", "x")
    yield "dissent", "Dissent of"
    await press("escape", "left", "k")
    yield "peek", "Nothing is hidden here"
    await go(pilot, ref="icbo/D1.4")
    await press("k")
    yield "peeking", "hidden from the room · peeking"
    await press("escape")
    await go(pilot, ref=ITEM)
    await press("c")
    yield "hands", "Show of hands"
    await stage.paste(pilot, "1 2 3 4 5 6 7")
    yield "too many hands", "together"
    await press("escape", "T")
    yield "item time", "How many minutes for each item?"
    await press("escape", "j")
    yield "agenda", "↵ go"
    await press("escape", "a", "ctrl+u")
    yield "an action", "@ who"
    await stage.paste(pilot, "Write @Priya ^31 Feb")
    await press("enter")
    yield "an action with a mistake", "Correct the date"
    await press("tab")
    yield "its form", "How we will know"
    app.screen.query_one("#due").value = "32"
    app.screen.query_one("#risk").focus()
    await press("space")
    yield "a risk, and no date", "[x] We take a risk"
    await press("escape", "ctrl+p")
    yield "palette", "Search for commands"
    await press("escape", "A")
    yield "all actions", "OVERDUE"
    await press("space")
    yield "another status", "A1 is in progress"
    await press("slash")
    await stage.paste(pilot, "late")
    yield "finding an action", "Late"
    await press("enter", "enter")
    yield "an action's form", "↵ record"
    await press("escape", "q", "s")
    yield "summary", "What will be in it".upper()
    await press("f")
    yield "where it goes", "Where should the summary go?"
    app.screen.query_one("#text").text = str(stage.folder.parent / "out")
    await press("enter", "w")
    await app.workers.wait_for_complete()
    yield "written", "The summary is written"
    await press("q", "q")


async def voting(stage: Any, pilot: Any) -> Steps:
    """A learning set: review of actions, a vote, what it decides, and readings."""
    press = pilot.press
    await go(pilot, activity_id="s2")
    yield "review", "Step 2 of 8"
    await go(pilot, activity_id="s3")
    yield "vote", "0 of 5 have placed"
    await press("c")
    yield "dots", "3 more to place"
    await stage.paste(pilot, "1 1 99 ")
    yield "a dot on nothing", "'99' is not on the list"
    await press("ctrl+u", "1", "space", "1", "space", "2", "enter")
    yield "some have voted", "● dots placed"
    await press("v")
    yield "vote, as the room sees it", "1 of 5"
    await press("c")
    yield "dots on a mirrored screen", "F6 peek"
    await press("1")
    yield "dots typed on a mirrored screen", "typing …"
    await press("escape", "v", "o")
    yield "dots for each", "How many dots has each partner?"
    await press("escape", "r", "r")
    yield "ranked", "●●"
    await press("v")
    yield "ranked, as the room sees it", "██"
    await press("v")
    for where in ({"activity_id": "s4", "part": "item"}, {"part": "reading"}):
        await go(pilot, **where)
        yield f"{where}", "Step"
        await press("v")
        yield f"{where}, as the room sees it", ""
        await press("v")
    await press("q")


@pytest.mark.parametrize("walk", [running, dialogs])
async def test_every_text_of_a_self_assessment_is_read_well(stage: Any, contrast: Any, walk: Any) -> None:
    def start() -> Any:
        contrast.prepared(stage)
        return stage.app(stage.session(contrast.said(stage), at=ITEM))

    await contrast.holds(stage, start, walk)


async def test_every_text_of_a_learning_set_is_read_well(stage: Any, contrast: Any) -> None:
    def start() -> Any:
        contrast.prepared(stage)
        return stage.app(stage.session(with_actions, template="tips-and-pulse", at="s1"))

    await contrast.holds(stage, start, voting)
