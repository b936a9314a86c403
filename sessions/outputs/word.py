"""The summary as a Word document that an officer can edit: real headings, lists, tables and styles by name.

Charts are tables here. A house template can be laid over it: only the names of Word's own styles are used,
and `Workshop Statement`, `Fill`, `Organisation` and `Cover Note`, which are made where it has none. What
python-docx has no setter for (header rows, alternative text, language) is set in the XML.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from sessions import words
from sessions.house import INK, PALE, Logo
from sessions.outputs.word_layout import (
    HEAD_FILL,
    LARGE,
    add_contents,
    add_table,
    describe,
    new_paragraph,
    room,
    runs_of,
    set_out,
)
from sessions.outputs.word_styles import enlarge, renamed, style_names, styled, tinted
from sessions.spans import Line, plain, plain_text
from sessions.summary import model
from sessions.summary.forms import Form
from sessions.summary.model import (
    Block,
    Chart,
    PlacesData,
    ProfileData,
    SlopeData,
    SpreadData,
    Summary,
    TableBlock,
    spoken,
)
from sessions.text import harmless

LANGUAGE = "en-GB"
STATEMENT, FILL = "Workshop Statement", "Workshop Fill"
ORGANISATION, COVER = "Workshop Organisation", "Workshop Cover Note"
_STYLES = {"statement": STATEMENT, "fill": FILL, "organisation": ORGANISATION, "cover": COVER}
_LOGO_HEIGHT, _LOGO_WIDTH, _LOGO_ON_A_PAGE = 1.3, 7.0, 0.8  # centimetres, at most; where every line counts
_PINNED = datetime(2000, 1, 1, tzinfo=UTC)
_LINE = 110  # characters of facts that stand side by side
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)  # so that two documents of one record are the same bytes
_PICTURE, _PICTURE_WIDTH = 3.8, 5.0
"""Centimetres: least height of a row with room for a picture, and its width."""


def render(summary: Summary) -> bytes:
    """The summary as the bytes of a Word document."""
    document = styled(summary.house)
    _set_up(document, summary)
    if summary.house.word_logo is not None:
        _logo(document, summary.house.word_logo, summary.form)
    elsewhere = summary.form == "page" and summary.house.word_logo is not None
    before: Block | None = None
    for is_picture, blocks in groupby(spoken(summary.blocks), lambda block: isinstance(block, model.Picture)):
        if is_picture:
            _pictures(document, blocks)
            continue
        for block in blocks:
            # What a table is of stands in the heading right above it.
            if elsewhere and isinstance(block, model.Paragraph) and block.style == "organisation":
                continue  # where every line counts, the logo says it, and the foot
            captioned = not isinstance(before, model.Heading)
            _add(document, block, captioned=captioned, apart=summary.form in LARGE)
            before = block
    if summary.form in LARGE:
        enlarge(document)
    if summary.form == "full":
        add_contents(document)
    if summary.house.pale != PALE:
        tinted(document, HEAD_FILL, summary.house.pale)
    renamed(document, summary.house.word_styles)
    data = io.BytesIO()
    document.save(data)
    return _same_bytes(data.getvalue())


def _same_bytes(data: bytes) -> bytes:
    """The archive with one date for all its parts."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_DATE), old.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def _set_up(document: WordDocument, summary: Summary) -> None:
    """Page, properties, language and the styles that Word's own template lacks."""
    normal, house = document.styles["Normal"], summary.house
    if not house.word_template:
        set_out(document, summary.form)
    properties = document.core_properties
    properties.title = harmless(summary.title)[:255]
    properties.author, properties.last_modified_by = harmless(house.organisation)[:255], ""
    properties.comments = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = summary.written or _PINNED
    properties.revision = 1
    _speak(normal.element.get_or_add_rPr())
    known, main = style_names(document), house.main[1:].upper()
    for name, italic, colour in (
        (STATEMENT, True, "4B5866"),
        (FILL, False, "6B4A00"),
        (ORGANISATION, False, main),
        (COVER, False, INK[1:].upper()),
    ):
        if name not in known:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            style.font.italic, style.font.color.rgb = italic, RGBColor.from_string(colour)
            style.font.bold = True if name == ORGANISATION else None
    footer = document.sections[0].footer
    if not any(paragraph.text.strip() for paragraph in footer.paragraphs) and not footer.tables:
        foot = footer.paragraphs[0] if footer.paragraphs else footer.add_paragraph()
        foot.add_run(f"{harmless(house.organisation)} · " if house.organisation else "")
        _page_numbers(foot, summary.state)
    elif summary.state:
        footer.add_paragraph(summary.state)


