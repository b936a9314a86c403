"""What a merge brought, in words: details of the session, what was said twice, and what each twin has."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sessions.edit import Edit
from sessions.edits import agenda, event, notes, people
from sessions.edits.notes import ActionFields
from sessions.kinds.score import edits as score_edits
from sessions.kinds.turns import edits as turn_edits
from sessions.many.merge.conflicts import TWICE, conflicts
from sessions.many.merge.report import HERE, Came, Report, lines, report
from sessions.many.merge.settling import settle
from sessions.many.merge.sides import in_sides, row_saying, what_about
from sessions.many.merge.state import FALSE, TRUE, Copy
from sessions.many.merge.twins import twins, united
from sessions.parts import SESSION, key_of
from sessions.record import Session
from sessions.rows import Person, Spell
from sessions.shared import ALIVE, ORDERS, WHOLE
from sessions.spans import plain, plain_text
from sessions.store.check import findings
from sessions.versions import shared
from tests.apart import changed, together
from tests.builders import FIRST_FIVE, NOW, new_session
from tests.every_kind import AGENDA, planned, step_of
from tests.turns import turns_session


def base() -> Session:
    session = new_session("four-domains", "County Council", "ICB")
    return shared(people.set_people([Person(name="Priya", partner_id="icb")]).apply(session, NOW))


def merged(start: Session, **edits: list[Edit]) -> tuple[Session, Report]:
    """What copies, by their names, make of a session, and what is told of it."""
    copies = {name: changed(shared(start, name), name, *own) for name, own in edits.items()}
    after = together(start, *copies.values())
    return after, report(start, {name: Copy(copy, {}) for name, copy in copies.items()}, after)


def told(found: Report, *names: str) -> list[tuple[str, list[str]]]:
    return [(head, [plain_text(line) for line in below]) for head, below in lines(found, names)]


def described(title: str, place: str, on: dt.date | None = None) -> Edit:
    return event.describe(title=title, place=place, on=on)


def test_details_are_told_with_what_they_say_and_whoever_says_so() -> None:
    _, found = merged(
        base(),
        one=[described("New", "Vale"), event.set_quorum(3)],
        two=[notes.add_action(ActionFields("Ask"))],
        three=[],
    )
    assert told(found, "one", "two", "three") == [
        ("From one", ["Title: New", "Place: Vale", "Quorum: 3"]),
        ("From two", ["Actions: A1 Ask · nobody named · no date · Open"]),
        ("From three", ["Nothing that was not here already."]),
    ]
    assert [came.sources for came in found.came] == [("one",), ("one",), ("one",), ("two",)]
    assert (found.conflicts, found.twice) == ((), ())


def test_a_detail_that_is_no_text_is_told_as_changed() -> None:
    _, found = merged(base(), one=[notes.set_next_meeting(dt.date(2027, 1, 5))])
    assert told(found, "one") == [("From one", ["Series: changed"])]


def test_what_several_said_alike_is_told_once_with_all_of_them() -> None:
    answers = [score_edits.answer_level(FIRST_FIVE[0], "icb", 2), score_edits.reveal(FIRST_FIVE[0])]
    after, found = merged(base(), one=answers, two=answers)
    assert found.conflicts == ()
    (rounds, ballot) = sorted(found.twice, key=lambda came: came.table, reverse=True)
    assert (ballot.sources, ballot.table) == (("one", "two"), "Answers")
    assert rounds.sources == ("one", "two")
    heads = dict(told(found, "one", "two"))
    twice = heads["Said more than once, and recorded once"]
    assert "Answers: 1.1 Relationships that put people first · ICB: 2 (early steps) (one and two)" in [
        line.replace("Standard ", "") for line in twice
    ]
    assert len(after.tables["ballots"]) == 1


def test_what_was_taken_out_is_told_by_who_took_it_out() -> None:
    start = changed(base(), "here", notes.add_note("comment", "x"))
    none = Edit(lambda _: "", lambda session, _: session.model_copy(update={"notes": ()}))
    after, found = merged(shared(start), one=[none], two=[])
    assert after.notes == ()
    assert told(found, "one", "two") == [
        ("From one", ["Notes: taken out: N1 comment: x"]),
        ("From two", ["Nothing that was not here already."]),
    ]


def test_a_side_is_of_the_copy_that_it_was_said_in_or_of_here() -> None:
    start = base()
    copy = changed(shared(start, "Table 1"), "t1", described("There", ""))
    here = changed(start, "h", described("Here", ""))
    after = together(here, copy)
    found = report(here, {"stick": Copy(copy, {})}, after)
    (conflict,) = found.conflicts
    assert {plain_text(side.said): found.source(side) for side in conflict.sides} == {
        **{"There": "Table 1", "Here": HERE},
    }
    assert told(found, "stick")[-1] == (
        "To be settled (of each, what is first stands until then)",
        ["Title", *(f"  {found.source(side)}: {plain_text(side.said)}" for side in conflict.sides)],
    )
    unknown = Report((Came((), "Notes", plain("x")),), (), (), {})
    assert told(unknown, "one") == [("From one", ["Nothing that was not here already."])]


# --- what a conflict is about --------------------------------------------------------------------------


def test_what_is_about_what_in_words() -> None:
    session = changed(planned(AGENDA, "Day"), "x", notes.add_note("comment", "x"))
    note, partner, step = session.notes[0], session.partners[0], session.agenda[0]

    def about(table: str, row: object, part: str, key: str = "k") -> str:
        return plain_text(what_about(session, table, row, key, part))  # type: ignore[arg-type]

    assert about("partners", None, "partners", ORDERS) == "Order of the partners"
    assert about(SESSION, None, "item_minutes") == "Item minutes"
    assert about("packs", None, WHOLE) == "Material"
    assert about("notes", note, "text") == "Notes: N1, text"
    assert about("notes", note, ALIVE) == about("notes", note, WHOLE) == "Notes: N1"
    assert about("partners", partner, "members") == "Partners: County Council, members"
    assert about("people", session.people[0], "partner_id") == "People: Priya Shah, partner"
    assert about("agenda", step, "minutes") == "Agenda: Welcome, minutes"
    agreed = score_edits.agree("icbo/D1.1", 3).apply(session, NOW)
    (row,) = agreed.tables["agreements"]
    said = plain_text(what_about(agreed, "agreements", row, "k", "level"))
    assert said.endswith("1.1 Relationships that put people first, level")


def sides(session: Session, table: str, row: object, part: str, *values: str) -> list[str]:
    return [plain_text(said) for _, said in in_sides(session, table, row, part, values)]  # type: ignore[arg-type]


def test_sides_are_told_in_words_by_names_and_from_where_they_differ() -> None:
    session = planned(AGENDA, "Day")
    row = session.people[0]
    assert sides(session, "people", row, ALIVE, TRUE, FALSE) == [
        "kept, and changed: Priya Shah · Director · ICB · in the chair",
        "taken out",
    ]
    assert sides(session, "people", None, ALIVE, TRUE) == ["kept, and changed"]
    assert sides(session, "people", row, "partner_id", '"icb"', "null") == ["ICB", "nothing"]
    assert sides(session, "people", row, "chair", "true", "false") == ["yes", "no"]
    assert sides(session, SESSION, None, "date", '"2026-12-05"', "null") == ["5 Dec 2026", "nothing"]
    assert sides(session, SESSION, None, "quorum", "2", "3") == ["2", "3"]
    keys = [key_of("agenda", step) for step in session.agenda[:3]]
    orders = [f'["{keys[0]}", "{keys[1]}", "{keys[2]}"]', f'["{keys[0]}", "{keys[2]}", "{keys[1]}"]']
    assert sides(session, "agenda", None, "agenda", *orders) == [
        "…, Open actions, Ten messages",
        "…, Ten messages, Open actions",
    ]
    longer = [f'["{keys[0]}"]', f'["{keys[0]}", "{keys[1]}"]']
    assert sides(session, "agenda", None, "agenda", *longer) == ["…", "…, Open actions"]
    series = [
        '{"id": "0123456789abcdef", "previous_title": "A"}',
        '{"id": "0123456789abcdee", "previous_title": "B"}',
    ]
    assert sides(session, SESSION, None, "series", *series) == ["A", "B"]
    dissents = ['[{"partner_id": "icb", "reason": "So"}]', '[{"partner_id": "icb", "reason": ""}]']
    agreed = score_edits.agree("icbo/D1.1", 3).apply(session, NOW)
    (own,) = agreed.tables["agreements"]
    assert sides(agreed, "agreements", own, "dissents", *dissents) == ["ICB: So", "ICB"]
    assert sides(agreed, "agreements", own, "level", "2", "4") == ["2 (early steps)", "4 (mostly)"]
    assert sides(agreed, "agreements", own, "target", "5", "null") == ["5 (fully)", "nothing"]
    said = row_saying("people", row, "name", "New")
    assert (said.uid, said.name, said.author) == (row.uid, "New", row.author)  # type: ignore[attr-defined]


# --- twins ---------------------------------------------------------------------------------------------


def ann(**fields: object) -> Edit:
    def apply(session: Session, now: object) -> Session:
        del now
        listed = (*session.people, Person(name="Ann", **fields))  # type: ignore[arg-type]
        return people.set_people(listed).apply(session, NOW)

    return Edit(lambda _: "", apply)


def test_what_each_twin_has_is_told_beside_them() -> None:
    start = shared(turns_session())

    def noted(session: Session, now: object) -> Session:
        del now
        uid = session.people[-1].uid
        session = notes.add_note("comment", "x", origin=f"s2/{uid}").apply(session, NOW)
        session = notes.add_action(ActionFields("y"), origin=f"s2/{uid}").apply(session, NOW)
        return people.set_chair(uid).apply(session, NOW)

    first = [ann(role="Chair"), Edit(lambda _: "", noted)]
    second = [ann(), Edit(lambda _: "", lambda s, _: late(s))]
    copies = [
        changed(shared(start, f"Table {at}"), f"t{at}", *own) for at, own in enumerate((first, second), 1)
    ]
    after = together(start, *copies)
    twin = next(own for own in conflicts(after) if own.part == TWICE)
    assert {(side.source, plain_text(side.said)) for side in twin.about} == {
        ("Table 1", "Ann · Chair · in the chair · 2 notes and actions"),
        ("Table 2", "Ann · came late, at 10:00 · A trustee."),
    }
    assert twin.id == f"{twin.key[:4]}.twice"
    assert [side.value for side in twin.sides] == ["", ""]


def late(session: Session) -> Session:
    uid = session.people[-1].uid
    session = people.set_attendance(uid, "late").apply(session, NOW)
    return people.declare_interests(uid, "A trustee.").apply(session, NOW)


def test_one_of_two_has_the_time_of_both_and_stands_once_in_an_order() -> None:
    start = shared(turns_session())
    copies = [changed(shared(start, f"Table {at}"), f"t{at}", ann()) for at in (1, 2)]
    after = together(start, *copies)
    twin = next(iter(twins(after)))
    spells = tuple(
        Spell(activity_id="s2", place=person.uid, seconds=seconds)
        for person, seconds in ((twin.stays, 30), (twin.other, 12))
    )
    ordered = turn_edits.order_turns("s2", [twin.other.uid, twin.stays.uid]).apply(after, NOW)
    joined = united(ordered.model_copy(update={"spells": spells}), twin)
    assert [(spell.place, spell.seconds) for spell in joined.spells] == [(twin.stays.uid, 42)]
    order = joined.activity("s2").order  # type: ignore[attr-defined]
    assert order[0] == twin.stays.uid
    assert len(set(order)) == len(order) == len(joined.people)
    assert findings(joined) == ()


def test_a_row_of_before_it_was_shared_is_said_where_it_was_made() -> None:
    start = base()
    copies = [
        changed(shared(start, "Table 1"), "t1", notes.add_note("comment", "x")),
        changed(shared(start, "Table 2"), "t2", notes.add_note("comment", "y")),
    ]
    after = together(*copies)
    assert [note.text for note in after.notes] == [note.text for note in together(*copies[::-1]).notes]
    texts = {note.author: note.text for note in after.notes}
    assert texts == {"t1": "x", "t2": "y"}


def test_an_order_that_two_changed_is_settled_whole(tmp_path: Path) -> None:
    del tmp_path
    start = shared(new_session("tips-and-pulse", "ICB"))
    ids = [step.id for step in start.agenda]
    after = together(
        changed(shared(start, "A"), "a", agenda.move_activity(ids[1], 1)),
        changed(shared(start, "B"), "b", agenda.move_activity(ids[3], 1)),
    )
    (conflict,) = conflicts(after)
    told_ = {side.source: plain_text(side.said).split(", ") for side in conflict.sides}
    assert all(said[0] == "…" for said in told_.values())
    for at in range(2):
        settled = settle(conflict.id, at).apply(after, NOW)
        assert sorted(step.id for step in settled.agenda) == sorted(ids)
    assert step_of(start, "score")
