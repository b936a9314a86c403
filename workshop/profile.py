"""The profile: where all scored items stand, in one table."""

from dataclasses import dataclass
from typing import Literal, get_args

from sessions.analysis.items import spread_of, target_of
from sessions.analysis.spreads import Spread
from sessions.analysis.whole import gaps
from sessions.kinds.registry import revealed_only
from sessions.kinds.score.records import ScoreActivity, agreement_on, standing_ballots
from sessions.record import Session
from sessions.remember import remembered
from sessions.scope import items_here

Sorting = Literal["gap", "spread", "level", "agenda"]
SORTINGS: tuple[Sorting, ...] = get_args(Sorting)


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """One scored item in the profile."""

    item_id: str
    label: str
    name: str
    top: int
    """Highest level of its scale."""
    level: int | None
    target: int | None
    spread: Spread
    base: int = 1
    """Lowest level of its scale."""


@remembered
def profile(session: Session, sorting: Sorting, section_key: str | None = None) -> tuple[ScoredRow, ...]:
    """All scored items of a section, or of the session, that have answers or an agreed level.

    By `gap`: in the room's own order, then the others; `spread`: widest first; `level`: lowest first.
    """
    seen = revealed_only(session)
    rows: list[ScoredRow] = []
    inside = None if section_key is None else {item.id for item in session.section(section_key).items}
    for item in items_here(session, ScoreActivity):
        scale = session.pack_of(item.id).scale_of(item.id)
        agreed = agreement_on(session, item.id)
        if scale is None or not (agreed or standing_ballots(seen, item.id)):
            continue
        if inside is not None and item.id not in inside:
            continue
        level, target = agreed.level if agreed else None, target_of(session, item.id)
        spread = spread_of(seen, item.id)
        row = ScoredRow(item.id, item.number, item.name, scale.top, level, target, spread, scale.base)
        rows.append(row)
    if sorting == "gap":
        order = [gap.item_id for gap in gaps(seen)]
        rows.sort(key=lambda row: order.index(row.item_id) if row.item_id in order else len(order))
    elif sorting == "spread":
        rows.sort(key=lambda row: 2.0 if row.spread.consensus is None else row.spread.consensus)
    elif sorting == "level":
        rows.sort(key=lambda row: row.top + 1 if row.level is None else row.level)
    return tuple(rows)
