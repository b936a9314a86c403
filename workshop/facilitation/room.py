"""Use cases of the room's view: the page of a long list, the time at an item, an action while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from sessions.showing import Showing, Typing
from sessions.store.showing import ShowingFile
from workshop.facilitation.desk import Desk


class Room(Desk):
    """What the room sees beyond the record. None of it is a change; it ends with the move to another stop."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._beside = ShowingFile(self.path)
        self._showing: Showing | None = None
        if self.read_only is None:
            self._beside.clear()  # what a window that was killed had left there

    @property
    def showing(self) -> Showing | None:
        """What is shown where the session is; None before it begins."""
        at = self.session.at
        if at is None:
            return None
        if self._showing is None or self._showing.at != at:
            self._showing = Showing(at=at, since=self.clock())
        return self._showing

    @property
    def seconds_here(self) -> int | None:
        """Seconds since this stop was reached; none have passed where the clock was put back since."""
        showing = self.showing
        return None if showing is None else max(0, int((self.clock() - showing.since).total_seconds()))

    def show_room(self) -> None:
        """Have the second window show it. In a window that only reads, the one that writes does that."""
        if self.showing is not None and self.read_only is None:
            self._beside.show(self.showing)

    def turn_to(self, page: int) -> None:
        """Show this page, from 0, of what is too long for one."""
        if self.showing is not None:
            self._showing = self.showing.model_copy(update={"page": max(0, page)})
            self.show_room()

    def show_typing(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        """Show an action as it has been understood while it is typed; without rows, show none."""
        if self.showing is not None:
            typing = Typing(title=title, rows=tuple(rows)) if rows else None
            self._showing = self.showing.model_copy(update={"typing": typing})
            self.show_room()

    def close(self) -> None:
        """Let go of the file, and show the record alone."""
        if self.read_only is None:
            self._beside.clear()
        super().close()
