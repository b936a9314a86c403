"""Changes to what the partners say: ballots, rounds, agreed levels, dissent."""

from collections.abc import Sequence
from datetime import datetime

from sessions.aspects import aspect_of
from sessions.edit import edit
from sessions.kinds.score.records import (
    AGREEMENTS,
    BALLOTS,
    ROUNDS,
    ROUNDS_OF_ITEMS,
    Agreement,
    Ballot,
    BallotSource,
    Dissent,
    Earlier,
    EvidenceStrength,
    Round,
    agreement_on,
    ballots_on,
    is_seen,
    round_of,
)
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ROOM, Partner
from sessions.scope import check_applies
from sessions.text import clean
from sessions.voices import check_hands, check_voice, recusals_on, voices_on


@edit("counts of {partner} on {item}")
def answer(
    session: Session,
    now: datetime,
    item_id: str,
    partner_id: str,
    counts: Sequence[int],
    dont_know: int = 0,
    *,
    number: int | None = None,
    source: BallotSource = "room",
    instead: bool = False,
) -> Session:
    """Record how a partner answered, a count a level, lowest first; in the current round or in `number`.

    A ballot of that partner in that round is replaced; one without any answer takes it back. Once the room
    has seen the round, what it saw is kept in the ballot. The whole room answers instead of the partners, or
    they instead of it, only with `instead`.
    """
    partner = session.find_voice(partner_id)
    check_applies(session, item_id)
    _check_counts(session, item_id, partner, counts, dont_know)
    if instead and partner not in voices_on(session, item_id):
        session = _without_others(session, now, item_id, partner, source)
    check_voice(session, item_id, partner, session.called(item_id))
    if number is not None and not 1 <= number <= ROUNDS:
        raise Problem(f"There is no round {number}", hint=f"Rounds go from 1 to {ROUNDS}.")
    current, _ = round_of(session, item_id)
    number = current if number is None else number
    seen = is_seen(session, item_id, number, source)
    ballot = Ballot(
        item_id=item_id,
        partner_id=partner.id,
        round=number,
        counts=tuple(counts),
        dont_know=dont_know,
        source=source,
        at=now,
    )
    if seen:
        ballot = _after_reveal(session, ballot)
    if not ballot.stands and ballot.before is None:
        key = BALLOTS.key(ballot)
        return BALLOTS.without(session, lambda other: BALLOTS.key(other) == key)
    changed = BALLOTS.with_row(session, ballot)
    if number > current:
        changed = _set_round(changed, item_id, number, revealed=False, now=now, source=source)
    return changed


def _after_reveal(session: Session, ballot: Ballot) -> Ballot:
    """A ballot of a round that the room has seen, with what stood there then, unless it is that again."""
    return BALLOTS.after_reveal(
        session, ballot, lambda row: Earlier(counts=row.counts, dont_know=row.dont_know)
    )


def _without_others(
    session: Session, now: datetime, item_id: str, partner: Partner, source: BallotSource
) -> Session:
    """The session without the partners' answers on an item, where the whole room answers, or without its.

    What the room has seen of them is kept, as taken back.
    """
    ballots: list[Ballot] = []
    for ballot in BALLOTS.of(session):
        if ballot.item_id != item_id or (ballot.partner_id == ROOM) == (partner.id == ROOM):
            ballots.append(ballot)
        elif is_seen(session, item_id, ballot.round, source):
            nobody = {"counts": (0,) * len(ballot.counts), "dont_know": 0, "at": now}
            ballots.append(_after_reveal(session, ballot.model_copy(update=nobody)))
    return BALLOTS.put(session, ballots)


def _check_counts(
    session: Session, item_id: str, partner: Partner, counts: Sequence[int], dont_know: int
) -> None:
    """Raises Problem where these are no answer of this partner on this item."""
    item, scale = session.item(item_id), session.scale_of(item_id)
    if len(counts) != (levels := len(scale.levels)):
        what, where = f"{len(counts)} counts for a scale of {levels} levels", f"{item.number} {item.name}"
        hint = f"Give {levels} numbers, from level {scale.base} to level {scale.top}."
        raise Problem(what, where=where, hint=hint)
    check_hands(partner, counts, dont_know)


@edit("answer of {partner} on {item}")
def answer_level(
    session: Session,
    now: datetime,
    item_id: str,
    partner_id: str,
    level: int | None,
    *,
    number: int | None = None,
    source: BallotSource = "room",
    instead: bool = False,
) -> Session:
    """Record one spokesperson's level, or (None) that it does not know."""
    scale = session.scale_of(item_id)
    if level is not None:
        unknown = "0 stands" if scale.base else "? stands"
        _check_level(session, item_id, level, more=f"; {unknown} for don't know.")
    counts = scale.one_at(level)
    unsure = int(level is None)
    ballot = answer(item_id, partner_id, counts, unsure, number=number, source=source, instead=instead)
    return ballot.apply(session, now)


