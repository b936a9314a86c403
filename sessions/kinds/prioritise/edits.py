"""Changes to dot votes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sessions.analysis.whole import candidates
from sessions.edit import Edit, named
from sessions.edits.people import find_partner
from sessions.kinds.prioritise.records import (
    MOST_DOTS,
    REVEALED_VOTES,
    VOTES,
    Dots,
    RevealedVote,
    VoteActivity,
    dots_of,
    is_revealed,
)
from sessions.problem import Problem
from sessions.record import Session


def vote_step(session: Session, activity_id: str) -> VoteActivity:
    """The vote of this id. Raises Problem where the step is none, KeyError where there is no such step."""
    activity = session.activity(activity_id)
    if not isinstance(activity, VoteActivity):
        raise Problem(f"{activity.title} is no vote", hint="Choose a step in which dots are placed.")
    return activity


def vote(activity_id: str, partner_id: str, counts: Mapping[str, int]) -> Edit:
    """Place a partner's dots: a count for each candidate's id. A vote of that partner is replaced.

    No dots at all take the vote back. Raises Problem for too many, for what is not up for the vote, or for
    more than one on a candidate where that is not allowed.
    """

    def change(session: Session, now: datetime) -> Session:
        activity = vote_step(session, activity_id)
        partner = find_partner(session, partner_id)
        known = candidates(session, activity)
        placed = {candidate: count for candidate, count in counts.items() if count}
        _check_dots(activity, partner.name, placed, known)
        if not placed:
            return VOTES.without(session, lambda dots: VOTES.key(dots) == (activity_id, partner.id))
        new = Dots(
            activity_id=activity_id,
            partner_id=partner.id,
            counts=tuple((candidate, placed[candidate]) for candidate in known if candidate in placed),
            at=now,
        )
        return VOTES.with_row(session, new)

    return Edit(lambda session: f"dots of {find_partner(session, partner_id).name}", change)


def _check_dots(
    activity: VoteActivity, partner: str, placed: Mapping[str, int], known: tuple[str, ...]
) -> None:
    unknown = next((candidate for candidate in placed if candidate not in known), None)
    if unknown is not None:
        raise Problem(f"{unknown!r} is not up for a vote here", hint="Choose among those that are listed.")
    if any(count < 0 for count in placed.values()):
        raise Problem("A number of dots is below nought", where=partner, hint="Place 0 or more.")
    total = sum(placed.values())
    if total > activity.dots:
        raise Problem(
            f"{total} dots, but each partner has {activity.dots}", where=partner, hint="Take some off."
        )
    if not activity.stack and any(count > 1 for count in placed.values()):
        raise Problem("Two dots on one are not allowed in this vote", hint="Place each on another.")


def reveal_vote(activity_id: str) -> Edit:
    """Show the room the ranking. Raises Problem where nobody has voted."""

    def change(session: Session, _: datetime) -> Session:
        activity = session.activity(activity_id)
        if not dots_of(session, activity_id):
            raise Problem("Nobody has placed dots yet", where=activity.title, hint="Place them first.")
        if is_revealed(session, activity_id):
            return session
        return REVEALED_VOTES.with_row(session, RevealedVote(activity_id=activity_id))

    return named("reveal of the dots", change)


def change_dots(activity_id: str, *, dots: int, stack: bool) -> Edit:
    """Give each partner so many dots. Raises Problem where somebody has placed more already."""

    def change(session: Session, _: datetime) -> Session:
        activity = vote_step(session, activity_id)
        if not 1 <= dots <= MOST_DOTS:
            raise Problem(f"{dots} dots are no vote", hint=f"Give each partner between 1 and {MOST_DOTS}.")
        placed = [vote.counts for vote in dots_of(session, activity_id).values()]
        too_many = any(sum(count for _, count in counts) > dots for counts in placed)
        stacked = not stack and any(count > 1 for counts in placed for _, count in counts)
        if too_many or stacked:
            # Whose they are is nobody's business before the reveal.
            raise Problem("Dots are placed by the old rule", hint="Take them back first.")
        changed = activity.model_copy(update={"dots": dots, "stack": stack})
        agenda = tuple(changed if step is activity else step for step in session.agenda)
        return session.model_copy(update={"agenda": agenda})

    return named("number of dots", change)
