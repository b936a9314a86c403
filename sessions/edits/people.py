"""Changes to who is in the room: partners and people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sessions.edit import Edit, named
from sessions.edits.text import needed, replaced
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ROOM, Partner, Person, Sector
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


def add_partner(name: str, sector: Sector = "other", members: int | None = None) -> Edit:
    """Add a partner at the end. Its id is made from its name and never changes."""

    def change(session: Session, _: datetime) -> Session:
        kept = _free_name(session, name)
        taken = {partner.id for partner in session.partners} | {ROOM}
        base = slug(kept) or "partner"
        partner_id, number = base, 2
        while partner_id in taken:
            partner_id, number = f"{base}-{number}", number + 1
        partner = Partner(id=partner_id, name=kept, sector=sector, members=_members(members))
        return session.model_copy(update={"partners": (*session.partners, partner)})

    return named(f"partner {name}", change)


def change_partner(partner_id: str, *, name: str, sector: Sector, members: int | None = None) -> Edit:
    """Rename a partner or correct its sector and number of people; its ballots stay its own."""

    def change(session: Session, _: datetime) -> Session:
        old = find_partner(session, partner_id)
        new = old.model_copy(
            update={
                "name": _free_name(session, name, besides=old.id),
                "sector": sector,
                "members": _members(members),
            }
        )
        return session.model_copy(update={"partners": replaced(session.partners, old, new)})

    return named(f"change of {name}", change)


def remove_partner(partner_id: str) -> Edit:
    """Remove a partner that has said nothing. One with answers, dots or dissent on record stays: Problem."""

    def change(session: Session, _: datetime) -> Session:
        partner = find_partner(session, partner_id)
        if partner.id in session.spoke():
            raise Problem(
                f"{partner.name} has answers on record", hint="Rename it instead; undo takes answers back."
            )
        people = tuple(
            person.model_copy(update={"partner_id": None}) if person.partner_id == partner.id else person
            for person in session.people
        )
        kept = tuple(other for other in session.partners if other.id != partner.id)
        return session.model_copy(update={"partners": kept, "people": people})

    return Edit(lambda session: f"removal of {find_partner(session, partner_id).name}", change)


def find_partner(session: Session, wanted: str) -> Partner:
    """The voice with this id, this name, or the only one whose name has `wanted` in it.

    Raises Problem where none or several fit.
    """
    voices = session.voices()
    folded = wanted.strip().casefold()
    by_id = next((p for p in voices if p.id == wanted), None)
    if by_id is not None:
        return by_id
    exact = [p for p in voices if folded in (p.id.casefold(), p.name.casefold())]
    fitting = exact or [p for p in voices if folded and (folded in p.name.casefold() or folded in p.id)]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(p.name for p in (fitting or voices))
    if fitting:
        raise Problem(f"{wanted!r} fits several partners: {names}", hint="Type more of the name.")
    raise Problem(f"No partner is called {wanted!r}", hint=f"The partners are: {names}.")


def set_people(people: Sequence[Person]) -> Edit:
    """Replace the list of who was there."""

    def change(session: Session, _: datetime) -> Session:
        kept = tuple(
            person.model_copy(
                update={
                    "name": needed(person.name, "The person's name", lines=False),
                    "role": clean(person.role, lines=False),
                }
            )
            for person in people
        )
        return session.model_copy(update={"people": kept})

    return named("list of people", change)
