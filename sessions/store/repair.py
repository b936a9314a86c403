"""Putting a damaged session file right: from a backup, or from what can still be read of it.

Whichever holds more is taken. The damaged file is always kept, so nothing that a repair leaves out is gone.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sessions.disk import os_problem, write_durably
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.check import Finding, Loc, check, findings
from sessions.store.file import itself, take_lock
from sessions.store.load import decode, free_name, moment, newest_sound
from sessions.store.migrate import CURRENT, PROGRAM, Foreign, Newer, Schema, migrate
from sessions.store.storage import Damaged, Tables, parse, render
from sessions.store.tables import LISTS, TABLES, in_words, to_tables

_TABLE_LINE = re.compile(r' "([^"\\]+)": \{\r?')
_EMPTY_TABLE = re.compile(r' "[^"]+": \{\},?\r?')
_DOCUMENT_LINE = re.compile(r'  "([0-9]{1,18})": ')
_TIMES = 20
"""More rounds of dropping than there are kinds of reference that hang on one another."""


@dataclass(frozen=True)
class Salvage:
    """What could be read of a damaged file; `left_out` says what was not, a sentence each."""

    session: Session
    tables: Tables
    left_out: tuple[str, ...]
    whole: bool
    """Whether title, date and the like are as they were."""


def repair(path: Path, schema: Schema = CURRENT) -> tuple[str, ...]:
    """Put the file right; what was done, a sentence each, empty where it was sound.

    Raises Newer and Foreign (a foreign file only makes way for a sound backup), and Problem while it is open
    elsewhere, can't be written, or holds nothing that can be read.
    """
    path = itself(path)
    lock = take_lock(path)
    try:
        faults = check(path, schema)
        if not faults:
            return ()
        try:
            return _mend(path, path.read_bytes(), faults, schema)
        except OSError as error:
            raise os_problem(error, "The session can't be repaired", path) from error
    finally:
        lock.release()


def _mend(path: Path, data: bytes, faults: tuple[str, ...], schema: Schema) -> tuple[str, ...]:
    backup = newest_sound(path, schema)
    stored = decode(backup.path.read_bytes(), backup.path, schema) if backup else None
    salvage, refused = None, None
    try:
        salvage = salvaged(path, data, schema)
    except Newer:
        raise
    except Problem as error:
        refused = error
    if salvage is not None and stored is not None:
        more = _documents(salvage.session) >= _documents(stored.session)
        salvage = salvage if salvage.whole and more else None
    if salvage is not None:
        new = render(to_tables(salvage.session, salvage.tables, schema))
        done = (*salvage.left_out, "What could be read of the file was put in order.")
    elif stored is not None and backup is not None:
        new = render(to_tables(stored.session, stored.tables, schema))
        done = (
            f"The backup of {moment(backup.taken)} was put back, since it holds more than can be read of "
            f"the file ({faults[0]}).",
        )
    else:
        raise refused or Problem("The session can't be repaired", where=str(path))
    kept = free_name(path.parent, f"{path.stem}.damaged")
    write_durably(kept, data)
    write_durably(path, new)
    return (*done, f"The damaged file is kept as {kept.name}.")


def _documents(session: Session) -> int:
    """How many things a session holds."""
    return sum(len(getattr(session, name)) for name in LISTS)


# --- what can be read -----------------------------------------------------------------------------


def salvaged(path: Path, data: bytes, schema: Schema = CURRENT) -> Salvage:
    """A sound session of all in `data` that can be read. Raises Newer, Foreign, or Damaged for nothing."""
    left_out: list[str] = []
    try:
        tables = parse(data, path)
    except Damaged:
        tables, left_out = lines_of(data)
        if not any(tables.get(name) for name in ("session", *LISTS)):
            raise
        tables.setdefault("meta", {"1": {"program": PROGRAM, "schema_version": schema.version}})
    try:
        tables = migrate(tables, path, schema)
    except (Newer, Foreign):
        raise
    except Damaged as error:
        left_out.append(f"It was read as version {schema.version}: {error.what}.")
    found, loose = _loose_session(tables)
    left_out += loose
    whole = _fill_in(found, path, left_out)
    _renumber(found, left_out)
    session = _drop_until_sound(found, path, left_out)
    kept = {name: table for name, table in tables.items() if name not in TABLES}
    meta = tables.get("meta")
    if isinstance(meta, dict) and all(isinstance(one, dict) for one in meta.values()):
        kept["meta"] = meta
    return Salvage(session, kept, tuple(left_out), whole)


def lines_of(data: bytes) -> tuple[Tables, list[str]]:
    """(tables, what was left out) of a file that is no JSON any more, by its layout: one document a line."""
    tables: Tables = {}
    lost = 0
    table: dict[str, Any] | None = None
    for raw in data.split(b"\n"):
        try:
            line = raw.decode()
        except UnicodeDecodeError:
            lost += 1
            continue
        if head := _TABLE_LINE.fullmatch(line):
            table = tables.setdefault(head[1], {})
        elif (start := _DOCUMENT_LINE.match(line)) and table is not None:
            try:
                document, end = json.JSONDecoder().raw_decode(line, start.end())
            except (ValueError, RecursionError):
                lost += 1
                continue
            lost += line[end:].strip() not in ("", ",")
            number = start[1] if start[1] not in table else str(max(map(int, table)) + 1)
            table[number] = document
        elif line.strip() in ("}", "},"):  # behind a garbled heading, documents belong to no table we know
            table = None
        elif line.strip() not in ("", "{"):
            lost += not _EMPTY_TABLE.fullmatch(line)
    said = [f"Lines that are garbled, and were left out: {lost}."] if lost else []
    if not data.rstrip().endswith(b"}"):
        said.append("The end of the file is missing.")
    return tables, said


def _loose_session(tables: Tables) -> tuple[dict[str, Any], list[str]]:
    """The tables in the form of a session, without what is no document."""
    left_out = []
    lists: dict[str, list[Any]] = {}
    for name in ("session", *LISTS):
        table = tables.get(name, {})
        rows = list(table.values()) if isinstance(table, dict) else [table]
        lists[name] = [copy.deepcopy(one) for one in rows if isinstance(one, dict)]
        if len(lists[name]) < len(rows):
            left_out.append(f"{name}: what is no document was left out.")
    if len(lists["session"]) > 1:
        left_out.append("session: only the first of several documents was read.")
    scalars = lists.pop("session")[:1]
    return {**(scalars[0] if scalars else {}), **lists}, left_out


def _fill_in(found: dict[str, Any], path: Path, left_out: list[str]) -> bool:
    """Put in what a session can't be without; whether nothing was missing."""
    made = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    needed = {"id": path.stem, "title": path.stem, "template_id": "", "created_at": made.isoformat()}
    missing = []
    for key, value in needed.items():
        try:
            Session.model_validate({**needed, key: found[key]})
        except (KeyError, ValidationError):
            found[key] = value
            missing.append(key)
    if missing:
        left_out.append(f"Could not be read, and was made anew: {', '.join(missing)}.")
    return not missing


