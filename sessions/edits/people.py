"""Changes to who is in the room: partners and people."""

from collections.abc import Sequence
from datetime import datetime

from sessions.edit import edit
from sessions.edits.text import needed, replaced
from sessions.meeting import attendee, attendees
from sessions.origins import loses_origin, noted_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ROOM, Attendance, Attendee, Partner, Person, Sector
from sessions.text import clean, slug


def _free_name(session: Session, name: str, besides: str | None = None) -> str:
    kept = needed(name, "The partner's name", lines=False)
    for other in session.partners:
        if other.id != besides and other.name.casefold() == kept.casefold():
            raise Problem(f"There is a partner called {other.name} already", hint="Give it another name.")
    return kept


def _members(members: int | None) -> int | None:
    if members is not None and members < 1:
        raise Problem("A partner has at least one person", hint="Leave the number out if nobody counted.")
    return members


@edit("partner {new_partner}")
def add_partner(
    session: Session, _: datetime, name: str, sector: Sector = "other", members: int | None = None
) -> Session:
    """Add a partner at the end. Its id is made from its name and never changes."""
    kept = _free_name(session, name)
    taken = {partner.id for partner in session.partners} | {ROOM}
    base = slug(kept) or "partner"
    partner_id, number = base, 2
    while partner_id in taken:
        partner_id, number = f"{base}-{number}", number + 1
    partner = Partner(id=partner_id, name=kept, sector=sector, members=_members(members))
    return session.model_copy(update={"partners": (*session.partners, partner)})


@edit("change of partner {partner}")
def change_partner(
    session: Session, _: datetime, partner_id: str, *, name: str, sector: Sector, members: int | None = None
) -> Session:
    """Rename a partner or correct its sector and number of people; its ballots stay its own."""
    old = session.find_partner(partner_id)
    kept = _free_name(session, name, besides=old.id)
    partners = replaced(session.partners, old, name=kept, sector=sector, members=_members(members))
    return session.model_copy(update={"partners": partners})


@edit("removal of {partner}")
def remove_partner(session: Session, _: datetime, partner_id: str) -> Session:
    """Remove a partner that has said nothing. One with answers, dots or dissent on record stays: Problem."""
    partner = session.find_partner(partner_id)
    if partner.id in session.spoke() or noted_of(session, partner.id):
        hint = "Rename it instead; undo takes answers back."
        raise Problem(f"{partner.name} has answers on record", hint=hint)
    people = tuple(
        person.model_copy(update={"partner_id": None}) if person.partner_id == partner.id else person
        for person in session.people
    )
    kept = tuple(other for other in session.partners if other.id != partner.id)
    return session.model_copy(update={"partners": kept, "people": people})


@edit("list of people")
def set_people(session: Session, _: datetime, people: Sequence[Person]) -> Session:
    """Replace the list of who was there. Raises Problem where somebody goes of whom something is noted."""
    kept = []
    for person in people:
        name = needed(person.name, "The person's name", lines=False)
        kept.append(person.model_copy(update={"name": name, "role": clean(person.role, lines=False)}))
    after = session.model_copy(update={"people": tuple(kept)})
    stay = {person.uid for person in kept}
    for gone in (person for person in session.people if person.uid not in stay):
        others = tuple(person for person in session.people if person is not gone)
        if loses_origin(session, session.model_copy(update={"people": others})):
            hint = "Note that they left, or sent apologies, instead."
            raise Problem(f"Something is noted of {gone.name}", hint=hint)
    return after


@edit("attendance of {attendee}")
def set_attendance(
    session: Session, now: datetime, uid: str, attendance: Attendance, *, at: datetime | None = None
) -> Session:
    """Note that a partner or a person is there, sent apologies, came late or left, `at` a time or now.

    Who came late and then leaves has both times. It changes nothing about who answers.
    """
    fields: dict[str, object] = {"attendance": attendance, "left_at": None}
    if attendance == "left":
        fields["left_at"] = at or now
    else:
        fields["came_at"] = (at or now) if attendance == "late" else None

    return _with_attendee(session, uid, **fields)


@edit("interests of {attendee}")
def declare_interests(session: Session, _: datetime, uid: str, interests: str) -> Session:
    """Note what a partner or a person declared to have an interest in; empty for nothing."""
    return _with_attendee(session, uid, interests=clean(interests))


@edit("chair")
def set_chair(session: Session, _: datetime, uid: str | None) -> Session:
    """Note which person chairs the meeting, instead of anybody else; None for nobody."""
    if uid is not None and uid not in {person.uid for person in session.people}:
        name = attendee(session, uid).name
        raise Problem(f"{name} is a body, and a person takes the chair", hint="Add the person first.")

    def seated(person: Person) -> Person:
        chairs = person.uid == uid
        return person if person.chair == chairs else person.model_copy(update={"chair": chairs})

    return session.model_copy(update={"people": tuple(map(seated, session.people))})


def _with_attendee(session: Session, uid: str, **fields: object) -> Session:
    """The session with these fields of a partner or person. Raises KeyError."""
    attendee(session, uid)

    def noted(row: Attendee) -> Attendee:
        return row.model_copy(update=fields) if row.uid == uid else row

    partners, people = tuple(map(noted, session.partners)), tuple(map(noted, session.people))
    return session.model_copy(update={"partners": partners, "people": people})


def find_attendee(session: Session, wanted: str) -> Attendee:
    """The partner or person of this name, or the only one whose name has `wanted` in it. Raises Problem."""
    rows, folded = attendees(session), " ".join(wanted.split()).casefold()
    exact = [row for row in rows if row.name.casefold() == folded]
    fitting = exact or [row for row in rows if folded and folded in row.name.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(row.name for row in (fitting or rows))
    if fitting:
        raise Problem(f"{wanted!r} fits several: {names}", hint="Type more of the name.")
    known = f"On the list: {names}." if names else "Add partners and people in the details first."
    raise Problem(f"Nobody is called {wanted!r}", hint=known)
