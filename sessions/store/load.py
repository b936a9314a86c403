"""Reading a session file, whatever its age, and the backups that are taken of it."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
from dataclasses import dataclass
from pathlib import Path

from sessions.dates import show
from sessions.disk import TEMPORARY, may_be_file, os_problem, read, write_durably
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.check import findings
from sessions.store.migrate import CURRENT, Schema, migrate, version_of
from sessions.store.storage import (
    Damaged,
    DurableStorage,
    Tables,
    harmless_json,
    is_suspicious,
    parse,
)
from sessions.store.tables import Broken, broken, from_tables, table_names

KEEP = 5
"""Most backups of one session."""
EVERY = dt.timedelta(minutes=10)
"""How much saving goes by between two backups."""
FOLDER = "backups"
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Loaded:
    """What a file held. `tables` are in today's form; `data` are the bytes; `version` is what it had."""

    session: Session
    tables: Tables
    data: bytes
    version: int


def decode(data: bytes, path: Path, schema: Schema = CURRENT) -> Loaded:
    """The sound session that `data` hold. Raises Damaged, Foreign, Newer or Problem, naming `path`."""
    stored = parse(data, path)
    suspicious = is_suspicious(data)  # a clean file is not gone through text by text
    if suspicious:
        stored = harmless_tables(stored)
    tables = migrate(stored, path, schema)
    if suspicious:  # some may have had another name in the older form
        tables = harmless_tables(tables)
    session = from_tables(tables, path)
    if faults := findings(session):
        raise broken([str(finding) for finding in faults], path)
    return Loaded(session, tables, data, version_of(stored, path))


def harmless_tables(tables: Tables) -> Tables:
    """`tables` with the text of ours harmless; others are never shown and stay."""
    return {name: harmless_json(table) if name in table_names() else table for name, table in tables.items()}


def check(path: Path, schema: Schema = CURRENT) -> tuple[str, ...]:
    """All that is wrong with the file, a sentence each; empty where it is sound.

    Raises Problem where there is no such file or where it can't be read at all.
    """
    if not (path.exists() or path.is_symlink()):
        raise Problem("There is no such file", where=str(path), hint="`workshop list` shows the sessions.")
    try:
        load(path, schema)
    except Broken as error:
        return error.faults
    except Problem as error:
        return (error.what,)
    return ()


def load(path: Path, schema: Schema = CURRENT, *, called: str | None = None) -> Loaded:
    """What the file holds. Damaged says how to mend it, and how old the newest sound backup is.

    `called` is what a person types to name the session; without it, the path.
    Raises Damaged, Foreign, Newer, or Problem where it can't be read at all.
    """
    storage = DurableStorage(path)
    try:
        storage.read()
        return decode(storage.data, path, schema)
    except Damaged as error:
        error.hint = mending(path, called or str(path), schema)
        raise


def mending(path: Path, called: str, schema: Schema = CURRENT) -> str:
    """What a repair would do, and how to have it done."""
    command = (
        f'`workshop check "{called}" --repair`' if " " in called else f"`workshop check {called} --repair`"
    )
    sound = newest_sound(path, schema)
    if sound is None:
        return f"{command} puts in order what can still be read; there is no sound backup."
    backup, _ = sound
    return f"{command} joins what can still be read with the backup of {moment(backup.taken)}."


def moment(at: dt.datetime) -> str:
    """5 Dec 2026, 14:03 UTC."""
    at = at.astimezone(dt.UTC)
    return f"{show(at.date())}, {at:%H:%M} UTC"


# --- backups --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Backup:
    """One backup: `taken` to the second, `number` among those of the same second."""

    path: Path
    taken: dt.datetime
    number: int


