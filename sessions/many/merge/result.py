"""The session that joined copies make. It follows from what was joined alone, in whatever order that was."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from sessions.identity import LISTS
from sessions.many.merge.private import private_fields
from sessions.many.merge.state import TRUE, Copy, Dot, Made, Register, State, joined
from sessions.parts import ORDERED, SESSION, as_json, document_of, label_of, put_together
from sessions.record import TABLES, Session
from sessions.shared import ALIVE, MADE, ORDERS, UNITED, WHOLE, Shared
from sessions.store.check import findings
from sessions.store.migrate import PROGRAM, newest
from sessions.store.tables import from_tables, table_names

_IN_ORDER_OF_LABELS = ("notes", "actions")
Row = tuple[str, str]
"""(table, key)."""


def merged(copies: Sequence[Copy]) -> Copy:
    """What the copies make. Raises Problem where together they would be no sound session."""
    return _Result(joined(copies), copies).copy()


class _Result:
    def __init__(self, state: State, copies: Sequence[Copy]) -> None:
        self._state = state
        self._copies = copies
        self._rows: dict[Row, dict[str, Register]] = {}
        for (table, key, part), register in state.parts.items():
            if key != ORDERS:
                self._rows.setdefault((table, key), {})[part] = register
        self._revived: set[Row] = set()
        self._values = {row: _document(parts) for row, parts in self._rows.items()}

    def copy(self) -> Copy:
        """The session, with what others refer to left in it."""
        while True:
            tables = self._tables()
            session = from_tables(tables, Path(self._copies[0].session.id))
            needed = self._needed(session) - self._revived
            if not needed:
                return Copy(session, {name: table for name, table in tables.items() if _other(name)})
            self._revived |= needed

    def _needed(self, session: Session) -> set[Row]:
        """Rows that were taken out and that something refers to; empty where nothing more can be done."""
        faults = findings(session)
        if not faults:
            return set()
        words = " ".join(fault.what for fault in faults)
        gone = [row for row in self._values if not self._stands(row)]
        return {row for row in gone if any(repr(name) in words for name in self._names(row))}

    def _names(self, row: Row) -> Iterable[str]:
        """What others may call a row."""
        value = self._values[row]
        yield from (str(value[name]) for name in ("id", "uid") if value.get(name))
        if row[0] == "sections":
            yield f"{value.get('in')}/{value.get('id')}"
        stamp = self._state.stamps.get(row)
        if stamp is not None:
            yield stamp.uid

    def _stands(self, row: Row) -> bool:
        alive = self._rows[row].get(ALIVE, {})
        said = frozenset().union(*alive.values()) if alive else {TRUE}
        return TRUE in said or row in self._revived

    # --- tables -------------------------------------------------------------------------------------

    def _tables(self) -> dict[str, Any]:
        names = dict.fromkeys((*ORDERED, *LISTS, *TABLES))
        lists = {name: self._list(name) for name in names if name != "spells"}
        own = {name: lists.pop(name) for name in ("packs", "sections", "items")}
        lists["packs"] = put_together({name: dict(enumerate(rows)) for name, rows in own.items()})
        fields = self._values.get((SESSION, SESSION), {})
        private = private_fields([copy.session for copy in self._copies])
        lists |= {name: private.pop(name) for name in ("spells", "tombstones")}
        lists["tombstones"] = self._stones(lists)
        document = {**fields, **private, "shared": self._shared()}
        tables = {name: _numbered(rows) for name, rows in lists.items()}
        meta = {"schema_version": newest(), "program": PROGRAM}
        return {"meta": {"1": meta}, SESSION: {"1": document}, **tables, **self._others()}

    def _list(self, table: str) -> list[dict[str, Any]]:
        rows = [row for row in self._values if row[0] == table and row[1] and self._stands(row)]
        documents = []
        for row in self._in_order(table, rows):
            stamp = self._state.stamps.get(row)
            identity = {} if stamp is None else stamp._asdict()
            documents.append({**self._values[row], **identity})
        return _labelled(documents) if table in _IN_ORDER_OF_LABELS else documents

    def _in_order(self, table: str, rows: list[Row]) -> list[Row]:
        if table in ORDERED:
            return ordered(rows, self._order(table), self._state.made)
        stamps = self._state.stamps
        if table in _IN_ORDER_OF_LABELS:
            return sorted(rows, key=lambda row: (_number(self._values[row]["id"]), stamps[row].uid))
        return sorted(rows, key=lambda row: (stamps[row].counter, stamps[row].uid, row[1]))

    def _order(self, table: str) -> list[str]:
        register = self._state.parts.get((table, ORDERS, table), {})
        value: list[str] = json.loads(_winner(register)) if register else []
        return value

    def _stones(self, lists: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
        """Tombstones of all that is gone, those of before the session was shared among them."""
        here = {row.get("uid") for rows in lists.values() for row in rows}
        stones = [stone for copy in self._copies for stone in copy.session.tombstones]
        by_uid: dict[str, dict[str, Any]] = {}
        for stone in sorted(stones, key=lambda stone: (stone.counter, stone.author)):
            if stone.uid not in here:
                by_uid[stone.uid] = stone.model_dump(mode="json")
        return [by_uid[uid] for uid in sorted(by_uid)]

    def _others(self) -> dict[str, Any]:
        """The tables that are not ours, as they were, each document once."""
        tables: dict[str, Any] = {}
        for row in sorted(row for row in self._values if _other(row[0])):
            (table, key), value = row, _winner(self._rows[row][WHOLE])
            if not key:
                tables[table] = json.loads(value)
            else:
                here = tables.setdefault(table, {})
                free = next(number for number in map(str, count(1)) if number not in here)
                here[key[1:] if key.startswith("#") else free] = json.loads(value)
        for copy in self._copies:
            for name, table in copy.kept.items():
                if _other(name):
                    tables.setdefault(name, table)
        return tables

    # --- versions -----------------------------------------------------------------------------------

    def _shared(self) -> dict[str, Any]:
        versions: dict[str, dict[str, Any]] = {}
        gone: dict[str, Any] = {}
        for (table, key, part), register in sorted(self._state.parts.items()):
            if _other(table):
                continue
            made = self._state.made.get((table, key))
            if (dots := _dots(register, self._state, made)) is not None:
                versions.setdefault(key, {})[part] = dots
        for (_, key), made in sorted(self._state.made.items()):
            versions.setdefault(key, {})[MADE] = [made.sitting, made.counter, made.behind]
        for row in sorted(self._values):
            if row[0] != SESSION and not _other(row[0]) and not self._stands(row):
                stamp = self._state.stamps.get(row)
                document = {**self._values[row], **(stamp._asdict() if stamp else {})}
                if document:
                    gone[row[1]] = (row[0], document)
        own = self._copies[0].session.shared
        seen = {sitting: count for sitting, count in sorted(self._state.seen.items()) if count}
        shared = Shared(
            root=self._state.root,
            table=own.table if own else "",
            merged=(own.merged if own else 0) + 1,
            seen=seen,
            tables=dict(sorted(self._state.tables.items())),
            laptops=dict(sorted(self._state.laptops.items())),
            seats=_seats(self._copies),
            versions=versions,
            gone=gone,
            apart=tuple(sorted({pair for copy in self._copies for pair in _apart(copy)})),
            orders={table: self._order(table) for table in ORDERED},
        )
        return shared.model_dump(mode="json")


def _apart(copy: Copy) -> tuple[str, ...]:
    return copy.session.shared.apart if copy.session.shared else ()


def _seats(copies: Sequence[Copy]) -> dict[str, tuple[str, ...]]:
    """All that the copies know of who sits where; of a table that was split twice, both."""
    known: dict[str, set[str]] = {}
    for copy in copies:
        for table, seats in (copy.session.shared.seats if copy.session.shared else {}).items():
            known.setdefault(table, set()).update(seats)
    return {table: tuple(sorted(seats)) for table, seats in sorted(known.items())}


def _other(table: str) -> bool:
    return table not in table_names() and table not in ("sections", "items")


def _numbered(rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {str(number): row for number, row in enumerate(rows, start=1)}


def _document(parts: Mapping[str, Register]) -> dict[str, Any]:
    said = {part: _value(part, register) for part, register in parts.items() if part != ALIVE}
    return document_of(said) if isinstance(said.get(WHOLE, {}), dict) else {}


def _value(part: str, register: Register) -> Any:
    if part in UNITED and len(said := values_of(register)) > 1:
        united = {as_json(row): row for value in said for row in json.loads(value)}
        return list(united.values())
    return json.loads(_winner(register))


def values_of(register: Register) -> list[str]:
    """The different things that a part says, as JSON, the one that stands in the record first."""
    if len(register) == 1:
        return sorted(next(iter(register.values())))
    by_dot = sorted(register.items(), key=lambda item: (item[0][1], item[0][0]), reverse=True)
    return list(dict.fromkeys(value for _, values in by_dot for value in sorted(values)))


def _winner(register: Register) -> str:
    """What stands in the record until it is settled: that with the highest counter."""
    return values_of(register)[0]


def _dots(register: Register, state: State, made: Made | None) -> list[list[Any]] | None:
    """How a register is kept; None where it needs not be: nothing was changed since it was shared or made."""
    default: Dot = (state.root, 0) if made is None else (made.sitting, made.counter)
    if len(register) == 1 and len(next(iter(register.values()))) == 1:
        (dot,) = register
        return None if dot == default or dot[0].startswith("=") else [list(dot)]
    dots = sorted(register)
    if len(values_of(register)) == 1:
        return [list(dot) for dot in dots]
    values = [(dot, value) for dot in dots for value in sorted(register[dot])]
    first = state.first_said
    return [[*dot, value, *([first[dot, value]] if (dot, value) in first else ())] for dot, value in values]


def _number(label: str) -> tuple[int, str]:
    digits = re.sub(r"\D", "", label_of(label))
    return int(digits or 0), label


def _labelled(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows whose labels stand once each: of two A7, the second is A7·2."""
    count: dict[str, int] = {}
    for row in rows:
        label = row["id"]
        count[label] = count.get(label, 0) + 1
        if count[label] > 1:
            row["id"] = f"{label}·{count[label]}"
    return rows


def ordered(rows: Iterable[Row], order: Sequence[str], made: Mapping[Row, Made]) -> list[Row]:
    """Rows in the order of their keys; those that were made since, behind what they were put behind."""
    by_key = {row[1]: row for row in rows}
    known = set(order)
    ways = {row[1]: way for row, way in made.items()}
    keys = list(order)
    new = [key for key in by_key if key not in known]
    for key in sorted(new, key=lambda key: (ways[key].counter if key in ways else 0, key)):
        behind = ways[key].behind if key in ways else (keys[-1] if keys else None)
        place = 0 if behind is None else keys.index(behind) + 1 if behind in keys else len(keys)
        keys.insert(place, key)
    return [by_key[key] for key in keys if key in by_key]
