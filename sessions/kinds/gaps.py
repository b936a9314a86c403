"""Gaps: the agreed items below their target, in an order that the room can change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from sessions.edit import Edit, named
from sessions.kinds.gap_order import GAP_ORDER, GapOrder
from sessions.kinds.kind import Kind
from sessions.rows import Activity


class GapsActivity(Activity):
    """A step in which the gaps are put in order."""

    kind: Literal["gaps"] = "gaps"


class Gaps(Kind[GapsActivity]):
    """The profile of all scored items, and the room's order of the gaps."""

    id: ClassVar[str] = "gaps"
    activity: ClassVar[type[Activity]] = GapsActivity
    tables = (GAP_ORDER,)


def order_gaps(item_ids: Sequence[str]) -> Edit:
    """Keep the room's own order of the gaps."""
    order = GapOrder(item_ids=tuple(dict.fromkeys(item_ids)))
    return named("order of the gaps", lambda session, _: GAP_ORDER.with_row(session, order))
