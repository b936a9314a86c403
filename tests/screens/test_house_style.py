"""From the summary to the house style and back, to the clipboard, and the last one again, by keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.containers import VerticalScroll
from textual.widgets import OptionList

from sessions.edits import notes as note_edits
from tests.unit.test_house_style import png
from workshop import clipboard, opening
from workshop.materials import house
from workshop.screens.house import HouseScreen
from workshop.screens.summary import SummaryScreen
from workshop.widgets.dialogs.note import TextDialog


def go_to(app: Any, row_id: str) -> None:
    screen = app.screen
    at = [row.id for row in screen._shown].index(row_id)
    screen.query_one(OptionList).highlighted = at


async def test_a_house_style_is_made_seen_and_written_in(stage: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Path, bool]] = []
    monkeypatch.setattr(opening, "show", lambda path, folder=False: opened.append((path, folder)))
    monkeypatch.setattr(clipboard, "refuses", lambda _: "")
    path = stage.settings_path.with_name("house.toml")
    path.parent.mkdir(parents=True)
    (path.parent / "logo.png").write_bytes(png())
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("a")
        assert stage.said(app)[-1] == "Nothing of this session is written yet. Press w."
        await pilot.press("S")
        await pilot.pause()
        assert isinstance(app.screen, HouseScreen)

        await pilot.press("enter")
        await stage.paste(pilot, "North Vale Council")
        await pilot.press("enter")
        assert house.read(path).organisation == "North Vale Council"
        assert stage.flat(app).count("North Vale Council") == 2, "as it is, and as it looks"

        go_to(app, "colours.main")
        await pilot.press("enter")
        await stage.paste(pilot, "#f5a623")
        await pilot.press("enter")
        assert isinstance(app.screen, TextDialog)
        assert "take a darker one" in stage.flat(app)
        await pilot.press("escape")

        go_to(app, "logo.web")
        await pilot.press("enter")
        await stage.paste(pilot, "logo.png")
        await pilot.press("enter")
        assert "Alternative text?" in stage.flat(app), "a logo has one, and it is asked for at once"
        await stage.paste(pilot, "A hill")
        await pilot.press("enter")
        go_to(app, "sections.who")
        await pilot.press("enter")
        assert "– who was there, and apologies (left out)" in stage.flat(app)
        style = house.read(path)
        assert style.web_logo is not None
        assert style.left_out == {"who"}
        await pilot.press("p")
        await app.workers.wait_for_complete()
        assert opened[-1][0] == path.with_name("house-sample.html")

        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        app.screen.query_one(VerticalScroll).scroll_end(animate=False)
        await pilot.pause()
        assert "North Vale Council, logo, without: who was there" in stage.flat(app)
        await pilot.press("p")
        assert "North Vale Council" in stage.flat(app)
        assert "Who was there" not in stage.flat(app), "it is read as it will be written"

        await pilot.press("p", "w")
        await app.workers.wait_for_complete()
        await pilot.pause()
        page = next((stage.folder / "summaries").glob("*-summary.html"))
        assert 'alt="A hill"' in page.read_text("utf-8")
        await pilot.press("O")
        await app.workers.wait_for_complete()
        assert opened[-1][1] is True

        await pilot.press("e")
        assert app.clipboard.startswith("Day one\n=======\n\nNorth Vale Council")
        assert "On the clipboard" in stage.flat(app)
        await pilot.press("e")
        assert next((stage.folder / "summaries").glob("*-summary.txt")).read_text("utf-8")

        app.screen._desk.apply(note_edits.add_note("decision", "A late one"))
        await pilot.press("m", "a")
        await app.workers.wait_for_complete()
        await pilot.pause()
        text = stage.flat(app)
        assert "The summary is written again." in text
        assert "New in notes and decisions: decision A late one" in text
        assert "A late one" in page.read_text("utf-8"), "in the form and to the place of the last time"

        path.write_text("[colours]\nmain = 5\n", "utf-8")
        await pilot.press("m")
        app.screen.query_one(VerticalScroll).scroll_end(animate=False)
        await pilot.pause()
        assert "Written in none: its file has mistakes." in stage.flat(app)
        await pilot.press("S")
        await pilot.pause()
        assert "colours.main: should be text in quotes, found 5" in stage.flat(app)

        go_to(app, "organisation")
        path.write_text("[colours\n", "utf-8")  # with an editor, while the screen is open
        await pilot.press("enter")
        await pilot.pause()
        assert "house.toml" in stage.said(app)[-1]
        assert "TO PUT RIGHT" in stage.flat(app)


async def test_q_stops_what_is_being_written(stage: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        screen = app.screen
        monkeypatch.setattr(screen, "_write", lambda *_: None)
        await pilot.press("w")
        assert "q stop" in stage.flat(app)
        await pilot.press("w", "e", "a", "c", "q")
        assert screen.outbox.stopping
        assert app.screen is screen
        assert "Stopping" in stage.flat(app)
        screen._end_without_any("Stopped. Nothing was written")
        await pilot.pause()
        assert "▲ Stopped. Nothing was written" in stage.flat(app)
        await pilot.press("q")
        assert app.screen is not screen
