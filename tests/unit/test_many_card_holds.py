"""A card: each of its texts, the order of a list, what is a copy of what, and what goes into the index."""

from __future__ import annotations

import os
from typing import Any

import pytest

from sessions.many.card import (
    LINE,
    PARTS,
    UNDATED,
    Card,
    alike,
    by_series,
    folded_place,
    followed,
    marks,
    newest_first,
)

FIELDS = (
    *("file", "changed", "size", "inode", "backups", "settled", "title", "place", "date", "created_at"),
    *("template_id", "begun", "answered", "items", "summary_at", "dues", "away", "final", "previous"),
    *("taken", "to_settle", "what", "mend"),
)
"""The texts of a card in their order."""
PLAIN = dict.fromkeys(FIELDS, "") | {
    "changed": "1",
    "size": "2",
    "inode": "3",
    "backups": "4",
    "settled": "1",
    "created_at": "2026-11-01T09:00:00+00:00",
    "begun": "0",
    "answered": "0",
    "items": "0",
}


def card(name: str, **texts: str) -> Card:
    return Card(tuple((PLAIN | {"file": f"{name}.json"} | texts).values()))


def test_each_text_stands_in_its_place() -> None:
    assert len(FIELDS) == PARTS
    full = Card([f"{name}!" for name in FIELDS])
    told = {
        *(full.file, full.title, full.place, full.date, full.created_at, full.template_id),
        *(full.summary_at, full.away_since, full.previous, full.final_at, full.what),
    }
    names = ("file", "title", "place", "date", "created_at", "template_id", "summary_at", "away", "previous")
    assert told == {f"{name}!" for name in (*names, "final", "what")}
    counted = card("x", answered="3", items="7", to_settle="2", begun="1")
    assert (counted.answered, counted.items, counted.to_settle, counted.begun) == (3, 7, 2, True)
    assert (card("x").to_settle, card("x").begun, card("x.y").id) == (0, False, "x.y")


@pytest.mark.parametrize(
    ("texts", "outcome"),
    [
        ({}, ""),
        ({"summary_at": "2026"}, "summary written"),
        ({"summary_at": "2026", "final": "2026"}, "final"),
        ({"final": "2026", "to_settle": "3"}, "3 to settle"),
        ({"to_settle": "0", "final": "2026"}, "final"),
        ({"away": "2026", "to_settle": "3"}, "handed over"),
    ],
)
def test_what_has_come_of_it_is_told_by_what_matters_most(texts: dict[str, str], outcome: str) -> None:
    assert card("x", **texts).outcome == outcome


def test_open_actions_are_counted_and_those_are_overdue_whose_day_has_passed() -> None:
    assert (card("x").open_actions, card("x").overdue("2099-01-01")) == (0, 0)
    dues = f"2026-01-01 2026-01-02 2026-01-03 {UNDATED}"
    held = card("x", dues=dues)
    assert held.open_actions == 4
    assert [held.overdue(day) for day in ("2026-01-01", "2026-01-02", "2026-01-03", "2099-01-01")] == [
        *(0, 1, 2, 3)
    ]
    assert card("x", dues=UNDATED).overdue("2099-01-01") == 0
    assert Card(("x.json",)).overdue("2099-01-01") == 0


def test_a_card_holds_as_long_as_nothing_of_its_file_is_another() -> None:
    stamp = (1, 2, 3)
    assert card("x").holds(stamp, 4)
    assert card("x").holds(stamp, 5), "the backups of one that can be read are no matter"
    for other in ((9, 2, 3), (1, 9, 3), (1, 2, 9)):
        assert not card("x").holds(other, 4)
    assert not card("x", settled="0").holds(stamp, 4)
    assert not Card(("x.json",)).holds(stamp, 4)
    assert card("x", what="Damaged").holds(stamp, 4)
    assert not card("x", what="Damaged").holds(stamp, 5), "a backup may have come, or gone"


def test_what_is_wrong_with_one_keeps_its_lines_and_says_where() -> None:
    bad = card("x", what=f"Two{LINE}lines", mend=f"Do{LINE}this")
    problem = bad.problem("/somewhere")
    assert (bad.what, problem.what, problem.hint) == ("Two\nlines", "Two\nlines", "Do\nthis")
    assert problem.where == os.path.join("/somewhere", "x.json")  # noqa: PTH118
    assert Card(("x.json",)).what == ""


def test_two_cards_are_the_same_where_they_say_the_same_whatever_the_file_was() -> None:
    assert card("x") == card("x", changed="9", size="9", inode="9", backups="9", settled="0")
    assert card("x") != card("y")
    assert card("x") != card("x", title="Other")
    assert card("x") != card("x", mend="Other")
    assert card("x") != "x"


