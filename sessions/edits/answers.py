"""Changes to what the partners say: ballots, rounds, agreed levels, dissent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sessions.edits.people import find_partner
from sessions.edits.text import replaced
from sessions.problem import Problem
from sessions.record import (
    ROUNDS,
    Agreement,
    Ballot,
    Dissent,
    EvidenceStrength,
    Round,
    Session,
)
from sessions.text import clean


def answer(
    session: Session,
    item_id: str,
    partner_id: str,
    counts: Sequence[int],
    dont_know: int = 0,
    *,
    now: datetime,
    number: int | None = None,
) -> Session:
    """Record how a partner answered, in the item's current round or in round `number`.

    `counts` has one entry a level, lowest first. A ballot of that partner in that round is replaced;
    one without any answer takes it back.
    """
    item = session.item(item_id)
    scale = session.scale_of(item_id)
    partner = find_partner(session, partner_id)
    if len(counts) != scale.top:
        raise Problem(
            f"{len(counts)} counts for a scale of {scale.top} levels",
            where=f"{item.number} {item.name}",
            mend=f"Give {scale.top} numbers, from level 1 to level {scale.top}.",
        )
    if any(count < 0 for count in counts) or dont_know < 0:
        raise Problem("A count is below nought", where=partner.name, mend="Count people from 0 up.")
    total = sum(counts) + dont_know
    if partner.members is not None and total > partner.members:
        raise Problem(
            f"{total} answers, but {partner.name} has {partner.members} people",
            mend=f"At most {partner.members} in all, or correct the number of people.",
        )
    if number is not None and not 1 <= number <= ROUNDS:
        raise Problem(f"There is no round {number}", mend=f"Rounds go from 1 to {ROUNDS}.")
    round_number = number if number is not None else session.round_of(item_id)[0]
    ballot = Ballot(
        item_id=item.id,
        partner_id=partner.id,
        round=round_number,
        counts=tuple(counts),
        dont_know=dont_know,
        at=now,
    )
    old = [
        b
        for b in session.ballots
        if (b.item_id, b.partner_id, b.round) == (item.id, partner.id, round_number)
    ]
    if total == 0:
        return session.model_copy(update={"ballots": tuple(b for b in session.ballots if b not in old)})
    changed = session.model_copy(update={"ballots": replaced(session.ballots, ballot, old)})
    if round_number > session.round_of(item_id)[0]:
        changed = _set_round(changed, item_id, round_number, revealed=False, now=now)
    return changed


def answer_level(
    session: Session,
    item_id: str,
    partner_id: str,
    level: int | None,
    *,
    now: datetime,
    number: int | None = None,
) -> Session:
    """Record one spokesperson's level, or (None) that it does not know."""
    scale = session.scale_of(item_id)
    if level is not None and not 1 <= level <= scale.top:
        raise Problem(
            f"There is no level {level} on this scale",
            where=session.item(item_id).number,
            mend=f"Levels go from 1 to {scale.top}; 0 stands for don't know.",
        )
    counts = [1 if level == one else 0 for one in range(1, scale.top + 1)]
    return answer(session, item_id, partner_id, counts, 1 if level is None else 0, now=now, number=number)


def _set_round(session: Session, item_id: str, number: int, *, revealed: bool, now: datetime) -> Session:
    new = Round(item_id=item_id, number=number, revealed=revealed, at=now)
    old = [one for one in session.rounds if one.item_id == item_id]
    return session.model_copy(update={"rounds": replaced(session.rounds, new, old)})


def reveal(session: Session, item_id: str, *, now: datetime) -> Session:
    """Show the room the answers of the item's current round, all at once."""
    number, _ = session.round_of(item_id)
    if not session.ballots_on(item_id, number):
        what = "Nobody has answered yet" if number == 1 else "Nobody has answered in the second round yet"
        mend = "Answer first." if number == 1 else "Answer once more first."
        raise Problem(what, where=session.item(item_id).number, mend=mend)
    return _set_round(session, item_id, number, revealed=True, now=now)


def second_round(session: Session, item_id: str, *, now: datetime) -> Session:
    """Answer once more after the talk; the first view is kept."""
    number, revealed = session.round_of(item_id)
    if not revealed:
        raise Problem("The first answers are still hidden", mend="Reveal them before a second round.")
    if number >= ROUNDS:
        raise Problem(f"This item has had its {ROUNDS} rounds", mend="Agree a level, or undo.")
    return _set_round(session, item_id, number + 1, revealed=False, now=now)


def agree(
    session: Session,
    item_id: str,
    level: int,
    *,
    now: datetime,
    target: int | None = None,
    evidence: EvidenceStrength | None = None,
) -> Session:
    """Settle on a level, and, where given, a target and the strength of the evidence. Dissent is kept."""
    scale = session.scale_of(item_id)
    for what, number in (("level", level), ("target", target)):
        if number is not None and not 1 <= number <= scale.top:
            raise Problem(
                f"There is no {what} {number} on this scale",
                where=session.item(item_id).number,
                mend=f"Levels go from 1 to {scale.top}.",
            )
    if target is not None and target < level:
        raise Problem(
            f"The target {target} is below the agreed level {level}",
            mend="Set a target at the level or above.",
        )
    old = session.agreement(item_id)
    new = Agreement(
        item_id=item_id,
        level=level,
        target=target,
        evidence=evidence,
        dissents=old.dissents if old else (),
        at=now,
    )
    return session.model_copy(update={"agreements": replaced(session.agreements, new, [old] if old else [])})


def withdraw_agreement(session: Session, item_id: str) -> Session:
    """Take back what was agreed on an item, with its dissent."""
    return session.model_copy(
        update={"agreements": tuple(one for one in session.agreements if one.item_id != item_id)}
    )


def dissent(session: Session, item_id: str, partner_id: str, reason: str, *, now: datetime) -> Session:
    """Put on record that a partner does not share the agreed level; an empty reason takes it back."""
    partner = find_partner(session, partner_id)
    old = session.agreement(item_id)
    if old is None:
        raise Problem(
            "There is no agreed level to dissent from",
            where=session.item(item_id).number,
            mend="Agree a level first.",
        )
    kept = clean(reason)
    mine = [one for one in old.dissents if one.partner_id == partner.id]
    if kept:
        dissents = replaced(
            old.dissents, Dissent(partner_id=partner.id, reason=kept, from_level=old.level), mine
        )
    else:
        dissents = tuple(one for one in old.dissents if one not in mine)
    new = old.model_copy(update={"dissents": dissents, "at": now})
    return session.model_copy(update={"agreements": replaced(session.agreements, new, [old])})
