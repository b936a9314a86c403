"""What the room sees of a stop, with what the facilitator's window shows there beyond the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sessions.record import Session
from sessions.remember import remembered
from sessions.rows import Stop
from sessions.wall import WallState
from workshop.wall.model import Wall
from workshop.wall.stops import wall
from workshop.wall.times import item_time, step_time


def shown(
    session: Session, stop: Stop | None, today: date, now: datetime, state: WallState | None
) -> tuple[Wall, int]:
    """(what the room sees, which page of it, from 0). The state of another stop is left out.

    `now` must be aware.
    """
    here = state if state is not None and state.at == stop else None
    room = replace(
        _without_time(session, stop, today),
        time=step_time(session, now),
        item_time=item_time(session, stop, here.since if here else None, now),
        typing=here.typing if here else None,
    )
    return room, here.page if here else 0


@remembered
def _without_time(session: Session, stop: Stop | None, today: date) -> Wall:
    """The wall, worked out once a change."""
    return wall(session, stop, today)
