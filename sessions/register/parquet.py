"""A register as Parquet in a folder: written by one, read by DuckDB and whatever else reads Parquet.

Rows lie by year, and where they are of an item, by its pack: `agreed_levels/year=2026/pack=icbo/….parquet`.
Which files are of the register says `register.json`, and that alone: it is replaced once all new files are on
the disk, so that a reader sees all of a change or nothing of it, and a writer that is killed leaves what was.
"""

import errno
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from sessions.acts import Forgotten
from sessions.disk import os_problem, os_problems, read
from sessions.many.benchmark import Benchmark, benchmark_of
from sessions.many.gathered import Wanted
from sessions.many.shown_before import keep_shown, read_shown
from sessions.problem import Problem
from sessions.progress import Progress, untold
from sessions.register import words
from sessions.register.duck import duckdb
from sessions.register.gather import gathered
from sessions.register.model import HEAD, LATEST, SAME_TABLES, SCHEMA, TABLES, RegisterTable, Status

FORMAT = "workshop register"
TYPES = {
    "text": "VARCHAR",
    "whole": "INTEGER",
    "large": "BIGINT",
    "yes_no": "BOOLEAN",
    "day": "DATE",
    "json": "VARCHAR",
}
"""What each kind of column is in DuckDB, and so in Parquet."""
FILED = (*TABLES, LATEST)
"""The tables of which there are files."""
_LATEST_LEVELS = """
SELECT {of_final} AS of_final, unnest(arg_max({{'place': a.place, 'item': a.item, 'session': a.session,
    'held': s.held, 'subject': a.subject, 'level': a.level, 'answers': a.answers, 'mark': a.mark}}, s.nth))
FROM ({agreed_levels}) AS a JOIN ranked AS s ON s.session = a.session WHERE {which}
GROUP BY a.place, a.item"""
_REFUSALS = (errno.ENOSPC, errno.EFBIG, errno.EACCES, errno.EROFS)
"""What a disk may say that people can do something about."""
Connection: TypeAlias = "duckdb.DuckDBPyConnection"


class Head(NamedTuple):
    """Which files are of the register."""

    files: Mapping[str, tuple[str, ...]]
    """{table: paths inside the folder, with / between their parts}."""
    forgotten: tuple[Forgotten, ...] = ()
    """Who was forgotten, as digests."""


def read_head(folder: Path) -> Head:
    """The files of a register; of a folder without one, none. Raises Problem where it can't be read."""
    path = folder / HEAD
    if not path.exists():
        return Head({table.name: () for table in FILED})
    with os_problems("The register can't be read", path):
        data = read(path)
    try:
        listed = json.loads(data)
        if listed["format"] != FORMAT:
            raise ValueError(listed["format"])
        version = int(listed["version"])
        files = {table.name: tuple(map(str, listed["files"].get(table.name, ()))) for table in FILED}
        forgotten = tuple(map(Forgotten.model_validate, listed.get("forgotten", ())))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise Problem("This is no register", where=str(path), hint="Name its folder.") from error
    if not SAME_TABLES <= version <= SCHEMA:
        raise words.another_version(str(folder), version, SCHEMA)
    return Head(files, forgotten)


@contextmanager
def opened(folder: Path, *, may_be_new: bool = False) -> Iterator[Connection]:
    """A connection with a view of each table. Raises Problem where a file is missing or damaged."""
    if not may_be_new and not (folder / HEAD).exists():
        raise words.no_folder_register(str(folder))
    head = read_head(folder)
    with told_problems(folder), duckdb.connect(":memory:") as connection:
        connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
        for table in TABLES:
            rows = source([folder / file for file in head.files[table.name]], table)
            connection.execute(f"CREATE VIEW {table.name} AS {rows}")
        kept = [folder / file for file in head.files[LATEST.name]]
        rows = (
            source(kept, LATEST)
            if kept
            else latest_levels("SELECT * FROM sessions", "SELECT * FROM agreed_levels")
        )
        connection.execute(f"CREATE VIEW {LATEST.name} AS {rows}")
        yield connection


@contextmanager
def told_problems(folder: Path) -> Iterator[None]:
    """Raises a Problem in the place of what DuckDB raises."""
    try:
        yield
    except duckdb.Error as error:
        if refusal := _refusal(error):
            raise os_problem(refusal, "The Parquet files can't be used", folder) from error
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        hint = "Export or push it anew, or bring the folder back from a backup."
        raise Problem(f"The Parquet files can't be used: {why}", where=str(folder), hint=hint) from error


def _refusal(error: Exception) -> OSError | None:
    """What the disk said, where that is what DuckDB passes on; None where it is something else."""
    told = (number for number in _REFUSALS if os.strerror(number) in str(error))
    return next((OSError(number, os.strerror(number)) for number in told), None)


def source(files: Iterable[Path], table: RegisterTable) -> str:
    """The question that gives the rows of these files, or none where there is no file."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    listed = ", ".join(quoted(str(file)) for file in files)
    if not listed:
        nothing = ", ".join(f'CAST(NULL AS {TYPES[c.holds]}) AS "{c.name}"' for c in table.columns)
        return f"SELECT {nothing} WHERE false"
    return f"SELECT {columns} FROM read_parquet([{listed}], hive_partitioning = false)"


def latest_levels(sessions: str, agreed_levels: str) -> str:
    """The question that gives the rows of `LATEST`, from what gives those of these two tables."""
    of_each = (
        _LATEST_LEVELS.format(of_final=of_final, which=which, agreed_levels=agreed_levels)
        for of_final, which in (("true", "s.final"), ("false", "true"))
    )
    columns = ", ".join(column.name for column in LATEST.columns)
    return f"""WITH ranked AS MATERIALIZED (
                   SELECT session, held, final, row_number() OVER (ORDER BY held, session) AS nth
                   FROM ({sessions}))
               SELECT {columns} FROM ({" UNION ALL ".join(of_each)}) ORDER BY of_final, place, item"""


def quoted(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"


def rows_of(connection: Connection, statement: str) -> list[dict[str, Any]]:
    """What a question gives, by the names of columns."""
    done = connection.execute(statement)
    names = [column[0] for column in done.description or ()]
    return [dict(zip(names, row, strict=True)) for row in done.fetchall()]


def side_by_side(
    folder: Path,
    wanted: Wanted,
    *,
    progress: Progress = untold,
    stopped: Callable[[], bool] = lambda: False,
) -> Benchmark:
    """What may be shown of the places of a folder, noted beside it. Raises Problem; StoppedEarly."""
    with opened(folder) as connection:
        before = read_shown((folder,))
        found = gathered(lambda statement: rows_of(connection, statement), wanted, before.secret)
    made, after = benchmark_of(found, wanted, before, progress=progress, stopped=stopped)
    if after.releases != before.releases or (wanted.letters and made.places):
        keep_shown((folder,), after)
    return made


def status(folder: Path) -> Status:
    """What lies in a folder. Raises Problem."""
    with opened(folder) as connection:
        (row,) = rows_of(
            connection,
            """SELECT count(DISTINCT place) AS places, count(*) AS sessions,
                      count(*) FILTER (WHERE final) AS final,
                      count(*) FILTER (WHERE with_text) AS with_text, max(held_on) AS latest FROM sessions""",
        )
    numbers = (row["places"], row["sessions"], row["final"], row["with_text"])
    return Status("owner", "", SCHEMA, *numbers, row["latest"].isoformat() if row["latest"] else "")
