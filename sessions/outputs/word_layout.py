"""How a Word document is set: letters and spaces of its styles, its tables, and its list of contents.

What python-docx has no setter for (repeated heads, alternative text, fields) is written as XML, tables whole:
a cell at a time takes python-docx several times as long.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.styles import BabelFish
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from sessions.outputs.word_styles import in_family
from sessions.spans import Line, plain_text
from sessions.summary.forms import Form
from sessions.summary.model import Cell, TableBlock, cell_line
from sessions.text import harmless, isolated

CELL, HEAD = "Workshop Table", "Workshop Table Head"
"""Styles of what stands in tables, made where a template has none."""
HEAD_FILL, RULE = "E4EFF4", "8A96A3"
"""Colours of the row of heads, and of the lines between rows."""
_TWIPS = 635  # of Word's own units: widths in tables are told in twentieths of a point
_PAD = 2.4  # characters of a column that its margins take
_SHORT, _AT_MOST = 22, 0.85
"""Most characters of a text that stays in a line, and the share of the width for such beside longer ones."""
_LONGEST_WORD = 22  # characters; what is longer is broken
_WIDEST, _WIDER = "mwMW", 0.6  # letters, and by how much of a character they are wider than most
_LETTER = 100  # twentieths of a point that a letter takes on average, at the size of tables
_DAY = re.compile(r"\d{1,2} \w{3} \d{4}")
_TEXT = 1000  # characters of an alternative text


class Setting(NamedTuple):
    """Sizes of letters and space around paragraphs, in points; margins of the page, in centimetres."""

    sizes: dict[str, float]
    spaces: dict[str, tuple[float, float]]
    sides: float
    ends: float
    lines: float


_USUAL = Setting(
    {"Normal": 10, "Title": 18, "Heading 1": 13, "Heading 2": 11.5, "Heading 3": 10.5, "Caption": 9, CELL: 9},
    {
        "Normal": (0, 4),
        "Title": (0, 6),
        "Heading 1": (10, 2),
        "Heading 2": (9, 2),
        "Heading 3": (9, 2),
        "List Bullet": (0, 2),
        "List Number": (0, 2),
        "Caption": (0, 3),
        CELL: (0.5, 0.5),
    },
    sides=2,
    ends=1.5,
    lines=1.05,
)
_TIGHT = Setting(
    {"Normal": 9.5, "Title": 15, "Heading 1": 11, "Heading 2": 10, "Heading 3": 9.5, "Caption": 9, CELL: 9},
    {
        "Normal": (0, 2),
        "Title": (0, 3),
        "Heading 1": (5, 1),
        "Heading 2": (4, 1),
        "Heading 3": (3, 1),
        "List Bullet": (0, 0),
        "List Number": (0, 0),
        "Caption": (0, 1),
        CELL: (0, 0),
    },
    sides=1.5,
    ends=1.1,
    lines=1,
)

_LARGE = Setting({"Normal": 10.5}, {}, sides=2, ends=1.8, lines=1)
LARGE = frozenset({"large", "easy"})
"""Forms that are set large, in letters and spaces of their own (`word_styles.enlarge`)."""


def set_out(document: WordDocument, form: Form) -> None:
    """Page, letters and spaces of a document that has no template of a house; what fits a page is tight."""
    setting = _LARGE if form in LARGE else _TIGHT if form == "page" else _USUAL
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(setting.sides)
    section.top_margin = section.bottom_margin = Cm(setting.ends)
    section.header_distance = section.footer_distance = Cm(0.7)
    for name, size in setting.sizes.items():
        style = paragraph_style(document, name)
        style.font.size = Pt(size)
        in_family(style)
    for name, (before, after) in setting.spaces.items():
        spacing = paragraph_style(document, name).paragraph_format
        spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), setting.lines


def new_paragraph(document: WordDocument, style: str = "Normal") -> WordParagraph:
    """A paragraph at the end, of a style by name; python-docx takes a hundred times as long to find that."""
    paragraph = document.add_paragraph()
    if style != "Normal":
        paragraph._p.style = style_id(document, style)
    return paragraph


def style_id(document: WordDocument, name: str) -> str:
    """The id of a style, made where there is none."""
    found = document.styles.element.get_by_name(BabelFish.ui2internal(name))
    return str(found.styleId if found is not None else paragraph_style(document, name).style_id)


def paragraph_style(document: WordDocument, name: str) -> ParagraphStyle:
    """A style by name, made where there is none; the head of a table is its cell in bold."""
    if document.styles.element.get_by_name(BabelFish.ui2internal(name)) is None:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = paragraph_style(document, CELL) if name == HEAD else document.styles["Normal"]
        style.font.bold = True if name == HEAD else None
        style.font.size = None if name == HEAD else Pt(_USUAL.sizes[CELL])
    found = document.styles[name]
    assert isinstance(found, ParagraphStyle)
    return found


# --- tables -------------------------------------------------------------------------------------------


def add_table(document: WordDocument, block: TableBlock, alt: str = "", *, captioned: bool = True) -> None:
    """A table at the end of the document, its caption above it, in the width between the margins.

    `alt` is what a screen reader says of it. Without a caption, that has it all the same.
    """
    title = plain_text(block.caption)
    if captioned:
        caption = new_paragraph(document, "Caption")
        caption.paragraph_format.keep_with_next = True
        caption.add_run(harmless(title))
    widths = column_widths(block, room(document) // _TWIPS)
    styles = {name: style_id(document, name) for name in (CELL, HEAD)}
    head = "".join(
        _cell(f"<w:r>{_text(harmless(text))}</w:r>", width, styles[HEAD], fill=HEAD_FILL)
        for text, width in zip(block.header, widths, strict=True)
    )
    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(row, widths, styles[CELL])}</w:tr>"
        for row in block.rows
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = (
        f"<w:tbl {nsdecls('w')}>{_table_properties(document, title, alt or f'{title}: a row each.')}"
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )
    document.element.body._insert_tbl(parse_xml(xml))  # python-docx has no way to a table made elsewhere
    after = document.add_paragraph().paragraph_format
    after.space_after, after.line_spacing = Pt(0), Pt(6)


def describe(table: WordTable, title: str, alt: str) -> None:
    """What a screen reader says of a table made cell by cell; heads that repeat, rows that hold together."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        for tag in ("w:cantSplit", "w:tblHeader")[: 1 if number else 2]:
            properties.append(OxmlElement(tag))
    for tag, text in (("w:tblCaption", title), ("w:tblDescription", alt)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), harmless(text)[:_TEXT])
        table._tbl.tblPr.append(element)


