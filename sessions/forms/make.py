"""The forms of a session: a form for each partner, with what its steps ask of that partner on a scale."""

from collections.abc import Iterable, Iterator

from sessions.aspects import aspect_of, item_of
from sessions.days import show_long
from sessions.forms.model import Form, PackEdition, Question, form_id
from sessions.kinds.registry import kind_of
from sessions.material import Item, Level, Scale
from sessions.problem import Problem
from sessions.record import THE_ROOM, Session, find_scale
from sessions.rows import Activity, MaterialActivity, Partner
from sessions.scope import items_not_applying
from sessions.text import clean
from sessions.voices import asked_on, recusals_on


def forms(session: Session, *, note: str = "") -> tuple[Form, ...]:
    """A form for each partner that is asked anything; one of the whole room where there are no partners.

    Raises Problem where no step asks anything that can be answered before the day.
    """
    made = tuple(form_of(session, partner, note=clean(note)) for partner in session.partners or (THE_ROOM,))
    asking = tuple(form for form in made if form.questions)
    if not asking:
        hint = "Put a step on the agenda in which partners answer on a scale."
        raise Problem("Nothing here can be answered before the day", where=session.title, hint=hint)
    return asking


def form_of(session: Session, partner: Partner, *, note: str = "") -> Form:
    """The form of one partner. It has no questions where nothing is asked of that partner."""
    asked = (ref for ref in all_asked(session) if _is_for(session, ref, partner))
    questions = tuple(_question(session, ref) for ref in asked)
    used = {question.item_id.partition("/")[0] for question in questions}
    return Form(
        id=form_id(session.id, partner.uid),
        session_id=session.id,
        session_title=session.title,
        partner_uid=partner.uid,
        partner_name=partner.name,
        by_people=not session.as_bodies or partner == THE_ROOM,
        questions=questions,
        packs=tuple(PackEdition(p.id, p.name, p.edition) for p in session.packs if p.id in used),
        place=session.place,
        date=show_long(session.date) if session.date else "",
        note=note,
    )


def all_asked(session: Session) -> tuple[str, ...]:
    """The subjects (`sessions.aspects`) that partners answer on a scale, in the agenda's order, each once.

    Without what does not apply here, and steps that are not held. Their answers are ballots.
    """
    out = items_not_applying(session)
    steps = (step for step in session.agenda if step.state == "planned")
    return tuple(dict.fromkeys(ref for ref in asked_in(session, steps) if item_of(ref) not in out))


def asked_in(session: Session, steps: Iterable[Activity]) -> Iterator[str]:
    """The subjects that partners answer on a scale in these steps, in order; one may come again."""
    asking = (step for step in steps if isinstance(step, MaterialActivity) and step.answered)
    stops = (stop for step in asking for stop in kind_of(step).stops(session, step) if stop.part == "item")
    yield from (stop.ref for stop in stops if find_scale(session, stop.ref) is not None)


def _is_for(session: Session, ref: str, partner: Partner) -> bool:
    """Whether a partner is asked about a subject, and takes part in it."""
    if partner == THE_ROOM:
        return True
    return partner in asked_on(session, ref) and partner.id not in recusals_on(session, ref)


def _question(session: Session, ref: str) -> Question:
    item, pack, scale = session.item(ref), session.pack_of(ref), session.scale_of(ref)
    section = next(section for section in pack.sections if item in section.items)
    heading = ": ".join(filter(None, (section.label, section.title)))
    return Question(
        key=ref,
        item_id=item.id,
        called=session.called(ref),
        name=item.name,
        statement=item.statement,
        question=scale.question,
        levels=tuple(_levels(item, ref, scale)),
        section=heading if len(pack.sections) > 1 else "",
        help=item.prompts,
    )


def _levels(item: Item, ref: str, scale: Scale) -> Iterable[Level]:
    """The levels of a question, in the item's own words where those are meant."""
    is_own = (aspect := aspect_of(ref)) is None or aspect.scale is None
    words = dict(zip(scale.numbers, item.levels, strict=False)) if is_own else {}
    poles = (item.poles or scale.poles) if is_own else None
    ends = dict(zip((scale.base, scale.top), poles, strict=True)) if poles else {}
    for level in scale.levels:
        meaning = words.get(level.number) or ends.get(level.number) or level.meaning
        yield Level(number=level.number, label=level.label, meaning=meaning)
