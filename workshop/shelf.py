"""The shelf that the sessions of a folder stand on, and the bin. Loads no record until a session is moved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sessions.many.cards import Cards

if TYPE_CHECKING:
    from sessions.store.library import Library


class Shelf:
    """The sessions in the folder as cards, and the bin."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cards = Cards(folder)
        self.last: Path | None = None
        """The session that was open last, to be in focus where all of them are listed."""
        self._binned: list[Path] = []

    def _library(self) -> Library:
        from sessions.store.library import Library  # noqa: PLC0415  # loads the record

        return Library(self.folder)

    def bin(self, path: Path) -> None:
        """Move a session to the bin folder. Raises Problem while it is open elsewhere."""
        self._binned.append(self._library().bin(path))

    def restore(self) -> bool:
        """Bring back what was binned last; False where there is nothing to bring back. Raises Problem."""
        if not self._binned:
            return False
        self._library().restore(self._binned[-1])
        self._binned.pop()
        return True