def _check_level(session: Session, item_id: str, level: int, *, what: str = "level", more: str = ".") -> None:
    scale = session.scale_of(item_id)
    if level not in scale.numbers:
        where, hint = session.called(item_id), f"Levels go from {scale.base} to {scale.top}{more}"
        raise Problem(f"There is no {what} {level} on this scale", where=where, hint=hint)


@edit("taking back the answer of {partner} on {item}")
def take_back(session: Session, now: datetime, item_id: str, partner_id: str) -> Session:
    """Take back a partner's answer in the item's current round."""
    nobody = session.scale_of(item_id).one_at(None)
    return answer(item_id, partner_id, nobody).apply(session, now)


def _set_round(
    session: Session,
    item_id: str,
    number: int,
    *,
    revealed: bool,
    now: datetime,
    source: BallotSource = "room",
) -> Session:
    """The round of an item. What a room has seen once stays so: only what was all typed up is the shell's."""
    old = next((row for row in ROUNDS_OF_ITEMS.of(session) if row.item_id == item_id), None)
    if old is not None and old.source != "shell" and (old.revealed or old.number > 1):
        source = "room"
    new = Round(item_id=item_id, number=number, revealed=revealed, source=source, at=now)
    return ROUNDS_OF_ITEMS.with_row(session, new)


@edit("reveal of {numbered_item}")
def reveal(session: Session, now: datetime, item_id: str, *, source: BallotSource = "room") -> Session:
    """Show the room the answers of the item's current round, all at once.

    With `source` "shell" they are typed up where no room looks on, and can still be mended without a trace.
    """
    number, _ = round_of(session, item_id)
    if not ballots_on(session, item_id, number):
        what, hint = "Nobody has answered yet", "Answer first."
        if number > 1:
            what, hint = "Nobody has answered in the second round yet", "Answer once more first."
        raise Problem(what, where=session.called(item_id), hint=hint)
    return _set_round(session, item_id, number, revealed=True, now=now, source=source)


@edit("second round on {item}")
def second_round(session: Session, now: datetime, item_id: str) -> Session:
    """Answer once more after the talk; the first view is kept."""
    number, revealed = round_of(session, item_id)
    if not revealed:
        raise Problem("The first answers are still hidden", hint="Reveal them before a second round.")
    if number >= ROUNDS:
        raise Problem(f"This item has had its {ROUNDS} rounds", hint="Agree a level, or undo.")
    return _set_round(session, item_id, number + 1, revealed=False, now=now)


@edit("agreed level {level} on {item}")
def agree(
    session: Session,
    now: datetime,
    item_id: str,
    level: int,
    *,
    target: int | None = None,
    evidence: EvidenceStrength | None = None,
    dissents: Sequence[tuple[str, str]] = (),
) -> Session:
    """Settle on a level, a target, the evidence. Dissent is kept; `dissents` adds (partner, reason) to it."""
    check_applies(session, item_id)
    _check_level(session, item_id, level)
    if aspect_of(item_id) is not None and (target, evidence) != (None, None):
        what = f"{session.called(item_id)} has neither target nor strength of evidence"
        raise Problem(what, hint="Agree on the level alone.")
    if target is not None:
        _check_level(session, item_id, target, what="target")
        if target < level:
            hint = "Set a target at the level or above."
            raise Problem(f"The target {target} is below the agreed level {level}", hint=hint)
    old = agreement_on(session, item_id)
    kept = old.dissents if old else ()
    new = Agreement(item_id=item_id, level=level, target=target, evidence=evidence, dissents=kept, at=now)
    session = AGREEMENTS.with_row(session, new)
    for partner, reason in dissents:
        session = dissent(item_id, partner, reason).apply(session, now)
    return session


@edit("withdrawal of the agreed level on {item}")
def withdraw_agreement(session: Session, _: datetime, item_id: str) -> Session:
    """Take back what was agreed on an item, with its dissent."""
    return AGREEMENTS.without(session, lambda agreement: agreement.item_id == item_id)


@edit("dissent of {partner} on {item}")
def dissent(session: Session, now: datetime, item_id: str, partner_id: str, reason: str) -> Session:
    """Put on record that a partner does not share the agreed level; an empty reason takes it back."""
    partner = session.find_partner(partner_id)
    if partner.id in recusals_on(session, item_id):
        check_voice(session, item_id, partner, session.called(item_id))
    old = agreement_on(session, item_id)
    if old is None:
        where, hint = session.called(item_id), "Agree a level first."
        raise Problem("There is no agreed level to dissent from", where=where, hint=hint)
    kept = clean(reason)
    dissents = list(old.dissents)
    own = next((index for index, d in enumerate(dissents) if d.partner_id == partner.id), len(dissents))
    new = [Dissent(partner_id=partner.id, reason=kept, from_level=old.level)] if kept else []
    dissents[own : own + 1] = new
    return AGREEMENTS.with_row(session, old.model_copy(update={"dissents": tuple(dissents), "at": now}))
