"""Changes to the agenda while it runs: its clock, its minutes, its steps, their order, what is left over."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sessions import plan
from sessions.analysis.whole import reached
from sessions.edit import edit, next_label
from sessions.edits.text import needed, replaced
from sessions.kinds.registry import kind_of
from sessions.material import Pack
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, ActivityState, MaterialActivity, Running, Spell, Stop, new_uid
from sessions.schedule import passed, planned
from sessions.scope import items_not_applying

MOST_MINUTES = 480
"""A working day: more for one activity is a slip of the finger."""
THE_REST = " (the rest)"
PASSED_THROUGH = 60
"""Seconds: an activity that took less was passed through, not run."""


@edit("clock")
def stop_clock(session: Session, now: datetime) -> Session:
    """Add what has run to the time of its activity, and let the clock stand."""
    running = session.running
    if running is None:
        return session
    seconds = passed(session, running.since, now)
    here = (running.activity_id, running.place)
    old = next((spell for spell in session.spells if (spell.activity_id, spell.place) == here), None)
    if old is None:
        new = Spell(activity_id=running.activity_id, place=running.place, seconds=seconds)
        spells = (*session.spells, new)
    else:
        spells = replaced(session.spells, old, seconds=old.seconds + seconds)
    return session.model_copy(update={"spells": spells, "running": None})


@edit("clock")
def run_clock(session: Session, now: datetime, activity_id: str, place: str = "") -> Session:
    """Let the clock of an activity, or of one of its places, run; that of another is stopped first."""
    running = session.running
    if running is not None and (running.activity_id, running.place) == (activity_id, place):
        return session
    stopped = stop_clock().apply(session, now)
    running = Running(activity_id=activity_id, place=place, since=now)
    return stopped.model_copy(update={"running": running})


@edit("clock")
def run_clock_at(session: Session, now: datetime, stop: Stop) -> Session:
    """Let the clock run that counts at a stop."""
    step = next((step for step in session.agenda if step.id == stop.activity_id), None)
    place = kind_of(step).place_of(stop) if step is not None else ""
    return run_clock(stop.activity_id, place).apply(session, now)


@edit("minutes of {step}")
def set_minutes(session: Session, _: datetime, activity_id: str, minutes: int) -> Session:
    """Give an activity so many minutes; how many were planned first is kept."""
    _check_minutes(minutes)
    first = planned(session.activity(activity_id))
    return _with(session, activity_id, minutes=minutes, planned=None if first == minutes else first)


def _check_minutes(minutes: int) -> None:
    if minutes == -1:
        raise Problem("It has no minutes left to take off", hint="It can be skipped in the agenda.")
    if not 0 <= minutes <= MOST_MINUTES:
        raise Problem(f"{minutes} minutes cannot be", hint=f"Give between 0 and {MOST_MINUTES}.")


@edit("countdown for each item")
def set_item_minutes(session: Session, _: datetime, minutes: int | None) -> Session:
    """Count down so many minutes for each item; None for no countdown."""
    if minutes is not None and not 1 <= minutes <= 60:
        raise Problem(f"{minutes} minutes for an item cannot be", hint="Give between 1 and 60, or none.")
    return session.model_copy(update={"item_minutes": minutes})


@edit("added {new_step}")
def add_activity(
    session: Session, _: datetime, after_id: str, new: Activity, packs: Sequence[Pack] = ()
) -> Session:
    """Put `new`, with an id of its own, after the activity `after_id`; before it, where it closes the agenda.

    Of `packs`, which it is about, the session takes those that it does not carry. Raises Problem where its
    kind cannot stand there.
    """
    agenda, carried = session.agenda, {pack.id for pack in session.packs}
    more = tuple(pack for pack in packs if pack.id not in carried)
    session = session.model_copy(update={"packs": (*session.packs, *more)}) if more else session
    ids = [activity.id for activity in agenda]
    if after_id not in ids:
        raise Problem(f"No step {after_id!r} on this agenda", hint="Name one that is on it.")
    place = ids.index(after_id) + 1
    if place == len(ids) and kind_of(agenda[-1]).ends:
        place -= 1
    title = needed(new.title, "The title", lines=False)
    settings = {"title": title, "planned": 0, "state": "planned", "added": True}
    added = new.model_copy(update={"uid": new_uid(), "id": _free_id(session), **settings})
    _check_minutes(added.minutes)
    kind_of(added).check(session, added, agenda[:place])
    return session.model_copy(update={"agenda": (*agenda[:place], added, *agenda[place:])})


def _free_id(session: Session) -> str:
    """An id that no activity has or had: the time of one that was taken back must not become another's."""
    used = {activity.id for activity in session.agenda} | {spell.activity_id for spell in session.spells}
    if session.shared is not None:  # another laptop may add one at the same time
        return f"s-{new_uid()}"
    return next_label("s", used)


@edit("removed {step}")
def remove_activity(session: Session, _: datetime, activity_id: str) -> Session:
    """Take an activity off the agenda again that was added to it and holds nothing. Raises Problem.

    Where the session was in it, it goes to the next one, and with it what time has run.
    """
    old = session.activity(activity_id)
    _check_removable(session, old)
    index = session.agenda.index(old)
    around = (*session.agenda[index + 1 :], *reversed(session.agenda[:index]))
    next_to = next(activity.id for activity in around if activity.state == "planned")
    at, running = session.at, session.running
    if at is not None and at.activity_id == activity_id:
        at = Stop(activity_id=next_to)
    if running is not None and running.activity_id == activity_id:
        running = running.model_copy(update={"activity_id": next_to, "place": ""})
    for table in kind_of(old).tables:
        session = table.without(session, lambda row: getattr(row, "activity_id", None) == activity_id)
    spells = tuple(spell for spell in session.spells if spell.activity_id != activity_id)
    agenda = tuple(activity for activity in session.agenda if activity is not old)
    return session.model_copy(update={"agenda": agenda, "spells": spells, "at": at, "running": running})