def _logo(document: WordDocument, logo: Logo, form: Form) -> None:
    """The logo above all else, with what it says to who does not see it; small on a page that is full."""
    paragraph, is_page = document.add_paragraph(), form == "page"
    paragraph.paragraph_format.space_after = Pt(0 if is_page else 4)
    height = Cm(_LOGO_ON_A_PAGE if is_page else _LOGO_HEIGHT)
    picture = paragraph.add_run().add_picture(io.BytesIO(logo.data), height=height)
    if picture.width > Cm(_LOGO_WIDTH):
        picture.height = Emu(round(picture.height * Cm(_LOGO_WIDTH) / picture.width))
        picture.width = Cm(_LOGO_WIDTH)
    about = picture._inline.docPr  # python-docx has no setter
    about.set("descr", harmless(logo.alternative))
    about.set("name", "Logo")


def _speak(properties: Any) -> None:
    for other in properties.findall(qn("w:lang")):
        properties.remove(other)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    properties.append(language)


def _page_numbers(paragraph: WordParagraph, state: str) -> None:
    paragraph.add_run(f"{state} · Page " if state else "Page ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: WordParagraph, code: str, shown: str = "1") -> None:
    """A field that Word works out; `shown` stands there until it does."""
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:t" if kind else "w:instrText")
            mark.text = text
        run._r.append(mark)  # python-docx has no way to a field


def _add(document: WordDocument, block: Block, *, captioned: bool, apart: bool) -> None:
    """A block at the end: a table with its caption or without, facts side by side or `apart`."""
    match block:
        case model.Heading(1, text):
            _runs(new_paragraph(document, "Title"), text)
        case model.Heading(level, text, new_page=new_page):
            paragraph = new_paragraph(document, f"Heading {level - 1}")
            paragraph.paragraph_format.page_break_before = new_page or None
            paragraph.paragraph_format.keep_with_next = True  # a style of the house may not say so
            _runs(paragraph, text)
        case model.Paragraph(text, style):
            name = _STYLES.get(style, "Normal")
            _runs(new_paragraph(document, name), text)
        case model.Status(_, text):
            _runs(document.add_paragraph(), text)
        case model.Bullets(items, lead, numbered=numbered):
            if lead:
                paragraph = document.add_paragraph()
                paragraph.add_run(harmless(lead)).bold = True
                paragraph.paragraph_format.keep_with_next = True
                paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(3), Pt(1)
            for item in items:
                _runs(new_paragraph(document, "List Number" if numbered else "List Bullet"), item)
        case model.Facts(rows):
            _facts(document, rows, apart=apart)
        case TableBlock():
            add_table(document, block, captioned=captioned)
        case Chart(data=SlopeData() | PlacesData()):
            pass  # the table behind it has what is drawn, and more
        case Chart():
            add_table(document, _of_chart(block), alt=block.alt)


def _facts(document: WordDocument, rows: Sequence[tuple[str, Line]], *, apart: bool) -> None:
    """Those that are short side by side, as many as a line takes; any other has a paragraph of its own.

    All have where they are to stand `apart`.
    """
    paragraph, length = None, 0
    for name, fact in rows:
        own = len(name) + len(plain_text(fact))
        if paragraph is None or apart or length + own >= _LINE:
            if paragraph is not None:
                paragraph.paragraph_format.keep_with_next = True
            paragraph, length = document.add_paragraph(), 0
            paragraph.paragraph_format.space_after = Pt(2)
        else:
            paragraph.add_run("    ")
        length += own
        paragraph.add_run(f"{harmless(name)}: ").bold = True
        _runs(paragraph, fact)


def _of_chart(chart: Chart) -> TableBlock:
    """A chart as a table that can be edited."""
    caption = plain(chart.title)
    match chart.data:
        case SpreadData() as data:
            labels = (f"{number} {label}" for number, label in enumerate(data.labels, start=data.base))
            counts = tuple(plain(words.amount(count) or "0") for count in (*data.counts, data.dont_know))
            row = (plain("Answers"), *counts)
            return TableBlock(caption, ("Level", *labels, "don’t know"), (row,))
        case SlopeData() | ProfileData() | PlacesData():
            raise ValueError(chart.anchor)  # another table says what it draws


def _pictures(document: WordDocument, pictures: Iterable[Block]) -> None:
    """What stands beside room for pictures, a row each."""
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, ("Picture", "Words"), strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    for picture in pictures:
        assert isinstance(picture, model.Picture)
        row = table.add_row()
        row.height = Cm(_PICTURE)
        box, beside = row.cells
        box.paragraphs[0].style = FILL
        box.paragraphs[0].add_run(f"[picture: {picture.of}]")
        for number, line in enumerate(picture.lines):
            _runs(beside.add_paragraph() if number else beside.paragraphs[0], line)
        for paragraph in (*box.paragraphs, *beside.paragraphs):
            paragraph.paragraph_format.space_before = Pt(4)
    widths = (Cm(_PICTURE_WIDTH), room(document) - Cm(_PICTURE_WIDTH))
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    describe(table, "Pictures and words", "Room for a picture on the left, what it shows in words beside it.")
    document.add_paragraph()


def _runs(paragraph: WordParagraph, line: Line) -> None:
    """A line at the end of a paragraph."""
    for run in parse_xml(f"<w:p {nsdecls('w')}>{runs_of(line)}</w:p>"):
        paragraph._p.append(run)  # python-docx takes several times as long for a run
