"""A session file that is open: the lock that makes it ours, and saves that are on disk when they return."""

import datetime as dt
import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Self

from sessions.clock import Clock
from sessions.disk import NotSure, Stamp, make_folder, os_problem, os_problems, read
from sessions.files import LOCKS, NO_STAMP, folder_of, stamp_if_any
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.check import findings
from sessions.store.load import EVERY, Decoded, back_up, decode, load, set_aside, sweep_up
from sessions.store.storage import DurableStorage, Renderer, Tables
from sessions.store.tables import TableMaker, unfit

if TYPE_CHECKING:
    from filelock import FileLock

_TRY_AGAIN = 0.05  # seconds between two tries to get a lock that is waited for


class Busy(Problem):
    """Another window has the session open for writing."""


def take_lock(path: Path, wait: float = 0.0) -> "FileLock":
    """The lock on a session file, held until it is released. Raises Busy after `wait` seconds, or Problem."""
    from filelock import FileLock, Timeout  # noqa: PLC0415  # much to load, and who only reads needs none

    folder = path.parent / LOCKS
    try:
        folder.mkdir(exist_ok=True)
        # Not bound to a thread: a save may run in a worker, and the closing in the main thread.
        lock = FileLock(folder / f"{path.stem}.lock", timeout=wait, thread_local=False)
        lock.acquire(poll_interval=_TRY_AGAIN)
    except Timeout as error:
        hint = "Close it there, then open it again here."
        raise Busy("It is open in another window", where=str(path), hint=hint) from error
    except (OSError, NotImplementedError) as error:
        reason = error if isinstance(error, OSError) else OSError(str(error))
        raise os_problem(reason, "The session can't be opened for writing", path.parent) from error
    return lock


def itself(path: Path) -> Path:
    """The file that a symbolic link leads to: lock and backups belong beside that one."""
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError):  # a link that leads back to itself: reading will say so
        return path


