"""What "Undone: …" says: which row it was, on one line, and never more of it than is read at a glance."""

from collections.abc import Callable

import pytest

from sessions.edit import Edit
from sessions.edits import agenda as agenda_edits, notes as note_edits, people as people_edits
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.score import edits as score_edits
from sessions.record import Session
from tests.builders import NOW, new_session

LONG = "Draft the protocol\nand take it to both boards " + "again " * 40
ITEM = "icbo/D1.6"


def session() -> Session:
    """Three actions, two notes and a parked point, so that labels do not begin with one."""
    made = new_session("four-domains", "County Council", "ICB " * 30)
    for number in range(3):
        made = note_edits.add_action(note_edits.ActionFields(f"Do {number}")).apply(made, NOW)
    made = note_edits.add_note("parked", "Who signs?").apply(made, NOW)
    return note_edits.add_note("comment", "Said.").apply(made, NOW)


def _step(kind: str) -> str:
    return next(step.id for step in session().agenda if step.kind == kind)


LABELS: dict[str, Callable[[], Edit]] = {
    "action A4 “Draft the protocol”": lambda: note_edits.add_action(
        note_edits.ActionFields("Draft the protocol")
    ),
    "action A4 “Draft the protocol and take it to both boards a…”": lambda: note_edits.add_action(
        note_edits.ActionFields(LONG)
    ),
    "change of action A2 “Do 1”": lambda: note_edits.change_action(
        session().actions[1].model_copy(update={"text": "Else"})
    ),
    "evidence N3 “The deed”": lambda: note_edits.add_note("evidence", "The deed", origin=ITEM),
    "decision N3 “Yes”": lambda: note_edits.add_note("decision", "Yes"),
    "parked point N3 “Later”": lambda: note_edits.add_note("parked", "Later"),
    "change of note N2 “Said.”": lambda: note_edits.change_note("N2", kind="comment", text=""),
    "dropping of parked point N1 “Who signs?”": lambda: note_edits.drop_parked("N1"),
    "decision on parked point N1 “Who signs?”": lambda: note_edits.parked_to_decision("N1", "We do"),
    "agreed level 3 on 1.6": lambda: score_edits.agree(ITEM, 3),
    "answer of County Council on 1.6": lambda: score_edits.answer_level(ITEM, "county-council", 3),
    "taking back the answer of County Council on 1.6": lambda: score_edits.take_back(ITEM, "county-council"),
    "minutes of Welcome": lambda: agenda_edits.set_minutes(_step("welcome"), 9),
    "partner Police": lambda: people_edits.add_partner("Police"),
    "change of partner County Council": lambda: people_edits.change_partner(
        "county-council", name="Council", sector="council"
    ),
}


@pytest.mark.parametrize("label", LABELS)
def test_a_label_says_which(label: str) -> None:
    assert LABELS[label]().label(session()) == label


@pytest.mark.parametrize(
    "edit",
    [
        note_edits.add_action(note_edits.ActionFields(LONG)),
        note_edits.add_note("comment", LONG),
        people_edits.add_partner(LONG),
        score_edits.answer_level(ITEM, session().partners[1].id, 1),
    ],
)
def test_a_label_is_one_short_line(edit: Edit) -> None:
    label = edit.label(session())
    assert len(label) < 80
    assert "\n" not in label


def test_the_reveal_of_dots_says_of_which_vote() -> None:
    made = new_session("tips-and-pulse", "County Council")
    vote = next(step for step in made.agenda if step.kind == "prioritise")
    assert vote_edits.reveal_vote(vote.id).label(made) == f"reveal of the dots in {vote.title}"
    assert vote_edits.change_dots(vote.id, dots=2, stack=True).label(made).endswith(vote.title)
