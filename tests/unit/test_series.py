"""Sessions one after the other: what the next one takes on, and what stays as it was."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sessions import words
from sessions.dates import show
from sessions.edits import notes as note_edits, people as people_edits
from sessions.edits.notes import ActionFields
from sessions.edits.series import follow
from sessions.meeting import remarked
from sessions.record import Session
from sessions.rows import Person
from sessions.series import series_of, taken_on
from sessions.spans import plain_text
from sessions.store.check import findings
from tests.builders import NOW, agendas, new_session, packs
from workshop.chosen import item_choice
from workshop.prepare import Draft, draft_after, drafted

LATER = NOW + dt.timedelta(days=42)
AFTER = {"s": "second", "second": "third", "third": "fourth"}
OCTOBER, DECEMBER = dt.date(2026, 10, 22), dt.date(2026, 12, 3)


def act(session: Session, text: str, origin: str | None = None, **fields: Any) -> Session:
    return note_edits.add_action(ActionFields(text=text, **fields), origin=origin).apply(session, NOW)


@pytest.fixture
def first() -> Session:
    session = new_session("four-domains", "County Council", "ICB")
    session = session.model_copy(update={"title": "Steering group", "place": "North", "date": OCTOBER})
    session = people_edits.set_people(
        [Person(name="Ann Lee", role="chair", partner_id=session.partners[1].id, attendance="late")]
    ).apply(session, NOW)
    session = act(session, "Agree the route", origin="icbo/D1.2", due=dt.date(2026, 11, 6))
    session = act(session, "Draft the terms")
    session = act(session, "Ask the auditors", status="done")
    for kind, text in (("parked", "Estates"), ("decision", "We meet monthly")):
        session = note_edits.add_note(kind, text, origin="icbo/D1.2").apply(session, NOW)
    return note_edits.set_next_meeting(DECEMBER).apply(session, NOW)


def next_of(before: Session, **given: object) -> Session:
    draft = draft_after(before, agendas(), packs(), **given)
    return drafted(draft, agendas()[draft.template_id], packs(), AFTER[before.id], LATER)


def test_all_that_the_last_one_had_is_there(first: Session) -> None:
    second = next_of(first)
    assert (second.place, second.date, second.template_id) == ("North", DECEMBER, first.template_id)
    assert [(p.name, p.sector) for p in second.partners] == [(p.name, p.sector) for p in first.partners]
    assert second.people[0].name == "Ann Lee"
    assert second.people[0].partner_id == second.partners[1].id
    assert second.people[0].attendance == "there", "who came late last time has not yet come late"
    titles = [step.title for step in first.agenda]
    assert [step.title for step in second.agenda] == ["Since last time", *titles]
    assert findings(second) == ()


def test_what_is_given_takes_the_place_of_what_it_had(first: Session) -> None:
    second = next_of(first, place="South", partners=(("Ward council", "council", None),), people=())
    assert (second.place, [p.name for p in second.partners], second.people) == ("South", ["Ward council"], ())
    assert len(second.actions) == 2


def test_open_actions_go_on_as_the_same_ones(first: Session) -> None:
    second = next_of(first)
    assert [(a.id, a.uid, a.due, a.carried_from) for a in second.actions] == [
        (a.id, a.uid, a.due, first.id) for a in first.actions[:2]
    ]
    assert [a.carried_from for a in first.actions] == [None] * 3, "the record before keeps what it said"


def test_points_that_were_parked_go_on_and_decisions_do_not(first: Session) -> None:
    assert [(note.kind, note.text) for note in next_of(first).notes] == [("parked", "Estates")]
    assert next_of(first, takes_parked=False).notes == ()
    settled = note_edits.drop_parked("N1").apply(first, NOW)
    assert next_of(settled).notes == ()


def test_where_an_action_came_from_is_told_though_the_next_agenda_has_no_such_item(first: Session) -> None:
    second = next_of(first, template_id="tips-and-pulse")
    route = second.actions[0]
    assert route.origin is None
    assert [remark.text for remark in route.remarks] == ["From 1.2 Leaders who lead and answer together"]
    assert plain_text(remarked(route.remarks[0])) == route.remarks[0].text, "nobody said it: it has no quotes"
    assert route.last_remark is None
    assert findings(second) == ()
    third = next_of(second)
    assert third.actions[0].remarks == route.remarks, "it is said once"


def test_a_series_is_one_however_long(first: Session) -> None:
    second = next_of(first)
    third = next_of(second)
    assert series_of(first).id == series_of(second).id == series_of(third).id
    assert third.series is not None
    assert (third.series.previous, third.series.next_meeting) == ("second", None)
    other = new_session().model_copy(update={"id": "other"})
    alone = follow((other,)).apply(new_session(), NOW)
    assert alone.series is not None
    assert alone.series.next_meeting is None


def test_an_action_says_from_which_meeting_it_was_carried(first: Session) -> None:
    second = next_of(first)
    action = second.actions[0]
    told = plain_text(words.status(action, second.series))
    assert told == f"Open, carried over from Steering group, {show(OCTOBER)}"
    assert plain_text(words.status(action)) == "Open, carried over from an earlier session"


def test_numbers_go_on_after_those_that_were_carried(first: Session) -> None:
    second = act(next_of(first), "Something new")
    assert [action.id for action in second.actions] == ["A1", "A2", "A3"]
    assert second.actions[2].carried_from is None


def test_what_was_taken_on_is_said_in_a_line(first: Session) -> None:
    assert taken_on(next_of(first)) == "2 partners, 2 open actions and 1 parked point"
    empty = drafted(Draft("tips-and-pulse"), agendas()["tips-and-pulse"], packs(), "x", NOW)
    assert taken_on(empty) == "no partners, no open actions and no parked points"


def test_items_that_were_not_reached_are_chosen_where_some_can_be(first: Session) -> None:
    choosing = next(t for t in agendas().values() if any(getattr(s, "choose_items", 0) for s in t.steps))
    choice = item_choice(choosing, packs())
    assert choice is not None
    ids = [item.id for item in choice.items]
    before = new_session(choosing.id).model_copy(update={"id": "before"})
    draft = draft_after(before, agendas(), packs())
    assert 0 < len(draft.items) <= choice.most
    assert set(draft.items) <= set(ids)
    assert draft_after(first, agendas(), packs(), template_id=choosing.id).items == (), "of another pack"
