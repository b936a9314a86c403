"""Actions, as a line and as a form, their list, and the summary: journeys by keys."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList, TextArea

from sessions.edits import notes as note_edits
from sessions.record import Session
from workshop import opening
from workshop.screens.actions import ActionsScreen
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.screens.summary import SummaryScreen
from workshop.widgets.dialogs.action import ActionDialog

ITEM = "icbo/D1.2"


def field(app: Any, name: str) -> Input:
    return app.screen.query_one(f"#{name}", Input)


async def test_an_action_in_one_line(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        assert "New action from 1.2" in stage.text(app)
        await stage.type(pilot, "Do it @Pri")
        assert "owner Pri" in stage.flat(app), "what is understood stands there while it is typed"
        await pilot.press("escape", "a")
        assert field(app, "line").value == "Do it @Pri", "what was typed is offered again"
        await stage.paste(pilot, "ya (Integrated) ^31 Feb")
        assert "is not a date" in stage.flat(app)
        await pilot.press("enter")
        assert isinstance(app.screen, ActionDialog)
        field(app, "line").value = "Do it @Priya (Integrated) ^30 Jan"
        await pilot.pause()
        flat = stage.flat(app)
        assert "what Do it" in flat
        assert "Priya · Integrated Care Board (ICB)" in flat
        assert "Sat 30 Jan 2027 (in 60 days), at a weekend" in flat
        await pilot.press("enter")
        assert isinstance(app.screen, RunScreen)
        (action,) = stage.saved().actions
        assert (action.text, action.owner, action.body, action.due, action.origin) == (
            "Do it",
            "Priya",
            "Integrated Care Board (ICB)",
            dt.date(2027, 1, 30),
            ITEM,
        )
        await pilot.press("a", "enter")
        assert "What is to be done?" in stage.text(app)


async def test_an_action_in_the_form(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await stage.paste(pilot, "Do it @Priya ^30 Jan")
        await pilot.press("tab")
        assert [field(app, name).value for name in ("text", "owner", "body", "due")] == [
            "Do it",
            "Priya",
            "",
            "30 Jan 2027",
        ]
        await pilot.press("tab", "tab")
        await stage.paste(pilot, "ICB")
        field(app, "due").value = "31 Feb"
        await pilot.pause()
        assert "31 Feb is not a date. February has" in stage.flat(app)
        await pilot.press("enter")
        assert isinstance(app.screen, ActionDialog), "a date that is none is asked about beside its field"
        assert app.screen.focused is field(app, "due")
        assert stage.flat(app).count("31 Feb is not a date") == 1
        assert "Correct the date, or press ↵ again to keep these words." in stage.flat(app)
        field(app, "due").value = "in 2 weeks"
        await pilot.pause()
        assert "Correct the date" not in stage.flat(app), "it is mended"
        field(app, "measure").value = "Both boards signed."
        app.screen.query_one("#risk").focus()
        await pilot.press("space")
        await pilot.pause()
        question = next(
            point
            for pack in stage.saved().packs
            for reading in pack.readings
            if reading.use == "risk"
            for point in reading.points
        )
        app.screen.query_one("#questions").scroll_visible(animate=False)
        await pilot.pause()
        assert " ".join(question.split()[:5]) in stage.flat(app), "what to ask before a risk is taken"
        await pilot.press("f3")
        field(app, "text").focus()
        await pilot.press("enter")
    (action,) = stage.saved().actions
    assert (action.body, action.due, action.measure, action.risk, action.status) == (
        "Integrated Care Board (ICB)",
        dt.date(2026, 12, 15),
        "Both boards signed.",
        True,
        "in progress",
    )


async def test_a_form_left_half_way_is_offered_again_as_a_line(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await stage.paste(pilot, "Do it @Priya ^30 Jan")
        await pilot.press("tab")
        field(app, "body").value = "ICB"
        await pilot.press("escape", "a")
        assert field(app, "line").value == "Do it @Priya (Integrated Care Board (ICB)) ^30 Jan 2027"


def with_actions(session: Session) -> Session:
    for text, owner, due, status in (
        ("Draft the protocol", "Priya", dt.date(2026, 11, 1), "open"),
        ("Invite the hospices", "Sam", dt.date(2027, 2, 1), "in progress"),
        ("Old news", "", None, "done"),
    ):
        session = note_edits.add_action(
            note_edits.ActionFields(text, owner=owner, due=due, status=status), origin=ITEM
        ).apply(session, session.created_at)
    return session


async def test_the_list_of_actions(stage: Any) -> None:
    app = stage.app(stage.session(with_actions))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("A")
        await pilot.pause()
        assert isinstance(app.screen, ActionsScreen)
        text = stage.flat(app)
        assert "[open 2] overdue 1 all 3" in text
        assert "OVERDUE" in text
        assert "from 1.2" in text
        assert "Old news" not in text
        await pilot.press("v")
        assert "Invite" not in stage.text(app)
        await pilot.press("v")
        assert "● done" in stage.text(app)

        await pilot.press("slash")
        await stage.paste(pilot, "sam hosp")
        await pilot.press("enter")
        assert "Draft" not in stage.text(app)
        await pilot.press("space")
        assert stage.saved().actions[1].status == "done"
        assert stage.said(app)[-1] == "A2 is done. u takes it back."
        await pilot.press("u")
        assert stage.saved().actions[1].status == "in progress"
        await pilot.press("U", "escape")
        assert "Draft" in stage.text(app), "esc shows all of them again"

        app.screen.query_one(OptionList).highlighted = 0
        await pilot.press("enter")
        field(app, "owner").value = "Priya Shah"
        await pilot.press("enter")
        assert stage.saved().actions[0].owner == "Priya Shah"
        assert "Priya Shah" in stage.text(app)
        await pilot.press("enter")
        field(app, "text").value = " "
        await pilot.press("enter")
        assert "What is to be done?" in stage.flat(app)
        await pilot.press("escape", "a")
        await stage.paste(pilot, "One more @Sam")
        await pilot.press("enter")
        assert stage.saved().actions[-1].origin is None
        assert "no date yet" in stage.text(app)
        await pilot.press("q")
        assert isinstance(app.screen, RunScreen)


async def test_no_action_yet(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("A")
        await pilot.pause()
        assert "No action yet. Press a to add the first." in stage.text(app)
        for key in ("space", "enter", "v", "u", "U"):
            await pilot.press(key)
        assert isinstance(app.screen, ActionsScreen)
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("q")
        assert isinstance(app.screen, ActionsScreen)


async def test_the_summary_is_written_where_it_says(
    stage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    stage.session(with_actions)
    app = stage.app()
    monkeypatch.setattr(opening, "show", lambda path, **_: opened.append(path))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert "3 actions" in stage.text(app)
        assert str(stage.folder / "summaries") in stage.dense(app)
        await pilot.press("o")
        assert stage.said(app)[-1] == "Nothing is written yet. Press w."

        await pilot.press("f")
        app.screen.query_one(TextArea).clear()
        await stage.paste(pilot, "summaries of ours")
        await pilot.press("enter")
        assert "Type all of it, such as ~/Workshops" in stage.flat(app), "refused beside the field"
        await pilot.press("escape")

        # A file where the folder should be stands for a folder that cannot be written to.
        (tmp_path / "full").write_text("", encoding="utf-8")
        await pilot.press("f")
        app.screen.query_one(TextArea).clear()
        await stage.paste(pilot, str(tmp_path / "full"))
        await pilot.press("enter", "w")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "▲" in stage.text(app)
        assert str(tmp_path / "full") in stage.dense(app)
        assert stage.saved().summary_at is None

        await pilot.press("f")
        app.screen.query_one(TextArea).clear()
        await stage.paste(pilot, str(tmp_path / "out" / "here"))
        await pilot.press("enter", "w")
        await app.workers.wait_for_complete()
        await pilot.pause()
        written = sorted((tmp_path / "out" / "here").iterdir())
        assert {path.suffix for path in written} == {".md", ".html"}
        assert "The summary is written. Press o to open it." in stage.text(app)
        assert all(path.name in stage.dense(app) for path in written)
        await pilot.press("o")
        await app.workers.wait_for_complete()
        assert opened == [next(path for path in written if path.name.endswith("-summary.html"))]
        assert stage.saved().summary_at == stage.now
        await pilot.press("q")
        assert isinstance(app.screen, HomeScreen)
        assert "summary written" in stage.text(app)


async def test_the_form_and_the_files_are_chosen_and_it_is_read_before_it_is_written(
    stage: Any, tmp_path: Path
) -> None:
    app = stage.app(stage.session(with_actions))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert "Minutes: the page" in stage.flat(app)
        await pilot.press("p")
        assert "Place: Exampleshire" in stage.flat(app), "it can be read here"
        await pilot.press("p", "m", "m")
        assert "Board paper" in stage.flat(app)
        await pilot.press("m")
        assert "Large print" in stage.flat(app)
        await pilot.press("m")
        assert "Easy read" in stage.flat(app)
        await pilot.press("m")
        assert "On a page" in stage.flat(app)

        await pilot.press("x", "space", "down", "space", "enter")
        assert "at least one" in stage.flat(app), "both were turned off"
        await pilot.press("down", "down", "space", "down", "space", "enter")
        assert "Excel" in stage.flat(app)
        await pilot.press("w")
        await app.workers.wait_for_complete()
        await pilot.pause()
        names = sorted(path.name for path in (stage.folder / "summaries").iterdir())
        assert [name.rpartition("-")[2] for name in names] == ["page.docx", "record.xlsx"]
