"""The same person, or the same body, put down on two laptops: asked, never guessed, and nothing is lost."""

from __future__ import annotations

import pytest

from sessions import voices
from sessions.edit import Edit
from sessions.edits import notes, people
from sessions.edits.notes import ActionFields
from sessions.inverse import inverse, settles
from sessions.kinds.roles.edits import set_parties, set_role
from sessions.kinds.roles.records import FUNCTIONS
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import AGREEMENTS, BALLOTS
from sessions.kinds.turns import edits as turn_edits
from sessions.kinds.turns.records import TurnsActivity
from sessions.many.make import card_of
from sessions.many.merge.conflicts import Conflict, conflicts
from sessions.many.merge.settling import BOTH, settle
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Person
from sessions.spans import plain_text
from sessions.store.check import findings
from sessions.versions import shared
from sessions.voices import RECUSALS
from tests.apart import changed, together
from tests.builders import NOW
from tests.every_kind import AGENDA, COUNCIL, ICB, planned, step_of

TWO, ONE = 0, 1


def named(session: Session, name: str) -> list[Person]:
    return [person for person in session.people if person.name.casefold() == name.casefold()]


def adding(name: str, **fields: object) -> Edit:
    """Somebody more on the list of people."""

    def apply(session: Session, now: object) -> Session:
        listed = (*session.people, Person(name=name, **fields))  # type: ignore[arg-type]
        return people.set_people(listed).apply(session, NOW)

    return Edit(lambda _: "person", apply)


def base() -> Session:
    return shared(planned(AGENDA, "Day"))


def tables(session: Session, first: list[Edit], second: list[Edit]) -> Session:
    """What two tables make of it."""
    copies = (shared(session, f"Table {number}") for number in (1, 2))
    return together(
        session,
        *(
            changed(copy, f"t{number}", *edits)
            for number, (copy, edits) in enumerate(zip(copies, (first, second), strict=True), start=1)
        ),
    )


def only(session: Session) -> Conflict:
    (conflict,) = conflicts(session)
    return conflict


def after(session: Session, *edits: Edit) -> Session:
    return changed(session, "here", *edits)


def test_who_was_added_at_two_tables_is_asked_about_with_what_each_has() -> None:
    session = tables(base(), [adding("Ann Lee", role="Director", partner_id=ICB)], [adding("ann  lee")])
    conflict = only(session)
    assert plain_text(conflict.what).endswith("stands here twice: one person, or two?")
    assert [plain_text(side.said) for side in conflict.sides] == [
        "two people, as it stands",
        "one person: what is said of each goes together",
    ]
    assert {(side.source, plain_text(side.said)) for side in conflict.about} == {
        ("Table 1", "Ann Lee · Director · ICB"),
        ("Table 2", "ann  lee"),
    }
    assert card_of(session).texts.count("1"), "and it is counted in the list of sessions"
    assert len(named(session, "ann lee")) + len(named(session, "ann  lee")) == 2, "until then both stand"


@pytest.mark.parametrize("makes", ["before", "one table", "here"])
def test_two_of_one_name_that_a_laptop_knew_both_are_two(makes: str) -> None:
    twice = [adding("Ann Lee"), adding("Ann Lee")]
    if makes == "before":
        session = tables(shared(after(planned(AGENDA, "Day"), *twice)), [], [])
    elif makes == "one table":
        session = tables(base(), twice, [])
    else:
        session = after(base(), *twice)
    assert len(named(session, "Ann Lee")) == 2
    assert conflicts(session) == ()


def test_told_that_they_are_two_they_are_not_asked_about_again_anywhere() -> None:
    session = tables(base(), [adding("Ann Lee")], [adding("Ann Lee")])
    told = after(session, settle(only(session).id, TWO))
    assert conflicts(told) == ()
    assert len(named(told, "Ann Lee")) == 2
    assert conflicts(together(session, told)) == conflicts(together(told, session)) == ()
    assert settles(session, told), "so that undo asks again"
    back = inverse(session, told, label="x", at=NOW).onto(told)
    assert len(conflicts(back)) == 1


def test_one_person_has_what_both_had_and_the_same_on_every_laptop() -> None:
    session = tables(
        base(),
        [adding("Ann Lee", role="Director")],
        [adding("Ann Lee", partner_id=ICB, interests="A trustee.")],
    )
    settled = after(session, settle(only(session).id, ONE))
    (person,) = named(settled, "Ann Lee")
    assert (person.role, person.partner_id, person.interests) == ("Director", ICB, "A trustee.")
    assert conflicts(settled) == ()
    elsewhere = changed(session, "elsewhere", settle(only(session).id, ONE))
    both = together(settled, elsewhere)
    assert [row.uid for row in named(both, "Ann Lee")] == [person.uid], "settled alike apart, it is settled"
    assert conflicts(both) == ()
    late = together(both, session)
    assert [row.uid for row in named(late, "Ann Lee")] == [person.uid], "nor does a late copy bring two back"


def test_where_they_differ_it_is_to_be_settled_next() -> None:
    session = tables(base(), [adding("Ann Lee", role="Director")], [adding("Ann Lee", role="Chair")])
    settled = after(session, settle(only(session).id, ONE))
    conflict = only(settled)
    assert {(side.source, plain_text(side.said)) for side in conflict.sides} == {
        ("Table 1", "Director"),
        ("Table 2", "Chair"),
    }
    (person,) = named(settled, "Ann Lee")
    assert plain_text(conflict.sides[0].said) == person.role, "the first one stands until then"
    wanted = next(at for at, side in enumerate(conflict.sides) if plain_text(side.said) == "Chair")
    (person,) = named(after(settled, settle(conflict.id, wanted)), "Ann Lee")
    assert person.role == "Chair"


