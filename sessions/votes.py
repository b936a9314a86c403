"""Dot votes: how many dots each candidate has, and which come first. Ties stay ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sessions.record import Activity, Session


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate's place: 1 is first. Those with the same number of dots share the place."""

    candidate: str
    dots: int
    place: int
    tied: bool


def tally(session: Session, activity_id: str) -> dict[str, int]:
    """Dots of every candidate that has any."""
    counts: dict[str, int] = {}
    for vote in session.dots_of(activity_id).values():
        for candidate, dots in vote.counts:
            counts[candidate] = counts.get(candidate, 0) + dots
    return counts


def dots_left(session: Session, activity: Activity, candidates: int) -> dict[str, int]:
    """How many dots are left over, by the id of each partner that has placed some and can place more.

    With one dot on each at most, nobody can place more than there are `candidates`.
    """
    most = activity.dots if activity.stack else min(activity.dots, candidates)
    left = {
        partner: most - sum(count for _, count in vote.counts)
        for partner, vote in session.dots_of(activity.id).items()
    }
    return {partner: many for partner, many in left.items() if many > 0}


def ranking(session: Session, activity_id: str, candidates: Sequence[str] = ()) -> tuple[Ranked, ...]:
    """Candidates by dots, most first; equal ones in the order of the material, in which they go on.

    Candidates that have no dot come last, as far as they are given; they share a place as others do.
    """
    counts = tally(session, activity_id)
    known = list(dict.fromkeys((*_in_order(session), *candidates, *counts)))
    wanted = [one for one in known if one in counts or one in candidates]
    ordered = sorted(wanted, key=lambda one: -counts.get(one, 0))
    found: list[Ranked] = []
    for one in ordered:
        dots = counts.get(one, 0)
        place = 1 + sum(counts.get(other, 0) > dots for other in ordered)
        tied = sum(counts.get(other, 0) == dots for other in ordered) > 1
        found.append(Ranked(one, dots, place, tied))
    return tuple(found)


def _in_order(session: Session) -> list[str]:
    items = [item.id for pack in session.packs for item in pack.items()]
    return items + [action.id for action in session.actions]


def top(session: Session, activity_id: str, number: int) -> tuple[str, ...]:
    """The first `number` candidates that have dots; all that share the last place are among them."""
    ranked = [one for one in ranking(session, activity_id) if one.dots]
    return tuple(one.candidate for one in ranked if one.place <= number)


def top_items(session: Session, activity: Activity) -> tuple[str, ...]:
    """Ids of the items that an activity goes on with: the top of the vote it follows, once it is revealed."""
    if activity.follows is None or activity.follows not in session.revealed_votes:
        return ()
    ids = {item.id for pack in session.packs for item in pack.items()}
    return tuple(one for one in top(session, activity.follows, activity.top) if one in ids)
