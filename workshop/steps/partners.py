"""Partners in the views: who is ready, and whose word is missing."""

from __future__ import annotations

from collections.abc import Collection

from sessions import words
from sessions.record import Session
from sessions.spans import on_screen
from workshop.wall.model import Voice

EVERYBODY = "All together"
"""Where people answer for themselves: what each partner's people said is told nowhere."""


def voices_of(session: Session, ready: Collection[str]) -> tuple[Voice, ...]:
    """Every partner, and whether its id is among those that are ready."""
    return tuple(Voice(voice.name, voice.id in ready) for voice in session.voices())


def missing(session: Session, there: Collection[str], what: str) -> tuple[str, ...]:
    """Whose `what` ("answer", "dots") is missing, in a sentence; nothing where nobody's is."""
    line = words.missing(session, there, what)
    return (on_screen(line),) if line else ()
