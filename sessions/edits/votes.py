"""Changes to dot votes, and to the order in which the room takes its gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sessions.edits.agenda import MOST_DOTS
from sessions.edits.people import find_partner
from sessions.edits.text import replaced
from sessions.problem import Problem
from sessions.record import Dots, Session


def vote(
    session: Session,
    activity_id: str,
    partner_id: str,
    counts: Mapping[str, int],
    candidates: Sequence[str],
    *,
    now: datetime,
) -> Session:
    """Place a partner's dots: a count for each candidate's id. A vote of that partner is replaced.

    No dots at all take the vote back. Raises Problem for too many, or for more than one on a candidate
    where that is not allowed.
    """
    activity = session.activity(activity_id)
    partner = find_partner(session, partner_id)
    placed = {one: count for one, count in counts.items() if count}
    unknown = next((one for one in placed if one not in candidates), None)
    if unknown is not None:
        raise Problem(f"{unknown!r} is not up for a vote here", mend="Choose among those that are listed.")
    if any(count < 0 for count in placed.values()):
        raise Problem("A number of dots is below nought", where=partner.name, mend="Place 0 or more.")
    total = sum(placed.values())
    if total > activity.dots:
        raise Problem(
            f"{total} dots, but each partner has {activity.dots}", where=partner.name, mend="Take some off."
        )
    if not activity.stack and any(count > 1 for count in placed.values()):
        raise Problem("Two dots on one are not allowed in this vote", mend="Place each on another.")
    old = [one for one in session.votes if (one.activity_id, one.partner_id) == (activity_id, partner.id)]
    if not placed:
        return session.model_copy(update={"votes": tuple(one for one in session.votes if one not in old)})
    new = Dots(
        activity_id=activity_id,
        partner_id=partner.id,
        counts=tuple((one, placed[one]) for one in candidates if one in placed),
        at=now,
    )
    return session.model_copy(update={"votes": replaced(session.votes, new, old)})


def reveal_vote(session: Session, activity_id: str) -> Session:
    """Show the room the ranking. Raises Problem where nobody has voted."""
    activity = session.activity(activity_id)
    if not session.dots_of(activity_id):
        raise Problem("Nobody has placed dots yet", where=activity.title, mend="Place them first.")
    if activity_id in session.revealed_votes:
        return session
    return session.model_copy(update={"revealed_votes": (*session.revealed_votes, activity_id)})


def change_dots(session: Session, activity_id: str, *, dots: int, stack: bool) -> Session:
    """Give each partner so many dots. Raises Problem where somebody has placed more already."""
    activity = session.activity(activity_id)
    if not 1 <= dots <= MOST_DOTS:
        raise Problem(f"{dots} dots are no vote", mend=f"Give each partner between 1 and {MOST_DOTS}.")
    placed = [one.counts for one in session.dots_of(activity_id).values()]
    too_many = any(sum(count for _, count in counts) > dots for counts in placed)
    stacked = not stack and any(count > 1 for counts in placed for _, count in counts)
    if too_many or stacked:
        # Whose they are is nobody's business before the reveal.
        raise Problem("Dots are placed by the old rule", mend="Take them back first.")
    changed = activity.model_copy(update={"dots": dots, "stack": stack})
    return session.model_copy(update={"agenda": replaced(session.agenda, changed, [activity])})


def order_gaps(session: Session, item_ids: Sequence[str]) -> Session:
    """Keep the room's own order of the gaps."""
    return session.model_copy(update={"gap_order": tuple(dict.fromkeys(item_ids))})
