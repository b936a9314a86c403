"""The summary as a Word document that an officer can edit: real headings, lists, tables and styles by name.

Charts are tables here. A house template can be laid over it: only the names of Word's own styles are used,
and `Workshop Statement` and `Workshop Fill`, which are made where the template has none. What python-docx has
no setter for (header rows, alternative text, language) is set in the XML.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from sessions import words
from sessions.spans import Line, plain, plain_text
from sessions.summary import model
from sessions.summary.model import Block, Chart, ProfileData, SpreadData, Summary, TableBlock, cell_line
from sessions.text import harmless, isolated

LANGUAGE = "en-GB"
STATEMENT, FILL = "Workshop Statement", "Workshop Fill"
_PINNED = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)  # so that two documents of one record are the same bytes
_WIDTH = 17.0  # centimetres between the margins of an A4 page
_WEIGHTS = {"No.": 1.0, "Action": 6.5, "Owner": 3.4, "Due": 2.0, "From": 1.6, "Status": 2.0, "n": 1.0}
"""Widths of columns by their head, in shares; 2.5 for any other, 4 for the first of a table."""


def render(summary: Summary) -> bytes:
    """The whole document."""
    document = Document()
    _set_up(document, summary)
    for block in summary.blocks:
        _add(document, block)
    if summary.form == "full":
        _contents(document)
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
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    properties = document.core_properties
    properties.title = harmless(summary.title)[:255]
    properties.author = properties.last_modified_by = ""
    properties.comments = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = summary.written or _PINNED
    properties.revision = 1
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10.5)
    _speak(normal.element.get_or_add_rPr())
    for name, italic, colour in ((STATEMENT, True, "4B5866"), (FILL, False, "6B4A00")):
        if name not in [style.name for style in document.styles]:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            style.font.italic, style.font.color.rgb = italic, RGBColor.from_string(colour)
    _page_numbers(section.footer.paragraphs[0], summary.state)


def _speak(properties: Any) -> None:
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


def _contents(document: WordDocument) -> None:
    """A table of contents behind the title, which Word and LibreOffice fill when it is updated."""
    title = document.paragraphs[0]
    paragraph = document.add_paragraph()
    _field(
        paragraph, r'TOC \o "1-2" \h \z \u', "Right-click here and choose “Update field” for the contents."
    )
    title._p.addnext(paragraph._p)  # python-docx can only add at the end


def _add(document: WordDocument, block: Block) -> None:
    match block:
        case model.Heading(1, text):
            _runs(document.add_paragraph(style="Title"), text)
        case model.Heading(level, text, new_page=new_page):
            paragraph = document.add_paragraph(style=f"Heading {level - 1}")
            paragraph.paragraph_format.page_break_before = new_page or None
            _runs(paragraph, text)
        case model.Paragraph(text, kind):
            style = {"statement": STATEMENT, "fill": FILL}.get(kind)
            _runs(document.add_paragraph(style=style), text)
        case model.Status(_, text):
            _runs(document.add_paragraph(), text)
        case model.Bullets(items, lead, numbered=numbered):
            if lead:
                paragraph = document.add_paragraph()
                paragraph.add_run(harmless(lead)).bold = True
                paragraph.paragraph_format.keep_with_next = True
            for item in items:
                _runs(document.add_paragraph(style="List Number" if numbered else "List Bullet"), item)
        case model.Facts(rows):
            for name, fact in rows:
                paragraph = document.add_paragraph()
                paragraph.paragraph_format.space_after = Pt(2)
                paragraph.add_run(f"{harmless(name)}: ").bold = True
                _runs(paragraph, fact)
        case TableBlock():
            _table(document, block)
        case Chart():
            _table(document, _of_chart(block), alt=block.alt)


def _of_chart(chart: Chart) -> TableBlock:
    """A chart as a table that can be edited."""
    caption = plain(chart.title)
    match chart.data:
        case SpreadData() as data:
            counts = [*zip(data.labels, data.counts, strict=True), ("don’t know", data.dont_know)]
            rows = tuple((plain(label), plain(words.amount(count) or "0")) for label, count in counts)
            return TableBlock(caption, ("Level", "Answers"), rows)
        case ProfileData() as data:
            named = tuple(
                (plain(row.name), plain(_level(row.agreed)), plain(_level(row.target))) for row in data.rows
            )
            return TableBlock(caption, ("Item", "Agreed level", "Target"), named)


def _level(level: int | None) -> str:
    return "–" if level is None else str(level)


def _table(document: WordDocument, block: TableBlock, alt: str = "") -> None:
    caption = document.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = True
    _runs(caption, block.caption)
    table = document.add_table(rows=1, cols=len(block.header), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, block.header, strict=True):
        cell.paragraphs[0].add_run(harmless(head)).bold = True
    for row in block.rows:
        cells = table.add_row().cells
        for cell, value in zip(cells, row, strict=True):
            _runs(cell.paragraphs[0], cell_line(value))
    _widths(table, block.header)
    _describe(table, plain_text(block.caption), alt or f"{plain_text(block.caption)}: a row each.")
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _widths(table: WordTable, header: Sequence[str]) -> None:
    """Word goes by the cells, LibreOffice by the columns: both get them."""
    shares = [_WEIGHTS.get(head, 2.5 if at else 4.0) for at, head in enumerate(header)]
    widths = [Cm(_WIDTH * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(1)
                for run in paragraph.runs:
                    run.font.size = Pt(9)


def _describe(table: WordTable, title: str, alt: str) -> None:
    """Header row that repeats, rows that hold together, and what a screen reader says of the table."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # python-docx has no setter
        whole = OxmlElement("w:cantSplit")
        properties.append(whole)
        if not number:
            properties.append(OxmlElement("w:tblHeader"))
    about = table._tbl.tblPr  # python-docx has no setter
    for tag, text in (("w:tblCaption", title), ("w:tblDescription", alt)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), harmless(text)[:1000])
        about.append(element)


def _runs(paragraph: WordParagraph, line: Line) -> None:
    """A line as runs; what people typed keeps its line breaks and its own direction."""
    for span in line:
        run = paragraph.add_run(isolated(span.text) if span.typed else span.text)
        run.bold = True if span.strong else None