class SessionFile:
    """One session on disk, from `Library.open` or `Library.create`, to be used by one thread at a time."""

    read_only: str | None = None
    """Why nothing can be saved, as a sentence."""
    still_locked: Problem | None = None
    """Why others can't open it to write although it is closed: the system did not let go of its lock."""
    kept: Tables
    """The tables of the file; those that are not ours are saved with every record."""

    def __init__(self, path: Path, loaded: Decoded, *, lock: "FileLock | None", clock: Clock) -> None:
        self.path = path
        self._lock = lock
        self._clock = clock
        self._storage = DurableStorage(path)
        self._tables_of, self._renderer = TableMaker(), Renderer()
        self._take_over(loaded, NO_STAMP)
        self._backed_up: dt.datetime | None = None
        self._backup_warning: str | None = None
        self._conflict: str | None = None
        self._closed = False

    def _take_over(self, loaded: Decoded, stamp: Stamp) -> None:
        self.session, self.kept, self._data, self._is_older = loaded
        self._stamp, self._folder = stamp, folder_of(self.path)

    @classmethod
    def create(cls, path: Path, session: Session, *, clock: Clock) -> "SessionFile":
        """Write a session that has no file yet. Raises Problem; then there is still none."""
        with os_problems("The folder for sessions can't be made", path.parent):
            make_folder(path.parent)
        with ExitStack() as undo:
            lock = take_lock(path)
            undo.callback(lock.release)
            if path.exists():
                what = f"There is a session {path.stem} already"
                raise Problem(what, where=str(path), hint="Choose another id.")
            file = cls(path, Decoded(session, {}, b"", is_older=False), lock=lock, clock=clock)
            try:
                file._write(session)
            except NotSure as problem:  # whoever is told that it failed makes another
                _unmake(path, problem)
            file._backed_up = clock()
            undo.pop_all()
        return file

    @classmethod
    def open(cls, path: Path, *, called: str, wait: float, clock: Clock) -> "SessionFile":
        """Open for writing, after a backup, or else to read. Raises Problem where neither can be."""
        path = itself(path)
        lock, reason = _lock_or_reason(path, wait)
        with ExitStack() as undo:
            if lock is not None:
                undo.callback(lock.release)
            stamp = stamp_if_any(path)  # before it is read: what is written meanwhile is looked at again
            file = cls(path, load(path, called=called), lock=lock, clock=clock)
            file.read_only, file._stamp = reason, stamp
            if lock is not None:
                file._settle_in()
            undo.pop_all()
        return file

    def _settle_in(self) -> None:
        """What only a writer does at the start: sweep up, back up, bring up to date."""
        sweep_up(self.path)
        self._back_up(self._clock())
        if self._is_older and self._backup_warning is not None:
            self.read_only = (
                "It has an older form, and without a backup that is not changed: it can be looked at only. "
                + self._backup_warning
            )
            self.close()
        elif self._is_older:
            self._write(self.session)

    def try_to_write(self) -> bool:
        """Become the writer once nobody else is, of what was saved last; whether this one writes."""
        if self.read_only is None or self._closed:
            return not self._closed
        lock, _ = _lock_or_reason(self.path)
        if lock is None:
            return False
        stamp = stamp_if_any(self.path)
        try:
            self._take_over(load(self.path), stamp)
        except Problem:
            lock.release()
            return False
        self._lock, self.read_only = lock, None
        try:
            self._settle_in()
        except Problem as error:  # it could not be brought to today's form
            self.read_only = str(error)
            self.close()
        return self.read_only is None

    def look_again(self) -> bool:
        """Where it is open to read only, take over what has been saved since; whether anything was."""
        stamp = stamp_if_any(self.path)
        if self.read_only is None or stamp in (NO_STAMP, self._stamp):
            return False
        try:
            decoded = decode(read(self.path), self.path)
        except (OSError, Problem):
            return False
        self.session, self._data, self._stamp = decoded.session, decoded.data, stamp
        return True

    @property
    def warning(self) -> str | None:
        """What went wrong with the last save, which succeeded: a backup failed, another program wrote."""
        return " ".join(filter(None, (self._conflict, self._backup_warning))) or None

    @property
    def data(self) -> bytes:
        """The bytes that `session` was read from, or that it was saved as last."""
        return self._data

    @property
    def is_in_place(self) -> bool:
        """Whether a save that failed put its file in place all the same: its folder could not be synced."""
        if self._storage.data in (b"", self._data):
            return False
        try:
            return read(self.path) == self._storage.data
        except OSError:
            return False

    def save(self, session: Session) -> None:
        """Put `session` on the disk, all of it in one go; on return it is there.

        Where another program has changed the file meanwhile, its version is kept among the backups, ours is
        saved, and `warning` says so: neither is lost. Raises Problem; then `self.session` is as before, and
        so is the file (unless it is the folder that could not be synced, after the file was put in place).
        """
        if self.read_only is not None:
            raise Problem("The session is open to read only", where=str(self.path), hint=self.read_only)
        if self._closed:
            raise Problem("The session is closed", where=str(self.path), hint="Open it again.")
        if session.id != self.session.id:
            what = f"This is the file of {self.session.id}, not of {session.id}"
            raise Problem(what, where=str(self.path), hint="Open the session's own file.")
        tables = self._tables(session)
        self._keep_theirs()
        now = self._clock()
        if self._backed_up is None or not dt.timedelta() <= now - self._backed_up < EVERY:
            self._back_up(now)
        self._write(session, tables)

    def _write(self, session: Session, tables: Tables | None = None) -> None:
        self._storage.put(self._renderer.render(tables or self._tables(session)))
        self._stamp, self._folder = stamp_if_any(self.path), folder_of(self.path)
        self._data = self._storage.data
        self.session = session

    def rendered(self, session: Session) -> bytes:
        """What a save would write. Raises Problem for a session that could not be opened again."""
        return self._renderer.render(self._tables(session))

    def _tables(self, session: Session) -> Tables:
        """What is written. Raises Problem for a session that could not be opened again."""
        if faults := findings(session):
            raise unfit(session, faults[0])
        return self._tables_of.tables(session, self.kept)

    def _keep_theirs(self) -> None:
        """See to it that what another program wrote since our last save is not lost. Raises Problem."""
        self._conflict = None
        if stamp_if_any(self.path) == self._stamp:
            return
        try:
            theirs = read(self.path)
        except FileNotFoundError as error:
            if folder_of(self.path) != self._folder:  # as where a stick is out: another one has its path
                raise os_problem(error, "The session can't be saved", self.path) from error
            self._conflict = "The session's file had been moved or deleted; it has been written anew."
            return
        except OSError as error:
            what = "The session was changed elsewhere, and can't be read"
            raise os_problem(error, what, self.path) from error
        # `_storage.data` is what we last tried to write: a save may fail after its file was put in place.
        if theirs not in (self._data, self._storage.data):
            aside = set_aside(self.path, theirs)
            self._conflict = (
                f"Another program changed this session meanwhile. Its version is kept as {aside}; "
                "the session now is as it stands here."
            )

    def _back_up(self, now: dt.datetime) -> None:
        self._backed_up = now
        try:
            back_up(self.path, self._data, now)
            self._backup_warning = None
        except Problem as error:
            self._backup_warning = f"{error} The session itself is saved."

    def keep_backup(self) -> None:
        """Back up what was saved last, besides the backups of every few minutes."""
        self._back_up(self._clock())

    def close(self) -> None:
        """Let go of the file; others may then open it for writing. May be called more than once."""
        self._closed = True
        if self._lock is not None:
            lock, self._lock = self._lock, None
            try:
                lock.release()
            except OSError as error:
                self.still_locked = Problem(
                    f"All is saved, but the session stays locked until this program ends: {error.strerror}",
                    where=str(self.path),
                )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _unmake(path: Path, not_sure: NotSure) -> NoReturn:
    """Raise the Problem that a session can't be made, once its file is gone again."""
    what, cause = "The session can't be made", not_sure.__cause__
    with os_problems(what, path):
        path.unlink()
        raise OSError(*cause.args) if isinstance(cause, OSError) else not_sure


def _lock_or_reason(path: Path, wait: float = 0.0) -> "tuple[FileLock | None, str | None]":
    """(lock, None), or (None, why the session can only be read, as a sentence)."""
    if not os.access(path, os.F_OK):  # unlike `exists`, it never raises; reading will say what is wrong
        return None, None
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return None, "Its file or folder can't be written to; it can be looked at, not changed."
    try:
        return take_lock(path, wait), None
    except Busy:
        reason = "It is open in another window; here it can be looked at, not changed. Close it there first."
    except Problem as error:
        reason = f"{error.what}; it can be looked at, not changed. {error.hint}"
    return None, reason
