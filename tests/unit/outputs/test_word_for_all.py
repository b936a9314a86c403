"""A Word document for whoever does not see it: what a checker of accessibility asks of one."""

from __future__ import annotations

import io
import re
import struct
import zlib
from functools import cache
from itertools import pairwise

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from sessions.house import INK, House, Logo
from sessions.outputs import word
from sessions.outputs.word_layout import HEAD_FILL, column_widths
from sessions.spans import plain, plain_text
from sessions.summary.build import build
from sessions.summary.forms import FORMS, Form
from sessions.summary.model import Cell, TableBlock, cell_line
from tests.builders import NOW
from tests.every_kind import every_kind
from themes.contrast import ratio

PLAIN_PAPER = "#ffffff"


@cache
def document(form: Form) -> WordDocument:
    """The form of a session with a step of every kind."""
    return Document(io.BytesIO(word.render(build(every_kind(), now=NOW, form=form))))


def style_of(paragraph: object) -> str:
    return str(paragraph.style.name)  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", FORMS)
def test_headings_are_headings_in_their_order(form: Form) -> None:
    styles = [style_of(paragraph) for paragraph in document(form).paragraphs]
    levels = [
        0 if style == "Title" else int(style[-1])
        for style in styles
        if style == "Title" or style.startswith("Heading ")
    ]
    assert levels[0] == 0
    assert levels.count(0) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    said = [p.text for p in document(form).paragraphs if style_of(p).startswith("Heading ")]
    assert all(text.strip() for text in said), "no empty heading"


@pytest.mark.parametrize("form", FORMS)
def test_it_has_a_title_and_a_language(form: Form) -> None:
    made = document(form)
    assert made.core_properties.title == every_kind().title
    assert made.core_properties.language == "en-GB"
    (language,) = made.styles["Normal"].element.rPr.findall(qn("w:lang"))
    assert language.get(qn("w:val")) == "en-GB"


@pytest.mark.parametrize("form", FORMS)
def test_tables_have_a_head_that_repeats_a_title_and_a_description(form: Form) -> None:
    for table in document(form).tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(cell.text.strip() for cell in first.cells), "no head is empty"
        assert not [row for row in others if row._tr.trPr.find(qn("w:tblHeader")) is not None]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        for tag in ("w:tblCaption", "w:tblDescription"):
            assert table._tbl.tblPr.find(qn(tag)).get(qn("w:val")).strip()
        assert not table._tbl.findall(f".//{qn('w:vMerge')}"), "cells in rows and columns, and no others"
        assert not table._tbl.findall(f".//{qn('w:gridSpan')}")


@pytest.mark.parametrize("form", FORMS)
def test_lists_are_lists(form: Form) -> None:
    made = document(form)
    lists = [paragraph for paragraph in made.paragraphs if style_of(paragraph).startswith("List ")]
    assert lists or form == "easy"
    for paragraph in lists:
        assert paragraph.style is not None
        assert paragraph.style.element.pPr.find(qn("w:numPr")) is not None
    typed = re.compile(r"^\s*([-–•*·]|\d+[.)])\s")
    others = [
        p.text for p in made.paragraphs if not style_of(p).startswith(("List ", "Heading ", "Title", "toc"))
    ]
    assert [text for text in others if typed.match(text)] == [], "signs that someone typed make no list"


@pytest.mark.parametrize("form", FORMS)
def test_blank_lines_make_no_space(form: Form) -> None:
    blank = [not paragraph.text.strip() for paragraph in document(form).paragraphs]
    assert not any(one and other for one, other in pairwise(blank))


def test_the_contents_lead_to_every_heading() -> None:
    made = document("full")
    marks = {mark.get(qn("w:name")) for mark in made.element.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in made.element.iter(qn("w:hyperlink"))]
    headings = [p.text for p in made.paragraphs if style_of(p) in ("Heading 1", "Heading 2")]
    listed = [p.text for p in made.paragraphs if style_of(p).casefold().startswith("toc ")]
    assert listed == headings
    assert set(links) == marks
    assert len(links) == len(headings)


