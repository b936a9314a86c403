"""The worked example: whole, varied, the same every time, and safe to ask for again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sessions import plan
from sessions.analysis.items import shift, spread_of, standing_apart
from sessions.analysis.whole import progress
from sessions.edits import event as event_edits, notes as note_edits
from sessions.kinds.score.records import AGREEMENTS, BALLOTS, ScoreActivity, round_of
from sessions.record import Session
from sessions.rows import NOTE_KINDS
from sessions.store.check import findings
from sessions.store.library import Library
from tests.builders import NOW
from workshop.demo import demo, example
from workshop.materials import load

MONDAY = dt.datetime(2026, 11, 30, 10, tzinfo=dt.UTC)
SATURDAY = dt.datetime(2026, 12, 5, 10, tzinfo=dt.UTC)
PACKS = load.packs().usable
TEMPLATES = load.templates().usable


def made(now: dt.datetime = MONDAY) -> Session:
    return example(PACKS, TEMPLATES, session_id="example", now=now)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "sessions")


def ask(library: Library, now: dt.datetime = MONDAY) -> Session:
    with demo(PACKS, TEMPLATES, library, clock=lambda: now) as file:
        assert file.read_only is None
        return file.session


def test_it_is_part_way_and_stands_at_the_first_standard_not_answered() -> None:
    session = made()
    answered, of = progress(session)
    assert (answered, of) == (14, 21)
    assert session.at is not None
    items = [item.id for item in session.items(ScoreActivity)]
    assert session.at.ref == items[14]
    assert {ballot.item_id for ballot in BALLOTS.of(session)} == set(items[:14])


def test_it_shows_every_kind_of_picture() -> None:
    session = made()
    items = [item.id for item in session.items(ScoreActivity)][:14]
    words = {spread_of(session, item).word for item in items}
    assert words == {"agree", "mixed", "split", "too few"}
    assert any(standing_apart(session, item) for item in items)
    assert any(ballot.dont_know for ballot in BALLOTS.of(session))
    assert any(ballot.answers > 1 for ballot in BALLOTS.of(session)), "a show of hands"
    moved = [views for item in items if (views := shift(session, item)) is not None]
    assert [(first.word, then.word) for first, then in moved] == [("split", "mixed")]
    assert all(round_of(session, item)[1] for item in items), "all are revealed"


def test_it_holds_some_of_everything_that_can_be_recorded() -> None:
    session = made()
    assert len(session.partners) == 5
    assert len({partner.sector for partner in session.partners}) == 5
    assert all(person.partner_id is not None for person in session.people)
    assert sum(len(agreement.dissents) for agreement in AGREEMENTS.of(session)) == 2
    assert {agreement.evidence for agreement in AGREEMENTS.of(session)} == {"none", "some", "strong"}
    assert {note.kind for note in session.notes} == set(NOTE_KINDS)
    origins = {note.origin for note in session.notes} | {action.origin for action in session.actions}
    assert {None, "icbo/d1", "icbo/D1.6"} <= origins
    assert {action.status for action in session.actions} == {"open", "in progress", "done"}
    assert any(action.risk for action in session.actions)
    assert any(action.measure for action in session.actions)


def test_every_action_has_a_person_who_was_there_its_body_and_a_working_day() -> None:
    for now in (MONDAY, SATURDAY):
        session = made(now)
        bodies = {partner.id: partner.name for partner in session.partners}
        people = {(person.name, bodies[person.partner_id or ""]) for person in session.people}
        assert len(session.actions) >= 10
        for action in session.actions:
            assert (action.owner, action.body) in people
            assert action.due is not None
            assert action.due >= now.date()
            assert action.due.weekday() < 5


def test_it_is_sound_and_the_same_every_time() -> None:
    assert list(findings(made())) == []
    assert made() == made()


def test_dates_count_from_the_day_it_is_made() -> None:
    week = dt.timedelta(weeks=1)
    before, after = made(MONDAY), made(MONDAY + week)
    assert before.date is not None
    assert after.date == before.date + week
    weeks = [(a.due, b.due) for a, b in zip(before.actions, after.actions, strict=True)]
    assert any(b == a + week for a, b in weeks if a is not None)


# --- asked for again ------------------------------------------------------------------------------


def test_untouched_it_is_made_fresh_in_its_place(library: Library) -> None:
    first = ask(library)
    with library.open(first.id) as file:
        looked_around = event_edits.move_to(plan.stops(file.session)[0]).apply(file.session, NOW)
        file.save(event_edits.mark_summarised().apply(looked_around, MONDAY))
    again = ask(library, SATURDAY)
    assert again == example(PACKS, TEMPLATES, session_id=first.id, now=SATURDAY)
    assert library.read(first.id) == again
    assert len(library.paths()) == 1


def test_what_somebody_did_in_it_stays(library: Library) -> None:
    first = ask(library)
    with library.open(first.id) as file:
        file.save(note_edits.add_note("comment", "Mine").apply(file.session, MONDAY))
    second = ask(library)
    assert second.id != first.id
    assert library.read(first.id).notes[-1].text == "Mine"
    assert ask(library).id == second.id


def test_one_that_is_open_elsewhere_stays_and_another_is_made(library: Library) -> None:
    first = ask(library)
    with library.open(first.id):
        assert ask(library).id != first.id
    assert len(library.paths()) == 2


def test_a_damaged_neighbour_does_not_matter(library: Library) -> None:
    library.folder.mkdir()
    (library.folder / "broken.json").write_text("{", "utf-8")
    assert ask(library).title == made().title
