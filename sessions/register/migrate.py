"""Making a register in a database, and bringing it up to date: forward only, all of it or nothing."""

import re
import secrets
from collections.abc import Sequence
from importlib import resources
from typing import NamedTuple

from sessions.many.card import folded_place
from sessions.problem import Problem
from sessions.register import words
from sessions.register.database import LOCK, Connection, connected, shown
from sessions.register.driver import errors, sql
from sessions.register.model import SCHEMA
from sessions.text import clean

ROLES = ("register_owner", "register_place", "register_region")
LONGEST_ROLE = 63
"""Bytes of a role's name that PostgreSQL keeps: two that differ behind them would be one."""
AN_HOUR = 3600.0
"""Seconds that a migration of many rows may take."""
_NAMED = re.compile(r"(\d{4})_\w+\.sql")


KEEPS_QUIET = """
DO $$
DECLARE
    told text;
BEGIN
    SELECT string_agg(oid::regprocedure::text, ', ') INTO told FROM pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace AND proacl IS NULL AND (
        proname ~ '^pg_stat_get_|^pg_(database|relation|table|total_relation|indexes|tablespace)_size$'
        OR proname ~ '^pg_current_wal_|^lo_(creat|create|from_bytea)$|^pg_lock_status$');
    IF told IS NOT NULL AND (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE 'REVOKE EXECUTE ON FUNCTION ' || told || ' FROM PUBLIC';
        EXECUTE 'GRANT EXECUTE ON FUNCTION ' || told || ' TO pg_monitor';
    END IF;
END $$"""
"""What the server counts, it tells to everybody, such as how many rows came with a push, and whose that was.

Where its administrator makes the register, whoever watches over the server is told, and nobody else."""


class Made(NamedTuple):
    """What was done."""

    before: int
    """The version that it had; 0 for none."""
    after: int
    places: tuple[str, ...]
    """Names of the places that were added."""
    roles: tuple[str, ...]
    """Roles that were made: nobody gets in by them before they have a password."""
    moved: tuple[tuple[str, str, str], ...]
    """(role, the place that it wrote for, the one that it writes for)."""


def migrations() -> tuple[str, ...]:
    """The statements of each version, the first one first."""
    folder = resources.files("sessions.register") / "migrations"
    named = {match[1]: file for file in folder.iterdir() if (match := _NAMED.fullmatch(file.name))}
    numbers = [f"{number:04}" for number in range(1, len(named) + 1)]
    assert sorted(named) == numbers
    return tuple(named[number].read_text("utf-8") for number in numbers)


def init(target: str, places: Sequence[tuple[str, str]] = (), regions: Sequence[str] = ()) -> Made:
    """Make the register or bring it up to date; `places` are (name, role) of each that is added.

    Roles that are not there are made, without a password, so that nobody gets in by them before they are
    given one. Raises Problem.
    """
    places = [(clean(name, lines=False), role) for name, role in places]
    for role in (*(role for _, role in places), *regions):
        _check_role(role)
    with connected(target, silence=AN_HOUR) as connection:
        try:
            with connection.transaction():
                return _made(connection, target, places, regions)
        except errors.InsufficientPrivilege as error:
            raise words.not_the_administrator(shown(target)) from error


