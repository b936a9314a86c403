"""Columns of a table that say who somebody is, found by what they are called."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from sessions.names import bodies_called
from sessions.record import Session
from sessions.rows import Partner
from sessions.text import clean

Who = Literal["name", "first name", "surname", "organisation", "role"]
CALLED: Mapping[Who, str] = {
    "name": """name|names|full name|your name|what is your name|person|name of person|who|display name
        attendee|attendee name|participant|participant name|delegate|delegate name|contact|contact name
        first name and surname""",
    "first name": "first name|firstname|forename|given name|first|your first name",
    "surname": "surname|last name|lastname|family name|second name|last|your surname",
    "organisation": """organisation|organisation name|name of organisation|organisation or group|body|agency
        your organisation|name of your organisation|what is your organisation|company|company name|employer
        partner|partner name|partner organisation|which partner are you from|who do you work for
        which organisation are you from|which organisation do you work for|which organisation do you represent
        who are you answering for""",
    "role": "role|your role|job title|job role|role or job title|position|job|post",
}
"""What such a column can be called, as `folded` leaves it, with a stroke or a new line between."""
_NAMES = {who: frozenset(re.split(r"\n\s*|\|", names)) for who, names in CALLED.items()}
_AMERICAN = "ization"
_MARKS = re.compile(r"[^\w/]+")
_NUMBERED = re.compile(r"^(?:q(?:uestion)? ?)?\d{1,3}[.):]? +(?=\D)")


def folded(text: str) -> str:
    """A head or a name as it is compared: small letters, without marks and without more space than needed."""
    text = clean(text, lines=False).casefold().replace(_AMERICAN, "isation")
    return " ".join(_MARKS.sub(" ", text).replace("_", " ").split())


def who_columns(head: Sequence[str]) -> dict[Who, list[int]]:
    """Columns, from 1, by what they say of somebody; several where it is said more than once."""
    found: dict[Who, list[int]] = {}
    for column, text in enumerate(head, start=1):
        called = {folded(text), _NUMBERED.sub("", folded(text))}
        for who in CALLED:
            if called.intersection(_NAMES[who]):
                found.setdefault(who, []).append(column)
    return found


def partners_called(session: Session, typed: str) -> tuple[Partner, ...]:
    """The partners that a name in a table can mean; several where it is in doubt."""
    wanted = folded(typed)
    same = [partner for partner in session.partners if wanted in (folded(partner.name), folded(partner.id))]
    if same:
        return tuple(same[:1])
    names = bodies_called(clean(typed, lines=False), [partner.name for partner in session.partners])
    return tuple(partner for partner in session.partners if partner.name in names)
