"""Who sits at which table, as far as a session knows, and what the copy for a table holds of it."""

import re
from collections.abc import Collection

from sessions.origins import loses_origin, step_origins
from sessions.record import Session

_NUMBERED = re.compile(r"table\s*(\d+)\b", re.IGNORECASE)
Seats = tuple[tuple[str, ...], ...]
"""Ids of the partners at each table, by its place."""


def seating(session: Session, tables: int) -> Seats:
    """Who sits at which of so many tables; empty where the session does not know.

    It knows where partners are called by the number of their table, or where there are as many as tables and
    a step keeps apart what each of them says.
    """
    numbers = [_NUMBERED.match(partner.name) for partner in session.partners]
    if numbers and all(numbers):
        seats: list[list[str]] = [[] for _ in range(tables)]
        for partner, number in zip(session.partners, numbers, strict=True):
            place = int(number[1]) if number else 0
            if not 1 <= place <= tables:
                return ()
            seats[place - 1].append(partner.id)
        return tuple(map(tuple, seats)) if all(seats) else ()
    own = {ref.rpartition("/")[2] for ref in step_origins(session)}
    if len(session.partners) == tables and own.issuperset(partner.id for partner in session.partners):
        return tuple((partner.id,) for partner in session.partners)
    return ()


def at_table(session: Session, seats: Collection[str]) -> Session:
    """The session as the table with these partners needs it: without who sits elsewhere.

    Who is of no partner stays, and so does whoever something is recorded of, with its people. To a merge the
    others are rows that this copy has not heard of; it takes nobody out.
    """
    spoke = session.spoke()
    for partner in session.partners:
        if partner.id not in seats and partner.id not in spoke:
            partners = tuple(other for other in session.partners if other is not partner)
            people = tuple(person for person in session.people if person.partner_id != partner.id)
            without = session.model_copy(update={"partners": partners, "people": people})
            session = session if loses_origin(session, without) else without
    return session
