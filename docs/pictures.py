"""Make the pictures of the guide and the README anew, from worked examples: `uv run python docs/pictures.py`.

With names of pictures after it, only those.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import drawing
from textual.app import App
from textual.pilot import Pilot

from sessions import plan
from sessions.edits.event import move_to
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VoteActivity
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import AGREEMENTS
from sessions.record import Session
from sessions.rows import Sector
from sessions.store.library import Library
from themes.load import load as load_themes
from workshop import settings
from workshop.app import WorkshopApp
from workshop.behind import Behind
from workshop.demo import demo
from workshop.key_signs import key_name
from workshop.materials import load
from workshop.prepare import Draft, start
from workshop.wall_window import WallApp

FOLDER = Path(__file__).resolve().parents[1] / "workshop" / "materials" / "guide" / "pictures"
COLUMNS = 104
ROOM_COLUMNS = 80
NOW = dt.datetime(2026, 12, 1, 9, 40, tzinfo=dt.UTC)
PACKS = load.packs().usable
TEMPLATES = load.templates().usable

Example = Literal["as it is", "answering", "revealed", "gaps", "vote", "several", "a year before", "places"]


@dataclass(frozen=True)
class Shot:
    """A picture: the keys that lead to it from where the example opens, and what is typed at the end."""

    theme: str
    keys: Sequence[str] = ()
    typed: str = ""
    of: Example = "as it is"
    lines: int = 30
    """Height of the window."""
    room: bool = False
    """Whether it is of the room's window."""


PICTURES = {
    "home": Shot("laptop-light", ("q",), of="several", lines=14),
    "details": Shot("laptop-light", ("i",)),
    "reading": Shot("laptop-light"),
    "answering": Shot("laptop-dark", of="answering"),
    "hands": Shot("laptop-light", ("c",), "0,1,3,2,0"),
    "revealed": Shot("projector-light", ("e",), of="revealed"),
    "agreeing": Shot("laptop-light", ("g",), of="revealed"),
    "action": Shot("laptop-light", ("a",), "Draft the risk-sharing protocol @Priya (ICB) ^30 Jan"),
    "actions": Shot("laptop-light", ("A",), lines=26),
    "all-actions": Shot("laptop-light", ("q", "A"), of="several", lines=22),
    "all-decisions": Shot("laptop-light", ("q", "A", "right"), of="several", lines=14),
    "vote": Shot("laptop-light", of="vote"),
    "gaps": Shot("laptop-light", of="gaps"),
    "agenda": Shot("laptop-light", ("j",)),
    "parked": Shot("laptop-light", ("b",), of="gaps"),
    "look-up": Shot("laptop-light", ("l",)),
    "room-before": Shot("projector-dark", of="answering", lines=24, room=True),
    "room": Shot("projector-dark", of="revealed", lines=24, room=True),
    "summary": Shot("laptop-light", ("s",), lines=24),
    "sign-off": Shot("laptop-light", ("s", "s")),
    "packs": Shot("laptop-light", ("q", "p", *["down"] * 9, "enter", *["down"] * 6)),
    "then-and-now": Shot("laptop-light", ("q", "c"), of="a year before", lines=26),
    "benchmark": Shot("laptop-light", ("q", "b"), of="places", lines=22),
    "house": Shot("laptop-light", ("q", "comma", "S")),
    "settings": Shot("laptop-light", ("q", "comma")),
    "help": Shot("laptop-dark", ("question_mark",)),
}
SETTLED = "icbo/D1.6"
"""A standard of the worked example that was revealed, with partners apart, and settled with a dissent."""
PARTNERS: tuple[tuple[str, Sector, int | None], ...] = (
    ("County Council", "council", None),
    ("Integrated Care Board", "NHS", None),
    ("Care providers' forum", "provider", None),
    ("Voluntary Alliance", "voluntary", None),
)
PLACES = (
    *("Ashdown", "Castle District", "Eastfield", "Fenland", "Harbour Borough", "Hilltop", "Kingsbridge"),
    *("Lakeside", "Moorside", "North Vale", "Riverside", "South Vale"),
)
DOTS = ((1, 2, 9), (2, 2, 7), (2, 7, 9), (2, 9, 10))
"""Numbers of the tips to which each of the partners gave a dot."""


def example(kind: Example, library: Library) -> str:
    """Id of a session on disk, at the place of its pictures."""
    if kind == "vote":
        return _vote(library, "Prevention")
    if kind == "places":
        _places(library)
    if kind == "several":
        _vote(library, "Prevention", days_ago=14)
        _vote(library, "Going home", days_ago=35)
    with demo(PACKS, TEMPLATES, library, clock=lambda: NOW) as file:
        session = file.session
        stops = plan.stops(session)
        if kind == "gaps":
            gaps = next(step.id for step in session.agenda if step.kind == "gaps")
            session = move_to(next(stop for stop in stops if stop.activity_id == gaps)).apply(session, NOW)
        elif kind == "revealed":
            session = move_to(next(stop for stop in stops if stop.ref == SETTLED)).apply(session, NOW)
        elif kind == "answering":
            item = str(session.at.ref if session.at else "")
            for partner, level in zip(session.partners, (1, 3, 2), strict=False):
                session = score_edits.answer_level(item, partner.id, level).apply(session, NOW)
        if kind == "a year before":
            library.create(_a_year_before(session)).close()
        if session != file.session:
            file.save(session)
        return session.id


