"""What a set of answers says: its counts, median, range and consensus, and the one word for that.

Two ways of counting: people, each of whom counts once; or bodies, each of which counts once, split over the
levels by the shares of its own people, so that whoever brings more people has no more say.
"""

import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

AGREE_FROM = 0.75
"""Consensus from which views *agree*.

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
UNSURE_FROM = Fraction(1, 3)
"""Share of don't-knows among all that spoke from which the word itself says how many they are.

This program's choice: with a third unsure, most of those that named a level can be a minority of the room.
"""

KNOWN = 256
"""Spreads of bodies that are kept: one item has several, and a change asks for each more than once."""

Word = Literal["agree", "mixed", "split", "too few"]
Unit = Literal["person", "body"]
"""What counts once."""
Counts: TypeAlias = Sequence[int] | Sequence[Fraction]
"""How much stands on each level, lowest first: whole where people are counted."""


def consensus(counts: Counts) -> float | None:
    """Agreement of `counts` (one a level, lowest first), from 0 (half at each end) to 1 (all on one level).

    Cns = 1 + Σ pᵢ log₂(1 − |i − μ| / d), where μ is the mean level and d the width of the whole scale:
    Tastle and Wierman (2007), Consensus and dissention, doi 10.1016/j.ijar.2006.06.024. None without answers.
    """
    exact = [Fraction(count) for count in counts]
    common = math.lcm(*(count.denominator for count in exact))
    # whole-number arithmetic up to the one division: a reversed scale gives the very same figure
    whole = [int(count * common) for count in exact]
    answers = sum(whole)
    if answers == 0:
        return None
    total = sum(level * count for level, count in enumerate(whole))
    width = answers * (len(counts) - 1)
    terms = [
        count * math.log2((width - abs(level * answers - total)) / width)
        for level, count in enumerate(whole)
        if count and level * answers != total
    ]
    return min(1.0, max(0.0, 1.0 + math.fsum(terms) / answers))


def median(counts: Sequence[int], base: int = 1) -> float | None:
    """Median level of `counts`, numbered from `base`; halfway where the middle two differ. None for none."""
    levels = [level for level, count in enumerate(counts, start=base) for _ in range(count)]
    return float(statistics.median(levels)) if levels else None


@dataclass(frozen=True, slots=True)
class Spread:
    """What a set of answers says. `counts` has one entry a level, lowest first, in the `unit` that counts.

    Of people, they are heads, and their sum is `n`. Of bodies, each that named a level adds one in all, split
    by its people's shares, so that an entry need not be whole; `n` is how many named one.
    """

    counts: tuple[Fraction, ...]
    dont_know: Fraction
    """Don't-knows in the same unit: of bodies, the sum of the shares of each one's people that don't know."""
    n: int
    median: float | None
    """Of bodies, the median of their own medians: in quarters of a level, as two halves can have one."""
    lowest: int | None
    highest: int | None
    consensus: float | None
    word: Word
    unit: Unit = "person"
    spoke: int = 0
    """How many people or bodies answered, with a level or with don't know."""
    hands: bool = False
    """Whether anybody gave more than one answer, so that it matters what counts once."""
    base: int = 1
    """Number of the lowest level; `median`, `lowest` and `highest` are numbers of levels too."""

    def by_level(self) -> Iterator[tuple[int, Fraction]]:
        """(number of a level, what stands on it), lowest first."""
        return enumerate(self.counts, start=self.base)

    def at(self, level: int) -> Fraction:
        """What stands on the level of this number. Raises IndexError where there is none."""
        if level < self.base:
            raise IndexError(level)
        return self.counts[level - self.base]

    @property
    def is_unsure(self) -> bool:
        """Whether so many don't know that the word has to say so."""
        return self.dont_know >= max(Fraction(1, 2), UNSURE_FROM * self.spoke)


def spread(counts: Sequence[int], dont_know: int = 0, *, base: int = 1) -> Spread:
    """The spread of people's answers; don't-knows are carried along and change no figure.

    The lowest level has the number `base`.
    """
    n = sum(counts)
    figures = _Figures(n, median(counts, base), "person", n + dont_know, n + dont_know > 1, base)
    return _spread(counts, dont_know, figures)


def spread_of_bodies(ballots: Iterable[tuple[Sequence[int], int]], levels: int, *, base: int = 1) -> Spread:
    """The spread of bodies' answers, each (hands a level, hands of don't know), on so many `levels`.

    A body's weight lies on the levels that its people named, however many of them don't know; one in which
    nobody named a level adds to the don't-knows alone.
    """
    return _of_bodies(tuple((tuple(counts), dont_know) for counts, dont_know in ballots), levels, base)


@lru_cache(KNOWN)
def _of_bodies(ballots: tuple[tuple[tuple[int, ...], int], ...], levels: int, base: int) -> Spread:
    weights, unsure, medians, spoke, hands = [Fraction(0)] * levels, Fraction(0), list[float](), 0, False
    for counts, dont_know in ballots:
        named = sum(counts)
        if not named + dont_know:
            continue
        spoke += 1
        hands = hands or named + dont_know > 1
        unsure += Fraction(dont_know, named + dont_know)
        own = median(counts, base)
        if own is not None:
            medians.append(own)
            weights = [weight + Fraction(count, named) for weight, count in zip(weights, counts, strict=True)]
    middle = float(statistics.median(medians)) if medians else None
    return _spread(weights, unsure, _Figures(len(medians), middle, "body", spoke, hands, base))


class _Figures(NamedTuple):
    """What follows from the single answers, as in `Spread`."""

    n: int
    median: float | None
    unit: Unit
    spoke: int
    hands: bool
    base: int


def _spread(counts: Counts, dont_know: Fraction | int, figures: _Figures) -> Spread:
    answered = [level for level, count in enumerate(counts, start=figures.base) if count]
    measure = consensus(counts)
    word: Word = "mixed"
    if measure is None or figures.n < FEWEST_ANSWERS:
        word = "too few"
    elif not SPLIT_UNDER <= measure < AGREE_FROM:
        word = "split" if measure < SPLIT_UNDER else "agree"
    return Spread(
        counts=tuple(map(Fraction, counts)),
        dont_know=Fraction(dont_know),
        lowest=min(answered, default=None),
        highest=max(answered, default=None),
        consensus=measure,
        word=word,
        **figures._asdict(),
    )
