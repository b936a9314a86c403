"""A record is signed off at the keys, refuses every other one, is opened again, corrected and approved."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from sessions.edits import notes as note_edits, people as people_edits
from sessions.many.changed import signed_off
from sessions.outputs import manifest
from sessions.rows import Person
from tests.builders import NOW
from workshop import commands
from workshop.screens.actions import ActionsScreen
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.screens.sign_off import SignOffScreen
from workshop.screens.summary import SummaryScreen
from workshop.widgets.dialogs.attendance import AttendanceDialog
from workshop.widgets.dialogs.refused import RefusedDialog
from workshop.widgets.dialogs.sign_off import SignOffDialog

SIZE = (80, 24)
LOOKS = {
    *("help", "palette", "look_up", "theme", "mirror", "peek", "prompts", "jump", "resources"),
    *("summary", "hand_over", "leave", "details", "blank", "put_away", "late", "show_actions"),
    *(f"answer_level_{number}" for number in range(10) if number != 3),
}
"""Commands of a run that lead elsewhere or change what is in sight; and levels like the one that is tried."""
RECORDS = {"note", "decision", "add_action", "park", "answer_level_3", "dont_know"}
"""Some that always have something to record."""


def recorded(session: Any) -> Any:
    people = (Person(name="Priya", partner_id="county-council"), Person(name="Sam", role="note taker"))
    session = people_edits.set_people(people).apply(session, NOW)
    return note_edits.add_action(note_edits.ActionFields("Ring the council")).apply(session, NOW)


async def refused(stage: Any, app: Any, pilot: Any) -> bool:
    """Whether it has just been said that the record is final; what stands for it is put away."""
    await pilot.pause()
    said = [stage.refused(app), *stage.said(app)]
    while isinstance(app.screen, RefusedDialog):
        await pilot.press("escape")
    return any("It is final, signed off" in text and "--reopen" in text for text in said)


@pytest.mark.long
async def test_from_a_draft_to_the_approved_minutes(stage: Any) -> None:
    app = stage.app(stage.session(recorded))
    path = Path(stage.folder, f"{stage.saved().id}.json")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s", "s")
        assert isinstance(app.screen, SignOffScreen)
        assert "Draft, not signed off" in stage.flat(app)
        await pilot.press("r")
        assert "It is a draft" in stage.refused(app)
        await pilot.press("escape", "m", "down", "c", "i", *"Runs it", "enter")
        assert isinstance(app.screen, AttendanceDialog), "and back to the list"
        assert "in the chair · interests: Runs it" in stage.flat(app)
        await pilot.press("escape", "o", "x", "enter")
        assert "no whole number" in stage.flat(app)
        await pilot.press("backspace", "3", "enter", "d", *"12 Jan 2027", "enter")
        saved = stage.saved()
        assert (saved.quorum, saved.next_meeting, saved.people[0].chair) == (3, dt.date(2027, 1, 12), True)

        await pilot.press("f")
        assert isinstance(app.screen, SignOffDialog)
        await pilot.press("escape")
        assert stage.saved().final_at is None, "asked first"
        await pilot.press("f", "enter")
        await pilot.pause()
        assert (stage.saved().final_at, stage.saved().final_by) == (NOW, "Priya")
        assert "Final, signed off by Priya" in stage.flat(app)
        before = path.read_bytes()
        for key in ("f", "m", "o", "d"):
            await pilot.press(key)
            assert "final" in stage.refused(app), key
            await pilot.press("escape")
            assert isinstance(app.screen, SignOffScreen), key

        await pilot.press("q")
        assert isinstance(app.screen, SummaryScreen)
        assert "Final, signed off by Priya" in stage.flat(app)
        await pilot.press("w")
        await app.workers.wait_for_complete()
        await pilot.pause()
        (minutes,) = (row for row in manifest.rows(path) if row.format == "md")
        text = minutes.file(path).read_text("utf-8")
        assert f"Checksum of the record (SHA-256): {manifest.checksum(before)}." in text
        assert "Final, signed off by Priya" in text

        await pilot.press("q")
        assert "FINAL" in stage.text(app, "#head")
        for command in commands.of_context("run"):
            for key in command.keys if command.id not in LOOKS else ():
                await pilot.press(key)
                said = await refused(stage, app, pilot)
                assert isinstance(app.screen, RunScreen), command.id
                assert said or command.id not in RECORDS, command.id
        await pilot.press("A", "space")
        assert await refused(stage, app, pilot)
        assert isinstance(app.screen, ActionsScreen)
        await pilot.press("q")
        assert path.read_bytes() == before
        assert signed_off(path) == "unchanged"

        await pilot.press("s", "s", "r", "enter")
        assert "Say why" in stage.flat(app)
        await pilot.press(*"A slip", "enter")
        await pilot.pause()
        (act,) = stage.saved().reopened
        assert (act.reason, act.by, act.final_at) == ("A slip", "Priya", NOW)
        await pilot.press("q", "q", "n", *"Put right", "enter")
        assert [note.text for note in stage.saved().notes] == ["Put right"]
        await pilot.press("s", "s", "f", "enter", "a", "end", "x", "tab", *"For ICB; read both", "enter")
        assert isinstance(app.screen, SignOffDialog), "nothing that was typed is lost to a slip in the day"
        assert "is not a date" in stage.flat(app)
        await pilot.press("end", "backspace", "enter")
        await pilot.pause()
        (approval,) = stage.saved().approvals
        assert approval.amendments == ("For ICB", "read both")
        assert "with 2 amendments" in stage.flat(app)
        assert signed_off(path) == "unchanged"


async def test_in_the_smallest_window_it_can_be_read_and_left(stage: Any) -> None:
    app = stage.app(stage.session(recorded))
    async with app.run_test(size=(40, 15)) as pilot:
        await pilot.press("s", "s", "f", "enter")
        await pilot.pause()
        assert "Final, signed off" in stage.flat(app)
        await pilot.press("r")
        assert isinstance(app.screen, SignOffDialog)
        await pilot.press("escape", "q", "q")
        assert isinstance(app.screen, RunScreen)
        await pilot.press("i")
        assert await refused(stage, app, pilot)
        await pilot.press("q", "i")
        assert await refused(stage, app, pilot), "and so from the list, before anything is typed"
        assert isinstance(app.screen, HomeScreen)
