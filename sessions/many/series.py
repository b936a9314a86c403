"""Which sessions of a folder belong together, from their cards; and what a session could go on from.

A series is what hangs together by "the session before". Sessions at one place that are in none are offered to
be put into one, and stay as they are until somebody does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sessions.chains import each_behind, firsts
from sessions.files import SUFFIX
from sessions.many.card import copy_of, folded_place, followed
from sessions.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sessions.many.card import Card
    from sessions.record import Session
    from sessions.store.library import Library


def by_id(cards: Iterable[Card]) -> dict[str, Card]:
    """The sessions that can be read, by their ids, in the order of `cards`: newest first."""
    return {card.id: card for card in cards if card.is_read and not card.what}


def way_back(session_id: str, known: Mapping[str, Card]) -> tuple[str, ...]:
    """Ids of the sessions before one, the latest first; the last may be of a session that is not here."""
    way: dict[str, None] = {}
    at = known[session_id].previous if session_id in known else ""
    while at and at not in way and at != session_id:
        way[at] = None
        at = known[at].previous if at in known else ""
    return tuple(way)


def after(session_id: str, known: Mapping[str, Card]) -> tuple[Card, ...]:
    """The sessions that are the next one after it: more than one, where a series has parted."""
    return tuple(card for card in known.values() if card.previous == session_id)


def series_in(known: Mapping[str, Card]) -> tuple[tuple[Card, ...], ...]:
    """The series with their sessions, the first one first; those whose last is the latest come first."""
    first = firsts({card.id: card.previous for card in known.values()})
    of_first: dict[str, list[Card]] = {card_first: [] for card_first in map(first.__getitem__, known)}
    oldest_first = dict(reversed(list(known.items())))
    for card in each_behind(oldest_first, lambda card: card.previous).values():
        of_first[first[card.id]].append(card)
    return tuple(tuple(cards) for cards in of_first.values() if any(card.previous for card in cards))


def last_of(session_id: str, known: Mapping[str, Card]) -> Card:
    """The last session of the series that one belongs to. Raises Problem where it has parted."""
    at = known[session_id]
    while following := after(at.id, known):
        if len(following) > 1:
            names = " and ".join(card.id for card in following)
            hint = f"Name the one to go on from: {names}."
            raise Problem(f"The series parts after {at.id}", hint=hint)
        if following[0].id == session_id:
            break
        at = following[0]
    return at


def offered(
    place: str, known: Mapping[str, Card], *, on: str = "", but: str = "", begun: bool = False
) -> Card | None:
    """The last session at a place that no other goes on from; None where there is none, or no place.

    With a day `on` (in ISO form) the last one until then; `but` is the id of the one that is to go on. With
    `begun` the place is only begun to be typed, and has to be meant by that.
    """
    wanted = folded_place(place)
    places = {folded_place(card.place) for card in known.values() if card.place}
    if begun and wanted not in places and len(wanted) >= LEAST_TYPED:
        meant = [name for name in places if name.startswith(wanted)]
        wanted = meant[0] if len(meant) == 1 else ""
    going_on = {card.previous for card in known.values() if card.id != but}
    here = (card for card in known.values() if wanted and folded_place(card.place) == wanted)
    fitting = (
        card
        for card in here
        if card.id not in going_on
        and card.id != but
        and but not in way_back(card.id, known)
        and (not on or not card.date or card.date <= on)
    )
    return next(fitting, None)


def open_elsewhere(session: Session, known: Mapping[str, Card]) -> tuple[int, Card | None]:
    """(how many actions are open at its place in sessions that it does not go on from, the last of them)."""
    wanted, own = folded_place(session.place), {session.id, *way_back(session.id, known)}
    on_day = session.date.isoformat() if session.date else ""
    going_on = followed(known.values())
    open_ones = [
        card
        for card in known.values()
        if card.open_actions
        and card.id not in own
        and card.id not in going_on
        and wanted == folded_place(card.place)
        and (not on_day or not card.date or card.date <= on_day)
        and session.id not in way_back(card.id, known)
    ]
    many = sum(card.open_actions for card in open_ones) if wanted else 0
    return many, open_ones[0] if many else None


LEAST_TYPED = 3
"""Characters of a place that are enough to mean the only one that begins with them."""


def alone(known: Mapping[str, Card]) -> tuple[tuple[Card, ...], ...]:
    """Sessions in no series, of places that had others besides: each group is of one place, oldest first."""
    following = {card.previous for card in known.values() if card.previous}
    groups = []
    for cards in _at_places(known):
        single = [card for card in cards if not card.previous and card.id not in following]
        if single:
            groups.append(tuple(single))
    return tuple(groups)


def _at_places(known: Mapping[str, Card]) -> tuple[tuple[Card, ...], ...]:
    """The sessions of each place that had several, oldest first; a copy of one is none more."""
    at_place: dict[str, list[Card]] = {}
    for card in known.values():
        if card.place and copy_of(card.id, known) is None:
            at_place.setdefault(folded_place(card.place), []).append(card)
    return tuple(tuple(reversed(cards)) for cards in at_place.values() if len(cards) > 1)


def none_linked(known: Mapping[str, Card]) -> tuple[tuple[Card, ...], ...]:
    """The sessions of each place that had several, of which not one goes on from another."""
    linked = {card.previous for card in known.values() if card.previous}
    return tuple(
        cards for cards in _at_places(known) if not any(card.previous or card.id in linked for card in cards)
    )


def check_way(session_id: str, before_id: str, known: Mapping[str, Card]) -> None:
    """Raises Problem where a session would go on from itself, by whatever way round."""
    if before_id == session_id or session_id in way_back(before_id, known):
        what = f"{session_id} can't go on from {before_id}, which is itself or comes after it"
        raise Problem(what, hint="Name one that was before it.")


def read_back(library: Library, before: Session) -> tuple[Session, ...]:
    """A session and those before it, the latest first, as far back as they are here and can be read."""
    chain = {before.id: before}
    while before.series is not None and (session_id := before.series.previous):
        path = library.folder / f"{session_id}{SUFFIX}"
        if session_id in chain or not path.is_file():
            break
        try:
            before = library.read(str(path))
        except Problem:
            break
        chain[session_id] = before
    return tuple(chain.values())
