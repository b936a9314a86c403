"""Every edit and every refusal. No edit touches the session it is given."""

import datetime as dt
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest

import sessions.edit
from sessions import scope, voices
from sessions.edits import (
    agenda as agenda_edits,
    event as event_edits,
    notes as note_edits,
    people as people_edits,
)
from sessions.kinds import gaps as gap_edits, registry
from sessions.kinds.pause import BreakActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VoteActivity
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import (
    AGREEMENTS,
    BALLOTS,
    ScoreActivity,
    agreement_on,
    ballots_on,
    round_of,
    standing_ballots,
)
from sessions.material import Item, Level, Pack, Scale, Section, Source
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, Person, Stop
from tests.builders import NOW

LATER = NOW + dt.timedelta(minutes=5)
ODD = "[/b] [s75] <script>alert(1)</script> =1+1 | **x**"


def section(pack_id: str, section_id: str, numbers: tuple[int, ...]) -> Section:
    items = tuple(
        Item(id=f"{pack_id}/{n}", number=str(n), name=f"Name {n}", statement="A statement.") for n in numbers
    )
    return Section(id=section_id, title=section_id.upper(), items=items)


def pack(pack_id: str, top: int | None) -> Pack:
    levels = tuple(Level(number=n, label=f"l{n}") for n in range(1, (top or 0) + 1))
    return Pack(
        id=pack_id,
        edition="1",
        name=pack_id,
        about="About.",
        source=Source(title="T", publisher="P", year=2018),
        scale=Scale(question="How far?", levels=levels) if top else None,
        sections=(section(pack_id, "d1", (1, 2)), section(pack_id, "d2", (3,))),
    )


def activity(activity_id: str, pack_id: str, *sections: str) -> Activity:
    return ScoreActivity(
        id=activity_id, kind="score", title="Score", minutes=1, pack_id=pack_id, section_ids=sections
    )


@pytest.fixture
def session() -> Session:
    made = Session(
        id="s",
        title="Session",
        template_id="t",
        created_at=NOW,
        packs=(pack("p", 5), pack("talk", None)),
        agenda=(
            activity("a1", "p"),
            activity("a2", "talk"),
            VoteActivity(id="a3", kind="prioritise", title="Dots", minutes=1, pack_id="p", dots=3),
        ),
    )
    for name in ("County Council", "ICB", "Care providers"):
        made = people_edits.add_partner(name).apply(made, NOW)
    return made


@pytest.fixture
def settled(session: Session) -> Session:
    """Everything that can be recorded, recorded once."""
    made = score_edits.answer_level("p/1", "icb", 2).apply(session, NOW)
    made = score_edits.reveal("p/1").apply(made, NOW)
    made = score_edits.agree("p/1", 3, target=4, evidence="some").apply(made, NOW)
    made = score_edits.dissent("p/1", "icb", "Not in our place.").apply(made, NOW)
    made = note_edits.add_note("comment", "Said.", origin="p/1").apply(made, NOW)
    made = people_edits.set_people([Person(name="Priya", partner_id="county-council")]).apply(made, NOW)
    return note_edits.add_action(note_edits.ActionFields("Draft it", owner="Priya"), origin="p/d1").apply(
        made, NOW
    )


BREAK = BreakActivity(id="b", kind="break", title="Break", minutes=10)


def parked(session: Session) -> Session:
    return note_edits.add_note("parked", "x").apply(session, NOW)


