"""The cards of all sessions in a folder: at a glance from the index, then checked against the files."""

from __future__ import annotations

import importlib
import os
import time

from sessions.files import session_entries
from sessions.many import index
from sessions.many.card import Card, newest_first

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from types import ModuleType

    from sessions.many.actions import ActionCard
    from sessions.many.make import Made
    from sessions.record import Session

UNSETTLED_NS = 2_000_000_000
"""How old a file must be for its stamp to tell of the next change: file systems have steps of two seconds."""
SHOW_EVERY = 0.2
"""Seconds between two looks at the cards while many of them are made."""
BACKUPS = "backups"


class Cards:
    """The sessions of one folder. Making one reads nothing; `refresh` may run in another thread."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = folder
        self._rows: dict[str, index.Row] | None = None
        self._indexed: set[str] = set()
        self._actions: dict[str, str] | None = None

    def _known(self) -> dict[str, index.Row]:
        """All that is known, also of sessions that are in the bin by now: they may come back."""
        if self._rows is None:
            self._rows = index.read(self.folder)
            self._indexed = set(self._rows)
        return self._rows

    def _known_actions(self) -> dict[str, str]:
        if self._actions is None:
            self._actions = index.read_actions(self.folder)
        return self._actions

    def glance(self) -> tuple[Card, ...]:
        """Every session, newest first, as the index has it: no file is looked at. Raises Problem.

        Of one that is not in the index only the name is known.
        """
        rows = self._known()
        return newest_first(
            row[2] if (row := rows.get(entry.name)) else Card(entry.name, is_read=False)
            for entry in session_entries(self.folder)
        )

    def refresh(
        self, *, stopped: Callable[[], bool] = lambda: False, show: Callable[[], object] = lambda: None
    ) -> tuple[Card, ...]:
        """Every session, newest first, as its file stands now; the index is written where it was behind.

        Cards that are behind are made anew, the newest files first; meanwhile `show` is called now and then,
        for another glance. Ends early where `stopped`. Raises Problem where the folder can't be read.
        """
        rows = self._known()
        stamps = {entry.name: _stamp(entry) for entry in session_entries(self.folder)}
        beside = self._backups_changed_at()
        stale = [name for name, stamp in stamps.items() if not _holds(rows.get(name), stamp, beside)]
        shown_at = time.monotonic()
        for name in sorted(stale, key=lambda name: stamps[name], reverse=True):
            if stopped():
                return ()
            self._read(name, stamps[name], beside)
            if time.monotonic() - shown_at > SHOW_EVERY:
                show()
                shown_at = time.monotonic()
        if stale or self._indexed != stamps.keys():
            self._keep(stamps)
        return newest_first(rows[name][2] for name in stamps)

    def renew(self, path: Path, session: Session) -> None:
        """Take over a session that was saved, without a look at its file; the index follows at a refresh."""
        self._take(path.name, (0, 0, 0, 0), False, _make().card_of(path, session))

    def actions(self, card: Card) -> tuple[ActionCard, ...]:
        """The open actions of a session, with their texts."""
        if card.file not in self._known_actions() and card.dues:
            made: Made = _make().read_card(_make().Path(self.folder, card.file))
            self._known_actions()[card.file] = made.actions
        unpacked: tuple[ActionCard, ...] = _make().unpack(self._known_actions().get(card.file, ""))
        return unpacked

    def _take(self, name: str, stamp: index.Stamp, settled: bool, made: Made) -> None:
        self._known()[name] = stamp, settled, made.card
        self._known_actions()[name] = made.actions

    def _read(self, name: str, stamp: index.Stamp, beside: int) -> None:
        """Make the card of a file that has this stamp."""
        now = time.time_ns()
        path = _make().Path(self.folder, name)
        made = _make().read_card(path)
        try:
            unchanged = index.stamp_of(os.stat(path)) == stamp  # noqa: PTH116
        except OSError:
            unchanged = False
        settled = made.is_whole and unchanged and now - stamp[0] > UNSETTLED_NS
        self._take(name, (*stamp[:3], beside if made.card.what else 0), settled, made)

    def _keep(self, names: Iterable[str]) -> None:
        """Write the index of these files."""
        rows, actions = self._known(), self._known_actions()
        kept = {}
        for name in names:
            stamp, settled, card = rows[name]
            kept[name] = stamp, settled and (name in actions or not card.dues), card
        index.write(self.folder, kept, actions)
        self._indexed = set(kept)

    def _backups_changed_at(self) -> int:
        try:
            return os.stat(os.path.join(self.folder, BACKUPS)).st_mtime_ns  # noqa: PTH116, PTH118
        except OSError:
            return 0


def _make() -> ModuleType:
    """The module that makes cards: it loads the record, so only where one has to be made."""
    return importlib.import_module("sessions.many.make")


def _stamp(entry: os.DirEntry[str]) -> index.Stamp:
    try:
        return index.stamp_of(entry.stat())
    except OSError:
        return 0, 0, 0, 0


def _holds(row: index.Row | None, stamp: index.Stamp, beside: int) -> bool:
    """Whether a card is that of the file as it stands."""
    if row is None or not row[1]:
        return False
    kept, _, card = row
    return kept[:3] == stamp[:3] and (not card.what or kept[3] == beside)
