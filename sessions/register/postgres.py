"""Sessions into a register in PostgreSQL, and out of it: a transaction each."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sessions.acts import Forgotten
from sessions.clock import utc_now
from sessions.many.card import folded_place
from sessions.many.standings import identity_of
from sessions.register import words
from sessions.register.database import Connection, Standing, check_version, told_problems
from sessions.register.driver import errors, sql
from sessions.register.model import SUBJECTS, TABLES, Gone, Outcome, Pushed, RegisterTable, Status
from sessions.register.texts import (
    Told,
    Without,
    as_tables,
    is_kept_out,
    mark_out,
    marks_in,
    without_forgotten,
)

TRIES = 5
"""How often a session is tried again where another process wrote the same rows at the same moment."""
AT_MOST_IDLE = "30s"
"""How long a change waits for the laptop that makes it, before the server gives it up and lets others on."""
OF_A_PLACE = 0x706C6163  # "plac"
"""The advisory locks of those who write for a place."""
_AT_ONCE = (
    errors.UniqueViolation,
    errors.ForeignKeyViolation,
    errors.SerializationFailure,
    errors.DeadlockDetected,
)


def push(connection: Connection, pushed: Pushed, gone: Sequence[Gone] = ()) -> Outcome:
    """Have a session in the register as it is here, and those that are `gone` not: all of it or nothing.

    Raises Problem.
    """
    with told_problems(pushed.label):
        for _ in range(TRIES - 1):
            try:
                return _pushed(connection, pushed, gone)
            except _AT_ONCE:
                continue
        return _pushed(connection, pushed, gone)


def _pushed(connection: Connection, pushed: Pushed, gone: Sequence[Gone]) -> Outcome:
    with connection.transaction():
        check_version(connection)
        place = _place_for(connection, pushed)
        _one_by_one(connection, [pushed.session, *(old.session for old in gone)], place)
        marks = _marks(connection, place)
        if is_kept_out(pushed, marks):
            raise words.copy_of_before(pushed)
        pushed = without_forgotten(pushed, marks)
        replaced = _deleted(connection, gone)
        key = [place, pushed.session]
        before = connection.execute(
            "SELECT content, counter FROM register.sessions WHERE place = %s AND session = %s FOR UPDATE", key
        ).fetchone()
        if before is not None and before["content"] == pushed.content:
            return "unchanged"
        if before is not None and before["counter"] > pushed.row["counter"]:
            raise words.later_there(pushed, before["counter"])
        # By its identity alone: a session whose place was corrected stands no longer where it was.
        replaced += _deleted(connection, [Gone(pushed.session)])
        tables = pushed.with_place(place)
        for table in TABLES:
            _insert(connection, table, tables[table.name])
        return "renewed" if replaced else "new"


def _deleted(connection: Connection, gone: Sequence[Gone]) -> int:
    """Delete these sessions, and have the register know those that stay out; how many there were."""
    staying_out = {old.session for old in gone if old.stays_out}
    rows = connection.execute(
        "DELETE FROM register.sessions WHERE session = ANY(%s) RETURNING place, session",
        [[old.session for old in gone]],
    ).fetchall()
    for row in rows:
        if row["session"] in staying_out:
            _mark(connection, row["place"], mark_out(row["session"], utc_now()))
    return len(rows)


def _mark(connection: Connection, place: str, mark: Forgotten) -> None:
    connection.execute(
        "INSERT INTO register.forgotten (place, uid, mark) VALUES (%s, %s, %s)",
        [place, mark.uid, mark.model_dump_json()],
    )


def _one_by_one(connection: Connection, sessions: list[str], place: str | None = None) -> None:
    """Whoever writes for a place waits until another one that does is done, or is silent for too long."""
    connection.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [AT_MOST_IDLE])
    connection.execute(
        """SELECT pg_advisory_xact_lock(%s, hashtext(place)) FROM (
               SELECT place FROM register.sessions WHERE session = ANY(%s)
               UNION SELECT %s::text ORDER BY 1) AS those WHERE place IS NOT NULL""",
        [OF_A_PLACE, sessions, place],
    )


def _place_for(connection: Connection, pushed: Pushed) -> str:
    rows = connection.execute("SELECT place, name, folded FROM register.places ORDER BY folded").fetchall()
    places = {row["folded"]: row["place"] for row in rows}
    if (place := places.get(folded_place(pushed.place))) is None:
        raise words.other_place(pushed, [row["name"] for row in rows])
    return str(place)


def _insert(connection: Connection, table: RegisterTable, rows: list[dict[str, Any]]) -> None:
    """All rows in one statement; of what all sessions of a place share, those that are not there yet."""
    if not rows:
        return
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    name = sql.Identifier("register", table.name)
    again = sql.SQL("ON CONFLICT DO NOTHING" if table is SUBJECTS else "")
    statement = sql.SQL(
        "INSERT INTO {name} ({columns})"
        " SELECT {columns} FROM json_populate_recordset(NULL::{name}, %s) {again}"
    )
    told = json.dumps(sorted(rows, key=repr) if table is SUBJECTS else rows)
    connection.execute(statement.format(name=name, columns=columns, again=again), [told])


def status(connection: Connection, who: Standing) -> Status:
    """What one may see of the register. Raises Problem."""
    if who.part == "none":
        return Status(who.part, "", _version(connection), 0, 0, 0, 0, "")
    published = _published_on(connection)
    if who.part == "region":
        return Status(who.part, "", _version(connection), 0, 0, 0, 0, "", published)
    row = connection.execute(
        """SELECT count(DISTINCT place) AS places, count(*) AS sessions,
                  count(*) FILTER (WHERE final) AS final, count(*) FILTER (WHERE with_text) AS with_text,
                  max(held_on) AS latest
           FROM register.sessions"""
    ).fetchone()
    assert row is not None
    numbers = (row["places"], row["sessions"], row["final"], row["with_text"])
    latest = row["latest"].isoformat() if row["latest"] else ""
    without = _places_without(connection) if who.part == "owner" else ()
    name, version = _name_of(connection, who), _version(connection)
    return Status(who.part, name, version, *numbers, latest, published, without)


def _published_on(connection: Connection) -> str:
    row = connection.execute("SELECT max(published_on) AS day FROM register.releases").fetchone()
    return row["day"].isoformat() if row and row["day"] else ""


def _places_without(connection: Connection) -> tuple[str, ...]:
    """Names of places that have pushed nothing."""
    rows = connection.execute(
        "SELECT name FROM register.places AS p"
        " WHERE NOT EXISTS (SELECT FROM register.sessions AS s WHERE s.place = p.place) ORDER BY folded"
    )
    return tuple(row["name"] for row in rows)


def _name_of(connection: Connection, who: Standing) -> str:
    row = connection.execute("SELECT name FROM register.places WHERE place = %s", [who.place]).fetchone()
    return str(row["name"]) if row else ""


def _version(connection: Connection) -> int:
    row = connection.execute("SELECT version FROM register.schema_version").fetchone()
    return int(row["version"]) if row else 0


def withdraw(connection: Connection, session: str) -> int:
    """Take a session out by its id, or by the identity that follows from it; how many there were."""
    return take_out(connection, [Gone(session), Gone(identity_of(session))])


def take_out(connection: Connection, gone: Sequence[Gone]) -> int:
    """Have these sessions in the register no longer, all of them or none; how many there were."""
    with connection.transaction():
        check_version(connection)
        _one_by_one(connection, [old.session for old in gone])
        there = _deleted(connection, gone)
        _sweep(connection)
        return there


def _sweep(connection: Connection) -> None:
    """Take out items that no session has any more."""
    connection.execute(
        """DELETE FROM register.subjects AS old WHERE NOT EXISTS (
               SELECT FROM register.agreed_levels AS used
               WHERE used.place = old.place AND used.subject = old.subject)"""
    )


# --- who is to be forgotten ----------------------------------------------------------------------------


def texts(connection: Connection) -> Iterator[Told]:
    """Every session with text that one may see, inside a transaction that goes on. Raises Problem."""
    check_version(connection)
    connection.execute(
        """SELECT pg_advisory_xact_lock(%s, hashtext(place)) FROM (
               SELECT DISTINCT place FROM register.sessions WHERE with_text ORDER BY 1) AS those""",
        [OF_A_PLACE],
    )
    keys = connection.execute(
        "SELECT place, session FROM register.sessions WHERE with_text ORDER BY place, session FOR UPDATE"
    ).fetchall()
    for key in keys:
        rows = connection.execute(
            "SELECT tidy_table, row, data FROM register.told WHERE place = %s AND session = %s",
            [key["place"], key["session"]],
        )
        yield Told(key["place"], key["session"], as_tables(rows))


def forget(connection: Connection, found: Iterable[Without]) -> None:
    """Take a person out of these sessions, and have the register know them by a mark. Raises Problem."""
    for after in found:
        key = [after.told.place, after.told.session]
        for name, number, row in after.changed:
            connection.execute(
                "UPDATE register.told SET data = %s"
                " WHERE place = %s AND session = %s AND tidy_table = %s AND row = %s",
                [json.dumps(row), *key, name, number],
            )
        row = after.session_row
        connection.execute(
            "UPDATE register.sessions SET session = %s, session_id = %s, title = %s, content = ''"
            " WHERE place = %s AND session = %s",
            [after.session, row.get("id"), row.get("title"), *key],
        )
        _mark(connection, after.told.place, after.mark)


def _marks(connection: Connection, place: str) -> tuple[Forgotten, ...]:
    rows = connection.execute("SELECT mark FROM register.forgotten WHERE place = %s ORDER BY uid", [place])
    return marks_in(row["mark"] for row in rows)