def _a_year_before(session: Session) -> Session:
    """The same place a year ago: of three items two stood a level lower, and one a level higher."""
    earlier = [
        row.model_copy(update={"level": min(5, max(1, row.level - (1, 1, -1)[at % 3])), "target": None})
        for at, row in enumerate(AGREEMENTS.of(session))
    ]
    on = NOW.date() - dt.timedelta(days=364)
    said = session.model_copy(update={"id": "a-year-before", "date": on, "actions": session.actions[:2]})
    return AGREEMENTS.put(said, earlier)


def _vote(library: Library, title: str, days_ago: int = 0) -> str:
    """A learning set whose dots were revealed."""
    day = NOW.date() - dt.timedelta(days=days_ago)
    draft = Draft("learning-set", title, "Exampleshire", day, partners=PARTNERS)
    with start(library, PACKS, TEMPLATES, draft, clock=lambda: NOW) as file:
        session = file.session
        step = next(step for step in session.agenda if isinstance(step, VoteActivity))
        for partner, tips in zip(session.partners, DOTS, strict=True):
            placed = {f"tips/T{tip}": tips.count(tip) for tip in tips}
            session = vote_edits.vote(step.id, partner.id, placed).apply(session, NOW)
        session = vote_edits.reveal_vote(step.id).apply(session, NOW)
        stop = next(stop for stop in plan.stops(session) if stop.activity_id == step.id)
        file.save(move_to(stop).apply(session, NOW))
        return session.id


def _places(library: Library) -> None:
    """Twelve places that agreed on levels."""
    for number, place in enumerate(PLACES):
        draft = Draft("self-assessment", "Self-assessment", place, NOW.date(), partners=PARTNERS)
        with start(library, PACKS, TEMPLATES, draft, clock=lambda: NOW) as file:
            session = file.session
            for at, item in enumerate(list(session.pack("icbo").items())[:9]):
                level = 1 + (number * (at + 2) // 3 + at) % (3 + at % 3)
                session = score_edits.answer_level(item.id, session.partners[0].id, level).apply(session, NOW)
                session = score_edits.reveal(item.id).apply(session, NOW)
                session = score_edits.agree(item.id, level).apply(session, NOW)
            file.save(session)


async def take(name: str) -> str:
    """One picture, as SVG. It is the same whenever and wherever it is taken."""
    shot = PICTURES[name]
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        library = Library(Path("sessions"))  # a path that says nothing of this machine
        session_id = example(shot.of, library)
        behind = Behind()
        app = _app(shot, library, session_id, behind)
        async with app.run_test(size=(ROOM_COLUMNS if shot.room else COLUMNS, shot.lines)) as pilot:
            await pilot.pause()
            for key in (*shot.keys, *map(key_name, shot.typed)):
                await pilot.press("space" if key == " " else key)
            await pilot.pause()
            await _caught_up(pilot, behind)
            while getattr(app.screen, "is_reading", False):
                await pilot.pause(0.02)
            _settle(app)
            await pilot.pause()
            picture = drawing.svg(app)
            if isinstance(app, WorkshopApp):
                app.close()
            behind.close()
    return picture


def _app(shot: Shot, library: Library, session_id: str, behind: Behind) -> App[None]:
    if shot.room:
        path = library.find(session_id)
        return WallApp(path, load_themes().themes, shot.theme, chosen=True, clock=lambda: NOW)
    return WorkshopApp(
        library.folder,
        settings.Settings(theme=shot.theme, theme_chosen=True),
        session=session_id,
        clock=lambda: NOW,
        settings_path=Path("config", "settings.toml"),
        behind=behind,
    )


async def _caught_up(pilot: Pilot[None], behind: Behind) -> None:
    """Wait until all is done that was asked for behind the screen, and what that led to."""
    for _ in range(3):
        done = threading.Event()
        await pilot.pause(0.05)
        behind.do(lambda _, done=done: done.set())  # type: ignore[misc]
        while not done.is_set():
            await pilot.pause(0.02)


def _settle(app: App[Any]) -> None:
    """Put away what stands there for a moment only: the cursor's blinking, and the second window's hint."""
    for widget in app.screen.query("*"):
        if hasattr(widget, "cursor_blink"):
            widget.cursor_blink = False
    if isinstance(app, WallApp):
        app._say_no_more()


async def main(names: Sequence[str]) -> None:
    """Take these, or all of them; of all, remove from the folder what is none of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in names or PICTURES:
        (FOLDER / f"{name}.svg").write_text(await take(name), encoding="utf-8", newline="\n")
    if not names:
        for path in FOLDER.glob("*.svg"):
            if path.stem not in PICTURES:
                path.unlink()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
