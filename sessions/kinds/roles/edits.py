"""Changes to who does what."""

from collections.abc import Sequence
from datetime import datetime

from pydantic_core import PydanticCustomError

from sessions.edit import edit
from sessions.edits.text import replaced
from sessions.kinds.roles.records import (
    FUNCTIONS,
    ROLES,
    Assigned,
    FunctionRoles,
    Party,
    RoleDissent,
    RoleName,
    RolesActivity,
    find_party,
    named,
    parties_of,
    parties_on,
    roles_of,
)
from sessions.problem import Problem
from sessions.record import Session, step_as
from sessions.scope import check_applies
from sessions.text import clean


def roles_step(session: Session, activity_id: str) -> RolesActivity:
    """The step of this id. Raises Problem where it is about something else, KeyError where there is none."""
    lacks = "is not about who does what"
    return step_as(session, activity_id, RolesActivity, lacks, "Choose a step that is.")


def _party_in(session: Session, activity_id: str, item_id: str, wanted: str) -> Party:
    """A party that can have a part in a function of a step. Raises Problem."""
    activity = roles_step(session, activity_id)
    called = session.called(item_id)
    if all(item.id != item_id for item in activity.items(session.packs)):
        raise Problem(f"{called} is none of the functions of {activity.title}", hint="Name one that is.")
    check_applies(session, item_id)
    party = find_party(session, activity, wanted)
    if party not in parties_on(session, activity, item_id):
        hint = f"Take that back first: {party.name} takes part again."
        raise Problem(f"{party.name} takes no part in {called}", hint=hint)
    return party


def _put(session: Session, row: FunctionRoles) -> Session:
    """The session with this row; without it, where nothing stands in it."""
    if row.roles or row.dissents:
        return FUNCTIONS.with_row(session, row)
    return FUNCTIONS.without(session, lambda other: other.item_id == row.item_id)


@edit("role of {party} in {item}")
def set_role(
    session: Session, now: datetime, activity_id: str, item_id: str, party_id: str, role: RoleName | None
) -> Session:
    """Give a party a part in a function in place of the one that it had; None: it has none.

    How many lead is not held to here: that nobody leads, or two, is what the room has to see.
    """
    if role is not None and role not in ROLES:
        raise Problem(f"There is no part {role!r}", hint=f"The parts are: {', '.join(ROLES)}.")
    party = _party_in(session, activity_id, item_id, party_id)
    old = roles_of(session, item_id) or FunctionRoles(item_id=item_id, at=now)
    own = next((entry for entry in old.roles if entry.who == party.who), None)
    if role == (own.role if own else None):
        return session
    others = tuple(entry for entry in old.roles if entry is not own)
    new = () if role is None else (Assigned(party=party.id, is_partner=party.is_partner, role=role),)
    return _put(session, old.model_copy(update={"roles": (*others, *new), "at": now}))


@edit("dissent of {party} on {item}")
def object_to_role(
    session: Session, now: datetime, activity_id: str, item_id: str, party_id: str, reason: str
) -> Session:
    """Put on record that a party does not accept its part; an empty reason takes it back.

    Raises Problem where nobody has a part in the function yet.
    """
    party, kept = _party_in(session, activity_id, item_id, party_id), clean(reason)
    old = roles_of(session, item_id)
    if old is None or not (old.roles or old.dissents):
        hint = "Say first who does what."
        raise Problem("There is nothing to object to yet", where=session.called(item_id), hint=hint)
    dissents = list(old.dissents)
    own = next((n for n, entry in enumerate(dissents) if entry.who == party.who), len(dissents))
    role = next((entry.role for entry in old.roles if entry.who == party.who), None)
    given = {"party": party.id, "is_partner": party.is_partner, "reason": kept, "from_role": role}
    dissents[own : own + 1] = [RoleDissent.model_validate(given)] if kept else []
    return _put(session, old.model_copy(update={"dissents": tuple(dissents), "at": now}))


@edit("whose parts are told in {step}")
def set_parties(session: Session, _: datetime, activity_id: str, parties: str | Sequence[str]) -> Session:
    """Say whose parts are told: "pack", "partners", or names.

    Raises Problem where somebody has a part, or objects, who would be none of them then.
    """
    activity = roles_step(session, activity_id)
    names = parties if isinstance(parties, str) else [clean(name, lines=False) for name in parties]
    try:
        kept = named(names)
    except PydanticCustomError as error:
        raise Problem("Nobody is named so", hint=f"It {error.message()}.") from error
    agenda = replaced(session.agenda, activity, parties=kept)
    after = session.model_copy(update={"agenda": agenda})
    stay = parties_of(after, roles_step(after, activity_id))
    if kept == "pack" and not stay:
        raise Problem("Its material names no parties", hint="Type their names, or take the partners.")
    known = {party.who for party in stay}
    for item in activity.items(session.packs):
        row = roles_of(session, item.id)
        gone = (entry.party for entry in (*row.roles, *row.dissents) if entry.who not in known) if row else ()
        if (lost := next(iter(gone), None)) is not None:
            name = next((party.name for party in parties_of(session, activity) if party.id == lost), lost)
            what = f"{name} has a part in {item.number} {item.name}"
            raise Problem(what, hint="Take that back first.")
    return after
