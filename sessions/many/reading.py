"""Reading many sessions, file by file: it reports its progress, and can be stopped at any time.

A file that can't be read is told with its reason, and takes no other down.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sessions.problem import Problem
from sessions.progress import Progress, StoppedEarly, untold
from sessions.record import Session
from sessions.store.library import Listed
from sessions.store.load import load

TELL_EVERY = 0.2
"""Seconds between two words on how far it is."""


@dataclass(frozen=True, slots=True)
class AllRead:
    """Sessions by their files, and why the others can't be read."""

    sessions: dict[Path, Session]
    problems: dict[Path, Problem]


def read_each(
    paths: Sequence[Path],
    *,
    home: Path | None = None,
    progress: Progress = untold,
    stopped: Callable[[], bool] = lambda: False,
    seconds: Callable[[], float] = time.monotonic,
) -> Iterator[Listed]:
    """Each of these files in turn, with its session or why it can't be read.

    `home` is the folder whose sessions go by their ids. `progress` is told now and then, and
    at the end. Raises StoppedEarly once it is `stopped`, which is asked before every file; whoever asks for
    no more stops it as well.
    """
    told_at = seconds()
    for done, path in enumerate(paths):
        if stopped():
            raise StoppedEarly
        if seconds() - told_at >= TELL_EVERY:
            progress(done, len(paths))
            told_at = seconds()
        yield _read(path, home)
    if stopped():
        raise StoppedEarly
    progress(len(paths), len(paths))


def _read(path: Path, home: Path | None) -> Listed:
    try:
        return Listed(path, load(path, called=path.stem if path.parent == home else str(path)).session, None)
    except Problem as problem:
        return Listed(path, None, problem)


def read_all(
    paths: Sequence[Path],
    *,
    home: Path | None = None,
    progress: Progress = untold,
    stopped: Callable[[], bool] = lambda: False,
) -> AllRead:
    """All sessions at once, in the order of `paths`. Raises StoppedEarly: see `read_each`."""
    found = AllRead({}, {})
    for path, session, problem in read_each(paths, home=home, progress=progress, stopped=stopped):
        if session is not None:
            found.sessions[path] = session
        elif problem is not None:
            found.problems[path] = problem
    return found
