"""Weighted sums by hand, and what must hold of any: exact, and no tie is broken."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, strategies as st

from sessions.kinds.appraise import weighing
from sessions.kinds.appraise.weighing import Ranked, Step

HALF = Fraction(1, 2)
NAMES = ("a", "b", "c", "d", "e")
CRITERIA = ("scale", "cost", "reach", "time")


def values(**rows: Any) -> weighing.Values:
    """Candidate → its levels, in the order of the criteria."""
    pairs = {name: zip(CRITERIA, levels, strict=False) for name, levels in rows.items()}
    return {name: {c: Fraction(level) for c, level in own} for name, own in pairs.items()}


def weights(*numbers: Any) -> weighing.Weights:
    return {c: Fraction(number) for c, number in zip(CRITERIA, numbers, strict=False)}


def places(rows: tuple[Ranked, ...]) -> dict[str, int | None]:
    return {row.candidate: row.place for row in rows}


# --- by hand --------------------------------------------------------------------------------------


def test_a_total_is_levels_times_weights() -> None:
    sketch = values(a=(4, 3, 5, 3), b=(3, 4, 3, 4), c=(3, 3, 4, 2))
    rows = weighing.ranked(sketch, weights(2, 1, 2, 1))
    assert [(row.candidate, row.total, row.place, row.tied) for row in rows] == [
        ("a", 24, 1, False),
        ("b", 20, 2, False),
        ("c", 19, 3, False),
    ]
    assert [row.total for row in weighing.ranked(sketch, weighing.equal_weights(weights(2, 1, 2, 1)))] == [
        15,
        14,
        12,
    ]


def test_equal_totals_share_a_place_in_the_order_they_came() -> None:
    rows = weighing.ranked(values(a=(1, 1), b=(2, 4), c=(4, 2), d=(3, 1)), weights(1, 1))
    assert [(row.candidate, row.place, row.tied) for row in rows] == [
        ("b", 1, True),
        ("c", 1, True),
        ("d", 3, False),
        ("a", 4, False),
    ]


def test_what_weighs_nothing_adds_nothing_and_need_not_be_known() -> None:
    known = values(a=(1, 5), b=(2, 1))
    assert places(weighing.ranked(known, weights(1, 0))) == {"b": 1, "a": 2}
    bare = {"a": {"scale": Fraction(3)}, "b": known["b"]}
    assert places(weighing.ranked(bare, weights(1, 0))) == {"a": 1, "b": 2}
    assert places(weighing.ranked(bare, weights(1, 1))) == {"b": 1, "a": None}, "and else there is no total"


def test_small_differences_stay_small() -> None:
    """On min-max scales a hundredth of a level on one criterion would weigh as much as all of the other."""
    near = values(a=(3, "3.01"), b=("3.02", 3))
    first, second = weighing.ranked(near, weights(1, 1))
    assert (first.candidate, second.candidate) == ("b", "a")
    assert first.total is not None
    assert second.total is not None
    assert first.total - second.total == Fraction(1, 100)


def test_the_weight_at_which_two_change_places() -> None:
    """a 4·4 + 1·2 = 18, b 4·3 + 1·5 = 17: level at 3·4 + 2 = 3·3 + 5 = 14, where scale weighs 3."""
    pair = values(a=(4, 2), b=(3, 5))
    turn = weighing.turn(pair, weights(4, 1), "a", "b", "scale")
    assert turn is not None
    assert (turn.weight, turn.now, turn.is_close) == (3, 4, True)
    other = weighing.turn(pair, weights(4, 1), "a", "b", "cost")
    assert other is not None
    assert (other.weight, other.now, other.is_close) == (Fraction(4, 3), 1, True)
    assert weighing.turn(values(a=(4, 2), b=(3, 2)), weights(4, 1), "a", "b", "cost") is None, "levels alike"
    assert weighing.turn(values(a=(4, 4), b=(3, 3)), weights(1, 1), "a", "b", "scale") is None, "below nought"
    (down,) = weighing.steps(pair, weights(4, 1))
    assert down == Step(("a",), ("b",), turn), "a quarter of 4 is less than a third of 1"


def test_close_is_what_half_a_weight_turns() -> None:
    (near,) = weighing.steps(values(a=(5, 1), b=(4, 3)), weights(4, 1))
    assert near.turn is not None
    assert (near.turn.criterion, near.turn.weight, near.is_close) == ("scale", 2, True), "level at just half"
    (far,) = weighing.steps(values(a=(5, 1), b=(4, 2)), weights(4, 1))
    assert far.turn is not None
    assert (far.turn.weight, far.is_close) == (1, False)
    (never,) = weighing.steps(values(a=(5, 5), b=(4, 4)), weights(1, 1))
    assert (never.turn, never.is_close) == (None, False)


def test_a_criterion_that_weighs_nothing_makes_nothing_close() -> None:
    pair = values(a=(5, 1), b=(4, 5))
    turn = weighing.turn(pair, weights(1, 0), "a", "b", "cost")
    assert turn is not None
    assert (turn.weight, turn.is_close) == (Fraction(1, 4), False)
    (down,) = weighing.steps(pair, weights(1, 0))
    assert down.turn is not None
    assert (down.turn.criterion, down.turn.weight, down.is_close) == ("scale", 0, False)


def test_each_weight_moves_by_half_up_and_down() -> None:
    moves = weighing.moved_weights(weights(2, 0, 1))
    assert moves == (
        weights(1, 0, 1),
        weights(3, 0, 1),
        weights(2, 0, HALF),
        weights(2, 0, 3 * HALF),
    ), "what weighs nothing has nothing to move"
    sketch = values(a=(4, 3, 5, 3), b=(3, 4, 3, 4), c=(3, 3, 4, 2))
    moved = weighing.places_moved(sketch, weights(2, 1, 2, 1))
    alone, shared = (2, False), (2, True)
    assert moved["a"] == ((1, False),) * 8
    assert moved["b"] == (alone, alone, alone, alone, alone, shared, shared, alone)
    assert [place for place, _ in moved["c"]] == [3, 3, 3, 3, 3, 2, 2, 3], (
        "level where cost weighs 3, or the last one a half"
    )


# --- of any ---------------------------------------------------------------------------------------

LEVELS = st.integers(1, 5)
ROWS = st.lists(st.tuples(LEVELS, LEVELS, LEVELS), min_size=2, max_size=5)
WEIGHTS = st.tuples(*(st.integers(0, 10),) * 3).filter(any)


def named(rows: list[tuple[int, int, int]]) -> weighing.Values:
    return values(**dict(zip(NAMES, rows, strict=False)))


@given(ROWS, WEIGHTS, st.fractions(min_value=Fraction(1, 9), max_value=9))
def test_scaling_all_weights_changes_nothing(rows: Any, numbers: Any, factor: Fraction) -> None:
    own, scaled = weights(*numbers), weights(*(factor * number for number in numbers))
    once, again = weighing.ranked(named(rows), own), weighing.ranked(named(rows), scaled)
    assert weighing.order(once) == weighing.order(again)
    assert weighing.places_moved(named(rows), own) == weighing.places_moved(named(rows), scaled)
    before, after = weighing.steps(named(rows), own), weighing.steps(named(rows), scaled)
    assert [down.is_close for down in before] == [down.is_close for down in after]


@given(ROWS, WEIGHTS)
def test_better_on_every_criterion_never_ranks_lower(rows: Any, numbers: Any) -> None:
    ranks = places(weighing.ranked(named(rows), weights(*numbers)))
    for name, row in zip(NAMES, rows, strict=False):
        for other, levels in zip(NAMES, rows, strict=False):
            if all(own >= level for own, level in zip(row, levels, strict=True)):
                assert ranks[name] <= ranks[other]  # type: ignore[operator]


@given(ROWS, WEIGHTS, st.randoms())
def test_the_order_of_the_candidates_does_not_matter(rows: Any, numbers: Any, chance: Any) -> None:
    own = named(rows)
    shuffled = dict(chance.sample(list(own.items()), len(own)))
    once, again = (weighing.ranked(each, weights(*numbers)) for each in (own, shuffled))
    assert places(once) == places(again)
    assert {row.candidate: row.tied for row in once} == {row.candidate: row.tied for row in again}


@given(ROWS.filter(lambda rows: len(rows) > 2), WEIGHTS)
def test_one_candidate_more_keeps_the_order_of_the_others(rows: Any, numbers: Any) -> None:
    fewer, all_of_them = named(rows[:-1]), named(rows)
    before = [row.candidate for row in weighing.ranked(fewer, weights(*numbers))]
    after = [row.candidate for row in weighing.ranked(all_of_them, weights(*numbers))]
    assert [name for name in after if name in before] == before


@given(ROWS, WEIGHTS)
def test_at_the_turn_both_are_level_and_beyond_it_turned(rows: Any, numbers: Any) -> None:
    own = weights(*numbers)
    for down in weighing.steps(named(rows), own):
        if (turn := down.turn) is None:
            continue
        at = {**own, turn.criterion: turn.weight}
        beyond = {**own, turn.criterion: turn.weight + (turn.weight - turn.now) / 1000}
        totals = {row.candidate: row.total for row in weighing.ranked(named(rows), at)}
        assert totals[turn.above] == totals[turn.below]
        if turn.weight:
            past = {row.candidate: row.total for row in weighing.ranked(named(rows), beyond)}
            assert past[turn.above] < past[turn.below]  # type: ignore[operator]


@given(ROWS, WEIGHTS)
def test_close_is_just_where_a_move_by_half_changes_a_place_of_the_two(rows: Any, numbers: Any) -> None:
    """What is clear keeps its order in every move of a weight by half, ties and all."""
    own = weights(*numbers)
    down = weighing.steps(named(rows), own)
    moves = [places(weighing.ranked(named(rows), moved)) for moved in weighing.moved_weights(own)]
    for step in down:
        kept = all(m[a] < m[b] for m in moves for a in step.above for b in step.below)  # type: ignore[operator]
        assert step.is_close is not kept
