"""A rehearsal: a copy of a session in a private folder of its own, which is gone when it ends."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sessions.clock import Clock
from sessions.disk import os_problems
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.file import SessionFile, take_lock

PREFIX = "workshop-rehearsal-"
SETTING_UP = 60
"""Seconds that a rehearsal may take until its session is open."""


def rehearse(session: Session, name: str, *, clock: Clock) -> SessionFile:
    """A copy of `session`, on disk as `name`.json and open. Raises Problem."""
    sweep()
    with os_problems("The rehearsal can't be set up", Path(tempfile.gettempdir())):
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))  # which nobody else may look into
    draft = {"final_at": None, "final_by": ""}  # so that all can be tried out
    copy = session.model_copy(update={"rehearsal": True, "handovers": (), **draft})
    try:
        return SessionFile.create(folder / f"{name}.json", copy, clock=clock)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def end(path: Path) -> None:
    """Take away all of the rehearsal whose session file this is. Any other file stays."""
    if path.parent in _folders():
        shutil.rmtree(path.parent, ignore_errors=True)


def sweep() -> None:
    """Take away rehearsals of programs that were killed: those whose session nobody has open.

    One that is just being set up is let be: it is not open yet.
    """
    for path in _sessions():
        with contextlib.suppress(Problem, OSError):
            if time.time() - path.parent.stat().st_ctime < SETTING_UP:
                continue
            take_lock(path).release()
            shutil.rmtree(path.parent, ignore_errors=True)


def going_on() -> Path | None:
    """The session file of the rehearsal that is going on, the one begun last; None where there is none."""
    held = []
    for path in _sessions():
        try:
            take_lock(path).release()
        except Problem:
            held.append(path)
    return max(held, key=lambda path: path.parent.stat().st_mtime, default=None)


def _folders() -> tuple[Path, ...]:
    folder = Path(tempfile.gettempdir())
    with contextlib.suppress(OSError):
        return tuple(path for path in folder.glob(f"{PREFIX}*") if path.is_dir() and not path.is_symlink())
    return ()


def _sessions() -> Iterator[Path]:
    for folder in _folders():
        with contextlib.suppress(OSError):  # that of somebody else
            yield from folder.glob("*.json")
