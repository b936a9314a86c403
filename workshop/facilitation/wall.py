"""Use cases of the room's view: the page of a long list, the time at an item, an action while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from sessions.store.wall import WallStateFile
from sessions.wall import Typing, WallState
from workshop.facilitation.desk import Desk


class WallDesk(Desk):
    """What the room sees beyond the record. None of it is a change; it ends with the move to another stop."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._wall_file = WallStateFile(self.path)
        self._wall_state: WallState | None = None
        if self.read_only is None:
            self._wall_file.clear()  # what a window that was killed had left there

    @property
    def wall_state(self) -> WallState | None:
        """What holds where the session is; None before it begins."""
        at = self.session.at
        if at is None:
            return None
        if self._wall_state is None or self._wall_state.at != at:
            self._wall_state = WallState(at=at, since=self.clock())
        return self._wall_state

    @property
    def seconds_here(self) -> int | None:
        """Seconds since this stop was reached; none have passed where the clock was put back since."""
        state = self.wall_state
        return None if state is None else max(0, int((self.clock() - state.since).total_seconds()))

    def send_wall(self) -> None:
        """Have the second window show it. In a window that only reads, the one that writes does that."""
        if self.wall_state is not None and self.read_only is None:
            self._wall_file.write(self.wall_state)

    def turn_wall(self, page: int) -> None:
        """Show this page, from 0, of what is too long for one."""
        if self.wall_state is not None:
            self._wall_state = self.wall_state.model_copy(update={"page": max(0, page)})
            self.send_wall()

    def type_on_wall(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        """Show an action as it has been understood while it is typed; without rows, show none."""
        if self.wall_state is not None:
            typing = Typing(title=title, rows=tuple(rows)) if rows else None
            self._wall_state = self.wall_state.model_copy(update={"typing": typing})
            self.send_wall()

    def close(self) -> None:
        """Let go of the file, and show the record alone."""
        if self.read_only is None:
            self._wall_file.clear()
        super().close()
