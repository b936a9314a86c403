"""Actions, decisions and risks of all sessions, from the index: each once, where it stands now."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from sessions.edits.agenda import add_activity
from sessions.edits.notes import ActionFields, add_action, add_note, change_action
from sessions.edits.series import follow
from sessions.kinds.risk.records import LIKELIHOOD, RiskActivity
from sessions.kinds.score.edits import agree
from sessions.many import index
from sessions.many.actions import ActionCard
from sessions.many.card import Card
from sessions.many.cards import Cards
from sessions.many.everywhere import (
    NOT_SAID,
    ORDERS,
    WHEN,
    ActionRow,
    all_actions,
    all_standing,
    in_order,
    sorted_by,
)
from sessions.many.make import card_of
from sessions.record import Session
from sessions.rows import Series
from sessions.store.library import Library
from tests.builders import NOW, new_session, packs

TODAY = NOW.date()
YESTERDAY = TODAY - dt.timedelta(days=1)


def held(session_id: str, day: int, **fields: Any) -> Session:
    at = NOW + dt.timedelta(days=day)
    known = {
        "id": session_id,
        "title": session_id.title(),
        "date": at.date(),
        "created_at": at,
        "series": None,
    }
    return new_session().model_copy(update={**known, "place": "Northshire", **fields})


def taken_on(session: Session, text: str, **fields: Any) -> Session:
    return add_action(ActionFields(text, **fields)).apply(session, NOW)


def kept(folder: Path, *sessions: Session) -> Cards:
    for session in sessions:
        Library(folder).create(session).close()
        os.utime(folder / f"{session.id}.json", (0, 0))  # long ago, so that its card holds
    cards = Cards(folder)
    cards.refresh(with_texts=True)
    return cards


def told(cards: Cards) -> list[tuple[str, str, str]]:
    rows = all_actions(cards.glance(), cards.packed()[0])
    return sorted((row.action.text, row.action.status, row.card.id) for row in rows)


def chain() -> tuple[Session, Session, Session]:
    """Three sessions of a series: of the first one's two actions one is done in the second."""
    first = taken_on(taken_on(held("first", 0), "Draft it", due=YESTERDAY), "Ask around")
    second = follow([first]).apply(held("second", 1), NOW)
    second = change_action(second.actions[0].model_copy(update={"status": "done"})).apply(second, NOW)
    third = follow([second, first]).apply(held("third", 2), NOW)
    return first, second, third


def test_an_action_that_is_carried_is_told_once_where_it_stands_last(tmp_path: Path) -> None:
    cards = kept(tmp_path, *chain())
    assert told(cards) == [("Ask around", "open", "third"), ("Draft it", "done", "second")]
    assert {row.series for row in all_actions(cards.glance(), cards.packed()[0])} == {"first"}


def test_the_latest_goes_by_the_series_and_not_by_when_a_file_was_made(tmp_path: Path) -> None:
    first, second, third = chain()
    early = third.model_copy(update={"created_at": NOW - dt.timedelta(days=300)})
    cards = kept(tmp_path, first, second, early)
    assert ("Ask around", "open", "third") in told(cards)


def test_of_a_copy_the_original_has_the_action(tmp_path: Path) -> None:
    kept(tmp_path, taken_on(held("first", 0), "Draft it"))
    (tmp_path / "first (1).json").write_bytes((tmp_path / "first.json").read_bytes())
    cards = Cards(tmp_path)
    cards.refresh(with_texts=True)
    assert told(cards) == [("Draft it", "open", "first")]


def test_a_damaged_session_takes_no_other_down(tmp_path: Path) -> None:
    kept(tmp_path, taken_on(held("first", 0), "Draft it"), taken_on(held("second", 1), "Ask"))
    (tmp_path / "second.json").write_bytes(b"{")
    cards = Cards(tmp_path)
    assert len(cards.refresh(with_texts=True)) == 2
    assert told(cards) == [("Draft it", "open", "first")]


def test_a_series_that_goes_round_ends(tmp_path: Path) -> None:
    first, second, _ = chain()
    assert second.series is not None
    round_ = first.model_copy(update={"series": second.series.model_copy(update={"previous": "second"})})
    assert len(told(kept(tmp_path, round_, second))) == 2


def test_decisions_the_latest_first_and_only_what_the_room_has_seen(tmp_path: Path) -> None:
    first = add_note("decision", "We meet monthly", votes=(7, 1, 0)).apply(held("first", 0), NOW)
    second = add_note("decision", "Fund it").apply(held("second", 1), NOW)
    second = add_note("comment", "No decision").apply(second, NOW)
    cards = kept(tmp_path, first, second)
    rows = all_standing(cards.glance(), cards.packed()[1], "decision")
    assert [(row.standing.text, row.standing.said, row.card.id) for row in rows] == [
        ("Fund it", "", "second"),
        ("We meet monthly", "7 for, 1 against, 0 abstaining", "first"),
    ]


def rated(session: Session, *levels: int) -> Session:
    """With a step on risks, the first of which were rated by the room."""
    step = RiskActivity(id="new", title="Risks", minutes=9, pack_id="lead-provider-risks")
    session = add_activity("s1", step, (packs()["lead-provider-risks"],)).apply(session, NOW)
    for item, level in zip(packs()["lead-provider-risks"].items(), levels, strict=False):
        subject = f"{item.id}#{LIKELIHOOD.id}"
        session = agree(subject, level).apply(session, NOW)
    return session


