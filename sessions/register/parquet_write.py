"""Writing a register as Parquet: partitions that change are written anew, and then the head names them.

A change of any number of sessions is one: until the head is replaced nobody sees the new files, and
afterwards nobody sees the old ones. So a writer that is killed leaves what was there.
"""

import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from sessions.acts import Forgotten
from sessions.clock import utc_now
from sessions.disk import make_folder, os_problems, sync_folder, write_durably
from sessions.many.card import folded_place
from sessions.many.standings import digest
from sessions.problem import Problem
from sessions.register import words
from sessions.register.model import (
    AGREED,
    ANSWERS,
    HEAD,
    LATEST,
    SCHEMA,
    SESSIONS,
    SUBJECTS,
    TABLES,
    Gone,
    Outcome,
    Pushed,
    RegisterTable,
)
from sessions.register.parquet import (
    FILED,
    FORMAT,
    TYPES,
    Connection,
    Head,
    latest_levels,
    opened,
    quoted,
    read_head,
    rows_of,
    source,
    told_problems,
)
from sessions.register.texts import is_kept_out, mark_out, without_forgotten

BY_PACK = (AGREED, ANSWERS)
"""Tables that lie by the pack of the item, too; all but the subjects lie by year."""
OTHER = "other"
"""The partition of what has no plain name."""
_LOCK = ".register.lock"
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,80}")
_SUFFIX = ".parquet"


def written(table: RegisterTable) -> str:
    """What the table of rows to be written is called."""
    return f"written_{table.name}"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else writes to the register meanwhile. Raises Problem."""
    with os_problems("The register's folder can't be written", folder):
        make_folder(folder)
        try:
            with FileLock(folder / _LOCK, timeout=60):
                _sweep(folder, read_head(folder))
                try:
                    yield
                except Problem:  # a disk that is full has no room for what is of no use
                    _sweep(folder, read_head(folder))
                    raise
        except Timeout as error:
            hint = "Wait until it is done, and try again."
            raise Problem("Another program writes to this register", where=str(folder), hint=hint) from error


def _sweep(folder: Path, head: Head) -> None:
    """Take away files that are none of the register's, such as those of a writer that was killed."""
    known = {folder / file for files in head.files.values() for file in files}
    for table in FILED:
        for path in sorted((folder / table.name).rglob(f"*{_SUFFIX}")):
            if path not in known:
                with suppress(OSError):
                    path.unlink()


def put(
    folder: Path, pushed: Sequence[Pushed], gone: Sequence[Gone] = (), forgotten: Sequence[Forgotten] = ()
) -> tuple[Outcome, ...]:
    """Have these sessions in the register, and those that are `gone` not: all of it or nothing.

    What was done with each. `forgotten` are marks of people who are, from now on.
    Raises Problem.
    """
    with alone(folder), opened(folder, may_be_new=True) as connection:
        marks = (*read_head(folder).forgotten, *forgotten)
        for row in pushed:
            if is_kept_out(row, marks):
                raise words.copy_of_before(row)
        pushed = [without_forgotten(row, marks) for row in pushed]
        there = {
            row["session"]: row
            for row in rows_of(
                connection, "SELECT session, place, place_name, content, counter FROM sessions"
            )
        }
        old = [each for each in gone if each.session in there]
        done = tuple(_outcome(row, there, old) for row in pushed)
        new = [row for row, outcome in zip(pushed, done, strict=True) if outcome != "unchanged"]
        out = {*(row.session for row in new), *(each.session for each in old)}
        if out:
            marks += tuple(mark_out(each.session, utc_now()) for each in old if each.stays_out)
            places = {folded_place(row["place_name"]): str(row["place"]) for row in there.values()}
            kept = _changed(folder, connection, new, sorted(out), places)
            commit(folder, connection, kept, marks)
    return done


