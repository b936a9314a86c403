"""The order and minutes of the items of a score, by how far those who answered before are split on them.

What is worked out here comes from answers that may be hidden still. It is for the facilitator alone, and does
nothing until it is taken; then only the order and the minutes are recorded, and of the minutes the room sees
none before the answers that they came from.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sessions.analysis.items import spread_of
from sessions.edit import edit
from sessions.kinds.score.records import ScoreActivity, agreement_on, ballots_on, round_of
from sessions.problem import Problem
from sessions.record import Session, step_as
from sessions.scope import items_not_applying
from sessions.voices import voices_on

Stand = Literal["done", "split", "mixed", "few", "open", "so far", "agree"]
"""What is known of an item beforehand: that it was revealed or agreed on already; how far views agree; that
too few have answered to tell, or nobody; that those who have agree, and others are missing; or that all do.
"""
WEIGHTS: Mapping[Stand, int] = {
    **{"split": 4, "mixed": 3, "few": 2, "open": 2},
    **{"so far": 1, "agree": 0, "done": 0},
}
"""Shares of the minutes, beyond the one that each item has at least; this program's choice.

Where all agree, a minute is enough to look at the picture and to settle the level.
"""
FIRST: Sequence[Stand] = ("done", "split", "mixed", "few", "open", "so far", "agree")
"""What comes first: what is done stays where it was, and what needs no talk comes last."""
WORDS: Mapping[Stand, str] = {
    "done": "done",
    "split": "split",
    "mixed": "mixed",
    "few": "few answers",
    "open": "no answers",
    "so far": "agree so far",
    "agree": "needs no talk",
}
MOST_MINUTES = 120


@dataclass(frozen=True, slots=True)
class Place:
    """An item in the order that is proposed."""

    item_id: str
    stand: Stand
    answered: int
    """How many partners have answered it."""
    of: int
    minutes: int
    """0 for what is done."""
    hidden: bool
    """Whether what it stands on has not been revealed to the room."""


def proposed(session: Session, activity: ScoreActivity, minutes: int) -> tuple[Place, ...]:
    """The items of a step that apply, within each section what splits the room first; `minutes` among them.

    Each has a minute at least, so that together they may have more than there are.
    """
    out, places = items_not_applying(session), list[Place]()
    for _, items in activity.sections(session.packs):
        own = [(_stand(session, item.id), item.id) for item in items if item.id not in out]
        agreement = {item_id: spread_of(session, item_id, 1).consensus for _, item_id in own}
        own.sort(key=lambda pair: (FIRST.index(pair[0]), _or_one(agreement[pair[1]])))
        places += [_place(session, item_id, stand) for stand, item_id in own]
    return _with_minutes(places, minutes)


@dataclass(frozen=True, slots=True)
class StepStands:
    """How things stand in one of the steps that score items, before any of them is revealed."""

    step: ScoreActivity
    answered: int
    """Items with hidden answers."""
    of: int
    """Items that are still to be scored."""
    apart: float
    """Mean of the weights of the items that are answered, from 0, all agree, to 4, all are split."""


def by_step(session: Session) -> tuple[StepStands, ...]:
    """The steps to come that score items, those with views furthest apart first; equal ones as planned.

    An order of items never goes across steps: each has its own minutes and its own place on the agenda.
    """
    steps = [step for step in session.agenda if isinstance(step, ScoreActivity) and step.state == "planned"]
    return tuple(sorted((_stands(session, step) for step in steps), key=lambda row: -row.apart))


def _stands(session: Session, step: ScoreActivity) -> StepStands:
    coming = [place for place in proposed(session, step, 0) if place.stand != "done"]
    weights = [WEIGHTS[place.stand] for place in coming if place.hidden and place.answered]
    return StepStands(step, len(weights), len(coming), sum(weights) / len(weights) if weights else 0.0)


def _or_one(consensus: float | None) -> float:
    return 1.0 if consensus is None else consensus


def _place(session: Session, item_id: str, stand: Stand) -> Place:
    answered, of = len(ballots_on(session, item_id, 1)), len(voices_on(session, item_id))
    return Place(item_id, stand, answered, of, 0, hidden=round_of(session, item_id) == (1, False))


def _stand(session: Session, item_id: str) -> Stand:
    if agreement_on(session, item_id) is not None or round_of(session, item_id) != (1, False):
        return "done"
    spread, answered = spread_of(session, item_id, 1), ballots_on(session, item_id, 1)
    if not answered:
        return "open"
    if spread.word == "too few" or spread.is_unsure:
        return "few"
    if spread.word == "agree":
        return "agree" if len(answered) == len(voices_on(session, item_id)) else "so far"
    return "split" if spread.word == "split" else "mixed"


def _with_minutes(places: Sequence[Place], minutes: int) -> tuple[Place, ...]:
    """The places with a minute each, and the others by their weights: what is left over by the remainders."""
    coming = [place for place in places if place.stand != "done"]
    spare = max(0, minutes - len(coming))
    total = sum(WEIGHTS[place.stand] for place in coming)
    more = {place.item_id: spare * WEIGHTS[place.stand] // total if total else 0 for place in coming}
    rest = spare - sum(more.values()) if total else 0
    by_remainder = sorted(coming, key=lambda place: -(spare * WEIGHTS[place.stand] % total if total else 0))
    for place in [place for place in by_remainder if WEIGHTS[place.stand]][:rest]:
        more[place.item_id] += 1
    times = {place.item_id: 1 + more[place.item_id] for place in coming}
    return tuple(replace(place, minutes=times.get(place.item_id, 0)) for place in places)


@edit("order of {step}")
def plan_items(
    session: Session,
    _: datetime,
    activity_id: str,
    order: Iterable[str] = (),
    minutes: Mapping[str, int] | None = None,
) -> Session:
    """Take the items of a step in this order, within their sections, with so many minutes each.

    Items that are not named come behind, as the pack has them; without any, all are as the pack has them.
    Raises Problem for an item of another step, or for minutes that cannot be.
    """
    lacks, hint = "is no score", "Order the items of a step that scores them."
    activity = step_as(session, activity_id, ScoreActivity, lacks, hint)
    known = {item.id for item in activity.items(session.packs)}
    first, minutes = tuple(dict.fromkeys(order)), minutes or {}
    if other := next((item_id for item_id in (*first, *minutes) if item_id not in known), None):
        what = f"{session.called(other)} is no item of {activity.title}"
        raise Problem(what, hint="Name items of this step.")
    for wrong in (many for many in minutes.values() if not 1 <= many <= MOST_MINUTES):
        raise Problem(f"{wrong} minutes for an item cannot be", hint=f"Give between 1 and {MOST_MINUTES}.")
    planned = activity.model_copy(update={"item_order": first, "item_times": tuple(minutes.items())})
    agenda = tuple(planned if step is activity else step for step in session.agenda)
    return session.model_copy(update={"agenda": agenda})
