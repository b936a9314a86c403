"""Every edit and every refusal. No edit touches the session it is given."""

import datetime as dt
from collections.abc import Callable

import pytest

from sessions import edits
from sessions.material import Item, Level, Pack, Scale, Section, Source
from sessions.problem import Problem
from sessions.record import Activity, Person, Session, Stop

NOW = dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC)
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
    return Activity(
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
            Activity(id="a3", kind="prioritise", title="Dots", minutes=1, pack_id="p", dots=3),
        ),
    )
    for name in ("County Council", "ICB", "Care providers"):
        made = edits.add_partner(made, name)
    return made


@pytest.fixture
def settled(session: Session) -> Session:
    """Everything that can be recorded, recorded once."""
    made = edits.answer_level(session, "p/1", "icb", 2, now=NOW)
    made = edits.reveal(made, "p/1", now=NOW)
    made = edits.agree(made, "p/1", 3, target=4, evidence="some", now=NOW)
    made = edits.dissent(made, "p/1", "icb", "Not in our place.", now=NOW)
    made = edits.add_note(made, "comment", "Said.", origin="p/1", now=NOW)
    made = edits.set_people(made, [Person(name="Priya", partner_id="county-council")])
    return edits.add_action(made, edits.ActionFields("Draft it", owner="Priya"), origin="p/d1", now=NOW)


BREAK = Activity(id="b", kind="break", title="Break", minutes=10)

