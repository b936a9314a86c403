"""The house style: what its file may say, what is refused and with which words, and what becomes of it."""

from __future__ import annotations

import io
import runpy
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from openpyxl import load_workbook

from sessions.house import BOARD_SECTIONS, PLAIN, SECTIONS, WORD_STYLES, House
from sessions.outputs import excel, html, text, word
from sessions.problem import Problem
from sessions.record import Session
from sessions.summary.build import build
from sessions.summary.forms import Form
from sessions.summary.housed import part_of
from sessions.summary.model import Heading
from themes.contrast import ratio
from workshop.house_text import facts, in_short
from workshop.materials import house

EXAMPLE = runpy.run_path(str(Path(__file__).parents[1] / "golden" / "example.py"))
NOW = EXAMPLE["NOW"]
Written = Callable[[str], Path]


@pytest.fixture(scope="module")
def session() -> Session:
    whole: Session = EXAMPLE["session"]()
    return whole


def png(width: int = 40, height: int = 10) -> bytes:
    """A picture all of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x14\x50\x6b" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def template(*, lacks: tuple[str, ...] = (), numbering: bool = True, dotx: bool = True) -> bytes:
    """A council's own: wide margins, green headings under a name of its own, a head, and text of no use."""
    document = Document()
    document.sections[0].left_margin = Cm(5)
    document.sections[0].header.paragraphs[0].text = "Council letterhead"
    document.add_paragraph("Type your report here.")
    own = document.styles.add_style("Council Heading", WD_STYLE_TYPE.PARAGRAPH)
    own.font.color.rgb, own.font.size = RGBColor(0, 0x66, 0x33), Pt(17)
    document.styles["Normal"].font.name = "Georgia"
    for name in lacks:
        element = document.styles[name].element
        element.getparent().remove(element)
    if not numbering:
        part = document.part
        gone = next(key for key, rel in part.rels.items() if rel.reltype.endswith("/numbering"))
        del part.rels[gone]
    data = io.BytesIO()
    document.save(data)
    return as_dotx(data.getvalue()) if dotx else data.getvalue()


def as_dotx(data: bytes, kind: bytes = b"wordprocessingml.template.main+xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"wordprocessingml.document.main+xml", kind)
            new.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """A house style of this text, with a logo and a template beside it."""
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "logo.svg").write_text(
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8"
    )
    (tmp_path / "council.dotx").write_bytes(template())

    def write(told: str) -> Path:
        path = tmp_path / "house.toml"
        path.write_text(told, "utf-8")
        return path

    return write


FULL = """
organisation = "Exampleshire County Council"
cover_note = "Draft & not yet agreed.\\n\\nCorrections to <Priya>."
[logo]
web = "logo.svg"
word = "logo.png"
alternative = "An oak & the word 'Exampleshire'"
[colours]
main = "#7A1F3D"
pale = "#f7ecef"
[word]
template = "council.dotx"
[word.styles]
"Heading 1" = "Council Heading"
[sections]
time = false
ground = false
[board_paper]
legal = false
"""


def mistakes(path: Path) -> list[str]:
    with pytest.raises(Problem) as caught:
        house.read(path)
    assert caught.value.where == str(path)
    return caught.value.what.splitlines()


# --- the file --------------------------------------------------------------------------------------------


def test_the_file_to_begin_with_is_a_house_style_that_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new" / "house.toml"
    house.start(path)
    assert house.read(path) == PLAIN
    told = path.read_text("utf-8")
    assert all(f"\n{name} = true" in told for name in (*SECTIONS, *BOARD_SECTIONS))
    with pytest.raises(Problem, match="such a file already"):
        house.start(path)


def test_all_that_it_says_is_taken(written: Written) -> None:
    style = house.read(written(FULL))
    assert style.organisation == "Exampleshire County Council"
    assert style.main == "#7a1f3d"
    assert style.web_logo is not None
    assert (style.web_logo.media, style.web_logo.alternative) == (
        "image/svg+xml",
        "An oak & the word 'Exampleshire'",
    )
    assert style.left_out == {"time", "ground"}
    assert style.board_left_out == {"legal"}
    told = dict(facts(style))
    assert told["logo for Word"].startswith("png, 1 KB: An oak")
    assert told["left out"] == "minutes planned and taken; the material that it stands on"
    assert told["styles by other names"] == "Heading 1 is Council Heading"
    assert in_short(style, "page").startswith(
        "Exampleshire County Council, logo, Word template, cover note, colours, without: "
    )


