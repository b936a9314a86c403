"""Which files of a folder are sessions. Loads next to nothing: it is on the way of the start."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".json"


def is_session_name(name: str) -> bool:
    """Whether a file of this name is a session.

    Hidden files, lock files of office programs and what a repair has put aside are none.
    """
    stem, suffix = name[: -len(SUFFIX)], name[-len(SUFFIX) :]
    _, damaged, number = stem.rpartition(".damaged-")
    return (
        suffix.lower() == SUFFIX and stem[:1] not in ("", ".", "~") and not (damaged and number.isdecimal())
    )


def session_entries(folder: str | os.PathLike[str]) -> Iterator[os.DirEntry[str]]:
    """The session files in a folder, in no order; none where it isn't there. Raises Problem.

    What nobody can tell to be a file, such as a link to itself, is among them: reading it says what is wrong.
    """
    try:
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if is_session_name(entry.name) and _may_be_file(entry))
    except FileNotFoundError:
        return
    except OSError as error:
        from pathlib import Path  # noqa: PLC0415  # of use where something is wrong, and not before

        from sessions.disk import os_problem  # noqa: PLC0415

        raise os_problem(error, "The folder of sessions can't be read", Path(folder)) from error


def _may_be_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return True
