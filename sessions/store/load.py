"""Reading a session file, whatever its age, and the backups that are taken of it."""

import contextlib
import datetime as dt
import os
import re
from itertools import count
from pathlib import Path
from typing import NamedTuple

from sessions import disk
from sessions.dates import show
from sessions.disk import move, os_problems, read, write_durably
from sessions.files import BACKUPS, BIN, DRAFTS, OUTPUTS, SHOWING, may_be_file
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.check import findings
from sessions.store.forgotten import marks_beside, respected, session_id_in
from sessions.store.migrate import migrate
from sessions.store.storage import SUSPICIOUS, Damaged, Tables, harmless_json, parse, render
from sessions.store.tables import Broken, from_tables, table_names

KEEP = 5
"""Most backups of one session."""
EVERY = dt.timedelta(minutes=10)
"""How much saving goes by between two backups."""
_STAMP = "%Y%m%dT%H%M%SZ"


class Decoded(NamedTuple):
    """What a file held: `data` are its bytes, `tables` are in today's form."""

    session: Session
    tables: Tables
    data: bytes
    is_older: bool
    """Whether the file has an older form."""


def decode(data: bytes, path: Path, *, home: Path | None = None) -> Decoded:
    """The sound session that `data` hold. Raises Damaged, Foreign, Newer or Problem, naming `path`.

    Where they are of before somebody was forgotten in this session, it is without them, as in an older form:
    as kept in the folder of sessions, `home`, or else that of `path`.
    """
    stored = parse(data, path)
    suspicious = SUSPICIOUS.search(data)  # a clean file is not gone through text by text
    if suspicious:
        stored = harmless_tables(stored)
    tables = migrate(stored, path)
    is_older = tables is not stored
    if suspicious:  # some may have had another name in the older form
        tables = harmless_tables(tables)
    if marks := marks_beside(home or _home_of(path), session_id_in(tables)):
        before, tables = tables, respected(tables, marks)
        if tables is not before:  # no backup may have them either
            is_older, data = True, render(tables)
    session = from_tables(tables, path)
    if faults := findings(session):
        raise Broken([str(finding) for finding in faults], path)
    return Decoded(session, tables, data, is_older)


def _home_of(path: Path) -> Path:
    """The folder of the sessions, of a session file, of a backup and of a file in the bin."""
    return path.parent.parent if path.parent.name in (BACKUPS, BIN) else path.parent


def harmless_tables(tables: Tables) -> Tables:
    """`tables` with the text of ours harmless; others are never shown and stay."""
    return {name: harmless_json(table) if name in table_names() else table for name, table in tables.items()}


def check(path: Path) -> tuple[str, ...]:
    """All that is wrong with the file, a sentence each; empty where it is sound. Raises Problem for none."""
    if not (path.exists() or path.is_symlink()):
        raise Problem("There is no such file", where=str(path), hint="`workshop list` shows the sessions.")
    try:
        load(path)
    except Broken as error:
        return error.faults
    except Problem as error:
        return (error.what,)
    return ()


def load(path: Path, *, called: str | None = None) -> Decoded:
    """What the file holds. Raises Problem; Damaged says how to repair it, by what it is `called`."""
    with os_problems("The session can't be read", path):
        data = read(path)
    try:
        return decode(data, path)
    except Damaged as error:
        error.hint = _how_to_repair(path, called or str(path))
        raise


def _how_to_repair(path: Path, called: str) -> str:
    name = f'"{called}"' if " " in called else called
    command = f"`workshop check {name} --repair`"
    sound = newest_sound(path)
    if sound is None:
        return f"{command} puts in order what can still be read; there is no sound backup."
    return f"{command} joins what can still be read with the backup of {moment(sound[0].taken)}."


def changed_at(path: Path) -> dt.datetime:
    """When the file was written last, in UTC; the first moment there is where nobody can tell."""
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except (OSError, OverflowError, ValueError):
        return dt.datetime.min.replace(tzinfo=dt.UTC)


def moment(at: dt.datetime) -> str:
    """5 Dec 2026, 14:03 UTC."""
    at = at.astimezone(dt.UTC)
    return f"{show(at.date())}, {at:%H:%M} UTC"


