"""The folder of sessions: what is in it, finding one, making, binning and bringing back."""

import contextlib
import datetime as dt
import os
import re
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sessions.clock import Clock, utc_now
from sessions.disk import move, os_problems
from sessions.files import BACKUPS, BIN, session_entries
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.file import Busy, SessionFile, take_lock
from sessions.store.load import changed_at, load, move_beside
from sessions.store.undo import clear_kept
from sessions.text import RESERVED, slug

_CHARACTERS = "abcdefghijklmnopqrstuvwxyz234567"
"""Base32 in small letters: 0, 1, 8 and 9 are left out, since they are mistaken for letters."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_BINNED_AGAIN = re.compile(r"(.+)~\d+", re.DOTALL)


class Listed(NamedTuple):
    """A session, or the problem that keeps it from being read."""

    path: Path
    session: Session | None
    problem: Problem | None

    @property
    def id(self) -> str:
        """What a person types to name it."""
        return self.path.stem


class Library:
    """The sessions in one folder. Making one touches nothing on disk; neither does any reading."""

    def __init__(self, folder: Path, *, clock: Clock = utc_now) -> None:
        self.folder = folder
        self._clock = clock

    def paths(self) -> tuple[Path, ...]:
        """Session files, by name; none where the folder isn't there. Raises Problem for one out of reach."""
        return tuple(sorted(self.folder / entry.name for entry in session_entries(self.folder)))

    def entries(self) -> tuple[Listed, ...]:
        """Every session, newest first; one that can't be read stands where its file's time puts it."""
        return tuple(sorted((self._entry(path) for path in self.paths()), key=_age, reverse=True))

    def _entry(self, path: Path) -> Listed:
        try:
            return Listed(path, load(path, called=self._called(path)).session, None)
        except Problem as problem:
            return Listed(path, None, problem)

    def _called(self, path: Path) -> str:
        """What a person types to name the session at `path`."""
        return path.stem if _lies_in(path, self.folder) else str(path)

    def find(self, wanted: str) -> Path:
        """The file of the session that `wanted` names: by its id, its path, or as the only id, title, or part
        of a title that fits, in this order. Raises Problem where none fits, or several: it names them.
        """
        text = wanted.strip()
        if not text:
            raise Problem("No session is named", hint="`workshop list` shows them.")
        folded = text.casefold()
        for path in self.paths():
            if text in (path.stem, path.name):
                return path
        if (named := _as_path(text)) is not None:
            return named
        several: list[Path] = []
        for names_of in self._names():
            exact = [path for path, name in names_of if name == folded]
            parts = [path for path, name in names_of if folded in name]
            for fitting in (exact, [] if several else parts):
                if len(fitting) == 1:
                    return fitting[0]
            several = several or parts
        if several:
            names = ", ".join(sorted(path.stem for path in several))
            raise Problem(f"{text!r} fits several sessions: {names}", hint="Type more of the id.")
        hint = "`workshop list` shows those that there are."
        raise Problem(f"No session {text!r}", where=str(self.folder), hint=hint)

    def _names(self) -> Iterator[list[tuple[Path, str]]]:
        """What sessions go by, folded: their ids; then, since all must be read for them, their titles."""
        yield [(path, path.stem.casefold()) for path in self.paths()]
        yield [(path, session.title.casefold()) for path, session, _ in self.entries() if session]

    def free_id(self, title: str, place: str, on: dt.date | None) -> str:
        """An id that no session here has or had: readable, a date, and four characters of chance."""
        words = [slug(f"{title} {place}") or "session", on.isoformat() if on else ""]
        start = "-".join(filter(None, words))
        while True:
            session_id = f"{start}-{''.join(secrets.choice(_CHARACTERS) for _ in range(4))}"
            taken = [folder / f"{session_id}.json" for folder in (self.folder, self.folder / BIN)]
            has_backups = any((self.folder / BACKUPS).glob(f"{session_id}.*"))
            if not has_backups and not any(path.exists() for path in taken):
                return session_id

    def create(self, session: Session) -> SessionFile:
        """Write a new session and keep it open. Raises Problem, and then there is no file."""
        check_id(session.id)
        return SessionFile.create(self.folder / f"{session.id}.json", session, clock=self._clock)

    def open(self, wanted: str, *, wait: float = 0.0) -> SessionFile:
        """Open for writing, after `wait` seconds at most, or to read: see `read_only`. Raises Problem."""
        path = self.find(wanted)
        return SessionFile.open(path, called=self._called(path), wait=wait, clock=self._clock)

    def read(self, wanted: str) -> Session:
        """The session as it stands on disk, without a lock. Raises Problem."""
        path = self.find(wanted)
        return load(path, called=self._called(path)).session

    def bin(self, path: Path) -> Path:
        """Move a session, damaged or not, to the bin; its new path. Raises Problem, also while it is open."""
        if not _lies_in(path, self.folder):
            raise Problem("Only a session of this folder can go in the bin", where=str(path))
        # A name that ends as ours do gets a number at once, so that `restore` takes off only what was added.
        name = f"{path.stem}~1" if _BINNED_AGAIN.fullmatch(path.stem) else path.stem
        number = 2
        while (target := self.folder / BIN / f"{name}.json").exists():
            name, number = f"{path.stem}~{number}", number + 1
        binned = self._move(path, target, path.name, "The session can't be put in the bin")
        if sys.platform == "win32":  # which knows when a file was made and written, but not when it was moved
            with contextlib.suppress(OSError):
                os.utime(binned)
        clear_kept(path)
        return binned

    def restore(self, binned: Path) -> Path:
        """Bring a session back from the bin; its new path. Raises Problem where its name is taken."""
        if not _lies_in(binned, self.folder / BIN):
            raise Problem("Only a session from the bin can be brought back", where=str(binned))
        again = _BINNED_AGAIN.fullmatch(binned.stem)
        target = self.folder / f"{again[1] if again else binned.stem}.json"
        if target.exists():
            hint = "Put that one in the bin first, or leave this one there."
            raise Problem(f"There is a session {target.stem} already", where=str(target), hint=hint)
        return self._move(binned, target, target.name, "The session can't be brought back")

    def _move(self, source: Path, target: Path, name: str, failed: str) -> Path:
        """Rename, under the lock of the session file `name`. Raises Problem, beginning with `failed`."""
        with os_problems(failed, source):
            target.parent.mkdir(exist_ok=True)
            try:
                lock = take_lock(self.folder / name)
            except Busy as error:
                what = f"{failed}: it is open in another window"
                raise Problem(what, where=str(source), hint=error.hint) from error
            try:
                move(source, target)
                move_beside(source, target)
            finally:
                lock.release()
        return target


def check_id(session_id: str) -> None:
    """Raises Problem for an id that no file can be named by."""
    if not _ID.fullmatch(session_id) or RESERVED.fullmatch(session_id):
        hint = "Use letters, digits and hyphens, such as harrogate-2026."
        raise Problem(f"{session_id!r} can't be the name of a file", hint=hint)


def _lies_in(path: Path, folder: Path) -> bool:
    return path.parent.resolve() == folder.resolve()


def _age(entry: Listed) -> tuple[dt.date, dt.datetime, str]:
    """What newest first goes by: the day it is held, then when it was made."""
    made_at = entry.session.created_at if entry.session else changed_at(entry.path)
    return (entry.session and entry.session.date) or made_at.date(), made_at, entry.id


def _as_path(text: str) -> Path | None:
    """`text` as a path to a file, where it looks like one and there is one."""
    if not (text.lower().endswith(".json") or os.sep in text or "/" in text):
        return None
    try:
        path = Path(text).expanduser().absolute()
        return path if path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None
