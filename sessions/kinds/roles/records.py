"""What is recorded on a function: which party leads, supports, is asked or is told, and who objects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import AwareDatetime, PlainSerializer, PlainValidator

from sessions.kinds.name_lists import as_json, word_or_names
from sessions.material import Item
from sessions.names import bodies_called
from sessions.problem import Problem
from sessions.record import Ref, Session, Table
from sessions.rows import MaterialActivity, Record, Row
from sessions.scope import items_not_applying
from sessions.voices import recusals_on

RoleName = Literal["leads", "supports", "asked", "told"]
ROLES: tuple[RoleName, ...] = get_args(RoleName)
"""In the order of their digits, from 1."""
MOST_PARTIES = 12
"""More have no column each on a wall of 80 cells."""


def named(value: Any) -> Any:
    """ "pack", "partners", or names that differ. Raises PydanticCustomError."""
    return word_or_names(value, ("pack", "partners"), 2, MOST_PARTIES, str.strip)


Parties = Annotated[
    Literal["pack", "partners"] | tuple[str, ...], PlainValidator(named), PlainSerializer(as_json)
]
"""Whose parts are told: those that the pack names, the session's partners, or these names."""


class RolesActivity(MaterialActivity):
    """A step on functions, the items of a pack, and on who does what in each."""

    kind: Literal["roles"] = "roles"
    parties: Parties = "pack"


class OfParty(Record):
    """What is recorded of one party."""

    party: str
    """Id of a partner, or the name of a party."""
    is_partner: bool = False

    @property
    def who(self) -> tuple[str, bool]:
        """What tells the party from every other."""
        return self.party, self.is_partner


class Assigned(OfParty):
    """The part that one party has in a function."""

    role: RoleName


class RoleDissent(OfParty):
    """A party that does not accept its part, with its reason."""

    reason: str
    from_role: RoleName | None = None
    """The part that it does not accept, None for having none; the room may have given it another since."""


class FunctionRoles(Row):
    """Who does what in one function, as the room has filled it in."""

    item_id: str
    roles: tuple[Assigned, ...] = ()
    """At most one a party."""
    dissents: tuple[RoleDissent, ...] = ()
    at: AwareDatetime


def _refs(row: FunctionRoles) -> tuple[Ref, ...]:
    parts: tuple[tuple[str, tuple[OfParty, ...]], ...] = (("roles", row.roles), ("dissents", row.dissents))
    partners = (
        Ref("partner", entry.party, (name, number))
        for name, entries in parts
        for number, entry in enumerate(entries)
        if entry.is_partner
    )
    return (Ref("item", row.item_id), *partners)


FUNCTIONS = Table(
    "roles",
    FunctionRoles,
    key=lambda row: row.item_id,
    refs=_refs,
    twice="this function has its roles already",
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody that can have a part in a function."""

    id: str
    """That of a partner, or the name of a party of the material."""
    name: str
    is_partner: bool

    @property
    def who(self) -> tuple[str, bool]:
        """What tells it from every other, as `OfParty.who`."""
        return self.id, self.is_partner


def parties_of(session: Session, activity: RolesActivity) -> tuple[Party, ...]:
    """The parties of a step, in their order; none where they are the partners and there are none."""
    if activity.parties == "partners":
        return tuple(Party(partner.id, partner.name, True) for partner in session.partners)
    names: tuple[str, ...] = ()
    if activity.parties != "pack":
        names = activity.parties
    elif activity.pack_id is not None:
        names = next((pack.parties for pack in session.packs if pack.id == activity.pack_id), ())
    return tuple(Party(name, name, False) for name in names)


def parties_on(session: Session, activity: RolesActivity, item_id: str) -> tuple[Party, ...]:
    """The parties that can have a part in a function: not a partner that takes no part in it."""
    out = recusals_on(session, item_id)
    return tuple(
        party for party in parties_of(session, activity) if not (party.is_partner and party.id in out)
    )


def find_party(session: Session, activity: RolesActivity, wanted: str) -> Party:
    """The party with this id or name, or the only one that a part or initials mean. Raises Problem."""
    parties = parties_of(session, activity)
    if not parties:
        what = f"{activity.title} has no parties yet"
        raise Problem(what, hint="They are the partners: add those first.")
    folded = " ".join(wanted.split()).casefold()
    exact = [party for party in parties if folded in (party.id.casefold(), party.name.casefold())]
    fitting = exact or [party for party in parties if folded and folded in party.name.casefold()]
    called = bodies_called(wanted, [party.name for party in parties])
    fitting = fitting or [party for party in parties if party.name in called]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(party.name for party in (fitting or parties))
    if fitting:
        raise Problem(f"{wanted!r} fits several parties: {names}", hint="Type more of the name.")
    raise Problem(f"No party is called {wanted!r}", hint=f"The parties are: {names}.")


@dataclass(frozen=True, slots=True)
class Function:
    """A function as far as the parties of one step go."""

    item: Item
    roles: Mapping[str, RoleName]
    """By id of the party, in the order of the parties; those without a part are not in it."""
    dissents: tuple[RoleDissent, ...] = ()

    @property
    def is_filled(self) -> bool:
        """Whether the room has said anything about it."""
        return bool(self.roles)

    def having(self, role: RoleName) -> tuple[str, ...]:
        """Ids of the parties with this part."""
        return tuple(party_id for party_id, own in self.roles.items() if own == role)

    @property
    def leads(self) -> tuple[str, ...]:
        """Ids of the parties that lead it: exactly one should."""
        return self.having("leads")


def roles_of(session: Session, item_id: str) -> FunctionRoles | None:
    """What is recorded on a function, if anything."""
    return next((row for row in FUNCTIONS.of(session) if row.item_id == item_id), None)


def function(session: Session, activity: RolesActivity, item: Item) -> Function:
    """A function, with the parts that the parties of a step have in it."""
    row = roles_of(session, item.id)
    if row is None:
        return Function(item, {})
    given, parties = {entry.who: entry.role for entry in row.roles}, parties_on(session, activity, item.id)
    known = {party.who for party in parties}
    roles = {party.id: given[party.who] for party in parties if party.who in given}
    return Function(item, roles, tuple(entry for entry in row.dissents if entry.who in known))


def functions(session: Session, activity: RolesActivity, section_id: str = "") -> tuple[Function, ...]:
    """The functions of a step that apply here, in its order; only those of a section where one is named."""
    out = items_not_applying(session)
    return tuple(
        function(session, activity, item)
        for section, items in activity.sections(session.packs)
        for item in items
        if item.id not in out and section_id in ("", section.id)
    )
