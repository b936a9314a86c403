"""The styles of a Word document: larger ones for large print."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

LEAST = 16
"""Points that no text of a large print is below (RNIB's clear print has 14, its large print 16 and more)."""
_HEADINGS = {"Title": 28, "Heading 1": 22, "Heading 2": 20, "Heading 3": 18}
_FAMILY = "Arial"


def enlarge(document: WordDocument) -> None:
    """Have every style of 16 points or more, upright, with lines well apart and a ragged right edge."""
    for style in document.styles:
        if style.type not in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER):
            continue
        wanted, font = _HEADINGS.get(style.name or "", LEAST), style.font
        if font.size is None or font.size < Pt(wanted):
            font.size = Pt(wanted)
        font.italic = False
        _in_family(style)
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    normal = document.styles["Normal"].paragraph_format
    normal.line_spacing, normal.space_after = 1.25, Pt(10)


def _in_family(style: Any) -> None:
    """Set a style in our letters, and none of its theme's, which go before (python-docx has no setter)."""
    style.font.name = _FAMILY
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
