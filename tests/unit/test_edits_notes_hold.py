"""Notes, actions and people: what a change keeps, what it clears, and what it cleans."""

from __future__ import annotations

import datetime as dt

import pytest

from sessions.edits import notes, people
from sessions.edits.notes import ActionFields, find_action, find_note
from sessions.record import Session
from sessions.rows import PastDue, Person, Series, uid_from
from tests.builders import NOW, new_session
from tests.every_kind import after

DAY, LATER = dt.date(2027, 1, 12), dt.date(2027, 2, 9)
AT = NOW + dt.timedelta(hours=2)


def session() -> Session:
    return new_session("tips-and-pulse", "County Council", "ICB")


def acting(**fields: object) -> Session:
    text = str(fields.pop("text", "Ask"))
    return notes.add_action(ActionFields(text, **fields)).apply(session(), NOW)  # type: ignore[arg-type]


# --- notes ---------------------------------------------------------------------------------------------


def test_a_note_is_cleaned_numbered_and_found_by_its_label() -> None:
    made = after(
        session(),
        notes.add_note("comment", "  one\n\x1btwo "),
        notes.add_note("decision", "x", votes=(3, 1, 0)),
        notes.add_note("evidence", "y", evidence="documents"),
    )
    assert [(note.id, note.kind, note.text, note.votes, note.evidence) for note in made.notes] == [
        ("N1", "comment", "one\ntwo", None, None),
        ("N2", "decision", "x", (3, 1, 0), None),
        ("N3", "evidence", "y", None, "documents"),
    ]
    assert {note.at for note in made.notes} == {NOW}
    assert find_note(made, " n2 ") is made.notes[1]
    assert {note.origin for note in made.notes} == {None}


def test_votes_stay_with_a_decision_and_go_with_another_kind() -> None:
    made = notes.add_note("decision", "x", votes=(3, 1, 0)).apply(session(), NOW)

    def changed(**fields: object) -> object:
        return notes.change_note("N1", text="x", **fields).apply(made, NOW).notes[0].votes  # type: ignore[arg-type]

    assert changed(kind="decision") == (3, 1, 0)
    assert changed(kind="decision", votes=None) is None
    assert changed(kind="decision", votes=(1, 1, 1)) == (1, 1, 1)
    assert changed(kind="comment") is None
    assert changed(kind="comment", votes=(1, 1, 1)) is None


def test_what_became_of_a_parked_point_goes_with_it_and_comes_back_where_that_is_removed() -> None:
    parked = notes.add_note("parked", "Who pays?").apply(session(), NOW)
    decided = notes.parked_to_decision("N1", "The ICB", votes=(2, 0, 0)).apply(parked, NOW)
    assert (decided.notes[0].outcome, decided.notes[0].outcome_uid) == ("decision", decided.notes[1].uid)
    assert (decided.notes[1].kind, decided.notes[1].text, decided.notes[1].votes) == (
        *("decision", "The ICB", (2, 0, 0)),
    )
    undone = notes.change_note("N2", kind="decision", text=" ").apply(decided, NOW)
    assert [(note.id, note.outcome, note.outcome_uid) for note in undone.notes] == [("N1", "", None)]
    same = notes.change_note("N1", kind="parked", text="Who pays now?").apply(decided, NOW)
    assert same.notes[0].outcome == "decision"
    other = notes.change_note("N1", kind="comment", text="x").apply(decided, NOW)
    assert (other.notes[0].outcome, other.notes[0].outcome_uid) == ("", None)
    acted = notes.parked_to_action("N1", ActionFields("Ask", owner="Priya")).apply(parked, NOW)
    assert (acted.notes[0].outcome, acted.notes[0].outcome_uid) == ("action", acted.actions[0].uid)
    dropped = notes.drop_parked("N1").apply(parked, NOW)
    assert (dropped.notes[0].outcome, dropped.notes[0].outcome_uid) == ("dropped", None)


# --- actions -------------------------------------------------------------------------------------------


