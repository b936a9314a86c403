"""A session as tables and back. Tables and keys that no model knows go through unharmed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticSerializationError
from tinydb import TinyDB
from tinydb.storages import MemoryStorage

from sessions.identity import LISTS
from sessions.problem import Problem
from sessions.record import TABLES, Session
from sessions.store.migrate import CURRENT, PROGRAM, Schema
from sessions.store.storage import Damaged, Tables

_FIRST = ("packs", "partners", "people", "agenda")
_IDENTITY = ("uid", "author", "counter")
"""Fields of a row that stand last in its document: people who look for something look at its beginning."""


def lists() -> tuple[str, ...]:
    """Names of what is a list in a session and a table in its file, in the order there.

    Answers come before what was noted of them: of a file that was cut off, the beginning is left.
    """
    rest = (name for name in LISTS if name not in _FIRST)
    return (*_FIRST, *TABLES, *rest, "tombstones")


def table_names() -> tuple[str, ...]:
    """Names of all tables that are ours; others go through unharmed."""
    return ("meta", "session", *lists())


_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
"""A document's number as TinyDB writes it."""


def to_tables(session: Session, kept: Mapping[str, Any] | None = None, schema: Schema = CURRENT) -> Tables:
    """`session` as tables, with those of `kept` (what the file held) that are none of ours.

    Raises Problem where the session could not be read back.
    """
    try:
        data = session.model_dump(mode="json", warnings="error")
        Session.model_validate(data)
    except (PydanticSerializationError, ValidationError) as error:
        raise Problem(
            f"This change can't be recorded: {_first_line(error)}",
            where=session.id,
            hint="Take it back, and do it in another way. What was saved before is still there.",
        ) from error
    kept, names = kept or {}, lists()
    meta = next(iter(kept["meta"].values())) if kept.get("meta") else {}
    tables: Tables = {
        "meta": {"1": {**meta, "schema_version": schema.version, "program": PROGRAM}},
        "session": {"1": {key: value for key, value in data.items() if key not in names}},
    }
    for name in names:
        documents = data.get(name, ())
        tables[name] = {str(number): _readable(row) for number, row in enumerate(documents, start=1)}
    return tables | {name: table for name, table in kept.items() if name not in table_names()}


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    identity = {key: row.pop(key) for key in _IDENTITY if key in row}
    return {**row, **identity}


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return in_words(error.errors(include_url=False))[0]
    return str(error).splitlines()[0]


def shape_faults(tables: Tables) -> tuple[str, ...]:
    """What keeps the tables of ours from being tables, in plain words."""
    faults = []
    for name in table_names():
        table = tables.get(name, {})
        if not isinstance(table, dict):
            faults.append(f"{name} is not a table")
        elif any(not _NUMBER.fullmatch(key) or not isinstance(one, dict) for key, one in table.items()):
            faults.append(f"{name} holds something that is no numbered document")
    documents = tables.get("session")
    if isinstance(documents, dict) and len(documents) != 1:
        faults.append(f"session has {len(documents)} documents instead of one")
    if documents is None:
        faults.append("the table session is missing")
    return tuple(faults)


def raw_session(database: TinyDB) -> dict[str, Any]:
    """What the tables say, in the form of a session, not yet checked."""
    (scalars,) = database.table("session").all()
    return {**scalars, **{name: [dict(one) for one in database.table(name).all()] for name in lists()}}


def from_tables(tables: Tables, path: Path) -> Session:
    """The session in `tables`. Raises Damaged, or Broken with every fault."""
    faults = shape_faults(tables)
    if not faults:
        with TinyDB(storage=MemoryStorage) as database:
            database.storage.write(tables)
            data = raw_session(database)
        try:
            return Session.model_validate(data)
        except ValidationError as error:
            faults = in_words(error.errors(include_url=False))
    raise broken(faults, path)


class Broken(Damaged):
    """Readable tables that make no session; `faults` are all the reasons, in plain words."""

    def __init__(self, what: str, *, where: str, faults: Sequence[str]) -> None:
        super().__init__(what, where=where)
        self.faults = tuple(faults)


def broken(faults: Sequence[str], path: Path) -> Broken:
    """The error that says the first of `faults`, and how many more there are."""
    more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
    return Broken(f"The session file is damaged: {faults[0]}{more}", where=str(path), faults=faults)


def in_words(errors: Sequence[ErrorDetails]) -> tuple[str, ...]:
    """Pydantic's findings in the words of the file: "ballots 3, counts: Field required"."""
    return tuple(f"{place(error['loc'])}: {error['msg']}" for error in errors)


def place(loc: Sequence[int | str]) -> str:
    """Where in the session `loc` is: ("ballots", 2, "counts") is "ballots 3, counts"."""
    words: list[str] = []
    for part in loc:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words) or "session"
