"""Actions, decisions and rated risks as lists over several sessions show them, and packed for the index.

Plain texts on one line each, none of which drives a terminal; loads next to nothing, since there may be
fifty thousand of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sessions.many.card import LINE
from sessions.many.index import WITHIN

if TYPE_CHECKING:
    from collections.abc import Iterable


class ActionCard(NamedTuple):
    """An action, done or not, as it stands in one session."""

    due: str
    """In ISO form; empty for no date."""
    uid: str
    status: str
    label: str
    """A7."""
    owner: str
    body: str
    text: str
    due_words: str = ""
    """When it is due, where that is no date."""
    origin: str = ""
    """What it came from, in words; empty for the session as a whole."""
    remarks: str = ""
    """What was remarked on it, each in quotation marks."""

    @property
    def is_open(self) -> bool:
        return self.status in ("open", "in progress")

    def is_overdue(self, today: str) -> bool:
        """Whether it should be done by now; `today` is in ISO form."""
        return self.is_open and "" < self.due < today


class StandingCard(NamedTuple):
    """A decision, or a risk as it was rated in one session, as far as the room has seen it."""

    is_a: str
    """decision or risk."""
    uid: str
    """Of the decision; of a risk the id of its item."""
    label: str
    """N7; empty for a risk."""
    text: str
    said: str
    """How it was voted on, or rated."""
    origin: str
    """What it came from, in words; empty for the session as a whole."""
    stands: str
    """1; empty for a risk that is low, and so stands no more."""


def pack(rows: Iterable[ActionCard | StandingCard]) -> str:
    """One text of these, whose own texts are lines of plain text. Empty for none."""
    return LINE.join(map(WITHIN.join, rows))


def unpack_actions(packed: str) -> list[ActionCard]:
    """The actions that were packed; what is none is left out."""
    return [ActionCard._make(parts) for parts in _rows(packed) if len(parts) == len(ActionCard._fields)]


def unpack_standing(packed: str) -> list[StandingCard]:
    """The decisions and risks that were packed; what is none is left out."""
    return [StandingCard._make(parts) for parts in _rows(packed) if len(parts) == len(StandingCard._fields)]


def _rows(packed: str) -> list[list[str]]:
    return [row.split(WITHIN) for row in packed.split(LINE)] if packed else []
