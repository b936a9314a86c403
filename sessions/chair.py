"""Who chairs the meeting: whoever is noted as the chair, or else whoever has a role that says so."""

import re

from sessions.record import Session
from sessions.rows import Person

_ROLE = re.compile(r"\b(?:co-?)?chair(?:s|man|woman|person)?\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:vice|deputy|former|past|assistant to)\b", re.IGNORECASE)


def chairs(session: Session) -> tuple[Person, ...]:
    """The people in the chair; nobody who sent apologies is there by role."""
    noted = tuple(person for person in session.people if person.chair)
    by_role = (person for person in session.people if person.attendance != "apologies")
    return noted or tuple(p for p in by_role if _ROLE.search(p.role) and not _NOT.search(p.role))