class Backup(NamedTuple):
    """A backup: `taken` to the second, `number` among those of the same second."""

    taken: dt.datetime
    number: int
    path: Path


def backups(path: Path) -> tuple[Backup, ...]:
    """Backups of the session file `path`, newest first, sound or not."""
    folder = path.parent / BACKUPS
    form = re.compile(re.escape(path.stem) + r"\.(\d{8}T\d{6}Z)-(\d{3,9})\.json")
    try:
        with os.scandir(folder) as entries:
            matches = [form.fullmatch(entry.name) for entry in entries if may_be_file(entry)]
    except OSError:
        return ()
    dated = []
    for match in filter(None, matches):
        with contextlib.suppress(ValueError):  # digits that are no date: not one of ours
            taken = dt.datetime.strptime(match[1], _STAMP).replace(tzinfo=dt.UTC)
            dated.append(Backup(taken, int(match[2]), folder / match[0]))
    return tuple(sorted(dated, reverse=True))


def newest_sound(path: Path) -> tuple[Backup, Decoded] | None:
    """The newest backup that opens, and what it holds."""
    for backup in backups(path):
        with contextlib.suppress(OSError, Problem):
            return backup, decode(read(backup.path), backup.path)
    return None


def back_up(path: Path, data: bytes, now: dt.datetime) -> None:
    """Keep `data`, what the file `path` holds, unless the newest backup is the same. Raises Problem.

    Of more than `KEEP`, the one whose neighbours in time lie closest goes: the first and the latest stay, and
    a burst of short visits doesn't drive out the state of an hour ago.
    """
    older = backups(path)
    latest = older[0] if older else None
    with os_problems("No backup could be made", path.parent / BACKUPS):
        with contextlib.suppress(OSError):  # one that can't be read holds something else
            if latest and read(latest.path) == data:
                return
        taken = now.astimezone(dt.UTC).replace(microsecond=0)
        number = 0
        if latest and latest.taken >= taken:  # a clock that was set back must not make the new one the oldest
            taken, number = latest.taken, latest.number + 1
        new = path.parent / BACKUPS / f"{path.stem}.{taken.year:04}{taken:%m%dT%H%M%SZ}-{number:03}.json"
        new.parent.mkdir(exist_ok=True)
        write_durably(new, data)
        kept = [Backup(taken, number, new), *older]
        while len(kept) > KEEP:
            closest = min(range(1, len(kept) - 1), key=lambda i: kept[i - 1].taken - kept[i + 1].taken)
            kept.pop(closest).path.unlink()


def sweep_up(path: Path) -> None:
    """Take away what a program that was killed has left beside the session file `path` and its backups."""
    stem = re.escape(path.stem)
    names = {"": re.escape(path.name), BACKUPS: rf"{stem}\.[\w-]+\.json"}
    names |= dict.fromkeys((SHOWING, DRAFTS, OUTPUTS), rf"{stem}\.json")
    for folder, name in names.items():
        disk.sweep_up(path.parent / folder, name)


def move_beside(source: Path, target: Path) -> None:
    """Let drafts and the list of what was written follow their session file; they are never in its way."""
    for folder in (DRAFTS, OUTPUTS):
        old, new = (path.parent / folder / f"{path.stem}.json" for path in (source, target))
        with contextlib.suppress(OSError):
            if old.is_file():
                new.parent.mkdir(mode=0o700, exist_ok=True)
                move(old, new)
            else:
                new.unlink(missing_ok=True)  # of a session that had this name before


def free_name(folder: Path, start: str) -> Path:
    """`folder/start-1.json`, or with the first number that is free."""
    paths = (folder / f"{start}-{number}.json" for number in count(1))
    return next(path for path in paths if not path.exists())


def set_aside(path: Path, data: bytes) -> Path:
    """Keep what somebody else wrote into the file `path`, apart from the rotating backups. Raises Problem."""
    folder = path.parent / BACKUPS
    with os_problems("Somebody else's change could not be kept", folder):
        folder.mkdir(exist_ok=True)
        aside = free_name(folder, f"{path.stem}.changed-elsewhere")
        write_durably(aside, data)
    return aside