def test_every_mistake_is_told_at_once_with_its_key_and_what_was_expected(written: Written) -> None:
    path = written(
        'organisation = 5\nlog = "x"\n[logo]\nweb = "gone.png"\nword = "logo.svg"\n'
        '[colours]\nmain = "red"\npale = "#7a1f3d"\n[word]\ntemplate = "logo.png"\n'
        '[sections]\ntimes = false\ntime = "no"\n[board_paper]\nactions = true\n'
    )
    told = "\n".join(mistakes(path))
    for expected in (
        "line 1, organisation: should be text in quotes, found 5",
        "line 2, log: is not a known key (did you mean 'logo'?)",
        "line 3, logo.alternative: is missing; say in a few words what the logo shows",
        "line 4, logo.web: there is no file",
        "a .png, .jpg or .svg file was expected",
        "line 5, logo.word: is an SVG",
        "line 7, colours.main: should be a colour such as #14506b, found 'red'",
        "line 8, colours.pale: #7a1f3d and text have a contrast of",
        "line 10, word.template: is no Word template; save it in Word as .dotx or .docx",
        "line 12, sections.times: is no part of it; there are who, decisions,",
        "line 13, sections.time: should be true or false, without quotes, found 'no'",
        "line 15, board_paper.actions: is no part of it; there are background,",
    ):
        assert expected in told, expected
    assert house.usable(path)[0] == PLAIN, "what is wrong keeps nobody from minutes"


def test_no_file_is_no_mistake(tmp_path: Path) -> None:
    assert house.usable(tmp_path / "house.toml") == (PLAIN, None)
    assert house.usable(None) == (PLAIN, None)


@pytest.mark.parametrize(
    ("key", "colour", "instead"), [("main", "#f5a623", "darker"), ("pale", "#333366", "lighter")]
)
def test_a_colour_that_is_hard_to_read_is_refused_with_one_that_is_not(
    written: Written, key: str, colour: str, instead: str
) -> None:
    (told,) = mistakes(written(f'[colours]\n{key} = "{colour}"\n'))
    assert "4.5 is the least that everybody can read" in told
    better = told.rpartition(f"take a {instead} one, such as ")[2]
    assert house.read(written(f'[colours]\n{key} = "{better}"\n')) != PLAIN


