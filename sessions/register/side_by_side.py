"""Places side by side from a register in PostgreSQL: worked out by its owner, and seen by everybody else."""

import json
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from sessions.many.benchmark import Benchmark, benchmark_of, letters
from sessions.many.card import folded_place
from sessions.many.gathered import Gathered, Wanted, own_place
from sessions.many.shown_before import VERSION, Shown, packed, unpacked
from sessions.problem import Problem
from sessions.progress import Progress, StoppedEarly, untold
from sessions.register import words
from sessions.register.database import Connection, Standing, check_version, registered
from sessions.register.gather import gathered
from sessions.register.published import as_published, by_letters, is_lettered, read, with_own

ONE_AT_A_TIME = 0x73686F77
"""The advisory lock of whoever works out what may be shown."""
READ_ONCE = (
    "SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_sort = off;"
    " SET LOCAL work_mem = '256MB'; SET LOCAL jit = off;"
    " SET LOCAL max_parallel_workers_per_gather = 0"
)
"""Nothing is known of any column, see the migrations: the planner has to be told that all is read, once."""


def side_by_side(
    target: str,
    wanted: Wanted,
    *,
    publish: bool = True,
    names: bool = False,
    progress: Progress = untold,
    stopped: Callable[[], bool] = lambda: False,
) -> Benchmark:
    """What may be shown. An owner works it out and publishes it; everybody else sees that.

    An owner who is not to `publish` it sees what is published, too. `names` publishes places by their names
    where everybody knows them by letters.

    Raises Problem where nothing is published, or one's own place is none of them; StoppedEarly once it is
    `stopped`.
    """
    with registered(target, stopped) as (connection, who):
        if stopped():
            raise StoppedEarly
        if who.part == "owner" and publish:
            if not (wanted.letters or names) and _is_by_letters(connection):
                raise words.by_letters()
            return _worked_out(connection, wanted, progress, stopped)
        if who.part == "none":
            raise words.not_allowed(target)
        return _seen(connection, who, wanted)


# --- the owner -----------------------------------------------------------------------------------------


def _worked_out(
    connection: Connection, wanted: Wanted, progress: Progress, stopped: Callable[[], bool]
) -> Benchmark:
    connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        with connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            connection.execute(READ_ONCE)
            check_version(connection)
            before = _shown(connection)
            found = _gathered(connection, wanted, before.secret)
            made, after = benchmark_of(found, wanted, before, progress=progress, stopped=stopped)
            _keep(connection, before, after)
            _publish(connection, wanted, made, found.names, before.secret)
            return made
    finally:
        connection.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def _gathered(connection: Connection, wanted: Wanted, salt: str) -> Gathered:
    def rows_of(statement: str) -> Any:
        return connection.execute(statement.encode()).fetchall()

    return gathered(rows_of, wanted, salt, _known_as(connection), prefix="register.")


def _known_as(connection: Connection) -> dict[str, str]:
    rows = connection.execute("SELECT place, name FROM register.places")
    return {row["place"]: row["name"] for row in rows}


def _shown(connection: Connection) -> Shown:
    """What was shown before."""
    connection.execute(
        "INSERT INTO register.secret (secret) VALUES (%s) ON CONFLICT DO NOTHING", [secrets.token_hex(16)]
    )
    row = connection.execute("SELECT secret FROM register.secret").fetchone()
    assert row is not None
    rows: dict[str, list[Any]] = {}
    for release in connection.execute("SELECT figure, release FROM register.shown ORDER BY figure, number"):
        rows.setdefault(release["figure"], []).append(release["release"])
    try:
        return unpacked({"version": VERSION, "secret": row["secret"], "shown": rows})
    except (ValueError, TypeError, LookupError) as error:
        hint = "Bring the table register.shown back from a backup."
        raise Problem("What was shown of places before can't be read", hint=hint) from error


def _keep(connection: Connection, before: Shown, after: Shown) -> None:
    """Note what is shown for the first time."""
    new = [
        {"figure": figure, "number": number, "release": release}
        for figure, rows in packed(after)["shown"].items()
        for number, release in enumerate(rows)
        if number >= len(before.releases.get(figure, ()))
    ]
    connection.execute(
        "INSERT INTO register.shown (figure, number, release) SELECT figure, number, release"
        " FROM json_populate_recordset(NULL::register.shown, %s)",
        [json.dumps(new)],
    )


def _publish(
    connection: Connection, wanted: Wanted, made: Benchmark, names: Mapping[str, str], secret: str
) -> None:
    connection.execute(
        "INSERT INTO register.published (of_final, published_on, benchmark) VALUES (%s, %s, %s)"
        " ON CONFLICT (of_final) DO UPDATE"
        " SET published_on = excluded.published_on, benchmark = excluded.benchmark",
        [wanted.final, wanted.today, json.dumps(as_published(made))],
    )
    connection.execute("DELETE FROM register.called WHERE of_final = %s", [wanted.final])
    called = letters(names, secret) if wanted.letters else names
    for folded, name in called.items():
        connection.execute(
            "INSERT INTO register.called (of_final, place, called)"
            " SELECT %s, place, %s FROM register.places WHERE folded = %s",
            [wanted.final, name, folded],
        )


# --- everybody -----------------------------------------------------------------------------------------


def _is_by_letters(connection: Connection) -> bool:
    """Whether anything is published with places by letters."""
    rows = connection.execute("SELECT benchmark FROM register.releases").fetchall()
    return any(is_lettered(read(row["benchmark"]).places) for row in rows)


def _seen(connection: Connection, who: Standing, wanted: Wanted) -> Benchmark:
    with connection.transaction():
        check_version(connection)
        row = connection.execute(
            "SELECT benchmark, published_on FROM register.releases WHERE of_final = %s", [wanted.final]
        ).fetchone()
        if row is None:
            raise words.nothing_published(final=wanted.final)
        published = replace(read(row["benchmark"]), published=row["published_on"].isoformat())
        own = _own_place(connection, who, wanted)
        called = connection.execute(
            "SELECT called FROM register.called JOIN register.places USING (place)"
            " WHERE of_final = %s AND folded = %s",
            [wanted.final, own],
        ).fetchone() if own else None  # fmt: skip
        if called is not None:
            with suppress(Problem):  # where it has withdrawn all of its sessions since
                mine = _gathered(connection, wanted._replace(place=own), "")
                published = with_own(published, called["called"], mine)
    return by_letters(published) if wanted.letters and not is_lettered(published.places) else published


def _own_place(connection: Connection, who: Standing, wanted: Wanted) -> str:
    """The place to lay over what is published, as `folded_place` has it; empty for none. Raises Problem."""
    if who.part == "region":
        if wanted.place:
            raise words.no_own_place()
        return ""
    names = {folded_place(name): name for name in _known_as(connection).values()}
    if who.part == "owner":
        return own_place(wanted.place, names)
    for folded, name in names.items():  # its own alone
        if folded_place(wanted.place) not in folded:
            raise words.other_than_own(name)
        return folded
    return ""
