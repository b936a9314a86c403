"""Putting a damaged session file right: a sound session of all that can be read of it and of its backup.

The damaged file is always kept, so nothing that a repair leaves out is gone.
"""

import contextlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from sessions.disk import os_problems, read, write_durably
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import new_uid
from sessions.store.check import Finding, Loc, findings
from sessions.store.file import itself, take_lock
from sessions.store.join import Documents, Join, described
from sessions.store.load import (
    Decoded,
    backups,
    changed_at,
    check,
    free_name,
    harmless_tables,
    moment,
    newest_sound,
)
from sessions.store.migrate import PROGRAM, Foreign, Newer, migrate, newest
from sessions.store.storage import Damaged, Tables, harmless_json, parse, render
from sessions.store.tables import lists, table_names, to_tables

_TABLE_LINE = re.compile(r' "([^"\\]+)": \{\r?')
_EMPTY_TABLE = re.compile(r' "[^"]+": \{\},?\r?')
_DOCUMENT_LINE = re.compile(r'  "([0-9]{1,18})": ')
_TIMES = 40
"""More rounds than there are kinds of reference that hang on one another, with a backup to try first."""


class Salvage(NamedTuple):
    """What could be had back; `report` says what was not as it had been, a sentence each."""

    session: Session
    tables: Tables
    report: tuple[str, ...]


def repair(path: Path) -> tuple[str, ...]:
    """Put the file right; what was done, a sentence each, empty where it was sound.

    Raises Newer and Foreign (a foreign file only makes way for a sound backup), and Problem while it is open
    elsewhere, can't be written, or holds nothing that can be read.
    """
    path = itself(path)
    lock = take_lock(path)
    try:
        if not (faults := check(path)):
            return ()
        with os_problems("The session can't be repaired", path):
            return _put_right(path, read(path), faults[0])
    finally:
        lock.release()


def put_back(path: Path, is_it: Callable[[bytes], bool]) -> tuple[str, ...]:
    """Put back the newest backup whose bytes are the ones; what was done, a sentence each, empty for none.

    What stood there is kept. Raises Problem while it is open elsewhere, or can't be written.
    """
    path = itself(path)
    lock = take_lock(path)
    try:
        with os_problems("The session can't be put back", path):
            for backup in backups(path):
                if is_it(data := read(backup.path)):
                    kept = free_name(path.parent, f"{path.stem}.damaged")
                    write_durably(kept, read(path))
                    write_durably(path, data)
                    done = f"The backup of {moment(backup.taken)} was put back."
                    return (done, f"The changed file is kept as {kept.name}.")
        return ()
    finally:
        lock.release()


def _put_right(path: Path, data: bytes, fault: str) -> tuple[str, ...]:
    sound = newest_sound(path)
    backup = f"The backup of {moment(sound[0].taken)}" if sound else ""
    try:
        salvage = salvaged(path, data, sound[1] if sound else None)
    except Problem as error:
        if sound is None or isinstance(error, Newer):
            raise
        salvage = Salvage(sound[1].session, sound[1].tables, ())
        done = f"{backup} was put back, since nothing can be read of the file ({fault})."
    else:
        done = "What could be read of the file was put in order."
        if backup:
            done = f"{backup} and what could be read of the file were joined."
    kept = free_name(path.parent, f"{path.stem}.damaged")
    write_durably(kept, data)
    write_durably(path, render(to_tables(salvage.session, salvage.tables)))
    return (*salvage.report, done, f"The damaged file is kept as {kept.name}.")


def salvaged(path: Path, data: bytes, backup: Decoded | None = None) -> Salvage:
    """All that can be read of `data`, and what only `backup` has. Raises Newer, Foreign, Damaged."""
    report: list[str] = []
    # Where it is not known, the oldest form: bringing what is of today up to date changes nothing.
    meta = {"1": {"program": PROGRAM, "schema_version": 1}}
    try:
        tables = parse(data, path)
    except Damaged:
        tables, report = _lines_of(data)
        if not any(tables.get(name) for name in ("session", *lists())):
            raise
        tables.setdefault("meta", meta)
    try:
        tables = migrate(harmless_tables(tables), path)
    except (Foreign, Damaged) as error:
        foreign = isinstance(error, Foreign)
        if foreign and not _is_ours(tables, path):
            raise
        with contextlib.suppress(Damaged):
            tables = migrate(harmless_tables({**tables, "meta": meta}), path)
        reason = "What the file says of itself is garbled; it was" if foreign else "It was"
        report.append(f"{reason} read as version {newest()}{'' if foreign else f': {error.what}'}.")
    documents = _loose_session(harmless_tables(tables), report)
    stored = _loose_session(backup.tables, []) if backup else {}
    _renumber(documents, stored, report)
    join = Join(documents, stored)
    report += join.take_over()
    _fill_in(documents, stored, path, report)
    session = _drop_until_sound(join, path, report)
    return Salvage(session, _kept(tables, backup.tables if backup else {}), tuple(report))


def _is_ours(tables: Tables, path: Path) -> bool:
    """Whether it holds the session whose name the file has, whatever it says of itself."""
    documents = tables.get("session")
    first = next(iter(documents.values()), None) if isinstance(documents, dict) else None
    return isinstance(first, dict) and first.get("id") == path.stem and "template_id" in first


