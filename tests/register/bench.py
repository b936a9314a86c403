"""How long the register takes: `POSTGRES=… uv run --extra register python -m tests.register.bench`.

Places side by side, worked out in PostgreSQL and in DuckDB, against a raw scan of the same columns, and how
all of it grows from 200 to 20,000 sessions. Sizes on disk stand beside. The rows are made in the database.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sessions.many.gathered import Wanted
from sessions.many.standings import Subject
from tests.register import server as servers

WANTED = Wanted(dt.date(2027, 6, 1))
PLACES, ITEMS, ANSWERS, ACTIONS = 150, 50, 250, 8
"""How many places there are, and items, answers and actions a session: five million answers of 20,000."""
ROWS = """
INSERT INTO register.sessions SELECT lpad(to_hex(n % {places}), 16, '0'), md5('s' || n), md5('c' || n), 1,
    'Place ' || n % {places}, DATE '2022-01-01' + n % 1800,
    (DATE '2022-01-01' + n % 1800)::text || ' 2026-01-01T10:00:00.' || lpad(n::text, 6, '0') || '+00:00',
    'learning-set', true, 'final', true, DATE '2026-01-01', false, NULL, NULL
FROM generate_series({done}, {sessions} - 1) AS n;
INSERT INTO register.packs SELECT place, session, 'icbo', 'ICBO', '1' FROM register.sessions
ON CONFLICT DO NOTHING;
INSERT INTO register.agreed_levels SELECT lpad(to_hex(n % {places}), 16, '0'), md5('s' || n), 'icbo/D1.' || i,
    (SELECT subject FROM made WHERE item = 'icbo/D1.' || i), 1 + (n * 7 + i * 13) % 5, 5, 'some', 0, 5,
    left(md5(n || '/' || i), 16)
FROM generate_series({done}, {sessions} - 1) AS n, generate_series(0, {items} - 1) AS i;
INSERT INTO register.answers SELECT lpad(to_hex(n % {places}), 16, '0'), md5('s' || n), a,
    'icbo/D1.' || a % {items}, 1, 1 + (n + a) % 5, 1 + a % 3, false
FROM generate_series({done}, {sessions} - 1) AS n, generate_series(0, {answers} - 1) AS a;
INSERT INTO register.actions SELECT lpad(to_hex(n % {places}), 16, '0'), md5('s' || n),
    left(md5(CASE WHEN a = 0 THEN n / 300 * 150 + n % 150 ELSE n END || 'a' || a), 16),
    'icbo/D1.' || a, CASE WHEN (n + a) % 3 = 0 THEN 'open' ELSE 'done' END,
    DATE '2022-02-01' + n % 1800, DATE '2022-02-01' + n % 1800, (n + a) % 7 = 0, n * 8 + a
