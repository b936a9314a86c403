"""What every form of the record says, read back by programs that are not ours."""

from __future__ import annotations

import csv
import io
import json
import runpy
import zipfile
from datetime import date, timedelta
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from docx import Document
from docx.oxml.ns import qn
from icalendar import Calendar
from openpyxl import load_workbook

from sessions.edits import notes as note_edits
from sessions.kinds.registry import revealed_only
from sessions.kinds.score.records import counted_ballots
from sessions.outputs import calendar_file, delimited, excel, interchange, word
from sessions.outputs.tidy import NOT_TOLD, tables
from sessions.outputs.write import write
from sessions.record import Session
from sessions.summary.build import build
from tests.builders import all_revealed

EXAMPLE = runpy.run_path(str(Path(__file__).parents[2] / "golden" / "example.py"))
NOW = EXAMPLE["NOW"]
HOSTILE = (
    "=1+1",
    "+44 20 7946 0000",
    "-2",
    "@SUM(A1)",
    "＝1+1",
    "[/b] [s75] <script>alert(1)</script> & more",
    "two\nlines\tand a tab",
    "https://example.org/?a=1",
    "x" * 10_000,
    "عربي \u202eturned",
    "🙂 漢字",
    "{{ 7*7 }} {% raw %}",
)


@pytest.fixture(scope="module")
def session() -> Session:
    """The example with everything revealed."""
    return revealed_only(all_revealed(EXAMPLE["session"]()))


def with_action(session: Session, text: str, **fields: Any) -> Session:
    return note_edits.add_action(note_edits.ActionFields(text, **fields)).apply(session, NOW)


def table(session: Session, table_id: str) -> list[dict[str, Any]]:
    found = next(table for table in tables(session) if table.id == table_id)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


# --- the tables themselves ----------------------------------------------------------------------------


def test_every_row_has_a_value_for_every_column(session: Session) -> None:
    for found in tables(session):
        assert len(set(found.columns)) == len(found.columns), found.id
        assert all(len(row) == len(found.columns) for row in found.rows), found.id


def test_answers_add_up_to_what_was_answered(session: Session) -> None:

    ballots = counted_ballots(session)
    told = table(session, "answers")
    assert sum(row["answers"] for row in told) == sum(ballot.answers + ballot.dont_know for ballot in ballots)
    care = [row for row in told if row["partner"] == "Care providers" and row["item_id"] == "fw/1.2"]
    assert {row["level"] for row in care if row["round"] == 1} == {5}


def test_peoples_own_answers_name_no_partner_where_few_answered(session: Session) -> None:
    anonymous = session.model_copy(update={"as_bodies": False})
    assert {row["partner_id"] for row in table(anonymous, "answers")} == {None}
    assert {row["partner"] for row in table(anonymous, "answers")} == {NOT_TOLD}
    named = {column for found in tables(anonymous) for column in found.columns if found.id not in _OPEN}
    assert "partner_id" not in named
    data = interchange.render(anonymous).decode()
    assert '"partner_id": "care-providers"' not in data.partition('"answers"')[2].partition('"dissents"')[0]


_OPEN = {"people", "partners", "answers", "dissents"}


# --- csv, xlsx, json -----------------------------------------------------------------------------------


def test_csv_reads_back_cell_by_cell(session: Session) -> None:
    files = delimited.files(session)
    assert list(files) == [found.id for found in tables(session)]
    for found in tables(session):
        data = files[found.id]
        assert data.startswith(b"\xef\xbb\xbf"), "or Excel takes it for another code page"
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert tuple(rows[0]) == found.columns
        for row, values in zip(rows[1:], found.rows, strict=True):
            assert [cell.removeprefix("'") for cell in row] == [_in_csv(value) for value in values]


