"""The wall at every stop of the agenda, but for the time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sessions.record import Session
from sessions.rows import Stop
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.steps.welcome import occasion
from workshop.wall.model import Wall


def wall(session: Session, stop: Stop | None, today: date) -> Wall:
    """What the room sees at a stop; None: the session has not begun."""
    if stop is None:
        return Wall(session.title, statement=occasion(session), cover=True, place=session.place)
    scene = Scene(session, stop, today)
    return replace(view_at(scene).wall(scene), place=session.place)
