"""What the facilitator's window shows beyond the record, handed to the second window.

It is no change of the session, so it goes into a small file of its own that is replaced whole and never
synced. Where it can't be written or read, the second window shows the record alone.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from sessions.disk import TEMPORARY, patiently
from sessions.showing import Showing

FOLDER = ".showing"


def showing_path(session_path: Path) -> Path:
    """The file beside the session's own."""
    return session_path.parent / FOLDER / f"{session_path.stem}.json"


def read_showing(session_path: Path) -> Showing | None:
    """What is shown; None where nothing is, or where that can't be read."""
    try:
        return Showing.model_validate_json(showing_path(session_path).read_bytes())
    except (OSError, ValueError):
        return None


class ShowingFile:
    """Writes what is shown, where it is another than before. One window at a time: that of the lock."""

    def __init__(self, session_path: Path) -> None:
        self._path = showing_path(session_path)
        self._shown: Showing | None = None

    def show(self, showing: Showing) -> None:
        """Have the second window show this. What can't be written is tried again with the next change."""
        if showing == self._shown:
            return
        temporary = self._path.with_suffix(TEMPORARY)
        try:
            self._path.parent.mkdir(exist_ok=True)
            temporary.write_text(showing.model_dump_json(), encoding="utf-8")
            patiently(lambda: os.replace(temporary, self._path))  # noqa: PTH105  # the one call that is atomic by contract
        except (OSError, ValueError):  # ValueError: half a character pair, which no file can hold
            with contextlib.suppress(OSError):
                temporary.unlink()
            return
        self._shown = showing

    def clear(self) -> None:
        """Show the record alone from now on."""
        self._shown = None
        with contextlib.suppress(OSError):
            patiently(lambda: self._path.unlink(missing_ok=True))
