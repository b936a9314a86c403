"""A card: what is said of a session where many are listed. Plain values; loads next to nothing.

Thousands are read at the start, and few are seen: what makes dataclasses takes longer to load than these.
"""

from __future__ import annotations

import os

from sessions.files import SUFFIX
from sessions.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from sessions.disk import Stamp

UNDATED = "none"
"""Stands for the due date of an action that has none; it comes after every day."""
LINE = "\x1e"
"""Stands between two lines of a text."""
PARTS = 23
"""How many texts a card is."""
(_FILE, _STAMP, _SETTLED, _TITLE, _PLACE, _DATE, _CREATED_AT, _TEMPLATE_ID, _BEGUN, _ANSWERED, _ITEMS,
 _SUMMARY_AT, _DUES, _AWAY, _FINAL, _PREVIOUS, _TAKEN, _TO_SETTLE,
 _WHAT, _MEND) = (0, slice(1, 5), *range(5, PARTS))  # fmt: skip


class _Text:
    """One of the texts of a card."""

    def __init__(self, part: int) -> None:
        self._part = part

    def __get__(self, card: Card, owner: type[Card]) -> str:
        return card.parts[self._part]


class Card:
    """One session, or why it can't be read; never changed. All but the file's name drives no terminal."""

    __slots__ = ("parts",)
    file = _Text(_FILE)
    """Name of its file in the folder."""
    title = _Text(_TITLE)
    place = _Text(_PLACE)
    date = _Text(_DATE)
    """The day it is held, in ISO form; empty for none."""
    created_at = _Text(_CREATED_AT)
    """When it was made, in ISO form with its zone; of one that can't be read, the time of its file."""
    template_id = _Text(_TEMPLATE_ID)
    summary_at = _Text(_SUMMARY_AT)
    """When its summary was written, in ISO form with its zone; empty for never."""
    away_since = _Text(_AWAY)
    """When it was handed over to another laptop, in ISO form with its zone; empty for one that is here."""
    previous = _Text(_PREVIOUS)
    """Id of the session that it is the next one after; empty for none."""
    final_at = _Text(_FINAL)
    """When it was signed off, in ISO form with its zone; empty for a draft."""

    def __init__(self, parts: Sequence[str]) -> None:
        self.parts = parts
        """The texts, as `index` writes them; or the name of the file alone, of one that was not read yet."""

    @property
    def id(self) -> str:
        """What a person types to name it."""
        return self.parts[_FILE][: -len(SUFFIX)]

    @property
    def is_read(self) -> bool:
        """Whether more than its name is known. Of one that was not read, nothing else may be asked."""
        return len(self.parts) == PARTS

    def holds(self, stamp: Stamp, backups: int) -> bool:
        """Whether it is still that of its file; a damaged one's names a backup, so `backups` counts too."""
        if not self.is_read or self.parts[_SETTLED] != "1":
            return False
        changed, size, inode, backups_then = self.parts[_STAMP]
        unchanged = (int(changed), int(size), int(inode)) == stamp
        return unchanged and (not self.what or int(backups_then) == backups)

    @property
    def begun(self) -> bool:
        """Whether it has begun."""
        return self.parts[_BEGUN] == "1"

    @property
    def answered(self) -> int:
        """Items with an answer or an agreed level, of `items` to score."""
        return int(self.parts[_ANSWERED])

    @property
    def items(self) -> int:
        """Items to score."""
        return int(self.parts[_ITEMS])

    @property
    def to_settle(self) -> int:
        """How much two laptops said differently, and nobody has settled yet."""
        return int(self.parts[_TO_SETTLE] or 0)

    @property
    def outcome(self) -> str:
        """What has come of it: "handed over", "3 to settle", "final" or "summary written"; else empty."""
        if self.away_since:
            return "handed over"
        if self.to_settle:
            return f"{self.to_settle} to settle"
        return "final" if self.final_at else "summary written" if self.summary_at else ""

    @property
    def open_actions(self) -> int:
        """How many of its actions are still to be done."""
        dues = self.parts[_DUES]
        return dues.count(" ") + 1 if dues else 0

    @property
    def what(self) -> str:
        """What is wrong with it; empty where it can be read."""
        return self.parts[_WHAT].replace(LINE, "\n") if self.is_read else ""

    def overdue(self, today: str) -> int:
        """How many of its open actions should be done by now; `today` is in ISO form."""
        if not self.is_read or not (dues := self.parts[_DUES]):
            return 0
        return sum([due < today for due in dues.split(" ")]) if dues < today else 0

    def problem(self, folder: str | os.PathLike[str]) -> Problem:
        """Why it can't be read."""
        where = os.path.join(folder, self.file)  # noqa: PTH118  # pathlib takes long to load
        return Problem(self.what, where=where, hint=self.parts[_MEND].replace(LINE, "\n"))

    def __eq__(self, other: object) -> bool:
        """Whether another says the same, whatever the file was when it was made."""
        if not isinstance(other, Card):
            return NotImplemented
        return self.file == other.file and [*self.parts[_TITLE:]] == [*other.parts[_TITLE:]]


