"""Who an action is for, from what was typed: a person or body that the session knows, or somebody else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sessions.names import begun_by, bodies_called, people_called
from sessions.record import Session
from sessions.remember import OfParts

_WORDS = re.compile(r"\S+")
_IN_A_NAME = frozenset(("and", "&", "for", "in", "of", "on", "the", "with"))
"""Words in small letters within a name: Friends of the Park."""
_NO_VERBS = frozenset(
    ("a", "all", "an", "at", "from", "it", "our", "that", "their", "these", "this", "up", "us")
)
"""Words that are no name, and with which nobody begins to say what is to be done."""
_LONGEST_NAME = 12  # words of a name that is looked for at the beginning of a line
_LEADS = ("to", "-", "–", "—")
"""Words between who and what: Priya to draft it."""


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
    parts = (session.partners, session.people, session.actions)
    return _NAMES("all", parts, lambda: _names_of(session))


_NAMES: OfParts[Names] = OfParts()


def _names_of(session: Session) -> Names:
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


def split_owner(typed: str, names: Names) -> tuple[str, str]:
    """(who, what) of "Priya draft it", where a line has no other text; what is empty where all is a name.

    Who is the longest beginning that is a known name; else the words with capitals at the beginning, or the
    first, up to a comma or a colon. What is left says what to do, if it is more than a word.
    """
    words = list(_WORDS.finditer(typed))
    count = _words_known(typed, words, names)
    is_known = count > 0
    count = count or _words_with_capitals([word[0] for word in words])
    rest = words[count:]
    is_led = bool(rest) and (rest[0][0].casefold() in _LEADS or words[count - 1][0].endswith(":"))
    if rest and rest[0][0].casefold() in _LEADS:
        rest = rest[1:]
    if not rest or (len(rest) == 1 and not (is_known or is_led)):
        return typed, ""
    return typed[: words[count - 1].end()].rstrip(",:;"), typed[rest[0].start() :]


def _words_known(typed: str, words: Sequence[re.Match[str]], names: Names) -> int:
    """How many words at the beginning are a name that is known, at most; 0 for none."""
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        name = typed[: words[count - 1].end()].rstrip(",:;")
        if people_called(name, names.people) or bodies_called(name, names.bodies, beginnings=False):
            return count
    return 0


def _words_with_capitals(words: Sequence[str]) -> int:
    """How many words at the beginning can be the name of somebody unknown, one at least."""
    count = 0
    for index, word in enumerate(words):
        if word[:1].isupper():
            count = index + 1
        elif not count or word not in _IN_A_NAME:
            break
        if word.endswith((",", ":")):
            break
    if 1 < count < len(words) and words[count].casefold() in _IN_A_NAME | _NO_VERBS:
        count -= 1  # Priya Draft the protocol
    return max(count, 1)
