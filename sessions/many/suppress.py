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
   exact attack on both together leaves every cell open (`differs_enough`). Whether an item is renewed may
   have either reason, and how many of the new places reached it is not said: so that tells nothing either.

All of it follows from the figures and from how many places they rest on, in no order: the same places give
the same pattern. An attacker may know the rule, who took part, and the level of one place, its own.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
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
_FAR = 10**9

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


class Change(NamedTuple):
    """How many of what is counted are in two releases, in the first alone, and in the second alone."""

    both: int
    gone: int
    new: int


def differs_enough(places: Collection[str]) -> bool:
    """Whether so many places have come, gone or changed that a release may differ from one before."""
    return len(places) >= PLACES


def leaves_open(before: Bounds, after: Bounds, change: Change) -> bool:
    """Whether two releases together leave at least `OPEN` numbers to every cell that can have as many.

    The cells are the counts at each level of either release, of what is in both, of what has gone and of what
    is new. The attack is exact: cumulative counts of the three groups, two of them negated, obey nothing but
    bounds on differences of two, whose closure gives all integer solutions (shortest paths; the matrix is
    totally unimodular).
    """
    both, gone, new = (_chain(group, len(before) + 1) for group in range(3))
    most = _closed(before, after, change)
    for group, size in ((both, change.both), (gone, change.gone), (new, change.new)):
        for below, at in pairwise(group):
            if most[at][below] + most[below][at] + 1 < min(OPEN, size + 1):
                return False
    sums = ((gone, change.both + change.gone), (new, change.both + change.new))
    return all(_sum_is_open(most, both, other, size) for other, size in sums if size)


def _chain(group: int, levels: int) -> range:
    """The variables of a group: its cumulative counts, from below the lowest level."""
    return range(group * (levels + 1), (group + 1) * (levels + 1))


def _closed(before: Bounds, after: Bounds, change: Change) -> list[list[int]]:
    """[i][j]: the most that variable i can exceed variable j by."""
    levels = len(before) + 1
    both, gone, new = (_chain(group, levels) for group in range(3))
    size = new.stop
    most = [[0 if row == column else _FAR for column in range(size)] for row in range(size)]

    def within(i: int, j: int, least: int, highest: int) -> None:
        most[i][j], most[j][i] = min(most[i][j], highest), min(most[j][i], -least)

    # What has gone and what is new are negated, so that their sums with the others are differences.
    for group, total, sign in ((both, change.both, 1), (gone, change.gone, -1), (new, change.new, -1)):
        within(group[0], both[0], 0, 0)
        within(group[-1], both[0], sign * total, sign * total)
        for below, at in pairwise(group):
            within(*((at, below) if sign > 0 else (below, at)), 0, total)
    for level, (first, second) in enumerate(zip(before, after, strict=True), start=1):
        within(both[level], gone[level], *first)
        within(both[level], new[level], *second)
    for via in range(size):
        through = most[via]
        for row in most:
            if (first_leg := row[via]) < _FAR:
                row[:] = [min(now, first_leg + leg) for now, leg in zip(row, through, strict=True)]
    return most


def _sum_is_open(most: list[list[int]], both: range, other: range, size: int) -> bool:
    """Whether every count of a release, of what is in both and the others of it, has enough numbers."""
    for level in range(1, len(both)):
        i, j, p, q = both[level], other[level], both[level - 1], other[level - 1]
        least, highest = _FAR, -_FAR
        for below in range(-most[q][p], most[p][q] + 1):  # with the cumulative count before it held
            up = min(most[i][j], most[i][p] + below + most[q][j], most[i][q] - below + most[p][j])
            down = min(most[j][i], most[j][p] + below + most[q][i], most[j][q] - below + most[p][i])
            least, highest = min(least, -down - below), max(highest, up - below)
            if highest - least + 1 >= min(OPEN, size + 1):
                break
        else:
            return False
    return True
