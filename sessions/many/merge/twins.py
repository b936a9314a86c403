"""A person or body that was put down on two laptops: only the room knows whether it is one or two.

One of them is always the one with the lower identity, so that laptops which say so apart agree. What refers
to the other follows; where both say something of the same thing, that stands side by side to be settled.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from operator import is_
from typing import Any, NamedTuple, NoReturn

from sessions.identity import tables_of, with_tables
from sessions.names import common
from sessions.origins import step_origins
from sessions.parts import as_json, document_of, key_of, parts_of
from sessions.problem import Problem
from sessions.record import TABLES, Session
from sessions.rows import Activity, Attendee, Partner, Person, Row, Spell, uid_from
from sessions.shared import MADE, OF_ITSELF, Shared, said_in, with_versions

COPIED = uid_from("joined", "")
"""The root of copies that were made by hand, before any was shared."""


class Twin(NamedTuple):
    """Two rows of one name, which were made on two laptops. `stays` is the one that both would become."""

    table: str
    stays: Attendee
    other: Attendee

    @property
    def id(self) -> str:
        """What tells the pair from all others, on every laptop."""
        return f"{self.stays.uid} {self.other.uid}"


def twins(session: Session) -> Iterator[Twin]:
    """The pairs of which nobody has said yet whether they are one."""
    shared = session.shared
    if shared is None:
        return
    for table in ("partners", "people"):
        alike: dict[str, list[Attendee]] = {}
        for row in sorted(getattr(session, table), key=lambda row: row.uid):
            alike.setdefault(common(row.name), []).append(row)
        for rows in alike.values():
            for place, other in enumerate(rows):
                pairs = (Twin(table, stays, other) for stays in rows[:place])
                asked = (twin for twin in pairs if twin.id not in shared.apart and _are_apart(shared, twin))
                yield from islice(asked, 1)


def _are_apart(shared: Shared, twin: Twin) -> bool:
    """Whether two rows were made on two laptops: of two that one made, it knew both.

    Of those that were there before, a table that was given its own people alone knew no others.
    """
    rows = (twin.stays, twin.other)
    sittings = [made_in(shared, twin.table, row) for row in rows]
    if all(sittings):
        return sittings[0] != sittings[1]
    if not any(sittings):
        return False
    old, new = rows if sittings[1] else rows[::-1]
    seats = shared.seats.get(shared.tables.get(made_in(shared, twin.table, new), ""))
    home = old.id if isinstance(old, Partner) else getattr(old, "partner_id", None)
    return seats is not None and home is not None and home not in seats


def made_in(shared: Shared, table: str, row: Row) -> str:
    """The sitting in which a row was made; empty where it was there before the session was shared."""
    dots = shared.versions.get(key_of(table, row), {}).get(MADE)
    return str(dots[0]) if dots else row.author if shared.root == COPIED else ""


def told_apart(session: Session, twin: Twin) -> Session:
    """The session in which they are two."""
    assert session.shared is not None
    apart = tuple(sorted({*session.shared.apart, twin.id}))
    return session.model_copy(update={"shared": session.shared.model_copy(update={"apart": apart})})


def united(session: Session, twin: Twin) -> Session:
    """The session in which they are one, and what refers to the other refers to it.

    Raises Problem where something of what would come together is to be settled first.
    """
    return _Uniting(session, twin).session()


class _Uniting:
    """Makes one row of two, and has what refers to either refer to that."""

    def __init__(self, session: Session, twin: Twin) -> None:
        assert session.shared is not None
        self._session, self._twin, self._shared = session, twin, session.shared
        self._old, self._new = (
            row.id if isinstance(row, Partner) else row.uid for row in (twin.other, twin.stays)
        )
        self._inside = re.compile(rf"(^|/){re.escape(self._old)}(?=/|$)")
        self._inside_json = re.compile(rf'["/]{re.escape(self._old)}["/]')
        self._steps = {step.id for step in session.agenda}
        self._open = {key for key, _ in self._shared.to_settle()}
        self._sides: dict[str, dict[str, Any]] = {}

    def session(self) -> Session:
        twin, tables = self._twin, dict(tables_of(self._session))
        self._must_be_settled(twin.table, twin.other)
        if any(self._inside_json.search(said) for said in self._left_open()):
            self._refuse()
        for name, rows in tables.items():
            if name != twin.table:
                tables[name] = self._followed(name, rows)
        joined = self._both(twin.table, twin.stays, twin.other)
        kept = (row for row in tables[twin.table] if row.uid != twin.other.uid)
        tables[twin.table] = tuple(joined if row.uid == joined.uid else row for row in kept)
        shared = with_versions(self._shared, self._sides)
        return with_tables(self._session.model_copy(update={"shared": shared}), tables)

    def _followed(self, table: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """The rows of a table, with one in the place of the other; of two on the same thing, one."""
        by_key: dict[str, Row] = {}
        for row in rows:
            first, second = self._renamed(table, row)
            if second is not first:
                self._beside(table, row, first, second)
            key = f"{first.activity_id}/{first.place}" if isinstance(first, Spell) else key_of(table, first)
            if key_of(table, first) != key_of(table, row):
                self._must_be_settled(table, row)
            by_key[key] = self._both(table, by_key[key], first, row) if key in by_key else first
        after = tuple(by_key.values())
        return rows if len(after) == len(rows) and all(map(is_, after, rows)) else after

    def _renamed(self, table: str, row: Row) -> tuple[Row, Row]:
        """A row that names the one instead of the other; a second way, where it has something of both."""
        document = row.model_dump(mode="json")
        changed = {**document, **self._places(row, document)}
        inner: dict[str, list[dict[str, Any]]] = {}
        is_body = isinstance(self._twin.other, Partner)
        for ref in TABLES[table].refs(row) if is_body and table in TABLES else ():
            if ref.to != "partner" or ref.id not in (self._old, self._new):
                continue
            if ref.part:
                field, number = str(ref.part[0]), int(ref.part[1])
                inner.setdefault(field, []).append(document[field][number])
            else:
                changed |= {name: self._new for name, value in document.items() if value == self._old}
        ways = [{**changed}, {**changed}]
        for field, entries in inner.items():
            for way, gone in zip(ways, (entries[1:], entries[:-1]), strict=True):
                way[field] = [self._entry(entry) for entry in document[field] if entry not in gone]
        first, second = (row if way == document else type(row).model_validate(way) for way in ways)
        return first, first if ways[0] == ways[1] else second

    def _entry(self, entry: dict[str, Any]) -> dict[str, Any]:
        return {name: self._new if value == self._old else value for name, value in entry.items()}

    def _places(self, row: Row, document: Mapping[str, Any]) -> dict[str, Any]:
        """Where notes, actions, time, people and steps of their own name the other."""
        changed: dict[str, Any] = {}
        for field in ("origin", "place"):
            said = document.get(field)
            if isinstance(said, str) and (field == "place" or said.partition("/")[0] in self._steps):
                changed[field] = self._inside.sub(rf"\g<1>{self._new}", said)
        for field in ("owner", "body"):
            if document.get(field) == self._twin.other.name:
                changed[field] = self._twin.stays.name
        if isinstance(row, Person) and row.partner_id == self._old:
            changed["partner_id"] = self._new
        if isinstance(row, Activity) and f"{row.id}/{self._old}" in step_origins(self._session):
            for name, said in document.items():
                if isinstance(said, list) and self._old in said:
                    changed[name] = list(dict.fromkeys(self._new if x == self._old else x for x in said))
        return changed

    def _both(self, table: str, staying: Row, other: Row, was: Row | None = None) -> Row:
        """Two rows as the first of them, with what only the second says; the rest stands side by side."""
        if isinstance(staying, Spell) and isinstance(other, Spell):
            return staying.model_copy(update={"seconds": staying.seconds + other.seconds})
        mine, yours = (row.model_dump(mode="json") for row in (staying, other))
        theirs = parts_of(table, yours)
        taken: dict[str, Any] = {}
        for part, value in parts_of(table, mine).items():
            if part in (*OF_ITSELF, "id") or part not in theirs or theirs[part] == value:
                continue
            nothing = _nothing(staying, part)
            if value == nothing:
                taken |= document_of({part: json.loads(theirs[part])})
            elif theirs[part] != nothing:
                self._side_by_side(table, staying, part, (value, theirs[part]), was or other)
        return type(staying).model_validate({**mine, **taken})

    def _beside(self, table: str, row: Row, first: Row, second: Row) -> None:
        """A row that has something of both: what either would leave of it."""
        ways = [parts_of(table, way.model_dump(mode="json")) for way in (first, second)]
        for part, value in ways[0].items():
            if ways[1][part] != value:
                self._side_by_side(table, first, part, (value, ways[1][part]), row)

    def _side_by_side(self, table: str, staying: Row, part: str, said: tuple[str, str], other: Row) -> None:
        keys = key_of(table, staying), key_of(table, other)
        for row in (staying, other):
            self._must_be_settled(table, row)
        # The first one stands.
        places = zip((1, 0), keys, said, strict=True)
        values = [[self._said_in(key, part), place, value] for place, key, value in places]
        self._sides.setdefault(keys[0], {})[part] = values

    def _left_open(self) -> Iterator[str]:
        """What is said in parts that are to be settled, as JSON."""
        for key, part in self._shared.to_settle():
            yield from (dot[2] for dot in self._shared.versions[key][part])

    def _must_be_settled(self, table: str, row: Row) -> None:
        if key_of(table, row) in self._open:
            self._refuse()

    def _refuse(self) -> NoReturn:
        what = f"Something else that concerns {self._twin.stays.name} is to be settled first"
        raise Problem(what, hint="Then settle whether they are one.")

    def _said_in(self, key: str, part: str) -> str:
        """The sitting in which a row was made, or else in which the part was written."""
        versions = self._shared.versions.get(key, {})
        if MADE in versions:
            return str(versions[MADE][0])
        return said_in(versions[part][0]) if part in versions else self._shared.root


def _nothing(row: Row, part: str) -> str | None:
    """What a part says that nobody said anything of, as JSON; None where there is no such thing."""
    field = type(row).model_fields.get(part)
    return (
        None
        if field is None or field.is_required()
        else as_json(field.get_default(call_default_factory=True))
    )
