"""The styles of a Word document: those of a template of the house's own, and larger ones for large print."""

import copy
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.image import Image
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from sessions.house import INK, WORD_STYLES, House
from sessions.problem import Problem

LEAST = 16
"""Points that no text of a large print is below (RNIB's clear print has 14, its large print 16 and more)."""
_HEADINGS = {"Title": 28, "Heading 1": 22, "Heading 2": 20, "Heading 3": 18}
_FAMILY = "Arial"
_TYPES = "[Content_Types].xml"
_TEMPLATE, _DOCUMENT = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
_LARGEST = 20_000_000  # bytes of a template, unpacked; what is far larger is something else


def styled(house: House) -> WordDocument:
    """An empty document with the styles of the house."""
    if not house.word_template:
        document = Document()
        for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
            in_family(document.styles[name])
            colour = INK if name == "Caption" else house.main  # Word's own pale blue is hard to read
            document.styles[name].font.color.rgb = RGBColor.from_string(colour[1:].upper())
        for line in document.styles["Title"].element.iter(qn("w:bottom")):
            line.set(qn("w:color"), house.main[1:].upper())
            line.attrib.pop(qn("w:themeColor"), None)
        return document
    document = opened(house.word_template)
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    missing = [name for name in WORD_STYLES if name not in style_names(document)]
    for name in missing:
        _take_over(document, name)
    return document


def opened(template: bytes) -> WordDocument:
    """A .docx or .dotx as a document. Raises Problem for what is neither."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _LARGEST:
                raise Problem("is far too large for a Word template")
            types = archive.read(_TYPES)
            if b"macroEnabled" in types:
                raise Problem("has macros; save it in Word as .dotx, without them")
            data = io.BytesIO()
            with zipfile.ZipFile(data, "w") as plain:
                for name in archive.namelist():
                    content = archive.read(name)
                    plain.writestr(name, content.replace(_TEMPLATE, _DOCUMENT) if name == _TYPES else content)
        return Document(io.BytesIO(data.getvalue()))
    except Problem:
        raise
    except Exception as error:  # python-docx raises whatever its parts stumble over
        raise Problem("is no Word template; save it in Word as .dotx or .docx") from error


def style_names(document: WordDocument) -> dict[str, WD_STYLE_TYPE]:
    """The styles by name, with what each is for."""
    return {style.name: style.type for style in document.styles if style.name}


def takes_picture(data: bytes) -> bool:
    """Whether python-docx can put this picture into a document."""
    try:
        image = Image.from_blob(data)
        return bool(image.px_width and image.px_height)
    except Exception:  # whatever a damaged picture makes it stumble over
        return False


def tinted(document: WordDocument, fill: str, colour: str) -> None:
    """Have what is filled in `fill` (`E4EFF4`) filled in a colour of the house."""
    for mark in document.element.body.iter(qn("w:shd")):
        if mark.get(qn("w:fill")) == fill:
            mark.set(qn("w:fill"), colour[1:].upper())


def renamed(document: WordDocument, names: Mapping[str, str]) -> None:
    """Have what is set in a style of ours set in that of the house which stands in its place.

    Tables in a style of the house have its lines and grounds, and none of ours.
    """
    ids = {document.styles[ours].style_id: document.styles[theirs].style_id for ours, theirs in names.items()}
    for tag in ("w:pStyle", "w:tblStyle"):
        for mark in document.element.body.iter(qn(tag)):
            style_id = mark.get(qn("w:val"))
            mark.set(qn("w:val"), ids.get(style_id, style_id))
    if "Table Grid" in names:
        for tag in ("w:tblBorders", "w:shd"):
            for mark in list(document.element.body.iter(qn(tag))):
                mark.getparent().remove(mark)


def _take_over(document: WordDocument, name: str) -> None:
    """Have a style of Word's own in a document that lacks it, with the numbering that it goes by."""
    usual = Document()
    element = copy.deepcopy(usual.styles[name].element)
    taken = {style.style_id for style in document.styles}
    if element.get(qn("w:styleId")) in taken:
        element.set(qn("w:styleId"), f"Workshop{name.replace(' ', '')}")
    if name in ("Table Grid", "Normal"):
        element.attrib.pop(qn("w:default"), None)
    for tag in ("w:basedOn", "w:next", "w:link"):
        for mark in element.findall(qn(tag)):
            if mark.get(qn("w:val")) not in taken:
                element.remove(mark)
    document.styles.element.append(element)
    for mark in element.iter(qn("w:numId")):
        mark.set(qn("w:val"), str(_numbering(document, usual, mark.get(qn("w:val")))))


def _numbering(document: WordDocument, usual: WordDocument, number_id: str) -> int:
    """Number of the list in `document` that is as the one of this number in `usual`, made there."""
    theirs, ours = usual.part.numbering_part.element, _numbering_of(document, usual)
    number = next(
        element for element in theirs.findall(qn("w:num")) if element.get(qn("w:numId")) == number_id
    )
    of = number.find(qn("w:abstractNumId")).get(qn("w:val"))
    kind = next(
        element for element in theirs.findall(qn("w:abstractNum")) if element.get(qn("w:abstractNumId")) == of
    )
    free = 1 + max(
        (
            int(element.get(qn(name)))
            for tag, name in (("w:num", "w:numId"), ("w:abstractNum", "w:abstractNumId"))
            for element in ours.findall(qn(tag))
        ),
        default=0,
    )
    kind, number = copy.deepcopy(kind), copy.deepcopy(number)
    kind.set(qn("w:abstractNumId"), str(free))
    for mark in kind.findall(qn("w:nsid")):  # lists of one nsid are one list to Word
        kind.remove(mark)
    number.set(qn("w:numId"), str(free))
    number.find(qn("w:abstractNumId")).set(qn("w:val"), str(free))
    first = ours.find(qn("w:num"))  # kinds of lists stand before lists
    ours.append(kind) if first is None else first.addprevious(kind)
    ours.append(number)
    return free


def _numbering_of(document: WordDocument, usual: WordDocument) -> Any:
    """The lists of a document, which has a part for them from now on."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    element = copy.deepcopy(usual.part.numbering_part.element)
    for child in list(element):
        element.remove(child)
    part = XmlPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, element, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return element


def enlarge(document: WordDocument) -> None:
    """Have every style of 16 points or more, upright, with lines well apart and a ragged right edge."""
    for style in document.styles:
        if style.type not in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER):
            continue
        wanted, font = _HEADINGS.get(style.name or "", LEAST), style.font
        if font.size is None or font.size < Pt(wanted):
            font.size = Pt(wanted)
        font.italic = False
        in_family(style)
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    normal = document.styles["Normal"].paragraph_format
    normal.line_spacing, normal.space_after = 1.25, Pt(10)


def in_family(style: Any) -> None:
    """Set a style in our letters, and none of its theme's, which go before (python-docx has no setter)."""
    style.font.name = _FAMILY
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