def room(document: WordDocument) -> int:
    """The width between the margins of a page, in Word's own units."""
    page = document.sections[0]
    return (page.page_width or Cm(21)) - (page.left_margin or 0) - (page.right_margin or 0)


def column_widths(block: TableBlock, whole: int) -> list[int]:
    """Widths of the columns, `whole` together. Where there is room, each text stands in one line.

    Where there is not, a column of short texts has them in a line each, and every other its longest word; the
    rest goes by what they say.
    """
    columns = [[head, *(_said(row[at]) for row in block.rows)] for at, head in enumerate(block.header)]
    longest = [max(map(_size, texts)) for texts in columns]
    word = [min(max(map(_unbroken, texts)), _LONGEST_WORD) for texts in columns]
    characters = whole / _LETTER
    least = [
        *map(_least, longest if sum(map(_least, longest)) <= characters else _kept(longest, word, whole))
    ]
    wanted = [max(sum(map(len, texts)) / len(texts), max(map(len, texts)) / 4) for texts in columns]
    more = [max(0.0, want - floor) for want, floor in zip(wanted, least, strict=True)]
    spare = max(0.0, characters - sum(least))
    shares = [
        floor + (spare * extra / sum(more) if any(more) else spare * most / sum(longest))
        for floor, extra, most in zip(least, more, longest, strict=True)
    ]
    return [int(whole * share / sum(shares)) for share in shares]


def _kept(longest: Sequence[float], word: Sequence[float], whole: int) -> list[float]:
    """Characters of each column that stay in a line: a word, or all, columns of the shortest texts first."""
    kept = [*word]
    room = whole / _LETTER * (1 if max(longest) <= _SHORT else _AT_MOST)
    for most, at in sorted((most, at) for at, most in enumerate(longest) if most <= _SHORT):
        others = sum(_least(size) for other, size in enumerate(kept) if other != at)
        if others + _least(most) <= room:
            kept[at] = most
    return kept


