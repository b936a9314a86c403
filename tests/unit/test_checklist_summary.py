"""Checks in the summary: one table a section, every remark beside its answer, and nothing said twice."""

from __future__ import annotations

import pytest

from sessions.edits import notes as note_edits
from sessions.kinds.checklist import edits
from sessions.kinds.checklist.records import ChecklistActivity
from sessions.kinds.score.records import ScoreActivity
from sessions.outputs.text import account
from sessions.record import Session
from sessions.scope import does_not_apply
from sessions.spans import plain_text
from sessions.summary.build import build
from sessions.summary.model import Bullets, Heading, TableBlock, cell_line
from sessions.voices import take_no_part
from tests.builders import packs
from tests.checklists import BOARD, GROUP, MEASURES, NEED, POOLED, after, checklist_session, filled


@pytest.fixture
def session() -> Session:
    return checklist_session("County Council", "ICB", "Voluntary sector")


def tables(session: Session, caption: str) -> list[list[list[str]]]:
    """The tables of this caption as text, each with its header first."""
    blocks = build(session, now=None).blocks
    return [
        [list(block.header), *([plain_text(cell_line(cell)) for cell in row] for row in block.rows)]
        for block in blocks
        if isinstance(block, TableBlock) and plain_text(block.caption).startswith(caption)
    ]


def flat(session: Session) -> str:
    return " ".join(account(session).split())


def test_a_section_has_one_table_with_answers_remarks_and_what_is_missing(session: Session) -> None:
    (table,) = tables(filled(session), "Checks")
    assert table == [
        ["Check", "Answer", "Remarks", "Actions"],
        ["1 Need assessed", "Yes", "–", "–"],
        ["2 Measures of performance", "Partly", "who reports?", "–"],
        ["3 Practice staff are ready", "Not known yet", "–", "–"],
        ["10 A steering group", "No", "–", "A1"],
        ["10, question 2: Has it got terms of reference?", "No", "–", "–"],
    ]


def test_a_remark_stands_once_and_a_check_has_no_heading_of_its_own(session: Session) -> None:
    made = filled(session)
    text = flat(made)
    assert text.count("who reports?") == 1
    assert text.count("There is no section 75 here") == 1
    headings = [plain_text(b.text) for b in build(made, now=None).blocks if isinstance(b, Heading)]
    assert not any("Measures of performance" in heading for heading in headings)
    assert made.item(GROUP).statement not in text, "what was an instruction to read out is none of it"


def test_figures_have_their_n_and_leave_out_what_does_not_apply(session: Session) -> None:
    text = flat(filled(session))
    assert "3 of 16 answered: 1 yes, 1 partly, 1 no; 1 not known yet; 12 to go." in text
    assert "17 answered" not in text


def test_what_was_not_reached_is_one_line(session: Session) -> None:
    text = flat(filled(session))
    names = text.partition("Not reached: ")[2].partition(". ")[0].split("; ")
    assert names[0] == "4 How we buy"
    assert len(names) == 12 + 6
    assert "8 Pooled budgets" not in names


def test_a_section_that_was_not_reached_stands_nowhere_else(session: Session) -> None:
    headings = [b.ref for b in build(filled(session), now=None).blocks if isinstance(b, Heading)]
    assert not any(ref.startswith("inclusion") for ref in headings)


def test_each_of_several_sections_has_its_own_figures() -> None:
    agenda = (ChecklistActivity(id="c", title="C", minutes=9, pack_id="inclusion"),)
    made = checklist_session().model_copy(update={"agenda": agenda, "packs": (packs()["inclusion"],)})
    made = after(made, edits.tick(BOARD, "no"), edits.tick("inclusion/B1", "yes"))
    text = flat(made)
    assert "where boards stand: 2 of 14 answered: 1 yes, 0 partly, 1 no; 12 to go." in text
    assert "1 of 6 answered: 0 yes, 0 partly, 1 no; 5 to go." in text
    assert "1 of 4 answered: 1 yes, 0 partly, 0 no; 3 to go." in text
    assert len(tables(made, "Checks")) == 2


def test_a_remark_alone_is_a_row_too(session: Session) -> None:
    made = after(session, note_edits.add_note("comment", "Ask finance", origin=NEED))
    (table,) = tables(made, "Checks")
    assert table[1:] == [["1 Need assessed", "Not answered", "Ask finance"]]