def _outcome(row: Pushed, there: Mapping[str, Mapping[str, Any]], gone: Iterable[Gone]) -> Outcome:
    old = there.get(row.session)
    if old is None:
        return "renewed" if any(each.since == row.session for each in gone) else "new"
    if old["content"] == row.content:
        return "unchanged"
    if old["counter"] > row.row["counter"]:
        raise words.later_there(row, old["counter"])
    return "renewed"


def _changed(
    folder: Path,
    connection: Connection,
    new: Iterable[Pushed],
    out: Sequence[str],
    places: Mapping[str, str],
) -> dict[str, list[str]]:
    """Tables with all rows of the partitions that change; {table: files that stay}."""
    head = read_head(folder)
    rows = [row.with_place(places.get(key := folded_place(row.place), digest("place", key))) for row in new]
    is_out = f"session IN ({', '.join(map(quoted, out))})"
    for table in TABLES:
        _load(connection, f"fresh_{table.name}", table, [row for each in rows for row in each[table.name]])
    connection.execute(
        f"CREATE TABLE years AS SELECT session, year(held_on) AS year FROM sessions WHERE NOT {is_out}"
        " UNION SELECT session, year(held_on) FROM fresh_sessions"
    )
    kept = {SUBJECTS.name: list[str]()}
    for table in TABLES:
        if table is SUBJECTS:
            continue
        files = head.files[table.name]
        touched = _touched(folder, connection, table, files, is_out)
        kept[table.name] = [file for file in files if file not in touched]
        stays = source([folder / file for file in files if file in touched], table)
        connection.execute(
            f"CREATE TABLE {written(table)} AS SELECT * FROM ({stays}) WHERE NOT {is_out}"
            f" UNION ALL SELECT * FROM fresh_{table.name}"
        )
    connection.execute(
        f"""CREATE TABLE {written(SUBJECTS)} AS
            SELECT * FROM (SELECT * FROM subjects UNION SELECT * FROM fresh_subjects)
            WHERE (place, subject) IN (
                SELECT place, subject FROM agreed_levels WHERE NOT {is_out}
                UNION SELECT place, subject FROM fresh_agreed_levels)"""
    )
    return kept


def _load(connection: Connection, name: str, table: RegisterTable, rows: Sequence[Mapping[str, Any]]) -> None:
    """A table of rows as JSON has them."""
    columns = ", ".join(f'"{column.name}" {TYPES[column.holds]}' for column in table.columns)
    connection.execute(f"CREATE TABLE {name} ({columns})")
    form = json.dumps([{column.name: TYPES[column.holds] for column in table.columns}])
    plain = [
        {
            column.name: json.dumps(row[column.name]) if column.holds == "json" else row[column.name]
            for column in table.columns
        }
        for row in rows
    ]
    if plain:
        told = json.dumps(plain)
        connection.execute(
            f"INSERT INTO {name} SELECT DISTINCT * FROM (SELECT unnest(from_json(?, ?), recursive := true))"
            if table is SUBJECTS
            else f"INSERT INTO {name} SELECT unnest(from_json(?, ?), recursive := true)",
            [told, form],
        )


def _touched(
    folder: Path, connection: Connection, table: RegisterTable, files: Sequence[str], is_out: str
) -> set[str]:
    """The files of partitions to which rows come, or which hold rows that go."""
    asked = f"SELECT DISTINCT {_parts(table)} FROM fresh_{table.name} AS t JOIN years AS y USING (session)"
    coming = {_folder(table, row) for row in rows_of(connection, asked)}
    listed = ", ".join(quoted(str(folder / file)) for file in files)
    holding = set[str]()
    if listed:
        found = rows_of(
            connection,
            "SELECT DISTINCT filename"
            f" FROM read_parquet([{listed}], filename = true, hive_partitioning = false) WHERE {is_out}",
        )
        holding = {row["filename"] for row in found}
    return {file for file in files if file.rpartition("/")[0] in coming or str(folder / file) in holding}


