"""Make the pictures in docs/pictures anew, from the worked example: `uv run python docs/pictures.py`."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sessions.store import Library
from workshop import settings
from workshop.app import WorkshopApp
from workshop.demo import demo
from workshop.materials import load

FOLDER = Path(__file__).resolve().parent / "pictures"
SIZE = (104, 30)
NOW = dt.datetime(2026, 12, 1, 9, 40, tzinfo=dt.UTC)

PICTURES: dict[str, tuple[str, Sequence[str]]] = {
    "home": ("laptop-light", ("q",)),
    "details": ("laptop-light", ("i",)),
    "answering": ("laptop-dark", ("1", "3", "2")),
    "revealed": ("projector-light", (*["left"] * 13, "e")),
    "room": ("projector-dark", (*["left"] * 13, "v")),
    "agenda": ("laptop-light", ("j",)),
    "action": ("laptop-dark", ("a", *"Draft the risk-sharing protocol @Priya (ICB) ^30 Jan")),
    "actions": ("laptop-light", ("A",)),
    "summary": ("laptop-light", ("s",)),
    "look-up": ("laptop-dark", ("l",)),
    "settings": ("laptop-light", ("q", "comma")),
    "help": ("laptop-dark", ("question_mark",)),
}
"""Name → theme, and the keys pressed from where the example opens."""


def plain(svg: str) -> str:
    """The picture without the web fonts that Textual's export would load from outside."""
    without = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    return without.replace("Fira Code,", "").replace("Fira Code", "monospace")


async def take(name: str) -> None:
    """Take one picture."""
    theme, keys = PICTURES[name]
    packs, templates = load.packs().found, load.templates().found
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        library = Library(Path("sessions"))  # a path that says nothing of this machine
        with demo(packs, templates, library, clock=lambda: NOW) as file:
            session_id = file.session.id
        app = WorkshopApp(
            library,
            settings.Settings(theme=theme),
            packs=packs,
            templates=templates,
            session=session_id,
            clock=lambda: NOW,
        )
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key if len(key) > 1 else NAMES.get(key, key))
            await pilot.pause()
            FOLDER.mkdir(exist_ok=True)
            svg = app.export_screenshot(title="workshop", simplify=True)
            (FOLDER / f"{name}.svg").write_text(plain(svg), encoding="utf-8")
            app.close_session()


NAMES = {
    " ": "space",
    "@": "at",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "^": "circumflex_accent",
    "-": "minus",
}


async def main() -> None:
    """Take all of them."""
    for name in PICTURES:
        await take(name)


if __name__ == "__main__":
    asyncio.run(main())
