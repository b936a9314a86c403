"""The order in which the room takes its gaps."""

from sessions.record import Session, Table
from sessions.rows import Row


class GapOrder(Row):
    """Item ids of gaps in the order that the room gave them; those it did not move come after."""

    item_ids: tuple[str, ...]


GAP_ORDER = Table(
    "gap_orders",
    GapOrder,
    key=lambda _: None,
    # What is named here and not there any more does no harm: material may have been changed since.
    refs=lambda _: (),
)


def gap_order(session: Session) -> tuple[str, ...]:
    """The room's order; empty where it has given none."""
    return next((row.item_ids for row in GAP_ORDER.of(session)), ())