def test_risks_as_they_were_rated_last_in_their_series_and_none_that_is_low(tmp_path: Path) -> None:
    first = rated(held("first", 0), 1, 2)
    second = rated(follow([first]).apply(held("second", 1), NOW), 3, 1)
    alone = rated(held("alone", 2), 2, 3)
    cards = kept(tmp_path, first, second, alone)
    rows = all_standing(cards.glance(), cards.packed()[1], "risk")
    assert [(row.standing.text[:1], row.standing.said, row.card.id) for row in rows] == [
        ("1", "medium", "alone"),
        ("2", "high", "second"),
    ]


def test_the_texts_of_the_index_are_all_that_the_lists_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = told(kept(tmp_path, *chain()))
    monkeypatch.setattr(Cards, "_read", lambda *_: pytest.fail("a file is read though all is known"))
    assert told(Cards(tmp_path)) == before


def test_texts_that_the_index_has_lost_are_read_from_the_files(tmp_path: Path) -> None:
    before = told(kept(tmp_path, *chain()))
    whole = Cards(tmp_path)
    index.write(tmp_path, whole.refresh(), {}, {})
    again = Cards(tmp_path)
    again.refresh()
    assert told(again) == []
    again.refresh(with_texts=True)
    assert told(again) == before == told(Cards(tmp_path))


def test_reading_what_is_behind_says_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    for session in chain():
        Library(tmp_path).create(session).close()
    cards, seen = Cards(tmp_path), []

    def stopped() -> bool:
        seen.append(cards.under_way)
        return len(seen) > 2

    assert cards.refresh(stopped=stopped, with_texts=True) == ()
    assert seen == [None, (0, 3), (1, 3)]
    assert cards.under_way is None
    assert sum(card.is_read for card in cards.glance()) == 2, "what was read by then is kept"
    assert len(cards.refresh(with_texts=True)) == 3


# --- in which order ------------------------------------------------------------------------------------


def card(card_id: str, place: str = "", made: int = 0, previous: str = "") -> Card:
    """The card of a session without a step, partner or action."""
    row = card_of(
        Session(
            id=card_id,
            title=card_id.title(),
            place=place,
            template_id="",
            created_at=NOW + dt.timedelta(days=made),
            series=Series(id="s", previous=previous) if previous else None,
        )
    )
    return row.card(f"{card_id}.json")


def row(
    text: str, *, due: str = "", status: str = "open", owner: str = "", body: str = "", place: str = ""
) -> ActionRow:
    return ActionRow(ActionCard(due, text, status, "A1", owner, body, text), card("s", place), "s")


ROWS = (
    row("later", due="2027-01-01", owner="Zoe", place="Alpha"),
    row("late", due="2026-01-01", owner="Zoe", body="ICB"),
    row("undated", owner="alan", place="beta"),
    row("done", due="2025-01-01", status="done", owner="Alan"),
    row("nobody's", due="2026-11-30"),
)


def order_of(order: str) -> list[tuple[str, str]]:
    return [(heading, row.action.text) for heading, row in sorted_by(order, ROWS, TODAY.isoformat())]


def test_by_due_date_what_is_overdue_comes_first_and_what_is_closed_last() -> None:
    assert order_of("due") == [
        ("Overdue", "late"),
        ("Overdue", "nobody's"),
        ("To come", "later"),
        ("No date", "undated"),
        ("Done or dropped", "done"),
    ]


def test_by_owner_overdue_ones_first_in_each_and_nobodys_last() -> None:
    assert order_of("owner") == [
        ("Alan", "done"),
        ("alan", "undated"),
        ("Zoe", "late"),
        ("Zoe", "later"),
        ("Nobody named yet", "nobody's"),
    ]
    assert [heading for heading, _ in order_of("body")] == ["ICB", *["No body named"] * 4]
    assert order_of("place")[:2] == [("Alpha", "later"), ("beta", "undated")]


DUES, STATUSES, NAMES = map(
    st.sampled_from, (("", "2026-01-01", "2027-01-01"), ("open", "done"), ("", "A", "b"))
)


@given(st.lists(st.tuples(DUES, STATUSES, NAMES)), st.sampled_from(ORDERS))
def test_every_order_has_every_row_and_a_group_is_never_parted(facts: Any, order: str) -> None:
    rows = [
        row(str(n), due=due, status=status, owner=who, place=who)
        for n, (due, status, who) in enumerate(facts)
    ]
    ordered = sorted_by(order, rows, TODAY.isoformat())
    assert sorted(row.action.text for _, row in ordered) == sorted(row.action.text for row in rows)
    headings = [heading for heading, _ in ordered]
    runs = [heading for at, heading in enumerate(headings) if at == 0 or headings[at - 1] != heading]
    assert len(runs) == len(set(runs))
    if order == "due":
        assert runs == [heading for heading in WHEN if heading in runs]
    if (missing := NOT_SAID.get(order)) in runs:
        assert runs[-1] == missing


def test_sessions_stand_behind_those_that_they_go_on_from() -> None:
    cards = [
        card("c", previous="b", made=0),
        card("b", previous="a", made=1),
        card("a", made=2),
        card("x", previous="gone"),
    ]
    order = in_order(cards)
    assert list(order).index("a") < list(order).index("b") < list(order).index("c")
    assert {name: first for name, (_, first) in order.items()} == {"a": "a", "b": "a", "c": "a", "x": "gone"}