def _renumber(found: dict[str, Any], left_out: list[str]) -> None:
    """Give the second of two notes or actions with one id a number of its own, so that both stay."""
    for table, prefix in (("notes", "N"), ("actions", "A")):
        taken = [one.get("id") for one in found[table]]
        numbers = [int(i[1:]) for i in taken if isinstance(i, str) and re.fullmatch(rf"{prefix}\d{{1,9}}", i)]
        following = max(numbers, default=0) + 1
        seen: list[object] = []
        for one in found[table]:
            if isinstance(one.get("id"), str) and one["id"] in seen:
                left_out.append(f"{table}: the second {one['id']} is now {prefix}{following}.")
                one["id"] = f"{prefix}{following}"
                following += 1
            seen.append(one.get("id"))


def _drop_until_sound(found: dict[str, Any], path: Path, left_out: list[str]) -> Session:
    """The session in `found` without what keeps it from being sound. Raises Damaged where that fails."""
    for _ in range(_TIMES):
        wrong: list[Finding]
        try:
            session = Session.model_validate(found)
        except ValidationError as error:
            details = error.errors(include_url=False)
            said = in_words(details)
            wrong = [
                Finding(_part_to_drop(one["type"], one["loc"]), text)
                for one, text in zip(details, said, strict=True)
            ]
        else:
            wrong = list(findings(session))
            if not wrong:
                return session
            found.clear()
            found.update(session.model_dump(mode="json"))
        left_out += [f"Left out: {one}." for one in wrong]
        _drop(found, {one.loc for one in wrong})
    raise Damaged(
        "The session file is damaged: nothing sound can be made of it",
        where=str(path),
        mend="Copy a backup over it, or move it out of the folder.",
    )


def _part_to_drop(kind: str, loc: Loc) -> Loc:
    """The document that an error is in, or the one key where a pack has a key too many."""
    return loc if kind == "extra_forbidden" else loc[:2] if loc[0] in LISTS else loc[:1]


def _drop(data: dict[str, Any], locs: Iterable[Loc]) -> None:
    """Take the places in `locs` out of `data`, the later ones of a list first."""
    for loc in sorted(locs, key=lambda one: [(isinstance(p, str), p) for p in one], reverse=True):
        holder: Any = data
        for part in loc[:-1]:
            holder = holder[part]
        holder.pop(loc[-1])
