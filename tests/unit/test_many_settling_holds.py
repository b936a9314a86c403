"""Settling what two laptops said, and who was put down twice: each thing that can be asked, both ways."""

from __future__ import annotations

import json

import pytest

from sessions.edit import Edit
from sessions.edits import agenda, event, notes, people
from sessions.kinds.score import edits as score_edits
from sessions.many.merge.conflicts import Conflict, conflicts
from sessions.many.merge.settling import BOTH, settle
from sessions.many.merge.state import (
    FALSE,
    TRUE,
)
from sessions.many.merge.twins import COPIED, made_in, told_apart, twins
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Person, uid_from
from sessions.shared import ALIVE, WHOLE, Shared
from sessions.spans import plain_text
from sessions.versions import shared
from tests.apart import changed, no_notes, titled_apart, together
from tests.builders import FIRST_FIVE, NOW, new_session


def base() -> Session:
    return shared(new_session("tips-and-pulse", "County Council", "ICB"))


# --- settling ------------------------------------------------------------------------------------------


def only(session: Session) -> Conflict:
    (conflict,) = conflicts(session)
    return conflict


def refused(session: Session, conflict_id: str, side: int) -> tuple[str, str]:
    with pytest.raises(Problem) as raised:
        settle(conflict_id, side).apply(session, NOW)
    return raised.value.what, raised.value.hint


def test_what_cannot_be_settled_is_said() -> None:
    session = titled_apart(new_session("tips-and-pulse", "ICB"))
    conflict = only(session)
    assert refused(session, "nothing", 0) == (
        "Nothing called 'nothing' is to be settled",
        "`workshop settle SESSION` lists what there is.",
    )
    for side in (2, -2):
        assert refused(session, conflict.id, side) == ("There are 2 to choose from", "Count from the first.")
    assert refused(session, conflict.id, BOTH) == ("Only one of these can stand", "Take one of them.")
    for side in (0, 1):
        settled = settle(conflict.id, side).apply(session, NOW)
        assert settled.title == json.loads(conflict.sides[side].value)
        assert conflicts(settled) == ()


def apart(first: list[Edit], second: list[Edit], start: Session | None = None) -> Session:
    start = start or base()
    copies = (shared(start, f"Table {number}") for number in (1, 2))
    ways = zip(copies, ("t1", "t2"), (first, second), strict=True)
    return together(*(changed(copy, laptop, *edits) for copy, laptop, edits in ways))


def test_two_texts_can_both_stand_a_line_each_and_the_same_one_once() -> None:
    noted = changed(base(), "t0", notes.add_note("comment", "x"))
    start = shared(noted)

    def words(text: str) -> list[Edit]:
        return [notes.change_note("N1", kind="comment", text=text)]

    session = apart(words("one"), words("two"), start)
    conflict = only(session)
    assert conflict.both_can_stand
    both = settle(conflict.id, BOTH).apply(session, NOW)
    assert sorted(both.notes[0].text.split("\n")) == ["one", "two"]
    assert (plain_text(conflict.what), conflict.part, conflict.table) == ("Notes: N1, text", "text", "notes")
    assert conflict.id == f"{conflict.key[:4]}.text"


def test_reasons_of_several_partners_stand_once_each_and_two_of_one_partner_together() -> None:
    session = new_session("four-domains", "County Council", "ICB")
    start = shared(changed(session, "t0", score_edits.agree(FIRST_FIVE[0], 3)))

    def reasons(**said: str) -> list[Edit]:
        return [
            score_edits.dissent(FIRST_FIVE[0], partner.replace("_", "-"), reason)
            for partner, reason in said.items()
        ]

    apart_now = apart(reasons(icb="Too high", county_council="So"), reasons(icb="Too low"), start)
    conflict = only(apart_now)
    assert (conflict.part, conflict.both_can_stand) == ("dissents", True)
    both = settle(conflict.id, BOTH).apply(apart_now, NOW)
    (row,) = score_edits.AGREEMENTS.of(both)
    told = {dissent.partner_id: dissent.reason for dissent in row.dissents}
    assert told["county-council"] == "So"
    assert sorted(told["icb"].split(" / ")) == ["Too high", "Too low"]
    within = apart(reasons(icb="Too high"), reasons(icb="Too high, by far"), start)
    (row,) = score_edits.AGREEMENTS.of(settle(only(within).id, BOTH).apply(within, NOW))
    assert [dissent.reason for dissent in row.dissents] in (
        ["Too high, by far"],
        ["Too high / Too high, by far"],
    )


