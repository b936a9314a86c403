"""Chains of sessions: which is the first of each, in which order they come, and how a list groups them."""

from __future__ import annotations

import datetime as dt

import hypothesis.strategies as st
from hypothesis import given

from sessions.chains import each_behind, firsts
from sessions.many.card import Card, by_series, newest_first
from sessions.many.make import card_of
from sessions.rows import Series
from tests.builders import NOW, new_session


def card(session_id: str, day: str = "", previous: str = "", made: int = 0) -> Card:
    session = new_session().model_copy(
        update={
            "id": session_id,
            "date": dt.date.fromisoformat(day) if day else None,
            "created_at": NOW + dt.timedelta(minutes=made),
            "series": Series(id="s", previous=previous) if previous else None,
        }
    )
    return card_of(session).card(f"{session_id}.json")


def test_the_first_of_a_chain_may_be_gone_and_circles_have_one_too() -> None:
    assert firsts({"c": "b", "b": "a", "a": "", "x": "gone", "y": "gone"}) == {
        **dict.fromkeys("abc", "a"),
        **dict.fromkeys(("x", "y", "gone"), "gone"),
    }
    for circle in ({"a": "b", "b": "a"}, {"b": "a", "a": "b"}):
        assert firsts(circle) == dict.fromkeys("ab", "a")
    assert firsts({"c": "a", "a": "b", "b": "a"}) == dict.fromkeys("abc", "a")


@given(st.dictionaries(st.integers(0, 9).map(str), st.integers(0, 12).map(str)))
def test_each_comes_once_and_behind_what_it_goes_on_from(previous: dict[str, str]) -> None:
    order = list(each_behind({at: at for at in previous}, previous.get))
    assert sorted(order) == sorted(previous)
    first = firsts(previous)
    for at, before in previous.items():
        assert first[at] == first[before], "both are of one chain"
        circle = {at}
        while (here := previous.get(before)) is not None and before not in circle:
            circle.add(before)
            before = here
        if previous[at] in previous and before not in circle:
            assert order.index(previous[at]) < order.index(at)


def test_a_session_without_a_day_stands_above_those_that_it_goes_on_from() -> None:
    cards = [
        card("next", previous="later", made=9),
        card("other", "2026-12-20"),
        card("later", "2027-01-10", previous="first"),
        card("first", "2026-01-10"),
        card("alone", made=5),
    ]
    ids = [found.id for found in newest_first(cards)]
    assert ids == ["next", "later", "other", "alone", "first"]
    assert newest_first(newest_first(cards)[::-1]) == newest_first(cards)


def test_those_of_a_series_stand_together_the_newest_first() -> None:
    cards = newest_first(
        [
            card("c", "2026-12-01", previous="b"),
            card("x", "2026-11-01"),
            card("b", "2026-10-01", previous="a"),
            card("y", "2026-09-01"),
            card("a", "2026-08-01"),
        ]
    )
    assert [[found.id for found in group] for group in by_series(cards)] == [["c", "b", "a"], ["x"], ["y"]]
    assert by_series([Card(("unread.json",))]) == ((Card(("unread.json",)),),)
