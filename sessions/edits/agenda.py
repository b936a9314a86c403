"""Changes to the agenda while it runs: its clock, its minutes, its steps, their order, what is left over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sessions.edits.text import needed, next_id, replaced
from sessions.problem import Problem
from sessions.record import Activity, ActivityState, Running, Session, Spell, Stop

MOST_MINUTES = 480
"""A working day: more for one activity is a slip of the finger."""
MOST_DOTS = 20
"""For each partner in a vote: more can't be counted on a wall."""
THE_REST = " (the rest)"
PASSED_THROUGH = 60
"""Seconds: an activity that took less was passed through, not run."""


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
    _check_minutes(minutes)
    old = session.activity(activity_id)
    planned = old.minutes if old.planned is None else old.planned
    new = old.model_copy(update={"minutes": minutes, "planned": None if planned == minutes else planned})
    return _with(session, old, new)


def _check_minutes(minutes: int) -> None:
    if not 0 <= minutes <= MOST_MINUTES:
        if minutes == -1:
            raise Problem("It has no minutes left to take off", mend="It can be skipped in the agenda.")
        raise Problem(f"{minutes} minutes cannot be", mend=f"Give between 0 and {MOST_MINUTES}.")


def set_item_minutes(session: Session, minutes: int | None) -> Session:
    """Count down so many minutes for each item; None for no countdown."""
    if minutes is not None and not 1 <= minutes <= 60:
        raise Problem(f"{minutes} minutes for an item cannot be", mend="Give between 1 and 60, or none.")
    return session.model_copy(update={"item_minutes": minutes})


# --- steps ----------------------------------------------------------------------------------------


def add_activity(session: Session, after_id: str, new: Activity) -> Session:
    """Put `new` on the agenda after the activity `after_id`; where that is the close at its end, before it.

    It gets an id of its own. Raises Problem where it cannot stand there: no such pack or section, nothing to
    score on, a vote without dots, or one that goes on with a vote which does not come before it.
    """
    ids = [one.id for one in session.agenda]
    if after_id not in ids:
        raise Problem(f"No step {after_id!r} on this agenda", mend="Name one that is on it.")
    place = ids.index(after_id) + 1
    if place == len(ids) and session.agenda[-1].kind == "close":
        place -= 1
    made = new.model_copy(
        update={
            "id": _free_id(session),
            "title": needed(new.title, "The title", lines=False),
            "planned": 0,
            "state": "planned",
            "added": True,
        }
    )
    _check_minutes(made.minutes)
    _check_material(session, made)
    _check_vote(made, session.agenda[:place])
    return session.model_copy(update={"agenda": (*session.agenda[:place], made, *session.agenda[place:])})


def _free_id(session: Session) -> str:
    """An id that no activity has or had: the time of one that was taken back must not become another's."""
    used = {one.id for one in session.agenda} | {one.activity_id for one in session.spells}
    return next_id("s", used)


def _check_material(session: Session, new: Activity) -> None:
    """Raises Problem where an activity lacks the material that it is about."""
    if new.pack_id is None:
        on_items = new.kind == "prioritise" and new.candidates == "items"
        if on_items or (new.kind in ("score", "discuss") and new.follows is None):
            raise Problem(f"{new.title} is about no pack", mend="Name one that this session carries.")
        return
    pack = next((one for one in session.packs if one.id == new.pack_id), None)
    if pack is None:
        carried = ", ".join(one.id for one in session.packs) or "none"
        raise Problem(f"This session carries no pack {new.pack_id!r}", mend=f"It carries: {carried}.")
    known = [section.id for section in pack.sections]
    gone = next((one for one in new.section_ids if one not in known), None)
    if gone is not None:
        raise Problem(
            f"{pack.name} has no section {gone!r} in this session", mend=f"Its sections: {', '.join(known)}."
        )
    inside = {item.id for item in pack.only(new.section_ids).items()}
    if any(one not in inside for one in new.item_ids):
        raise Problem(f"{new.title} names an item of another section", mend="Name items of its own sections.")
    if new.kind == "score" and pack.scale is None:
        raise Problem(f"{pack.name} has no levels to score on", mend="Discuss it instead.")