def _kept(tables: Tables, stored: Tables) -> Tables:
    """The tables that are none of ours, and `meta` where it is one."""
    kept = {name: table for name, table in tables.items() if name not in table_names()}
    for name, table in stored.items():
        if name not in table_names():
            ours = kept.setdefault(name, table)
            if isinstance(ours, dict) and isinstance(table, dict):
                kept[name] = {**table, **ours}
    for meta in (tables.get("meta"), stored.get("meta")):
        if isinstance(meta, dict) and all(isinstance(document, dict) for document in meta.values()):
            return {**kept, "meta": meta}
    return kept


def _lines_of(data: bytes) -> tuple[Tables, list[str]]:
    """(tables, what was left out) of a file that is no JSON any more, by its layout: one document a line."""
    tables: Tables = {}
    lost: list[str] = []
    name = ""
    for raw in data.split(b"\n"):
        line = raw.decode(errors="replace")  # with U+FFFD for what is no text
        start = _DOCUMENT_LINE.match(line)
        if (head := _TABLE_LINE.fullmatch(line)) and "\ufffd" not in line:
            name = head[1]
            tables.setdefault(name, {})
        elif start and name:
            try:
                document, end = json.JSONDecoder().raw_decode(raw.decode(), start.end())
                document = harmless_json(document)
            except (ValueError, RecursionError):
                lost.append(f"{name} {start[1]} could not be read: {described(line[start.end() :])}")
                continue
            if (rest := line[end:].strip()) not in ("", ","):
                lost.append(f"{name} {start[1]} goes on with what could not be read: {described(rest)}")
            table = tables[name]
            number = start[1] if start[1] not in table else str(max(map(int, table)) + 1)
            table[number] = document
        elif line.strip() in ("}", "},"):  # behind a garbled heading, documents belong to no table we know
            name = ""
        elif line.strip() not in ("", "{") and not _EMPTY_TABLE.fullmatch(line):
            where = f"in {name}" if name else "in no table that is known"
            lost.append(f"A line {where} could not be read: {described(line)}")
    report = [f"Lines that are garbled, and were left out: {len(lost)}.", *lost] if lost else []
    if not data.rstrip().endswith(b"}"):
        report.append("The end of the file is missing.")
    return tables, report


def _loose_session(tables: Tables, report: list[str]) -> Documents:
    """The tables in the form of a session, without what is no document."""
    rows_of: dict[str, list[Any]] = {}
    for name in ("session", *lists()):
        table = tables.get(name, {})
        rows = list(table.values()) if isinstance(table, dict) else [table]
        rows_of[name] = [dict(row) for row in rows if isinstance(row, dict)]
        others = [row for row in rows if not isinstance(row, dict)]
        report += [f"{name}: what is no document was left out: {described(row)}" for row in others]
    scalars, *others = rows_of.pop("session") or [{}]
    if others:
        report.append("session: only the first of several documents was read.")
    return {**scalars, **rows_of}


def _renumber(documents: Documents, stored: Documents, report: list[str]) -> None:
    """Tell notes and actions with one id apart, and rows with one identity, so that all of them stay."""
    for table in lists():
        uids: list[object] = []
        for document in documents[table]:
            if document.get("uid") in uids:
                document["uid"] = new_uid()
            elif "uid" in document:
                uids.append(document["uid"])
    for table, prefix in (("notes", "N"), ("actions", "A")):
        taken = [document.get("id") for document in (*documents[table], *stored.get(table, ()))]
        numbers = [int(i[1:]) for i in taken if isinstance(i, str) and re.fullmatch(rf"{prefix}\d{{1,9}}", i)]
        following = max(numbers, default=0) + 1
        seen: list[object] = []
        for document in documents[table]:
            if isinstance(document.get("id"), str) and document["id"] in seen:
                report.append(f"{table}: the second {document['id']} is now {prefix}{following}.")
                document["id"] = f"{prefix}{following}"
                following += 1
            seen.append(document.get("id"))


def _fill_in(documents: Documents, stored: Documents, path: Path, report: list[str]) -> None:
    """Put in what a session can't be without: from the backup, or made anew."""
    created_at = changed_at(path).isoformat()
    needed = {"id": path.stem, "title": path.stem, "template_id": "", "created_at": created_at}
    anew = []
    for key, value in needed.items():
        try:
            Session.model_validate({**needed, key: documents[key]})
        except (KeyError, ValidationError):
            documents[key] = stored.get(key, value)
            if key in stored:
                report.append(f"session, {key}: could not be read, and is as the backup has it.")
            else:
                anew.append(key)
    if anew:
        report.append(f"Could not be read, and was made anew: {', '.join(anew)}.")


def _drop_until_sound(join: Join, path: Path, report: list[str]) -> Session:
    """The session without what keeps it from being sound, or with the backup's. Raises Damaged."""
    for _ in range(_TIMES):
        wrong: list[tuple[Loc, Finding]] = []
        try:
            session = Session.model_validate(join.documents)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                loc = fault["loc"]
                document = loc[:2] if loc[0] in lists() else loc[:1]
                wrong.append((document, Finding(loc, fault["msg"])))
        else:
            wrong += [(finding.loc, finding) for finding in findings(session)]
            if not wrong:
                return session
            join.documents.clear()
            join.documents.update(session.model_dump(mode="json"))
        report += join.put_right(wrong)
    hint = "Copy a backup over it, or move it out of the folder."
    raise Damaged("The session file is damaged: nothing sound can be made of it", where=str(path), hint=hint)
