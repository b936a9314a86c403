"""What leaves the room without names: roles, bodies or "a participant", in every form and format."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest

from sessions.acts import Approval, Reopening
from sessions.anonymous import SIGN, without_names
from sessions.edit import Edit
from sessions.edits import notes as note_edits, people as people_edits
from sessions.edits.agenda import add_activity
from sessions.kinds.score import edits as score_edits
from sessions.outputs import registry
from sessions.outputs.tidy import tables
from sessions.outputs.write import write
from sessions.record import Session
from sessions.rows import Action, Person
from sessions.summary.forms import FORMS, Form
from tests.builders import NOW, activity, new_session

NAMES = re.compile(r"priya|shah|okafor|\btom\b|ravi|ahmed|salah|ann bo|kim lee|jo kay", re.IGNORECASE)


def apply(session: Session, *edits: Edit) -> Session:
    for edit in edits:
        session = edit.apply(session, NOW)
    return session


@pytest.fixture
def session() -> Session:
    """A session that names people wherever it can."""
    session = new_session("self-assessment", "County Council", "ICB")
    people = [
        Person(
            name="Priya Shah", role="Director", partner_id="icb", chair=True, interests="Priya Shah owns it"
        ),
        Person(name="Tom Okafor", role="Deputy to Priya Shah", partner_id="county-council"),
        Person(name="Kim Lee", partner_id="icb"),
        Person(name="Jo Kay", attendance="apologies"),
    ]
    turns = activity(
        id="t1", kind="turns", title="Turns", minutes=20, who=["Ann Bo", "Tom Okafor", "Ravi Ahmed"]
    )
    talk = activity(id="t2", kind="talk", title="Talk by Mo Salah", minutes=9, speaker="Dr Mo Salah, ICB")
    session = session.model_copy(update={"title": "Set of Priya Shah", "place": "Vale"})
    session = apply(
        session,
        people_edits.set_people(people),
        add_activity("s1", turns),
        add_activity("s1", talk),
        note_edits.add_note(
            "evidence", "Annual report. Priya said so, and Dr Shah, and TOM OKAFOR.", origin="icbo/D1.3"
        ),
        note_edits.add_note("decision", "Jo Kay decides"),
        score_edits.answer_level("icbo/D1.3", "icb", 2),
        score_edits.reveal("icbo/D1.3"),
        score_edits.agree("icbo/D1.3", 2),
        score_edits.dissent("icbo/D1.3", "county-council", "Okafor sees no plan"),
    )
    turn = next(step.id for step in session.agenda if step.kind == "turns")
    actions = [
        Action(
            id="A1", text="Write to Tom", owner="Priya Shah", body="ICB", due=dt.date(2027, 1, 30), at=NOW
        ),
        Action(id="A2", text="Call", owner="Ravi Ahmed", origin=f"{turn}/Ravi Ahmed", at=NOW),
        Action(id="A3", text="Pay", owner="Kim Lee", at=NOW),
        Action(id="A4", text="Count", owner="Everyone", at=NOW),
        Action(id="A5", text="Host", body="County Council", at=NOW),
    ]
    signed = {
        "final_by": "Priya Shah",
        "final_at": NOW,
        "reopened": (Reopening(reason="Tom Okafor was late", at=NOW, by="Somebody Else", final_by="Jo Kay"),),
        "approvals": (Approval(of=NOW, at=NOW, by="Kim Lee", amendments=("for Tom read Priya",)),),
    }
    return session.model_copy(update={"actions": tuple(actions), **signed})


def text_of(data: bytes) -> str:
    if not data.startswith(b"PK\x03\x04"):
        return data.replace(b"\r\n ", b"").decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(re.sub(r"<[^>]*>", " ", archive.read(name).decode(errors="replace"))
                         for name in archive.namelist())  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
def test_no_form_and_no_format_has_a_name(session: Session, form: Form, tmp_path: Path) -> None:
    named = write(session, tmp_path / "named", registry.ids(), now=NOW, form=form)
    assert any(NAMES.search(text_of(path.read_bytes())) for path in named), "or else this looks for nothing"
    written = write(session, tmp_path / "without", registry.ids(), now=NOW, form=form, anonymous=True)
    assert {path.name for path in written}.isdisjoint(path.name for path in named)
    for path in written:
        assert "-anonymous-" in path.name
        found = NAMES.search(path.name) or NAMES.search(text_of(path.read_bytes()))
        assert found is None, (path.name, found)
    of_summary = [path for path in written if path.suffix in (".md", ".txt", ".html", ".docx")]
    assert all(SIGN in text_of(path.read_bytes()) for path in of_summary)


def test_a_role_a_body_or_a_participant_stands_there(session: Session) -> None:
    seen = without_names(session)
    assert [row.name for row in seen.people] == [
        "Director", "Deputy to the Director (ICB)", "a participant", "a participant"
    ]  # fmt: skip
    assert [(row.owner, row.body) for row in seen.actions] == [
        ("Director", "ICB"), ("a participant", ""), ("", "ICB"), ("Everyone", ""), ("", "County Council")
    ]  # fmt: skip
    assert seen.notes[0].text == (
        "Annual report. The Director (ICB) said so, and the Director (ICB), "
        "and the Deputy to the Director (ICB) (County Council)."
    )
    assert seen.notes[1].text == "A participant decides"
    assert seen.title == "Set of the Director (ICB)"
    assert (seen.final_by, seen.reopened[0].by, seen.approvals[0].by) == ("a participant",) * 3
    assert len({row.uid for row in seen.actions} & {row.uid for row in session.actions}) == 5
    assert [row.name for row in seen.partners] == ["County Council", "ICB"], "bodies keep theirs"


def test_what_belongs_to_a_turn_still_does(session: Session) -> None:
    seen = without_names(session)
    (step,) = (step for step in seen.agenda if step.kind == "turns")
    who = step.names_people()
    assert len(set(who)) == len(who) == 3
    assert seen.actions[1].origin == f"{step.id}/{who[2]}"


def test_words_that_are_names_as_well_stay_words() -> None:
    people = [Person(name="May Will"), Person(name="Mark Hope")]
    text = "May 2027: who will pay? May Will and Mr Hope hope so. Mark it."
    session = apply(new_session(), people_edits.set_people(people), note_edits.add_note("comment", text))
    assert without_names(session).notes[0].text == (
        "May 2027: who will pay? A participant and a participant hope so. Mark it."
    )


def test_a_session_that_names_nobody_is_the_same() -> None:
    session = new_session("self-assessment", "Council")
    assert without_names(session) is session


def test_answers_of_people_that_are_not_told_by_partner_have_a_sign_of_their_own() -> None:
    session = apply(
        new_session("self-assessment", "Council", "ICB", as_bodies=False),
        score_edits.answer("icbo/D1.3", "council", (0, 1, 5, 0, 0)),
        score_edits.answer("icbo/D1.3", "icb", (0, 0, 1, 0, 0)),
        score_edits.answer("icbo/D1.4", "council", (0, 1, 5, 0, 0)),
        score_edits.answer("icbo/D1.4", "icb", (0, 0, 5, 0, 0)),
        score_edits.reveal("icbo/D1.3"),
        score_edits.reveal("icbo/D1.4"),
    )
    (answers,) = (table for table in tables(session) if table.id == "answers")
    cells = [dict(zip(answers.columns, row, strict=True)) for row in answers.rows]
    told = {(row["item_id"], row["partner"]) for row in cells}
    hidden = "not told: fewer than five answered"
    assert told == {("icbo/D1.3", hidden), ("icbo/D1.4", "Council"), ("icbo/D1.4", "ICB")}
    assert {row["partner_id"] for row in cells if row["partner"] == hidden} == {None}
    assert 0 not in {row["answers"] for row in cells}