def _in_csv(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text_in_csv_and_excel(session: Session, text: str) -> None:
    session = with_action(session, text)
    kept = session.actions[-1].text
    rows = list(
        csv.DictReader(io.StringIO(delimited.files(session)["actions"].decode("utf-8-sig"), newline=""))
    )
    cell = rows[-1]["text"]
    assert cell in (kept, f"'{kept}")
    assert cell[0] not in "=+-@\t\r＝＋－＠"
    sheet = load_workbook(io.BytesIO(excel.render(session)))["Actions"]
    heads = [head.value.casefold() for head in sheet[1]]
    found = sheet.cell(sheet.max_row, heads.index("text") + 1)
    assert found.value == kept
    assert found.data_type in ("s", "inlineStr")
    assert found.hyperlink is None


def test_excel_has_a_sheet_a_table_with_filters_and_real_dates(session: Session) -> None:
    book = load_workbook(io.BytesIO(excel.render(session)))
    assert book.sheetnames[0] == "Actions"
    told = {found.title[:31] for found in tables(session) if not found.is_mark}
    assert set(book.sheetnames) == {"Contents", *told}
    for sheet in book:
        (listed,) = sheet.tables.values()
        assert listed.autoFilter is not None
        assert sheet.freeze_panes == "A2"
    actions = book["Actions"]
    heads = [head.value.casefold() for head in actions[1]]
    dues = [row[heads.index("due")].value for row in actions.iter_rows(min_row=2)]
    told = [row["due"] for row in table(session, "actions")]
    assert [due.date() if due else None for due in dues] == told
    assert "due in words" not in heads, "no column is empty all the way down"


def test_excel_tells_every_value_of_every_table(session: Session) -> None:
    book = load_workbook(io.BytesIO(excel.render(session)))
    for found in (table for table in tables(session) if not table.is_mark):
        sheet = book[found.title[:31]]
        heads = [str(head.value).casefold().replace(" ", "_") for head in sheet[1]]
        for row, values in zip(sheet.iter_rows(min_row=2, values_only=True), found.rows, strict=True):
            cells = dict(zip(heads, row, strict=True))
            for name, value in zip(found.columns, values, strict=True):
                if isinstance(value, str | int | float) and not isinstance(value, bool) and value != "":
                    assert cells[name] == value, (found.id, name)


def test_json_keeps_to_its_schema(session: Session) -> None:
    told = json.loads(interchange.render(session))
    text = (resources.files("sessions.outputs") / "templates" / "record.schema.json").read_text("utf-8")
    schema = json.loads(text)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    validator.check_schema(schema)
    assert [error.message for error in validator.iter_errors(told)] == []
    for name, described in schema["properties"].items():
        if described.get("type") == "array":
            rows = told.get(name, [])
            assert all(set(row) == set(described["items"]["properties"]) for row in rows), name
    told["actions"][0]["due"] = 5
    assert list(validator.iter_errors(told)), "a schema that nothing can break is none"


# --- calendar ------------------------------------------------------------------------------------------


def test_the_calendar_has_a_day_for_each_action_with_a_date(session: Session) -> None:
    session = with_action(session, "When Cabinet agrees", due_words="when Cabinet agrees")
    calendar = Calendar.from_ical(calendar_file.render(session))
    assert calendar["METHOD"] == "PUBLISH"
    events = {str(event["UID"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}
    dated = [action for action in session.actions if action.due is not None]
    assert set(events) == {action.uid for action in dated}
    for action in dated:
        event = events[action.uid]
        assert event.decoded("DTSTART") == action.due
        assert event.decoded("DTEND") == action.due + timedelta(days=1)
        assert action.text in str(event["SUMMARY"])
        assert event["STATUS"] == ("CONFIRMED" if action.is_open else "CANCELLED")


def test_a_second_import_updates_the_first(session: Session) -> None:
    action = session.actions[0]
    later = action.model_copy(update={"due": date(2027, 9, 1), "counter": action.counter + 7})
    moved = session.model_copy(update={"actions": (later, *session.actions[1:])})
    before, after = (
        next(event for event in Calendar.from_ical(calendar_file.render(version)).walk("VEVENT"))
        for version in (session, moved)
    )
    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


# --- Word ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["page", "minutes", "full", "board"])
def test_word_says_what_the_summary_says(session: Session, form: Any) -> None:
    summary = build(session, now=NOW, form=form)
    document = Document(io.BytesIO(word.render(summary)))
    cells = [cell.text for found in document.tables for row in found.rows for cell in row.cells]
    said = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    for action in session.actions:
        assert action.text in said
    for note in session.notes:
        if note.kind == "decision":
            assert note.text in said
    assert document.core_properties.title == session.title
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.created is not None


def test_word_is_made_for_whoever_does_not_see_it(session: Session) -> None:
    document = Document(io.BytesIO(word.render(build(session, now=NOW, form="full"))))
    levels = [
        0 if style == "Title" else int(style.split()[-1])
        for paragraph in document.paragraphs
        if (style := str(paragraph.style.name)) == "Title" or style.startswith("Heading")  # type: ignore[union-attr]
    ]
    assert levels[0] == 0
    assert levels.count(0) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert document.tables
    for found in document.tables:
        about = found._tbl.tblPr  # python-docx has no getter
        assert about.find(qn("w:tblCaption")).get(qn("w:val"))
        assert about.find(qn("w:tblDescription")).get(qn("w:val"))
        assert found.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    normal = document.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert normal.get(qn("w:val")) == "en-GB"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stands_in_word_as_it_was_typed(session: Session, text: str) -> None:
    session = with_action(session, text)
    kept = session.actions[-1].text
    document = Document(io.BytesIO(word.render(build(session, now=NOW, form="minutes"))))
    said = "\n".join(cell.text for found in document.tables for row in found.rows for cell in row.cells)
    assert kept in said.replace("\u2068", "").replace("\u2069", "")


# --- all of them ---------------------------------------------------------------------------------------


def test_two_exports_of_one_record_are_the_same_bytes(session: Session, tmp_path: Path) -> None:
    formats = ("md", "html", "txt", "docx", "xlsx", "csv", "ics", "json")
    first, second = (write(session, tmp_path / name, formats, now=NOW) for name in "ab")
    assert [path.name for path in first] == [path.name for path in second]
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_archives_hold_no_clock(session: Session) -> None:
    for data in (word.render(build(session, now=NOW)), excel.render(session)):
        dates = {info.date_time for info in zipfile.ZipFile(io.BytesIO(data)).infolist()}
        assert len(dates) == 1
