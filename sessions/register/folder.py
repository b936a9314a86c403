"""A register in a folder as it is kept: sessions withdrawn, and people forgotten."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sessions.many.standings import identity_of
from sessions.problem import Problem
from sessions.register.model import SESSIONS, SUBJECTS, TABLES, TOLD, Gone, Pushed, Rows
from sessions.register.parquet import Connection, opened, quoted, rows_of
from sessions.register.parquet_write import put
from sessions.register.rows import with_tables
from sessions.register.texts import Told, Without, as_tables

_DAYS = frozenset(column.name for table in TABLES for column in table.columns if column.holds == "day")


def withdraw(folder: Path, session: str) -> int:
    """Take a session out by its id or its identity; how many there were. Raises Problem."""
    return take_out(folder, [Gone(session), Gone(identity_of(session))])


def take_out(folder: Path, gone: Sequence[Gone]) -> int:
    """Have these sessions in the register no longer; how many there were. Raises Problem."""
    with opened(folder) as connection:
        listed = ", ".join(quoted(old.session) for old in gone)
        found = rows_of(connection, f"SELECT session FROM sessions WHERE session IN ({listed})")
    if found:
        put(folder, (), gone)
    return len(found)


def texts(folder: Path) -> Iterator[Told]:
    """Every session with text. Raises Problem."""
    with opened(folder) as connection:
        keys = rows_of(connection, "SELECT place, session FROM sessions WHERE with_text ORDER BY 1, 2")
        for key in keys:
            rows = rows_of(connection, f"SELECT * FROM told WHERE session = {quoted(key['session'])}")
            yield Told(key["place"], key["session"], as_tables(rows))


def forget(folder: Path, found: Sequence[Without]) -> None:
    """Take a person out of these sessions, and have the register know them by a mark. Raises Problem."""
    with opened(folder) as connection:
        rows = [_without(_pushed(connection, after.told.session), after) for after in found]
    put(folder, rows, [Gone(after.told.session) for after in found], [after.mark for after in found])


def _pushed(connection: Connection, session: str) -> Pushed:
    """A session as it was pushed."""
    of = quoted(session)
    asked = {
        table.name: f"SELECT * FROM {table.name} WHERE session = {of}"
        for table in TABLES
        if table is not SUBJECTS
    }
    asked[SUBJECTS.name] = (
        "SELECT * FROM subjects WHERE (place, subject) IN"
        f" (SELECT place, subject FROM agreed_levels WHERE session = {of})"
    )
    tables = {
        table.name: [_plain(row, table.name) for row in rows_of(connection, asked[table.name])]
        for table in TABLES
    }
    if not tables[SESSIONS.name]:
        raise Problem("Another program has changed the register meanwhile", hint="Try it once more.")
    row = tables[SESSIONS.name][0]
    return Pushed(str(row["session_id"] or session), str(row["place_name"]), tables)


def _plain(row: dict[str, Any], table: str) -> dict[str, Any]:
    """A row as it was pushed: without the place's id, days in ISO form, JSON as what it holds."""
    told = {name: value for name, value in row.items() if name != "place"}
    for name, value in told.items():
        if name in _DAYS and value is not None:
            told[name] = value.isoformat()
    for name in ("labels",) if table == SUBJECTS.name else ("data",) if table == TOLD.name else ():
        told[name] = json.loads(told[name])
    return told


def _without(row: Pushed, after: Without) -> Pushed:
    """A session without somebody."""
    of, session = after.session_row, after.session
    tables: dict[str, Rows] = {
        name: [{**each, "session": session} if "session" in each else each for each in rows]
        for name, rows in row.tables.items()
        if name != SESSIONS.name
    }
    tables[TOLD.name] = [
        {**each, "data": after.tables[each["tidy_table"]][str(each["row"])]} for each in tables[TOLD.name]
    ]
    own = {**row.row, "session": session, "session_id": of.get("id"), "title": of.get("title")}
    return with_tables(replace(row, label=str(of.get("id") or session)), own, tables)
