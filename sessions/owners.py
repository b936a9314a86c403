"""Who an action is for, by what was typed: one of the people and bodies that a session knows, or another."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sessions.names import begun_by, bodies_called, people_called
from sessions.record import Session


@dataclass(frozen=True, slots=True)
class Names:
    """The names that can be meant."""

    bodies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    homes: Mapping[str, str] = field(default_factory=dict)
    """The body that a person comes from, by names, as far as it is known."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who an action is for: a person, a body, or somebody of a body."""

    person: str = ""
    body: str = ""
    which: tuple[str, ...] = ()
    """Names that what was typed fits alike, or begins; it stands as it was typed. Empty for no doubt."""

    def taking(self, name: str, names: Names) -> "Owner":
        """The owner that it is where `name`, one of `which`, is meant."""
        if name in names.people:
            return Owner(name, self.body or names.homes.get(name, ""))
        return Owner(self.person if self.body else "", name)


def names_of(session: Session) -> Names:
    """Partners and people of a session, and whoever its actions name besides."""
    partners = {partner.id: partner.name for partner in session.partners}
    people = [person.name for person in session.people]
    homes = {
        person.name: partners[person.partner_id] for person in session.people if person.partner_id in partners
    }
    bodies = list(dict.fromkeys(partners.values()))
    for action in session.actions:
        if action.body and action.body not in bodies and not bodies_called(action.body, bodies):
            bodies.append(action.body)
    for action in session.actions:
        known = action.owner in people or people_called(action.owner, people)
        if action.owner and not known and not bodies_called(action.owner, bodies, beginnings=False):
            people.append(action.owner)
    return Names(tuple(bodies), tuple(people), homes)


def find_owner(person: str, body: str, names: Names) -> Owner:
    """Who is meant, by full names where they are known, so that nobody gets two; else as it was typed."""
    which: tuple[str, ...] = ()
    people = people_called(person, names.people)
    if len(people) == 1:
        person = people[0]
    elif people:
        which = people
    elif not body:
        bodies = bodies_called(person, names.bodies, beginnings=False)
        if len(bodies) == 1:
            return Owner("", bodies[0])
        which = bodies
    if not people:
        which = which or begun_by(person, (*names.people, *(() if body else names.bodies)))
    body = body or names.homes.get(person, "")
    bodies = bodies_called(body, names.bodies)
    if len(bodies) == 1:
        body = bodies[0]
    return Owner(person, body, which or (bodies if len(bodies) > 1 else ()))
