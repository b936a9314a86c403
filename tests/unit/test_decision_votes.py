"""For, against and abstaining: typed in one line, kept with the decision, and said wherever it is."""

import pytest

from sessions import plan, words
from sessions.counts import parse_votes
from sessions.edits import notes as note_edits
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.spans import on_screen
from tests.builders import NOW, TODAY, new_session, page
from workshop.wall.shown import shown

COUNTED = (7, 2, 1)


def decided(votes: tuple[int, int, int] | None = COUNTED) -> Session:
    return note_edits.add_note("decision", "Pool the budget.", votes=votes).apply(new_session(), NOW)


@pytest.mark.parametrize("text", ["7-2-1", "7 2 1", "7/2/1", " 7, 2, 1 ", "7–2–1", "7 - 2 - 1", "7:2:1"])
def test_a_count_is_read_however_it_is_set_apart(text: str) -> None:
    assert parse_votes(text) == COUNTED


def test_what_is_left_out_at_the_end_is_nought_and_nothing_is_no_count() -> None:
    assert parse_votes("7") == (7, 0, 0)
    assert parse_votes("7-2") == (7, 2, 0)
    assert parse_votes("  ") is None


@pytest.mark.parametrize("text", ["all", "7-2-1-1", "7-x", "7000-2-1", "0-0-0", "7.5-2-1"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(Problem):
        parse_votes(text)


def test_the_votes_stand_beside_the_decision_in_page_wall_and_summary() -> None:
    session = decided()
    said = "Pool the budget. (7 for, 2 against, 1 abstaining)"
    assert on_screen(words.note_in_room(session, session.notes[0])) == f"DECISION: {said}"
    close = next(stop for stop in plan.stops(session) if stop.activity_id == session.agenda[-1].id)
    assert said in " ".join(line.text for line in page(session, close).lines)
    wall, _ = shown(session, close, TODAY, NOW, None)
    assert said in " ".join(entry.text for entry in wall.entries)
    assert said in account(session)
    assert "for, " not in account(decided(None))


def test_a_change_of_the_words_keeps_the_votes_and_another_kind_has_none() -> None:
    session = decided()
    label = session.notes[0].id
    again = note_edits.change_note(label, kind="decision", text="Pool it.").apply(session, NOW)
    assert again.notes[0].votes == COUNTED
    again = note_edits.change_note(label, kind="decision", text="Pool it.", votes=(8, 2, 0)).apply(
        session, NOW
    )
    assert again.notes[0].votes == (8, 2, 0)
    again = note_edits.change_note(label, kind="decision", text="Pool it.", votes=None).apply(session, NOW)
    assert again.notes[0].votes is None
    again = note_edits.change_note(label, kind="comment", text="Pool it.").apply(session, NOW)
    assert again.notes[0].votes is None


def test_a_comment_is_not_put_to_the_vote() -> None:
    with pytest.raises(Problem, match="Only a decision"):
        note_edits.add_note("comment", "Well.", votes=COUNTED).apply(new_session(), NOW)


def test_a_parked_point_becomes_a_decision_with_its_votes() -> None:
    session = note_edits.add_note("parked", "Who pays?").apply(new_session(), NOW)
    session = note_edits.parked_to_decision("N1", "We do.", votes=COUNTED).apply(session, NOW)
    assert session.notes[-1].votes == COUNTED
