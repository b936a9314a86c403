"""A copy as merging sees it, and what two of them make: a map of multi-value registers with a context.

Joining is commutative, associative and idempotent, since each part is: a dot stays where both have it, or
where the other has not seen it. What one side alone knows of stays. No clock and no order of files decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from hashlib import blake2b
from typing import Any, NamedTuple

from sessions.identity import tables_of
from sessions.parts import ORDERED, SESSION, as_json, fields_of, key_of, material, parts_of
from sessions.record import Session
from sessions.rows import uid_from
from sessions.shared import ALIVE, MADE, ORDERS, WHOLE, said_in
from sessions.store.storage import Tables
from sessions.store.tables import table_names
from sessions.versions import orders_of

Dot = tuple[str, int]
"""(sitting, counter) of a change; (root, 0) of what was there when the session was shared."""
Register = Mapping[Dot, frozenset[str]]
"""What a part says, as JSON, by the change that wrote it."""
Place = tuple[str, str, str]
"""(table, key of a row, part)."""
TRUE, FALSE = "true", "false"


class Stamp(NamedTuple):
    """Who wrote a row last: the highest counter of all copies, and its identity, the lowest."""

    counter: int
    author: str
    uid: str

    def joined(self, other: "Stamp") -> "Stamp":
        last = max((self.counter, self.author), (other.counter, other.author))
        return Stamp(*last, min(self.uid, other.uid))


class Made(NamedTuple):
    """Which change made a row, and behind which row of its table; None for the first."""

    counter: int
    sitting: str
    behind: str | None


class Copy(NamedTuple):
    """A copy of a session, with tables of its file that are not ours."""

    session: Session
    kept: Tables


@dataclass(frozen=True, slots=True)
class State:
    """What merging knows of a copy, or of several that were joined."""

    root: str
    seen: Mapping[str, int]
    parts: Mapping[Place, Register]
    stamps: Mapping[tuple[str, str], Stamp] = field(default_factory=dict)
    made: Mapping[tuple[str, str], Made] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    """What the copies were called, by sitting."""
    laptops: Mapping[str, str] = field(default_factory=dict)
    """The ids of the laptops, by sitting."""
    first_said: Mapping[tuple[Dot, str], str] = field(default_factory=dict)
    """{(change, value that it brought back): the sitting in which that was said first}."""

    def has_seen(self, dot: Dot) -> bool:
        """Whether a change is in here, or was and has been overwritten by one that knew it."""
        return dot[1] <= self.seen.get(dot[0], -1)

    def joined(self, other: "State") -> "State":
        """What this state and another make together."""
        sittings = {**self.seen, **other.seen}
        seen = {key: max(self.seen.get(key, -1), other.seen.get(key, -1)) for key in sittings}
        parts = {place: _register(self, place, other) for place in dict.fromkeys((*self.parts, *other.parts))}
        stamps = {
            row: _both(self.stamps.get(row), other.stamps.get(row))
            for row in dict.fromkeys((*self.stamps, *other.stamps))
        }
        made = dict(self.made)
        for row, own in other.made.items():
            made[row] = min(made.get(row, own), own, key=lambda way: (way.counter, way.sitting))
        tables, laptops = {**self.tables, **other.tables}, {**self.laptops, **other.laptops}
        first_said = {**self.first_said, **other.first_said}
        return State(self.root, seen, parts, stamps, made, tables, laptops, first_said)


def _both(mine: Stamp | None, yours: Stamp | None) -> Stamp:
    both = [stamp for stamp in (mine, yours) if stamp is not None]
    return reduce(Stamp.joined, both)


def _register(here: State, place: Place, there: State) -> Register:
    mine, yours = here.parts.get(place), there.parts.get(place)
    if mine is None or yours is None:  # one of them has not heard of it
        return mine or yours or {}
    if mine == yours:
        return mine
    stay = {dot for dot in mine if dot in yours or not there.has_seen(dot)}
    come = {dot for dot in yours if dot in mine or not here.has_seen(dot)}
    none: frozenset[str] = frozenset()
    # Neither is left where a file was changed by other hands: then both are.
    return {dot: mine.get(dot, none) | yours.get(dot, none) for dot in stay | come or {*mine, *yours}}


def states(copies: Sequence[Copy]) -> tuple[State, ...]:
    """The copies as merging sees them.

    Those of one sharing know of each other's changes. Where some are of none, or of another, what differs is
    taken as said on both sides: nothing tells which of them saw the other.
    """
    roots = {copy.session.shared.root if copy.session.shared else "" for copy in copies}
    root = roots.pop() if len(roots) == 1 else ""
    alike = bool(root)
    root = root or uid_from("joined", *sorted({*roots, ""}))
    known = {row.uid: (name, key_of(name, row)) for copy in copies for name, row in _rows(copy.session)}
    return tuple(_Reading(copy, root, alike=alike).state(known) for copy in copies)


def _rows(session: Session) -> Iterable[tuple[str, Any]]:
    for name, rows in tables_of(session).items():
        if name != "spells":
            yield from ((name, row) for row in rows)


class _Reading:
    """Takes one copy apart."""

    def __init__(self, copy: Copy, root: str, *, alike: bool) -> None:
        self._copy = copy
        self._shared = copy.session.shared
        self._root = root
        self._alike = alike
        self._parts: dict[Place, Register] = {}
        self._stamps: dict[tuple[str, str], Stamp] = {}
        self._made: dict[tuple[str, str], Made] = {}
        self._first_said: dict[tuple[Dot, str], str] = {}

    def state(self, known: Mapping[str, tuple[str, str]]) -> State:
        session = self._copy.session
        for name, row in _rows(session):
            key = key_of(name, row)
            self._row(name, key, row.model_dump(mode="json"))
            self._stamps[name, key] = Stamp(row.counter, row.author, row.uid)
        for name, documents in material(session.packs).items():
            for key, document in documents.items():
                self._row(name, key, document)
        for place, value in _unknown(self._copy.kept):
            self._part(place, value)
        for part, value in fields_of(session).items():
            self._part((SESSION, SESSION, part), as_json(value))
        self._orders()
        self._gone(known)
        seen = {self._root: 0, **(self._shared.seen if self._shared else {})}
        return State(self._root, seen if self._alike else self._without_root(seen), *self._all())

    def _all(self) -> tuple[Any, ...]:
        tables, laptops = (self._shared.tables, self._shared.laptops) if self._shared else ({}, {})
        return self._parts, self._stamps, self._made, tables, laptops, self._first_said

    def _without_root(self, seen: dict[str, int]) -> dict[str, int]:
        return {sitting: counter for sitting, counter in seen.items() if sitting != self._root}

    def _row(self, table: str, key: str, document: Mapping[str, Any], *, alive: bool = True) -> None:
        self._note_made(table, key)
        for part, value in parts_of(table, document).items():
            self._part((table, key, part), value)
        self._part((table, key, ALIVE), TRUE if alive else FALSE)

    def _note_made(self, table: str, key: str) -> None:
        dots = self._shared.versions.get(key, {}).get(MADE) if self._shared else None
        if dots:
            self._made[table, key] = Made(dots[1], dots[0], dots[2])

    def _part(self, place: Place, value: str) -> None:
        _, key, part = place
        versions = self._shared.versions.get(key, {}) if self._shared else {}
        dots = versions.get(part) or ([versions[MADE][:2]] if MADE in versions else None)
        if dots is None:
            dot = (self._root, 0) if self._alike else _of_value(value)
            self._parts[place] = {dot: frozenset({value})}
            return
        register: dict[Dot, frozenset[str]] = {}
        for dot in dots:
            said = dot[2] if len(dot) > 2 else value
            if said_in(dot) != dot[0]:
                self._first_said[(dot[0], dot[1]), said] = said_in(dot)
            register[dot[0], dot[1]] = register.get((dot[0], dot[1]), frozenset()) | {said}
        self._parts[place] = register

    def _orders(self) -> None:
        orders = self._shared.orders if self._shared else orders_of(self._copy.session)
        for table in ORDERED:
            self._part((table, ORDERS, table), as_json(orders.get(table, [])))

    def _gone(self, known: Mapping[str, tuple[str, str]]) -> None:
        """What was taken out: with all that it said, or as no more than a tombstone."""
        for key, (table, document) in (self._shared.gone if self._shared else {}).items():
            if (table, key, ALIVE) not in self._parts:
                self._row(table, key, document, alive=False)
                uid = str(document.get("uid", ""))
                if uid:
                    counter, author = int(document.get("counter", 0)), str(document.get("author", ""))
                    self._stamps[table, key] = Stamp(counter, author, uid)
        if self._alike:
            return
        for stone in self._copy.session.tombstones:
            if stone.uid in known and (*known[stone.uid], ALIVE) not in self._parts:
                self._part((*known[stone.uid], ALIVE), FALSE)


def _of_value(value: str) -> Dot:
    """The dot of what nothing is known of: the same wherever the same is said."""
    return "=" + blake2b(value.encode(errors="backslashreplace"), digest_size=6).hexdigest(), 0


def _unknown(kept: Tables) -> Iterable[tuple[Place, str]]:
    """(place, value) of the tables that are not ours: by document, where they have some."""
    for name, table in kept.items():
        if name in table_names():
            continue
        if not isinstance(table, dict):
            yield (name, "", WHOLE), as_json(table)
            continue
        for number, document in table.items():
            uid = document.get("uid") if isinstance(document, dict) else None
            yield (name, str(uid or f"#{number}"), WHOLE), as_json(document)


def joined(copies: Sequence[Copy]) -> State:
    """The state that all copies make together."""
    return reduce(State.joined, states(copies))