def _check_vote(new: Activity, before: tuple[Activity, ...]) -> None:
    """Raises Problem where a vote has no dots, or where an activity goes on with a vote it cannot follow."""
    if new.kind == "prioritise" and not 1 <= new.dots <= MOST_DOTS:
        raise Problem(f"{new.dots} dots are no vote", mend=f"Give each partner between 1 and {MOST_DOTS}.")
    if new.follows is None:
        return
    vote = next((one for one in before if one.id == new.follows and one.kind == "prioritise"), None)
    if vote is None:
        raise Problem(f"{new.title} goes on with a vote", mend="It has to come after that vote.")
    if vote.candidates == "actions":
        raise Problem(
            f"{vote.title} is a vote on actions, and only items are discussed",
            mend="Go on with a vote on items or on gaps.",
        )
    if new.kind != "discuss" or new.top < 1:
        raise Problem(f"{new.title} goes on with nothing of {vote.title}", mend="Discuss at least its first.")


def remove_activity(session: Session, activity_id: str) -> Session:
    """Take an activity off the agenda again that was added to it and holds nothing. Raises Problem.

    Where the session was in it, it goes to the next one, and with it what time has run.
    """
    old = session.activity(activity_id)
    if not old.added:
        raise Problem(f"{old.title} belongs to the plan", mend="Skip it, and the summary says so.")
    if session.dots_of(activity_id):
        raise Problem(f"Dots have been placed in {old.title}", mend="Take them back first, or skip it.")
    follower = next((one for one in session.agenda if one.follows == activity_id), None)
    if follower is not None:
        raise Problem(f"{follower.title} goes on with this vote", mend="Remove that first, or skip both.")
    if any(one.activity_id == activity_id and one.seconds >= PASSED_THROUGH for one in session.spells):
        raise Problem(f"{old.title} has taken time", mend="Skip it, and the summary says what it took.")
    _check_one_is_left(session, activity_id)
    index = session.agenda.index(old)
    around = (*session.agenda[index + 1 :], *reversed(session.agenda[:index]))
    next_to = next(one.id for one in around if one.state == "planned")
    at, running = session.at, session.running
    if at is not None and at.activity_id == activity_id:
        at = Stop(activity_id=next_to)
    if running is not None and running.activity_id == activity_id:
        running = running.model_copy(update={"activity_id": next_to})
    return session.model_copy(
        update={
            "agenda": tuple(one for one in session.agenda if one.id != activity_id),
            "spells": tuple(one for one in session.spells if one.activity_id != activity_id),
            "revealed_votes": tuple(one for one in session.revealed_votes if one != activity_id),
            "at": at,
            "running": running,
        }
    )


def _check_one_is_left(session: Session, without: str) -> None:
    if not any(one.state == "planned" and one.id != without for one in session.agenda):
        raise Problem("An agenda needs one step", mend="Leave this one in.")


def rename_activity(session: Session, activity_id: str, title: str) -> Session:
    """Call an activity something else. Raises Problem for an empty title."""
    old = session.activity(activity_id)
    return _with(session, old, old.model_copy(update={"title": needed(title, "The title", lines=False)}))


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
    if state != "planned":
        _check_one_is_left(session, activity_id)
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
        moved = (*others[:end], activity, *others[end:])
        if moved == session.agenda:
            raise Problem(f"{activity.title} stands at the end already", mend="Go on to it when you like.")
        return session.model_copy(update={"agenda": moved})
    minutes = activity.minutes * len(rest) // len(items)
    title = activity.title.removesuffix(THE_REST) + THE_REST
    later = activity.model_copy(
        update={
            "id": _free_id(session),
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
