"""Changes to dot votes."""

from collections.abc import Mapping
from datetime import datetime

from sessions.analysis.whole import candidates
from sessions.edit import edit
from sessions.edits.text import replaced
from sessions.kinds.prioritise.records import (
    REVEALED_VOTES,
    VOTES,
    Dots,
    RevealedVote,
    VoteActivity,
    check_number,
    dots_of,
    is_revealed,
)
from sessions.problem import Problem
from sessions.record import Session


def _vote_step(session: Session, activity_id: str) -> VoteActivity:
    """The vote of this id. Raises Problem where the step is none, KeyError where there is no such step."""
    activity = session.activity(activity_id)
    if not isinstance(activity, VoteActivity):
        raise Problem(f"{activity.title} is no vote", hint="Choose a step in which dots are placed.")
    return activity


@edit("dots of {partner} in {step}")
def vote(
    session: Session, now: datetime, activity_id: str, partner_id: str, counts: Mapping[str, int]
) -> Session:
    """Place a partner's dots, so many on each candidate's id; they replace its vote, and none take it back.

    Raises Problem for too many, for what is not up for the vote, for a stack where that is not allowed.
    """
    activity = _vote_step(session, activity_id)
    partner = session.find_partner(partner_id)
    known = candidates(session, activity)
    placed = {candidate: count for candidate, count in counts.items() if count}
    _check_dots(activity, partner.name, placed, known)
    if not placed:
        return VOTES.without(session, lambda dots: VOTES.key(dots) == (activity_id, partner.id))
    ordered = tuple((candidate, placed[candidate]) for candidate in known if candidate in placed)
    new = Dots(activity_id=activity_id, partner_id=partner.id, counts=ordered, at=now)
    return VOTES.with_row(session, new)


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
        what = f"{total} dots, but each partner has {activity.dots}"
        raise Problem(what, where=partner, hint="Take some off.")
    if not activity.stack and any(count > 1 for count in placed.values()):
        raise Problem("Two dots on one are not allowed in this vote", hint="Place each on another.")


@edit("reveal of the dots in {step}")
def reveal_vote(session: Session, _: datetime, activity_id: str) -> Session:
    """Show the room the ranking. Raises Problem where nobody has voted."""
    activity = session.activity(activity_id)
    if not dots_of(session, activity_id):
        raise Problem("Nobody has placed dots yet", where=activity.title, hint="Place them first.")
    if is_revealed(session, activity_id):
        return session
    return REVEALED_VOTES.with_row(session, RevealedVote(activity_id=activity_id))


@edit("number of dots in {step}")
def change_dots(session: Session, _: datetime, activity_id: str, *, dots: int, stack: bool) -> Session:
    """Give each partner so many dots. Raises Problem where somebody has placed more already."""
    activity = _vote_step(session, activity_id)
    check_number(dots)
    placed = [vote.counts for vote in dots_of(session, activity_id).values()]
    too_many = any(sum(count for _, count in counts) > dots for counts in placed)
    stacked = not stack and any(count > 1 for counts in placed for _, count in counts)
    if too_many or stacked:
        # Whose they are is nobody's business before the reveal.
        raise Problem("Dots are placed by the old rule", hint="Take them back first.")
    agenda = replaced(session.agenda, activity, dots=dots, stack=stack)
    return session.model_copy(update={"agenda": agenda})