EDITS: dict[str, Callable[[Session], Session]] = {
    "describe": lambda s: edits.describe(s, title="T", place="P", on=dt.date(2027, 1, 1), as_bodies=False),
    "set_material": lambda s: edits.set_material(s, "u", s.agenda[:1], s.packs[:1]),
    "move_to": lambda s: edits.move_to(s, Stop(activity_id="a1", part="item", ref="p/2")),
    "mark_summarised": lambda s: edits.mark_summarised(s, now=LATER),
    "add_partner": lambda s: edits.add_partner(s, "Hospital Trust", "NHS", 4),
    "change_partner": lambda s: edits.change_partner(s, "icb", name="ICB North", sector="NHS", members=9),
    "remove_partner": lambda s: edits.remove_partner(s, "county-council"),
    "set_people": lambda s: edits.set_people(s, [Person(name="Sam", role="chair")]),
    "answer": lambda s: edits.answer(s, "p/1", "icb", (0, 1, 2, 0, 0), 1, now=LATER),
    "answer_level": lambda s: edits.answer_level(s, "p/2", "icb", None, now=LATER),
    "reveal": lambda s: edits.reveal(edits.answer_level(s, "p/2", "icb", 1, now=LATER), "p/2", now=LATER),
    "second_round": lambda s: edits.second_round(s, "p/1", now=LATER),
    "agree": lambda s: edits.agree(s, "p/1", 1, now=LATER),
    "withdraw_agreement": lambda s: edits.withdraw_agreement(s, "p/1"),
    "dissent": lambda s: edits.dissent(s, "p/1", "Care providers", "We neither.", now=LATER),
    "add_note": lambda s: edits.add_note(s, "parked", "Later.", now=LATER),
    "change_note": lambda s: edits.change_note(s, "N1", kind="evidence", text="Seen."),
    "add_action": lambda s: edits.add_action(s, edits.ActionFields("More"), now=LATER),
    "settle_parked": lambda s: edits.settle_parked(
        edits.add_note(s, "parked", "x", now=NOW), "N2", "dropped"
    ),
    "vote": lambda s: edits.vote(s, "a3", "icb", {"p/1": 2}, ["p/1", "p/2"], now=LATER),
    "reveal_vote": lambda s: edits.reveal_vote(
        edits.vote(s, "a3", "icb", {"p/1": 2}, ["p/1", "p/2"], now=LATER), "a3"
    ),
    "change_dots": lambda s: edits.change_dots(s, "a3", dots=5, stack=False),
    "order_gaps": lambda s: edits.order_gaps(s, ["p/1"]),
    "run_clock": lambda s: edits.run_clock(s, "a1", now=NOW),
    "stop_clock": lambda s: edits.stop_clock(edits.run_clock(s, "a1", now=NOW), now=LATER),
    "set_minutes": lambda s: edits.set_minutes(s, "a1", 9),
    "set_item_minutes": lambda s: edits.set_item_minutes(s, 2),
    "move_activity": lambda s: edits.move_activity(s, "a1", 1),
    "add_activity": lambda s: edits.add_activity(s, "a1", BREAK),
    "remove_activity": lambda s: edits.remove_activity(
        s.model_copy(
            update={"agenda": (s.agenda[0], s.agenda[1].model_copy(update={"added": True}), s.agenda[2])}
        ),
        "a2",
    ),
    "rename_activity": lambda s: edits.rename_activity(s, "a1", "Another name"),
    "set_state": lambda s: edits.set_state(s, "a2", "skipped"),
    "postpone_rest": lambda s: edits.postpone_rest(s, "a1", {"p/1"}),
    "change_action": lambda s: edits.change_action(s, s.actions[0].model_copy(update={"status": "done"})),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_makes_a_new_record_and_leaves_the_old_one(settled: Session, name: str) -> None:
    before = settled.model_dump_json()
    after = EDITS[name](settled)
    assert after != settled
    assert settled.model_dump_json() == before
    assert Session.model_validate(after.model_dump()) == after, "and what it made is a valid record"


def test_every_public_edit_is_in_that_list() -> None:
    helpers = {"ActionFields", "clean", "slug", "find_partner", "find_action", "check_origin"}
    assert set(edits.__all__) - helpers == set(EDITS)


# --- the session itself ---------------------------------------------------------------------------


def test_describing_keeps_who_answers_unless_told(session: Session) -> None:
    anonymous = edits.describe(session, title=" T\n2 ", place="\tOld  Library ", on=None, as_bodies=False)
    assert (anonymous.title, anonymous.place) == ("T 2", "Old  Library")
    assert not edits.describe(anonymous, title="T", place="", on=None).as_bodies


def test_other_material_keeps_what_was_spoken_on(settled: Session) -> None:
    there = edits.move_to(settled, Stop(activity_id="a1", part="item", ref="p/2"))
    new = edits.set_material(there, "u", (activity("a1", "talk"),), (pack("talk", None),))
    assert [one.id for one in new.pack("p").sections] == ["d1"], "d2 had nothing on record"
    assert new.agreement("p/1") == settled.agreement("p/1")
    assert new.scale_of("p/1").top == 5
    assert new.at is None
    assert [item.id for item in new.items()] == ["talk/1", "talk/2", "talk/3"]


def test_new_sections_of_a_pack_stand_beside_those_spoken_on(settled: Session) -> None:
    only_d2 = pack("p", 5).only(("d2",))
    new = edits.set_material(settled, "t", (activity("a1", "p", "d2"),), (only_d2,))
    assert {one.id for one in new.pack("p").sections} == {"d1", "d2"}


def test_an_action_on_a_section_keeps_the_section(session: Session) -> None:
    acted = edits.add_action(session, edits.ActionFields("Do it"), origin="p/d2", now=NOW)
    new = edits.set_material(acted, "u", (), ())
    assert [one.id for one in new.pack("p").sections] == ["d2"]


def test_the_place_is_kept_where_the_template_stays(session: Session) -> None:
    here = Stop(activity_id="a1", part="item", ref="p/2")
    same = edits.set_material(edits.move_to(session, here), "t", session.agenda, session.packs)
    assert same.at == here


# --- partners and people --------------------------------------------------------------------------


def test_partner_ids_are_unique_and_stay(session: Session) -> None:
    made = session
    for name in ("Room", "市民", "市民 2", "County-Council"):
        made = edits.add_partner(made, name)
    ids = [one.id for one in made.partners]
    assert len(set(ids)) == len(ids)
    assert "room" not in ids
    renamed = edits.change_partner(made, "icb", name="Integrated Care Board", sector="NHS")
    assert renamed.partner("icb").name == "Integrated Care Board"


def test_a_partner_may_be_renamed_to_its_own_name_in_other_letters(session: Session) -> None:
    assert edits.change_partner(session, "icb", name="icb", sector="NHS").partner("icb").name == "icb"


def test_a_removed_partner_leaves_its_people(settled: Session) -> None:
    without = edits.remove_partner(settled, "county-council")
    assert [one.id for one in without.partners] == ["icb", "care-providers"]
    assert without.people == (Person(name="Priya", partner_id=None),)


@pytest.mark.parametrize(
    ("wanted", "found"), [("icb", "icb"), (" ICB ", "icb"), ("council", "county-council"), ("Care", "care")]
)
def test_a_partner_is_found_by_part_of_its_name(session: Session, wanted: str, found: str) -> None:
    assert edits.find_partner(session, wanted).id.startswith(found)


def test_an_exact_name_wins_over_a_part(session: Session) -> None:
    made = edits.add_partner(session, "ICB North")
    assert edits.find_partner(made, "ICB").id == "icb"


def test_an_id_finds_its_own_partner_whatever_the_others_are_called(session: Session) -> None:
    """Screens name partners by id: a new partner called as another once was is not in the way."""
    made = edits.change_partner(session, "icb", name="NHS Board", sector="NHS")
    made = edits.add_partner(made, "ICB")
    made = edits.add_partner(edits.add_partner(made, "Café"), "Cafe")
    assert [edits.find_partner(made, one.id).id for one in made.partners] == [one.id for one in made.partners]


# --- answers --------------------------------------------------------------------------------------


def test_a_new_answer_replaces_the_old_in_its_place(session: Session) -> None:
    made = edits.answer_level(session, "p/1", "icb", 2, now=NOW)
    made = edits.answer_level(made, "p/1", "care-providers", 4, now=NOW)
    made = edits.answer_level(made, "p/1", "icb", None, now=LATER)
    assert [one.partner_id for one in made.ballots] == ["icb", "care-providers"]
    assert (made.ballots[0].counts, made.ballots[0].dont_know, made.ballots[0].at) == ((0,) * 5, 1, LATER)


def test_an_answer_of_nobody_takes_the_answer_back(session: Session) -> None:
    made = edits.answer_level(session, "p/1", "icb", 2, now=NOW)
    assert edits.answer(made, "p/1", "icb", (0,) * 5, now=LATER) == session


def second_round(session: Session) -> Session:
    """After an answer in the first round."""
    made = edits.reveal(edits.answer_level(session, "p/1", "icb", 2, now=NOW), "p/1", now=NOW)
    return edits.second_round(made, "p/1", now=NOW)


def test_rounds_are_kept_apart(session: Session) -> None:
    made = second_round(session)
    assert made.round_of("p/1") == (2, False)
    made = edits.answer_level(made, "p/1", "icb", 4, now=LATER)
    assert made.ballots_on("p/1", 1)["icb"].counts == (0, 1, 0, 0, 0)
    assert made.standing_ballots("p/1")["icb"].counts == (0, 0, 0, 1, 0)
    corrected = edits.answer_level(made, "p/1", "icb", 3, now=LATER, number=1)
    assert corrected.round_of("p/1") == (2, False), "a correction of the first round stays in the second"


def test_an_answer_in_a_later_round_begins_it_hidden(session: Session) -> None:
    made = edits.answer_level(session, "p/1", "icb", 2, now=NOW, number=2)
    assert made.round_of("p/1") == (2, False)


def test_the_room_answers_where_there_are_no_partners() -> None:
    alone = Session(id="s", title="S", template_id="t", created_at=NOW, packs=(pack("p", 3),))
    made = edits.answer_level(alone, "p/1", "room", 3, now=NOW)
    joined = edits.add_partner(made, "ICB")
    assert [one.id for one in joined.voices()] == ["icb", "room"], "what the room said stays on show"


def test_agreeing_again_keeps_dissent_and_withdrawing_takes_it(settled: Session) -> None:
    again = edits.agree(settled, "p/1", 5, now=LATER).agreement("p/1")
    assert again is not None
    assert [one.reason for one in again.dissents] == ["Not in our place."]
    assert (again.level, again.target, again.evidence) == (5, None, None)
    assert edits.withdraw_agreement(settled, "p/1").agreements == ()


def test_an_empty_reason_takes_dissent_back(settled: Session) -> None:
    agreed = edits.dissent(settled, "p/1", "icb", " \n ", now=LATER).agreement("p/1")
    assert agreed is not None
    assert agreed.dissents == ()


# --- notes and actions ----------------------------------------------------------------------------


def test_numbers_of_notes_and_actions_are_never_given_twice_in_a_row(session: Session) -> None:
    made = session
    for text in ("one", "two", "three"):
        made = edits.add_note(made, "comment", text, now=NOW)
    made = edits.change_note(made, "N2", kind="comment", text="")
    made = edits.add_note(made, "comment", "four", now=NOW)
    assert [one.id for one in made.notes] == ["N1", "N3", "N4"]


def test_an_action_is_found_in_any_case_and_tidied(settled: Session) -> None:
    odd = edits.find_action(settled, " a1 ").model_copy(update={"text": f" {ODD}\x00 ", "owner": "P\nS"})
    (kept,) = edits.change_action(settled, odd).actions
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
    assert edits.add_note(session, "decision", typed, now=NOW).notes[0].text == kept


# --- refusals -------------------------------------------------------------------------------------

REFUSED: dict[str, tuple[Callable[[Session], object], str]] = {
    "no title": (lambda s: edits.describe(s, title=" \x00", place="", on=None), "title is empty"),
    "no partner's name": (lambda s: edits.add_partner(s, "\n"), "name is empty"),
    "a name that is taken": (lambda s: edits.add_partner(s, "county COUNCIL"), "partner called"),
    "renamed to another's": (
        lambda s: edits.change_partner(s, "icb", name="Care Providers", sector="other"),
        "partner called",
    ),
    "nobody in a partner": (lambda s: edits.add_partner(s, "New", "other", 0), "at least one"),
    "changed to nobody": (
        lambda s: edits.change_partner(s, "icb", name="ICB", sector="NHS", members=0),
        "at least one",
    ),
    "removed after answering": (lambda s: edits.remove_partner(s, "icb"), "answers on record"),
    "an unknown partner": (lambda s: edits.remove_partner(s, "police"), "No partner is called"),
    "a partner of several": (lambda s: edits.find_partner(s, "c"), "fits several"),
    "no partner named": (lambda s: edits.find_partner(s, " "), "No partner is called"),
    "a nameless person": (lambda s: edits.set_people(s, [Person(name="\t")]), "name is empty"),
    "too few counts": (lambda s: edits.answer(s, "p/1", "icb", (1, 0), now=NOW), "scale of 5"),
    "a count below nought": (
        lambda s: edits.answer(s, "p/1", "icb", (1, -1, 0, 0, 0), now=NOW),
        "below nought",
    ),
    "don't-knows below nought": (
        lambda s: edits.answer(s, "p/1", "icb", (1, 0, 0, 0, 0), -1, now=NOW),
        "below nought",
    ),
    "a third round": (lambda s: edits.answer_level(s, "p/1", "icb", 1, now=NOW, number=3), "no round 3"),
    "round nought": (lambda s: edits.answer_level(s, "p/1", "icb", 1, now=NOW, number=0), "no round 0"),
    "level nought": (lambda s: edits.answer_level(s, "p/1", "icb", 0, now=NOW), "no level 0"),
    "a level above": (lambda s: edits.answer_level(s, "p/1", "icb", 6, now=NOW), "no level 6"),
    "an item without a scale": (
        lambda s: edits.answer_level(s, "talk/1", "icb", 1, now=NOW),
        "discussed, not scored",
    ),
    "a reveal of nothing": (lambda s: edits.reveal(s, "p/2", now=NOW), "Nobody has answered"),
    "a reveal of a second round without answers": (
        lambda s: edits.reveal(second_round(s), "p/1", now=NOW),
        "Nobody has answered in the second round yet",
    ),
    "a second round of hidden answers": (lambda s: edits.second_round(s, "p/2", now=NOW), "still hidden"),
    "an agreed level above": (lambda s: edits.agree(s, "p/1", 6, now=NOW), "no level 6"),
    "a target above": (lambda s: edits.agree(s, "p/1", 3, target=6, now=NOW), "no target 6"),
    "a target below": (lambda s: edits.agree(s, "p/1", 3, target=2, now=NOW), "below the agreed"),
    "agreeing on talk": (lambda s: edits.agree(s, "talk/1", 1, now=NOW), "discussed, not scored"),
    "dissent from nothing": (lambda s: edits.dissent(s, "p/2", "icb", "No", now=NOW), "no agreed level"),
    "an empty note": (lambda s: edits.add_note(s, "comment", " ", now=NOW), "note is empty"),
    "a note on nothing known": (
        lambda s: edits.add_note(s, "comment", "x", origin="p/9", now=NOW),
        "No item or section",
    ),
    "an unknown note": (lambda s: edits.change_note(s, "N9", kind="comment", text="x"), "No note"),
    "an empty action": (
        lambda s: edits.add_action(s, edits.ActionFields("\x07"), now=NOW),
        "action is empty",
    ),
    "an action emptied": (
        lambda s: edits.change_action(s, s.actions[0].model_copy(update={"text": ""})),
        "action is empty",
    ),
    "an action from nowhere": (
        lambda s: edits.add_action(s, edits.ActionFields("x"), origin="p", now=NOW),
        "No item",
    ),
    "an unknown action": (lambda s: edits.find_action(s, "A7"), "No action"),
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
    small = edits.change_partner(session, "icb", name="ICB", sector="NHS", members=2)
    edits.answer(small, "p/1", "icb", (1, 0, 0, 0, 0), 1, now=NOW)
    with pytest.raises(Problem, match="3 answers, but ICB has 2 people"):
        edits.answer(small, "p/1", "icb", (2, 0, 0, 0, 0), 1, now=NOW)


def test_two_rounds_are_all(settled: Session) -> None:
    second = edits.second_round(settled, "p/1", now=NOW)
    with pytest.raises(Problem, match="still hidden"):
        edits.second_round(second, "p/1", now=NOW)
    answered = edits.answer_level(second, "p/1", "icb", 3, now=NOW)
    with pytest.raises(Problem, match="had its 2 rounds"):
        edits.second_round(edits.reveal(answered, "p/1", now=NOW), "p/1", now=NOW)


def test_who_dissented_without_answering_stays(session: Session) -> None:
    agreed = edits.agree(session, "p/1", 3, now=NOW)
    with pytest.raises(Problem, match="answers on record"):
        edits.remove_partner(edits.dissent(agreed, "p/1", "icb", "No.", now=NOW), "icb")
