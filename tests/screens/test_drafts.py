"""What is typed and not recorded is offered again, also where the window was closed over it."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import TextArea

from sessions.edits import notes as note_edits
from sessions.store.drafts import drafts_path
from tests.systems import WINDOWS
from workshop.screens.actions import ActionsScreen
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.action import ActionDialog
from workshop.widgets.dialogs.partner import PartnerDialog

SIZE = (100, 34)
ITEM = "icbo/D1.2"


def kept(stage: Any, session_id: str) -> dict[str, dict[str, str]]:
    """The drafts of a session, as they are on disk."""
    path = drafts_path(stage.folder / f"{session_id}.json")
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


async def left_over(stage: Any, session_id: str, *keys: str, text: str) -> None:
    """Type in a window that is killed half a second later."""
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        await stage.paste(pilot, text)
        app._open.keep_drafts()
        typed = kept(stage, session_id)
        app._open.desk.file.close()
        app._open.desk.drafts._writes = False  # nothing more is written: the window is dead
        app._open.desk.drafts.write = lambda: None
    assert typed
    assert kept(stage, session_id) == typed


@pytest.mark.parametrize("key", ["n", "d", "p"])
async def test_a_text_half_typed_is_there_after_the_window_was_killed(stage: Any, key: str) -> None:
    session_id = stage.session()
    await left_over(stage, session_id, key, text="The deed.\nIts annex")
    path = drafts_path(stage.folder / f"{session_id}.json")
    if not WINDOWS:  # where a file has no rights of its own
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        assert app.screen.query_one(TextArea).text == "The deed.\nIts annex"
        await stage.type(pilot, "!")
        await pilot.press("enter")
        assert [note.text for note in stage.saved().notes] == ["The deed.\nIts annex!"]
        app._open.keep_drafts()
        assert kept(stage, session_id) == {}
        await pilot.press(key)
        assert app.screen.query_one(TextArea).text == ""


async def test_a_dissent_and_a_changed_note_are_kept_too(stage: Any) -> None:
    def noted(session: Any) -> Any:
        session = note_edits.add_note("comment", "Said.", origin=ITEM).apply(session, stage.now)
        return stage.answered(session, ITEM, [1, 2, 3, 3, 3])

    session_id = stage.session(noted)
    await left_over(stage, session_id, "g", "3", "enter", "x", text="Not at ward level")
    await left_over(stage, session_id, "N", "end", text=" Twice")
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("x")
        assert app.screen.query_one(TextArea).text == "Not at ward level"
        await pilot.press("escape", "N")
        assert "Twice" in app.screen.query_one(TextArea).text


async def test_an_action_in_its_line_or_in_its_form(stage: Any) -> None:
    session_id = stage.session()
    await left_over(stage, session_id, "a", text="Ring them @Priya")
    await left_over(stage, session_id, "A", "a", "tab", text="Draft the deed")
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a")
        assert app.screen.query_one("#line").value == "Ring them @Priya"
        await pilot.press("escape", "A", "a")
        assert isinstance(app.screen, ActionDialog)
        assert app.screen.has_class("form")
        assert app.screen.query_one("#text").value == "Draft the deed"
        await pilot.press("enter")
        assert isinstance(app.screen, ActionsScreen)
        assert [action.text for action in stage.saved().actions] == ["Draft the deed"]


async def test_the_form_behind_the_line_is_made_when_it_is_asked_for_and_has_what_was_kept(
    stage: Any,
) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a")
        assert not app.screen.query("#form *")
        await stage.paste(pilot, "Draft the deed @Priya")
        await pilot.press("escape", "a")
        assert app.screen.query_one("#line").value == "Draft the deed @Priya"
        assert not app.screen.query("#form *"), "the form had nothing yet"
        await pilot.press("f2", *"X", "tab", "tab", "tab", "tab")  # without a wait between them
        assert [app.screen.query_one(name).value for name in ("#text", "#owner")] == [
            "Draft the deedX",
            "Priya",
        ]
        await stage.paste(pilot, "The boards have it")
        await pilot.press("tab", "right", "escape")
        await pilot.press("a")
        assert not app.screen.has_class("form")
        assert app.screen.query_one("#line").value == "Draft the deedX @Priya"
        await pilot.press("tab", "enter")
        (action,) = stage.saved().actions
        assert (action.text, action.owner, action.measure) == (
            "Draft the deedX",
            "Priya",
            "The boards have it",
        )
        assert action.status == "in progress"


async def test_a_new_partner_half_typed(stage: Any) -> None:
    session_id = stage.session()
    await left_over(stage, session_id, "i", "f2", text="Oxtown Trust")
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i", "f2")
        assert isinstance(app.screen, PartnerDialog)
        assert app.screen.query_one("#name").value == "Oxtown Trust"
        await pilot.press("enter")
        assert stage.saved().partners[-1].name == "Oxtown Trust"
        assert app.screen.query_one("#name").value == "", "the next one begins anew"


async def test_what_is_emptied_is_dropped_and_what_is_as_it_was_is_no_draft(stage: Any) -> None:
    session_id = stage.session()
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", "a", "escape")
        app._open.keep_drafts()
        assert list(kept(stage, session_id)) == [f"comment {ITEM}"]
        await pilot.press("n", "backspace", "escape", "d", "escape", "a", "escape")
        app._open.keep_drafts()
        assert kept(stage, session_id) == {}


async def test_leaving_the_session_keeps_them(stage: Any) -> None:
    session_id = stage.session()
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", *"Half", "escape", "q")
        await pilot.pause()
        assert kept(stage, session_id)[f"comment {ITEM}"]["text"] == "Half"
        await pilot.press("delete")
        assert kept(stage, session_id) == {}, "they go where the session goes"
        await pilot.press("u")
        assert kept(stage, session_id)
        app.close()


@pytest.mark.parametrize(
    "broken", ["{", "[1]", '{"comment icbo/D1.2": 3}', '{"comment icbo/D1.2": {"text": 3}}']
)
async def test_a_damaged_file_is_as_good_as_none(stage: Any, broken: str) -> None:
    session_id = stage.session()
    path = drafts_path(stage.folder / f"{session_id}.json")
    path.parent.mkdir()
    path.write_text(broken, "utf-8")
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        assert app.screen.query_one(TextArea).text == ""


async def test_a_control_character_never_comes_back(stage: Any) -> None:
    session_id = stage.session()
    path = drafts_path(stage.folder / f"{session_id}.json")
    path.parent.mkdir()
    path.write_text(json.dumps({f"comment {ITEM}": {"text": "a\x1b[31mb"}}), "utf-8")
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        assert app.screen.query_one(TextArea).text == "a[31mb"


async def test_a_window_that_only_reads_writes_none(stage: Any) -> None:
    session_id = stage.session()
    app = stage.app(session_id)
    with stage.library.open(session_id):
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("n", "escape")
            app._open.desk.drafts.of("comment", ITEM).keep({"text": "x"})
            app._open.keep_drafts(at_once=True)
    assert kept(stage, session_id) == {}


async def test_a_disk_that_takes_nothing_disturbs_nobody(stage: Any, monkeypatch: Any) -> None:
    def full(path: Path, drafts: Any, **_: object) -> None:
        raise OSError(28, "No space left on device")

    session_id = stage.session()
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setattr("workshop.drafts.write_drafts", full)
        await pilot.press("n", *"Half")
        app._open.keep_drafts()
        assert app._open.desk.drafts.changed, "tried again the next time"
        monkeypatch.undo()
        app._open.keep_drafts()
        assert kept(stage, session_id)
        await pilot.press("escape")
        assert isinstance(app.screen, RunScreen)
        assert stage.said(app) == []
