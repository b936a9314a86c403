"""Text in every field that people type, and what each format says when a reader that is not ours opens it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import html5lib
from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from icalendar import Calendar
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from sessions.outputs import calendar_file, delimited, excel, html, interchange, markdown, text, word
from sessions.record import Session
from sessions.store.load import decode
from sessions.store.storage import render
from sessions.store.tables import to_tables
from sessions.summary.build import build
from sessions.summary.forms import Form
from tests.builders import NOW

TYPED: Mapping[str, frozenset[str]] = {
    "session": frozenset({"title", "place"}),
    "partners": frozenset({"name", "interests"}),
    "people": frozenset({"name", "role"}),
    "agenda": frozenset({"title", "speaker", "about"}),
    "notes": frozenset({"text"}),
    "returns": frozenset({"text"}),
    "actions": frozenset({"text", "owner", "body", "due_words", "measure"}),
}
"""Fields of tables in which people type; "reason" is one wherever it stands. Words of an evaluation are such
as a file is refused for, where they are none."""
SETTINGS = ("packs", "parts", "script")
"""What a session goes by, and no record."""
ISOLATES = str.maketrans("", "", "\u2068\u2069")
"""Marks that keep a text's direction to itself."""


def places(
    value: Any, table: str = "", path: tuple[str, ...] = ()
) -> Iterator[tuple[dict[str, Any], str, str]]:
    """(row, field, name of the place) of every text that somebody typed, in a session as tables."""
    if isinstance(value, list):
        for number, part in enumerate(value):
            yield from places(part, table, (*path, str(number)))
        return
    for key, part in value.items() if isinstance(value, dict) else ():
        here = table or key
        if isinstance(part, str) and part and (key == "reason" or key in TYPED.get(table, ())):
            yield value, key, "/".join((*path, key))
        elif isinstance(part, dict | list) and key not in SETTINGS:
            yield from places(part, here, (*path, key))


def filled(session: Session, text_of: Callable[[int], str]) -> tuple[Session, dict[str, str]]:
    """The session as read from a file whose n-th such text is `text_of(n)`; what it keeps, by place."""
    tables = to_tables(session)
    for number, (row, field, _) in enumerate(places(tables)):
        row[field] = text_of(number)
    read = decode(render(tables), Path("every.json")).session
    return read, {name: row[field] for row, field, name in places(to_tables(read))}


# --- readers ------------------------------------------------------------------------------------------


def in_markdown(session: Session, form: Form = "full") -> str:
    """What CommonMark shows; nothing in it is a link, a picture or HTML."""
    tokens = MarkdownIt("gfm-like").parse(markdown.render(build(session, now=NOW, form=form)).decode())
    runs = []
    for token in tokens:
        assert not token.type.startswith("html"), token.type
        pieces = token.children or []
        assert not any(piece.type.startswith(("link", "html", "image")) for piece in pieces)
        runs.append("".join("\n" if piece.type == "hardbreak" else piece.content for piece in pieces))
    return "\n".join(runs)


def in_html(session: Session, form: Form = "full") -> str:
    """What a browser shows; no element in it runs, loads or leads elsewhere."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parse(html.render(build(session, now=NOW, form=form)).decode())
    for element in root.iter():
        assert element.tag not in ("script", "iframe", "object", "embed", "form", "link", "base", "img")
        for name, value in element.attrib.items():
            assert not str(name).startswith("on"), name
            assert name not in ("href", "src") or str(value).startswith("#")
    return "".join(root.itertext())


def in_text(session: Session, form: Form = "full") -> str:
    """The plain text itself."""
    return text.render(build(session, now=NOW, form=form)).decode()


def in_word(session: Session, form: Form = "full") -> str:
    """What python-docx reads; the document leads nowhere, and its only fields are ours."""
    document = Document(io.BytesIO(word.render(build(session, now=NOW, form=form))))
    assert not [rel for rel in document.part.rels.values() if rel.is_external]
    codes = {mark.text.split()[0] for mark in document.element.iter("{*}instrText")}
    assert codes <= {"TOC", "PAGE", "NUMPAGES"}
    return "\n".join(word_lines(document))


def word_lines(document: WordDocument) -> Iterator[str]:
    """Paragraphs and cells in their order."""
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            yield part.text
        elif isinstance(part, WordTable):
            for row in part.rows:
                yield from (cell.text for cell in row.cells)


def in_excel(session: Session) -> str:
    """What openpyxl reads; no cell is a formula or a link."""
    cells = [
        cell for sheet in load_workbook(io.BytesIO(excel.render(session))) for row in sheet for cell in row
    ]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    return "\n".join(str(cell.value) for cell in cells if cell.value is not None)


def in_csv(session: Session) -> str:
    """What Python's csv reads; no cell begins as a formula would, and the sign before it is taken off."""
    cells = [
        cell
        for data in delimited.files(session).values()
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        for cell in row
    ]
    assert not any(cell.startswith(tuple("=+-@\t\r＝＋－＠")) for cell in cells)
    return "\n".join(cell.removeprefix("'") for cell in cells)


def in_json(session: Session) -> str:
    """All strings of the JSON, those inside of others too."""
    return "\n".join(_strings(json.loads(interchange.render(session))))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def in_calendar(session: Session) -> str:
    """What icalendar reads of the events; there is nothing else in it."""
    whole = Calendar.from_ical(calendar_file.render(session))
    assert {part.name for part in whole.walk()} <= {"VCALENDAR", "VEVENT"}
    said = [str(whole["X-WR-CALNAME"])]
    for event in whole.walk("VEVENT"):
        assert set(event) <= _OF_EVENT
        said += [str(event[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION") if name in event]
        said += [str(category) for category in event["CATEGORIES"].cats] if "CATEGORIES" in event else []
    return "\n".join(said)


_OF_EVENT = frozenset(
    [
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "SEQUENCE",
        "TRANSP",
        "STATUS",
        "DESCRIPTION",
        "CATEGORIES",
        "LOCATION",
    ]
)
READERS: Mapping[str, Callable[[Session], str]] = {
    "md": in_markdown,
    "html": in_html,
    "txt": in_text,
    "docx": in_word,
    "xlsx": in_excel,
    "csv": in_csv,
    "json": in_json,
    "ics": in_calendar,
}