def test_evidence_is_told_apart_and_decisions_stand_in_their_own_place(session: Session) -> None:
    made = after(
        session,
        edits.tick(NEED, "yes"),
        note_edits.add_note("evidence", "JSNA 2026", origin=NEED),
        note_edits.add_note("decision", "Publish it", origin=NEED),
    )
    (table,) = tables(made, "Checks")
    assert table[1] == ["1 Need assessed", "Yes", "Evidence: JSNA 2026"]
    assert flat(made).count("Publish it") == 1
    assert "Publish it (from 1 Need assessed)" in flat(made)


def test_the_first_page_says_how_far_it_got_and_what_was_no(session: Session) -> None:
    text = flat(filled(session))
    told = "Before we commission through a lead provider: 3 of 16 answered: 1 yes, 1 partly, 1 no; "
    assert f"{told}1 not known yet; 12 to go. No: 10 A steering group." in text
    assert text.count("3 of 16 answered") == 1, "nothing is said twice"
    page = " ".join(plain_text(line) for block in build(filled(session), now=None, form="page").blocks
                    if isinstance(block, Bullets) for line in block.items)  # fmt: skip
    assert "3 of 16 answered" in page
    paper = build(filled(session), now=None, form="board").blocks
    assert any(isinstance(b, Heading) and plain_text(b.text) == "What was checked" for b in paper)


def test_dissent_is_on_the_first_page_with_what_it_is_from(session: Session) -> None:
    made = after(
        session,
        edits.tick(NEED, "yes"),
        edits.dissent_from_check(NEED, "icb", "Not the unmet need"),
        edits.tick(NEED, "partly"),
    )
    text = flat(made)
    assert "1 Need assessed: dissent of ICB from “yes”: Not the unmet need" in text
    assert text.count("Not the unmet need") == 1


def test_what_partners_said_stands_beside_the_answer(session: Session) -> None:
    made = after(
        session,
        edits.say_one(BOARD, "county-council", "yes"),
        edits.say_one(BOARD, "icb", "no"),
        edits.reveal_check(BOARD),
        edits.say_one(BOARD, "icb", "partly"),
        edits.tick(BOARD, "partly"),
        take_no_part(BOARD, "voluntary-sector", "It bids"),
    )
    (table,) = tables(made, "Checks")
    assert table[0] == ["Check", "Answer", "Partners said"]
    assert table[1][2] == "1 yes, 1 partly, 0 no (n = 2): County Council yes, ICB partly"
    assert "ICB: changed after the reveal, from no." in flat(made)
    assert "Takes no part in this: Voluntary sector (It bids)." in flat(made)


def test_of_people_only_the_totals_leave_the_room() -> None:
    made = checklist_session("County Council", "ICB", as_bodies=False)
    made = after(
        made,
        edits.say(BOARD, "county-council", (3, 1, 0)),
        edits.say(BOARD, "icb", (0, 0, 2), 1),
        edits.reveal_check(BOARD),
        edits.say(BOARD, "icb", (0, 1, 1), 1),
        edits.tick(BOARD, "yes"),
    )
    (table,) = tables(made, "Checks")
    assert table[1][2] == "3 yes, 2 partly, 1 no, 1 don’t know (n = 6)"
    assert "1 answer was changed after the reveal." in flat(made)
    assert "ICB: changed" not in flat(made)


def test_a_check_that_is_scored_too_has_its_part_with_both() -> None:
    pack = packs()["icbo"].only(("d4",))
    first = next(pack.items()).id
    session = checklist_session("ICB")
    scored = ScoreActivity(id="x", title="Score", minutes=9, pack_id="icbo")
    session = session.model_copy(
        update={"agenda": (*session.agenda, scored), "packs": (*session.packs, pack)}
    )
    made = after(session, edits.tick(first, "partly"), note_edits.add_note("comment", "Both", origin=first))
    text = flat(made)
    assert "Checked: Partly" in text
    assert text.count("Both") == 1
    assert tables(made, "Checks: Setting") == []


def test_what_was_noted_on_a_check_before_it_did_not_apply_is_kept(session: Session) -> None:
    made = after(
        session,
        edits.tick(MEASURES, "no"),
        note_edits.add_note("comment", "Said before", origin=POOLED),
        does_not_apply(POOLED, "No section 75"),
    )
    assert "Said before" in flat(made)
    assert len(tables(made, "Checks")[0]) == 2
