"""What takes a change back: whatever the change was, in whatever table or field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from sessions import plan
from sessions.acts import Reopening
from sessions.edits import (
    agenda as agenda_edits,
    event as event_edits,
    notes as note_edits,
    people as people_edits,
)
from sessions.identity import LISTS, stamped, tables_of, with_tables
from sessions.imports.taking import Take, Taking, take_answers
from sessions.inverse import FACTS, Inverse, fingerprint, inverse
from sessions.kinds import gaps as gap_edits
from sessions.kinds.appraise import edits as appraise_edits
from sessions.kinds.appraise.records import AppraiseActivity, Criterion
from sessions.kinds.checklist import edits as check_edits
from sessions.kinds.discuss import DiscussActivity
from sessions.kinds.evaluation.edits import say_words
from sessions.kinds.evaluation.records import EvaluationActivity
from sessions.kinds.guesses import guess, show_figure
from sessions.kinds.options import edits as option_edits
from sessions.kinds.options.records import OptionsActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.registry import asked_in
from sessions.kinds.roles.edits import object_to_role, set_role
from sessions.kinds.roles.records import RolesActivity
from sessions.kinds.score import edits as score_edits
from sessions.record import TABLES, Session
from sessions.returns import Return
from sessions.rows import Person, Row, Series, new_uid
from sessions.scope import does_not_apply
from sessions.store.tables import from_tables, to_tables
from sessions.voices import take_no_part
from tests.builders import NOW, new_session, packs, said

ITEM = "principles/P1"
LATER = NOW + dt.timedelta(minutes=5)


def with_more_steps(session: Session) -> Session:
    """The session with figures to guess and an evaluation before its close."""
    for step in (
        RolesActivity(id="new", title="Who", minutes=5, pack_id="tips", parties=("Us", "Them")),
        DiscussActivity(id="new", title="Guess first", minutes=5, pack_id="figures"),
        EvaluationActivity(id="new", title="How it was", minutes=5, pack_id="evaluation"),
    ):
        pack = packs()[str(step.pack_id)]
        session = agenda_edits.add_activity(session.agenda[-1].id, step, (pack,)).apply(session, NOW)
    appraisal = AppraiseActivity(
        id="new", title="Which", minutes=5, pack_id="tips", criteria=(Criterion(id="c1", name="Reach"),)
    )
    options = OptionsActivity(id="new", title="Choose", minutes=5, pack_id="scope", section_ids=("scope",))
    scope = packs()["scope"].only(("scope",))
    session = agenda_edits.add_activity(session.agenda[0].id, appraisal).apply(session, NOW)
    return agenda_edits.add_activity(session.agenda[0].id, options, (scope,)).apply(session, NOW)


def full() -> Session:
    """A session with rows in every table that people fill."""
    session = new_session("tips-and-pulse", "County Council", "ICB", "Age UK")
    session = with_more_steps(session)
    asked = asked_in(session, session.agenda)
    for edit in (
        people_edits.set_people([Person(name="Priya", role="Chair", partner_id="icb"), Person(name="Tom")]),
        score_edits.answer_level(ITEM, "icb", 2),
        score_edits.answer_level(ITEM, "age-uk", None),
        score_edits.reveal(ITEM),
        score_edits.agree(ITEM, 2, target=4, dissents=[("icb", "Not here.")]),
        vote_edits.vote("s3", "icb", {"tips/T1": 2}),
        vote_edits.reveal_vote("s3"),
        gap_edits.order_gaps([ITEM]),
        check_edits.tick("tips/T2", "partly"),
        check_edits.dissent_from_check("tips/T2", "icb", "It is done."),
        check_edits.say("tips/T3", "icb", (1, 0, 2)),
        check_edits.reveal_check("tips/T3"),
        guess("figures/F1", "icb", "12; 20"),
        show_figure("figures/F1"),
        say_words(session.agenda[-2].id, "useful x3"),
        appraise_edits.appraise(session.agenda[2].id, "tips/T5", "icb", {"c1": 2}),
        appraise_edits.reveal_levels(session.agenda[2].id, "tips/T5"),
        appraise_edits.set_weights(session.agenda[2].id, {"c1": 3}),
        option_edits.say_option(session.agenda[1].id, "icb", {"scope/O1": 1}),
        option_edits.reveal_options(session.agenda[1].id),
        option_edits.choose(session.agenda[1].id, "scope/O1", "Now"),
        set_role(session.agenda[-4].id, "tips/T4", "Us", "leads"),
        object_to_role(session.agenda[-4].id, "tips/T4", "Us", "Not us."),
        take_answers(
            Taking(
                [
                    Take(
                        asked["principles/P4"],
                        session.partners[1],
                        (0, 1, 0, 0, 0),
                        0,
                        1,
                    )
                ],
                returns=[Return(id="r", partner_id="icb", taken=("principles/P4",), at=NOW)],
            )
        ),
        take_no_part("principles/P2", "icb", "An interest."),
        does_not_apply("principles/P3", "Not here."),
        note_edits.add_note("parked", "Who pays?"),
        note_edits.add_note("comment", "A thing\nthat was said"),
        note_edits.add_action(note_edits.ActionFields("Draft it", due=dt.date(2027, 1, 30))),
    ):
        session = stamped(session, edit.apply(session, NOW), "laptop-a")
    return session


FULL = full()


def without_facts(session: Session) -> dict[str, Any]:
    return {name: value for name, value in said(session).items() if name not in FACTS}


def taken_back(before: Session, after: Session) -> Session:
    """`after` with the change taken back by what was kept on disk."""
    kept = inverse(before, after, label="x", at=NOW).model_dump_json()
    return Inverse.model_validate_json(kept).onto(after)


def test_every_table_has_rows_here() -> None:
    assert {name for name, rows in tables_of(FULL).items() if rows} >= {*LISTS, *TABLES} - {"spells"}


TABLE = st.sampled_from(sorted(name for name, rows in tables_of(FULL).items() if rows and name != "spells"))
NUMBER = st.integers(0, 9)


def _removed(rows: tuple[Row, ...], number: int) -> tuple[Row, ...]:
    place = number % len(rows)
    return rows[:place] + rows[place + 1 :]


def _changed(rows: tuple[Row, ...], number: int) -> tuple[Row, ...]:
    place = number % len(rows)
    new = rows[place].model_copy(update={"a_key_of_later": number})
    return (*rows[:place], new, *rows[place + 1 :])


def _added(rows: tuple[Row, ...], number: int) -> tuple[Row, ...]:
    place = number % len(rows)
    return (*rows[:place], rows[place].model_copy(update={"uid": new_uid()}), *rows[place:])


def _turned(rows: tuple[Row, ...], number: int) -> tuple[Row, ...]:
    return (*rows[number % len(rows) :], *rows[: number % len(rows)])


HOW = st.sampled_from((_removed, _changed, _added, _turned))


@given(st.lists(st.tuples(TABLE, HOW, NUMBER), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_whatever_happened_to_rows_is_taken_back(
    changes: list[tuple[str, Callable[[tuple[Row, ...], int], tuple[Row, ...]], int]],
) -> None:
    tables = dict(tables_of(FULL))
    for name, how, number in changes:
        if tables[name]:
            tables[name] = how(tables[name], number)
    after = stamped(FULL, with_tables(FULL, tables), "laptop-b")
    restored = taken_back(FULL, after)
    assert without_facts(restored) == without_facts(FULL)
    assert fingerprint(restored) == fingerprint(FULL)
    if without_facts(after) != without_facts(FULL):
        assert fingerprint(after) != fingerprint(FULL)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "Another [b]title[/b]"),
        ("place", "Élsewhere"),
        ("date", dt.date(2027, 2, 28)),
        ("as_bodies", False),
        ("template_id", "one-domain"),
        ("packs", ()),
        ("item_minutes", 4),
        ("quorum", 3),
        ("series", Series(id="x", next_meeting=dt.date(2027, 3, 1))),
        ("final_at", LATER),
        ("reopened", (Reopening(reason="A slip", at=LATER),)),
        ("a_key_of_later", {"deep": [1, None]}),
    ],
)
def test_every_field_is_taken_back_there_and_back(name: str, value: object) -> None:
    first = FULL.model_copy(update={"a_key_of_later": 1})
    after = first.model_copy(update={name: value})
    for one, other in ((first, after), (after, first)):
        assert fingerprint(one) != fingerprint(other)
        restored = taken_back(one, other)
        assert without_facts(restored) == without_facts(one)
        assert fingerprint(restored) == fingerprint(one)


def test_what_was_not_changed_stays_the_same_object() -> None:
    after = stamped(FULL, note_edits.add_note("comment", "More").apply(FULL, NOW), "laptop-b")
    restored = taken_back(FULL, after)
    assert restored.packs is FULL.packs
    assert restored.agenda[0] is FULL.agenda[0]
    kept = inverse(FULL, after, label="x", at=NOW)
    assert len(kept.model_dump_json()) < 400, "no copy of the session"


def test_time_and_place_are_left_alone_but_for_where_it_was_done() -> None:
    before = event_edits.move_to(_stop(FULL, 1)).apply(FULL, NOW)
    after = note_edits.add_note("comment", "More").apply(before, NOW)
    moved = event_edits.move_to(_stop(FULL, 2)).apply(after, NOW)
    elsewhere = event_edits.mark_summarised().apply(moved, LATER)
    assert fingerprint(elsewhere) == fingerprint(after)
    restored = inverse(before, after, label="x", at=NOW).onto(elsewhere)
    assert (restored.at, restored.summary_at) == (before.at, LATER)


def _stop(session: Session, number: int) -> Any:
    return plan.stops(session)[number]


def test_the_fingerprint_is_that_of_the_file() -> None:
    again = from_tables(to_tables(FULL), Path("s.json"))
    assert fingerprint(again) == fingerprint(FULL)


@pytest.mark.parametrize(
    "damage",
    [
        {"tables": {"nonsense": {"rows": [{"uid": "1"}]}}},
        {"tables": {"notes": {"rows": [{"uid": "1", "kind": "no kind"}]}}},
        {"tables": {"notes": {"order": ["1", "2"]}}},
        {"fields": {"date": "yesterday"}},
    ],
)
def test_what_is_none_of_ours_is_refused(damage: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        Inverse(label="x", at=NOW, takes_back_from="", **damage).onto(FULL)


def test_settings_of_a_kind_are_part_of_what_is_compared() -> None:
    after = vote_edits.change_dots("s3", dots=7, stack=True).apply(FULL, NOW)
    assert fingerprint(after) != fingerprint(FULL)
    assert fingerprint(taken_back(FULL, after)) == fingerprint(FULL)
