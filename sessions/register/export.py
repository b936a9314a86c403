"""A register in PostgreSQL as Parquet in a folder: all of it, as of one moment, as far as one may see it."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from sessions.acts import Forgotten
from sessions.disk import os_problems
from sessions.progress import Progress, StoppedEarly
from sessions.register import words
from sessions.register.database import Connection, check_version, registered
from sessions.register.driver import sql
from sessions.register.duck import duckdb
from sessions.register.model import SESSIONS, TABLES, RegisterTable
from sessions.register.parquet import TYPES, Connection as Duck, quoted, read_head, told_problems
from sessions.register.parquet_write import alone, commit, written
from sessions.register.texts import marks_in


def export(
    target: str,
    folder: Path,
    *,
    progress: Progress = lambda _done, _of: None,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[str, ...]:
    """Write the register to a folder, in the place of what an export wrote there before; the files' paths.

    Raises Problem where nothing may be read, or the folder can't be written; StoppedEarly once `stopped`,
    and then the folder is as it was.
    """
    with registered(target) as (connection, who):
        if who.part not in ("owner", "place"):
            raise words.not_allowed(target)
        with alone(folder), tempfile.TemporaryDirectory() as temporary, told_problems(Path(temporary)):
            with duckdb.connect(str(Path(temporary) / "rows.duckdb")) as duck:
                marks = _take(connection, duck, Path(temporary) / "rows.csv", progress, stopped)
                duck.execute(
                    f"CREATE TABLE years AS SELECT session, year(held_on) AS year FROM {written(SESSIONS)}"
                )
                commit(folder, duck, {}, marks)
            return tuple(file for files in read_head(folder).files.values() for file in files)


def _take(
    connection: Connection, duck: Duck, csv: Path, progress: Progress, stopped: Callable[[], bool]
) -> tuple[Forgotten, ...]:
    """Have all rows in tables of DuckDB, as they were at one moment; who was forgotten."""
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        check_version(connection)
        for number, table in enumerate(TABLES):
            if stopped():
                raise StoppedEarly
            progress(number, len(TABLES))
            with os_problems("The rows can't be kept for a moment", csv):
                _copied(connection, table, csv)
            types = ", ".join(f"{quoted(c.name)}: {quoted(TYPES[c.holds])}" for c in table.columns)
            duck.execute(
                f"CREATE TABLE {written(table)} AS SELECT * FROM read_csv({quoted(str(csv))}, header = false,"
                f" columns = {{{types}}}, quote = '\"', escape = '\"', allow_quoted_nulls = false,"
                " auto_detect = false, delim = ',', max_line_size = 100000000, strict_mode = false)"
            )
        rows = connection.execute("SELECT mark FROM register.forgotten ORDER BY uid").fetchall()
    return marks_in(row["mark"] for row in rows)


def _copied(connection: Connection, table: RegisterTable, csv: Path) -> None:
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    rows = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT csv)").format(
        columns, sql.Identifier("register", table.name)
    )
    with csv.open("wb") as file, connection.cursor().copy(rows) as copy:
        for block in copy:
            file.write(block)
