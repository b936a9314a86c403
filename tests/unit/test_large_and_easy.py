"""Large print and easy read: what stands in them, and how they are set for those who need them."""

from __future__ import annotations

import datetime as dt
import io
import re
import runpy
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt

from sessions.edits import notes as note_edits
from sessions.outputs import html, markdown, text, word
from sessions.record import Session
from sessions.spans import plain_text
from sessions.summary.build import build
from sessions.summary.easy import MOST_WORDS, TOO_LONG
from sessions.summary.forms import Form
from sessions.summary.model import Paragraph, Picture, TableBlock
from tests.builders import answered, new_session, profiled

EXAMPLE = runpy.run_path(str(Path(__file__).parents[1] / "golden" / "example.py"))
NOW = EXAMPLE["NOW"]
SHEET = (Path(__file__).parents[2] / "sessions" / "outputs" / "templates" / "summary.css").read_text("utf-8")


@pytest.fixture(scope="module")
def session() -> Session:
    whole: Session = EXAMPLE["session"]()
    return whole


def easy_lines(session: Session) -> list[str]:
    blocks = build(session, now=NOW, form="easy").blocks
    return [plain_text(line) for block in blocks if isinstance(block, Picture) for line in block.lines]


def test_large_print_says_what_the_page_says_and_has_no_table(session: Session) -> None:
    large, page = build(session, now=NOW, form="large"), build(session, now=NOW, form="page")
    assert any(isinstance(block, TableBlock) for block in page.blocks)
    assert not any(isinstance(block, TableBlock) for block in large.blocks)
    said = text.render(large).decode()
    for action in session.actions:
        assert f"\n{action.id}\n" in said
        assert action.text in said
    assert "Owner: Priya Shah (ICB)\nDue: 30 Jan 2027\n" in said
    for block in page.blocks:
        if not isinstance(block, TableBlock):
            assert block in large.blocks


@pytest.mark.parametrize("form", ["large", "easy"])
def test_nothing_in_word_is_smaller_than_16_points(session: Session, form: Form) -> None:
    document = Document(io.BytesIO(word.render(build(session, now=NOW, form=form))))
    in_tables = [
        paragraph
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ]
    assert bool(in_tables) is (form == "easy")
    footer = document.sections[0].footer.paragraphs
    for paragraph in (*document.paragraphs, *in_tables, *footer):
        assert paragraph.style is not None
        size = paragraph.style.font.size
        assert size is not None, paragraph.style.name
        assert size >= Pt(16), paragraph.style.name
        assert not paragraph.style.font.italic, "upright letters are easier to read"
        assert all(run.font.size is None for run in paragraph.runs)


def test_no_table_in_word_is_wider_than_the_page(session: Session) -> None:
    document = Document(io.BytesIO(word.render(build(session, now=NOW, form="easy"))))
    page = document.sections[0]
    assert page.page_width is not None
    room = page.page_width - (page.left_margin or 0) - (page.right_margin or 0)
    for table in document.tables:
        assert sum(column.width or 0 for column in table.columns) <= room


def test_letters_of_a_large_page_on_screen_and_on_paper() -> None:
    """16 points are 21.3 pixels of CSS, and 1.333 rem where a rem is the browser's usual 16 pixels."""
    assert re.search(r"\.form-large, \.form-easy \{[^}]*font: 1\.375rem/", SHEET)
    printed = SHEET.partition("@media print")[2]
    sizes = re.findall(r"form-large[^{]*\{ font-size: ([\d.]+)pt", printed)
    assert sizes
    assert all(float(size) >= 16 for size in sizes)


def test_the_web_page_says_which_form_it_is(session: Session) -> None:
    page = html.render(build(session, now=NOW, form="easy")).decode()
    assert '<body class="form-easy">' in page
    assert '<p class="picture">Picture: a calendar</p>' in page
    assert "<table" not in page
    assert "<table" not in html.render(build(session, now=NOW, form="large")).decode()


def test_easy_read_is_marked_as_a_draft_to_be_tried_with_readers(session: Session) -> None:
    summary = build(session, now=NOW, form="easy")
    first = next(block for block in summary.blocks if isinstance(block, Paragraph))
    assert first.style == "fill"
    assert plain_text(first.text).startswith("This is a draft. Try it with people who will read it")
    assert "**\\[Picture: a calendar\\]**" in markdown.render(summary).decode()


def test_easy_read_has_an_idea_a_line(session: Session) -> None:
    told = easy_lines(session)
    assert "It was on Tuesday 1 December 2026." in told
    at = told.index("Draft the risk-sharing protocol")
    assert told[at + 1 : at + 3] == [
        "Priya Shah will do this.",
        "It should be done by Saturday 30 January 2027.",
    ]
    assert "We are at 2 of 5 (early steps)." in told
    assert "This is done." in told
    assert "There was no time for 2 things." in told


def test_what_was_typed_stands_a_sentence_a_line_and_long_ones_are_marked(session: Session) -> None:
    long = " ".join(["word"] * (MOST_WORDS + 1)) + "."
    session = note_edits.add_note("decision", f"We meet. We do it!\nIs it so? {long}").apply(session, NOW)
    told = easy_lines(session)
    at = told.index("We do it!")
    assert told[at - 1 : at + 4] == ["We meet.", "We do it!", "Is it so?", long, plain_text(TOO_LONG)]


def test_no_sentence_of_ours_is_too_long(session: Session) -> None:
    session = note_edits.add_action(
        note_edits.ActionFields("Call", owner="Sam", due=dt.date(2027, 9, 29))
    ).apply(session, NOW)
    for block in build(session, now=NOW, form="easy").blocks:
        if isinstance(block, Picture):
            for line in block.lines:
                ours = "" if any(span.typed for span in line) else plain_text(line)
                assert len(ours.split()) <= MOST_WORDS, ours


def test_hard_words_are_listed(session: Session) -> None:
    session = note_edits.add_note("decision", "The ICB signs the S75 deed for A7.").apply(session, NOW)
    said = text.render(build(session, now=NOW, form="easy")).decode()
    assert "or said in other words: ICB]" in said.replace("\n", " ")
    assert "[to be filled in: what hard words mean, a line each]" in text.render(
        build(new_session(), now=NOW, form="easy")
    ).decode().replace("\n", " ")


@pytest.mark.parametrize("form", ["large", "easy"])
def test_what_is_hidden_from_the_room_is_hidden_here(form: Form) -> None:
    """In 1.4 of this session nothing was revealed."""
    session = profiled()
    other = answered(session, "icbo/D1.4", (5, 5, 5))
    assert other != session
    said, told = (text.render(build(record, now=None, form=form)) for record in (session, other))
    assert said == told
