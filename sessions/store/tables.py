"""A session as tables and back. Tables and keys that no model knows go through unharmed."""

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError
from tinydb import TinyDB
from tinydb.storages import MemoryStorage

from sessions.identity import LISTS
from sessions.problem import Problem
from sessions.record import TABLES, Session
from sessions.remember import differing
from sessions.store.migrate import PROGRAM, newest
from sessions.store.storage import Damaged, Tables

_FIRST = ("packs", "partners", "people", "agenda")
_IDENTITY = ("uid", "author", "counter")
"""Fields of a row that stand last in its document: people who look for something look at its beginning."""
Rows = tuple[Any, ...]
"""Those of one table: packs, rows or tombstones."""
_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")  # a document's number as TinyDB writes it


def lists() -> tuple[str, ...]:
    """Lists of a session and tables of its file, in order: answers first, should the end be cut off."""
    rest = (name for name in LISTS if name not in _FIRST)
    return (*_FIRST, *TABLES, *rest, "tombstones")


def table_names() -> tuple[str, ...]:
    """Names of all tables that are ours; others go through unharmed."""
    return ("meta", "session", *lists())


def unfit(session: Session, why: object) -> Problem:
    """The error for a session that could not be opened again."""
    hint = "Take it back, and do it in another way. What was saved before is still there."
    return Problem(f"This change can't be recorded: {why}", where=session.id, hint=hint)


def to_tables(session: Session, kept: Mapping[str, Any] | None = None) -> Tables:
    """`session` as tables, with those of `kept` that are not ours. Raises Problem for what can't be read."""
    return TableMaker().tables(session, kept or {})


_NOTHING: tuple[Rows, dict[str, Any]] = (), {}


class TableMaker:
    """Makes tables of a session that changes: only rows that were not there before are made and checked.

    Tables and documents are the same objects as long as their rows are; nobody may change them.
    """

    def __init__(self) -> None:
        self._made: dict[str, tuple[Rows, dict[str, Any]]] = {}

    def tables(self, session: Session, kept: Mapping[str, Any]) -> Tables:
        """What `to_tables` gives. Raises Problem for what can't be read."""
        names = lists()
        all_rows = {name: _rows(session, name) for name in names}
        new = {name: self._new(name, rows) for name, rows in all_rows.items()}
        try:
            data = _with_rows(session, new).model_dump(mode="json", warnings="error")
            Session.model_validate(data)
        except PydanticSerializationError as error:
            raise unfit(session, str(error).splitlines()[0]) from error
        except ValidationError as error:
            if self._made:  # found out again from the whole, so that it is told where it stands there
                return TableMaker().tables(session, kept)
            raise unfit(session, in_words(error)[0]) from error
        meta = next(iter(kept["meta"].values())) if kept.get("meta") else {}
        tables: Tables = {
            "meta": {"1": {**meta, "schema_version": newest(), "program": PROGRAM}},
            "session": {"1": {key: value for key, value in data.items() if key not in names}},
        }
        for name, rows in all_rows.items():
            tables[name] = self._table(name, rows, new[name], data.get(name, ()))
        return tables | {name: table for name, table in kept.items() if name not in table_names()}

    def _new(self, name: str, rows: Rows) -> Rows:
        old, _ = self._made.get(name, _NOTHING)
        if old is rows:
            return ()
        gone, come = differing(old, rows)
        known = set(map(id, old[gone]))
        return tuple(row for row in rows[come] if id(row) not in known)

    def _table(self, name: str, rows: Rows, new: Rows, data: Sequence[dict[str, Any]]) -> dict[str, Any]:
        old, table = self._made.get(name, _NOTHING)
        if old is not rows:
            gone, come = differing(old, rows)
            documents = list(table.values())
            known = dict(zip(map(id, old[gone]), documents[gone], strict=True))
            known |= {id(row): _readable(document) for row, document in zip(new, data, strict=True)}
            documents[gone] = [known[id(row)] for row in rows[come]]
            numbers = chain(table, map(str, range(len(table) + 1, len(documents) + 1)))
            table = dict(zip(numbers, documents, strict=False))
            self._made[name] = rows, table  # which holds on to the rows: no others can have their identity
        return table


def _rows(session: Session, name: str) -> Rows:
    rows: Rows = session.tables.get(name, ()) if name in TABLES else getattr(session, name)
    return rows


def _with_rows(session: Session, rows: Mapping[str, Rows]) -> Session:
    """The session with these rows in the tables of the file, and no others in them."""
    own = {name: part for name, part in rows.items() if name not in TABLES}
    kinds = {name: part for name, part in rows.items() if name in TABLES and part}
    others = {name: part for name, part in session.tables.items() if name not in TABLES}
    return session.model_copy(update={**own, "tables": kinds | others})


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    identity = {key: row.pop(key) for key in _IDENTITY if key in row}
    return {**row, **identity}


def _shape_faults(tables: Tables) -> list[str]:
    """What keeps the tables of ours from being tables, in plain words."""
    faults = []
    for name in table_names():
        table = tables.get(name, {})
        if not isinstance(table, dict):
            faults.append(f"{name} is not a table")
        elif any(not _NUMBER.fullmatch(key) or not isinstance(row, dict) for key, row in table.items()):
            faults.append(f"{name} holds something that is no numbered document")
    documents = tables.get("session")
    if isinstance(documents, dict) and len(documents) != 1:
        faults.append(f"session has {len(documents)} documents instead of one")
    if documents is None:
        faults.append("the table session is missing")
    return faults


def from_tables(tables: Tables, path: Path) -> Session:
    """The session in `tables`. Raises Broken with every fault."""
    if faults := _shape_faults(tables):
        raise Broken(faults, path)
    with TinyDB(storage=MemoryStorage) as database:
        database.storage.write(tables)
        (scalars,) = database.table("session").all()
        rows = {name: [dict(row) for row in database.table(name).all()] for name in lists()}
    try:
        return Session.model_validate({**scalars, **rows})
    except ValidationError as error:
        raise Broken(in_words(error), path) from error


class Broken(Damaged):
    """Readable tables that make no session; `faults` are all the reasons, in plain words."""

    def __init__(self, faults: Sequence[str], path: Path) -> None:
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        super().__init__(f"The session file is damaged: {faults[0]}{more}", where=str(path))
        self.faults = tuple(faults)


def in_words(error: ValidationError) -> list[str]:
    """Pydantic's findings in the words of the file: "ballots 3, counts: Field required"."""
    return [f"{place(fault['loc'])}: {fault['msg']}" for fault in error.errors(include_url=False)]


def place(loc: Sequence[int | str]) -> str:
    """Where in the session `loc` is: ("ballots", 2, "counts") is "ballots 3, counts"."""
    words: list[str] = []
    for part in loc:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words) or "session"
