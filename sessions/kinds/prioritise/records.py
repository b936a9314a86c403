"""Dot votes: who placed how many dots on what, and which candidates come first. Ties stay ties."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import AwareDatetime, Field

from sessions.problem import Problem
from sessions.record import Ref, Session, Table
from sessions.rows import MaterialActivity, Partner, Row

Candidates = Literal["items", "gaps", "actions", "typed"]
MOST_DOTS = 20
"""For each partner in a vote: more can't be counted on a wall."""

MOST_PEOPLE = 999
"""More than any room holds: a larger number is a slip of the finger."""


class VoteActivity(MaterialActivity):
    """A vote on `candidates`: each partner has so many dots, and may `stack` them or place one on each."""

    kind: Literal["prioritise"] = "prioritise"
    candidates: Candidates = "items"
    dots: int = Field(default=0, ge=0)
    stack: bool = True


class Dots(Row):
    """How one partner, or the whole room, spread its dots in a vote: a count for each candidate with any."""

    activity_id: str
    partner_id: str
    counts: tuple[tuple[str, int], ...]
    """(id of an item or uid of an action, dots), in the order of the material and of the actions."""
    people: int | None = Field(default=None, ge=1)
    """How many people's dots these are together, where people voted; None for the body's own."""
    after_reveal: bool = False
    """Whether they were placed, changed or taken back after the room had seen the ranking."""
    before: tuple[tuple[str, int], ...] | None = None
    """What the room had seen in their place; None where they were not changed, or where there were none."""
    at: AwareDatetime

    @property
    def stands(self) -> bool:
        """Whether any are placed: what was taken back after the reveal is kept, for what it was."""
        return bool(self.counts)


class RevealedVote(Row):
    """A vote whose dots the room has seen."""

    activity_id: str


VOTES = Table(
    "votes",
    Dots,
    key=lambda dots: (dots.activity_id, dots.partner_id),
    refs=lambda dots: (
        Ref("activity", dots.activity_id),
        Ref("partner", dots.partner_id),
        *(Ref("candidate", candidate) for candidate, _ in dots.counts),
    ),
    twice="this partner has placed its dots already",
)
REVEALED_VOTES = Table(
    "votes_revealed",
    RevealedVote,
    key=lambda row: row.activity_id,
    refs=lambda row: (Ref("activity", row.activity_id),),
)


def most_dots(activity: VoteActivity, people: int | None) -> int:
    """How many dots a partner has: those of a body, or of each of its people."""
    return activity.dots * (people or 1)


def check_number(dots: int) -> None:
    """Raises Problem where nobody can vote with so many dots each."""
    if not 1 <= dots <= MOST_DOTS:
        raise Problem(f"{dots} dots are no vote", hint=f"Give each partner between 1 and {MOST_DOTS}.")


def check_people(partner: Partner, people: int | None) -> None:
    """Raises Problem where so many people of a partner cannot have voted."""
    if people is None:
        return
    if not 1 <= people <= MOST_PEOPLE:
        hint = f"Give between 1 and {MOST_PEOPLE}."
        raise Problem(f"{people} people cannot have voted", where=partner.name, hint=hint)
    if partner.members is not None and people > partner.members:
        hint = f"At most {partner.members}, or correct the number of people."
        raise Problem(f"{people} people, but {partner.name} has {partner.members}", hint=hint)


def dots_of(session: Session, activity_id: str) -> dict[str, Dots]:
    """The dots in a vote, by partner id."""
    placed = (dots for dots in VOTES.of(session) if dots.activity_id == activity_id and dots.stands)
    return {dots.partner_id: dots for dots in placed}


def is_revealed(session: Session, activity_id: str) -> bool:
    """Whether the room has seen the dots of a vote."""
    return any(row.activity_id == activity_id for row in REVEALED_VOTES.of(session))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate's place: 1 is first. Those with the same number of dots share the place."""

    candidate: str
    dots: int
    place: int
    tied: bool


def tally(session: Session, activity_id: str) -> Counter[str]:
    """Dots of every candidate that has any."""
    counts: Counter[str] = Counter()
    for vote in dots_of(session, activity_id).values():
        for candidate, dots in vote.counts:
            counts[candidate] += dots
    return counts


def dots_left(session: Session, activity: VoteActivity, candidates: int) -> dict[str, int]:
    """Dots left over, by id of each partner that placed some and can place more on so many candidates."""
    each = activity.dots if activity.stack else min(activity.dots, candidates)
    votes = dots_of(session, activity.id)
    left = {
        partner: each * (vote.people or 1) - sum(count for _, count in vote.counts)
        for partner, vote in votes.items()
    }
    return {partner: count for partner, count in left.items() if count > 0}


def ranking(session: Session, activity_id: str, candidates: Sequence[str] = ()) -> tuple[Ranked, ...]:
    """Candidates by dots, most first, equal ones in the material's order; then the given ones without any."""
    counts = tally(session, activity_id)
    items = (item.id for pack in session.packs for item in pack.items())
    actions = (action.uid for action in session.actions)
    known = dict.fromkeys((*items, *actions, *candidates, *counts))
    wanted = [candidate for candidate in known if candidate in counts or candidate in candidates]
    ordered = sorted(wanted, key=lambda candidate: -counts[candidate])
    dots = [counts[candidate] for candidate in ordered]
    return tuple(
        Ranked(candidate, own, place=1 + sum(other > own for other in dots), tied=dots.count(own) > 1)
        for candidate, own in zip(ordered, dots, strict=True)
    )


def top(session: Session, activity_id: str, number: int) -> tuple[str, ...]:
    """The first `number` candidates that have dots; all that share the last place are among them."""
    ranked = (candidate for candidate in ranking(session, activity_id) if candidate.dots)
    return tuple(candidate.candidate for candidate in ranked if candidate.place <= number)
