"""Reading a session file, whatever its age, and the backups that are taken of it."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from sessions.dates import show
from sessions.disk import TEMPORARY, os_problem, write_durably
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.migrate import CURRENT, Schema, migrate, version_of
from sessions.store.storage import Damaged, DurableStorage, Tables, parse
from sessions.store.tables import from_tables

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
    """What `data` hold. Raises Damaged, Foreign, Newer or Problem, naming `path`."""
    found = parse(data, path)
    tables = migrate(found, path, schema)
    return Loaded(from_tables(tables, path), tables, data, version_of(found, path))


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
        error.mend = mending(path, called or str(path), schema)
        raise


def mending(path: Path, called: str, schema: Schema = CURRENT) -> str:
    """What a repair would do, and how to have it done."""
    command = (
        f'`workshop check "{called}" --repair`' if " " in called else f"`workshop check {called} --repair`"
    )
    backup = newest_sound(path, schema)
    if backup is None:
        return f"{command} puts in order what can still be read; there is no sound backup."
    return (
        f"{command} puts back the backup of {moment(backup.taken)}, "
        "or what can still be read where that is more."
    )


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
    """Backups of the session file `path`, newest first."""
    folder = path.parent / FOLDER
    form = re.compile(re.escape(path.stem) + r"\.(\d{8}T\d{6}Z)-(\d{3,})\.json")
    try:
        names = [one.name for one in folder.iterdir()]
    except OSError:
        return ()
    found = []
    for name in names:
        if match := form.fullmatch(name):
            try:
                taken = dt.datetime.strptime(match[1], _STAMP).replace(tzinfo=dt.UTC)
            except ValueError:  # digits that are no date: not one of ours
                continue
            found.append(Backup(folder / name, taken, int(match[2])))
    return tuple(sorted(found, key=lambda one: (one.taken, one.number), reverse=True))


def newest_sound(path: Path, schema: Schema = CURRENT) -> Backup | None:
    """The newest backup that opens."""
    for backup in backups(path):
        try:
            decode(backup.path.read_bytes(), backup.path, schema)
        except (OSError, Problem):
            continue
        return backup
    return None


def back_up(path: Path, data: bytes, now: dt.datetime) -> None:
    """Keep `data`, what the file `path` holds, unless the newest backup is the same. Raises Problem.

    Of more than `KEEP`, the one whose neighbours in time lie closest goes: the first and the latest stay, and
    a burst of short visits doesn't drive out the state of an hour ago.
    """
    older = backups(path)
    now = now.astimezone(dt.UTC).replace(microsecond=0)
    try:
        if older and older[0].path.read_bytes() == data:
            return
        # A clock that was set back must not make a new backup the oldest.
        taken = max([now, *(one.taken for one in older[:1])])
        number = older[0].number + 1 if older and older[0].taken == taken else 0
        new = path.parent / FOLDER / f"{path.stem}.{taken.strftime(_STAMP)}-{number:03}.json"
        new.parent.mkdir(exist_ok=True)
        write_durably(new, data)
        for one in surplus((Backup(new, taken, number), *older)):
            one.path.unlink()
    except OSError as error:
        raise os_problem(error, "No backup could be made", path.parent / FOLDER) from error


def surplus(found: tuple[Backup, ...]) -> tuple[Backup, ...]:
    """Those of `found` (newest first) that are too many."""
    kept = list(found)
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
    found: list[Path] = []
    for folder, form in places:
        with contextlib.suppress(OSError):
            found.extend(one for one in folder.iterdir() if form.fullmatch(one.name))
    return tuple(found)


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
