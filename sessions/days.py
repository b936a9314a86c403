"""How a day is written for people: 5 Dec 2026. Loads next to nothing, since it is on the way of the start."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ABBREVIATION = 3
"""Letters that tell every month, and every weekday, from the others."""


def show(day: dt.date) -> str:
    """5 Dec 2026. The year always has four figures, so that `dates.parse` reads back the same date."""
    return show_iso(day.isoformat())


def show_iso(day: str) -> str:
    """5 Dec 2026, of 2026-12-05."""
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1][:ABBREVIATION]} {year}"


def show_long(day: dt.date) -> str:
    """Sat 5 Dec 2026."""
    return f"{WEEKDAYS[day.weekday()][:ABBREVIATION]} {show(day)}"
