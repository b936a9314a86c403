"""Which sessions of a folder belong together: each is the next one after another. By the cards alone."""

from collections.abc import Iterable
from pathlib import Path

from sessions.chains import firsts
from sessions.files import SUFFIX
from sessions.many.card import Card
from sessions.many.cards import Cards


def files_of(folder: Path, path: Path) -> tuple[Path, ...]:
    """The files of the series of a session, that one among them, by name. Raises Problem."""
    if path.parent.resolve() != folder.resolve():
        return (path,)
    ids = ids_of(Cards(folder).refresh(), path.stem)
    return tuple(sorted(folder / f"{session_id}{SUFFIX}" for session_id in ids | {path.stem}))


def ids_of(cards: Iterable[Card], session_id: str) -> frozenset[str]:
    """Ids of the sessions that this one goes on from, or that go on from one of these, and its own.

    Those that nobody can read, or that are gone, are left out; what went on from them is joined all the same.
    """
    previous = {card.id: card.previous for card in cards if card.is_read and not card.what}
    first = firsts(previous)
    wanted = first.get(session_id)
    return frozenset(card_id for card_id in previous if first[card_id] == wanted)
