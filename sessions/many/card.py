"""A card: what is said of a session where many are listed. Plain values; loads next to nothing.

It is no dataclass and no NamedTuple, since loading those takes longer than to read a thousand cards.
"""

from __future__ import annotations

import datetime as dt
import os

from sessions.files import SUFFIX
from sessions.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

UNDATED = "-"
"""Stands for the due date of an action that has none."""
NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


class Card:
    """One session, or the problem that keeps it from being read. Never changed in place.

    All its text is harmless for a terminal, but for the name of the file.
    """

    __slots__ = (
        *("file", "title", "place", "date", "created_at", "template_id", "begun", "answered", "items"),
        *("summary_at", "dues", "what", "mend", "is_read"),
    )

    def __init__(
        self,
        file: str,
        title: str = "",
        place: str = "",
        date: dt.date | None = None,
        created_at: dt.datetime = NEVER,
        template_id: str = "",
        begun: bool = False,
        answered: int = 0,
        items: int = 0,
        summary_at: dt.datetime | None = None,
        dues: str = "",
        what: str = "",
        mend: str = "",
        is_read: bool = True,
    ) -> None:
        self.file = file
        """Name of its file in the folder."""
        self.title = title
        self.place = place
        self.date = date
        """The day it is held."""
        self.created_at = created_at
        """Aware; of one that can't be read, the time of its file."""
        self.template_id = template_id
        self.begun = begun
        self.answered = answered
        """Items with an answer or an agreed level, of `items` to score."""
        self.items = items
        self.summary_at = summary_at
        self.dues = dues
        """The due date of each of its open actions, with spaces between: `2026-12-05 - 2027-01-30`."""
        self.what = what
        """What is wrong with it; empty where it can be read. `mend` says what to do about that."""
        self.mend = mend
        self.is_read = is_read
        """False while nothing but its name is known."""

    @property
    def id(self) -> str:
        """What a person types to name it."""
        return self.file[: -len(SUFFIX)]

    @property
    def age(self) -> tuple[dt.date, dt.datetime, str]:
        """What newest first goes by: the day it is held, then when it was made."""
        return self.date or self.created_at.date(), self.created_at, self.id

    @property
    def open_actions(self) -> int:
        """How many of its actions are still to be done."""
        return self.dues.count(" ") + 1 if self.dues else 0

    def overdue(self, today: dt.date) -> int:
        """How many of those should be done by now."""
        day = today.isoformat()
        return sum(UNDATED < due < day for due in self.dues.split(" "))

    def problem(self, folder: str | os.PathLike[str]) -> Problem:
        """Why it can't be read."""
        return Problem(self.what, where=os.path.join(folder, self.file), mend=self.mend)  # noqa: PTH118

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Card) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self.file)


def newest_first(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Cards in the order of a list: newest first; those of which only the name is known after all others."""
    return tuple(sorted(cards, key=lambda card: (card.is_read, card.age), reverse=True))
