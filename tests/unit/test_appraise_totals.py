"""What an appraisal comes to: totals, places, what is close, scales of other lengths."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from sessions.kinds.appraise import edits, words as says
from sessions.kinds.appraise.records import (
    appraisal_of,
    criteria_of,
)
from sessions.kinds.appraise.result import result_of
from sessions.problem import Problem
from sessions.spans import plain_text
from tests import appraising as a
from tests.appraising import placed, scale, totals, with_scale
from tests.builders import NOW

STEP = a.APPRAISE
OWN = "By their own levels it is first for {} partners that gave them all."


def test_the_worked_case() -> None:
    """2·4 + 3 + 2·5 + 3 = 24; 2·3 + 4 + 2·3 + 4 = 20; 2·3 + 3 + 2·4 + 2 = 19, of at most 30."""
    session = a.worked()
    result = result_of(session, STEP)
    assert [(row.item_id, row.ranked.total, says.place(row.ranked)) for row in result.rows][:3] == [
        (a.A1, 24, "1"),
        (a.A2, 20, "2"),
        (a.A3, 19, "3"),
    ]
    assert result.most == 30
    third = result.rows[2]
    assert (says.span(third), third.n) == ("17 to 21", 3), "2·2 … and 2·4 …"
    assert third.cells[0].mean == 3
    lines = [plain_text(line) for line in says.verdict(session, result)]
    assert lines == [
        "Early help and prevention comes first.",
        "Joint work on pathways before Out of hospital: close, turns if Value for money weighs over 3 "
        "instead of 2.",
        "With equal weights the order is the same.",
    ]


def test_the_total_is_that_of_the_partners_own_taken_together() -> None:
    session = a.revealed(a.given(a.session(), a.A1, [(5, 1, 1, 1), (1, 5, 1, 1), (1, 1, 5, 2)]), a.A1)
    (row, *_) = result_of(session, STEP).rows
    assert (row.ranked.total, row.lowest, row.highest) == (Fraction(8 + 8 + 9, 3), 8, 9)
    assert says.figure(row.ranked.total) == "8.3"


def test_dont_know_is_in_neither_numerator_nor_denominator_and_n_is_shown() -> None:
    session = a.revealed(a.given(a.session(), a.A1, [(4, 4, 4, 4), (2, None, 2, 2), (None, 4, 3, 3)]), a.A1)
    (row, *_) = result_of(session, STEP).rows
    assert [(cell.mean, cell.n, cell.dont_know) for cell in row.cells] == [
        (3, 2, 1),
        (4, 2, 1),
        (3, 3, 0),
        (3, 3, 0),
    ]
    assert (row.ranked.total, row.n, says.span(row)) == (13, 1, ""), (
        "one alone has a total of its own: no range"
    )
    criteria = criteria_of(session, a.appraisal(session))
    assert says.cell_on_paper(row.cells[0], criteria[0], 3) == "3 partly (2 to 4, n 2, 1 don’t know)"


def test_what_nobody_knows_has_no_total_unless_it_weighs_nothing() -> None:
    session = a.revealed(a.given(a.session(), a.A1, [(4, 3, None, 3), (4, 3, None, 3)]), a.A1)
    assert totals(session)[a.A1] is None
    assert plain_text(says.without_total(session, result_of(session, STEP))).startswith(
        "No total yet: Early help"
    )
    session = edits.set_weights(STEP, {a.K3: 0}).apply(session, NOW)
    assert totals(session)[a.A1] == 10


def test_each_level_moves_its_own_total_and_no_other() -> None:
    session = a.worked()
    before = totals(session)
    for item_id in a.WORKED:
        for criterion, weight in ((a.K1, 2), (a.K2, 1), (a.K3, 2), (a.K4, 1)):
            row = appraisal_of(session, STEP, item_id, "icb")
            assert row is not None
            level = dict(row.levels)[criterion]
            assert level is not None
            to = level - 1 if level > 1 else level + 1
            after = totals(edits.appraise(STEP, item_id, "icb", {criterion: to}).apply(session, NOW))
            moved = {
                c: own - old for c, own in after.items() if own is not None and (old := before[c]) is not None
            }
            assert moved[item_id] == Fraction(weight * (to - level), 3)
            assert not any(change for c, change in moved.items() if c != item_id)


def test_equal_totals_share_a_place_and_say_whether_weights_part_them() -> None:
    session = a.session()
    for item_id, levels in (
        (a.A1, (1, 3, 2, 2)),
        (a.A2, (3, 1, 2, 2)),
        (a.A3, (1, 1, 1, 1)),
        (a.A4, (1, 1, 1, 1)),
    ):
        session = a.revealed(a.given(session, item_id, [levels]), item_id)
    assert list(placed(session).values()) == ["1=", "1=", "3=", "3=", ""]
    lines = [plain_text(line) for line in says.verdict(session, result_of(session, STEP))]
    assert lines == [
        "Early help and prevention and Joint work on pathways are level now, and part as weights move.",
        "Out of hospital and End of life are level, and stay so as weights move.",
        "The rest is clear: no weight that moves by half changes the order.",
    ]


def test_levels_of_scales_of_other_lengths_meet_end_on_end() -> None:
    session = a.session()
    session = with_scale(session, a.K1, scale("no", "so so", "yes"))
    with pytest.raises(Problem, match="no level 4 for Scale"):
        edits.appraise(STEP, a.A1, "icb", {a.K1: 4}).apply(session, NOW)
    session = a.revealed(a.given(session, a.A1, [(2, 1, 1, 1)]), a.A1)
    assert totals(session)[a.A1] == 3 + 1 + 1 + 1, "the middle of three is the middle of five"
    assert result_of(session, STEP).most == 20


def test_a_place_that_is_shared_as_a_weight_moves_is_said_to_be() -> None:
    session = a.session()
    for item_id, levels in ((a.A1, (4, 1, 1, 1)), (a.A2, (3, 1, 1, 1)), (a.A3, (1, 2, 1, 1))):
        session = a.revealed(a.given(session, item_id, [levels]), item_id)
    session = edits.set_weights(STEP, {a.K1: 2, a.K2: 2}).apply(session, NOW)
    moved = {row.item_id: says.moved(row) for row in result_of(session, STEP).rows}
    assert moved[a.A2] == "2 in 7 of 8, else 2=", "it comes level with the third, and never lower"
    assert moved[a.A3] == "3 in 7 of 8, else 2="


def test_it_is_said_for_how_many_the_first_comes_first_by_their_own_levels() -> None:
    session = a.revealed(a.given(a.session(), a.A1, [(5, 1, 1, 1), (5, 1, 1, 1), (1, 1, 1, 1)]), a.A1)
    assert says.own_first(result_of(session, STEP)) == (), "held against nothing"
    session = a.revealed(a.given(session, a.A2, [(2, 1, 1, 1), (5, 1, 1, 1), (3, 1, 1, 1)]), a.A2)
    result = result_of(session, STEP)
    assert [(row.item_id, row.firsts) for row in result.rows[:2]] == [(a.A1, 2), (a.A2, 2)]
    assert plain_text(says.own_first(result)) == OWN.format("2 of 3")
    unsure = edits.appraise(STEP, a.A2, "icb", {a.K1: None}).apply(session, NOW)
    assert plain_text(says.own_first(result_of(unsure, STEP))) == OWN.format("1 of 2"), (
        "who does not know of one is held against none"
    )
    all_of = result_of(a.worked(), STEP)
    assert plain_text(says.own_first(all_of)) == OWN.format("all 3")
    even = a.revealed(a.given(a.session(), a.A1, [(2, 1, 1, 1)] * 3), a.A1)
    even = a.revealed(a.given(even, a.A2, [(2, 1, 1, 1)] * 3), a.A2)
    assert says.own_first(result_of(even, STEP)) == (), "nothing comes first"


def test_who_stands_at_an_end_alone_is_held_against_all_others() -> None:
    session = a.planned(names=("County Council", "ICB", "Voluntary sector", "Providers"))
    session = a.revealed(
        a.given(session, a.A1, [(2, 3, 1, 1), (4, 3, 1, 4), (4, 3, 3, 4), (4, 3, 3, 1)]), a.A1
    )
    lines = says.furthest(session, a.appraisal(session), a.A1)
    assert [plain_text(line) for line in lines] == [
        "Strategic: County Council and Providers 1, ICB and Voluntary sector 4. Hear both.",
        "Scale: County Council 2, all others 4. Hear both.",
    ], "the furthest first, and no more than two"


# --- of any ---------------------------------------------------------------------------------------

LEVEL = st.none() | st.integers(1, 5)
ROWS = st.lists(st.tuples(LEVEL, LEVEL, LEVEL, LEVEL), min_size=3, max_size=3)


@settings(max_examples=40, deadline=None)
@given(ROWS, ROWS, st.lists(st.integers(0, 10), min_size=4, max_size=4).filter(any))
def test_a_total_lies_within_the_partners_own_and_others_stay_as_they_are(
    one: Any, other: Any, numbers: Any
) -> None:
    """Where every partner knows every criterion; and one candidate more changes nothing for the first."""
    weights = dict(zip((a.K1, a.K2, a.K3, a.K4), numbers, strict=True))
    session = edits.set_weights(STEP, weights).apply(a.session(), NOW)
    session = a.revealed(a.given(session, a.A1, one), a.A1)
    row = next(row for row in result_of(session, STEP).rows if row.item_id == a.A1)
    if row.n == 3:
        assert row.lowest is not None
        assert row.ranked.total is not None
        assert row.highest is not None
        assert row.lowest <= row.ranked.total <= row.highest
    more = a.revealed(a.given(session, a.A2, other), a.A2)
    assert totals(more)[a.A1] == row.ranked.total
