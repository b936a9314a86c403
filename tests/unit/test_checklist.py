"""Checklists below the screen: what is recorded, refused and counted, and what a file can get wrong."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from sessions import plan
from sessions.edits import agenda as agenda_edits, notes as note_edits
from sessions.kinds.checklist import edits
from sessions.kinds.checklist.records import (
    ANSWERS,
    CHECKS,
    CheckAnswer,
    ChecklistActivity,
    checks_of,
    checks_on,
    progress_of,
)
from sessions.kinds.checklist.words import how_far
from sessions.kinds.registry import kind_of
from sessions.many.make import card_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.scope import applies, does_not_apply
from sessions.store.library import Library
from sessions.store.load import load
from sessions.voices import take_no_part
from tests.builders import NOW, packs, page
from tests.checklists import (
    BOARD,
    FILE,
    GROUP,
    MEASURES,
    NEED,
    POOLED,
    after,
    checklist_session,
    filled,
    said,
)
from workshop.materials.load import load_file

LATER = NOW + dt.timedelta(minutes=5)


@pytest.fixture
def session() -> Session:
    return checklist_session("County Council", "ICB", "Voluntary sector")


# --- the template ---------------------------------------------------------------------------------


def test_a_template_says_who_answers(session: Session) -> None:
    together, by_partner = (step for step in session.agenda if isinstance(step, ChecklistActivity))
    assert (together.by_partner, by_partner.by_partner) == (False, True)
    checks = together.items(session.packs)
    assert (len(checks), len(checks) + sum(len(item.questions) for item in checks)) == (17, 32)


@pytest.mark.parametrize(
    ("key", "wrong", "said"),
    [
        ("by_partner = true", 'by_partner = "yes"', "steps[2].by_partner"),
        ("by_partner = true", "by_partners = true", "did you mean 'by_partner'"),
        ('pack = "inclusion"', "", "needs a pack"),
        ('kind = "checklist"', 'kind = "check"', "'checklist'"),
    ],
)
def test_a_mistake_in_a_template_names_what_was_expected(
    tmp_path: Path, key: str, wrong: str, said: str
) -> None:
    file = tmp_path / "mine.toml"
    text = FILE.read_text("utf-8")
    if not wrong:
        text = text.replace('sections = ["board"]\n', "")
    file.write_text(text.replace(key, wrong), "utf-8")
    with pytest.raises(Problem) as problem:
        load_file(plan.Template, file)
    assert said in f"{problem.value} {problem.value.hint}"


def test_every_section_closes_also_where_the_pack_asks_nothing_there() -> None:
    pack = packs()["inclusion"]
    bare = pack.model_copy(
        update={"sections": tuple(s.model_copy(update={"closing": ""}) for s in pack.sections)}
    )
    step = ChecklistActivity(id="c", title="C", minutes=9, pack_id="inclusion")
    made = Session(id="s", title="S", template_id="t", created_at=NOW, agenda=(step,), packs=(bare,))
    closings = [stop for stop in plan.stops(made) if stop.part == "closing"]
    assert len(closings) == len(bare.sections)
    assert page(made, closings[0]).lines[0].text == "What do we do about what is missing?"


# --- the room's answers ---------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_recorded_changed_and_taken_back(session: Session, answer: CheckAnswer) -> None:
    first = after(session, edits.tick(NEED, "partly"))
    made = edits.tick(NEED, answer).apply(first, LATER)
    (row,) = CHECKS.of(made)
    assert (row.answer, row.question, row.at) == (answer, 0, LATER)
    assert row.uid == CHECKS.of(first)[0].uid, "it stays the same row"
    assert CHECKS.of(after(made, edits.untick(NEED))) == ()


def test_questions_under_a_check_are_answered_on_their_own(session: Session) -> None:
    made = after(
        session, edits.tick(GROUP, "no"), edits.tick_question(GROUP, 2, "no"), edits.tick(GROUP, "partly")
    )
    assert {number: row.answer for number, row in checks_on(made, GROUP).items()} == {0: "partly", 2: "no"}
    back = after(made, edits.untick(GROUP, 2))
    assert set(checks_on(back, GROUP)) == {0}
    assert set(checks_on(after(made, edits.untick(GROUP)), GROUP)) == {2}, "those under it stay"


@pytest.mark.parametrize(("item", "number", "hint"), [(GROUP, 5, "from 1 to 4"), (NEED, 1, "has none")])
def test_a_question_that_is_not_there_is_refused(session: Session, item: str, number: int, hint: str) -> None:
    with pytest.raises(Problem, match=f"no question {number}") as problem:
        after(session, edits.tick_question(item, number, "yes"))
    assert hint in problem.value.hint


def test_nothing_is_taken_back_where_nothing_is(session: Session) -> None:
    with pytest.raises(Problem, match="no answer to take back"):
        after(session, edits.untick(NEED))
    with pytest.raises(KeyError):
        after(session, edits.tick("lead-provider/C99", "yes"))


def test_what_does_not_apply_takes_no_answer_and_keeps_the_one_it_had(session: Session) -> None:
    made = after(session, edits.tick(POOLED, "no"), does_not_apply(POOLED, "No section 75"))
    for edit in (
        edits.tick(POOLED, "yes"),
        edits.tick_question(POOLED, 1, "no"),
        edits.say_one(POOLED, "icb", "no"),
    ):
        with pytest.raises(Problem, match="does not apply here: No section 75"):
            after(made, edit)
    assert progress_of(made, [POOLED, NEED]).of == 1
    again = progress_of(after(made, applies(POOLED)), [POOLED, NEED])
    assert (again.of, again.count("no")) == (2, 1)


def test_undo_says_what_it_was(session: Session) -> None:
    assert edits.tick(GROUP, "no").label(session) == "answer to 10 A steering group"
    said = edits.tick_question(GROUP, 2, "no").label(session)
    assert said == "answer to question 2 of 10 A steering group"
    assert edits.say_one(BOARD, "icb", "no").label(session) == "answer of ICB on 1.1"


# --- dissent --------------------------------------------------------------------------------------


def test_dissent_stays_and_says_from_what(session: Session) -> None:
    made = after(session, edits.tick(GROUP, "yes"), edits.dissent_from_check(GROUP, "ICB", "It never met"))
    made = after(made, edits.tick(GROUP, "partly"))
    (row,) = CHECKS.of(made)
    (dissent,) = row.dissents
    assert (dissent.partner_id, dissent.reason, dissent.from_answer) == ("icb", "It never met", "yes")
    changed = after(made, edits.dissent_from_check(GROUP, "icb", "Once only"))
    assert [d.reason for d in CHECKS.of(changed)[0].dissents] == ["Once only"]
    assert CHECKS.of(after(changed, edits.dissent_from_check(GROUP, "icb", " ")))[0].dissents == ()


def test_dissent_needs_an_answer_and_somebody_who_takes_part(session: Session) -> None:
    with pytest.raises(Problem, match="no answer to dissent from"):
        after(session, edits.dissent_from_check(GROUP, "ICB", "No"))
    made = after(session, edits.tick(GROUP, "yes"), edits.dissent_from_check(GROUP, "ICB", "No"))
    out = after(made, take_no_part(GROUP, "icb", "It bids"))
    assert CHECKS.of(out)[0].dissents == (), "who takes no part has no dissent there"
    with pytest.raises(Problem, match="takes no part"):
        after(out, edits.dissent_from_check(GROUP, "ICB", "No"))


# --- how far it has got ---------------------------------------------------------------------------


def test_what_does_not_apply_is_in_no_figure_and_n_is_said(session: Session) -> None:
    made = filled(session)
    progress = progress_of(made, checks_of(made, "lead-provider/checklist"))
    assert (progress.n, progress.of, len(progress.left)) == (3, 16, 12)
    assert how_far(progress) == "3 of 16 answered: 1 yes, 1 partly, 1 no; 1 not known yet; 12 to go"
    assert how_far(progress_of(made, [POOLED])) == "Nothing here applies"
    assert kind_of(made.agenda[1]).progress(made) == (4, 22)
    assert card_of(made).texts[6:8] == ("4", "22"), "the list of sessions says so"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 17), st.sampled_from([*ANSWERS, "out", "back", "remark"])),
        max_size=30,
    )
)
def test_the_figures_add_up_whatever_was_done(done: list[tuple[int, str]]) -> None:
    made = checklist_session("ICB")
    expected: dict[str, str] = {}
    out: set[str] = set()
    for number, what in done:
        ref = f"lead-provider/C{number}"
        if what == "remark":
            made = after(made, note_edits.add_note("comment", "x", origin=ref))
        elif what == "out":
            made, out = after(made, does_not_apply(ref, "x")), out | {ref}
        elif ref in out:
            continue
        elif what == "back":
            if expected.pop(ref, None):
                made = after(made, edits.untick(ref))
        else:
            made, expected[ref] = after(made, edits.tick(ref, what)), what  # type: ignore[arg-type]
    progress = progress_of(made, checks_of(made, "lead-provider/checklist"))
    for answer in ANSWERS:
        assert set(progress.answered[answer]) == {
            r for r, a in expected.items() if a == answer and r not in out
        }
    assert progress.of == 17 - len(out)
    assert progress.of == progress.n + progress.count("unknown") + len(progress.left)
    assert not out & {*progress.left, *(ref for ids in progress.answered.values() for ref in ids)}


def test_the_rest_can_be_moved_to_the_end(session: Session) -> None:
    made = after(filled(session), agenda_edits.postpone_rest("s2"))
    rest = next(step for step in made.agenda if step.title.endswith("(the rest)"))
    assert isinstance(rest, ChecklistActivity)
    assert len(rest.item_ids) == 12
    closings = [stop for stop in plan.stops(made) if stop.ref == "lead-provider/checklist"]
    assert [stop.activity_id for stop in closings] == [rest.id], "the section closes once, at its end"


# --- files ----------------------------------------------------------------------------------------


BROKEN = (
    ("checks", {"item_id": "lead-provider/C99"}, "no item 'lead-provider/C99'"),
    ("checks", {"answer": "maybe"}, "Input should be 'yes', 'partly', 'no' or 'unknown'"),
    ("checks", {"question": 9}, "there is no question 9 under this check"),
    ("checks", {"question": -1}, "greater than or equal to 0"),
    ("partner_checks", {"partner_id": "nobody"}, "no partner 'nobody'"),
    ("partner_checks", {"counts": [1, 0]}, "2 counts for 3 answers"),
    ("partner_checks", {"counts": [2, -1, 0]}, "a count is below nought"),
    ("partner_checks", {"before": {"counts": [1]}}, "1 counts for 3 answers before the change"),
    ("checks_revealed", {"item_id": "x"}, "no item 'x'"),
)


@pytest.mark.parametrize(("table", "change", "what"), BROKEN)
def test_what_a_file_can_get_wrong_is_said(
    session: Session, tmp_path: Path, table: str, change: dict[str, Any], what: str
) -> None:
    made = after(said(session), edits.reveal_check(BOARD), edits.tick(MEASURES, "no"))
    data, path = on_disk(made, tmp_path)
    data[table]["1"].update(change)
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(Problem) as damage:
        load(path)
    assert what in str(damage.value)


def test_what_stands_twice_or_in_the_wrong_place_is_said(session: Session, tmp_path: Path) -> None:
    made = after(session, edits.tick(MEASURES, "no"), edits.dissent_from_check(MEASURES, "icb", "No"))
    data, path = on_disk(made, tmp_path)
    row = data["checks"]["1"]
    for rows, what in (
        ([row, {**row, "uid": "other"}], "this is answered already"),
        ([{**row, "dissents": row["dissents"] * 2}], "'icb' dissents twice"),
        ([{**row, "question": 1}], "dissent is from the answer to the check"),
    ):
        data["checks"] = {str(number): row for number, row in enumerate(rows, start=1)}
        path.write_text(json.dumps(data), "utf-8")
        with pytest.raises(Problem) as damage:
            load(path)
        assert what in str(damage.value)


def test_a_file_comes_back_as_it_was(session: Session, tmp_path: Path) -> None:
    made = filled(after(said(session), edits.reveal_check(BOARD)))
    _, path = on_disk(made, tmp_path)
    assert load(path).session == made


def on_disk(session: Session, folder: Path) -> tuple[dict[str, Any], Path]:
    with Library(folder).create(session) as file:
        path = file.path
    return json.loads(path.read_text("utf-8")), path
