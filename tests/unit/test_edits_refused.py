"""What cannot stand is refused in words, and nothing is changed."""

from collections.abc import Callable

import pytest

from sessions.edits import (
    event as event_edits,
    notes as note_edits,
    people as people_edits,
)
from sessions.kinds.score import edits as score_edits
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Person
from tests.builders import NOW
from tests.small import second_round, settled_session, small_session


@pytest.fixture
def session() -> Session:
    return small_session()


@pytest.fixture
def settled() -> Session:
    return settled_session()


# --- refusals -------------------------------------------------------------------------------------

REFUSED: dict[str, tuple[Callable[[Session], object], str]] = {
    "no title": (
        lambda s: event_edits.describe(title=" \x00", place="", on=None).apply(s, NOW),
        "title is empty",
    ),
    "no partner's name": (lambda s: people_edits.add_partner("\n").apply(s, NOW), "name is empty"),
    "a name that is taken": (
        lambda s: people_edits.add_partner("county COUNCIL").apply(s, NOW),
        "partner called",
    ),
    "renamed to another's": (
        lambda s: people_edits.change_partner("icb", name="Care Providers", sector="other").apply(s, NOW),
        "partner called",
    ),
    "nobody in a partner": (
        lambda s: people_edits.add_partner("New", "other", 0).apply(s, NOW),
        "at least one",
    ),
    "changed to nobody": (
        lambda s: people_edits.change_partner("icb", name="ICB", sector="NHS", members=0).apply(s, NOW),
        "at least one",
    ),
    "removed after answering": (
        lambda s: people_edits.remove_partner("icb").apply(s, NOW),
        "answers on record",
    ),
    "an unknown partner": (
        lambda s: people_edits.remove_partner("police").apply(s, NOW),
        "No partner is called",
    ),
    "a partner of several": (lambda s: s.find_partner("c"), "fits several"),
    "no partner named": (lambda s: s.find_partner(" "), "No partner is called"),
    "a nameless person": (
        lambda s: people_edits.set_people([Person(name="\t")]).apply(s, NOW),
        "name is empty",
    ),
    "too few counts": (lambda s: score_edits.answer("p/1", "icb", (1, 0)).apply(s, NOW), "scale of 5"),
    "a count below nought": (
        lambda s: score_edits.answer("p/1", "icb", (1, -1, 0, 0, 0)).apply(s, NOW),
        "below nought",
    ),
    "don't-knows below nought": (
        lambda s: score_edits.answer("p/1", "icb", (1, 0, 0, 0, 0), -1).apply(s, NOW),
        "below nought",
    ),
    "a third round": (
        lambda s: score_edits.answer_level("p/1", "icb", 1, number=3).apply(s, NOW),
        "no round 3",
    ),
    "round nought": (
        lambda s: score_edits.answer_level("p/1", "icb", 1, number=0).apply(s, NOW),
        "no round 0",
    ),
    "level nought": (lambda s: score_edits.answer_level("p/1", "icb", 0).apply(s, NOW), "no level 0"),
    "a level above": (lambda s: score_edits.answer_level("p/1", "icb", 6).apply(s, NOW), "no level 6"),
    "an item without a scale": (
        lambda s: score_edits.answer_level("talk/1", "icb", 1).apply(s, NOW),
        "discussed, not scored",
    ),
    "a reveal of nothing": (lambda s: score_edits.reveal("p/2").apply(s, NOW), "Nobody has answered"),
    "a reveal of a second round without answers": (
        lambda s: score_edits.reveal("p/1").apply(second_round(s), NOW),
        "Nobody has answered in the second round yet",
    ),
    "a second round of hidden answers": (
        lambda s: score_edits.second_round("p/2").apply(s, NOW),
        "still hidden",
    ),
    "an agreed level above": (lambda s: score_edits.agree("p/1", 6).apply(s, NOW), "no level 6"),
    "a target above": (lambda s: score_edits.agree("p/1", 3, target=6).apply(s, NOW), "no target 6"),
    "a target below": (lambda s: score_edits.agree("p/1", 3, target=2).apply(s, NOW), "below the agreed"),
    "agreeing on talk": (lambda s: score_edits.agree("talk/1", 1).apply(s, NOW), "discussed, not scored"),
    "dissent from nothing": (
        lambda s: score_edits.dissent("p/2", "icb", "No").apply(s, NOW),
        "no agreed level",
    ),
    "an empty note": (lambda s: note_edits.add_note("comment", " ").apply(s, NOW), "note is empty"),
    "a note on nothing known": (
        lambda s: note_edits.add_note("comment", "x", origin="p/9").apply(s, NOW),
        "No item or section",
    ),
    "an unknown note": (
        lambda s: note_edits.change_note("N9", kind="comment", text="x").apply(s, NOW),
        "No note",
    ),
    "an empty action": (
        lambda s: note_edits.add_action(note_edits.ActionFields("\x07")).apply(s, NOW),
        "action is empty",
    ),
    "an action emptied": (
        lambda s: note_edits.change_action(s.actions[0].model_copy(update={"text": ""})).apply(s, NOW),
        "action is empty",
    ),
    "an action from nowhere": (
        lambda s: note_edits.add_action(note_edits.ActionFields("x"), origin="p").apply(s, NOW),
        "No item",
    ),
    "an unknown action": (lambda s: note_edits.find_action(s, "A7"), "No action"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_stand_is_refused_in_words(settled: Session, name: str) -> None:
    edit, said = REFUSED[name]
    before = settled.model_dump_json()
    with pytest.raises(Problem) as refused:
        edit(settled)
    assert said in str(refused.value)
    assert settled.model_dump_json() == before


def test_more_answers_than_people_are_refused(session: Session) -> None:
    small = people_edits.change_partner("icb", name="ICB", sector="NHS", members=2).apply(session, NOW)
    score_edits.answer("p/1", "icb", (1, 0, 0, 0, 0), 1).apply(small, NOW)
    with pytest.raises(Problem, match="3 answers, but ICB has 2 people"):
        score_edits.answer("p/1", "icb", (2, 0, 0, 0, 0), 1).apply(small, NOW)


def test_two_rounds_are_all(settled: Session) -> None:
    second = score_edits.second_round("p/1").apply(settled, NOW)
    with pytest.raises(Problem, match="still hidden"):
        score_edits.second_round("p/1").apply(second, NOW)
    answered = score_edits.answer_level("p/1", "icb", 3).apply(second, NOW)
    with pytest.raises(Problem, match="had its 2 rounds"):
        score_edits.second_round("p/1").apply(score_edits.reveal("p/1").apply(answered, NOW), NOW)


def test_who_dissented_without_answering_stays(session: Session) -> None:
    agreed = score_edits.agree("p/1", 3).apply(session, NOW)
    with pytest.raises(Problem, match="answers on record"):
        people_edits.remove_partner("icb").apply(
            score_edits.dissent("p/1", "icb", "No.").apply(agreed, NOW), NOW
        )
