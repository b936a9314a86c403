"""The countdowns on the wall."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sessions import schedule
from sessions.record import Session
from sessions.rows import Stop
from workshop.steps.position import countdown_words
from workshop.wall.model import Time

WORDS: Mapping[schedule.Stage, str] = {
    "running": "left",
    "last fifth": "left",
    "closing": "nearly over",
    "over": "over time",
}
"""What the room is told of a countdown, after its mark and figures."""


def step_time(session: Session, now: datetime) -> Time | None:
    """The countdown of the step; None where it has none."""
    clock = schedule.clock(session, now)
    return None if clock is None else Time(countdown_words(clock, WORDS), clock.stage)


def item_time(session: Session, stop: Stop | None, since: datetime | None, now: datetime) -> Time | None:
    """The countdown of the item that was reached at `since`; None where none is wanted."""
    if since is None or session.item_minutes is None or stop is None or stop.part != "item":
        return None
    clock = schedule.countdown(session.item_minutes, max(0, int((now - since).total_seconds())))
    return Time(f"item {countdown_words(clock, WORDS)}", clock.stage)