def _made(
    connection: Connection, target: str, places: Sequence[tuple[str, str]], regions: Sequence[str]
) -> Made:
    """The same, inside a transaction."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    before = _version(connection)
    if before > SCHEMA:
        raise words.another_version(shown(target), before, SCHEMA)
    for role in ROLES:
        _make_role(connection, role, can_log_in=False)
    connection.execute("GRANT register_owner TO CURRENT_USER")
    if before == 0:
        connection.execute("CREATE SCHEMA register AUTHORIZATION register_owner")
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    _only_these_connect(connection)
    connection.execute(KEEPS_QUIET)
    roles = tuple(dict.fromkeys((*(role for _, role in places), *regions)))
    new = tuple(role for role in roles if _make_role(connection, role, can_log_in=True))
    for role in roles:
        _refuse_owner(connection, role)
    for _, role in places:
        _grant(connection, "register_place", role)
    for role in regions:
        _grant(connection, "register_region", role)
    connection.execute("SET LOCAL ROLE register_owner")
    for number, statements in enumerate(migrations()[before:], start=before + 1):
        connection.execute(statements.encode())
        connection.execute(
            "INSERT INTO register.schema_version (version) VALUES (%s)"
            " ON CONFLICT (is_one) DO UPDATE SET version = excluded.version",
            [number],
        )
    before_by_role = _places_by_role(connection)
    added = tuple(name for name, role in places if _add_place(connection, name, role))
    by_role = _places_by_role(connection)
    connection.execute("RESET ROLE")
    for role in by_role:  # a backup keeps no rights to the database itself
        _let_in(connection, role)
    moved = ((role, before_by_role.get(role, name), name) for role, name in by_role.items())
    return Made(before, SCHEMA, added, new, tuple(row for row in moved if row[1] != row[2]))


def _check_role(role: str) -> None:
    """Raises Problem where a role can be none of a place or a region."""
    is_taken = role in ROLES or role.startswith("pg_")
    if is_taken or len(role.encode()) > LONGEST_ROLE or role != clean(role, lines=False):
        hint = f"A role of its own is needed, of {LONGEST_ROLE} letters at most, such as place_01."
        raise Problem(f"{role!r} can be no role of a place or region", hint=hint)


def _refuse_owner(connection: Connection, role: str) -> None:
    """Raises Problem where a role sees all of the register anyway."""
    row = connection.execute("SELECT pg_has_role(%s, 'register_owner', 'MEMBER') AS owner", [role]).fetchone()
    if row and row["owner"]:
        hint = "Give a place or region a role of its own, such as place_01."
        raise Problem(f"The role {role!r} owns the register and sees all of it", hint=hint)


def _places_by_role(connection: Connection) -> dict[str, str]:
    """{role: the name of the place that it writes for}."""
    rows = connection.execute(
        "SELECT role_name, name FROM register.place_roles JOIN register.places USING (place) ORDER BY 1"
    )
    return {row["role_name"]: row["name"] for row in rows}


def _version(connection: Connection) -> int:
    found = connection.execute(
        "SELECT to_regclass('register.schema_version') IS NOT NULL AS there"
    ).fetchone()
    if not found or not found["there"]:
        return 0
    row = connection.execute("SELECT version FROM register.schema_version").fetchone()
    return int(row["version"]) if row else 0


def _make_role(connection: Connection, role: str, *, can_log_in: bool) -> bool:
    """Have a role; whether it is a new one."""
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is not None:
        return False
    made = "CREATE ROLE {} LOGIN" if can_log_in else "CREATE ROLE {} NOLOGIN"
    connection.execute(sql.SQL(made).format(sql.Identifier(role)))
    return True


def _grant(connection: Connection, group: str, role: str) -> None:
    connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(role)))
    _let_in(connection, role)


def _let_in(connection: Connection, role: str) -> None:
    name = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(role)))


def _only_these_connect(connection: Connection) -> None:
    """Have nobody connect who was not let in, and nobody make tables for others to stumble over."""
    name = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("REVOKE CONNECT, TEMPORARY ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO register_owner").format(name))


def _add_place(connection: Connection, name: str, role: str) -> bool:
    """Have a role write for a place; whether the place is a new one. Raises Problem."""
    folded = folded_place(name)
    if not folded:
        raise Problem("A place needs a name", where=role, hint='Such as --place "Exampleshire=exampleshire".')
    made = connection.execute(
        "INSERT INTO register.places (place, name, folded) VALUES (%s, %s, %s)"
        " ON CONFLICT DO NOTHING RETURNING place",
        [secrets.token_hex(8), " ".join(name.split()), folded],
    ).fetchone()
    connection.execute(
        "INSERT INTO register.place_roles (role_name, place)"
        " SELECT %s, place FROM register.places WHERE folded = %s"
        " ON CONFLICT (role_name) DO UPDATE SET place = excluded.place",
        [role, folded],
    )
    return made is not None
