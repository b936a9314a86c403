"""What to suggest when partners are typed in: the usual ones, and a sector that fits a name. All pure."""

import re

from sessions.rows import SECTORS, Person, Sector

USUAL_PARTNERS: tuple[tuple[str, Sector], ...] = (
    ("County Council", "council"),
    ("Integrated Care Board (ICB)", "NHS"),
    ("Care providers", "provider"),
    ("Voluntary sector", "voluntary"),
    ("People with lived experience", "lived experience"),
)
"""(name, sector) of the partners that most sessions have, in the order they are usually named."""

_LEAST_LETTERS = 2
"""Letters that the beginning of a sector's name must have, so that a stray initial is not taken for one."""

_OTHER_NAMES: dict[Sector, tuple[str, ...]] = {
    "council": ("local authority", "local government"),
    "NHS": ("health",),
    "voluntary": ("voluntary sector", "vcse", "vcs", "third sector", "charity"),
    "provider": ("care provider",),
    "lived experience": ("experts by experience", "people with lived experience"),
}
_SIGNS: tuple[tuple[Sector, str], ...] = (
    ("lived experience", r"lived experience|(experts?|people) by experience|people who use|service users?"),
    ("voluntary", r"voluntary|volunteers?|vcse|vcs|cvs|third sector|charit\w+|age uk|not[- ]for[- ]profit"),
    ("voluntary", r"community (groups?|sector|action)|mind|healthwatch|citizens advice|hospice"),
    ("NHS", r"nhs|icb|ccg|integrated care|hospitals?|(foundation|acute|health|ambulance) trust|trust"),
    ("NHS", r"gps?|general practice|primary care|pcn|clinical|pharmac\w+|mental health (service|team)s?"),
    ("provider", r"providers?|care homes?|home ?care|domiciliary|housing association|ltd|limited|plc|agency"),
    ("council", r"council|borough|county|district|unitary|metropolitan|(local|combined) authority"),
    ("council", r"public health|social (care|services)|children'?s services|adult services|housing"),
    ("lived experience", r"carers?|patients?|residents|citizens|tenants|families|self[- ]advocates?"),
)
"""(sector, whole words that are a sign of it), tried in this order: the first that fits decides."""


def find_sector(text: str) -> Sector | None:
    """The sector that `text` names, in any case, by a beginning that fits only one: "vol"; or None."""
    wanted = " ".join(re.sub(r"[-_]", " ", text).casefold().split())
    named = [sector for sector, names in _OTHER_NAMES.items() if wanted in names]
    if not named and len(wanted) >= _LEAST_LETTERS:
        named = [sector for sector in SECTORS if sector.casefold().startswith(wanted)]
    return named[0] if len(named) == 1 else None


def guess_sector(name: str) -> Sector:
    """The sector that a partner's name points to; "other" where nothing does."""
    plain = name.casefold().replace("’", "'")
    guesses = (sector for sector, signs in _SIGNS if re.search(rf"\b(?:{signs})\b", plain))
    return next(guesses, "other")


def parse_partner(text: str) -> tuple[str, Sector, int | None]:
    """(name, sector, number of people or None) from NAME, NAME:SECTOR or NAME:SECTOR:12.

    A name may have colons in it; where it names no sector behind one, that is guessed.
    """
    name, colon, end = text.rpartition(":")
    if colon and (sector := find_sector(end)):
        return name.strip(), sector, None
    if colon and re.fullmatch(r"\s*[0-9]{1,4}\s*", end):
        first, colon, middle = name.rpartition(":")
        if colon and (sector := find_sector(middle)):
            return first.strip(), sector, int(end)
    return text.strip(), guess_sector(text), None


def parse_person(text: str) -> Person:
    """Somebody, from NAME, NAME:ROLE or NAME:ROLE:PARTNER; the partner as typed, which `start` finds."""
    name, _, rest = text.partition(":")
    role, _, partner = rest.partition(":")
    return Person(name=name.strip(), role=role.strip(), partner_id=partner.strip() or None)
