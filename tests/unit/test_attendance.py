"""Who was there, came late, left or sent apologies: noted with the time of day, and named in the minutes."""

import datetime as dt

import pytest

from sessions.edits import people as people_edits
from sessions.meeting import attendance, attendees
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Person
from tests.builders import NOW, new_session

LATER = NOW + dt.timedelta(minutes=80)


def here(moment: dt.datetime) -> str:
    """A time of day in the time of this place."""
    return f"{moment.astimezone():%H:%M}"


@pytest.fixture
def session() -> Session:
    people = (
        Person(name="Marian", role="Chair of the board", chair=True),
        Person(name="Priya Shah", role="Director", partner_id="icb"),
        Person(name="Sam", partner_id="icb"),
    )
    return people_edits.set_people(people).apply(new_session("one-domain", "Council", "ICB"), NOW)


def noted(session: Session, name: str, what: str, at: dt.datetime = NOW) -> Session:
    uid = people_edits.find_attendee(session, name).uid
    return people_edits.set_attendance(uid, what).apply(session, at)  # type: ignore[arg-type]


def test_partners_come_with_their_people_and_the_others_last(session: Session) -> None:
    assert [row.name for row in attendees(session)] == ["Council", "ICB", "Priya Shah", "Sam", "Marian"]


def test_who_comes_late_and_leaves_has_both_times(session: Session) -> None:
    late = noted(session, "Priya", "late")
    assert attendance(late.people[1]) == f"came late, at {here(NOW)}"
    left = noted(late, "Priya", "left", LATER)
    assert attendance(left.people[1]) == f"came at {here(NOW)}, left at {here(LATER)}"
    assert attendance(noted(session, "Sam", "left", LATER).people[2]) == f"left at {here(LATER)}"
    back = noted(left, "Priya", "there")
    assert attendance(back.people[1]) == ""
    assert (back.people[1].came_at, back.people[1].left_at) == (None, None)


def test_what_did_not_change_keeps_its_identity(session: Session) -> None:
    after = noted(session, "Priya", "late")
    assert after.people[0] is session.people[0]
    assert after.partners[0] is session.partners[0]


def test_the_minutes_name_them(session: Session) -> None:
    session = noted(session, "Priya", "apologies")
    session = noted(session, "Sam", "late")
    session = noted(session, "Council", "left", LATER)
    text = " ".join(account(session).split())
    assert "Chair: Marian" in text
    assert "Marian, Chair of the board" in text
    assert "in the chair" not in text, "it is said once"
    assert "Apologies" in text
    assert "Priya Shah, Director (ICB)" in text
    assert f"Sam, came late, at {here(NOW)}" in text
    assert f"left at {here(LATER)}" in text
    assert text.index("Sam, came late") < text.index("Priya Shah"), "who is away is not among those there"


def test_a_partner_that_left_answers_as_ever(session: Session) -> None:
    assert noted(session, "Council", "left").voices() == noted(session, "Council", "left").partners
    assert [voice.id for voice in noted(session, "ICB", "apologies").voices()] == ["council", "icb"]


def test_undo_says_whose_attendance_it_was(session: Session) -> None:
    uid = people_edits.find_attendee(session, "Sam").uid
    assert people_edits.set_attendance(uid, "late").label(session) == "attendance of Sam"


def test_names_are_found_by_a_part_that_fits_one(session: Session) -> None:
    assert people_edits.find_attendee(session, "sha").name == "Priya Shah"
    with pytest.raises(Problem, match="fits several"):
        people_edits.find_attendee(session, "a")
    with pytest.raises(Problem, match="Nobody is called"):
        people_edits.find_attendee(session, "Zoe")
