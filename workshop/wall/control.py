"""What the room sees beyond the record: the page of a long list, the time at an item, an action being typed.

None of it is a change. It ends with the move to another stop, but for a blank, which is brought back by hand.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from sessions.clock import Clock
from sessions.record import Session
from sessions.schedule import passed
from sessions.store.wall import WallStateFile
from sessions.wall import Typing, WallState


class WallControl:
    """The wall of one open session, in the window that writes it; one that only reads keeps it to itself."""

    def __init__(self, path: Path, session: Callable[[], Session], clock: Clock, *, writes: bool) -> None:
        self._file = WallStateFile(path) if writes else None
        if self._file is not None:
            self._file.clear()  # what a window that was killed had left there
        self._session = session
        self._clock = clock
        self._state: WallState | None = None

    @property
    def state(self) -> WallState | None:
        """What holds where the session is; None before it begins."""
        at = self._session().at
        if at is None:
            return None
        if self._state is None or self._state.at != at:
            self._state = WallState(at=at, since=self._clock(), blank=self.is_blank)
        return self._state

    @property
    def seconds_here(self) -> int | None:
        """Seconds since this stop was reached; none have passed where the clock was put back since."""
        state = self.state
        return None if state is None else passed(self._session(), state.since, self._clock())

    def send(self) -> None:
        """Have the second window show it."""
        if self._file is not None and self.state is not None:
            self._file.write(self.state)

    def turn(self, page: int) -> None:
        """Show this page, from 0, of what is too long for one."""
        if self.state is not None:
            self._state = self.state.model_copy(update={"page": max(0, page)})
            self.send()

    def type(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        """Show an action as it has been understood while it is typed; without rows, show none."""
        if self.state is not None:
            typing = Typing(title=title, rows=tuple(rows)) if rows else None
            self._state = self.state.model_copy(update={"typing": typing})
            self.send()

    @property
    def is_blank(self) -> bool:
        """Whether the room sees nothing."""
        return self._state is not None and self._state.blank

    def turn_blank(self) -> None:
        """Show the room nothing, or again what there is."""
        if self.state is not None:
            self._state = self.state.model_copy(update={"blank": not self.is_blank})
            self.send()

    def end(self) -> None:
        """Show the record alone from now on."""
        if self._file is not None:
            self._file.clear()
