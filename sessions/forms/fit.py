"""What came back in a form, held against the session that asked: what fits it."""

from collections import Counter
from dataclasses import dataclass

from sessions.forms.make import form_of
from sessions.forms.model import Answer, Fault, Form, Question, Returned, form_id, spaced
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
    partner = _partner(returned, session)
    wrong = _wrong_place(returned, session, partner)
    if wrong is not None or partner is None:
        return Fitted(returned, partner, {}, {}, faults=(wrong,) if wrong else ())
    form = form_of(session, partner)
    faults: list[Fault] = []
    left_out: list[Fault] = []
    sound: dict[str, str] = {}
    keys = {key: _meant(form, key) for key in returned.keys}
    for key, question in keys.items():
        if question is None or returned.marks.get(key, question.mark) != question.mark:
            left_out.append(_another(returned, form, key, question))
        elif fault := _no_level(returned, key, question):
            faults.append(fault)
        else:
            sound[key] = question.key
    if twice := next((key for key, many in Counter(sound.values()).items() if many > 1), None):
        faults.append(Fault("", f"{twice} is answered under two names", "Leave one of the two."))
    answers = {sound[key]: answer for key, answer in returned.answers.items() if key in sound}
    comments = {sound[key]: text for key, text in returned.comments.items() if key in sound}
    return Fitted(returned, partner, answers, comments, tuple(left_out), tuple(faults))


def _partner(returned: Returned, session: Session) -> Partner | None:
    """Who returned it, by its identity; of what was typed up from paper, by the id of the form alone."""
    voices = session.partners or (THE_ROOM,)
    if returned.partner_uid:
        return next((voice for voice in voices if voice.uid == returned.partner_uid), None)
    return next((voice for voice in voices if form_id(session.id, voice.uid) == returned.form_id), None)


def _meant(form: Form, key: str) -> Question | None:
    """The question of this key, or, as on paper, of what the room calls it; None where there is none."""
    called = (question for question in form.questions if question.called.casefold() == key.casefold())
    return form.question(key) or next(called, None)


def _wrong_place(returned: Returned, session: Session, partner: Partner | None) -> Fault | None:
    """Why none of it belongs here; None where it does."""
    if returned.session_id and returned.session_id != session.id:
        what = f"It is a form of another session: {returned.session_title or returned.session_id}"
        return Fault("", what, "Take it into that session.")
    if partner is None and not returned.partner_uid:
        what = f"The form {spaced(returned.form_id)} is none of this session"
        return Fault("", what, "Look at the id on the paper once more.")
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
    """The fault that an answer is left out, since its question is not asked in the same words."""
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
