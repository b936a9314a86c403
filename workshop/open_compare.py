"""Then and now on the screen: which sessions it begins with, and choosing others. Sessions are only read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sessions.clock import utc_now
from sessions.days import show_iso
from sessions.files import SUFFIX
from sessions.many.card import folded_place
from sessions.many.compare import compare
from sessions.many.in_series import ids_of
from sessions.problem import Problem
from sessions.store.wall import WallStateFile, read_wall_state
from sessions.text import harmless
from sessions.wall import Beside, WallState
from workshop.screens.compare import CompareScreen
from workshop.telling import tell_in_front
from workshop.wall.layout.slopes import MOST_COLUMNS
from workshop.widgets.dialogs.choose import ChooseDialog

if TYPE_CHECKING:
    from textual.app import App

    from sessions.many.card import Card
    from sessions.many.compare import Comparison
    from workshop.ahead import Ahead
    from workshop.shelf import Shelf


def show(app: App[None], ahead: Ahead, shelf: Shelf, path: Path) -> None:
    """The series of a session, then and now; else it and the one before at its place; else what is chosen."""
    cards = [card for card in shelf.cards.glance() if card.is_read and not card.what]

    def choose(chosen: Sequence[str], screen: CompareScreen | None = None) -> None:
        title = f"Which sessions? Two to {MOST_COLUMNS}"
        dialog = ChooseDialog(title, [(card.id, _named(card)) for card in cards], chosen, most=MOST_COLUMNS)
        app.push_screen(dialog, lambda ids: _take(ids, screen))

    def _take(ids: Sequence[str] | None, screen: CompareScreen | None) -> None:
        if ids is None:
            return
        if len(ids) < 2:
            tell_in_front(app, "It takes two sessions to compare.", error=True)
            return
        try:
            comparison = compare(
                [ahead.current.library.read(str(shelf.folder / f"{session_id}.json")) for session_id in ids]
            )
        except Problem as problem:
            tell_in_front(app, str(problem), error=True)
            return
        if screen is None:
            app.push_screen(CompareScreen(comparison, choose=choose, to_room=ToRoom(shelf.folder).show))
        else:
            screen.show(comparison)

    first = beside(cards, path.stem)
    if len(first) > 1:
        _take(first, None)
    else:
        choose(first)


class ToRoom:
    """Has the room's windows of sessions show them side by side, as long as nobody shows a session there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, WallStateFile] = {}

    def show(self, comparison: Comparison | None, order: str, page: int) -> None:
        """Show this page, from 0; for None, nothing beside the record any more."""
        sessions = comparison.sessions if comparison is not None else ()
        known = {session.id: self._folder / f"{session.id}{SUFFIX}" for session in sessions}
        for session_id in self._files.keys() - known.keys():
            self._files.pop(session_id).clear()
        for session_id in known.keys() - self._files.keys():
            shown = read_wall_state(known[session_id])
            if shown is None or shown.beside is not None:  # the latter is what a program that was killed left
                self._files[session_id] = WallStateFile(known[session_id])
        ids = tuple(session.id for session in sessions)
        for session in sessions:
            if session.id in self._files:
                state = WallState(
                    at=session.at, since=utc_now(), page=page, beside=Beside(session_ids=ids, order=order)
                )
                self._files[session.id].write(state)


def beside(cards: Sequence[Card], session_id: str) -> tuple[str, ...]:
    """Ids of what a session is set beside; that of itself alone where nothing suggests itself.

    The last ones of its series; else the one before it at its place, or, of the first there, the one after.
    `cards` are the newest first.
    """
    series = ids_of(cards, session_id)
    if len(series) > 1:
        return tuple(card.id for card in cards if card.id in series)[:MOST_COLUMNS]
    own = next((card for card in cards if card.id == session_id), None)
    if own is None or not own.place:
        return (session_id,)
    there = [card.id for card in cards if folded_place(card.place) == folded_place(own.place)]
    at = there.index(session_id)
    other = there[at + 1 : at + 2] or there[max(0, at - 1) : at]
    return (session_id, *other)


def _named(card: Card) -> str:
    when = show_iso(card.date) if card.date else "no date"
    return harmless(" · ".join(filter(None, (card.title or card.id, card.place, when))))
