"""What came back in a form, held against the session that asked: what fits it."""

from dataclasses import dataclass

from sessions.forms.make import form_of
from sessions.forms.model import Answer, Fault, Form, Question, Returned, form_id
from sessions.record import THE_ROOM, Session
from sessions.rows import Partner


@dataclass(frozen=True, slots=True)
class Fitted:
    """What of a return fits its session. Keys are those of `Form.questions`."""

    returned: Returned
    partner: Partner | None
    """Who returned it; None where that is nobody in this session."""
    answers: dict[str, Answer]
    comments: dict[str, str]
    left_out: tuple[Fault, ...] = ()
    """Answers that cannot be taken, since the item is another by now; the others can."""
    faults: tuple[Fault, ...] = ()
    """What keeps all of it from being taken."""


def fitted(returned: Returned, session: Session) -> Fitted:
    """What of a return can be taken in a session."""
    partner = next((p for p in session.partners or (THE_ROOM,) if p.uid == returned.partner_uid), None)
    wrong = _wrong_place(returned, session, partner)
    if wrong is not None or partner is None:
        return Fitted(returned, partner, {}, {}, faults=(wrong,) if wrong else ())
    form = form_of(session, partner)
    faults: list[Fault] = []
    left_out: list[Fault] = []
    sound: set[str] = set()
    for key in returned.keys:
        question = form.question(key)
        if question is None or returned.marks.get(key, question.mark) != question.mark:
            left_out.append(_another(returned, form, key, question))
        elif fault := _no_level(returned, key, question):
            faults.append(fault)
        else:
            sound.add(key)
    answers = {key: answer for key, answer in returned.answers.items() if key in sound}
    comments = {key: text for key, text in returned.comments.items() if key in sound}
    return Fitted(returned, partner, answers, comments, tuple(left_out), tuple(faults))


def _wrong_place(returned: Returned, session: Session, partner: Partner | None) -> Fault | None:
    """Why none of it belongs here; None where it does."""
    if returned.session_id != session.id:
        what = f"It is a form of another session: {returned.session_title or returned.session_id}"
        return Fault("", what, "Take it into that session.")
    if partner is None:
        called = returned.partner_name or returned.partner_uid
        return Fault(
            "", f"{called} is no partner of this session", "Add the partner and write its form again."
        )
    if returned.form_id != form_id(session.id, partner.uid):
        what = "The id of the form does not belong to its session and partner"
        return Fault("", what, "Ask for the file again, as it was saved.")
    return None


def _another(returned: Returned, form: Form, key: str, question: Question | None) -> Fault:
    """That an answer is left out, since what it answers is not asked in the same words."""
    where = returned.places.get(key, "")
    pack_id = key.partition("/")[0]
    if question is None:
        hint = "It does not apply, is not asked of this partner, or is on the agenda no more."
        return Fault(where, f"{key} is not asked here", hint)
    then = next((pack.edition for pack in returned.packs if pack.id == pack_id), "")
    today = next((pack.edition for pack in form.packs if pack.id == pack_id), "")
    editions = f", of edition {then} and not {today}," if then and then != today else ""
    what = f"{question.called} {question.name} was asked{editions} in other words or on other levels"
    return Fault(where, what, "Ask again with a new form, or take the answer down in the room.")


def _no_level(returned: Returned, key: str, question: Question) -> Fault | None:
    """What is wrong with a level; None where it is on the scale, or is none."""
    answer = returned.answers.get(key)
    if answer is None or answer.level is None or answer.level in question.numbers:
        return None
    first, last = question.numbers[0], question.numbers[-1]
    what = f"There is no level {answer.level} for {question.called}"
    return Fault(returned.places.get(key, ""), what, f"Its levels go from {first} to {last}.")
