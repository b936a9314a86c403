"""Before a session: making one from a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sessions import plan
from sessions.clock import Clock, utc_now
from sessions.edit import Edit, together
from sessions.edits import people as people_edits
from sessions.edits.event import describe, set_material
from sessions.edits.series import follow
from sessions.identity import LISTS, stamped
from sessions.material import Pack
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import MaterialActivity, Person, Sector
from sessions.series import Chain, is_over
from sessions.store.file import SessionFile
from sessions.store.library import Library
from sessions.text import clean
from workshop.chosen import item_choice


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new session is made from."""

    template_id: str
    title: str = ""
    place: str = ""
    on: date | None = None
    partners: tuple[tuple[str, Sector, int | None], ...] = ()
    """(name, sector, number of people) of each."""
    people: tuple[Person, ...] = ()
    """Who is there; `partner_id` may be the partner's name, or a unique part of it."""
    sections: tuple[str, ...] = ()
    """Section ids, for the steps of the template that let the facilitator choose."""
    items: tuple[str, ...] = ()
    """Item ids, for the steps that let items be chosen."""
    as_bodies: bool = True
    after: Session | None = None
    """The session that it is the next one after; its open actions go on."""
    earlier: tuple[Session, ...] = ()
    """Those before that one, the latest first."""
    takes_parked: bool = True
    """Whether what was parked there goes on, too."""
    takes_left: bool | None = None
    """Whether what nobody came to there goes on, too; None: only what was left for the next session."""


ANEW = frozenset(("uid", "author", "counter", "attendance", "came_at", "left_at", "interests"))
"""Fields of a person that say nothing of the next session."""


def draft_after(
    before: Session, templates: Mapping[str, plan.Template], packs: Mapping[str, Pack], **given: Any
) -> Draft:
    """What the next session after another is made from: all that it had, but for fields that are `given`.

    Where a template lets items be chosen, they are those that were not reached.
    """
    names = {partner.id: partner.name for partner in before.partners}
    people = tuple(
        Person.model_validate(
            person.model_dump(exclude=set(ANEW)) | {"partner_id": names.get(person.partner_id or "")}
        )
        for person in before.people
    )
    material = [step for step in before.agenda if isinstance(step, MaterialActivity)]
    fields: dict[str, Any] = {
        "template_id": before.template_id,
        "title": before.title,
        "place": before.place,
        "on": before.next_meeting,
        "partners": tuple((partner.name, partner.sector, partner.members) for partner in before.partners),
        "people": people,
        "sections": tuple(dict.fromkeys(section for step in material for section in step.section_ids)),
        "as_bodies": before.as_bodies,
    }
    template = templates.get(given.get("template_id") or before.template_id)
    if template is not None and (choice := item_choice(template, packs)) is not None:
        left, known = plan.left(before), {item.id for item in choice.items}
        fields["items"] = tuple(ref for ref in left if ref in known)[: choice.most]
    if "partners" in given and "people" not in given:
        there = {name.casefold() for name, _, _ in given["partners"]}
        fields["people"] = tuple(
            person.model_copy(update={"partner_id": None})
            if (person.partner_id or "").casefold() not in there
            else person
            for person in people
        )
    return Draft(**{**fields, **given}, after=before)


def going_on(
    session: Session,
    before: Chain,
    templates: Mapping[str, plan.Template],
    packs: Mapping[str, Pack],
    *,
    keeps_agenda: bool = False,
) -> Edit:
    """What makes a session that has not begun the next one after the first of `before`.

    It takes over what that one had and nobody has given it yet: title, date, partners, people, and, unless it
    `keeps_agenda`, template and material. Raises Problem.
    """
    last, own = before[0], templates.get(session.template_id)
    keeps_agenda = keeps_agenda or last.template_id not in templates
    names = [default_title(own, place) for place in (session.place, "")] if own else []
    given: dict[str, Any] = {} if session.title in names else {"title": session.title}
    given |= {"on": session.date} if session.date else {}
    draft = draft_after(last, templates, packs, **given)
    edits = [describe(title=draft.title, place=last.place, on=draft.on, as_bodies=draft.as_bodies)]
    if not keeps_agenda:
        agenda, used = plan.agenda(templates[draft.template_id], packs, draft.sections, draft.items)
        edits.append(set_material(draft.template_id, agenda, used))
    if not session.partners:
        edits += [people_edits.add_partner(*partner) for partner in draft.partners]
    if not session.people:
        edits.append(_bringing(draft.people))
    goes_on = follow(before)
    return Edit(goes_on.label, together(*edits, goes_on).apply)