def test_an_order_is_settled_with_what_was_added_since_behind_it() -> None:
    start = shared(new_session("tips-and-pulse", "A", "B", "C"))
    agendas = [step.id for step in start.agenda]
    assert len(agendas) > 2
    session = apart(
        [agenda.move_activity(agendas[0], 1)],
        [agenda.move_activity(agendas[2], -1)],
        start,
    )
    conflict = only(session)
    assert plain_text(conflict.what) == "Order of the agenda"
    assert (conflict.key, conflict.part) == ("order", "agenda")
    wanted = [json.loads(side.value) for side in conflict.sides]
    more = changed(session, "here", people.add_partner("D"))
    for side in (0, 1):
        settled = settle(conflict.id, side).apply(more, NOW)
        assert conflicts(settled) == ()
        assert [uid_from("agenda", step.id) for step in settled.agenda] == wanted[side]
        assert {step.id for step in settled.agenda} == set(agendas)


def test_what_was_taken_out_against_a_change_is_kept_or_goes() -> None:
    start = shared(changed(base(), "t0", notes.add_note("comment", "x")))
    session = apart(
        [notes.change_note("N1", kind="comment", text="changed")],
        [no_notes()],
        start,
    )
    conflict = only(session)
    assert conflict.part == ALIVE
    assert conflict.id == conflict.key[:4]
    by_value = {side.value: at for at, side in enumerate(conflict.sides)}
    words = {side.value: plain_text(side.said) for side in conflict.sides}
    assert words == {TRUE: "kept, and changed: N1 comment: changed", FALSE: "taken out"}
    kept = settle(conflict.id, by_value[TRUE]).apply(session, NOW)
    assert [note.text for note in kept.notes] == ["changed"]
    assert settle(conflict.id, by_value[FALSE]).apply(session, NOW).notes == ()
    assert [plain_text(conflict.what), {side.source for side in conflict.sides}] == [
        *("Notes: N1", {"Table 1", "Table 2"})
    ]


def test_an_answer_of_two_is_told_as_hidden_until_it_is_revealed() -> None:
    session = new_session("four-domains", "County Council", "ICB")
    start = shared(session)

    def level(number: int) -> list[Edit]:
        return [score_edits.answer_level(FIRST_FIVE[0], "icb", number)]

    apart_now = apart(level(2), level(4), start)
    conflict = only(apart_now)
    assert (conflict.part, conflict.id) == (WHOLE, conflict.key[:4])
    assert {plain_text(side.said) for side in conflict.sides} == {"not revealed"}
    seen = changed(apart_now, "here", score_edits.reveal(FIRST_FIVE[0]))
    told = {plain_text(side.said) for side in only(seen).sides}
    assert len(told) == 2
    assert {line[-1:] for line in told} != {"d"}
    assert all("not revealed" not in line for line in told)


# --- twins ---------------------------------------------------------------------------------------------


def test_a_row_was_made_in_the_sitting_that_made_it_or_where_copies_were_made_by_hand_by_its_author() -> None:
    session = changed(base(), "t1", people.set_people([Person(name="Ann")]))
    (person,) = session.people
    assert session.shared is not None
    assert made_in(session.shared, "people", person) == "t1"
    assert made_in(Shared(root="r"), "people", person) == ""
    assert made_in(Shared(root=COPIED), "people", person) == person.author == "t1"


def test_pairs_that_are_two_are_kept_in_order_once() -> None:
    session = apart(
        [people.set_people([Person(name="Ann"), Person(name="Bob")])],
        [people.set_people([Person(name="ann"), Person(name="BOB")])],
    )
    pairs = list(twins(session))
    assert len(pairs) == 2
    for twin in (*pairs, pairs[0]):
        session = told_apart(session, twin)
    assert session.shared is not None
    assert session.shared.apart == tuple(sorted(twin.id for twin in pairs))
    assert list(twins(session)) == []
    assert pairs[0].id == f"{pairs[0].stays.uid} {pairs[0].other.uid}"
    assert pairs[0].stays.uid < pairs[0].other.uid
    assert list(twins(new_session())) == []


def test_of_three_of_one_name_each_is_asked_about_once() -> None:
    start = base()
    session = together(
        *(
            changed(shared(start, f"Table {at}"), f"t{at}", people.set_people([Person(name="Ann")]))
            for at in (1, 2, 3)
        )
    )
    pairs = list(twins(session))
    assert len(pairs) == 2
    lowest = min(person.uid for person in session.people)
    assert {twin.stays.uid for twin in pairs} == {lowest}
    told = told_apart(session, pairs[1])
    others = [twin for twin in twins(told) if twin.other == pairs[1].other]
    assert [twin.stays.uid for twin in others] == [pairs[0].other.uid], "then of the next one"


def test_details_of_the_session_are_settled_too() -> None:
    def placed(place: str) -> list[Edit]:
        return [event.describe(title="S", place=place, on=None)]

    session = apart(placed("North"), placed("South"))
    conflict = only(session)
    assert (plain_text(conflict.what), conflict.table) == ("Place", "session")
    assert plain_text(conflict.sides[0].said) == session.place
    for side in (0, 1):
        told = settle(conflict.id, side).apply(session, NOW)
        assert told.place == plain_text(conflict.sides[side].said)
        assert told.partners == session.partners
