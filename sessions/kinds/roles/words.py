"""Who does what, in words. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from sessions import words
from sessions.kinds.roles.records import ROLES, Function, Party, RoleDissent, RoleName
from sessions.spans import Line, joined, plain, typed

NAMES: Mapping[RoleName, str] = {
    "leads": "leads",
    "supports": "supports",
    "asked": "is asked",
    "told": "is told",
}
LETTERS: Mapping[RoleName, str] = {"leads": "L", "supports": "S", "asked": "A", "told": "T"}
REFUSED = "✗"
"""Behind the part that a party does not accept."""
KEY = tuple(f"{LETTERS[role]} {NAMES[role]}" for role in ROLES)


def party_name(party: Party) -> Line:
    """A party's name: that of a partner was typed."""
    return typed(party.name) if party.is_partner else plain(party.name)


def names_of(parties: Sequence[Party], ids: Iterable[str]) -> list[Line]:
    """The names of the parties with these ids, in the order of the parties."""
    wanted = set(ids)
    return [party_name(party) for party in parties if party.id in wanted]


def leads(function: Function) -> str:
    """What is wrong with who leads: "nobody leads", "two lead"; empty where one does, or nothing is said."""
    count = len(function.leads)
    if not function.is_filled or count == 1:
        return ""
    return "nobody leads" if count == 0 else f"{_number(count)} lead"


def _number(count: int) -> str:
    return words.NUMBERS[count] if count < len(words.NUMBERS) else str(count)


def parts(function: Function, parties: Sequence[Party]) -> Line:
    """ "leads: Lead provider · supports: GP practices, Public"; empty where nobody has a part."""
    said = ((role, names_of(parties, function.having(role))) for role in ROLES)
    return joined(((*plain(f"{NAMES[role]}: "), *joined(who, ", ")) for role, who in said if who), " · ")


def called(function: Function) -> str:
    """ "2.4 Keep the directory"."""
    return f"{function.item.number} {function.item.name}"


def with_leads(function: Function, parties: Sequence[Party]) -> Line:
    """ "2.4 Keep the directory: Lead provider and Public", of one that several lead; else its name alone."""
    who = names_of(parties, function.leads)
    name = plain(called(function))
    return (*name, *plain(": "), *joined(who, ", ")) if who else name


def objection(entry: RoleDissent, role: RoleName | None) -> str:
    """ "does not accept its part"; "did not accept that it leads", where `role`, its part now, is another."""
    if entry.from_role == role:
        return f"does not accept {'its part' if role else 'having no part'}"
    return f"did not accept that it {NAMES[entry.from_role] if entry.from_role else 'had no part'}"


def dissent(
    parties: Sequence[Party], entry: RoleDissent, role: RoleName | None, *, reason: bool = True
) -> Line:
    """ "GP practices (supports): No time"; "(before: supports)" where `role`, its part now, is another."""
    name = next((party_name(p) for p in parties if p.id == entry.party), typed(entry.party))
    part = NAMES[entry.from_role] if entry.from_role else "no part"
    since = "" if entry.from_role == role else "before: "
    why = (*plain(": "), *typed(entry.reason)) if reason else ()
    return (*name, *plain(f" ({since}{part})"), *why)


def counts(functions: Sequence[Function]) -> str:
    """ "Of 28 functions, 20 have one lead, 3 have none, 2 have several, 3 are open"."""
    filled = [function for function in functions if function.is_filled]
    several = sum(len(function.leads) > 1 for function in filled)
    nobody = sum(not function.leads for function in filled)
    rows = (
        (len(filled) - several - nobody, "has one lead", "have one lead"),
        (nobody, "has none", "have none"),
        (several, "has several", "have several"),
        (len(functions) - len(filled), "is not filled in", "are not filled in"),
    )
    said = ", ".join(words.number_of(*row) for row in rows if row[0])
    return f"Of {words.number_of(len(functions), 'function', 'functions')}, {said}." if functions else ""