def linking(
    session: Session,
    before: Chain,
    templates: Mapping[str, plan.Template],
    packs: Mapping[str, Pack],
    today: date,
    *,
    keeps_agenda: bool = True,
) -> Edit:
    """What puts a session behind others: one that was held takes nothing on, and one in which nobody has
    spoken yet takes over what it has not itself. Raises Problem.
    """
    if is_over(session, today):
        return follow(before, takes_on=False)
    if session.at is not None and session.spoke():
        return follow(before)
    keeps_agenda = keeps_agenda or session.at is not None
    return going_on(session, before, templates, packs, keeps_agenda=keeps_agenda)


def _bringing(people: tuple[Person, ...]) -> Edit:
    """People of another session; each of the partner of the same name, where one is here."""

    def bring(session: Session, now: datetime) -> Session:
        ids = {partner.name: partner.id for partner in session.partners}
        mapped = [
            person.model_copy(update={"partner_id": ids.get(person.partner_id or "")}) for person in people
        ]
        return people_edits.set_people(mapped).apply(session, now)

    return Edit(lambda _: "people", bring)


def template_of(templates: Mapping[str, plan.Template], template_id: str) -> plan.Template:
    """Template by id. Raises Problem."""
    if template_id not in templates:
        hint = f"Templates here: {', '.join(sorted(templates))}."
        raise Problem(f"There is no template {template_id!r}", hint=hint)
    return templates[template_id]


def default_title(template: plan.Template, place: str) -> str:
    """A title for a session that nobody has named yet."""
    return f"{place} {template.name.lower()}" if place else template.name


def start(
    library: Library,
    packs: Mapping[str, Pack],
    templates: Mapping[str, plan.Template],
    draft: Draft,
    *,
    clock: Clock = utc_now,
    author: str = "",
) -> SessionFile:
    """Make a session from a draft and save it. Raises Problem, and then nothing was written."""
    template = template_of(templates, draft.template_id)
    place = clean(draft.place, lines=False)
    title = clean(draft.title, lines=False) or default_title(template, place)
    session_id = library.free_id(title, "" if place.casefold() in title.casefold() else place, draft.on)
    session = drafted(replace(draft, title=title, place=place), template, packs, session_id, clock())
    blank = session.model_copy(update=dict.fromkeys(LISTS, ()))
    return library.create(stamped(blank, session, author))


def drafted(
    draft: Draft, template: plan.Template, packs: Mapping[str, Pack], session_id: str, now: datetime
) -> Session:
    """The session that a draft makes, with its title and place as they stand. Raises Problem."""
    agenda, used = plan.agenda(template, packs, draft.sections, draft.items)
    session = Session(
        id=session_id,
        title=draft.title,
        place=draft.place,
        date=draft.on,
        template_id=template.id,
        created_at=now,
        as_bodies=draft.as_bodies,
        packs=used,
        agenda=agenda,
    )
    for name, sector, members in draft.partners:
        session = people_edits.add_partner(name, sector, members).apply(session, now)
    people = []
    for person in draft.people:
        partner_id = session.find_partner(person.partner_id).id if person.partner_id else person.partner_id
        people.append(person.model_copy(update={"partner_id": partner_id}))
    session = people_edits.set_people(people).apply(session, now)
    if draft.after is None:
        return session
    before = (draft.after, *draft.earlier)
    return follow(before, parked=draft.takes_parked, left=draft.takes_left).apply(session, now)
