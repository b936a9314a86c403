"""Every text on every screen is read well on its own ground, measured on the cells as they are painted.

Themes change colours and nothing else. So a walk is made once at each size, in the theme `base`, which gives
two colours that differ in any theme two values (tested in test_room.py). Where a walk meets a text colour on
a ground that it has not met before, the screen in front is painted in every theme, and measured in each.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

import pytest
from textual.command import CommandPalette

from sessions.edits import notes as note_edits
from sessions.kinds.score import edits as score_edits
from sessions.record import Session
from themes.contrast import ratio
from themes.load import load as load_themes
from themes.textual import to_textual
from workshop.wall_window import for_a_room

SHIPPED = load_themes().themes
ROOM = for_a_room(load_themes())
BASE, ROOM_BASE = "laptop-dark", "projector-dark"
SIZES = ((120, 36), (80, 24), (40, 15))
NO_TEXT = re.compile(r"[\s\u2500-\u257f\u2580-\u259f\ufffd]+")
"""Blanks, lines and blocks: scrollbars and frames, whose contrast the themes' own tests hold."""

Style = tuple[str, str]
"""(colour of a text, colour of its ground)."""
Steps = AsyncIterator[tuple[str, str]]
"""(what is in front, words that stand there in a roomy window)."""
Walk = Callable[[Any, Any], Steps]
ITEM = "icbo/D1.2"
LATE = dt.date(2026, 11, 1)


def needed(theme: str) -> float:
    """Contrast ratio that every text of a theme keeps."""
    return 7.0 if theme in {"projector-light", "projector-dark", "high-contrast"} else 4.5


def texts(app: Any) -> dict[Style, str]:
    """Every pair of colours on the screen, each with the first text that is painted in it."""
    found: dict[Style, str] = {}
    for strip in app.screen._compositor.render_strips():
        for text, style, control in strip:
            if control or not NO_TEXT.sub("", text):
                continue
            assert style is not None, text
            assert style.color is not None, text
            assert style.bgcolor is not None, text
            assert not style.dim, f"{text!r} is dimmed by nobody knows how much"
            pair = style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex
            found.setdefault(pair[::-1] if style.reverse else pair, text.strip())
    return found


async def weak(app: Any, pilot: Any, themes: Iterable[str]) -> list[str]:
    """What of the screen in front is not read well enough, in each of these themes."""
    before, wrong = app.theme, []
    for theme in themes:
        app.register_theme(to_textual(SHIPPED[theme]))  # the program registers one when it is chosen
        app.theme = theme
        await pilot.pause()
        if isinstance(app.screen, CommandPalette):  # which Textual leaves in the colours it was opened in
            app.stylesheet.update(app.screen, animate=False)
            await pilot.pause()
        for (text, ground), words in texts(app).items():
            if (found := ratio(text, ground)) < needed(theme):
                wrong.append(f"{theme}: {words[:40]!r} {text} on {ground} {found:.2f}")
    app.theme = before
    await pilot.pause()
    if isinstance(app.screen, CommandPalette):
        app.stylesheet.update(app.screen, animate=False)
        await pilot.pause()
    return wrong


async def walked(
    stage: Any, start: Callable[[], Any], walk: Walk, themes: Iterable[str]
) -> tuple[list[str], set[Style]]:
    """(what is not read well enough on a walk at every size, the pairs of colours that were met)."""
    met: set[Style] = set()
    wrong: list[str] = []
    for size in SIZES:
        app = start()
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            async for name, words in walk(stage, pilot):
                await pilot.pause()
                if size == SIZES[0]:
                    assert "".join(words.split()) in stage.dense(app), (name, stage.flat(app))
                if not set(texts(app)) <= met:
                    wrong += [f"{name} {size}: {pair}" for pair in await weak(app, pilot, themes)]
                    met |= set(texts(app))
            assert app.failure is None
    return wrong, met


class Contrast:
    """Walks on which every text is measured, and what there is to see on them."""

    shipped = SHIPPED
    room = ROOM
    base = BASE
    room_base = ROOM_BASE
    item = ITEM
    needed = staticmethod(needed)

    @staticmethod
    async def holds(
        stage: Any, start: Callable[[], Any], walk: Walk, themes: Iterable[str] = SHIPPED
    ) -> None:
        """Every text that is met on a walk, at every size, is read well in each of these themes."""
        wrong, met = await walked(stage, start, walk, themes)
        assert not wrong, "\n".join(wrong)
        assert len(met) > 8

    @staticmethod
    def said(stage: Any) -> Callable[[Session], Session]:
        """An item with agreement and dissent, one in its second round, notes, actions and a parked point."""

        def change(session: Session) -> Session:
            now = stage.now
            for item, levels in ((ITEM, [1, 4, 4, 4, None]), ("icbo/D1.3", [1, 2, 3, 4, 5])):
                session = score_edits.reveal(item).apply(stage.answered(session, item, levels), now)
            session = score_edits.agree(ITEM, 3, target=5, evidence="some").apply(session, now)
            session = score_edits.dissent(ITEM, "county-council", "No.").apply(session, now)
            session = score_edits.second_round("icbo/D1.3").apply(session, now)
            session = stage.answered(session, "icbo/D1.3", [2, 3])
            session = stage.answered(session, "icbo/D1.4", [2, 3, 3])
            for kind in ("comment", "evidence", "decision", "parked"):
                session = note_edits.add_note(kind, f"A {kind}.", origin=ITEM).apply(session, now)
            session = note_edits.add_action(
                note_edits.ActionFields("Late", due=LATE, risk=True), origin=ITEM
            ).apply(session, now)
            session = note_edits.add_action(
                note_edits.ActionFields("Begun", owner="Priya", status="in progress")
            ).apply(session, now)
            return note_edits.add_action(note_edits.ActionFields("Done", status="done")).apply(session, now)

        return change

    @staticmethod
    def prepared(stage: Any) -> None:
        """No session from the walk before; settings with a mistake in them."""
        stage.settings_path.parent.mkdir(parents=True, exist_ok=True)
        stage.settings_path.write_text("theme = 3\n", "utf-8")
        for path in stage.folder.glob("*"):
            if path.is_file():
                path.unlink()


@pytest.fixture(scope="session")
def contrast() -> Contrast:
    return Contrast()
