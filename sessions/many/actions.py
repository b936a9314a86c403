"""The open actions of a session as a list over several sessions shows them, and packed for the index."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sessions.many.card import LINE
from sessions.many.index import WITHIN


class ActionCard(NamedTuple):
    """An open action, as it stands in a list over several sessions."""

    due: dt.date | None
    label: str
    """A7."""
    status: str
    owner: str
    body: str
    text: str
    due_words: str = ""
    """When it is due, where that is no date."""


def pack(actions: Iterable[ActionCard]) -> str:
    """One text of these, whose own texts are lines of plain text. Empty for none."""
    return LINE.join(
        WITHIN.join((action.due.isoformat() if action.due else "", *action[1:])) for action in actions
    )


def unpack(packed: str) -> tuple[ActionCard, ...]:
    """The actions that were packed."""
    rows = [row.split(WITHIN) for row in packed.split(LINE)] if packed else []
    return tuple(ActionCard(dt.date.fromisoformat(due) if due else None, *rest) for due, *rest in rows)