# --- the order of a list -------------------------------------------------------------------------------


def ids(cards: Any) -> list[str]:
    return [row.id for row in cards]


def test_the_newest_comes_first_by_day_then_by_when_it_was_made_then_by_id() -> None:
    cards = [
        card("older", date="2026-11-01"),
        card("newer", date="2026-12-01"),
        card("undated", created_at="2026-11-15T09:00:00+00:00"),
        card("made-later", date="2026-11-01", created_at="2026-11-01T12:00:00+02:00"),
        card("a", date="2026-10-01"),
        card("b", date="2026-10-01"),
    ]
    assert ids(newest_first(cards)) == ["newer", "undated", "made-later", "older", "b", "a"]


def test_one_without_a_day_is_never_older_than_those_that_it_goes_on_from() -> None:
    cards = [
        card("third", previous="second", created_at="2026-01-01T09:00:00+00:00"),
        card("second", previous="first", created_at="2026-01-01T10:00:00+00:00"),
        card("first", date="2026-06-01"),
        card("other", date="2026-05-01"),
        card("round", previous="about", created_at="2026-02-01T09:00:00+00:00"),
        card("about", previous="round", created_at="2026-03-01T09:00:00+00:00"),
    ]
    order = ids(newest_first(cards))
    assert set(order[:3]) == {"first", "second", "third"}
    assert order[3:] == ["other", "about", "round"], "and a circle ends"
    dated = [card("next", date="2026-01-01", previous="before"), card("before", date="2026-06-01")]
    assert ids(newest_first(dated)) == ["before", "next"], "one that has a day goes by it"


def test_those_of_a_series_stand_together_in_the_order_of_the_list() -> None:
    cards = [card("c", previous="b"), card("x"), card("b", previous="a"), card("a"), Card(("n.json",))]
    assert [ids(group) for group in by_series(cards)] == [["c", "b", "a"], ["x"], ["n"]]


def test_places_are_the_same_however_they_are_written() -> None:
    assert folded_place("  North \t VALE ") == folded_place("north vale") == "north vale"
    assert folded_place("") == ""


def test_what_goes_on_elsewhere_is_counted_there() -> None:
    cards = [card("c", taken=f"a{LINE}b"), card("d", taken="c"), card("e"), Card(("n.json",))]
    assert followed(cards) == {"a", "b", "c"}


# --- copies --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        ("day-ab27 (1)", "a copy: (1)"),
        ("day-ab27 - Copy", "a copy: - Copy"),
        ("day-ab27.sync-conflict-1", "a copy: .sync-conflict-1"),
        ("day-ab27-LAPTOP", "a copy: -LAPTOP"),
        ("day-ab27~2", "a copy: ~2"),
        ("day-ab27_x", "a copy: _x"),
        ("day-ab27LAPTOP", None),
        ("day-ab2", None),
    ],
)
def test_what_stands_behind_a_name_makes_a_copy(copy: str, said: str | None) -> None:
    cards = [card("day-ab27", title="Day"), card(copy, title="Other")]
    assert marks(cards).get(f"{copy}.json") == said
    assert "day-ab27.json" not in marks(cards)
    assert ids(alike(cards[0], cards)) == ([copy] if said else [])
    assert ids(alike(cards[1], cards)) == (["day-ab27"] if said else [])


def test_a_name_that_a_person_gave_is_copied_by_a_blank_and_not_by_a_stroke() -> None:
    cards = [card("board", title="A"), card("board-north", title="B"), card("board - north", title="C")]
    assert marks(cards) == {"board - north.json": "a copy: - north"}
    made = [card("board", title="A"), card("board-ab27", title="B")]
    assert marks(made) == {}, "a title with the chance of this program is no copy of one without"


def test_sessions_that_look_the_same_are_told_apart_by_their_names() -> None:
    same = {"title": "Day", "place": "Vale", "date": "2026-12-01"}
    cards = [
        card("day-ab27", **same),
        card("day-cd23", **(same | {"title": "DAY", "place": "vale"})),
        card("mine", **same),
        card("other", **(same | {"place": "Dale"})),
        card("third", **(same | {"date": ""})),
        card("bad", what="Damaged", **same),
        Card(("new.json",)),
    ]
    assert marks(cards) == {"day-ab27.json": "…ab27", "day-cd23.json": "…cd23", "mine.json": "mine"}
    assert ids(alike(cards[0], cards)) == ["day-cd23", "mine"]
    assert ids(alike(cards[5], cards)) == []
    assert ids(alike(cards[6], cards)) == []
