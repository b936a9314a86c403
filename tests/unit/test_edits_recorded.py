"""Partners, answers, notes and actions as edits leave them on record."""

import datetime as dt

import pytest

from sessions.edits import notes as note_edits, people as people_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import (
    AGREEMENTS,
    BALLOTS,
    agreement_on,
    ballots_on,
    round_of,
    standing_ballots,
)
from sessions.record import Session
from tests.builders import NOW
from tests.small import pack, second_round, settled_session, small_session

LATER = NOW + dt.timedelta(minutes=5)
ODD = "[/b] [s75] <script>alert(1)</script> =1+1 | **x**"


@pytest.fixture
def session() -> Session:
    return small_session()


@pytest.fixture
def settled() -> Session:
    return settled_session()


# --- partners and people --------------------------------------------------------------------------


def test_partner_ids_are_unique_and_stay(session: Session) -> None:
    made = session
    for name in ("Room", "市民", "市民 2", "County-Council"):
        made = people_edits.add_partner(name).apply(made, NOW)
    ids = [partner.id for partner in made.partners]
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
    assert [partner.id for partner in without.partners] == ["icb", "care-providers"]
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
    assert [made.find_partner(partner.id).id for partner in made.partners] == [
        partner.id for partner in made.partners
    ]


# --- answers --------------------------------------------------------------------------------------


def test_a_new_answer_replaces_the_old_in_its_place(session: Session) -> None:
    made = score_edits.answer_level("p/1", "icb", 2).apply(session, NOW)
    made = score_edits.answer_level("p/1", "care-providers", 4).apply(made, NOW)
    made = score_edits.answer_level("p/1", "icb", None).apply(made, LATER)
    assert [ballot.partner_id for ballot in BALLOTS.of(made)] == ["icb", "care-providers"]
    assert (BALLOTS.of(made)[0].counts, BALLOTS.of(made)[0].dont_know, BALLOTS.of(made)[0].at) == (
        (0,) * 5,
        1,
        LATER,
    )


def test_an_answer_of_nobody_takes_the_answer_back(session: Session) -> None:
    made = score_edits.answer_level("p/1", "icb", 2).apply(session, NOW)
    assert score_edits.answer("p/1", "icb", (0,) * 5).apply(made, LATER) == session


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
    assert [voice.id for voice in joined.voices()] == ["icb", "room"], "what the room said stays on show"


def test_agreeing_again_keeps_dissent_and_withdrawing_takes_it(settled: Session) -> None:
    again = agreement_on(score_edits.agree("p/1", 5).apply(settled, LATER), "p/1")
    assert again is not None
    assert [dissent.reason for dissent in again.dissents] == ["Not in our place."]
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
    assert [note.id for note in made.notes] == ["N1", "N3", "N4"]


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
