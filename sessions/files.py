"""Which files of a folder are sessions. Loads next to nothing: it is on the way of the start."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from sessions.disk import Stamp

SUFFIX = ".json"
BACKUPS = "backups"
"""Folder of the backups, beside the sessions."""
BIN = "bin"
"""Folder of the sessions that were thrown away, beside the others."""
NO_STAMP = (0, 0, 0)
UNDO = ".undo"
"""Folder of what takes the last changes back, beside the sessions."""
DRAFTS = ".drafts"
"""Folder of what is typed and not recorded, beside the sessions."""
OUTPUTS = ".outputs"
"""Folder of what was written of a session, where and with which checksum, beside the sessions."""
LOCKS = ".locks"
"""Folder of the locks, beside the sessions."""
SHOWING = ".showing"
"""Folder of what the room sees beyond the record, beside the sessions."""
STANDINGS = ".standings"
"""File with the levels and due dates of all sessions, read from them, beside the sessions."""
SIDE_BY_SIDE = ".benchmark"
"""File of what was shown of many places, as digests, beside the sessions."""
FORGOTTEN = ".forgotten"
"""Folder of what keeps older copies from bringing back who was forgotten, beside the sessions."""


NOT_SAVED = "workshop-not-saved-"
"""Of the folder that is made elsewhere for a copy of what the disk did not take."""


def stamp_of(path: str | os.PathLike[str]) -> Stamp:
    """What differs where a file is another, or was written anew. Raises OSError."""
    status = os.stat(path)  # noqa: PTH116
    return status.st_mtime_ns, status.st_size, status.st_ino


def folder_of(path: str | os.PathLike[str]) -> tuple[int, int]:
    """What tells the folder of a file from another one of the same path; (0, 0) where there is none."""
    try:
        status = os.stat(os.path.dirname(path) or ".")  # noqa: PTH116, PTH120
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


def stamp_if_any(path: str | os.PathLike[str]) -> Stamp:
    """The stamp of a file; `NO_STAMP` where nobody can tell."""
    try:
        return stamp_of(path)
    except OSError:
        return NO_STAMP


def is_session_name(name: str) -> bool:
    """Whether it is none of a hidden file, of an office program's lock, or of what a repair put aside."""
    stem, suffix = name[: -len(SUFFIX)], name[-len(SUFFIX) :]
    if suffix.lower() != SUFFIX or stem[:1] in ("", ".", "~"):
        return False
    return ".damaged-" not in stem or not stem.rpartition(".damaged-")[2].isdecimal()


def session_entries(folder: str | os.PathLike[str]) -> Iterator[os.DirEntry[str]]:
    """The session files in a folder, in no order; none where it isn't there. Raises Problem."""
    try:
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if is_session_name(entry.name) and may_be_file(entry))
    except FileNotFoundError:
        return
    except OSError as error:
        from pathlib import Path  # noqa: PLC0415  # of use where something is wrong, and not before

        from sessions.disk import os_problem  # noqa: PLC0415

        raise os_problem(error, "The folder of sessions can't be read", Path(folder)) from error


def may_be_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, or nobody can tell, as of a link to itself: reading will say what is wrong."""
    try:
        return entry.is_file()
    except OSError:
        return True


def binned_at(path: str | os.PathLike[str]) -> int:
    """When a file was moved to the bin, in ns since 1970, as far as the disk knows. Raises OSError."""
    status = os.stat(path)  # noqa: PTH116
    return status.st_mtime_ns if sys.platform == "win32" else status.st_ctime_ns