def _least(characters: float) -> float:
    """The width of so many characters that are to stay together, some of them wide or bold, in characters."""
    return _PAD + 1.06 * characters


def _unbroken(text: str) -> float:
    """The size of what stands in one line: the longest word, or a day."""
    return _size(text) if _DAY.fullmatch(text) else max(map(_size, text.split()), default=0)


def _size(text: str) -> float:
    """How long a text is, in characters; the widest letters count for more than one."""
    return len(text) + _WIDER * sum(map(text.count, _WIDEST))


def _said(cell: Cell) -> str:
    return plain_text(cell_line(cell))


def _table_properties(document: WordDocument, title: str, alt: str) -> str:
    """Style, lines between rows, and what a screen reader says; in the order that Word's schema wants."""
    style = style_id(document, "Table Grid")
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    none = 'w:val="nil"'
    borders = "".join(
        f"<w:{side} {line if side in ('top', 'bottom', 'insideH') else none}/>"
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    said = "".join(
        f"<w:{tag} w:val={quoteattr(harmless(text)[:_TEXT])}/>"
        for tag, text in (("tblCaption", title), ("tblDescription", alt))
    )
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="5000" w:type="pct"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
        ' w:noVBand="1"/>'
        f"{said}</w:tblPr>"
    )


def _cells(row: Sequence[Cell], widths: Sequence[int], style: str) -> str:
    cells = zip(row, widths, strict=True)
    return "".join(_cell(runs_of(cell_line(cell)), width, style) for cell, width in cells)


def _cell(runs: str, width: int, style: str, *, fill: str = "") -> str:
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p></w:tc>'
    )


def runs_of(line: Line) -> str:
    """A line as runs, in XML; what people typed keeps its line breaks and its own direction."""
    return "".join(
        f"<w:r>{'<w:rPr><w:b/></w:rPr>' if span.strong else ''}"
        f"{_text(isolated(span.text) if span.typed else span.text)}</w:r>"
        for span in line
    )


def _text(text: str) -> str:
    """The inside of a run: text as it is, line breaks and tabs as Word has them."""
    escaped = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    escaped = escaped.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:t xml:space="preserve">{escaped}</w:t>'


# --- contents -----------------------------------------------------------------------------------------


def add_contents(document: WordDocument) -> None:
    """The headings of two levels before the first of them, each a link to its place; Word can make it anew.

    It names no pages, since only Word knows them.
    """
    entries: list[tuple[int, str, str]] = []
    first: Any = None
    names = {document.styles[f"Heading {level}"].style_id: level for level in (1, 2)}
    for number, paragraph in enumerate(document.element.body.iterchildren(qn("w:p"))):
        style = paragraph.pPr.pStyle if paragraph.pPr is not None else None
        if style is None or style.val not in names:
            continue
        first = paragraph if first is None else first
        entries.append((names[style.val], f"_Toc{number:08}", paragraph.text))
        _bookmark(paragraph, entries[-1][1], number)
    for at, (level, mark, text) in enumerate(entries):
        begin = _FIELD_BEGIN if at == 0 else ""
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if at == len(entries) - 1 else ""
        link = f'<w:hyperlink w:anchor="{mark}" w:history="1"><w:r>{_text(text)}</w:r></w:hyperlink>'
        style_id = _contents_style(document, level)
        properties = f'<w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>'
        first.addprevious(parse_xml(f"<w:p {nsdecls('w')}>{properties}{begin}{link}{end}</w:p>"))


_FIELD_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    r'<w:r><w:instrText xml:space="preserve"> TOC \o "1-2" \n \h \z \u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place in the document that a link leads to, around what a paragraph says."""
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
    end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>')
    properties = paragraph.pPr
    properties.addnext(start)
    paragraph.append(end)


def _contents_style(document: WordDocument, level: int) -> str:
    """Id of the style of an entry, made where there is none."""
    name = f"toc {level}"
    if document.styles.element.get_by_name(name) is None:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        style.paragraph_format.space_after = Pt(1)
    return str(document.styles[name].style_id)