def _check_removable(session: Session, old: Activity) -> None:
    if not old.added:
        raise Problem(f"{old.title} belongs to the plan", hint="Skip it, and the summary says so.")
    if (refusal := kind_of(old).recorded(session, old)) is not None:
        raise refusal
    follower = next((activity for activity in session.agenda if activity.follows_step == old.id), None)
    if follower is not None:
        raise Problem(f"{follower.title} goes on with this vote", hint="Remove that first, or skip both.")
    if any(spell.activity_id == old.id and spell.seconds >= PASSED_THROUGH for spell in session.spells):
        raise Problem(f"{old.title} has taken time", hint="Skip it, and the summary says what it took.")
    _check_others_are_left(session, old.id)


def _check_others_are_left(session: Session, without: str) -> None:
    if not any(activity.state == "planned" and activity.id != without for activity in session.agenda):
        raise Problem("An agenda needs one step", hint="Leave this one in.")


@edit("new title of {step}")
def rename_activity(session: Session, _: datetime, activity_id: str, title: str) -> Session:
    """Call an activity something else. Raises Problem for an empty title."""
    return _with(session, activity_id, title=needed(title, "The title", lines=False))


def _with(session: Session, activity_id: str, **settings: object) -> Session:
    """The session with other settings of one activity."""
    agenda = replaced(session.agenda, session.activity(activity_id), **settings)
    return session.model_copy(update={"agenda": agenda})


@edit("place of {step}")
def move_activity(session: Session, _: datetime, activity_id: str, by: int) -> Session:
    """Move an activity down the agenda, or up (minus). Raises Problem where it then stood before its vote."""
    agenda = list(session.agenda)
    activity = session.activity(activity_id)
    index = agenda.index(activity)
    agenda.remove(activity)
    agenda.insert(max(0, min(len(agenda), index + by)), activity)
    ids = [step.id for step in agenda]
    for step in agenda:
        if step.follows_step in ids and ids.index(step.follows_step) > ids.index(step.id):
            raise Problem(f"{step.title} goes on with a vote", hint="It has to come after that vote.")
    return session.model_copy(update={"agenda": tuple(agenda)})


@edit("{step}: {state}")
def set_state(session: Session, _: datetime, activity_id: str, state: ActivityState) -> Session:
    """Skip an activity, leave it for the next session, or take it up again. What was said in it stays."""
    if state != "planned":
        _check_others_are_left(session, activity_id)
    return _with(session, activity_id, state=state)


@edit("moving the rest of {step}")
def postpone_rest(
    session: Session, _: datetime, activity_id: str, done: Collection[str] | None = None
) -> Session:
    """Move the items of an activity that are not among `done` to the end of the agenda, before the close.

    `done` are the ids of items; None for all that something is recorded on. The others become an activity of
    their own, with their share of the minutes. With nothing done, the whole activity moves; with all done:
    Problem. Who is at something that moves goes on to the next activity, and is not taken along.
    """
    after = _postponed(session, activity_id, reached(session) if done is None else done)
    index = session.agenda.index(session.activity(activity_id))
    stays = after.agenda[index].id == activity_id
    here = session.at
    if here is None or here.activity_id != activity_id or (stays and here in plan.stops(after)):
        return after
    coming = (step.id for step in after.agenda[index + stays :] if step.state == "planned")
    next_id = next(coming, None)
    return after if next_id is None else after.model_copy(update={"at": Stop(activity_id=next_id)})


def _postponed(session: Session, activity_id: str, done: Collection[str]) -> Session:
    activity = session.activity(activity_id)
    every: list[str] = []
    if isinstance(activity, MaterialActivity) and kind_of(activity).divisible:
        every = [item.id for item in activity.items(session.packs)]
    out = items_not_applying(session)
    items = [item_id for item_id in every if item_id not in out]
    if not items:
        raise Problem(f"{activity.title} has no items to move", hint="Move it down the agenda instead.")
    rest = tuple(item_id for item_id in items if item_id not in done)
    if not rest:
        raise Problem(f"Nothing is left undone in {activity.title}", hint="Go on to the next step.")
    if len(rest) == len(items):
        others = tuple(step for step in session.agenda if step is not activity)
        moved = before_the_end(others, activity)
        if moved == session.agenda:
            raise Problem(f"{activity.title} stands at the end already", hint="Go on to it when you like.")
        return session.model_copy(update={"agenda": moved})
    minutes = activity.minutes * len(rest) // len(items)
    title = activity.title.removesuffix(THE_REST) + THE_REST
    settings = {"title": title, "item_ids": rest, "minutes": minutes, "planned": 0}
    later = activity.model_copy(update={"uid": new_uid(), "id": _free_id(session), **settings})
    stay, own_minutes = tuple(item_id for item_id in every if item_id not in rest), activity.minutes - minutes
    kept = _with(session, activity_id, item_ids=stay, minutes=own_minutes, planned=planned(activity))
    return session.model_copy(update={"agenda": before_the_end(kept.agenda, later)})


def before_the_end(agenda: tuple[Activity, ...], last: Activity) -> tuple[Activity, ...]:
    """`agenda` with one more step at its end, before the close; of two days before that of the second."""
    end = max((n for n, step in enumerate(agenda) if kind_of(step).ends), default=len(agenda))
    return (*agenda[:end], last, *agenda[end:])
