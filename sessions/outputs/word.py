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
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from sessions import words
from sessions.outputs.word_layout import add_contents, add_table, set_out
from sessions.spans import Line, plain, plain_text
from sessions.summary import model
from sessions.summary.model import Block, Chart, ProfileData, SpreadData, Summary, TableBlock
from sessions.text import harmless, isolated

LANGUAGE = "en-GB"
STATEMENT, FILL = "Workshop Statement", "Workshop Fill"
_PINNED = datetime(2000, 1, 1, tzinfo=UTC)
_LINE = 110  # characters of facts that stand side by side
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)  # so that two documents of one record are the same bytes


def render(summary: Summary) -> bytes:
    """The whole document."""
    document = Document()
    _set_up(document, summary)
    before: Block | None = None
    for block in summary.blocks:
        # What a table is of stands in the heading right above it.
        _add(document, block, captioned=not isinstance(before, model.Heading))
        before = block
    if summary.form == "full":
        add_contents(document)
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
    set_out(document, summary.form)
    properties = document.core_properties
    properties.title = harmless(summary.title)[:255]
    properties.author = properties.last_modified_by = ""
    properties.comments = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = summary.written or _PINNED
    properties.revision = 1
    normal = document.styles["Normal"]
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


def _add(document: WordDocument, block: Block, *, captioned: bool) -> None:
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
                paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(3), Pt(1)
            for item in items:
                _runs(document.add_paragraph(style="List Number" if numbered else "List Bullet"), item)
        case model.Facts(rows):
            _facts(document, rows)
        case TableBlock():
            add_table(document, block, captioned=captioned)
        case Chart():
            add_table(document, _of_chart(block), alt=block.alt)


def _facts(document: WordDocument, rows: Sequence[tuple[str, Line]]) -> None:
    """All side by side where they are short, else a paragraph each."""
    in_line = sum(len(name) + len(plain_text(fact)) for name, fact in rows) < _LINE
    paragraph = None
    for name, fact in rows:
        if paragraph is None or not in_line:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(2)
        else:
            paragraph.add_run("    ")
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
        case ProfileData() as data:
            named = tuple(
                (plain(row.name), plain(_level(row.agreed)), plain(_level(row.target))) for row in data.rows
            )
            return TableBlock(caption, ("Item", "Agreed level", "Target"), named)


def _level(level: int | None) -> str:
    return "–" if level is None else str(level)


def _runs(paragraph: WordParagraph, line: Line) -> None:
    """A line as runs; what people typed keeps its line breaks and its own direction."""
    for span in line:
        run = paragraph.add_run(isolated(span.text) if span.typed else span.text)
        run.bold = True if span.strong else None
