"""Changes to a checklist: the room's answers, what partners say first, the reveal, dissent."""

from collections.abc import Sequence
from datetime import datetime

from sessions.edit import edit
from sessions.edits.text import replaced
from sessions.kinds.checklist.records import (
    CHECKS,
    COUNTED,
    PARTNER_CHECKS,
    REVEALED_CHECKS,
    Check,
    CheckAnswer,
    CheckDissent,
    ChecklistActivity,
    PartnerCheck,
    RevealedCheck,
    check_on,
    is_revealed,
    partner_checks_on,
    waiting_checks,
)
from sessions.kinds.score.records import BallotSource, Earlier
from sessions.problem import Problem
from sessions.record import Session, step_as
from sessions.rows import ROOM, Partner
from sessions.scope import check_applies
from sessions.text import clean
from sessions.voices import check_hands, check_voice, recusals_on, voices_on


@edit("answer to {numbered_item}")
def tick(session: Session, now: datetime, item_id: str, answer: CheckAnswer) -> Session:
    """Record the room's answer to a check; dissent that is on record stays."""
    return _ticked(session, now, item_id, 0, answer)


@edit("answer to question {question} of {numbered_item}")
def tick_question(
    session: Session, now: datetime, item_id: str, question: int, answer: CheckAnswer
) -> Session:
    """Record the room's answer to a question under a check, by its number from 1. Raises Problem."""
    many = len(session.item(item_id).questions)
    if not 1 <= question <= many:
        called = session.called(item_id)
        hint = f"Its questions go from 1 to {many}." if many else "It has none: answer the check itself."
        raise Problem(f"There is no question {question} under {called}", hint=hint)
    return _ticked(session, now, item_id, question, answer)


def _ticked(session: Session, now: datetime, item_id: str, question: int, answer: CheckAnswer) -> Session:
    session.item(item_id)
    check_applies(session, item_id)
    old = check_on(session, item_id, question)
    if old is not None:
        return CHECKS.with_row(session, old.model_copy(update={"answer": answer, "at": now}))
    return CHECKS.with_row(session, Check(item_id=item_id, question=question, answer=answer, at=now))


@edit("taking back the answer to {numbered_item}")
def untick(session: Session, _: datetime, item_id: str, question: int = 0) -> Session:
    """Take back the room's answer to a check, with its dissent; or that to one of its questions.

    Raises Problem where there is none.
    """
    if check_on(session, item_id, question) is None:
        raise Problem("There is no answer to take back", where=session.called(item_id), hint="Answer first.")
    return CHECKS.without(session, lambda row: CHECKS.key(row) == (item_id, question))


@edit("answer of {partner} on {item}")
def say(
    session: Session,
    now: datetime,
    item_id: str,
    partner_id: str,
    counts: Sequence[int],
    dont_know: int = 0,
    *,
    source: BallotSource = "room",
    instead: bool = False,
) -> Session:
    """Record what a partner says to a check, hidden until the reveal: a count for yes, partly and no each.

    One without any answer takes it back. Once the room has seen the answers, what it saw is kept. The whole
    room answers instead of the partners, or they instead of it, only with `instead`.
    """
    partner = session.find_voice(partner_id)
    check_applies(session, item_id)
    _check_counts(partner, counts, dont_know)
    if instead and partner not in voices_on(session, item_id):
        session = _without_others(session, now, item_id, partner)
    check_voice(session, item_id, partner, session.called(item_id))
    new = PartnerCheck(
        item_id=item_id,
        partner_id=partner.id,
        counts=tuple(counts),
        dont_know=dont_know,
        source=source,
        at=now,
    )
    if is_revealed(session, item_id):
        new = _after_reveal(session, new)
    if not new.stands and new.before is None:
        return PARTNER_CHECKS.without(session, lambda row: PARTNER_CHECKS.key(row) == (item_id, partner.id))
    return PARTNER_CHECKS.with_row(session, new)


