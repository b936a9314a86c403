"""Series from cards: what goes on from what, what is offered, and chains that part, end or go round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from sessions.many import series
from sessions.many.card import Card
from sessions.many.compare import in_order as sessions_in_order
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Series
from sessions.store.library import Library
from tests.builders import new_session
from tests.unit.test_many_card_holds import card


def known(*cards: Card) -> dict[str, Card]:
    return series.by_id(cards)


def ids(cards: Iterable[Any]) -> list[str]:
    return [row.id for row in cards]


def refused(act: Any) -> tuple[str, str]:
    with pytest.raises(Problem) as raised:
        act()
    return raised.value.what, raised.value.hint


# --- series from cards ---------------------------------------------------------------------------------

CHAIN = (card("c", previous="b"), card("b", previous="a"), card("a", previous="gone"))


def test_only_what_can_be_read_has_an_id_and_a_way_back() -> None:
    cards = known(*CHAIN, card("bad", what="Damaged"), Card(("new.json",)))
    assert list(cards) == ["c", "b", "a"]
    assert series.way_back("c", cards) == ("b", "a", "gone")
    assert series.way_back("gone", cards) == ()
    round_ = known(card("x", previous="y"), card("y", previous="z"), card("z", previous="x"))
    assert series.way_back("x", round_) == ("y", "z")
    itself = known(card("x", previous="x"))
    assert series.way_back("x", itself) == ()


def test_the_last_of_a_series_and_one_that_parts() -> None:
    cards = known(*CHAIN)
    assert [series.last_of(name, cards).id for name in "abc"] == ["c", "c", "c"]
    parted = known(*CHAIN, card("d", previous="b"))
    assert ids(series.after("b", parted)) == ["c", "d"]
    assert refused(lambda: series.last_of("a", parted)) == (
        "The series parts after b",
        "Name the one to go on from: c and d.",
    )
    assert series.last_of("c", parted).id == "c"
    round_ = known(card("x", previous="y"), card("y", previous="x"))
    assert {series.last_of(name, round_).id for name in "xy"} <= {"x", "y"}


def test_series_have_their_first_session_first_and_the_latest_series_comes_first() -> None:
    cards = known(card("n"), card("y", previous="x"), *CHAIN, card("x"))
    assert [ids(own) for own in series.series_in(cards)] == [["x", "y"], ["a", "b", "c"]]


def test_what_comes_after_a_session_is_nothing_to_go_on_from() -> None:
    cards = known(*CHAIN)
    for before in ("a", "b", "c"):
        what, hint = refused(lambda before=before: series.check_way("a", before, cards))  # type: ignore[misc]
        assert what == f"a can't go on from {before}, which is itself or comes after it"
        assert hint == "Name one that was before it."
    series.check_way("c", "a", cards)
    series.check_way("new", "c", cards)


def test_at_a_place_the_last_that_nothing_goes_on_from_is_offered() -> None:
    cards = known(
        card("late", place="Vale", date="2026-12-01"),
        card("two", place=" vale", date="2026-11-01", previous="one"),
        card("one", place="VALE", date="2026-10-01"),
        card("dale", place="Dale"),
        card("none"),
    )

    def offered(place: str, **more: Any) -> str | None:
        found = series.offered(place, cards, **more)
        return found and found.id

    assert offered("Vale") == "late"
    assert offered("Vale", on="2026-11-30") == "two"
    assert offered("Vale", on="2026-12-01") == "late"
    assert offered("Vale", on="2026-10-31") is None, "something goes on from the first"
    assert offered("Vale", but="late") == "two"
    assert offered("Vale", but="two", on="2026-11-30") == "one"
    assert offered("Vale", but="one", on="2026-11-30") is None, "what comes after it is not offered"
    assert (offered(""), offered("Va"), offered("Nowhere")) == (None, None, None)
    assert [offered(place, begun=True) for place in ("Va", "Val", "val", "Dal", "Vale")] == [
        *(None, "late", "late", "dale", "late"),
    ]
    both = known(card("a", place="Valeside"), card("b", place="Valetown"))
    assert series.offered("Vale", both, begun=True) is None


def test_what_is_open_elsewhere_at_a_place_is_counted() -> None:
    dues = "2026-01-01 2026-02-01"
    cards = known(
        card("later", place="Vale", date="2026-12-31", dues=dues),
        card("two", place="vale", date="2026-11-01", dues="2026-01-01"),
        card("one", place="Vale", date="2026-10-01", dues=dues),
        card("taken", place="Vale", dues=dues),
        card("on", place="Vale", taken="taken"),
        card("quiet", place="Vale"),
        card("dale", place="Dale", dues=dues),
    )
    session = new_session().model_copy(update={"id": "s", "place": "Vale", "date": dt.date(2026, 12, 1)})
    many_, latest = series.open_elsewhere(session, cards)
    assert (many_, latest and latest.id) == (3, "two")
    undated = session.model_copy(update={"date": None})
    assert series.open_elsewhere(undated, cards)[0] == 5
    nowhere = session.model_copy(update={"place": ""})
    assert series.open_elsewhere(nowhere, cards) == (0, None)
    own = series.open_elsewhere(session.model_copy(update={"id": "two"}), cards)
    assert (own[0], own[1] and own[1].id) == (2, "one")


def test_sessions_that_stand_alone_at_a_place_with_others() -> None:
    cards = known(
        card("c", place="Vale", previous="b"),
        card("x", place="vale"),
        card("b", place="Vale"),
        card("p", place="Dale"),
        card("q", place="Dale"),
        card("n"),
        card("m"),
        card("lone", place="Hale"),
    )
    assert [ids(group) for group in series.alone(cards)] == [["x"], ["q", "p"]]
    assert [ids(group) for group in series.none_linked(cards)] == [["q", "p"]]


def test_the_way_back_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    library = Library(tmp_path)

    def made(name: str, previous: str | None) -> Session:
        fields = {"id": name, "series": Series(id="x", previous=previous) if previous else None}
        return new_session().model_copy(update=fields)

    for name, previous in (("a", "gone"), ("b", "a"), ("c", "b"), ("r", "q"), ("q", "r")):
        library.create(made(name, previous)).close()
    assert ids(series.read_back(library, made("c", "b"))) == ["c", "b", "a"]
    assert ids(series.read_back(library, made("r", "q"))) == ["r", "q"]
    assert ids(series.read_back(library, made("n", None))) == ["n"]
    (tmp_path / "a.json").write_text("{")
    assert ids(series.read_back(library, made("c", "b"))) == ["c", "b"]


def test_sessions_without_a_day_that_go_round_have_an_order() -> None:
    def made(name: str, previous: str) -> Session:
        own = {"id": name, "date": None, "series": Series(id="x", previous=previous)}
        return new_session().model_copy(update=own)

    assert ids(sessions_in_order((made("b", "a"), made("a", "b")))) == ["a", "b"]
    assert ids(sessions_in_order((made("b", "gone"), made("a", "a")))) == ["a", "b"]