EDITS: dict[str, Callable[[Session], Session]] = {
    "describe": lambda s: event_edits.describe(
        title="T", place="P", on=dt.date(2027, 1, 1), as_bodies=False
    ).apply(s, NOW),
    "set_material": lambda s: event_edits.set_material("u", s.agenda[:1], s.packs[:1]).apply(s, NOW),
    "move_to": lambda s: event_edits.move_to(Stop(activity_id="a1", part="item", ref="p/2")).apply(s, NOW),
    "mark_summarised": lambda s: event_edits.mark_summarised().apply(s, LATER),
    "add_partner": lambda s: people_edits.add_partner("Hospital Trust", "NHS", 4).apply(s, NOW),
    "change_partner": lambda s: people_edits.change_partner(
        "icb", name="ICB North", sector="NHS", members=9
    ).apply(s, NOW),
    "remove_partner": lambda s: people_edits.remove_partner("county-council").apply(s, NOW),
    "set_people": lambda s: people_edits.set_people([Person(name="Sam", role="chair")]).apply(s, NOW),
    "answer": lambda s: score_edits.answer("p/1", "icb", (0, 1, 2, 0, 0), 1).apply(s, LATER),
    "answer_level": lambda s: score_edits.answer_level("p/2", "icb", None).apply(s, LATER),
    "take_back": lambda s: score_edits.take_back("p/1", "icb").apply(s, NOW),
    "reveal": lambda s: score_edits.reveal("p/2").apply(
        score_edits.answer_level("p/2", "icb", 1).apply(s, LATER), LATER
    ),
    "second_round": lambda s: score_edits.second_round("p/1").apply(s, LATER),
    "agree": lambda s: score_edits.agree("p/1", 1).apply(s, LATER),
    "withdraw_agreement": lambda s: score_edits.withdraw_agreement("p/1").apply(s, NOW),
    "dissent": lambda s: score_edits.dissent("p/1", "Care providers", "We neither.").apply(s, LATER),
    "add_note": lambda s: note_edits.add_note("parked", "Later.").apply(s, LATER),
    "change_note": lambda s: note_edits.change_note("N1", kind="evidence", text="Seen.").apply(s, NOW),
    "add_action": lambda s: note_edits.add_action(note_edits.ActionFields("More")).apply(s, LATER),
    "drop_parked": lambda s: note_edits.drop_parked("N2").apply(parked(s), NOW),
    "parked_to_decision": lambda s: note_edits.parked_to_decision("N2", "So be it.").apply(parked(s), LATER),
    "parked_to_action": lambda s: note_edits.parked_to_action("N2", note_edits.ActionFields("Ask")).apply(
        parked(s), LATER
    ),
    "vote": lambda s: vote_edits.vote("a3", "icb", {"p/1": 2}).apply(s, LATER),
    "reveal_all": lambda s: registry.reveal_all().apply(
        score_edits.answer_level("p/2", "icb", 3).apply(s, NOW), NOW
    ),
    "reveal_vote": lambda s: vote_edits.reveal_vote("a3").apply(
        vote_edits.vote("a3", "icb", {"p/1": 2}).apply(s, LATER), NOW
    ),
    "change_dots": lambda s: vote_edits.change_dots("a3", dots=5, stack=False).apply(s, NOW),
    "does_not_apply": lambda s: scope.does_not_apply("p/1", "No such service.").apply(s, LATER),
    "applies": lambda s: scope.applies("p/2").apply(
        scope.does_not_apply("p/2", "None.").apply(scope.does_not_apply("p/1", "No.").apply(s, NOW), NOW), NOW
    ),
    "take_no_part": lambda s: voices.take_no_part("p/1", "icb", "An interest.").apply(s, LATER),
    "take_part": lambda s: voices.take_part("p/1", "icb").apply(
        voices.take_no_part("p/1", "icb").apply(s, NOW), NOW
    ),
    "order_gaps": lambda s: gap_edits.order_gaps(["p/1"]).apply(s, NOW),
    "run_clock": lambda s: agenda_edits.run_clock("a1").apply(s, NOW),
    "stop_clock": lambda s: agenda_edits.stop_clock().apply(
        agenda_edits.run_clock("a1").apply(s, NOW), LATER
    ),
    "set_minutes": lambda s: agenda_edits.set_minutes("a1", 9).apply(s, NOW),
    "set_item_minutes": lambda s: agenda_edits.set_item_minutes(2).apply(s, NOW),
    "move_activity": lambda s: agenda_edits.move_activity("a1", 1).apply(s, NOW),
    "add_activity": lambda s: agenda_edits.add_activity("a1", BREAK).apply(s, NOW),
    "remove_activity": lambda s: agenda_edits.remove_activity("a2").apply(
        s.model_copy(
            update={"agenda": (s.agenda[0], s.agenda[1].model_copy(update={"added": True}), s.agenda[2])}
        ),
        NOW,
    ),
    "rename_activity": lambda s: agenda_edits.rename_activity("a1", "Another name").apply(s, NOW),
    "set_state": lambda s: agenda_edits.set_state("a2", "skipped").apply(s, NOW),
    "postpone_rest": lambda s: agenda_edits.postpone_rest("a1", {"p/1"}).apply(s, NOW),
    "change_action": lambda s: note_edits.change_action(
        s.actions[0].model_copy(update={"status": "done"})
    ).apply(s, NOW),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_makes_a_new_record_and_leaves_the_old_one(settled: Session, name: str) -> None:
    before = settled.model_dump_json()
    after = EDITS[name](settled)
    assert after != settled
    assert settled.model_dump_json() == before
    assert Session.model_validate(after.model_dump()) == after, "and what it made is a valid record"


def test_every_public_edit_is_in_that_list() -> None:
    assert sorted(public_edits()) == sorted(EDITS)


def public_edits() -> Iterator[str]:
    """Names of all functions of the record that give an edit, but for those that make one of others."""
    for found in pkgutil.walk_packages(sessions.__path__, "sessions."):
        if found.name != "sessions.edit":
            module = import_module(found.name)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                public = function.__module__ == found.name and not name.startswith("_")
                if public and function.__globals__ is vars(sessions.edit):
                    yield name


# --- the session itself ---------------------------------------------------------------------------


def test_describing_keeps_who_answers_unless_told(session: Session) -> None:
    anonymous = event_edits.describe(title=" T\n2 ", place="\tOld  Library ", on=None, as_bodies=False).apply(
        session, NOW
    )
    assert (anonymous.title, anonymous.place) == ("T 2", "Old  Library")
    assert not event_edits.describe(title="T", place="", on=None).apply(anonymous, NOW).as_bodies


def test_other_material_keeps_what_was_spoken_on(settled: Session) -> None:
    there = event_edits.move_to(Stop(activity_id="a1", part="item", ref="p/2")).apply(settled, NOW)
    new = event_edits.set_material("u", (activity("a1", "talk"),), (pack("talk", None),)).apply(there, NOW)
    assert [one.id for one in new.pack("p").sections] == ["d1"], "d2 had nothing on record"
    assert agreement_on(new, "p/1") == agreement_on(settled, "p/1")
    assert new.scale_of("p/1").top == 5
    assert new.at is None
    assert [item.id for item in new.items()] == ["talk/1", "talk/2", "talk/3"]


def test_new_sections_of_a_pack_stand_beside_those_spoken_on(settled: Session) -> None:
    only_d2 = pack("p", 5).only(("d2",))
    new = event_edits.set_material("t", (activity("a1", "p", "d2"),), (only_d2,)).apply(settled, NOW)
    assert {one.id for one in new.pack("p").sections} == {"d1", "d2"}


def test_an_action_on_a_section_keeps_the_section(session: Session) -> None:
    acted = note_edits.add_action(note_edits.ActionFields("Do it"), origin="p/d2").apply(session, NOW)
    new = event_edits.set_material("u", (), ()).apply(acted, NOW)
    assert [one.id for one in new.pack("p").sections] == ["d2"]


def test_the_place_is_kept_where_the_template_stays(session: Session) -> None:
    here = Stop(activity_id="a1", part="item", ref="p/2")
    same = event_edits.set_material("t", session.agenda, session.packs).apply(
        event_edits.move_to(here).apply(session, NOW), NOW
    )
    assert same.at == here


# --- partners and people --------------------------------------------------------------------------


def test_partner_ids_are_unique_and_stay(session: Session) -> None:
    made = session
    for name in ("Room", "市民", "市民 2", "County-Council"):
        made = people_edits.add_partner(name).apply(made, NOW)
    ids = [one.id for one in made.partners]
    assert len(set(ids)) == len(ids)
    assert "room" not in ids
    renamed = people_edits.change_partner("icb", name="Integrated Care Board", sector="NHS").apply(made, NOW)
    assert renamed.partner("icb").name == "Integrated Care Board"


def test_a_partner_may_be_renamed_to_its_own_name_in_other_letters(session: Session) -> None:
    assert (
        people_edits.change_partner("icb", name="icb", sector="NHS").apply(session, NOW).partner("icb").name
        == "icb"
    )


def test_a_removed_partner_leaves_its_people(settled: Session) -> None:
    without = people_edits.remove_partner("county-council").apply(settled, NOW)
    assert [one.id for one in without.partners] == ["icb", "care-providers"]
    assert [(person.name, person.partner_id) for person in without.people] == [("Priya", None)]


@pytest.mark.parametrize(
    ("wanted", "found"), [("icb", "icb"), (" ICB ", "icb"), ("council", "county-council"), ("Care", "care")]
)
def test_a_partner_is_found_by_part_of_its_name(session: Session, wanted: str, found: str) -> None:
    assert session.find_partner(wanted).id.startswith(found)


def test_an_exact_name_wins_over_a_part(session: Session) -> None:
    made = people_edits.add_partner("ICB North").apply(session, NOW)
    assert made.find_partner("ICB").id == "icb"


def test_an_id_finds_its_own_partner_whatever_the_others_are_called(session: Session) -> None:
    """Screens name partners by id: a new partner called as another once was is not in the way."""
    made = people_edits.change_partner("icb", name="NHS Board", sector="NHS").apply(session, NOW)
    made = people_edits.add_partner("ICB").apply(made, NOW)
    made = people_edits.add_partner("Cafe").apply(people_edits.add_partner("Café").apply(made, NOW), NOW)
    assert [made.find_partner(one.id).id for one in made.partners] == [one.id for one in made.partners]


# --- answers --------------------------------------------------------------------------------------


def test_a_new_answer_replaces_the_old_in_its_place(session: Session) -> None:
    made = score_edits.answer_level("p/1", "icb", 2).apply(session, NOW)
    made = score_edits.answer_level("p/1", "care-providers", 4).apply(made, NOW)
    made = score_edits.answer_level("p/1", "icb", None).apply(made, LATER)
    assert [one.partner_id for one in BALLOTS.of(made)] == ["icb", "care-providers"]
    assert (BALLOTS.of(made)[0].counts, BALLOTS.of(made)[0].dont_know, BALLOTS.of(made)[0].at) == (
        (0,) * 5,
        1,
        LATER,
    )


def test_an_answer_of_nobody_takes_the_answer_back(session: Session) -> None:
    made = score_edits.answer_level("p/1", "icb", 2).apply(session, NOW)
    assert score_edits.answer("p/1", "icb", (0,) * 5).apply(made, LATER) == session


def second_round(session: Session) -> Session:
    """After an answer in the first round."""
    made = score_edits.reveal("p/1").apply(score_edits.answer_level("p/1", "icb", 2).apply(session, NOW), NOW)
    return score_edits.second_round("p/1").apply(made, NOW)


def test_rounds_are_kept_apart(session: Session) -> None:
    made = second_round(session)
    assert round_of(made, "p/1") == (2, False)
    made = score_edits.answer_level("p/1", "icb", 4).apply(made, LATER)
    assert ballots_on(made, "p/1", 1)["icb"].counts == (0, 1, 0, 0, 0)
    assert standing_ballots(made, "p/1")["icb"].counts == (0, 0, 0, 1, 0)
    corrected = score_edits.answer_level("p/1", "icb", 3, number=1).apply(made, LATER)
    assert round_of(corrected, "p/1") == (2, False), "a correction of the first round stays in the second"


def test_an_answer_in_a_later_round_begins_it_hidden(session: Session) -> None:
    made = score_edits.answer_level("p/1", "icb", 2, number=2).apply(session, NOW)
    assert round_of(made, "p/1") == (2, False)


def test_the_room_answers_where_there_are_no_partners() -> None:
    alone = Session(id="s", title="S", template_id="t", created_at=NOW, packs=(pack("p", 3),))
    made = score_edits.answer_level("p/1", "room", 3).apply(alone, NOW)
    joined = people_edits.add_partner("ICB").apply(made, NOW)
    assert [one.id for one in joined.voices()] == ["icb", "room"], "what the room said stays on show"


def test_agreeing_again_keeps_dissent_and_withdrawing_takes_it(settled: Session) -> None:
    again = agreement_on(score_edits.agree("p/1", 5).apply(settled, LATER), "p/1")
    assert again is not None
    assert [one.reason for one in again.dissents] == ["Not in our place."]
    assert (again.level, again.target, again.evidence) == (5, None, None)
    assert AGREEMENTS.of(score_edits.withdraw_agreement("p/1").apply(settled, NOW)) == ()


def test_an_empty_reason_takes_dissent_back(settled: Session) -> None:
    agreed = agreement_on(score_edits.dissent("p/1", "icb", " \n ").apply(settled, LATER), "p/1")
    assert agreed is not None
    assert agreed.dissents == ()


# --- notes and actions ----------------------------------------------------------------------------


def test_numbers_of_notes_and_actions_are_never_given_twice_in_a_row(session: Session) -> None:
    made = session
    for text in ("one", "two", "three"):
        made = note_edits.add_note("comment", text).apply(made, NOW)
    made = note_edits.change_note("N2", kind="comment", text="").apply(made, NOW)
    made = note_edits.add_note("comment", "four").apply(made, NOW)
    assert [one.id for one in made.notes] == ["N1", "N3", "N4"]


def test_an_action_is_found_in_any_case_and_tidied(settled: Session) -> None:
    odd = note_edits.find_action(settled, " a1 ").model_copy(update={"text": f" {ODD}\x00 ", "owner": "P\nS"})
    (kept,) = note_edits.change_action(odd).apply(settled, NOW).actions
    assert (kept.text, kept.owner) == (ODD, "P S")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"  {ODD}  ", ODD),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x00\x1b[31mb\ud800\uffff", "a[31mb"),
        ("tab\tstays", "tab\tstays"),
        ("é e\u0301 👩‍👩‍👧 שלום", "é e\u0301 👩‍👩‍👧 שלום"),
    ],
)
def test_text_stands_as_typed_but_for_what_no_format_can_carry(
    session: Session, typed: str, kept: str
) -> None:
    assert note_edits.add_note("decision", typed).apply(session, NOW).notes[0].text == kept


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