def test_turns_notes_and_owners_follow_a_person() -> None:
    turns = step_of(base(), "turns")

    def committed(session: Session) -> Session:
        person = named(session, "Ann Lee")[-1]
        origin = f"{turns}/{person.uid}"
        session = notes.add_note("comment", "From her", origin=origin).apply(session, NOW)
        fields = ActionFields("Call", owner=person.name)
        return notes.add_action(fields, origin=origin).apply(session, NOW)

    commits = Edit(lambda _: "x", lambda session, _: committed(session))
    first = Edit(
        lambda _: "x",
        lambda s, _: turn_edits.order_turns(turns, [named(s, "Ann Lee")[-1].uid]).apply(s, NOW),
    )
    session = tables(base(), [adding("Ann Lee"), commits, first], [adding("ann lee"), commits])
    settled = after(session, settle(only(session).id, ONE))
    (person,) = named(settled, "Ann Lee")
    assert {note.origin for note in settled.notes} == {f"{turns}/{person.uid}"}
    assert {action.origin for action in settled.actions} == {f"{turns}/{person.uid}"}
    assert {action.owner for action in settled.actions} == {person.name}
    step = settled.activity(turns)
    assert isinstance(step, TurnsActivity)
    assert step.order[0] == person.uid
    assert len(set(step.order)) == len(step.order) == len(settled.people)
    assert findings(settled) == ()


def renamed(partner_id: str, name: str) -> Edit:
    return people.change_partner(partner_id, name=name, sector="voluntary")


@pytest.fixture
def bodies() -> Session:
    """Two tables that know Mind, one of them as a partner that it added under another name first."""
    function = next(item.id for item in base().pack("lead-provider-roles").items())
    roles = step_of(base(), "roles")

    def said(partner_id: str, level: int, role: str) -> list[Edit]:
        return [
            score_edits.answer_level("icbo/D1.1", partner_id, level),
            score_edits.answer_level(f"icbo/D1.{1 + level}", partner_id, 3),
            score_edits.agree("icbo/D1.1", 3),
            score_edits.dissent("icbo/D1.1", partner_id, f"Not {level}"),
            voices.take_no_part("icbo/D1.8", partner_id, "It bids."),
            set_parties(roles, "partners"),
            set_role(roles, function, partner_id, role),  # type: ignore[arg-type]
            adding(f"Sam {level}", partner_id=partner_id),
            notes.add_action(ActionFields("Ask", body="Mind")),
        ]

    return tables(
        base(),
        [people.add_partner("Mind"), *said("mind", 1, "leads")],
        [people.add_partner("Minds"), renamed("minds", "MIND"), *said("minds", 2, "told")],
    )


def test_a_body_is_asked_about_and_all_that_refers_to_it_follows(bodies: Session) -> None:
    conflict = next(conflict for conflict in conflicts(bodies) if conflict.part == "twice")
    assert "one body, or two?" in plain_text(conflict.what)
    with pytest.raises(Problem, match="settled first"):
        after(bodies, settle(conflict.id, ONE))
    while rest := [row for row in conflicts(bodies) if row.part != "twice"]:
        both = rest[0].both_can_stand
        bodies = after(bodies, settle(rest[0].id, BOTH if both else 0))
    settled = after(bodies, settle(conflict.id, ONE))
    (partner,) = [row for row in settled.partners if row.name.casefold() == "mind"]
    assert {person.partner_id for person in settled.people if person.name in ("Sam 1", "Sam 2")} == {
        partner.id
    }
    mine = [ballot for ballot in BALLOTS.of(settled) if ballot.partner_id not in (COUNCIL, ICB)]
    assert {(row.item_id, row.partner_id) for row in mine} == {
        (f"icbo/D1.{number}", partner.id) for number in (1, 2, 3)
    }
    assert {row.partner_id for row in RECUSALS.of(settled)} == {partner.id}
    assert {entry.party for row in FUNCTIONS.of(settled) for entry in row.roles} == {partner.id}
    assert {row.partner_id for own in AGREEMENTS.of(settled) for row in own.dissents} == {partner.id}
    assert {action.body for action in settled.actions} == {partner.name}
    assert findings(settled) == ()
    said = {row.part: {plain_text(side.said) for side in row.sides} for row in conflicts(settled)}
    assert "name" in said
    assert [row.table for row in conflicts(settled) if row.part == "*"], "two answers stand side by side"
    undone = inverse(bodies, settled, label="x", at=NOW).onto(settled)
    assert {row.id for row in undone.partners} == {row.id for row in bodies.partners}


def test_a_body_that_is_called_like_a_pack_leaves_what_is_of_the_pack_alone() -> None:
    told = [notes.add_note("comment", "On it", origin="icbo/D1.1")]
    step = step_of(base(), "table-work")
    for _ in range(6):  # whichever of the two has the lower identity
        first = [people.add_partner("icbo"), *told, notes.add_note("comment", "x", origin=f"{step}/icbo")]
        second = [people.add_partner("other"), renamed("other", "ICBO")]
        session = tables(base(), first, second)
        settled = after(session, settle(only(session).id, ONE))
        stays = next(row.id for row in settled.partners if row.id in ("icbo", "other"))
        assert {note.origin for note in settled.notes} == {"icbo/D1.1", f"{step}/{stays}"}
        assert findings(settled) == ()
