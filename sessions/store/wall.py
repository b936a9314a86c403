"""What the room sees beyond the record, for the second window: in a file that is never synced."""

import contextlib
from pathlib import Path

from sessions.disk import patiently, read, write_whole
from sessions.files import SHOWING
from sessions.store.storage import harmless_json, parse_json
from sessions.wall import WallState


def wall_state_path(session_path: Path) -> Path:
    """The file beside the session's own."""
    return session_path.parent / SHOWING / f"{session_path.stem}.json"


def read_wall_state(session_path: Path) -> WallState | None:
    """What the room sees beyond the record; None where there is nothing, or it can't be read."""
    try:
        return WallState.model_validate(harmless_json(parse_json(read(wall_state_path(session_path)))))
    except (OSError, ValueError, RecursionError):
        return None


class WallStateFile:
    """Writes a state that is another than before. One window at a time: that of the lock."""

    def __init__(self, session_path: Path) -> None:
        self._path = wall_state_path(session_path)
        self._written: WallState | None = None

    def write(self, state: WallState) -> None:
        """Have the second window show this. What can't be written is tried again with the next change."""
        if state == self._written:
            return
        with contextlib.suppress(OSError, ValueError):  # the latter of half a character pair
            self._path.parent.mkdir(exist_ok=True)
            write_whole(self._path, state.model_dump_json().encode())
            self._written = state

    def clear(self) -> None:
        """Show the record alone from now on."""
        self._written = None
        with contextlib.suppress(OSError):
            patiently(lambda: self._path.unlink(missing_ok=True))
