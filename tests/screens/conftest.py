"""A stage for the screens: a folder with sessions, the app on it, and the text that stands on the screen."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual._time import sleep
from textual.pilot import Pilot

from sessions import plan
from sessions.clock import Clock
from sessions.edits import event as event_edits
from sessions.kinds.score import edits as score_edits
from sessions.many.cards import Cards
from sessions.record import Session
from sessions.rows import Sector, Stop
from sessions.store.library import Library
from tests.builders import agendas
from tests.systems import WINDOWS
from workshop.app import WorkshopApp
from workshop.behind import Behind, Job
from workshop.guard import Guard
from workshop.materials import load
from workshop.prepare import Draft, start
from workshop.settings import Settings
from workshop.widgets.dialogs.refused import RefusedDialog

collect_ignore = [] if os.environ.get("EVERYTHING") else ["contrast"]
"""Every text on every screen in every theme takes minutes: collected where `EVERYTHING` is set."""

NOW = dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC)
TODAY = NOW.date()
PACKS = load.packs().usable
TEMPLATES = agendas()
NO_SCROLLBAR = str.maketrans("▁▂▃▄▅▆▇", " " * 7)
PARTNERS: tuple[tuple[str, Sector], ...] = (
    ("County Council", "council"),
    ("Integrated Care Board (ICB)", "NHS"),
    ("Care providers", "provider"),
    ("Voluntary sector", "voluntary"),
    ("People with lived experience", "lived experience"),
)


class AtOnce(Behind):
    """Does at once what otherwise nobody waits for, so that a test finds it done."""

    def do(self, job: Job, *, dropped: Callable[[], object] = lambda: None) -> None:
        del dropped
        job(lambda: False)


class Stage:
    """One folder of sessions, and the program on it at ten o'clock on 1 Dec 2026."""

    now = NOW
    packs = PACKS
    templates = TEMPLATES

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = Library(folder)
        self.settings_path = folder.parent / "config" / "settings.toml"

    def session(
        self,
        change: Callable[[Session], Session] = lambda session: session,
        *,
        title: str = "Day one",
        place: str = "Exampleshire",
        on: dt.date | None = TODAY,
        template: str = "four-domains",
        partners: Sequence[tuple[str, Sector]] = PARTNERS,
        at: str | None = "icbo/D1.2",
    ) -> str:
        """Id of a new session on disk, after `change`, at the item `at` (None: not begun)."""
        draft = Draft(
            template, title, place, on, partners=tuple((name, sector, None) for name, sector in partners)
        )
        with start(self.library, PACKS, TEMPLATES, draft, clock=lambda: NOW) as file:
            made = file.session
            if at is not None:
                stop = next((stop for stop in plan.stops(made) if stop.ref == at), Stop(activity_id=at))
                made = event_edits.move_to(stop).apply(made, NOW)
            made = change(made)
            if made != file.session:
                file.save(made)
        return made.id

    def answered(self, session: Session, item_id: str, levels: Sequence[int | None]) -> Session:
        """Each partner in turn with one level; None is don't know."""
        for partner, level in zip(session.partners, levels, strict=False):
            session = score_edits.answer_level(item_id, partner.id, level).apply(session, NOW)
        return session

    def app(
        self,
        session: str | None = None,
        *,
        theme: str = "laptop-dark",
        keys: Mapping[str, str] | None = None,
        clock: Clock = lambda: NOW,
        guard: Guard | None = None,
    ) -> WorkshopApp:
        """The program, as it starts on a folder that it has seen before; keys come as slowly as need be."""
        Cards(self.folder).refresh()
        return WorkshopApp(
            self.folder,
            Settings(theme=theme, keys=dict(keys or {}), theme_chosen=True),
            session=session,
            clock=clock,
            settings_path=self.settings_path,
            behind=AtOnce(),
            guard=guard or Guard(pause=0),
        )

    def saved(self) -> Session:
        """The one session of the folder, read from disk."""
        (path,) = self.library.paths()
        return self.library.read(path.stem)

    @staticmethod
    def text(app: Any, selector: str | None = None) -> str:
        """What stands on the screen, or on the part of it that a widget takes up, line by line.

        Borders, padding and scrollbars are left out.
        """
        strips = app.screen._compositor.render_strips()
        if selector is None:
            return "\n".join(strip.text.translate(NO_SCROLLBAR).rstrip() for strip in strips)
        region = app.screen.query_one(selector).content_region.intersection(app.screen.region)
        rows = strips[region.y : region.bottom]
        return "\n".join(
            strip.crop(region.x, region.right).text.translate(NO_SCROLLBAR).rstrip() for strip in rows
        )

    @classmethod
    def flat(cls, app: Any, selector: str | None = None) -> str:
        """The same on one line, with single spaces: what was wrapped reads on."""
        return " ".join(cls.text(app, selector).split())

    @staticmethod
    def dense(app: Any, selector: str | None = None) -> str:
        """The same without any space, for what may be broken inside words."""
        return "".join(Stage.text(app, selector).split())

    @staticmethod
    async def type(pilot: Pilot[None], text: str) -> None:
        """Type on the keyboard."""
        await pilot.press(*text)
        await pilot.pause()

    @staticmethod
    async def paste(pilot: Pilot[None], text: str) -> None:
        """Paste into what is in focus: much quicker than a key for every letter."""
        pilot.app.post_message(events.Paste(text))
        await pilot.pause()

    @classmethod
    async def resize(cls, pilot: Pilot[None], width: int, height: int) -> list[str]:
        """Give the window another size; the lines that stand in it once it is painted."""
        await pilot.resize_terminal(width, height)
        for _ in range(20):  # a long text takes more than one turn of the loop
            if len(cls.text(pilot.app).split("\n")) == height:
                break
            await pilot.pause()
        return cls.text(pilot.app).split("\n")

    @staticmethod
    def said(app: Any) -> list[str]:
        """The notices on show, oldest first."""
        return [notice.message for notice in app._notifications]

    @staticmethod
    def refused(app: Any) -> str:
        """The refusal that stands; empty where none does."""
        return str(app.screen.query_one(".title").content) if isinstance(app.screen, RefusedDialog) else ""


async def settled(least: float = 0.0, most: float = 10.0) -> None:
    """Wait until the event loop has nothing to do, three times in a row, as late as Textual's timers are."""
    ready, end, quiet = asyncio.get_running_loop()._ready, time.monotonic() + most, 0  # type: ignore[attr-defined]
    await sleep(least)
    while quiet < 3 and time.monotonic() < end:
        await sleep(0.02)
        quiet = 0 if ready else quiet + 1


@pytest.fixture(autouse=WINDOWS)
def idle_is_what_has_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual takes for idle what needs no processor for 20 ms, by a clock that has steps of 10 ms there."""
    for module in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{module}.wait_for_idle", settled)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "sessions")
