"""What was taken on, decided and rated in all sessions of a folder, each once: from the cards and the index.

An action that goes from session to session is told as it stands in the latest one that carries it, and so is
a risk that a series rates again. Loads next to nothing: there may be fifty thousand of them.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from sessions.chains import each_behind, firsts
from sessions.many.actions import unpack_actions, unpack_standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sessions.many.actions import ActionCard, StandingCard
    from sessions.many.card import Card


class ActionRow(NamedTuple):
    """An action, with the session that it belongs to."""

    action: ActionCard
    card: Card
    series: str
    """Id of the first session of the series; its own, of a session that stands alone."""


class StandingRow(NamedTuple):
    """A decision or a risk, with the session that it was taken or rated in last."""

    standing: StandingCard
    card: Card
    series: str


def in_order(cards: Iterable[Card]) -> dict[str, tuple[Card, str]]:
    """{id: (card, id of the first session of its series)}: every one behind those that it goes on from.

    Besides that as they were made; of copies, the one with the shortest name comes last. What could not be
    read is left out.
    """
    sound = [card for card in cards if card.is_read and not card.what]
    sound.sort(key=lambda card: card.id, reverse=True)
    sound.sort(key=lambda card: dt.datetime.fromisoformat(card.created_at))
    known = {card.id: card for card in sound}
    first = firsts({card.id: card.previous for card in sound})
    return {
        card_id: (card, first[card_id])
        for card_id, card in each_behind(known, lambda card: card.previous).items()
    }


def all_actions(cards: Iterable[Card], packed: Mapping[str, str]) -> list[ActionRow]:
    """Every action once, in no order."""
    last: dict[str, ActionRow] = {}
    for card, series in in_order(cards).values():
        for action in unpack_actions(packed.get(card.file, "")):
            last[action.uid] = ActionRow(action, card, series)
    return list(last.values())


def all_standing(cards: Iterable[Card], packed: Mapping[str, str], wanted: str) -> list[StandingRow]:
    """All decisions, or all risks that still stand: those that were taken or rated last come first.

    `wanted` is decision or risk.
    """
    last: dict[tuple[str, str], StandingRow] = {}
    for card, series in in_order(cards).values():
        for row in unpack_standing(packed.get(card.file, "")):
            if row.is_a == wanted:
                key = (series if wanted == "risk" else "", row.uid)
                last.pop(key, None)
                last[key] = StandingRow(row, card, series)
    standing = [row for row in last.values() if row.standing.stands]
    standing.sort(key=lambda row: (row.card.date or row.card.created_at[:10], row.card.id), reverse=True)
    return standing


# --- in which order ----------------------------------------------------------------------------------------

ORDERS = ("due", "owner", "body", "place", "series")
"""What a list can be sorted and grouped by."""
WHEN = ("Overdue", "To come", "No date", "Done or dropped")
"""The groups by due date, in their order."""
NOT_SAID: Mapping[str, str] = {
    "owner": "Nobody named yet",
    "body": "No body named",
    "place": "No place named",
}
"""The heading of those of which it is not known, by order; they come last."""


def series_names(rows: Iterable[ActionRow | StandingRow]) -> dict[str, str]:
    """{id of the first session of a series: what it is called}: after the latest session among these."""
    latest: dict[str, Card] = {}
    for row in rows:
        old = latest.get(row.series)
        if old is None or (old.date, old.created_at) < (row.card.date, row.card.created_at):
            latest[row.series] = row.card
    return {series: " · ".join(filter(None, (card.place, card.title))) for series, card in latest.items()}


def sorted_by(order: str, rows: Sequence[ActionRow], today: str) -> list[tuple[str, ActionRow]]:
    """(heading of its group, row): in each overdue ones first, then by due date; `today` in ISO form."""
    heading_of = _heading(order, rows, today)
    missing = NOT_SAID.get(order)

    def key(pair: tuple[str, ActionRow]) -> str:
        heading, (action, _, _) = pair
        when = _when(action, today)
        first = str(when) if order == "due" else heading.casefold()
        return f"{heading == missing:d}{first}\t{heading}\t{when}{action.due}"  # one text is compared fastest

    return sorted([(heading_of(row), row) for row in rows], key=key)


def _when(action: ActionCard, today: str) -> int:
    """Where it stands in `WHEN`."""
    if not action.is_open:
        return 3
    return 2 if not action.due else 0 if action.due < today else 1


def _heading(order: str, rows: Sequence[ActionRow], today: str) -> Callable[[ActionRow], str]:
    if order == "series":
        names = series_names(rows)
        return lambda row: names[row.series]
    headings: Mapping[str, Callable[[ActionRow], str]] = {
        "due": lambda row: WHEN[_when(row.action, today)],
        "owner": lambda row: row.action.owner or row.action.body,
        "body": lambda row: row.action.body,
        "place": lambda row: row.card.place,
    }
    of_row, missing = headings[order], NOT_SAID.get(order, "")
    return lambda row: of_row(row) or missing
