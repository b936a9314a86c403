"""What the answers on one item say: who stands apart, what is aimed for, what has shifted."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from sessions.analysis.spreads import Spread, median, spread, spread_of_bodies
from sessions.aspects import aspect_of, item_of
from sessions.kinds.score.records import Ballot, agreement_on, ballots_on, counted_ballots, standing_ballots
from sessions.record import Session
from sessions.rows import ROOM
from sessions.voices import voices_on

APART_LEVELS = 2
"""Levels from the others' median at which a partner stands apart: they no longer see neighbouring levels."""
OTHERS_WITHIN = 1
"""Levels within which the others must lie, so that there is one view to stand apart from."""
FEWEST_ANONYMOUS = 5
"""People of one partner below which its anonymous answers are not shown apart.

Five is a common least cell size where small counts are withheld from publication.
"""


def _ballots(session: Session, item_id: str, number: int | None) -> Mapping[str, Ballot]:
    return standing_ballots(session, item_id) if number is None else ballots_on(session, item_id, number)


def spread_of(session: Session, item_id: str, number: int | None = None) -> Spread:
    """Spread of all answers on an item in round `number`, or (None) of every partner's latest.

    Where partners answer as bodies, each counts once; where people do, or the whole room raises its hands,
    each person. Where the room and partners have both answered, the partners count: the hands are theirs.
    """
    ballots, scale = _ballots(session, item_id, number), session.scale_of(item_id)
    levels, base = len(scale.levels), scale.base
    partners = [ballot for partner_id, ballot in ballots.items() if partner_id != ROOM]
    counted = partners or list(ballots.values())
    if session.as_bodies and partners:
        return spread_of_bodies(((b.counts, b.dont_know) for b in counted), levels, base=base)
    counts = zip_longest((0,) * levels, *(ballot.counts for ballot in counted), fillvalue=0)
    unsure = sum(ballot.dont_know for ballot in counted)
    return spread([sum(column) for column in counts], unsure, base=base)


def answers_on(session: Session, item_id: str) -> int:
    """How many answers stand behind `spread_of`, its n, without the rest of it: for thousands of sessions."""
    ballots = standing_ballots(session, item_id)
    partners = [ballot for partner_id, ballot in ballots.items() if partner_id != ROOM]
    counted = partners or list(ballots.values())
    if session.as_bodies and partners:
        return sum(any(ballot.counts) for ballot in counted)
    return sum(sum(ballot.counts) for ballot in counted)


def lies_outside(spread: Spread, level: int) -> bool:
    """Whether a level lies below every answer that was given, or above every one."""
    return (
        spread.lowest is not None
        and spread.highest is not None
        and not (spread.lowest <= level <= spread.highest)
    )


def partner_medians(session: Session, item_id: str, number: int | None = None) -> dict[str, float]:
    """Median by partner id, in the order of the voices; who knew no level is left out."""
    ballots, base = _ballots(session, item_id, number), session.scale_of(item_id).base
    given = (
        (voice.id, ballots[voice.id].counts) for voice in voices_on(session, item_id) if voice.id in ballots
    )
    return {partner_id: own for partner_id, counts in given if (own := median(counts, base)) is not None}


@dataclass(frozen=True, slots=True)
class Apart:
    """A partner that stands apart: `levels` above the median of the others' medians, or below if negative."""

    partner_id: str
    levels: float


def standing_apart(session: Session, item_id: str, number: int | None = None) -> tuple[Apart, ...]:
    """Partners two levels or more from the median of two or more others that lie within one level."""
    medians = partner_medians(session, item_id, number)
    medians.pop(ROOM, None)  # it is not one partner among others
    apart: list[Apart] = []
    for partner_id, own in medians.items():
        others = [level for other, level in medians.items() if other != partner_id]
        if len(others) < 2 or max(others) - min(others) > OTHERS_WITHIN:
            continue
        levels = own - statistics.median(others)
        if abs(levels) >= APART_LEVELS:
            apart.append(Apart(partner_id, levels))
    return tuple(apart)


@dataclass(frozen=True, slots=True)
class Difference:
    """Who differs on an item: who stands apart, or how a room is split: between partners, or inside them."""

    kind: Literal["apart", "between", "inside"]
    apart: tuple[Apart, ...] = ()
    low: tuple[str, ...] = ()
    high: tuple[str, ...] = ()
    """Ids of the partners at the lowest median and at the highest, where the split lies between them."""


def difference(session: Session, item_id: str, number: int | None = None) -> Difference | None:
    """Who stands apart; else both ends of a room that is split; else None."""
    apart = standing_apart(session, item_id, number)
    if apart:
        return Difference("apart", apart)
    if spread_of(session, item_id, number).word != "split":
        return None
    medians = partner_medians(session, item_id, number)
    medians.pop(ROOM, None)  # it is not one partner among others
    low, high = min(medians.values(), default=0.0), max(medians.values(), default=0.0)
    if low == high:
        return Difference("inside")
    ends = (tuple(partner for partner, own in medians.items() if own == end) for end in (low, high))
    return Difference("between", (), *ends)


def has_item(session: Session, ref: str) -> bool:
    """Whether an id is that of an item; else it is a section's key, an action's id, or of nothing here."""
    item_id = item_of(ref)
    return any(item.id == item_id for pack in session.packs for item in pack.items())


def target_of(session: Session, item_id: str) -> int | None:
    """The level to reach: the one the room named, else the next one up, at most the top.

    None where nothing is agreed, and for an aspect: of how likely a risk is, more is not the aim.
    """
    agreed = agreement_on(session, item_id)
    if agreed is None or aspect_of(item_id) is not None:
        return None
    if agreed.target is not None:
        return agreed.target
    return min(agreed.level + 1, session.scale_of(item_id).top)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a room stands on a subject: the level it settled on, if any, and its answers."""

    level: int | None
    spread: Spread

    @property
    def value(self) -> float | None:
        """The level, or, where nothing is settled, the median of the answers; None for neither."""
        return self.spread.median if self.level is None else float(self.level)


def stand_on(session: Session, subject_id: str) -> Stand:
    """Where the room stands on an item, or on a question on it, by what it has seen."""
    agreed = agreement_on(session, subject_id)
    return Stand(agreed.level if agreed else None, spread_of(session, subject_id))


def shift(session: Session, item_id: str) -> tuple[Spread, Spread] | None:
    """(first view, latest of everybody), where partners answered in both rounds; else None."""
    if all(ballots_on(session, item_id, number) for number in (1, 2)):
        return spread_of(session, item_id, 1), spread_of(session, item_id)
    return None


def show_by_partner(session: Session, item_id: str) -> bool:
    """Whether a breakdown by partner may leave the room.

    Bodies answer in the open. People's own answers are shown by partner only where at least five of every
    partner that answered did so, in every round: one partner left out could be worked out from the total.
    """
    if session.as_bodies:
        return True
    ballots = (ballot for ballot in counted_ballots(session) if ballot.item_id == item_id)
    return min((ballot.answers + ballot.dont_know for ballot in ballots), default=0) >= FEWEST_ANONYMOUS
