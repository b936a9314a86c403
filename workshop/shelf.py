"""The shelf that the sessions of a folder stand on, and the bin. Loads no record until a session is moved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sessions.files import BIN, binned_at
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

    @property
    def in_bin(self) -> int:
        """How many sessions lie in the bin, those of earlier days too."""
        return len(self._in_bin())

    def _in_bin(self) -> list[Path]:
        """The sessions in the bin, the one that went there last at the end, as far as the disk knows."""
        try:
            paths = [(binned_at(path), path) for path in (self.folder / BIN).glob("*.json")]
        except OSError:
            return []
        return [path for _, path in sorted(paths)]

    def restore(self) -> bool:
        """Bring back what was binned last, before the program was started too, to be in focus.

        False where there is nothing to bring back. Raises Problem.
        """
        known = [path for path in self._binned if path.exists()]
        if not (binned := known or self._in_bin()):
            return False
        self.last = self._library().restore(binned[-1])
        self._binned = known[:-1]
        return True
