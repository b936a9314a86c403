"""The way to a register in PostgreSQL: encrypted, without a password of ours, and of the right version."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sessions.problem import Problem
from sessions.register import words
from sessions.register.attentive import connect
from sessions.register.driver import conninfo, errors, psycopg, rows
from sessions.register.model import SCHEMA

Connection: TypeAlias = "psycopg.Connection[dict[str, Any]]"
Part = Literal["owner", "region", "place", "none"]
VERIFIED = "verify-full"
LOCK = 0x776F726B  # "work"
"""The advisory lock of the schema: migrations hold it alone, all else together."""
PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""How long a network that is gone may go unnoticed: seconds, and the last in thousandths."""
SETTINGS = (
    "SET lock_timeout = '60s'; SET search_path = pg_catalog; SET tcp_keepalives_idle = 10;"
    " SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 20000"
)
"""As patient is the server: whoever is gone from the network holds nobody up for longer."""
_LOST = (
    errors.AdminShutdown,
    errors.CrashShutdown,
    errors.CannotConnectNow,
    errors.ConnectionException,
    errors.TooManyConnections,
    errors.QueryCanceled,
    errors.LockNotAvailable,
    errors.IdleInTransactionSessionTimeout,
)
_AT_THE_DOOR: tuple[tuple[str, Callable[[str, str], Problem]], ...] = (
    ("no password supplied", words.asks_for_password),
    ("no pg_hba.conf entry", words.not_from_here),
    ("does not support SSL", words.offers_no_encryption),
    ("authentication failed|not permitted to log in|permission denied for database", words.not_let_in),
    ('role ".*" does not exist', words.not_let_in),
    ('database ".*" does not exist', words.no_such_database),
    ('definition of service ".*" not found|service file ".*" not found', words.no_such_service),
)
"""What stands in a refusal to connect, which has no code, and what is said then; the first that fits."""
_ABSENT = (errors.UndefinedTable, errors.InvalidSchemaName, errors.UndefinedFunction, errors.UndefinedObject)
_NO_NEWS = re.compile(r"(?:connection is bad: )?(?:(?:FATAL|ERROR|PANIC): +)?")
"""What a message begins with and nobody needs."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who one is in the register."""

    part: Part
    place: str = ""
    """The id of one's own place."""


def is_local(parameters: dict[str, Any]) -> bool:
    """Whether all that it can lead to is this very machine; not where a service file says where."""
    environment = {} if _service(parameters) else os.environ
    addresses = str(parameters.get("hostaddr") or environment.get("PGHOSTADDR") or "")
    hosts = addresses or str(parameters.get("host") or environment.get("PGHOST") or "")
    if not hosts:
        return not _service(parameters)
    return all(
        host in ("localhost", "127.0.0.1", "::1") or host.startswith(("/", "@")) for host in hosts.split(",")
    )


def _service(parameters: dict[str, Any]) -> str:
    return str(parameters.get("service") or os.environ.get("PGSERVICE") or "")


def parameters_of(target: str) -> dict[str, Any]:
    """What `target` says of the way, with all that makes it safe. Raises Problem."""
    try:
        typed = dict(conninfo.conninfo_to_dict(target))
    except psycopg.ProgrammingError as error:
        why = _line(error)
        if why.startswith('missing "="') or "@" in target or "password" in target.casefold():
            why = ""  # it would repeat a part of what was typed, and that may be a password's
        raise words.no_database(shown(target), why) from error
    if typed.get("password") or typed.get("sslpassword"):
        raise words.no_password(shown(target))
    found: dict[str, Any] = {**PATIENCE, "application_name": "workshop register", **typed}
    if not is_local(found):
        if (mode := str(typed.get("sslmode") or VERIFIED)) != VERIFIED:
            raise words.no_encryption(shown(target), mode)
        found |= {"sslmode": VERIFIED, "gssencmode": "disable"}
    return found


