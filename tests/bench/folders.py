"""What the benches share: a case, and folders with as many sessions as are wanted."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sessions.files import stamp_of
from sessions.many import index
from sessions.many.card import newest_first
from sessions.many.make import card_of
from sessions.store.library import Library
from workshop.demo import demo
from workshop.materials import load

REPOSITORY = Path(__file__).parents[2]
LONG_AGO = 3600.0
"""Seconds since a session was saved last: a stamp of just now would not be trusted."""


@dataclass
class Case:
    """One thing that is measured."""

    name: str
    run: Callable[[], float]
    """Does it once; how many seconds it took, or what else is measured: see `unit`."""
    aim: float | None = None
    """Most that its median may be, in terms of that of the case `against`."""
    against: str = ""
    """Name of the case that it is compared with; empty for the first one."""
    unit: str = "ms"
    """What its figures are printed in: "ms" of what are seconds here, or "MB", "KB", … as they are."""
    by_p95: bool = False
    """Whether the aim is one for the 95th percentiles of both, instead of the medians."""
    values: list[float] = field(default_factory=list)
    peak_mb: float = 0.0
    """Most memory that it had, where that is measured."""


def environment(folder: Path) -> dict[str, str]:
    """That of a person at a terminal with all colours, whose files lie in `folder`; bytecode is written."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("WORKSHOP_", "TEXTUAL", "XDG_", "PYTHON", "COV_"))
    }
    return kept | {
        "HOME": str(folder),
        "WORKSHOP_CONFIG": str(folder / "config"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TEXTUAL_ANIMATIONS": "none",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(REPOSITORY),
    }


def with_sessions(folder: Path, count: int) -> Path:
    """A new folder with so many copies of the worked example, each with its own title, and an index."""
    folder.mkdir(parents=True)
    packs, templates = load.packs().usable, load.templates().usable
    with demo(packs, templates, Library(folder)) as file:
        path, session_id, reading = file.path, file.session.id, card_of(file.session)
        title = file.session.title
    data = path.read_bytes()
    path.unlink()
    saved, cards = time.time() - LONG_AGO, []
    for number in range(count):
        copy_id = f"exampleshire-{number:05}-abcd"
        copy = folder / f"{copy_id}.json"
        called = f"{title} {number:05}"
        renamed = data.replace(f'"{title}"'.encode(), f'"{called}"'.encode())
        copy.write_bytes(renamed.replace(session_id.encode(), copy_id.encode()))
        os.utime(copy, (saved, saved))
        row = reading._replace(texts=(called, *reading.texts[1:]))
        cards.append(row.card(copy.name, (*stamp_of(copy), 0), settled=True))
    names = [card.file for card in cards]
    # To read thousands of the same takes minutes: all say what the first one says.
    actions, standing = dict.fromkeys(names, reading.actions), dict.fromkeys(names, reading.standing)
    index.write(folder, newest_first(cards), actions, standing)
    return folder


def program(*arguments: str) -> list[str]:
    """The command that runs it."""
    return [sys.executable, "-m", "workshop", *arguments]
