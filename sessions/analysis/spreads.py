"""What a set of answers says: its counts, median, range and consensus, and the one word for that."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

AGREED_FROM = 0.75
"""Consensus from which a room is *agreed*.

The measure is that of Tastle and Wierman (2007), doi 10.1016/j.ijar.2006.06.024. It names no cut; this one is
this program's: on five levels, a room half on one level and half on the next has 0.81, one with two levels
between its halves 0.58.
"""
SPLIT_UNDER = 0.50
"""Consensus under which a room is *split*: same measure, and this program's own cut.

On five levels, a room spread evenly over all of them has 0.43; half at each end is 0.
"""
FEWEST_ANSWERS = 3
"""Answers below which no word is given: two people are a conversation. This program's choice."""

Word = Literal["agreed", "mixed", "split", "too few"]


def consensus(counts: Sequence[int]) -> float | None:
    """Agreement of `counts` (one a level, lowest first), from 0 (half at each end) to 1 (all on one level).

    Cns = 1 + Σ pᵢ log₂(1 − |i − μ| / d), where μ is the mean level and d the width of the whole scale:
    Tastle and Wierman (2007), Consensus and dissention, doi 10.1016/j.ijar.2006.06.024. None without answers.
    """
    answers = sum(counts)
    if answers == 0:
        return None
    total = sum(level * count for level, count in enumerate(counts))
    # whole-number arithmetic up to the one division: a reversed scale gives the very same figure
    width = answers * (len(counts) - 1)
    terms = [
        count * math.log2((width - abs(level * answers - total)) / width)
        for level, count in enumerate(counts)
        if count and level * answers != total
    ]
    return min(1.0, max(0.0, 1.0 + math.fsum(terms) / answers))


def median(counts: Sequence[int]) -> float | None:
    """Median level of `counts`, numbered from 1; halfway where the middle two differ. None for none."""
    levels = [level for level, count in enumerate(counts, start=1) for _ in range(count)]
    return float(statistics.median(levels)) if levels else None


@dataclass(frozen=True, slots=True)
class Spread:
    """What a set of answers says. `counts` has one entry a level, lowest first; `n` is their sum."""

    counts: tuple[int, ...]
    dont_know: int
    n: int
    median: float | None
    lowest: int | None
    highest: int | None
    consensus: float | None
    word: Word


def spread(counts: Sequence[int], dont_know: int = 0) -> Spread:
    """The spread of `counts`; don't-knows are carried along and change no figure."""
    answered = [level for level, count in enumerate(counts, start=1) if count]
    measure = consensus(counts)
    n = sum(counts)
    word: Word = "mixed"
    if measure is None or n < FEWEST_ANSWERS:
        word = "too few"
    elif not SPLIT_UNDER <= measure < AGREED_FROM:
        word = "split" if measure < SPLIT_UNDER else "agreed"
    lowest, highest = min(answered, default=None), max(answered, default=None)
    return Spread(tuple(counts), dont_know, n, median(counts), lowest, highest, measure, word)