def _parts(table: RegisterTable) -> str:
    """What tells the partition of a row, as columns."""
    pack = "split_part(t.item, '/', 1)" if table in BY_PACK else "''"
    return f"y.year AS part_year, {pack} AS part_pack"


def _folder(table: RegisterTable, row: Mapping[str, Any]) -> str:
    """The folder of a partition; what is no plain name of a pack lies together."""
    parts = [table.name, f"year={int(row['part_year'])}"]
    if table in BY_PACK:
        parts.append(f"pack={_plain(row['part_pack'])}")
    return "/".join(parts)


def _plain(pack: str) -> str:
    return pack if _PLAIN.fullmatch(pack) else OTHER


# --- from tables of rows to files ----------------------------------------------------------------------


def commit(
    folder: Path,
    connection: Connection,
    kept: Mapping[str, Sequence[str]],
    forgotten: Sequence[Forgotten] = (),
) -> None:
    """Write the tables `written_…` as files, and have the head name them besides those that are `kept`.

    There is a table `years` with the year of each session. Raises Problem.
    """
    files = {table.name: [*kept.get(table.name, ())] for table in TABLES}
    with os_problems("The Parquet files can't be written", folder), told_problems(folder):
        for table in TABLES:
            files[table.name] += _files(folder, connection, table)
        files[LATEST.name] = _latest(folder, connection, files)
        marks = [mark.model_dump(mode="json") for mark in forgotten]
        told = {"format": FORMAT, "version": SCHEMA, "files": files, "forgotten": marks}
        before = read_head(folder)
        write_durably(folder / HEAD, json.dumps(told, indent=1).encode(), private=True)
        for name, old in before.files.items():
            for file in set(old) - set(files[name]):
                (folder / file).unlink(missing_ok=True)


def _files(folder: Path, connection: Connection, table: RegisterTable) -> list[str]:
    """The files that a table of rows was written to."""
    columns = ", ".join(f't."{column.name}"' for column in table.columns)
    order = ", ".join(f't."{column.name}"' for column in table.columns if column.is_key)
    if table is SUBJECTS:
        (count,) = rows_of(connection, f"SELECT count(*) AS n FROM {written(table)}")
        rows = f"SELECT {columns} FROM {written(table)} AS t ORDER BY {order}"
        return [_file(folder, connection, table.name, rows)] if count["n"] else []
    joined = f"FROM {written(table)} AS t JOIN years AS y USING (session)"
    by_folder: dict[str, list[tuple[int, str]]] = {}
    for row in rows_of(connection, f"SELECT DISTINCT {_parts(table)} {joined}"):
        by_folder.setdefault(_folder(table, row), []).append((int(row["part_year"]), str(row["part_pack"])))
    made = []
    for name, parts in sorted(by_folder.items()):
        year, packs = parts[0][0], ", ".join(quoted(pack) for _, pack in parts)
        which = f"y.year = {year}"
        if table in BY_PACK:
            which += f" AND split_part(t.item, '/', 1) IN ({packs})"
        made.append(
            _file(folder, connection, name, f"SELECT {columns} {joined} WHERE {which} ORDER BY {order}")
        )
    return made


def _latest(folder: Path, connection: Connection, files: Mapping[str, Sequence[str]]) -> list[str]:
    """The file with the latest level of each place and item, of all that lies in these files."""
    if not files[AGREED.name]:
        return []
    of_sessions, of_levels = (
        source([folder / file for file in files[table.name]], table) for table in (SESSIONS, AGREED)
    )
    return [_file(folder, connection, LATEST.name, latest_levels(of_sessions, of_levels))]


def _file(folder: Path, connection: Connection, name: str, rows: str) -> str:
    """Write rows to a new file, on the disk; its path inside the folder."""
    file = f"{name}/{secrets.token_hex(8)}{_SUFFIX}"
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(f"COPY ({rows}) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)")
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    sync_folder(path.parent)
    return file