@pytest.mark.parametrize("form", FORMS)
def test_colours_can_be_read(form: Form) -> None:
    made = document(form)
    used = {style_of(paragraph) for paragraph in made.paragraphs}
    for style in made.styles:
        font = getattr(style, "font", None)
        if font is not None and font.color is not None and font.color.rgb is not None:
            assert style.name not in used or ratio(f"#{font.color.rgb}", PLAIN_PAPER) >= 4.5, style.name
    fills = {mark.get(qn("w:fill")) for mark in made.element.iter(qn("w:shd"))} - {None, "auto"}
    assert fills <= {HEAD_FILL}
    assert ratio(INK, f"#{HEAD_FILL}") >= 7
    assert ratio("#000000", f"#{HEAD_FILL}") >= 7


def _picture() -> bytes:
    """A grey PNG of four by four."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\x00" + b"\x80" * 4 for _ in range(4)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_picture_says_what_it_shows() -> None:
    logo = Logo(_picture(), "image/png", "Exampleshire County Council")
    house = House(word_logo=logo)
    made = Document(io.BytesIO(word.render(build(every_kind(), now=NOW, form="minutes", house=house))))
    pictures = list(made.element.iter(qn("wp:docPr")))
    assert [picture.get("descr") for picture in pictures] == ["Exampleshire County Council"]


def test_a_narrow_column_has_room_for_a_head_of_wide_letters() -> None:
    row = (
        "A1",
        "Rewrite the leaflet with its readers",
        "Asha Patel (Council)",
        "30 Jan 2027",
        "1.1",
    )
    heads = ("No.", "Action", "Owner", "Due", "From")
    block = TableBlock(plain("Actions"), heads, (tuple(plain(text) for text in row),))
    widths = column_widths(block, 9000)
    margins, bold_m = 216, 170  # twentieths of a point: both sides of a cell, and the widest letter
    assert widths[-1] - margins >= 2 * bold_m + 2 * 80
    assert sum(widths) <= 9000


def a_table(*rows: tuple[str, ...]) -> TableBlock:
    head, *below = rows
    return TableBlock(plain("Answers"), head, tuple(tuple(map(plain, row)) for row in below))


def test_where_there_is_nearly_room_one_text_alone_is_broken() -> None:
    levels = ("1 the old way", "2 mostly old", "3 between", "4 mostly new", "5 the new way", "don't know")
    block = a_table(("Level", *levels), ("Answers", "3", "1", "0", "0", "0", "0"))
    columns = zip(block.header, *(map(on_paper, row) for row in block.rows), strict=True)
    tight = [
        texts
        for width, texts in zip(column_widths(block, 9637), columns, strict=True)
        if width - 216 < 100 * max(map(len, texts))
    ]
    assert tight == [("5 the new way", "0")]


def test_a_short_owner_stands_in_one_line_beside_a_long_action() -> None:
    session = every_kind()
    (table,) = (
        block
        for block in build(session, now=NOW, form="minutes").blocks
        if isinstance(block, TableBlock) and "Owner" in block.header
    )
    owner = table.header.index("Owner")
    longest = max(len(on_paper(row[owner])) for row in table.rows)
    assert longest > 15
    assert column_widths(table, 9637)[owner] - 216 >= 100 * longest


def on_paper(cell: Cell) -> str:
    return plain_text(cell_line(cell))


def test_where_there_is_room_no_text_of_a_table_is_broken() -> None:
    letter, margins, whole = 100, 216, 9637  # twentieths of a point: of a character, a cell and the page
    levels = ("1 not yet", "2 early steps", "3 part-way", "4 mostly", "5 fully", "don't know")
    counted = a_table(("Level", *levels), ("Answers", "0", "0.3", "2.5", "2.2", "0", "0.1"))
    said = a_table(("Partner", "Answer"), ("People with lived experience", "2 (early steps)"))
    for block in (counted, said):
        columns = zip(block.header, *(map(on_paper, row) for row in block.rows), strict=True)
        for width, texts in zip(column_widths(block, whole), columns, strict=True):
            assert width - margins >= letter * max(map(len, texts))
