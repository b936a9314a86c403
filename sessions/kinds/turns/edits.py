"""Changes to turns: who has one, in which order, and how long each takes."""

from collections.abc import Sequence
from datetime import datetime

from pydantic_core import PydanticCustomError

from sessions.edit import edit
from sessions.edits.text import replaced
from sessions.kinds.turns.records import (
    TurnsActivity,
    find_taker,
    had,
    named,
    shared,
    takers,
)
from sessions.problem import Problem
from sessions.record import Session, step_as
from sessions.text import clean

MOST_AIRTIME = 120
"""Minutes: longer than any turn that a room can follow."""


def turns_step(session: Session, activity_id: str) -> TurnsActivity:
    """The step of this id. Raises Problem where it is another one, KeyError where there is none."""
    hint = "Choose a step in which people have a turn each."
    return step_as(session, activity_id, TurnsActivity, "has no turns", hint)


def _with(session: Session, activity: TurnsActivity, **settings: object) -> Session:
    agenda = replaced(session.agenda, activity, **settings)
    return session.model_copy(update={"agenda": agenda})


@edit("order of {step}")
def order_turns(session: Session, _: datetime, activity_id: str, first: Sequence[str]) -> Session:
    """Have these come first, in their order, by id or name; the others follow as they were."""
    activity = turns_step(session, activity_id)
    ids = [find_taker(session, activity, wanted).id for wanted in first]
    others = [taker.id for taker in takers(session, activity)]
    return _with(session, activity, order=tuple(dict.fromkeys((*ids, *others))))


@edit("{taker} passed over in {step}")
def pass_over(session: Session, _: datetime, activity_id: str, taker_id: str) -> Session:
    """Pass somebody over who is not here."""
    activity = turns_step(session, activity_id)
    taker = find_taker(session, activity, taker_id)
    return _with(session, activity, out=tuple(dict.fromkeys((*activity.out, taker.id))))


@edit("turn of {taker} in {step}")
def take_in(session: Session, _: datetime, activity_id: str, taker_id: str) -> Session:
    """Give somebody a turn again who was passed over.

    Raises Problem where the attendance says that they are away.
    """
    activity = turns_step(session, activity_id)
    taker = find_taker(session, activity, taker_id)
    if taker.id not in activity.out and taker.away:
        what = f"{taker.name} is noted as away: {taker.away}"
        raise Problem(what, hint="Note in the attendance that they are there.")
    return _with(session, activity, out=tuple(other for other in activity.out if other != taker.id))


@edit("minutes of each turn in {step}")
def set_airtime(session: Session, _: datetime, activity_id: str, minutes: int) -> Session:
    """Give each turn so many minutes; its parts share them as before."""
    activity = turns_step(session, activity_id)
    if not 1 <= minutes <= MOST_AIRTIME:
        raise Problem(f"{minutes} minutes cannot be", hint=f"Give between 1 and {MOST_AIRTIME}.")
    return _with(session, activity, parts=shared(activity.parts, minutes))


@edit("parts of each turn in {step}")
def set_parts(session: Session, _: datetime, activity_id: str, minutes: Sequence[int]) -> Session:
    """Give each part of a turn its minutes."""
    activity = turns_step(session, activity_id)
    if len(minutes) != len(activity.parts):
        what = f"{len(minutes)} numbers for {len(activity.parts)} parts"
        raise Problem(what, hint="Give the minutes of each, such as 5 4 8 3.")
    if min(minutes) < 1 or sum(minutes) > MOST_AIRTIME:
        hint = f"Give each at least 1, and at most {MOST_AIRTIME} together."
        raise Problem("These are no minutes of a turn", hint=hint)
    pairs = zip(activity.parts, minutes, strict=True)
    return _with(session, activity, parts=tuple(p.model_copy(update={"minutes": own}) for p, own in pairs))


@edit("who has a turn in {step}")
def set_takers(session: Session, _: datetime, activity_id: str, who: str | Sequence[str]) -> Session:
    """Say who has a turn: "people", "partners", or names.

    Raises Problem where somebody has had a turn who would have none then.
    """
    activity = turns_step(session, activity_id)
    names = who if isinstance(who, str) else [clean(name, lines=False) for name in who]
    try:
        kept = named(names)
    except PydanticCustomError as error:
        raise Problem("Nobody is named so", hint=f"It {error.message()}.") from error
    after = _with(session, activity, who=kept)
    stay = {taker.id for taker in takers(after, turns_step(after, activity_id))}
    gone = (row for row in takers(session, activity) if row.id not in stay and had(session, activity, row.id))
    if (first := next(gone, None)) is not None:
        raise Problem(f"{first.name} has had a turn", hint="Leave the name on the list.")
    moved, out = _only(activity.order, stay), _only(activity.out, stay)
    return _with(after, turns_step(after, activity_id), order=moved, out=out)


def _only(ids: Sequence[str], known: set[str]) -> tuple[str, ...]:
    return tuple(ref for ref in ids if ref in known)
