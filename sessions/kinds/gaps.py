"""Gaps: the agreed items below their target, in an order that the room can change."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sessions.edit import edit
from sessions.kinds.gap_order import GAP_ORDER, GapOrder
from sessions.kinds.kind import Kind
from sessions.record import Session
from sessions.rows import Activity


class GapsActivity(Activity):
    kind: Literal["gaps"] = "gaps"


class Gaps(Kind[GapsActivity]):
    id = "gaps"
    activity = GapsActivity
    tables = (GAP_ORDER,)


@edit("order of the gaps")
def order_gaps(session: Session, _: datetime, item_ids: Sequence[str]) -> Session:
    """Keep the room's own order of the gaps."""
    return GAP_ORDER.with_row(session, GapOrder(item_ids=tuple(dict.fromkeys(item_ids))))
