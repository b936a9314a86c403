"""Changes to the agenda while it runs: its clock, its minutes, its order, and what is left for later."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sessions.edits.text import replaced
from sessions.problem import Problem
from sessions.record import Activity, ActivityState, Running, Session, Spell

MOST_MINUTES = 480
"""A working day: more for one activity is a slip of the finger."""
THE_REST = " (the rest)"


# --- the clock ------------------------------------------------------------------------------------


def stop_clock(session: Session, *, now: datetime) -> Session:
    """Add what has run to the time of its activity, and let the clock stand."""
    running = session.running
    if running is None:
        return session
    seconds = max(0, round((now - running.since).total_seconds()))
    old = [one for one in session.spells if one.activity_id == running.activity_id]
    before = old[0].seconds if old else 0
    spell = Spell(activity_id=running.activity_id, seconds=before + seconds)
    return session.model_copy(update={"spells": replaced(session.spells, spell, old), "running": None})


def run_clock(session: Session, activity_id: str, *, now: datetime) -> Session:
    """Let the clock of an activity run; that of another is stopped first."""
    if session.running is not None and session.running.activity_id == activity_id:
        return session
    stopped = stop_clock(session, now=now)
    return stopped.model_copy(update={"running": Running(activity_id=activity_id, since=now)})


def set_minutes(session: Session, activity_id: str, minutes: int) -> Session:
    """Give an activity so many minutes; how many were planned first is kept."""
    if not 0 <= minutes <= MOST_MINUTES:
        raise Problem(f"{minutes} minutes cannot be", mend=f"Give between 0 and {MOST_MINUTES}.")
    old = session.activity(activity_id)
    planned = old.minutes if old.planned is None else old.planned
    new = old.model_copy(update={"minutes": minutes, "planned": None if planned == minutes else planned})
    return _with(session, old, new)


def set_item_minutes(session: Session, minutes: int | None) -> Session:
    """Count down so many minutes for each item; None for no countdown."""
    if minutes is not None and not 1 <= minutes <= 60:
        raise Problem(f"{minutes} minutes for an item cannot be", mend="Give between 1 and 60, or none.")
    return session.model_copy(update={"item_minutes": minutes})


# --- order ----------------------------------------------------------------------------------------


def _with(session: Session, old: Activity, new: Activity) -> Session:
    return session.model_copy(update={"agenda": replaced(session.agenda, new, [old])})


def move_activity(session: Session, activity_id: str, by: int) -> Session:
    """Move an activity up (minus) or down the agenda, no further than the ends.

    What goes on with a vote stays behind that vote: Problem.
    """
    agenda = list(session.agenda)
    activity = session.activity(activity_id)
    index = agenda.index(activity)
    agenda.remove(activity)
    agenda.insert(max(0, min(len(agenda), index + by)), activity)
    ids = [one.id for one in agenda]
    for one in agenda:
        if one.follows in ids and ids.index(one.follows) > ids.index(one.id):
            raise Problem(f"{one.title} goes on with a vote", mend="It has to come after that vote.")
    return session.model_copy(update={"agenda": tuple(agenda)})


def set_state(session: Session, activity_id: str, state: ActivityState) -> Session:
    """Skip an activity, leave it for the next session, or take it up again. What was said in it stays."""
    old = session.activity(activity_id)
    new = old.model_copy(update={"state": state})
    if state != "planned" and not any(
        one.state == "planned" and one.id != activity_id for one in session.agenda
    ):
        raise Problem("An agenda needs one step", mend="Leave this one in.")
    return _with(session, old, new)


def postpone_rest(session: Session, activity_id: str, done: Collection[str]) -> Session:
    """Move the items of an activity that are not among `done` to the end of the agenda, before the close.

    They become an activity of their own, with their share of the minutes. With nothing done, the whole
    activity moves; with all done: Problem.
    """
    activity = session.activity(activity_id)
    if activity.pack_id is None or activity.kind not in ("score", "discuss") or activity.follows is not None:
        raise Problem(f"{activity.title} has no items to move", mend="Move it down the agenda instead.")
    pack = session.pack(activity.pack_id).only(activity.section_ids)
    items = [item.id for item in pack.items() if not activity.item_ids or item.id in activity.item_ids]
    rest = tuple(one for one in items if one not in done)
    if not rest:
        raise Problem(f"Nothing is left undone in {activity.title}", mend="Go on to the next step.")
    others = [one for one in session.agenda if one.id != activity_id]
    end = next((n for n, one in enumerate(others) if one.kind == "close"), len(others))
    if len(rest) == len(items):
        return session.model_copy(update={"agenda": (*others[:end], activity, *others[end:])})
    numbers = [int(one.id[1:]) for one in session.agenda if one.id[1:].isdigit()]
    minutes = activity.minutes * len(rest) // len(items)
    title = activity.title.removesuffix(THE_REST) + THE_REST
    later = activity.model_copy(
        update={
            "id": f"s{max(numbers, default=0) + 1}",
            "title": title,
            "item_ids": rest,
            "minutes": minutes,
            "planned": 0,
        }
    )
    planned = activity.minutes if activity.planned is None else activity.planned
    kept = activity.model_copy(
        update={
            "item_ids": tuple(one for one in items if one in done),
            "minutes": activity.minutes - minutes,
            "planned": planned,
        }
    )
    agenda = [kept if one.id == activity_id else one for one in session.agenda]
    end = next((n for n, one in enumerate(agenda) if one.kind == "close"), len(agenda))
    return session.model_copy(update={"agenda": (*agenda[:end], later, *agenda[end:])})