FROM generate_series({done}, {sessions} - 1) AS n, generate_series(0, {actions} - 1) AS a;
TRUNCATE register.latest;
INSERT INTO register.latest SELECT DISTINCT ON (place, of_final, item) * FROM register.candidates
ORDER BY place, of_final, item, held DESC, session COLLATE "C" DESC
"""
RAW = (
    "SELECT count(place), count(session), max(held), count(place_name), count(final) FROM register.sessions",
    "SELECT count(place), count(session), count(item), count(subject), sum(level), sum(answers), max(mark)"
    " FROM register.agreed_levels",
    "SELECT count(place), count(session), max(uid), count(item), max(status), max(first_due), count(moved),"
    " max(mark) FROM register.actions",
)
"""The columns that places side by side are worked out of, each looked at once."""
COLUMNS = {
    "sessions": ("place", "session", "held", "place_name", "final"),
    "agreed_levels": ("place", "session", "item", "subject", "level", "answers", "mark"),
    "actions": ("place", "session", "uid", "item", "status", "first_due", "moved", "mark"),
}
RAW_OF_PARQUET = tuple(
    f"SELECT {', '.join(f'bit_xor(hash({column}))' for column in columns)} FROM {table}"
    for table, columns in COLUMNS.items()
)
"""The same of Parquet, where counts and extremes stand in the footer and no value would be read for them."""


def subjects() -> list[Subject]:
    """Items as they stand in a pack."""
    labels = ("Not yet", "Beginning", "In part", "Largely", "Fully")
    return [
        Subject(f"icbo/D1.{number}", f"1.{number}", f"Item {number}", "ICBO", "One", 1, labels, "m", "w")
        for number in range(ITEMS)
    ]


def timed(runs: int, *cases: Callable[[], object]) -> list[float]:
    """The medians of cases that are run in turn, in seconds."""
    taken: list[list[float]] = [[] for _ in cases]
    for _ in range(runs):
        for times, case in zip(taken, cases, strict=True):
            start = time.perf_counter()
            case()
            times.append(time.perf_counter() - start)
    return [statistics.median(times) for times in taken]


def fill(target: str, done: int, sessions: int) -> None:
    """Rows of so many sessions, of which some are there."""
    import psycopg

    from sessions.register.rows import subject_row

    with psycopg.connect(target) as connection:
        connection.execute("CREATE TEMP TABLE made (subject text, item text)")
        connection.execute(
            "INSERT INTO register.places SELECT lpad(to_hex(p), 16, '0'), 'Place ' || p, 'place ' || p"
            " FROM generate_series(0, %s::integer - 1) AS p ON CONFLICT DO NOTHING",
            [PLACES],
        )
        for subject in subjects():
            row = subject_row(subject)
            connection.execute("INSERT INTO made VALUES (%s, %s)", [row["subject"], row["item"]])
            connection.execute(
                "INSERT INTO register.subjects SELECT place, %s, %s, %s, %s, %s, %s, %s,"
                " to_jsonb(%s::text[]), %s, %s"
                " FROM register.places ON CONFLICT DO NOTHING",
                list(row.values()),
            )
        numbers = {"places": PLACES, "items": ITEMS, "answers": ANSWERS, "actions": ACTIONS}
        connection.execute("SET session_replication_role = replica")  # no triggers, for what is sound
        for statement in ROWS.format(done=done, sessions=sessions, **numbers).split(";"):
            connection.execute(statement.encode())
    with psycopg.connect(target, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def measured(target: str, folder: Path, sessions: int, runs: int) -> list[str]:
    """A row of the table."""
    import psycopg
    from psycopg.rows import dict_row

    from sessions.register.export import export
    from sessions.register.gather import gathered
    from sessions.register.parquet import opened, rows_of
    from sessions.register.side_by_side import READ_ONCE

    with psycopg.connect(target, row_factory=dict_row) as connection:
        connection.execute(READ_ONCE)

        def ask(statement: str) -> list[dict[str, object]]:
            return connection.execute(statement.encode()).fetchall()

        told, raw = timed(
            runs,
            lambda: gathered(ask, WANTED, "salt", prefix="register."),
            lambda: [ask(statement) for statement in RAW],
        )
        (size,) = ask("SELECT pg_database_size(current_database()) AS n")
    start = time.perf_counter()
    files = export(target, folder)
    exported = time.perf_counter() - start
    with opened(folder) as duck:
        duck.execute("SET threads = 1")
        told_there, raw_there = timed(
            runs,
            lambda: gathered(lambda statement: rows_of(duck, statement), WANTED, "salt"),
            lambda: [duck.execute(statement).fetchall() for statement in RAW_OF_PARQUET],
        )
    parquet = sum((folder / file).stat().st_size for file in files)
    return [
        f"{sessions:,}",
        *(f"{told * 1000:,.0f}", f"{raw * 1000:,.0f}", f"{told / raw:.1f}"),
        *(f"{told_there * 1000:,.0f}", f"{raw_there * 1000:,.0f}", f"{told_there / raw_there:.1f}"),
        *(f"{int(str(size['n'])) / 1e6:,.0f}", f"{parquet / 1e6:,.1f}", f"{exported:,.1f}"),
    ]


HEAD = ("sessions", "PostgreSQL ms", "raw ms", "ratio", "DuckDB ms", "raw ms", "ratio", "database MB",
        "Parquet MB", "export s")  # fmt: skip


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="tests.register.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sessions", type=int, nargs="*", default=[200, 2_000, 20_000])
    args = parser.parse_args()
    from sessions.register.migrate import init

    server = servers.made()
    try:
        target = server.target(database="postgres")
        init(target)
        done = 0
        sys.stdout.write(f"| {' | '.join(HEAD)} |\n|{' ---: |' * len(HEAD)}\n")
        for sessions in args.sessions:
            fill(target, done, sessions)
            done = sessions
            with tempfile.TemporaryDirectory() as folder:
                row = measured(target, Path(folder) / "register", sessions, args.runs)
            sys.stdout.write(f"| {' | '.join(row)} |\n")
            sys.stdout.flush()
    finally:
        servers.gone(server)


if __name__ == "__main__":
    main()
