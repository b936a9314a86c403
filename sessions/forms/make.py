"""The forms of a session: a form for each partner, with what its steps ask of that partner before the day."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sessions.days import show_long
from sessions.forms.model import Form, PackEdition, Question, form_id
from sessions.kinds.before import Asked
from sessions.kinds.registry import asked_in, kind_of
from sessions.problem import Problem
from sessions.record import THE_ROOM, Session
from sessions.rows import Partner
from sessions.scope import why_not
from sessions.text import clean


class NotAsked(NamedTuple):
    """A step in which people give a view, and which is in no form."""

    step_id: str
    title: str
    why: str
    """In small letters and without an end."""

    @property
    def words(self) -> str:
        """Title and reason; a title may end with a question mark."""
        return f"{self.title} – {self.why}"


def forms(session: Session, *, note: str = "") -> tuple[Form, ...]:
    """A form for each partner that is asked anything; one of the whole room where there are no partners.

    Raises Problem where no step asks anything that can be answered before the day.
    """
    every = tuple(form_of(session, partner, note=clean(note)) for partner in session.partners or (THE_ROOM,))
    asking = tuple(form for form in every if form.questions)
    if not asking:
        hint = "Put a step on the agenda in which partners answer on a scale."
        if why := "; ".join(row.words for row in not_asked(session)):
            hint = f"{why}."
        raise Problem("Nothing here can be answered before the day", where=session.title, hint=hint)
    return asking


def form_of(session: Session, partner: Partner, *, note: str = "") -> Form:
    """The form of one partner. It has no questions where nothing is asked of that partner."""
    asked = [
        question
        for question in asked_before(session)
        if partner == THE_ROOM or partner in question.by.voices(session, question)
    ]
    used = {question.item.id.partition("/")[0] for question in asked if question.item is not None}
    return Form(
        id=form_id(session.id, partner.uid),
        session_id=session.id,
        session_title=session.title,
        partner_uid=partner.uid,
        partner_name=partner.name,
        by_people=not session.as_bodies or partner == THE_ROOM,
        questions=tuple(_questions(asked)),
        packs=tuple(PackEdition(p.id, p.name, p.edition) for p in session.packs if p.id in used),
        place=session.place,
        date=show_long(session.date) if session.date else "",
        note=note,
    )


def asked_before(session: Session) -> tuple[Asked, ...]:
    """What partners are asked before the day, in the agenda's order, each once.

    Without what does not apply here, steps that are not held, and those that can't be asked before.
    """
    planned = (step for step in session.agenda if step.state == "planned")
    steps = [step for step in planned if not kind_of(step).before.why_not(session, step)]
    return tuple(
        question for question in asked_in(session, steps).values() if why_not(session, question.ref) is None
    )


def not_asked(session: Session) -> tuple[NotAsked, ...]:
    """The steps in which people give a view and which are in no form, and why; without those not held."""
    planned = (step for step in session.agenda if step.state == "planned")
    reasons = ((step, kind_of(step).before.why_not(session, step)) for step in planned)
    return tuple(NotAsked(step.id, step.title, why) for step, why in reasons if why)


def _questions(asked: Sequence[Asked]) -> Iterator[Question]:
    """Questions, no two of which are called alike: what is typed up from paper goes by that."""
    many: Counter[str] = Counter()
    several = len({question.step for question in asked}) > 1
    for question in asked:
        many[question.called.casefold()] += 1
        number = many[question.called.casefold()]
        yield Question(
            key=question.key,
            called=question.called if number == 1 else f"{question.called} ({number})",
            name=question.name,
            statement=question.statement,
            question=question.scale.question,
            levels=question.levels,
            section=_heading(question) if several else question.section,
            help=question.help,
        )


def _heading(asked: Asked) -> str:
    """The step, and the section of its material, where the one does not say the other.

    "Domain 1: From 1.1 to 1.4" says "Domain 1: Building the foundations".
    """
    step, section = asked.step, asked.section
    label, colon, _ = section.partition(":")
    says_it = colon and step.casefold().startswith(f"{label}:".casefold())
    if says_it or section.casefold() in step.casefold():
        return step
    return section if step.casefold() in section.casefold() else f"{step} · {section}"
