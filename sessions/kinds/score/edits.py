"""Changes to what the partners say: ballots, rounds, agreed levels, dissent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sessions.edit import Edit
from sessions.edits.people import find_partner
from sessions.kinds.score.records import (
    AGREEMENTS,
    BALLOTS,
    ROUNDS,
    ROUNDS_OF_ITEMS,
    Agreement,
    Ballot,
    BallotSource,
    Dissent,
    EvidenceStrength,
    Round,
    agreement_on,
    ballots_on,
    round_of,
)
from sessions.material import Scale
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Partner
from sessions.text import clean

MOST_NAME = 48
"""Characters of an item's name in what undo says."""


def _of(what: str, partner_id: str, item_id: str) -> Callable[[Session], str]:
    """The label of a change to what one partner says: "answer of the ICB on 1.6"."""
    return lambda session: f"{what} of {find_partner(session, partner_id).name} on {session.called(item_id)}"


def _on(what: str, item_id: str) -> Callable[[Session], str]:
    return lambda session: f"{what} on {session.called(item_id)}"


def _named(session: Session, item_id: str) -> str:
    """ "1.6 Governance that can decide", clipped."""
    item = session.item(item_id)
    name = item.name if len(item.name) <= MOST_NAME else f"{item.name[: MOST_NAME - 1].rstrip()}…"
    return f"{item.number} {name}"


def answer(
    item_id: str,
    partner_id: str,
    counts: Sequence[int],
    dont_know: int = 0,
    *,
    number: int | None = None,
    source: BallotSource = "room",
) -> Edit:
    """Record how a partner answered, in the item's current round or in round `number`.

    `counts` has one entry a level, lowest first. A ballot of that partner in that round is replaced;
    one without any answer takes it back.
    """

    def change(session: Session, now: datetime) -> Session:
        partner = find_partner(session, partner_id)
        _check_counts(session, item_id, partner, counts, dont_know)
        if number is not None and not 1 <= number <= ROUNDS:
            raise Problem(f"There is no round {number}", hint=f"Rounds go from 1 to {ROUNDS}.")
        current, revealed = round_of(session, item_id)
        ballot = Ballot(
            item_id=item_id,
            partner_id=partner.id,
            round=current if number is None else number,
            counts=tuple(counts),
            dont_know=dont_know,
            source=source,
            after_reveal=revealed and number in (None, current),
            at=now,
        )
        if ballot.answers + dont_know == 0:
            key = BALLOTS.key(ballot)
            return BALLOTS.without(session, lambda other: BALLOTS.key(other) == key)
        changed = BALLOTS.with_row(session, ballot)
        if ballot.round > current:
            changed = _set_round(changed, item_id, ballot.round, revealed=False, now=now)
        return changed

    return Edit(_of("counts", partner_id, item_id), change)


def _check_counts(
    session: Session, item_id: str, partner: Partner, counts: Sequence[int], dont_know: int
) -> None:
    """Raises Problem where these are no answer of this partner on this item."""
    item, scale = session.item(item_id), session.scale_of(item_id)
    if len(counts) != scale.top:
        raise Problem(
            f"{len(counts)} counts for a scale of {scale.top} levels",
            where=f"{item.number} {item.name}",
            hint=f"Give {scale.top} numbers, from level 1 to level {scale.top}.",
        )
    if any(count < 0 for count in counts) or dont_know < 0:
        raise Problem("A count is below nought", where=partner.name, hint="Count people from 0 up.")
    total = sum(counts) + dont_know
    if partner.members is not None and total > partner.members:
        raise Problem(
            f"{total} answers, but {partner.name} has {partner.members} people",
            hint=f"At most {partner.members} in all, or correct the number of people.",
        )


def answer_level(
    item_id: str,
    partner_id: str,
    level: int | None,
    *,
    number: int | None = None,
    source: BallotSource = "room",
) -> Edit:
    """Record one spokesperson's level, or (None) that it does not know."""

    def change(session: Session, now: datetime) -> Session:
        scale = session.scale_of(item_id)
        if level is not None:
            _check_level(session, item_id, scale, level, more=" 0 stands for don't know.")
        counts = [1 if level == step else 0 for step in range(1, scale.top + 1)]
        unsure = 1 if level is None else 0
        edit = answer(item_id, partner_id, counts, unsure, number=number, source=source)
        return edit.apply(session, now)

    return Edit(_of("answer", partner_id, item_id), change)


