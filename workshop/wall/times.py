"""The countdowns on the wall."""

from __future__ import annotations

from datetime import datetime

from sessions import schedule
from sessions.record import Session, Stop
from workshop.wall.model import Time


def step_time(session: Session, now: datetime) -> Time | None:
    """The countdown of the step; None where it has none."""
    clock = schedule.clock(session, now)
    return None if clock is None else Time(_words(clock), clock.stage)


def item_time(session: Session, stop: Stop | None, since: datetime | None, now: datetime) -> Time | None:
    """The countdown of the item that was reached at `since`; None where none is wanted."""
    if since is None or session.item_minutes is None or stop is None or stop.part != "item":
        return None
    clock = schedule.countdown(session.item_minutes, max(0, int((now - since).total_seconds())))
    return Time(f"item {_words(clock)}", clock.stage)


def _words(clock: schedule.Clock) -> str:
    """ "07:40 left", "▲ 02:10 left", "▲▲ 00:20 nearly over", "■ 01:05 over time"."""
    figures = schedule.figures(clock.left)
    return {
        "running": f"{figures} left",
        "last fifth": f"▲ {figures} left",
        "closing": f"▲▲ {figures} nearly over",
        "over": f"■ {figures} over time",
    }[clock.stage]
