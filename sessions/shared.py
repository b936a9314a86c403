"""What a session keeps once it is on several laptops: which change each of its parts comes from.

A part is a field of a row, or the whole of what a table says once of each key. Every change has a dot: the
sitting in which it was made and the session's counter. What two laptops wrote of one part without having
seen the other stands side by side until somebody settles it: a multi-value register, as in Shapiro and
others, "A comprehensive study of convergent and commutative replicated data types" (2011). A session that
never left its laptop keeps none of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sessions.rows import Record

Dots = list[list[Any]]
"""Of one part: [sitting, counter] of each change that it may come from; [sitting, counter, value as JSON]
each, where those say different things, and behind it the sitting in which that was said first, where the
change only brought it back."""
ALIVE = ""
"""The part of a row that says whether it is there."""
MADE = "+"
"""The part of a row that says which change made it, and behind which row: [sitting, counter, key or None]."""
WHOLE = "*"
"""The part that is all that a row says."""
ORDERS = "order"
"""The key under which the orders of tables have their versions."""
UNITED = ("remarks", "past_dues")
"""Fields that only grow: what both sides added stands there, one after the other."""
OF_ITSELF = ("at", *UNITED)
"""Parts in which nothing is to be settled: the times of what was said, and what is united."""


ASIDE = "!"
"""Before a sitting: its changes that brought back values which do not stand; it comes before all sittings."""


class Shared(Record):
    """Versions of the parts of a session; a part without any is as it was when the session was shared."""

    root: str
    """What the copies of one sharing have in common."""
    table: str = ""
    """What the copy is called that this is: "Table 2"; empty where it was not made for a table."""
    merged: int = 0
    """How often the copies of others were brought in here."""
    seen: dict[str, int] = {}
    """The highest counter of each sitting that is in here."""
    tables: dict[str, str] = {}
    """What the copy was called in which a sitting was, where it was called anything."""
    laptops: dict[str, str] = {}
    """The id of the laptop at which a sitting was, where it is known."""
    seats: dict[str, tuple[str, ...]] = {}
    """{what a copy is called: ids of the partners that sit there}, of copies that hold no others."""
    versions: dict[str, dict[str, Any]] = {}
    """{key of a row: {part: `Dots`}}."""
    gone: dict[str, tuple[str, dict[str, Any]]] = {}
    """{key of a row: (table, the row as it was)} of those that were taken out since."""
    apart: tuple[str, ...] = ()
    """Pairs of people or bodies of one name of which it was said that they are two: "uid uid"."""
    orders: dict[str, list[str]] = {}
    """{table: keys of its rows, in their order}, of those whose order people see."""

    def open_parts(self) -> frozenset[tuple[str, str]]:
        """(key of a row, part) of all that stands side by side."""
        return frozenset(
            (key, part)
            for key, parts in self.versions.items()
            for part, dots in parts.items()
            if part != MADE and any(len(dot) > 2 for dot in dots)
        )

    def to_settle(self) -> frozenset[tuple[str, str]]:
        """The open parts that somebody has to settle; a row that was taken out says nothing."""
        return frozenset(
            (key, part)
            for key, part in self.open_parts()
            if part not in OF_ITSELF and (part == ALIVE or key not in self.gone)
        )


def standing(dots: Dots) -> list[Any]:
    """Of values side by side, the one that stands in the record, with its change: that of the last one."""
    last = max((dot[1], dot[0]) for dot in dots)
    return min((dot for dot in dots if (dot[1], dot[0]) == last), key=lambda dot: str(dot[2]))


def said_in(dot: Sequence[Any]) -> str:
    """The sitting in which a value that stands side by side with others was said."""
    sitting: str = dot[3] if len(dot) > 3 else dot[0]
    return sitting


def joined_since(before: Shared | None, after: Shared | None) -> bool:
    """Whether something that others wrote came in, or went out, between the two."""
    if before is None or after is None:
        return before is not after
    return (before.root, before.merged) != (after.root, after.merged)


def with_versions(shared: Shared, changes: Mapping[str, Mapping[str, Any]], **fields: Any) -> Shared:
    """With these versions of parts instead, by key, and these fields."""
    versions = dict(shared.versions)
    for key, parts in changes.items():
        versions[key] = {**versions.get(key, {}), **parts}
    return shared.model_copy(update={"versions": versions, **fields})
