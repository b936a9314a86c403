"""The cards of all sessions in a folder: at a glance from the index, then checked against the files."""

from __future__ import annotations

import os
import time
from functools import cached_property

from sessions.files import BACKUPS, session_entries, stamp_if_any
from sessions.many import index
from sessions.many.card import Card, newest_first

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable
    from pathlib import Path

    from sessions.disk import Stamp
    from sessions.many.actions import ActionCard
    from sessions.many.make import CardRow
    from sessions.record import Session

UNSETTLED_NS = 2_000_000_000
"""How old a file must be for its stamp to tell of the next change: file systems have steps of two seconds."""
_NOTHING = Card(("",))
SHOW_EVERY = 0.2
"""Seconds between two looks at the cards while many of them are made."""


class Cards:
    """The sessions of one folder. Making one reads nothing; `refresh` may run in another thread."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = folder
        self._indexed: set[str] = set()
        self._in_order = True  # whether the cards are in the order in which the index had them: newest first
        self._behind = False  # whether a session was saved since the index was written
        self.under_way: tuple[int, int] | None = None
        """(files that were read, of how many) while `refresh` reads those that are behind."""

    @cached_property
    def _known(self) -> dict[str, Card]:
        """All that is known, also of sessions that are in the bin by now: they may come back."""
        cards = index.read(self.folder)
        self._indexed = set(cards)
        return cards

    @cached_property
    def _actions(self) -> dict[str, str]:
        return index.read_actions(self.folder)

    @cached_property
    def _standing(self) -> dict[str, str]:
        return index.read_standing(self.folder)

    def glance(self) -> tuple[Card, ...]:
        """Every session, newest first, as the index has it, of others the name. Raises Problem."""
        names = {entry.name for entry in session_entries(self.folder)}
        cards = self._listed(names)
        unread = sorted(names.difference(self._known), reverse=True) if len(cards) < len(names) else ()
        return (*cards, *(Card((name,)) for name in unread))

    def _listed(self, names: Container[str]) -> tuple[Card, ...]:
        """The known ones of these, newest first."""
        cards = tuple([card for name, card in list(self._known.items()) if name in names])
        return cards if self._in_order else newest_first(cards)

    def refresh(
        self,
        *,
        stopped: Callable[[], bool] = lambda: False,
        show: Callable[[], object] = lambda: None,
        with_texts: bool = False,
    ) -> tuple[Card, ...]:
        """Every session, newest first, as its file stands now; the index is written where it was behind.

        Cards that are behind are made anew, the newest files first; meanwhile `show` is called now and then,
        for another glance, and `under_way` says how far it is. `with_texts` those are behind too whose
        actions, decisions or risks are not known. Where it is `stopped`, it ends early, with no cards, and
        what was made by then is kept. Raises Problem where the folder can't be read.
        """
        known = self._known
        stamps = {entry.name: stamp_if_any(entry) for entry in session_entries(self.folder)}
        backups = stamp_if_any(os.path.join(self.folder, BACKUPS))[0]  # noqa: PTH118
        stale = [name for name in stamps if name not in known or not known[name].holds(stamps[name], backups)]
        if with_texts:
            here = self._actions.keys() & self._standing.keys()
            stale += [name for name in stamps.keys() - here if not known.get(name, _NOTHING).what]
        shown_at, stale = time.monotonic(), list(dict.fromkeys(stale))
        try:
            for done, name in enumerate(sorted(stale, key=lambda name: stamps[name], reverse=True)):
                if stopped():
                    self._behind = self._behind or done > 0
                    return ()
                self.under_way = (done, len(stale))
                self._read(name, stamps[name], backups)
                if time.monotonic() - shown_at > SHOW_EVERY:
                    show()
                    shown_at = time.monotonic()
        finally:
            self.under_way = None
        cards = self._listed(stamps)
        if stale or self._behind or self._indexed != stamps.keys():
            self._keep(cards)
        return cards

    def renew(self, path: Path, session: Session) -> None:
        """Take over a session that was saved, without a look at its file; the index follows at a refresh."""
        from sessions.many.make import card_of  # noqa: PLC0415  # loads the record

        reading = card_of(session)
        self._take(reading.card(path.name), reading)
        self._behind = True

    def keep(self) -> None:
        """Have the index follow at once, where a session was saved since it was written last."""
        if self._behind:
            self._keep(card for card in self.glance() if card.is_read)

    def actions(self, card: Card) -> list[ActionCard]:
        """The actions of a session, with their texts."""
        from sessions.many.actions import unpack_actions  # noqa: PLC0415  # no list but that of actions needs it

        if card.file not in self._actions:
            self._actions[card.file] = self._reading(card.file).actions
        return unpack_actions(self._actions[card.file])

    def packed(self) -> tuple[dict[str, str], dict[str, str]]:
        """{name of a file: its actions}, and its decisions and risks, packed, as far as they are known."""
        return self._actions, self._standing

    def _take(self, card: Card, reading: CardRow) -> None:
        self._in_order = False
        self._known[card.file] = card
        self._actions[card.file] = reading.actions
        self._standing[card.file] = reading.standing

    def _reading(self, name: str) -> CardRow:
        from pathlib import Path  # noqa: PLC0415  # of use where a card has to be made

        from sessions.many.make import read_card  # noqa: PLC0415  # loads the record

        return read_card(Path(self.folder, name))

    def _read(self, name: str, stamp: Stamp, backups: int) -> None:
        """Make the card of a file that has this stamp."""
        now = time.time_ns()
        reading = self._reading(name)
        unchanged = stamp_if_any(os.path.join(self.folder, name)) == stamp  # noqa: PTH118
        settled = reading.is_whole and unchanged and now - stamp[0] > UNSETTLED_NS
        self._take(reading.card(name, (*stamp, backups), settled=settled), reading)

    def _keep(self, cards: Iterable[Card]) -> None:
        """Write the index of these."""
        kept = list(cards)
        index.write(self.folder, kept, self._actions, self._standing)
        self._indexed = {card.file for card in kept}
        self._behind = False
