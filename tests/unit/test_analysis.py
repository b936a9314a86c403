"""The figures of one set of answers: consensus, median, spread and its word."""

from __future__ import annotations

import statistics
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings, strategies as st

from sessions.analysis.spreads import consensus, median, spread
from sessions.words import distance

QUICK = settings(max_examples=60, deadline=None)
COUNTS = st.lists(st.integers(0, 40), min_size=2, max_size=9).filter(any)


def consensus_in_decimals(counts: tuple[int, ...]) -> Decimal:
    """The same measure another way: one answer at a time, exact fractions, 40-digit natural logarithms."""
    answers = [level for level, count in enumerate(counts, start=1) for _ in range(count)]
    mean = Fraction(sum(answers), len(answers))
    width = len(counts) - 1
    with localcontext(prec=40):
        total = Decimal(0)
        for answer in answers:
            nearness = 1 - abs(answer - mean) / width
            share = Decimal(nearness.numerator) / Decimal(nearness.denominator)
            total += share.ln() / Decimal(2).ln()
        return 1 + total / len(answers)


def test_consensus_is_the_published_figure() -> None:
    """The example that the `agrmt` package for R prints for Tastle and Wierman's measure."""
    assert consensus((30, 40, 210, 130, 530, 50, 10)) == pytest.approx(0.7256876, abs=5e-8)


@pytest.mark.parametrize(
    ("counts", "by_hand"),
    [
        ((0, 0, 4, 0, 0), 1.0),
        ((3, 0, 0, 0, 3), 0.0),
        ((1, 1), 0.0),
        ((1, 0, 2, 0, 1), 0.5),  # half in the middle, a quarter at each end: 1 + 1/2 · log2(1/2)
        ((1, 0, 6, 0, 1), 0.75),  # 1 + 1/4 · log2(1/2)
        ((1, 0, 0, 6, 0, 0, 1), 0.75),
        ((1, 2, 1), 0.5),
        ((0, 1, 0, 1, 0), 0.5849625),  # log2(3/4) + 1 = log2(1.5)
        ((1, 1, 0, 0, 0), 0.8073549),  # log2(7/8) + 1 = log2(1.75)
        ((1, 1, 1, 1, 1), 0.4339850),  # 1 + 2/5 · log2(1/2) + 2/5 · log2(3/4)
        ((1, 0, 0, 0, 4), 0.2780719),  # 1 + 1/5 · log2(1/5) + 4/5 · log2(4/5)
    ],
)
def test_consensus_worked_by_hand(counts: tuple[int, ...], by_hand: float) -> None:
    assert consensus(counts) == pytest.approx(by_hand, abs=5e-8)


PUBLISHED = (
    ((19, 16, 26, 29, 10), 0.5184144607),
    ((10, 20, 30, 15, 4), 0.6238705960),
    ((0, 2, 1, 0, 0), 0.8286346100),
    ((3, 0, 0, 0, 2), 0.0290494055),
    ((0, 1, 2, 1, 0), 0.7924812504),
    ((0, 1, 2, 1, 1), 0.6206149177),
    ((1, 1, 1, 0, 2), 0.3068860400),
    ((2, 3, 0, 0, 0), 0.8150120425),
    ((5, 0, 5, 0, 0), 0.5849625007),
    ((0, 0, 0, 7, 1), 0.9154037953),
    ((1, 0, 0), 1.0000000000),
    ((4, 1, 4), 0.1111111111),
    ((7, 2), 0.2357954935),
    ((1, 99), 0.9192068641),
    ((6, 5, 4, 3, 2, 1), 0.5389860615),
    ((1, 2, 4, 8, 4, 2, 1), 0.7070852159),
    ((0, 0, 9, 0, 0, 0, 1), 0.7782250843),
    ((1, 0, 0, 0, 0, 0, 0, 0, 8), 0.4967416652),
    ((3, 1, 4, 1, 5, 9, 2, 6, 5), 0.5602878876),
    ((2, 0, 2, 0, 2, 0, 2, 0, 2), 0.4339850003),
    ((0, 1, 3, 3, 1, 0, 0, 0, 0), 0.8552778762),
    ((11, 0, 0, 1), 0.5861831497),
    ((0, 8, 8, 0), 0.7369655942),
    ((13, 1, 1, 13), 0.0526403996),
)
"""(counts, what `consensus` of `agrmt` 1.42.12 for R gives for them, run under R 4.2.2)."""


