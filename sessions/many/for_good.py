"""Deleting a session for good: it, and all that was kept beside it; what was written of it where wanted.

Nothing is overwritten on the medium, and copies that others took are out of reach: both are said on the page
about data protection.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sessions.disk import os_problems, patiently, read, sync_folder
from sessions.files import (
    BACKUPS,
    BIN,
    DRAFTS,
    FORGOTTEN,
    LOCKS,
    OUTPUTS,
    SHOWING,
    STANDINGS,
    SUFFIX,
    UNDO,
    is_session_name,
)
from sessions.many.cards import Cards
from sessions.outputs import manifest
from sessions.problem import Problem
from sessions.store.file import take_lock
from sessions.store.load import sweep_up
from sessions.store.storage import parse_json

WAIT = 2.0
"""Seconds for another window to let go of the session."""
OVER_SESSIONS = ("actions", "decisions", "then-and-now")
"""What an output is that may be of several sessions."""
_BINNED = re.compile(r"(.+?)(?:~\d+)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Doomed:
    """A session that is to be deleted for good, and what there is of it."""

    path: Path
    """The session's file, in the folder or in its bin."""
    files: tuple[Path, ...]
    """What goes: the session, what lies beside it, its backups, and what was put in the bin before."""
    outputs: tuple[Path, ...]
    """What was written of it and stands there as it was written."""
    changed: tuple[Path, ...]
    """What was written of it and was changed since, or is of other sessions too: it stays."""
    copies: tuple[Path, ...]
    """Copies that lie in the folder as sessions of their own, and stay."""
    session_id: str
    """Its id, by which registers know it; empty for a copy, whose id is that of another session."""


def doom(folder: Path, path: Path) -> Doomed:
    """What there is of a session. Nothing is changed."""
    binned = _BINNED.fullmatch(path.stem) if path.parent.name == BIN else None
    stem = binned[1] if binned else path.stem
    session_id = _id_in(path)
    is_copy = session_id not in ("", stem)
    sessions = [path]
    if not is_copy:
        for other in sorted((folder / BIN).glob(f"{stem}*{SUFFIX}")):
            if (match := _BINNED.fullmatch(other.stem)) and match[1] == stem:
                sessions.append(other)
    files = [file for session in sessions for file in (session, *_beside(session))]
    if not is_copy:
        files.append(folder / FORGOTTEN / f"{session_id or stem}{SUFFIX}")
    here = folder / f"{stem}{SUFFIX}"
    if path.parent == folder or not here.exists():
        aside = re.compile(rf"{re.escape(stem)}\.damaged-\d+{SUFFIX}")
        files += [other for other in _in(folder) if aside.fullmatch(other.name)]
        of_ours = re.compile(rf"{re.escape(stem)}\.(\d{{8}}T\d{{6}}Z-\d+|changed-elsewhere-\d+){SUFFIX}")
        files += [other for other in _in(folder / BACKUPS) if of_ours.fullmatch(other.name)]
    there = tuple(file for file in dict.fromkeys(files) if file.exists() or file.is_symlink())
    outputs, changed = _outputs(folder, sessions)
    copies = tuple(
        other
        for other in _in(folder)
        if other not in there and is_session_name(other.name) and session_id and _id_in(other) == session_id
    )
    return Doomed(path, there, outputs, changed, copies, "" if is_copy else session_id or stem)


def _in(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(folder.iterdir())
    return []


def _id_in(path: Path) -> str:
    """The id of the session in a file; empty where it can't be read."""
    with contextlib.suppress(OSError, ValueError, RecursionError, AttributeError, StopIteration):
        return str(next(iter(parse_json(read(path))["session"].values())).get("id", ""))
    return ""


def _beside(path: Path) -> Iterator[Path]:
    """What is kept beside a session file."""
    for folder in (DRAFTS, UNDO, SHOWING, OUTPUTS):
        yield path.parent / folder / f"{path.stem}{SUFFIX}"


def _outputs(folder: Path, sessions: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """(what stands as it was written, what does not or is not of this session alone)."""
    written: dict[Path, set[str]] = {}
    over_sessions: set[Path] = set()
    for row in (row for path in sessions for row in manifest.rows(path)):
        file = folder / row.path  # also of what was put in the bin since
        written.setdefault(file, set()).add(row.sha256)
        if row.form in OVER_SESSIONS:
            over_sessions.add(file)
    there = [file for file in written if file.is_file()]
    alone = [file for file in there if file not in over_sessions]
    ours = tuple(file for file in alone if manifest.checksum_of(file) in written[file])
    return ours, tuple(file for file in there if file not in ours)


def delete(folder: Path, doomed: Doomed, *, outputs: bool) -> None:
    """Delete it for good, with its outputs where that is wanted.

    Raises Problem, before anything is gone, while the session is open elsewhere.
    """
    home = folder / doomed.path.name
    lock = take_lock(home, wait=WAIT)
    try:
        with os_problems("The session can’t be deleted", doomed.path):
            sweep_up(doomed.path)
            # The session goes first: what a power cut leaves of it is in no list, and goes another time.
            for file in (*doomed.files, *(doomed.outputs if outputs else ())):
                patiently(lambda file=file: file.unlink(missing_ok=True))  # type: ignore[misc]
            for place in {file.parent for file in doomed.files}:
                sync_folder(place)
    finally:
        lock.release()
    for left in (folder / LOCKS).glob(f"{home.stem}.*lock"):
        with contextlib.suppress(OSError):
            left.unlink()
    with contextlib.suppress(OSError):
        (folder / STANDINGS).unlink(missing_ok=True)  # it is made anew when it is asked for
    with contextlib.suppress(Problem):
        Cards(folder).refresh()
