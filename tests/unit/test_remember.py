"""What is worked out once of frozen objects, and anew as soon as another object takes their place."""

from __future__ import annotations

import gc
import weakref

from sessions.remember import LATEST, OfEach, OfParts, remembered


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
