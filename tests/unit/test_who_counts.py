"""Who counts: each body once, split by its own people's shares; or each person. Cases worked by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from sessions import spread_words, words
from sessions.analysis.items import lies_outside, spread_of
from sessions.analysis.spreads import Spread, spread, spread_of_bodies
from sessions.kinds.score import edits as score_edits
from sessions.record import Session
from sessions.spans import plain_text
from tests.builders import NOW, new_session

QUICK = settings(max_examples=80, deadline=None)
HANDS = st.tuples(st.lists(st.integers(0, 9), min_size=5, max_size=5), st.integers(0, 4)).filter(
    lambda ballot: sum(ballot[0]) > 0
)
ITEM = "icbo/D1.1"
NAMES = ("Council", "ICB", "Providers", "Voluntary", "Lived experience")


def room(*, as_bodies: bool = True, names: tuple[str, ...] = NAMES) -> Session:
    return new_session("four-domains", *names, as_bodies=as_bodies)


def hands(session: Session, partner: str, counts: tuple[int, ...], dont_know: int = 0) -> Session:
    return score_edits.answer(ITEM, partner, counts, dont_know).apply(session, NOW)


def test_seven_hands_of_one_body_are_one_body_among_three() -> None:
    """Council 7 hands on 5, the ICB and the providers each one spokesperson on 1.

    By heads the room would be at 5 and far apart (7 against 2); by bodies it is at 1, two to one:
    μ = (5 + 1 + 1) / 3 = 7/3, Cns = 1 + 1/3 · log2(1 − 8/3/4) + 2/3 · log2(1 − 4/3/4) = 0.0817042.
    """
    made = hands(
        hands(hands(room(), "council", (0, 0, 0, 0, 7)), "icb", (1, 0, 0, 0, 0)), "prov", (1, 0, 0, 0, 0)
    )
    told = spread_of(made, ITEM)
    assert (told.unit, told.n, told.median, told.lowest, told.highest) == ("body", 3, 1, 1, 5)
    assert told.counts == (2, 0, 0, 0, 1)
    assert told.consensus == pytest.approx(0.0817042, abs=5e-8)
    assert told.word == "split"
    assert plain_text(spread_words.figures_in_room(told)) == (
        "median 1, from 1 to 5, 3 bodies, each body counts once"
    )


def test_a_body_is_split_over_the_levels_by_its_own_shares() -> None:
    """Council 3 on 2 and 1 on 4 (median 2), the ICB on 3, providers 1 on 3 and 1 on 4 (median 3½)."""
    made = hands(hands(room(), "council", (0, 3, 0, 1, 0)), "icb", (0, 0, 1, 0, 0))
    made = hands(made, "providers", (0, 0, 1, 1, 0))
    told = spread_of(made, ITEM)
    assert told.counts == (0, Fraction(3, 4), Fraction(3, 2), Fraction(3, 4), 0)
    assert (told.n, told.median) == (3, 3)
    # 1 + 2 · (1/4 · log2(3/4)): a quarter of the weight one level off on each side of the mean, 3
    assert told.consensus == pytest.approx(0.7924813, abs=5e-8)
    assert words.amount(told.counts[1]) == "0.8"
    assert words.amount(told.counts[2]) == "1.5"


def test_the_median_is_that_of_the_bodies_medians_in_quarters() -> None:
    told = spread_of_bodies([((0, 1, 1, 0, 0), 0), ((0, 0, 1, 0, 0), 0)], 5)
    assert told.median == 2.75
    assert spread_words.figures(told) == ("2 bodies, median 2¾, from 2 to 3, each body counts once")
    assert words.distance(2.25) == "two and a quarter levels"


def test_where_people_answer_and_where_the_room_does_each_person_counts() -> None:
    """The same hands as above, by heads: seven on 5 and two on 1."""
    people = hands(room(as_bodies=False), "council", (0, 0, 0, 0, 7))
    people = hands(hands(people, "icb", (1, 0, 0, 0, 0)), "providers", (1, 0, 0, 0, 0))
    together = hands(room(names=()), "room", (2, 0, 0, 0, 7))
    for made in (people, together):
        told = spread_of(made, ITEM)
        assert (told.unit, told.counts, told.n, told.median) == ("person", (2, 0, 0, 0, 7), 9, 5)
        assert spread_words.figures(told).endswith("each person counts once")


def test_a_body_in_which_nobody_named_a_level_is_a_dont_know() -> None:
    made = hands(hands(room(), "council", (0, 0, 2, 0, 0), 4), "icb", (0, 0, 0, 0, 0), 3)
    told = spread_of(made, ITEM)
    assert (told.counts, told.n, told.spoke) == ((0, 0, 1, 0, 0), 1, 2)
    assert told.dont_know == Fraction(4, 6) + 1
    assert plain_text(spread_words.figures_in_room(told)) == ("all on 3, 1 body, each body counts once")


@QUICK
@given(st.lists(HANDS, min_size=1, max_size=5), st.integers(2, 6))
def test_more_people_in_the_same_shares_change_nothing(
    ballots: list[tuple[list[int], int]], times: int
) -> None:
    more = [([count * times for count in counts], unsure * times) for counts, unsure in ballots]
    few, many = spread_of_bodies(ballots, 5), spread_of_bodies(more, 5)
    figures = ("counts", "dont_know", "n", "median", "lowest", "highest", "consensus", "word", "spoke")
    assert [getattr(few, name) for name in figures] == [getattr(many, name) for name in figures]


@QUICK
@given(st.lists(HANDS, min_size=1, max_size=5))
def test_every_body_once_more_keeps_the_shares(ballots: list[tuple[list[int], int]]) -> None:
    one, two = spread_of_bodies(ballots, 5), spread_of_bodies([*ballots, *ballots], 5)
    assert two.counts == tuple(2 * count for count in one.counts)
    assert (two.consensus, two.median, two.n) == (one.consensus, one.median, 2 * one.n)


@QUICK
@given(st.lists(HANDS, min_size=1, max_size=5))
def test_the_weights_add_up_to_the_bodies(ballots: list[tuple[list[int], int]]) -> None:
    told = spread_of_bodies(ballots, 5)
    assert sum(told.counts) == told.n == len(ballots)


@QUICK
@given(st.lists(st.integers(1, 5), min_size=1, max_size=7))
def test_one_spokesperson_each_counts_as_so_many_people(levels: list[int]) -> None:
    ballots = [([int(level == own) for level in range(1, 6)], 0) for own in levels]
    bodies, people = spread_of_bodies(ballots, 5), spread([levels.count(level) for level in range(1, 6)])
    figures = ("counts", "n", "median", "lowest", "highest", "consensus", "word")
    assert [getattr(bodies, name) for name in figures] == [getattr(people, name) for name in figures]


@pytest.mark.parametrize(
    ("told", "views"),
    [
        (spread((0, 0, 5, 0, 0), 5), "views agree, 5 of 10 don’t know"),
        (spread((0, 0, 6, 0, 0), 3), "views agree, 3 of 9 don’t know"),  # a third
        (spread((0, 0, 7, 0, 0), 3), "views agree"),  # under a third
        (spread((2, 0, 0, 0, 2), 4), "views split, 4 of 8 don’t know"),
        (spread((0, 0, 2, 0, 0), 1), "too few answers, 1 of 3 doesn’t know"),
        (spread((0, 0, 0, 0, 0), 0), "too few answers"),
        (spread_of_bodies([((0, 0, 1, 0, 0), 2)] * 3, 5), "views agree, 2 of 3 don’t know"),
        (spread_of_bodies([((0, 0, 4, 0, 0), 3)] * 3, 5), "views agree, about 1 of 3 don’t know"),
    ],
)
def test_the_word_says_how_many_dont_know_from_a_third_on(told: Spread, views: str) -> None:
    assert spread_words.views(told) == views


@pytest.mark.parametrize(
    ("counts", "level", "outside"),
    [
        ((0, 0, 3, 0, 0), 2, True),
        ((0, 0, 3, 0, 0), 3, False),
        ((0, 0, 3, 0, 0), 4, True),
        ((1, 0, 0, 0, 1), 3, False),  # between those that answered: a level to meet on
        ((0, 0, 0, 0, 0), 3, False),  # nobody answered
    ],
)
def test_a_level_outside_every_answer(counts: tuple[int, ...], level: int, outside: bool) -> None:
    assert lies_outside(spread(counts), level) is outside
