"""What the room sees of a stop with what the facilitator's window shows there beyond the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sessions.record import Session
from sessions.rows import Stop
from sessions.showing import Showing
from workshop.wall.model import Draft, Wall
from workshop.wall.stops import wall


def shown(
    session: Session, stop: Stop | None, today: date, now: datetime, showing: Showing | None
) -> tuple[Wall, int]:
    """(what the room sees, which page of it, from 0). What is shown of another stop is left out.

    `now` must be aware.
    """
    if showing is None or showing.at != stop:
        return wall(session, stop, today, now), 0
    made = wall(session, stop, today, now, item_since=showing.since)
    if showing.typing is not None:
        made = replace(made, draft=Draft(showing.typing.title, showing.typing.rows))
    return made, showing.page
