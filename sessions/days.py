"""How a day is written for people: 5 Dec 2026. Loads next to nothing, since it is on the way of the start."""

from __future__ import annotations

import datetime as dt

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
ABBREVIATION = 3
"""Letters that tell every month, and every weekday, from the others."""


def show(day: dt.date) -> str:
    """5 Dec 2026. The year always has four figures, so that `dates.parse` reads back the same date."""
    return f"{day.day} {MONTHS[day.month - 1][:ABBREVIATION]} {day.year:04d}"
