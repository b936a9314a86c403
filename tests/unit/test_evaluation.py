"""Evaluation: nobody is named, nothing is agreed, it counts nowhere else; words, and what to change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from sessions import plan
from sessions.analysis.whole import differing, gaps, progress
from sessions.edits import agenda as agenda_edits, event as event_edits, notes as note_edits
from sessions.kinds.evaluation.edits import parse_words, say_words, take_out_word
from sessions.kinds.evaluation.records import WORDS, words_of
from sessions.kinds.registry import reveal_all, revealed_only, waiting
from sessions.kinds.score import edits as score_edits
from sessions.outputs import cards
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ROOM, Stop
from sessions.store.library import Library
from sessions.store.load import load
from tests.builders import NOW, TODAY, hidden_answers, new_session, packs, page, say_next
from tests.offered import step_offers
from tests.talks import morning
from tests.walls import flat, text
from workshop.cli.dumped import dumped
from workshop.profile import profile
from workshop.steps.registry import view_at, view_of
from workshop.steps.scene import Scene
from workshop.wall.shown import wall

ONE, TWO = "evaluation/E1#today", "evaluation/E2#today"
NAMES = ("County Council", "ICB", "Care providers")
TEMPLATE = """
id = "t"
name = "T"
minutes = 10
about = "The close."

[[steps]]
kind = "evaluation"
title = "How it was"
minutes = 5
script = ["This is for us alone."]

