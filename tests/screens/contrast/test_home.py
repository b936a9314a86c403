"""Every text outside a session is read well: the list, what opens on it, the settings, the details."""

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any
from unittest import mock

from textual.widgets import OptionList

Steps = AsyncIterator[tuple[str, str]]


async def focus(pilot: Any, selector: str, at: int | None = None) -> None:
    """The keyboard to a widget, and in a list to a row."""
    widget = pilot.app.screen.query_one(selector)
    widget.focus()
    if at is not None:
        widget.highlighted = at
    await pilot.pause()


async def around(stage: Any, pilot: Any) -> Steps:
    """The list of sessions and what opens on it, the settings, the details of a session."""
    press, app = pilot.press, pilot.app
    yield "home", "▲ broken"
    await pilot.hover(OptionList, offset=(4, 1))
    yield "a row under the mouse", "being prepared"
    await focus(pilot, "OptionList", next(n for n, row in enumerate(app.screen._shown) if row.what))
    yield "a damaged session in focus", "▲ broken"
    await press("enter")
    yield "a notice of an error", "damaged"
    app.clear_notifications()
    await press("u")
    yield "a notice", "There is nothing to undo."
    app.clear_notifications()
    app.notify("Take care", severity="warning", timeout=60)
    yield "a warning", "Take care"
    app.clear_notifications()
    await press("slash")
    yield "before finding", "words of a title"
    await stage.paste(pilot, "day")
    await press("shift+home")
    yield "finding, and selected", "Day one"
    await press("escape", "ctrl+p")
    yield "palette", "Search for commands"
    await stage.type(pilot, "set")
    await pilot.pause()
    yield "palette, with words", "ettings"
    await press("escape", "escape", "question_mark")
    yield "help", "YOUR SESSIONS"
    with mock.patch("webbrowser.open", return_value=False):
        await press("p")
        await app.workers.wait_for_complete()
    await pilot.pause()
    yield "help, without a browser", "▲ No browser could be opened"
    await press("q", "t")
    yield "themes", "Which colours?"
    await press("escape", "l")
    yield "look up", "Look up"
    await stage.paste(pilot, "CCG")
    yield "looked up", "ICB"
    await press("escape", "comma")
    yield "settings", "TO PUT RIGHT"
    rows = [row.id for row in app.screen._shown]
    await focus(pilot, "OptionList", rows.index("wrong 0"))
    yield "a mistake in focus", "▲"
    await focus(pilot, "OptionList", rows.index("run reveal"))
    await press("enter")
    yield "a key", "press the new key"
    await press("n")
    yield "a key that is taken", "is the key of"
    await press("escape")
    await focus(pilot, "OptionList", rows.index("folder"))
    await press("enter")
    yield "a folder", "Where shall sessions lie?"
    await press("escape", "q")
    app.screen.query_one(OptionList).highlighted = 0
    await press("i")
    yield "details", "Partners"
    await pilot.hover("#sections")
    yield "a button under the mouse", "Answers"
    await focus(pilot, "#template")
    yield "a button in focus", "Template"
    await press("enter")
    yield "agendas", "esc never mind"
    await press("escape")
    await focus(pilot, "#date")
    await press("ctrl+u")
    yield "no date", "1 Dec, or next Friday"
    await stage.paste(pilot, "31 Feb")
    yield "no such date", "31 Feb is not a date"
    await press("ctrl+u")
    await focus(pilot, "#partners", 1)
    yield "a partner in focus", "Integrated Care Board"
    await press("enter")
    yield "a partner", "F8 remove"
    await press("escape", "f2", "enter")
    yield "a partner without a name", "Who is it?"
    await press("escape", "f4")
    yield "a person", "Comes from"
    await press("enter")
    yield "a person without a name", "Who is it?"
    await press("escape", "escape")
    for path in stage.library.paths():
        path.unlink()
    app.screen.reload()
    yield "no session", "There is no session here yet."


async def test_every_text_around_a_session_is_read_well(stage: Any, contrast: Any) -> None:
    def start() -> Any:
        contrast.prepared(stage)
        stage.session(contrast.said(stage))
        stage.session(title="Next time", at=None, on=dt.date(2026, 10, 1))
        (stage.folder / "broken.json").write_text("{", "utf-8")
        return stage.app()

    await contrast.holds(stage, start, around)