@edit("answer of {partner} on {item}")
def say_one(session: Session, now: datetime, item_id: str, partner_id: str, answer: CheckAnswer) -> Session:
    """Record one spokesperson's answer."""
    counts = [int(answer == counted) for counted in COUNTED]
    return say(item_id, partner_id, counts, int(answer == "unknown")).apply(session, now)


@edit("taking back the answer of {partner} on {item}")
def unsay(session: Session, now: datetime, item_id: str, partner_id: str) -> Session:
    """Take back what a partner said to a check."""
    return say(item_id, partner_id, [0] * len(COUNTED)).apply(session, now)


def _check_counts(partner: Partner, counts: Sequence[int], dont_know: int) -> None:
    if len(counts) != len(COUNTED):
        hint = "Give three: yes, partly and no."
        raise Problem(f"{len(counts)} counts for {len(COUNTED)} answers", hint=hint)
    check_hands(partner, counts, dont_know)


def _after_reveal(session: Session, new: PartnerCheck) -> PartnerCheck:
    """An answer to a check that the room has seen, with what stood there then, unless it is that again."""
    return PARTNER_CHECKS.after_reveal(
        session, new, lambda row: Earlier(counts=row.counts, dont_know=row.dont_know)
    )


def _without_others(session: Session, now: datetime, item_id: str, partner: Partner) -> Session:
    """The session without the partners' answers to a check, where the whole room answers, or without its."""
    kept: list[PartnerCheck] = []
    for row in PARTNER_CHECKS.of(session):
        if row.item_id != item_id or (row.partner_id == ROOM) == (partner.id == ROOM):
            kept.append(row)
        elif is_revealed(session, item_id):
            nobody = {"counts": (0,) * len(COUNTED), "dont_know": 0, "at": now}
            kept.append(_after_reveal(session, row.model_copy(update=nobody)))
    return PARTNER_CHECKS.put(session, kept)


@edit("reveal of {numbered_item}")
def reveal_check(session: Session, _: datetime, item_id: str) -> Session:
    """Show the room what the partners said to a check, all at once. Raises Problem where nobody did."""
    if not partner_checks_on(session, item_id):
        where, hint = session.called(item_id), "Answer first."
        raise Problem("Nobody has answered yet", where=where, hint=hint)
    if is_revealed(session, item_id):
        return session
    return REVEALED_CHECKS.with_row(session, RevealedCheck(item_id=item_id))


@edit("dissent of {partner} on {item}")
def dissent_from_check(
    session: Session, now: datetime, item_id: str, partner_id: str, reason: str
) -> Session:
    """Put on record that a partner does not share the room's answer; an empty reason takes it back."""
    partner = session.find_partner(partner_id)
    if partner.id in recusals_on(session, item_id):
        check_voice(session, item_id, partner, session.called(item_id))
    check = check_on(session, item_id)
    if check is None:
        hint = "Record the room's answer first."
        raise Problem("There is no answer to dissent from", where=session.called(item_id), hint=hint)
    kept, dissents = clean(reason), list(check.dissents)
    own = next((at for at, old in enumerate(dissents) if old.partner_id == partner.id), len(dissents))
    new = [CheckDissent(partner_id=partner.id, reason=kept, from_answer=check.answer)] if kept else []
    dissents[own : own + 1] = new
    return CHECKS.with_row(session, check.model_copy(update={"dissents": tuple(dissents), "at": now}))


@edit("who answers in {step}")
def answer_by(session: Session, _: datetime, activity_id: str, *, by_partner: bool) -> Session:
    """Have each partner answer first, hidden until the reveal, or the room at once.

    Raises Problem where the step is no checklist, or where answers in it are still hidden.
    """
    hint = "Choose a step in which checks are answered."
    activity = step_as(session, activity_id, ChecklistActivity, "is no checklist", hint)
    hidden = {item.id for item in activity.items(session.packs)} & set(waiting_checks(session))
    if hidden and not by_partner:
        raise Problem("Some answers of partners are still hidden", hint="Reveal them, or take them back.")
    agenda = replaced(session.agenda, activity, by_partner=by_partner)
    return session.model_copy(update={"agenda": agenda})
