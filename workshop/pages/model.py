"""What the run screen is made of: lines, a page, a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sessions.material import Item, Scale

Tone = Literal["lead", "text", "point", "question", "heading", "muted", "warn"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a page. `lead` is read aloud and shown large; a `point` gets a bullet."""

    tone: Tone
    text: str
    person: bool = False
    """Whether people typed it: then it may hold anything, and several lines."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a stop puts before the room."""

    label: str
    """Above the title: "1.6", "Domain 1", "Close"."""
    title: str
    lines: tuple[Line, ...]
    item: Item | None = None
    scale: Scale | None = None
    """The scale where the item is scored here; None where it is discussed, or where there is no item."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the session a stop is, for the head of the screen."""

    session: str
    """The place, or the title where none was named."""
    activity: str
    progress: str
    date: str = ""