def newest_first(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Cards that were read in the order of a list: by the day it is held, then by when it was made.

    One that has no day yet is never older than those that it goes on from.
    """
    import datetime as dt  # noqa: PLC0415  # as long as nothing has changed, the order is that of the index

    listed = list(cards)
    known = {card.id: card for card in listed}

    def day(card: Card) -> str:
        found, seen = card.date or card.created_at[:10], {card.id}
        while not card.date and card.is_read and (before := known.get(card.previous)):
            if before.id in seen:
                break
            seen.add(before.id)
            card, found = before, max(found, before.date or before.created_at[:10])
        return found

    def age(card: Card) -> tuple[str, dt.datetime, str]:
        return day(card), dt.datetime.fromisoformat(card.created_at), card.id

    return tuple(sorted(listed, key=age, reverse=True))


def by_series(cards: Iterable[Card]) -> tuple[tuple[Card, ...], ...]:
    """The cards in groups: those of a series together, in the order in which they come, the others alone."""
    from sessions.chains import firsts  # noqa: PLC0415  # no list begins with it

    listed = list(cards)
    first = firsts({card.id: card.previous if card.is_read else "" for card in listed})
    groups: dict[str, list[Card]] = {}
    for card in listed:
        groups.setdefault(first[card.id], []).append(card)
    return tuple(map(tuple, groups.values()))


def folded_place(place: str) -> str:
    """What two ways to write the name of a place have in common."""
    return " ".join(place.split()).casefold()


def followed(cards: Iterable[Card]) -> frozenset[str]:
    """Ids of the sessions whose open actions go on in another one, and are counted there."""
    taken = [card.parts[_TAKEN] for card in cards if card.is_read and card.parts[_TAKEN]]
    return frozenset([session_id for ids in taken for session_id in ids.split(LINE)])


def marks(cards: Iterable[Card]) -> dict[str, str]:
    """{file: what to say of it}: of copies, and of sessions with the same title, place and day."""
    said: dict[str, str] = {}
    first: dict[tuple[str, str, str], str] = {}
    twins: dict[tuple[str, str, str], list[str]] = {}
    known = {card.parts[_FILE][: -len(SUFFIX)]: card.parts for card in cards}
    for name, parts in known.items():
        # Thousands of sessions have to be there at once: nearly all are of our making, and copies of nothing.
        if (not _is_made(name) or name[: -CHANCE - 1] in known) and (
            base := copy_of(name, known)
        ) is not None:
            said[parts[_FILE]] = f"a copy: {name[len(base) :].strip()}"
        elif len(parts) == PARTS and not parts[_WHAT]:
            face = parts[_TITLE].casefold(), parts[_PLACE].casefold(), parts[_DATE]
            if (other := first.setdefault(face, name)) is not name:
                twins.setdefault(face, [other]).append(name)
    for names in twins.values():
        for name in names:
            said[known[name][_FILE]] = f"…{name[-CHANCE:]}" if _is_made(name) else name
    return said


def alike(card: Card, cards: Iterable[Card]) -> tuple[Card, ...]:
    """The others that look like `card`: its copies, what it is a copy of, and those of its title and day."""
    known = {other.id: other for other in cards}
    base, face = copy_of(card.id, known) or card.id, _face(card)

    def is_alike(other: Card) -> bool:
        same = (copy_of(other.id, known) or other.id) == base
        return other.file != card.file and (same or (face is not None and face == _face(other)))

    return tuple(filter(is_alike, known.values()))


def _face(card: Card) -> tuple[str, str, str] | None:
    """What a list shows of a session; None of one that was not read."""
    if not card.is_read or card.what:
        return None
    return card.title.casefold(), card.place.casefold(), card.date


CHANCE = 4
"""Characters at the end of an id that no other session has."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def _is_made(session_id: str) -> bool:
    """Whether an id was made by this program, as of a title and a day: it ends with characters of chance."""
    return session_id[-CHANCE - 1 : -CHANCE] == "-" and not session_id[-CHANCE:].strip(_LETTERS)


def copy_of(session_id: str, known: Container[str]) -> str | None:
    """The id of the session whose file a sync program, or a person, has copied to a file of this name.

    They put something behind the name: "X (1)", "X (conflicted copy)", "X - Copy", "X.sync-conflict-2026…";
    "X-LAPTOP" is one where X is an id of ours.
    """
    if _is_made(session_id) and session_id[: -CHANCE - 1] not in known:
        return None  # as of nearly all; a list may have thousands
    for at in range(len(session_id) - 1, 0, -1):
        if session_id[at] in " .-~_" and (base := session_id[:at].rstrip()) in known:
            return base if session_id[at] != "-" or session_id[at - 1] == " " or _is_made(base) else None
    return None