def shown(target: str) -> str:
    """A target as it may be said: without a password, should somebody have typed one."""
    try:
        typed = dict(conninfo.conninfo_to_dict(target))
    except psycopg.ProgrammingError:
        return "what was typed" if "password" in target.casefold() else target.rpartition("@")[2]
    if not (typed.get("password") or typed.get("sslpassword")):
        return target
    return str(typed.get("host") or typed.get("dbname") or "register")


@contextmanager
def connected(
    target: str, stopped: Callable[[], bool] = lambda: False, *, silence: float | None = None
) -> Iterator[Connection]:
    """A connection to the database, each statement of which stands alone outside a transaction.

    Raises Problem for whatever the server says inside; `words.Unreachable` where it says nothing more, or
    nothing for `silence` seconds; StoppedEarly once `stopped`, also amid a statement or before the first.
    """
    parameters = {**parameters_of(target), "autocommit": True, "row_factory": rows.dict_row}
    with told_problems(shown(target)), connect(parameters, stopped) as connection:
        connection.silence = connection.silence if silence is None else silence
        connection.execute(SETTINGS)
        yield connection


@contextmanager
def registered(
    target: str, stopped: Callable[[], bool] = lambda: False
) -> Iterator[tuple[Connection, Standing]]:
    """A connection to a register of this version, and who one is in it.

    Raises as `connected` does; StoppedEarly once `stopped`, also amid a statement.
    """
    with connected(target, stopped) as connection:
        with connection.transaction():
            check_version(connection)
        yield connection, _standing(connection)


@contextmanager
def told_problems(where: str) -> Iterator[None]:
    """Raises a Problem in the place of what psycopg raises."""
    try:
        yield
    except psycopg.Error as error:
        raise _problem(error, where) from error


def _problem(error: psycopg.Error, where: str) -> Problem:
    why = _line(error)
    if isinstance(error, _ABSENT):
        return words.no_register(where)
    if isinstance(error, errors.DiskFull | errors.OutOfMemory | errors.InsufficientResources):
        return words.full(where)
    if isinstance(error, errors.InsufficientPrivilege):
        return words.not_allowed(where)
    if isinstance(error, _LOST) or (isinstance(error, psycopg.OperationalError) and error.sqlstate is None):
        known = (problem(where, why) for said, problem in _AT_THE_DOOR if re.search(said, why))
        # "SSL SYSCALL error: Connection reset by peer" and the like are said of the line.
        is_certificate = "certificate" in why or ("SSL error: " in why and "unexpected eof" not in why)
        return next(known, (words.not_trusted if is_certificate else words.no_way)(where, why))
    return words.refused(where, why)


def _line(error: Exception) -> str:
    """The first line of what was said, which names no row."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if not lines:
        return type(error).__name__
    return _NO_NEWS.sub("", lines[0].rpartition("failed: ")[2])


def check_version(connection: Connection) -> None:
    """Raises Problem where it is of another version; it stays the same until a transaction ends."""
    connection.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])
    row = connection.execute("SELECT version FROM register.schema_version").fetchone()
    theirs = int(row["version"]) if row else 0
    if theirs != SCHEMA:
        raise words.another_version(connection.info.host or "this machine", theirs, SCHEMA)


def _standing(connection: Connection) -> Standing:
    """Who one is. An owner acts with the owner's role from here on."""
    row = connection.execute(
        """SELECT pg_has_role(session_user, 'register_owner', 'MEMBER') AS owner,
                  pg_has_role(session_user, 'register_region', 'MEMBER') AS region,
                  pg_has_role(session_user, 'register_place', 'MEMBER') AS place"""
    ).fetchone()
    assert row is not None
    if row["owner"]:
        connection.execute("SET ROLE register_owner")
        return Standing("owner")
    if row["place"]:
        found = connection.execute("SELECT register.my_place() AS place").fetchone()
        if found and found["place"]:
            return Standing("place", found["place"])
    return Standing("region" if row["region"] else "none")
