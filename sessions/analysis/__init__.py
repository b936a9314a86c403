"""What the answers say: spreads, gaps, strengths, who stands apart. Computed from a session, never stored.

Levels are ordinal, so views are told as counts, a median and a range. The consensus of Tastle and Wierman
gives the one word that the room sees. All functions are pure; those that take a session raise KeyError for
an item that it does not have, and `Problem` for the spread of an item whose pack has no scale.
"""

from sessions.analysis.items import (
    APART_LEVELS,
    FEWEST_ANONYMOUS,
    OTHERS_WITHIN,
    Apart,
    Difference,
    difference,
    has_item,
    partner_medians,
    shift,
    show_by_partner,
    spread_of,
    standing_apart,
    target_of,
)
from sessions.analysis.spreads import (
    AGREED_FROM,
    FEWEST_ANSWERS,
    SPLIT_UNDER,
    Spread,
    Word,
    consensus,
    median,
    spread,
)
from sessions.analysis.whole import (
    Gap,
    candidates,
    differing,
    gaps,
    is_overdue,
    not_reached,
    progress,
    reached,
    recorded_items,
    strengths,
)

__all__ = [
    "AGREED_FROM",
    "APART_LEVELS",
    "FEWEST_ANONYMOUS",
    "FEWEST_ANSWERS",
    "OTHERS_WITHIN",
    "SPLIT_UNDER",
    "Apart",
    "Difference",
    "Gap",
    "Spread",
    "Word",
    "candidates",
    "consensus",
    "difference",
    "differing",
    "gaps",
    "has_item",
    "is_overdue",
    "median",
    "not_reached",
    "partner_medians",
    "progress",
    "reached",
    "recorded_items",
    "shift",
    "show_by_partner",
    "spread",
    "spread_of",
    "standing_apart",
    "strengths",
    "target_of",
]