def test_4_5_to_1_is_enough_and_less_is_not(written: Written) -> None:
    assert ratio("#767676", "#ffffff") > 4.5 > ratio("#777777", "#ffffff")
    pale = 'pale = "#ffffff"'
    assert house.read(written(f'[colours]\nmain = "#767676"\n{pale}\n')).main == "#767676"
    assert mistakes(written(f'[colours]\nmain = "#777777"\n{pale}\n'))


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.png", b"GIF89a", "'a.png' is no picture"),
        ("a.png", png()[:20], "is damaged"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 2_000_001, "is larger than 2 MB"),
        ("a.jpg", b"\xff\xd8\xff\xe0nothing", "is damaged"),
    ],
)
def test_logos_that_are_none(written: Written, tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(data)
    (told,) = mistakes(written(f'[logo]\nword = "{name}"\nalternative = "A logo"\n'))
    assert f"line 2, logo.word: {expected}" in told.replace("'a.png' is l", "is l")


def test_a_template_with_macros_or_without_the_styles_named(written: Written, tmp_path: Path) -> None:
    macro = b"ms-word.template.macroEnabledTemplate.main+xml"
    (tmp_path / "macro.dotm").write_bytes(as_dotx(template(dotx=False), macro))
    (told,) = mistakes(written('[word]\ntemplate = "macro.dotm"\n'))
    assert "has macros; save it in Word as .dotx" in told
    path = written(
        '[word]\ntemplate = "council.dotx"\n[word.styles]\n"Heading 1" = "Nowhere"\n"Heading 9" = "Normal"\n'
        '"Table Grid" = "Council Heading"\n'
    )
    told = "\n".join(mistakes(path))
    assert "the template has no style 'Nowhere'; it has" in told
    assert "Council Heading" in told.split("it has")[1]
    assert "is no style of ours; there are Normal, Title" in told
    assert "'Council Heading' is no style of a table" in told
    (told,) = mistakes(written('[word.styles]\n"Heading 1" = "Council Heading"\n'))
    assert "name the template too" in told


# --- what is written in it ---------------------------------------------------------------------------------


@pytest.fixture
def style(written: Written) -> House:
    return house.read(written(FULL))


def parts(session: Session, form: Form, style: House) -> list[str]:
    blocks = build(session, now=NOW, form=form, house=style).blocks
    return [part_of(b.anchor, form) for b in blocks if isinstance(b, Heading) and b.level == 2]


@pytest.mark.parametrize("name", SECTIONS)
def test_every_part_can_be_left_out_and_the_full_record_keeps_it(session: Session, name: str) -> None:
    without = House(left_out=frozenset({name}))
    if name in parts(session, "minutes", PLAIN):
        assert name not in parts(session, "minutes", without)
    assert parts(session, "full", without) == parts(session, "full", PLAIN)
    assert [p for p in parts(session, "minutes", PLAIN) if p != name] == parts(session, "minutes", without)


def test_the_example_has_nearly_every_part(session: Session) -> None:
    missing = set(SECTIONS) - set(parts(session, "minutes", PLAIN))
    assert missing == {"results", "then_and_now", "not_applying", "steps", "time"}
    assert [part_of(anchor, "minutes") for anchor in ("summary", "amendments", "sign-off")] == [""] * 3
    anchors = ("results", "not-applying", "priorities", "step-s3", "time", "pack-fw")
    told = [part_of(anchor, "minutes") for anchor in anchors]
    assert told == ["results", "not_applying", "steps", "steps", "time", "items"]


@pytest.mark.parametrize("name", BOARD_SECTIONS)
def test_parts_of_the_board_paper(session: Session, name: str) -> None:
    assert name in parts(session, "board", PLAIN)
    assert name not in parts(session, "board", House(board_left_out=frozenset({name})))


def test_organisation_and_cover_note_stand_in_text_under_the_title(session: Session, style: House) -> None:
    told = text.render(build(session, now=NOW, form="page", house=style)).decode()
    head, _, rest = told.partition("Who was there")
    assert head.index("Exampleshire County Council") < head.index("Draft & not yet agreed.\n\nCorrections")
    assert "Corrections" not in rest
    easy = text.render(build(session, now=NOW, form="easy", house=style)).decode()
    assert "Corrections" not in easy, "a cover note is in the words of officers"


def test_a_web_page_in_the_house_style(session: Session, style: House) -> None:
    page = html.render(build(session, now=NOW, form="minutes", house=style)).decode()
    assert '<img class="logo" src="data:image/svg+xml;base64,' in page
    assert 'alt="An oak &amp; the word &#39;Exampleshire&#39;"' in page
    assert "Corrections to &lt;Priya&gt;." in page
    assert ":root { --deep: #7a1f3d; --deep-pale: #f7ecef; --pale: #f7ecef;" in page
    assert "img-src data:;" in page
    plain = html.render(build(session, now=NOW, form="minutes")).decode()
    assert "img-src" not in plain
    assert "<img" not in plain


def test_a_workbook_in_the_house_style(session: Session, style: House) -> None:
    book = load_workbook(io.BytesIO(excel.render(session, "", style)))
    head = book["Actions"]["A1"]
    assert head.fill.start_color.rgb == "FF7A1F3D"
    assert head.font.color.rgb == "FFFFFFFF"
    assert book["Actions"].oddHeader.left.text == "Exampleshire County Council"
    many = excel.render(session, "", House(organisation="A & B " * 60))
    head = load_workbook(io.BytesIO(many))["Actions"].oddHeader
    assert len(f"&L{head.left.text}&R{head.right.text}") <= 255


def test_word_without_a_template_is_in_the_colour_of_the_house(session: Session) -> None:
    document = Document(io.BytesIO(word.render(build(session, now=NOW, house=House(main="#7a1f3d")))))
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        assert str(document.styles[name].font.color.rgb) == "7A1F3D"


def test_word_in_the_template_of_the_house(session: Session, style: House) -> None:
    data = word.render(build(session, now=NOW, form="minutes", house=style))
    assert data == word.render(build(session, now=NOW, form="minutes", house=style))
    document = Document(io.BytesIO(data))
    section = document.sections[0]
    assert section.left_margin == pytest.approx(Cm(5), rel=0.001)
    assert section.header.paragraphs[0].text == "Council letterhead"
    assert "Exampleshire County Council · Draft · Page" in section.footer.paragraphs[0].text
    said = [paragraph.text for paragraph in document.paragraphs]
    assert "Type your report here." not in said
    used = {str(paragraph.style.name) for paragraph in document.paragraphs if paragraph.style is not None}
    assert "Council Heading" in used
    assert "Heading 1" not in used
    assert document.styles["Normal"].font.name == "Georgia"
    (picture,) = document.inline_shapes
    assert picture._inline.docPr.get("descr") == "An oak & the word 'Exampleshire'"
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    for table in document.tables:
        assert sum(column.width or 0 for column in table.columns) <= room
    assert document.core_properties.author == "Exampleshire County Council"


@pytest.mark.parametrize("numbering", [True, False])
def test_a_template_that_lacks_our_styles_gets_words_own(session: Session, *, numbering: bool) -> None:
    lacks = tuple(name for name in WORD_STYLES if name != "Normal")
    style = House(word_template=template(lacks=lacks, numbering=numbering))
    document = Document(io.BytesIO(word.render(build(session, now=NOW, form="board", house=style))))
    names = {style.name for style in document.styles}
    assert set(WORD_STYLES) <= names
    ids = [style.style_id for style in document.styles]
    assert len(ids) == len(set(ids))
    lists = document.part.numbering_part.element
    numbers = {number.get(qn("w:numId")) for number in lists.findall(qn("w:num"))}
    for name in ("List Bullet", "List Number"):
        marks = list(document.styles[name].element.iter(qn("w:numId")))
        assert marks
        assert {mark.get(qn("w:val")) for mark in marks} <= numbers
    kinds = [child.tag for child in lists]
    assert kinds == sorted(kinds, key=lambda tag: tag.endswith("}num")), "kinds of lists stand before lists"


def test_large_print_stays_large_in_a_template(session: Session, style: House) -> None:
    document = Document(io.BytesIO(word.render(build(session, now=NOW, form="large", house=style))))
    for paragraph in document.paragraphs:
        assert paragraph.style is not None
        assert (paragraph.style.font.size or 0) >= Pt(16), paragraph.style.name


def test_tables_in_a_style_of_the_house_have_its_lines(session: Session) -> None:
    document = Document(io.BytesIO(template(dotx=False)))
    document.styles.add_style("Council Table", WD_STYLE_TYPE.TABLE)
    data = io.BytesIO()
    document.save(data)
    style = House(word_template=data.getvalue(), word_styles={"Table Grid": "Council Table"})
    document = Document(io.BytesIO(word.render(build(session, now=NOW, form="minutes", house=style))))
    assert document.tables
    for table in document.tables:
        assert table.style is not None
        assert table.style.name == "Council Table"
        assert not list(table._tbl.iter(qn("w:tblBorders"), qn("w:shd")))


def test_heads_of_tables_are_on_the_ground_of_the_house(session: Session) -> None:
    summary = build(session, now=NOW, form="minutes", house=House(pale="#f7ecef"))
    document = Document(io.BytesIO(word.render(summary)))
    fills = {mark.get(qn("w:fill")) for mark in document.element.body.iter(qn("w:shd"))}
    assert fills == {"F7ECEF"}
