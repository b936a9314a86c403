"""What is worked out once of frozen objects, and anew as soon as another object takes their place."""

from __future__ import annotations

import gc
import weakref
from itertools import pairwise

from hypothesis import given, strategies as st

from sessions.remember import LATEST, FoundIn, OfEach, OfParts, Places, differing, remembered

ROWS = [object() for _ in range(6)]
ORDERS = st.lists(st.lists(st.sampled_from(ROWS), max_size=7).map(tuple), min_size=2, max_size=6)
"""Rows that come, go, stand twice and change places."""


class Frozen:
    """An object that is told from others by its identity."""


def test_of_each_works_out_only_what_is_new_and_lets_go_of_what_is_gone() -> None:
    asked: list[Frozen] = []
    one, two, three = Frozen(), Frozen(), Frozen()
    of_each = OfEach(lambda row: asked.append(row) or len(asked))
    assert of_each((one, two)) == [1, 2]
    assert of_each((one, two, three)) == [1, 2, 3]
    assert of_each([three, one, one]) == [3, 1, 1]
    assert asked == [one, two, three]
    assert of_each((two,)) == [4], "it was not among the last"
    asked.clear()
    gone = weakref.ref(three)
    del three
    for _ in range(LATEST):  # where rows differ is kept of the latest of them
        differing((Frozen(),), (Frozen(),))
    gc.collect()
    assert gone() is None


def test_of_each_takes_the_same_tuple_as_it_was_and_a_list_as_it_is() -> None:
    of_each = OfEach(str)
    rows = (1, 2)
    assert of_each(rows) is of_each(rows)
    listed = [1]
    assert of_each(listed) == ["1"]
    listed.append(2)
    assert of_each(listed) == ["1", "2"]


def test_of_parts_is_made_anew_where_any_part_is_another_object() -> None:
    of_parts: OfParts[int] = OfParts()
    first, second = tuple(map(float, "12")), tuple(map(float, "12"))
    made = iter(range(99))

    def work() -> int:
        return next(made)

    assert [of_parts("a", (first, None), work) for _ in range(3)] == [0, 0, 0]
    assert of_parts("b", (first, None), work) == 1
    assert of_parts("a", (second, None), work) == 2, "equal, and another one"
    assert of_parts("a", (second, first), work) == 3
    assert of_parts("a", (second, None), work) == 4, "the last one alone is known"


def test_of_parts_holds_on_to_the_last_parts_alone() -> None:
    of_parts: OfParts[int] = OfParts()
    kept, gone = Frozen(), Frozen()
    dead = weakref.ref(gone)
    of_parts("a", (gone,), lambda: 1)
    of_parts("a", (kept,), lambda: 2)
    del gone
    gc.collect()
    assert dead() is None


def test_remembered_keeps_the_latest_alone() -> None:
    asked: list[int] = []
    subjects = [Frozen() for _ in range(LATEST + 1)]

    @remembered
    def place(subject: Frozen, more: int = 0) -> int:
        asked.append(subjects.index(subject))
        return subjects.index(subject) + more

    assert [place(subject) for subject in subjects] == list(range(LATEST + 1))
    assert (place(subjects[1]), place(subjects[1], more=5)) == (1, 6)
    assert len(asked) == LATEST + 2
    place(subjects[0])
    assert len(asked) == LATEST + 3, "it was the oldest"


@given(ORDERS)
def test_rows_differ_in_one_part_with_the_same_around_it(
    orders: list[tuple[object, ...]],
) -> None:
    for before, after in pairwise(orders):
        old, new = differing(before, after)
        assert before[: old.start] == after[: new.start]
        assert before[old.stop :] == after[new.stop :]
        changed, instead = before[old], after[new]
        if changed and instead:
            assert changed[0] is not instead[0]
            assert changed[-1] is not instead[-1]
        assert (before == after) == (not changed and not instead)


@given(ORDERS)
def test_what_is_kept_from_one_to_the_next_is_what_each_alone_gives(orders: list[tuple[object, ...]]) -> None:
    def number(row: object) -> int:
        return ROWS.index(row)

    def halves(row: object) -> list[int]:
        return [ROWS.index(row) // 2, ROWS.index(row) % 2]

    of_each, found_in, places = OfEach(number), FoundIn(halves), Places(number)
    for rows in orders:
        assert of_each(rows) == list(map(number, rows))
        assert found_in(rows) == {half for row in rows for half in halves(row)}
        assert found_in.in_each(rows) == [tuple(halves(row)) for row in rows]
        assert places(rows) == {number(row): place for place, row in enumerate(rows)}


def test_found_is_the_same_set_as_long_as_the_same_is_found() -> None:
    found_in = FoundIn(lambda text: text)
    first = found_in(("ab", "bc"))
    assert first == {"a", "b", "c"}
    assert found_in(("abc", "c")) is first
    assert found_in(("ab",)) == {"a", "b"}
    assert found_in(()) == frozenset()


def test_places_are_the_same_as_long_as_the_keys_are() -> None:
    places = Places(abs)
    first = places((1, 2, -3))
    assert places((-1, 2, 3)) is first
    assert places((2, 1)) == {2: 0, 1: 1}