def _check_level(
    session: Session, item_id: str, scale: Scale, level: int, *, what: str = "level", more: str = ""
) -> None:
    if not 1 <= level <= scale.top:
        end = ";" if more else "."
        raise Problem(
            f"There is no {what} {level} on this scale",
            where=session.item(item_id).number,
            hint=f"Levels go from 1 to {scale.top}{end}{more}",
        )


def take_back(item_id: str, partner_id: str) -> Edit:
    """Take back a partner's answer in the item's current round."""

    def change(session: Session, now: datetime) -> Session:
        nobody = [0] * session.scale_of(item_id).top
        return answer(item_id, partner_id, nobody).apply(session, now)

    return Edit(_of("counts", partner_id, item_id), change)


def _set_round(session: Session, item_id: str, number: int, *, revealed: bool, now: datetime) -> Session:
    new = Round(item_id=item_id, number=number, revealed=revealed, at=now)
    return ROUNDS_OF_ITEMS.with_row(session, new)


def reveal(item_id: str) -> Edit:
    """Show the room the answers of the item's current round, all at once."""

    def change(session: Session, now: datetime) -> Session:
        number, _ = round_of(session, item_id)
        if not ballots_on(session, item_id, number):
            first = number == 1
            raise Problem(
                "Nobody has answered yet" if first else "Nobody has answered in the second round yet",
                where=session.item(item_id).number,
                hint="Answer first." if first else "Answer once more first.",
            )
        return _set_round(session, item_id, number, revealed=True, now=now)

    return Edit(lambda session: f"reveal of {_named(session, item_id)}", change)


def second_round(item_id: str) -> Edit:
    """Answer once more after the talk; the first view is kept."""

    def change(session: Session, now: datetime) -> Session:
        number, revealed = round_of(session, item_id)
        if not revealed:
            raise Problem("The first answers are still hidden", hint="Reveal them before a second round.")
        if number >= ROUNDS:
            raise Problem(f"This item has had its {ROUNDS} rounds", hint="Agree a level, or undo.")
        return _set_round(session, item_id, number + 1, revealed=False, now=now)

    return Edit(_on("second round", item_id), change)


def agree(
    item_id: str,
    level: int,
    *,
    target: int | None = None,
    evidence: EvidenceStrength | None = None,
    dissents: Sequence[tuple[str, str]] = (),
) -> Edit:
    """Settle on a level, and, where given, a target and the strength of the evidence. Dissent is kept.

    `dissents` are (partner, reason) of those who do not share it.
    """

    def change(session: Session, now: datetime) -> Session:
        scale = session.scale_of(item_id)
        _check_level(session, item_id, scale, level)
        if target is not None:
            _check_level(session, item_id, scale, target, what="target")
            if target < level:
                raise Problem(
                    f"The target {target} is below the agreed level {level}",
                    hint="Set a target at the level or above.",
                )
        old = agreement_on(session, item_id)
        new = Agreement(
            item_id=item_id,
            level=level,
            target=target,
            evidence=evidence,
            dissents=old.dissents if old else (),
            at=now,
        )
        session = AGREEMENTS.with_row(session, new)
        for partner, reason in dissents:
            session = dissent(item_id, partner, reason).apply(session, now)
        return session

    return Edit(_on("agreed level", item_id), change)


def withdraw_agreement(item_id: str) -> Edit:
    """Take back what was agreed on an item, with its dissent."""
    return Edit(
        _on("agreed level", item_id),
        lambda session, _: AGREEMENTS.without(session, lambda agreement: agreement.item_id == item_id),
    )


def dissent(item_id: str, partner_id: str, reason: str) -> Edit:
    """Put on record that a partner does not share the agreed level; an empty reason takes it back."""

    def change(session: Session, now: datetime) -> Session:
        partner = find_partner(session, partner_id)
        old = agreement_on(session, item_id)
        if old is None:
            raise Problem(
                "There is no agreed level to dissent from",
                where=session.item(item_id).number,
                hint="Agree a level first.",
            )
        kept = clean(reason)
        dissents = list(old.dissents)
        own = next((index for index, d in enumerate(dissents) if d.partner_id == partner.id), len(dissents))
        new = [Dissent(partner_id=partner.id, reason=kept, from_level=old.level)] if kept else []
        dissents[own : own + 1] = new
        return AGREEMENTS.with_row(session, old.model_copy(update={"dissents": tuple(dissents), "at": now}))

    return Edit(_of("dissent", partner_id, item_id), change)
