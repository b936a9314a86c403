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
    check_people,
    dots_of,
    is_revealed,
    most_dots,
)
from sessions.problem import Problem
from sessions.record import Session, step_as
from sessions.rows import ROOM, Partner
from sessions.voices import check_voice, voices_on


def _vote_step(session: Session, activity_id: str) -> VoteActivity:
    """The vote of this id. Raises Problem where the step is none, KeyError where there is no such step."""
    hint = "Choose a step in which dots are placed."
    return step_as(session, activity_id, VoteActivity, "is no vote", hint)


@edit("dots of {partner} in {step}")
def vote(
    session: Session,
    now: datetime,
    activity_id: str,
    partner_id: str,
    counts: Mapping[str, int],
    *,
    people: int | None = None,
    instead: bool = False,
) -> Session:
    """Place a partner's dots, so many on each candidate's id; they replace its vote, and none take it back.

    With `people`, they are the totals of so many, each of whom has the dots of the vote. The whole room votes
    instead of the partners, or they instead of it, only with `instead`. Raises Problem for too many, for what
    is not up for the vote, for a stack where that is not allowed.
    """
    activity = _vote_step(session, activity_id)
    partner = session.find_voice(partner_id)
    known = candidates(session, activity)
    placed = {candidate: count for candidate, count in counts.items() if count}
    if instead and partner not in voices_on(session, activity_id):
        session = _without_others(session, activity_id, partner)
    check_voice(session, activity_id, partner, activity.title, did="placed dots in", what="dots")
    check_people(partner, people)
    _check_dots(activity, partner.name, placed, known, people)
    # In the material's order: that of the gaps would tell of answers that are still hidden.
    items = (item.id for pack in session.packs for item in pack.items())
    actions = (action.uid for action in session.actions)
    ordered = tuple((ref, placed[ref]) for ref in dict.fromkeys((*items, *actions, *placed)) if ref in placed)
    new = Dots(activity_id=activity_id, partner_id=partner.id, counts=ordered, people=people, at=now)
    if is_revealed(session, activity_id):
        new = _after_reveal(session, new)
    if not placed and new.before is None:
        return VOTES.without(session, lambda dots: VOTES.key(dots) == (activity_id, partner.id))
    return VOTES.with_row(session, new)


def _after_reveal(session: Session, new: Dots) -> Dots:
    """Dots of a ranking that the room has seen, with what was placed then, unless they are that again."""
    return VOTES.after_reveal(session, new, lambda dots: dots.counts)


def _without_others(session: Session, activity_id: str, partner: Partner) -> Session:
    """The session without the partners' dots, where the whole room votes, or without its.

    What the room has seen of them is kept, as taken back.
    """
    kept: list[Dots] = []
    for dots in VOTES.of(session):
        if dots.activity_id != activity_id or (dots.partner_id == ROOM) == (partner.id == ROOM):
            kept.append(dots)
        elif is_revealed(session, activity_id):
            kept.append(_after_reveal(session, dots.model_copy(update={"counts": ()})))
    return VOTES.put(session, kept)


def _check_dots(
    activity: VoteActivity,
    partner: str,
    placed: Mapping[str, int],
    known: tuple[str, ...],
    people: int | None,
) -> None:
    unknown = next((candidate for candidate in placed if candidate not in known), None)
    if unknown is not None:
        raise Problem(f"{unknown!r} is not up for a vote here", hint="Choose among those that are listed.")
    if any(count < 0 for count in placed.values()):
        raise Problem("A number of dots is below nought", where=partner, hint="Place 0 or more.")
    total, most = sum(placed.values()), most_dots(activity, people)
    if total > most:
        has = f"each partner has {most}" if people is None else f"{people} people have {most}"
        raise Problem(f"{total} dots, but {has}", where=partner, hint="Take some off.")
    if activity.stack or all(count <= (people or 1) for count in placed.values()):
        return
    if people is None:
        raise Problem("Two dots on one are not allowed in this vote", hint="Place each on another.")
    what = f"More than {people} dots on one, but each of the {people} people places at most one there"
    raise Problem(what, where=partner, hint="Correct the dots, or the number of people.")


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
    placed = [(vote.counts, vote.people or 1) for vote in dots_of(session, activity_id).values()]
    too_many = any(sum(count for _, count in counts) > dots * people for counts, people in placed)
    stacked = not stack and any(count > people for counts, people in placed for _, count in counts)
    if too_many or stacked:
        # Whose they are is nobody's business before the reveal.
        raise Problem("Dots are placed by the old rule", hint="Take them back first.")
    agenda = replaced(session.agenda, activity, dots=dots, stack=stack)
    return session.model_copy(update={"agenda": agenda})
