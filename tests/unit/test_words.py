"""One fact, one wording: what is said of figures and records, and which of it people typed."""

from __future__ import annotations

import datetime as dt
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from sessions import spread_words, words
from sessions.analysis import spreads
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import Agreement, Dissent, standing_ballots
from sessions.material import Level, Scale
from sessions.record import Session
from sessions.rows import Action, Note, Partner
from sessions.spans import Line, Span, joined, listed, on_screen, plain, plain_text, strong, typed
from sessions.summary.build import build
from sessions.summary.model import Bullets, Facts, Heading, Paragraph, Status, TableBlock, cell_line
from tests.builders import NOW, TODAY

SCALE = Scale(question="Where?", levels=tuple(Level(number=n, label=f"label {n}") for n in range(1, 6)))
NAME = "sees it"
"""A partner's name that is of the words of our own sentences."""
EXAMPLE = runpy.run_path(str(Path(__file__).parents[1] / "golden" / "example.py"))


def four(*answers: int | None, as_bodies: bool = True) -> Session:
    """The example with partners of its own, of which the first answers have one each on fw/1.1."""
    names = (NAME, "Care providers", "ICB", "Council")
    partners = tuple(Partner(id=f"p{number}", name=name) for number, name in enumerate(names))
    changed = {
        "partners": partners,
        "people": (),
        "as_bodies": as_bodies,
        **dict.fromkeys(("ballots", "rounds", "agreements", "votes", "notes", "actions"), ()),
    }
    session: Session = EXAMPLE["session"]().model_copy(update=changed)
    for partner, level in zip(partners, answers, strict=False):
        session = score_edits.answer_level("fw/1.1", partner.id, level).apply(session, NOW)
    return session


# --- spans ----------------------------------------------------------------------------------------


def test_apostrophes_are_straight_on_a_screen_where_they_are_ours() -> None:
    line = (*plain("We don’t know what "), *typed("it’s"), *strong(" it’s"))
    assert on_screen(line) == "We don't know what it’s it's"
    assert plain_text(line) == "We don’t know what it’s it’s"


@given(st.lists(st.text(min_size=1), max_size=4))
def test_a_list_loses_nothing_and_keeps_what_was_typed(names: list[str]) -> None:
    line = listed([typed(name) for name in names])
    assert [span.text for span in line if span.typed] == names
    assert plain_text(line) == ", ".join(names[:-1]) + " and " * (len(names) > 1) + "".join(names[-1:])


def test_what_says_nothing_is_left_out_with_what_would_stand_beside_it() -> None:
    assert joined(((), plain("a"), (), typed("b"), ()), ", ") == (
        Span("a"),
        Span(", "),
        Span("b", typed=True),
    )
    assert joined((), ", ") == ()


# --- names are told apart from the beginning ------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ((1, 4, 4, 4), f"{NAME} sees it three levels lower than the others."),
        ((4, 1, 4, 4), "Care providers see it three levels lower than the others."),
        (
            (1, 5, 1, 5),
            f"{NAME} and ICB are at the low end, Care providers and Council at the high end.",
        ),
    ],
)
def test_a_name_is_typed_and_nothing_else_is(answers: tuple[int, ...], sentence: str) -> None:
    session = four(*answers)
    (line,) = words.apart(session, "fw/1.1")
    assert plain_text(line) == sentence
    names = {partner.name for partner in session.partners}
    assert {span.text for span in line if span.typed} <= names
    assert not any(name in span.text for span in line if not span.typed for name in names - {NAME})
    (nameless,) = words.apart(four(*answers, as_bodies=False), "fw/1.1")
    assert not any(span.typed for span in nameless)


def test_who_is_missing_and_who_stands_by_the_first_view_by_name() -> None:
    session = four(3, 3)
    ids = standing_ballots(session, "fw/1.1")
    line = words.missing(session, "fw/1.1", ids, "answer")
    assert plain_text(line) == "No answer from ICB and Council."
    assert [span.text for span in line if span.typed] == ["ICB", "Council"]
    assert plain_text(words.missing(session, "fw/1.1", ids, "dots")) == "Without the dots of ICB and Council."
    nameless = four(3, 3, as_bodies=False)
    assert plain_text(words.missing(nameless, "fw/1.1", ids, "answer")) == "Answers from 2 of 4 partners."
    assert words.missing(four(3, 3, 3, 3), "fw/1.1", {"p0", "p1", "p2", "p3"}, "answer") == ()
    kept = words.kept(score_edits.answer_level("fw/1.1", "p0", 4, number=2).apply(session, NOW), "fw/1.1", 2)
    assert plain_text(kept) == "Care providers did not answer again: the first view stands."
    assert words.kept(session, "fw/1.1", 1) == ()


def lines_of(session: Session) -> Iterator[Line]:
    """Every line of the summary."""
    for block in build(session, now=None).blocks:
        match block:
            case Heading(_, text) | Paragraph(text) | Status(_, text):
                yield text
            case Bullets(items):
                yield from items
            case Facts(rows):
                yield from (value for _, value in rows)
            case TableBlock():
                yield from (cell_line(cell) for row in block.rows for cell in row)