def backups(path: Path) -> tuple[Backup, ...]:
    """Backups of the session file `path`, newest first, sound or not."""
    folder = path.parent / FOLDER
    form = re.compile(re.escape(path.stem) + r"\.(\d{8}T\d{6}Z)-(\d{3,9})\.json")
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if form.fullmatch(entry.name) and may_be_file(entry)]
    except OSError:
        return ()
    dated = []
    for match in filter(None, map(form.fullmatch, names)):
        try:
            taken = dt.datetime.strptime(match[1], _STAMP).replace(tzinfo=dt.UTC)
        except ValueError:  # digits that are no date: not one of ours
            continue
        dated.append(Backup(folder / match[0], taken, int(match[2])))
    return tuple(sorted(dated, key=lambda backup: (backup.taken, backup.number), reverse=True))


def newest_sound(path: Path, schema: Schema = CURRENT) -> tuple[Backup, Loaded] | None:
    """The newest backup that opens, and what it holds."""
    for backup in backups(path):
        try:
            return backup, decode(read(backup.path), backup.path, schema)
        except (OSError, Problem):
            continue
    return None


def back_up(path: Path, data: bytes, now: dt.datetime) -> None:
    """Keep `data`, what the file `path` holds, unless the newest backup is the same. Raises Problem.

    Of more than `KEEP`, the one whose neighbours in time lie closest goes: the first and the latest stay, and
    a burst of short visits doesn't drive out the state of an hour ago.
    """
    older = backups(path)
    now = now.astimezone(dt.UTC).replace(microsecond=0)
    try:
        if older and _holds(older[0], data):
            return
        # A clock that was set back must not make a new backup the oldest.
        taken = max([now, *(backup.taken for backup in older[:1])])
        number = older[0].number + 1 if older and older[0].taken == taken else 0
        new = path.parent / FOLDER / f"{path.stem}.{taken.strftime(_STAMP)}-{number:03}.json"
        new.parent.mkdir(exist_ok=True)
        write_durably(new, data)
        for backup in surplus((Backup(new, taken, number), *older)):
            backup.path.unlink()
    except OSError as error:
        raise os_problem(error, "No backup could be made", path.parent / FOLDER) from error


def _holds(backup: Backup, data: bytes) -> bool:
    """Whether it is `data`; not where it can't be read."""
    try:
        return read(backup.path) == data
    except OSError:
        return False


def surplus(backups: tuple[Backup, ...]) -> tuple[Backup, ...]:
    """Those of the `backups`, newest first, that are too many."""
    kept = list(backups)
    gone = []
    while len(kept) > KEEP:
        closest = min(range(1, len(kept) - 1), key=lambda i: kept[i - 1].taken - kept[i + 1].taken)
        gone.append(kept.pop(closest))
    return tuple(gone)


def temporary_files(path: Path) -> tuple[Path, ...]:
    """Temporary files of the session file `path` and its backups that a program which was killed has left."""
    stem = re.escape(path.stem)
    places = (
        (path.parent, re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]+{re.escape(TEMPORARY)}")),
        (
            path.parent / FOLDER,
            re.compile(rf"\.{stem}\.[\w-]+\.json\.[0-9a-f]+{re.escape(TEMPORARY)}"),
        ),
    )
    leftovers: list[Path] = []
    for folder, form in places:
        with contextlib.suppress(OSError):
            leftovers.extend(path for path in folder.iterdir() if form.fullmatch(path.name))
    return tuple(leftovers)


def free_name(folder: Path, start: str) -> Path:
    """`folder/start-1.json`, or with the first number that is free."""
    number = 1
    while (path := folder / f"{start}-{number}.json").exists():
        number += 1
    return path


def set_aside(path: Path, data: bytes) -> Path:
    """Keep what somebody else wrote into the file `path`, apart from the rotating backups. Raises Problem."""
    folder = path.parent / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        aside = free_name(folder, f"{path.stem}.changed-elsewhere")
        write_durably(aside, data)
    except OSError as error:
        raise os_problem(error, "Somebody else's change could not be kept", folder) from error
    return aside
