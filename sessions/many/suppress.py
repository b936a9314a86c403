"""Which figures over many places may be shown, so that nobody works out where a single place stands. Pure.

What is shown of an item is a histogram of places by level, and of that only: how many places it rests on, its
median, and its quartiles. How many places are at one level is never shown, and neither is anything that
follows from that alone. The rule, for whoever works it out elsewhere, as in SQL:

1. A figure rests on at least five places and five answers, of its own cell, not of the whole; else all of it
   is hidden, its n too. None and four look alike. (Five is the least cell that the Office for National
   Statistics and NHS England use where small numbers are withheld: Government Statistical Service, "Policy on
   protecting confidentiality in tables of birth and death statistics", 2014; Hundepool et al., "Statistical
   Disclosure Control", 2012, ch. 5, on cells, complements and linked tables.)
2. The median is shown from five places on, quartiles from eleven: that many leave at least three numbers that
   each cell can have, whatever they are. It goes by n alone: what is hidden says nothing of a level.
3. Of actions that were due, the share that was done in time is a band: halves from five, fifths from fifteen.
   Bands of items and the band of all are shown together only as far as no total narrows one down.
4. What was shown before stays as it was, until at least five places have come, gone or changed, and until an
   exact attack on it and on all that was shown before leaves every cell open, shares and their total together
   (`sessions.many.attack`). Whether an item is renewed may have either reason, and how many of the new places
   reached it is not said: so that tells nothing either.

All of it follows from the figures and from how many places they rest on, in no order: the same places give
the same pattern. An attacker may know the rule, who took part, and the level of one place, its own.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple, TypeAlias

PLACES = 5
"""Places that a figure rests on at least, and that two releases of it differ by."""
ANSWERS = 5
"""Answers, or actions, that it rests on at least."""
QUARTILES_FROM = 11
"""Places from which quartiles are shown: the least from which they leave `OPEN` numbers in every cell."""
FIFTHS_FROM = 15
"""Actions from which a share is said in fifths: each then holds three whole numbers at least."""
OPEN = 3
"""How many different numbers each hidden cell can have, for one who has only what is shown."""
HIDDEN = "[c]"
"""Stands for what is hidden, as in official statistics: Government Analysis Function, "Symbols in tables"."""

Bounds: TypeAlias = tuple[tuple[int, int], ...]
"""What is known of cumulative counts: (least, most) at or below each level but the last, the lowest first."""


class Figures(NamedTuple):
    """What is shown of an item over many places. Levels are places on the scale, the lowest 0."""

    n: int
    """Places that it rests on."""
    median: int
    quartiles: tuple[int, int] | None
    """Lower and upper; None where there are too few places for them."""


class Share(NamedTuple):
    """What is shown of actions that were due: `part` of `parts` equal bands were done in time, from 0."""

    n: int
    part: int
    parts: int


def at_part(counts: Sequence[int], numerator: int, denominator: int) -> int:
    """The lowest level at or below which this part of the `counts` stands: an ordinal quantile.

    Hyndman and Fan (1996), "Sample quantiles in statistical packages", definition 1: it is always a level
    that was named, and asks for no distance between levels.
    """
    n, below = sum(counts), 0
    for level, count in enumerate(counts):
        below += count
        if below * denominator >= n * numerator:
            return level
    raise ValueError("nothing was counted")


def figures(counts: Sequence[int], answers: int) -> Figures | None:
    """What may be shown of places by level, resting on so many answers; None for nothing."""
    n = sum(counts)
    if n < PLACES or answers < ANSWERS:
        return None
    quartiles = (at_part(counts, 1, 4), at_part(counts, 3, 4)) if n >= QUARTILES_FROM else None
    return Figures(n, at_part(counts, 1, 2), quartiles)


def share(in_time: int, due: int, places: int) -> Share | None:
    """What may be shown of `due` actions of so many places; None for nothing."""
    if due < ANSWERS or places < PLACES:
        return None
    parts = 5 if due >= FIFTHS_FROM else 2
    return Share(due, min(parts - 1, in_time * parts // due), parts)


def bounds(shown: Figures | Share, levels: int) -> Bounds:
    """What an attacker knows of the cumulative counts over so many levels; of a share, of what was late."""
    if isinstance(shown, Share):
        least, most = _in_time(shown)
        return ((shown.n - most, shown.n - least),)
    lower, upper = shown.quartiles or (None, None)
    known = [
        (level, part) for level, part in ((lower, 1), (shown.median, 2), (upper, 3)) if level is not None
    ]
    return tuple(
        (
            max((-(-shown.n * quarter // 4) for level, quarter in known if level <= at), default=0),
            min((-(-shown.n * quarter // 4) - 1 for level, quarter in known if level > at), default=shown.n),
        )
        for at in range(levels - 1)
    )


def _in_time(shown: Share) -> tuple[int, int]:
    """(least, most) that can have been done in time."""
    least = -(-shown.n * shown.part // shown.parts)
    above = -(-shown.n * (shown.part + 1) // shown.parts)
    return least, shown.n if shown.part == shown.parts - 1 else above - 1


def with_total(shares: Sequence[Share | None], total: Share) -> tuple[Share | None, ...]:
    """The shares of parts of a total that may be shown beside its own, in this order; the others hidden.

    Each that is shown leaves `OPEN` numbers to all of them and to the rest.
    """
    shown: list[Share | None] = []
    for candidate in shares:
        together = [share for share in (*shown, candidate) if share is not None]
        shown.append(candidate if candidate and _total_leaves_open(together, total) else None)
    return tuple(shown)


def _total_leaves_open(shares: Sequence[Share], total: Share) -> bool:
    rest = total.n - sum(share.n for share in shares)
    if rest < 0:
        return False
    spans = [*map(_in_time, shares), (0, rest)]
    least, most = _in_time(total)
    all_least, all_most = sum(low for low, _ in spans), sum(high for _, high in spans)
    for low, high in spans:
        narrowed = max(low, least - (all_most - high)), min(high, most - (all_least - low))
        if narrowed[1] - narrowed[0] + 1 < min(OPEN, high - low + 1):
            return False
    return True


def differs_enough(places: Collection[str]) -> bool:
    """Whether so many places have come, gone or changed that a release may differ from one before."""
    return len(places) >= PLACES