[[steps]]
kind = "close"
title = "Close"
minutes = 5
"""


def made(*names: str, text: str = TEMPLATE) -> Session:
    return morning(*(names or NAMES), text=text)


def hands(session: Session, partner: str, *counts: int, unsure: int = 0, ref: str = ONE) -> Session:
    return score_edits.answer(ref, partner, counts, unsure).apply(session, NOW)


def answered(session: Session) -> Session:
    """17 people of two partners, who see it two levels apart."""
    return hands(hands(session, "county-council", 0, 4, 4, 0, 0), "icb", 0, 0, 1, 3, 5, unsure=1)


def revealed(session: Session, ref: str = ONE) -> Session:
    return score_edits.reveal(ref).apply(session, NOW)


def stop(session: Session, part: str, ref: str = "") -> Stop:
    return next(s for s in plan.stops(session) if s.part == part and ref in s.ref)


def on_wall(session: Session, at: Stop, size: tuple[int, int] = (80, 24)) -> str:
    return flat(text(wall(session, at, TODAY), size))


def commands(session: Session, at: Stop) -> frozenset[str]:
    scene = Scene(session, at, TODAY)
    return view_at(scene).commands(scene)


# --- where it stops and what it asks --------------------------------------------------------------


def test_its_stops_and_those_of_a_shorter_one() -> None:
    assert [(s.part, s.ref) for s in plan.stops(made())][:-1] == [
        ("item", ONE),
        ("item", TWO),
        ("word", "s1/word"),
        ("worked", "s1/worked"),
        ("change", "s1/change"),
    ]
    shorter = TEMPLATE.replace("minutes = 5\nscript", 'minutes = 5\nword = false\nsections = ["use"]\nscript')
    assert [s.part for s in plan.stops(made(text=shorter))][:-1] == ["item", "worked", "change"]


def test_the_script_comes_first_and_then_how_to_count() -> None:
    session = made()
    first, second = stop(session, "item", ONE), stop(session, "item", TWO)
    assert say_next(session, first)[0] == "This is for us alone."
    assert "C counts the whole room" in say_next(session, first)[1]
    assert say_next(session, second)[0].startswith("“Each for yourself")
    assert "Press r" in " ".join(say_next(hands(session, ROOM, 1, 1, 1, 1, 1), first))
    assert "r" in commands(session, first) or "reveal" in commands(session, first)


def test_a_pack_without_levels_is_refused() -> None:
    text = TEMPLATE.replace('title = "How it was"', 'title = "How it was"\npack = "tips"')
    session = made(text=text)
    step = session.agenda[0]
    with pytest.raises(Problem, match="no levels to answer on"):
        agenda_edits.add_activity("s1", step).apply(session, NOW)


# --- blind, nameless, and counted once for each person --------------------------------------------


def test_nothing_of_an_answer_is_to_be_seen_before_the_reveal() -> None:
    session = answered(made())
    at = stop(session, "item", ONE)
    assert "2 of 3 answered" in on_wall(session, at)
    assert "median" not in on_wall(session, at)
    assert waiting(session) == (ONE,)
    assert "Answered, not yet revealed" in account(session)
    assert "median" not in account(session).partition("How to read")[0]
    assert [name for name, _ in hidden_answers(session, at)] == ["All together"]
    assert dumped(session)["ballots"] == []
    assert ONE in dumped(session)["not_revealed"]


def test_nobody_is_named_though_partners_answer_as_bodies() -> None:
    session = revealed(answered(made()))
    assert session.as_bodies
    at = stop(session, "item", ONE)
    for size in ((80, 24), (120, 36)):
        room = on_wall(session, at, size)
        assert not any(name in room for name in ("County", "ICB sees"))
        assert "Let us hear why" not in room
    chapter = flat(
        account(session).partition("How it was [s1]\n---")[2].partition("Decisions")[0].split("\n")
    )
    assert not any(name in chapter for name in NAMES)
    assert "17 answers, 1 don’t know, median 3, from 2 to 5" in chapter
    assert "2 (a little): 4; 3 (partly): 5; 4 (mostly): 3; 5 (fully): 5; don’t know: 1" in chapter


def test_nothing_is_agreed_and_there_is_no_second_round() -> None:
    session = answered(made())
    at = stop(session, "item", ONE)
    assert {"counts", "whole_room", "reveal", "answer_level_5"} <= commands(session, at)
    assert "whole_room" in view_of(session.activity(at.activity_id)).promoted, (
        "the way to count hands stands at the foot"
    )
    assert not {"agree", "dissent", "takes_no_part"} & commands(session, at)
    assert commands(revealed(session), at) == frozenset()
    assert "No level was agreed" not in account(revealed(session)).partition("How it was [s1]\n---")[2]


def test_it_counts_in_no_profile_no_gap_and_no_progress() -> None:
    session = revealed(answered(made()))
    assert (gaps(session), differing(session), progress(session)) == ((), (), (0, 0))
    assert profile(session, "gap") == ()
    deck = cards.of_session(session)
    assert (deck.items, deck.votes) == ((), ())


def test_all_that_is_left_is_revealed_with_the_rest() -> None:
    session = reveal_all().apply(answered(made()), NOW)
    assert waiting(session) == ()
    assert revealed_only(session) == session


def test_on_the_shell_a_statement_is_found_by_its_number() -> None:
    session = made()
    assert plan.find_subject(session, "evaluation/E1") == ONE
    assert plan.find_subject(session, "2") == TWO
    assert plan.find_subject(session, "2#today") == TWO
    icbo = new_session("four-domains", "ICB")
    assert plan.find_subject(icbo, "1.3") == "icbo/D1.3"


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("useful", {"useful": 1}),
        ("useful, tiring; Useful\nhopeful", {"useful": 2, "tiring": 1, "hopeful": 1}),
        ("useful x3, well run ×2", {"useful": 3, "well run": 2}),
        (" , ;", {}),
        ("box", {"box": 1}),
    ],
)
def test_words_are_told_apart_and_counted(typed: str, said: dict[str, int]) -> None:
    assert dict(parse_words(typed)) == said


@pytest.mark.parametrize("typed", ["x" * 41, "useful x0", "useful x1000"])
def test_what_is_no_word_is_refused(typed: str) -> None:
    with pytest.raises(Problem):
        parse_words(typed)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["useful", "Useful", "tiring", "well run", "öde"]), min_size=1, max_size=20))
def test_as_many_are_kept_as_were_said_and_in_order(said: list[str]) -> None:
    session = made()
    for word in said:
        session = say_words("s1", word).apply(session, NOW)
    rows = words_of(session, "s1")
    assert sum(row.count for row in rows) == len(said)
    assert [row.count for row in rows] == sorted((row.count for row in rows), reverse=True)
    assert len({row.word.casefold() for row in rows}) == len(rows)


def test_the_room_sees_words_as_they_are_typed_with_a_count_and_no_name() -> None:
    session = say_words("s1", "tiring, useful x3").apply(made(), NOW)
    at = stop(session, "word")
    assert [(entry.sign, entry.text) for entry in wall(session, at, TODAY).entries] == [
        ("3×", "useful"),
        ("", "tiring"),
    ]
    assert [line.text for line in page(session, at).lines if line.person] == ["useful ×3", "tiring"]
    with pytest.raises(Problem, match="Nobody said 'dull'"):
        take_out_word("s1", "dull").apply(session, NOW)
    without = take_out_word("s1", "USEFUL").apply(session, NOW)
    assert [row.word for row in words_of(without, "s1")] == ["tiring"]
    with pytest.raises(Problem, match="no word yet"):
        say_words("s1", " ").apply(session, NOW)
    with pytest.raises(Problem, match="asks for no word"):
        say_words("s2", "useful").apply(session, NOW)


# --- what worked and what to change ---------------------------------------------------------------


def test_notes_belong_to_what_worked_or_what_to_change_and_are_seen() -> None:
    session = made()
    session = note_edits.add_note("comment", "Useful", origin="s1").apply(session, NOW)
    for part, words in (("worked", "The tables"), ("change", "More breaks")):
        at = stop(session, part)
        origin = Scene(session, at, TODAY).origin
        assert origin == f"s1/{part}"
        session = note_edits.add_note("comment", words, origin=origin).apply(session, NOW)
        assert [entry.text for entry in wall(session, at, TODAY).entries] == [words]
    chapter = account(session).partition("How it was [s1]\n---")[2]
    places = [
        chapter.index(part)
        for part in ("Useful", "What worked", "The tables", "What to change", "More breaks")
    ]
    assert places == sorted(places)
    assert "Notes on the session as a whole" not in account(session)


# --- the record -----------------------------------------------------------------------------------


def test_nothing_said_is_not_reached_and_has_no_chapter() -> None:
    session = made()
    assert "s1" in plan.left(session)
    assert "How it was [s1]\n---" not in account(session)
    assert "What we did today" not in account(session)
    for said in (answered(session), say_words("s1", "useful").apply(session, NOW)):
        assert "s1" not in plan.left(said)
        assert "How it was [s1]\n---" in account(said)
        with pytest.raises(Problem, match="Something is recorded in How it was"):
            event_edits.set_material("other", (), ()).apply(said, NOW)


def test_statements_stand_in_the_chapter_and_under_no_pack() -> None:
    text = account(revealed(answered(made())))
    assert text.count("What we did today is of use to me.") == 1
    assert "Nothing was recorded on it." not in text


def test_what_a_file_can_get_wrong_is_damage(tmp_path: Path) -> None:
    session = say_words("s1", "useful").apply(revealed(answered(made())), NOW)
    Library(tmp_path).create(session).close()
    path = tmp_path / "s.json"
    whole = json.loads(path.read_text("utf-8"))
    assert load(path).session == session
    for key, value, what in (
        ("word", "", "is no word"),
        ("word", "a, b", "is no word"),
        ("activity_id", "s2", "the step 's2' is no evaluation"),
        ("activity_id", "s9", "no step 's9'"),
        ("count", 0, "evaluation_words 1"),
    ):
        broken = json.loads(json.dumps(whole))
        broken[WORDS.name]["1"][key] = value
        path.write_text(json.dumps(broken), "utf-8")
        with pytest.raises(Problem) as damage:
            load(path)
        assert what in str(damage.value)


def test_it_can_be_added_in_the_room_and_brings_its_statements() -> None:
    session = new_session("one-domain", "ICB")
    (offered,) = [
        step_offer for step_offer in step_offers(session, "s2") if step_offer.words.startswith("Evaluation")
    ]
    after = agenda_edits.add_activity("s2", offered.activity, offered.packs).apply(session, NOW)
    new = next(step for step in after.agenda if step.added)
    assert [s.ref for s in plan.stops(after) if s.activity_id == new.id][:2] == [ONE, TWO]
    assert after.pack("evaluation") == packs()["evaluation"]
    assert not any(
        step_offer.words.startswith(("Evaluation", "Score the statements"))
        for step_offer in step_offers(after, "s2")
    )
    again = agenda_edits.add_activity("s2", offered.activity, offered.packs).apply(after, NOW)
    assert len(again.packs) == len(after.packs), "it is carried once"