def test_an_action_is_cleaned_and_found_by_label_or_number() -> None:
    made = acting(
        text=" Ask\nthem ", owner="Priya\nShah", body=" I\tCB ", measure=" a\nb ", due_words="so\non"
    )
    (action,) = made.actions
    assert (action.id, action.text, action.owner, action.body) == ("A1", "Ask\nthem", "Priya Shah", "I CB")
    assert (action.measure, action.due_words, action.at, action.status) == ("a\nb", "so on", NOW, "open")
    assert find_action(made, "a1") is find_action(made, " 1 ") is action
    more = after(made, *(notes.add_action(ActionFields(str(number))) for number in range(10)))
    assert [own.id for own in more.actions][-1] == "A11"
    assert find_action(more, "11") is more.actions[10]


def test_a_change_keeps_the_date_before_what_was_remarked_and_where_it_was_spoken_of() -> None:
    made = acting(due=DAY)
    (old,) = made.actions
    later = notes.change_action(old.model_copy(update={"due": LATER}), remark="  Late. ").apply(made, AT)
    (new,) = later.actions
    assert new.past_dues == (PastDue(due=DAY, session_id="s", at=AT),)
    assert [(remark.text, remark.session_id, remark.at) for remark in new.remarks] == [("Late.", "s", AT)]
    assert (new.due, new.spoken_of, new.uid) == (LATER, "s", old.uid)
    again = notes.change_action(new.model_copy(update={"text": "Ask again"})).apply(later, AT)
    assert again.actions[0].past_dues == new.past_dues
    assert again.actions[0].remarks == new.remarks
    third = notes.change_action(new.model_copy(update={"due": None}), remark="Gone.").apply(later, AT)
    assert [past.due for past in third.actions[0].past_dues] == [DAY, LATER]
    assert [remark.text for remark in third.actions[0].remarks] == ["Late.", "Gone."]
    spoken = notes.speak_of(old).apply(made, AT)
    assert (spoken.actions[0].spoken_of, spoken.actions[0].remarks) == ("s", ())


@pytest.mark.parametrize(
    ("before", "now", "kept"),
    [
        ({}, {"due": DAY}, []),
        ({"due": DAY}, {"due": DAY}, []),
        ({"due": DAY}, {"due": None}, [(DAY, "")]),
        ({"due": DAY}, {"due": DAY, "due_words": "soon"}, [(DAY, "")]),
        ({"due_words": "soon"}, {"due_words": "later"}, [(None, "soon")]),
        ({"due_words": "next meeting"}, {"due": DAY, "due_words": "next meeting"}, []),
        ({"due_words": "soon"}, {"due_words": "soon"}, []),
        ({"due_words": "soon"}, {"due": DAY, "due_words": ""}, [(None, "soon")]),
    ],
)
def test_a_date_is_kept_among_past_ones_where_it_is_another(
    before: dict[str, object], now: dict[str, object], kept: list[object]
) -> None:
    made = acting(**before)
    fields = {"due": None, "due_words": ""} | now
    changed = notes.change_action(made.actions[0].model_copy(update=fields)).apply(made, AT)
    assert [(past.due, past.due_words) for past in changed.actions[0].past_dues] == kept


def test_open_actions_that_are_due_at_the_next_meeting_get_its_day() -> None:
    made = after(
        session(),
        notes.add_action(ActionFields("a", due_words="next meeting")),
        notes.add_action(ActionFields("b", due_words="next meeting", status="done")),
        notes.add_action(ActionFields("c", due_words="soon")),
        notes.add_action(ActionFields("d", due=LATER)),
    )
    first = notes.set_next_meeting(DAY).apply(made, NOW)
    assert [action.due for action in first.actions] == [DAY, None, None, LATER]
    assert first.series == Series(id=uid_from("series", "s"), next_meeting=DAY)
    assert first.actions[0].past_dues == ()
    second = notes.set_next_meeting(LATER).apply(first, AT)
    assert [action.due for action in second.actions] == [LATER, None, None, LATER]
    assert [past.due for past in second.actions[0].past_dues] == [DAY]
    assert second.series is not None
    assert first.series is not None
    assert second.series.id == first.series.id
    none = notes.set_next_meeting(None).apply(first, AT)
    assert (none.actions[0].due, none.series and none.series.next_meeting) == (None, None)


# --- people --------------------------------------------------------------------------------------------


