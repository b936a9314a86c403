"""Evidence that was noted: whose word it is, chosen or not."""

import pytest

from sessions.edits import notes
from sessions.evidence_words import KINDS, to_look_for
from sessions.material import EVIDENCE_KINDS, Evidence
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.spans import plain_text
from sessions.words import note_in_room
from tests.builders import NOW, new_session


def noted(text: str = "Nobody rang back", **more: object) -> Session:
    made = new_session("four-domains", "ICB")
    return notes.add_note("evidence", text, origin="icbo/D1.3", **more).apply(made, NOW)  # type: ignore[arg-type]


def test_every_kind_has_words() -> None:
    assert tuple(KINDS) == EVIDENCE_KINDS


def test_what_to_look_for_says_kind_and_link_where_it_has_them() -> None:
    assert to_look_for(Evidence(text="A policy")) == "A policy"
    assert to_look_for(Evidence(text="A policy", kind="documents")) == "A policy (documents)"
    assert to_look_for(Evidence(text="A policy", link="P:/policy")) == "A policy → P:/policy"
    assert to_look_for(Evidence(text="Figures", kind="data", link="P:/f")) == "Figures (data) → P:/f"


def test_the_kind_is_said_before_the_text_and_nothing_where_none_was_chosen() -> None:
    said = noted(evidence="people")
    assert plain_text(note_in_room(said, said.notes[0])) == "evidence: what people said: Nobody rang back"
    assert "- what people said: Nobody rang back" in account(said)
    plain = noted()
    assert plain_text(note_in_room(plain, plain.notes[0])) == "evidence: Nobody rang back"
    assert "- Nobody rang back" in account(plain)


def test_only_evidence_has_one() -> None:
    with pytest.raises(Problem, match="Only evidence"):
        notes.add_note("comment", "x", evidence="data").apply(new_session(), NOW)


def test_it_stays_with_evidence_until_it_is_changed_and_goes_with_the_kind_of_note() -> None:
    said = noted(evidence="people")
    kept = notes.change_note("N1", kind="evidence", text="Nobody called").apply(said, NOW)
    assert (kept.notes[0].text, kept.notes[0].evidence) == ("Nobody called", "people")
    other = notes.change_note("N1", kind="evidence", text="x", evidence="staff").apply(said, NOW)
    assert other.notes[0].evidence == "staff"
    none = notes.change_note("N1", kind="evidence", text="x", evidence=None).apply(said, NOW)
    assert none.notes[0].evidence is None
    comment = notes.change_note("N1", kind="comment", text="x").apply(said, NOW)
    assert comment.notes[0].evidence is None