@pytest.mark.parametrize(("counts", "published"), PUBLISHED)
def test_consensus_of_a_published_implementation(counts: tuple[int, ...], published: float) -> None:
    assert consensus(counts) == pytest.approx(published, abs=5e-11)


@pytest.mark.parametrize("counts", [counts for counts, _ in PUBLISHED])
def test_consensus_worked_in_decimals(counts: tuple[int, ...]) -> None:
    assert consensus(counts) == pytest.approx(float(consensus_in_decimals(counts)), abs=1e-12)


def test_nothing_said_has_no_figure() -> None:
    silent = spread((0, 0, 0, 0, 0), dont_know=4)
    assert (silent.n, silent.median, silent.lowest, silent.highest, silent.consensus) == (0, *[None] * 4)
    assert silent.word == "too few"
    assert silent.dont_know == 4


@QUICK
@given(levels=st.integers(2, 9), level=st.integers(0, 8), people=st.integers(1, 500))
def test_one_when_all_are_on_one_level(levels: int, level: int, people: int) -> None:
    counts = [0] * levels
    counts[level % levels] = people
    assert consensus(counts) == 1.0


@QUICK
@given(levels=st.integers(2, 9), people=st.integers(1, 500))
def test_nought_when_half_are_at_each_end(levels: int, people: int) -> None:
    assert consensus([people, *[0] * (levels - 2), people]) == 0.0


@QUICK
@given(COUNTS)
def test_between_nought_and_one(counts: list[int]) -> None:
    measure = consensus(counts)
    assert measure is not None
    assert 0.0 <= measure <= 1.0


@QUICK
@given(COUNTS)
def test_a_reversed_scale_has_the_same_consensus(counts: list[int]) -> None:
    assert consensus(counts[::-1]) == consensus(counts)


@QUICK
@given(COUNTS, st.integers(2, 50))
def test_as_many_times_the_people_have_the_same_consensus(counts: list[int], times: int) -> None:
    assert consensus([times * count for count in counts]) == pytest.approx(consensus(counts), abs=1e-12)


@QUICK
@given(COUNTS, st.integers(0, 50))
def test_dont_knows_change_no_figure(counts: list[int], dont_know: int) -> None:
    without, with_them = spread(counts), spread(counts, dont_know)
    assert with_them.dont_know == dont_know
    assert (with_them.n, with_them.median, with_them.consensus, with_them.word) == (
        (without.n, without.median, without.consensus, without.word)
    )


@QUICK
@given(COUNTS)
def test_adding_levels_that_nobody_uses_never_lowers_consensus(counts: list[int]) -> None:
    """The width is that of the whole scale, not of the levels in use."""
    assume(len(counts) < 9)
    narrow, wide = consensus(counts), consensus([*counts, 0])
    assert narrow is not None
    assert wide is not None
    assert wide >= narrow - 1e-12


@QUICK
@given(COUNTS)
def test_median_and_range_are_those_of_the_answers(counts: list[int]) -> None:
    answers = [level for level, count in enumerate(counts, start=1) for _ in range(count)]
    told = spread(counts)
    assert told.median == median(counts) == statistics.median(answers)
    assert (told.lowest, told.highest, told.n) == (min(answers), max(answers), len(answers))


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ((0, 0, 2, 0, 0), "too few"),
        ((1, 0, 0, 0, 1), "too few"),
        ((0, 0, 3, 0, 0), "agree"),
        ((1, 0, 6, 0, 1), "agree"),  # consensus of just 0.75
        ((1, 0, 5, 0, 1), "mixed"),
        ((1, 0, 2, 0, 1), "mixed"),  # consensus of just 0.50
        ((2, 0, 3, 0, 2), "split"),
        ((1, 1, 1, 1, 1), "split"),
        ((2, 0, 0, 0, 2), "split"),
    ],
)
def test_the_word(counts: tuple[int, ...], word: str) -> None:
    assert spread(counts).word == word


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        (0.5, "half a level"),
        (1, "one level"),
        (1.5, "one and a half levels"),
        (2, "two levels"),
        (2.5, "two and a half levels"),
        (8, "eight levels"),
        (9, "nine levels"),
    ],
)
def test_levels_in_words(levels: float, words: str) -> None:
    assert distance(levels) == words