def test_the_id_of_a_partner_is_made_of_its_name_and_is_no_others() -> None:
    made = after(session(), *(people.add_partner(name) for name in ("ICB!", "Room", "⁂", "Icb-2", "icb?")))
    assert [partner.id for partner in made.partners[2:]] == ["icb-2", "room-2", "partner", "icb-2-2", "icb-3"]
    with_more = people.add_partner(" New\nbody ", "NHS", 4).apply(session(), NOW).partners[-1]
    assert (with_more.name, with_more.sector, with_more.members) == ("New body", "NHS", 4)
    first = people.add_partner("One", members=1).apply(session(), NOW).partners[-1]
    assert (first.sector, first.members) == ("other", 1)


def test_a_partner_is_renamed_with_its_people_and_its_id() -> None:
    made = people.set_people([Person(name="Ann", partner_id="icb")]).apply(session(), NOW)
    renamed = people.change_partner("icb", name="icb", sector="NHS", members=2).apply(made, NOW)
    assert (renamed.partners[1].id, renamed.partners[1].name, renamed.partners[1].members) == (
        "icb",
        "icb",
        2,
    )
    assert renamed.partners[0] is made.partners[0]
    gone = people.remove_partner("icb").apply(made, NOW)
    assert [partner.id for partner in gone.partners] == ["county-council"]
    assert gone.people[0].partner_id is None
    other = people.remove_partner("county-council").apply(made, NOW)
    assert other.people[0] is made.people[0]


def test_who_came_late_and_left_has_both_times_and_who_is_there_has_none() -> None:
    made = people.set_people([Person(name="Ann")]).apply(session(), NOW)
    uid = made.people[0].uid

    def noted(attendance: str, at: dt.datetime | None = None, since: Session = made) -> Session:
        return people.set_attendance(uid, attendance, at=at).apply(since, NOW)  # type: ignore[arg-type]

    def times(own: Session) -> tuple[object, ...]:
        person = own.people[0]
        return person.attendance, person.came_at, person.left_at

    late = noted("late")
    assert times(late) == ("late", NOW, None)
    assert times(noted("late", AT)) == ("late", AT, None)
    left = noted("left", AT, late)
    assert times(left) == ("left", NOW, AT)
    assert times(noted("left")) == ("left", None, NOW)
    assert times(noted("there", since=left)) == ("there", None, None)
    assert times(noted("apologies", since=left)) == ("apologies", None, None)
    assert times(noted("late", AT, left)) == ("late", AT, None)
    partner = people.set_attendance(made.partners[0].uid, "late").apply(made, NOW)
    assert (partner.partners[0].attendance, partner.partners[1].attendance) == ("late", "there")
    assert partner.people[0].attendance == "there"
    declared = people.declare_interests(uid, " A\ntrustee. ").apply(made, NOW)
    assert declared.people[0].interests == "A\ntrustee."
    with pytest.raises(KeyError):
        people.set_attendance("nobody", "late").apply(made, NOW)


def test_one_person_is_in_the_chair_and_all_others_are_as_they_were() -> None:
    made = people.set_people([Person(name=name) for name in ("Ann", "Bob", "Cy")]).apply(session(), NOW)
    chaired = people.set_chair(made.people[1].uid).apply(made, NOW)
    assert [person.chair for person in chaired.people] == [False, True, False]
    assert chaired.people[0] is made.people[0]
    other = people.set_chair(made.people[2].uid).apply(chaired, NOW)
    assert [person.chair for person in other.people] == [False, False, True]
    assert not any(person.chair for person in people.set_chair(None).apply(other, NOW).people)


def test_an_attendee_is_found_by_name_or_by_the_only_part() -> None:
    made = people.set_people([Person(name="Ann"), Person(name="Ann Lee")]).apply(session(), NOW)
    assert people.find_attendee(made, " ann ").name == "Ann"
    assert people.find_attendee(made, "LEE").name == "Ann Lee"
    assert people.find_attendee(made, "Coun").name == "County Council"
    for wanted in ("", " ", "zz"):
        with pytest.raises(Exception, match="Nobody is called"):
            people.find_attendee(made, wanted)
