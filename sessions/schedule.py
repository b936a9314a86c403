"""Time: how much an activity has left, and whether the session will end when it was planned to. All pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sessions.kinds.registry import kind_of
from sessions.kinds.timed import Timed
from sessions.record import Session
from sessions.rows import Activity, Running, Spell, Stop

LAST_FIFTH = 0.20
"""Share of the minutes at which the room is told for the first time that they run out."""
CLOSING = 0.05
"""Share at which it is told for the second time."""
ON_TIME = 90
"""Seconds ahead or behind that nobody needs to hear about."""

Stage = Literal["running", "last fifth", "closing", "over"]


@dataclass(frozen=True, slots=True)
class Clock:
    """The countdown of an activity or an item, in seconds."""

    minutes: int
    taken: int
    left: int
    """Less than 0 once it is over."""
    stage: Stage


def stage(left: int, minutes: int) -> Stage:
    """How near the end is, for a countdown of so many minutes."""
    if left < 0:
        return "over"
    share = left / (60 * minutes) if minutes else 1.0
    if share <= CLOSING:
        return "closing"
    return "last fifth" if share <= LAST_FIFTH else "running"


def countdown(minutes: int, taken: int) -> Clock:
    """A countdown of so many minutes, of which `taken` seconds are gone."""
    left = 60 * minutes - taken
    return Clock(minutes, taken, left, stage(left, minutes))


def taken(session: Session, activity_id: str, now: datetime) -> int:
    """Seconds that an activity has taken so far, what is running included."""
    return _taken(session, activity_id, None, now)


def _taken(session: Session, activity_id: str, places: Collection[str] | None, now: datetime) -> int:
    """Seconds that an activity has taken, or (not None) those of these places of it."""

    def counts(row: Spell | Running) -> bool:
        return row.activity_id == activity_id and (places is None or row.place in places)

    seconds = sum(spell.seconds for spell in session.spells if counts(spell))
    running = session.running
    return seconds + (passed(session, running.since, now) if running and counts(running) else 0)


def passed(session: Session, since: datetime, now: datetime) -> int:
    """Seconds from `since` to `now`, without the pauses in between; 0 where the clock was put back."""
    left_out = sum(
        max(0.0, (min(pause.until or now, now) - max(pause.since, since)).total_seconds())
        for pause in session.pauses
    )
    return max(0, round((now - since).total_seconds() - left_out))


def is_paused(session: Session) -> bool:
    """Whether somebody has paused the clocks."""
    return any(pause.until is None for pause in session.pauses)


def planned(activity: Activity) -> int:
    """Minutes as first planned."""
    return activity.minutes if activity.planned is None else activity.planned


def clock(session: Session, now: datetime) -> Clock | None:
    """The countdown of the activity where the session is; None where it has none."""
    if session.at is None:
        return None
    activity = next((step for step in session.agenda if step.id == session.at.activity_id), None)
    if activity is None or not activity.minutes:
        return None
    return countdown(activity.minutes, taken(session, activity.id, now))


def item_minutes(session: Session, stop: Stop) -> int | None:
    """Minutes for the item of a stop: those planned for it, else those for each; None for no countdown."""
    return session.activity(stop.activity_id).minutes_for(stop.ref) or session.item_minutes


def own_clocks(session: Session, stop: Stop, now: datetime) -> tuple[tuple[Timed, Clock], ...]:
    """The countdowns inside a step that run at a stop of it, the one that the room sees large first."""
    activity = session.activity(stop.activity_id)
    return tuple(
        (timed, countdown(timed.minutes, _taken(session, activity.id, timed.places, now)))
        for timed in kind_of(activity).timed(session, activity, stop)
    )


def behind(session: Session, now: datetime) -> int:
    """Seconds by which the session will end later than first planned (less than 0: earlier), as it stands.

    What is past counts with the time it took, or as planned where nobody timed it; the activity of now
    with its minutes or what it took, if that is more; what is to come with its minutes, and with none
    where it is skipped or left for later.
    """
    ids = [step.id for step in session.agenda]
    here = ids.index(session.at.activity_id) if session.at and session.at.activity_id in ids else 0
    timed = {spell.activity_id for spell in session.spells}
    expected = 0
    for index, activity in enumerate(session.agenda):
        used = taken(session, activity.id, now)
        if index < here and activity.state == "planned" and activity.id not in timed:
            expected += 60 * planned(activity)
        elif activity.state != "planned" or index < here:
            expected += used
        else:
            expected += max(used, 60 * activity.minutes)
    return expected - sum(60 * planned(step) for step in session.agenda)


def figures(seconds: int) -> str:
    """ "07:40"; with hours from 100 minutes on: "1:45:00"."""
    seconds = abs(seconds)
    if seconds >= 6000:
        return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
    return f"{seconds // 60:02}:{seconds % 60:02}"


def length(seconds: int) -> str:
    """ "under a minute", "45 min", "25 h 20 min"."""
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min" if minutes else "under a minute"


def in_words(seconds: int) -> str:
    """ "on time", "4 min behind", "3 min ahead"."""
    if abs(seconds) < ON_TIME:
        return "on time"
    return f"{round(abs(seconds) / 60)} min {'behind' if seconds > 0 else 'ahead'}"