def test_no_name_stands_in_a_summary_as_if_it_were_ours() -> None:
    session: Session = EXAMPLE["session"]()
    names = [partner.name for partner in session.partners]
    ours = [span.text for line in lines_of(session) for span in line if not span.typed]
    assert not [text for text in ours if any(name in text for name in names)]


# --- records --------------------------------------------------------------------------------------


def test_an_action_is_said_in_the_room_as_far_as_it_is_known() -> None:
    bare = Action(id="A7", text="Draft", at=NOW)
    assert plain_text(words.action_in_room(bare, TODAY)) == "A7 Draft · no owner yet · no date yet"
    full = bare.model_copy(update={"owner": "Priya", "body": "ICB", "due": dt.date(2026, 11, 30)})
    line = words.action_in_room(full, TODAY)
    assert plain_text(line) == "A7 Draft · Priya, ICB · 30 Nov 2026 · overdue"
    assert [span.text for span in line if span.typed] == ["Draft", "Priya", "ICB"]
    done = full.model_copy(update={"status": "done"})
    assert plain_text(words.action_who(done, TODAY)) == "Priya, ICB · 30 Nov 2026 · done"
    assert plain_text(words.status(done)) == "Done"


def test_a_note_and_what_became_of_it() -> None:
    action = Action(id="A4", text="Ask", at=NOW)
    session = four().model_copy(update={"actions": (action,)})
    note = Note(id="N1", kind="parked", text="Who pays?", origin="fw/1.1", at=NOW)
    assert plain_text(words.note_line(session, note)) == "Who pays?"
    note = note.model_copy(update={"outcome": "action", "outcome_uid": action.uid})
    assert plain_text(words.note_line(session, note)) == "Who pays? → action A4"
    assert plain_text(words.note_in_room(session, note)) == "parked: Who pays? → action A4"
    assert plain_text(words.note_from(session, note)) == "1.1: Who pays? → action A4"
    assert words.called(four(), None) == ""
    assert words.origin(four(), None) == "the session as a whole"
    assert words.origin(four(), "gone/9") == words.called(four(), "gone/9") == "gone/9"


def test_what_was_agreed_in_the_room() -> None:
    agreement = Agreement(
        item_id="fw/1.1", level=3, evidence="none", dissents=(Dissent(partner_id="p0", reason="No"),), at=NOW
    )
    assert words.agreed_in_room(agreement, 4, SCALE) == (
        "Agreed level: 3 label 3 · target 4 label 4 · 1 dissent on record"
    )
    assert words.agreed_in_room(agreement, None, SCALE, evidence=True, sign=" (✗)") == (
        "Agreed level: 3 label 3 · no evidence · 1 dissent on record (✗)"
    )


@pytest.mark.parametrize(
    ("counts", "dont_know", "said"),
    [
        ((0, 0, 1, 0, 0), 0, "3 label 3"),
        ((0, 0, 0, 0, 0), 1, "don’t know"),
        ((0, 1, 2, 0, 0), 4, "1 on 2, 2 on 3, 4 don’t know"),
        ((0, 0, 0, 0, 0), 0, "no answer"),
    ],
)
def test_what_was_answered_is_said_the_same_to_whoever_typed_it(
    counts: tuple[int, ...], dont_know: int, said: str
) -> None:
    assert plain_text(words.answers_in_room(spreads.spread(counts, dont_know), SCALE)) == said


def test_half_levels_are_said_alike_on_paper_and_in_the_room() -> None:
    spread = spreads.spread((0, 1, 1, 0, 0))
    assert spread_words.figures(spread) == "2 answers, median 2½, from 2 to 3, each person counts once"
    room = plain_text(spread_words.figures_in_room(spread))
    assert room == "median 2½, from 2 to 3, 2 answers, each person counts once"
    assert spread_words.shift(spreads.spread((0, 1, 0, 0, 0)), spread).endswith(
        "the median rose from 2 to 2½."
    )


def test_the_words_for_the_views_are_one_set() -> None:
    for counts in ((3, 0, 0, 0, 3), (0, 0, 6, 0, 0), (1, 0, 3, 0, 1), (0, 1, 0, 0, 0)):
        views = spread_words.views(spreads.spread(counts))
        assert spread_words.views_in_caps(spreads.spread(counts)) == views.upper()
        assert spread_words.views_in_row(spreads.spread(counts)) == views.removesuffix(" answers")
    before, after = spreads.spread((3, 0, 0, 0, 3)), spreads.spread((0, 0, 6, 0, 0))
    assert plain_text(spread_words.shift_in_room(before, after)) == (
        "Views were split; after the talk views agree. The median stays at 3."
    )


# --- cells ----------------------------------------------------------------------------------------


def test_cells_keep_their_types_for_those_who_count_with_them() -> None:
    tables = [
        block for block in build(EXAMPLE["session"](), now=None).blocks if isinstance(block, TableBlock)
    ]
    cells = [cell for table in tables for row in table.rows for cell in row]
    assert any(isinstance(cell, dt.date) for cell in cells)
    assert cell_line(dt.date(2026, 12, 5)) == plain("5 Dec 2026")
    assert cell_line(3) == plain("3")
