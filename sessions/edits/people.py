"""Changes to who is in the room: partners and people."""

from __future__ import annotations

from collections.abc import Sequence

from sessions.edits.text import needed, replaced
from sessions.problem import Problem
from sessions.record import (
    Partner,
    Person,
    Sector,
    Session,
)
from sessions.text import clean, slug


def _free_name(session: Session, name: str, besides: str | None = None) -> str:
    kept = needed(name, "The partner's name", lines=False)
    for other in session.partners:
        if other.id != besides and other.name.casefold() == kept.casefold():
            raise Problem(f"There is a partner called {other.name} already", mend="Give it another name.")
    return kept


def add_partner(session: Session, name: str, sector: Sector = "other", members: int | None = None) -> Session:
    """Add a partner at the end. Its id is made from its name and never changes."""
    kept = _free_name(session, name)
    taken = {partner.id for partner in session.partners} | {"room"}
    base = slug(kept) or "partner"
    partner_id = base
    number = 2
    while partner_id in taken:
        partner_id, number = f"{base}-{number}", number + 1
    partner = Partner(id=partner_id, name=kept, sector=sector, members=_members(members))
    return session.model_copy(update={"partners": (*session.partners, partner)})


def _members(members: int | None) -> int | None:
    if members is not None and members < 1:
        raise Problem("A partner has at least one person", mend="Leave the number out if nobody counted.")
    return members


def change_partner(
    session: Session, partner_id: str, *, name: str, sector: Sector, members: int | None = None
) -> Session:
    """Rename a partner or correct its sector; its ballots stay its own."""
    old = find_partner(session, partner_id)
    new = old.model_copy(
        update={
            "name": _free_name(session, name, besides=old.id),
            "sector": sector,
            "members": _members(members),
        }
    )
    return session.model_copy(update={"partners": replaced(session.partners, new, [old])})


def remove_partner(session: Session, partner_id: str) -> Session:
    """Remove a partner that has said nothing. One with answers, dots or dissent on record stays: Problem."""
    partner = find_partner(session, partner_id)
    spoke = {one.partner_id for one in session.ballots} | {one.partner_id for one in session.votes}
    spoke |= {dissent.partner_id for one in session.agreements for dissent in one.dissents}
    if partner.id in spoke:
        raise Problem(
            f"{partner.name} has answers on record", mend="Rename it instead; undo takes answers back."
        )
    people = tuple(
        p.model_copy(update={"partner_id": None}) if p.partner_id == partner.id else p for p in session.people
    )
    kept = tuple(one for one in session.partners if one.id != partner.id)
    return session.model_copy(update={"partners": kept, "people": people})


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
    found = exact or [p for p in voices if folded and (folded in p.name.casefold() or folded in p.id)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(p.name for p in (found or voices))
    if found:
        raise Problem(f"{wanted!r} fits several partners: {names}", mend="Type more of the name.")
    raise Problem(f"No partner is called {wanted!r}", mend=f"The partners are: {names}.")


def set_people(session: Session, people: Sequence[Person]) -> Session:
    """Replace the list of who was there."""
    kept = tuple(
        p.model_copy(
            update={
                "name": needed(p.name, "The person's name", lines=False),
                "role": clean(p.role, lines=False),
            }
        )
        for p in people
    )
    return session.model_copy(update={"people": kept})
