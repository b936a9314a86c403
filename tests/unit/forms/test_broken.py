"""Forms that came back broken: every cell and line is looked at, and faults are named with their place."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from sessions.forms import workbook_in
from sessions.forms.make import forms
from sessions.forms.model import Answer, Form, Returned
from sessions.forms.read import MOST_BYTES, is_form, read
from tests.builders import new_session
from tests.forms import as_json, as_text, as_workbook, sheet_rows

Book = Any


@cache
def the_form() -> Form:
    return forms(new_session("four-domains", "Council", "ICB"))[0]


def keys() -> list[str]:
    return [question.key for question in the_form().questions]


def said() -> dict[str, Answer]:
    return {keys()[0]: Answer(3), keys()[1]: Answer(), keys()[2]: Answer(applies=False, reason="no budget")}


def cell(book: Book, number: int, column: int) -> Any:
    """A cell in the row of a question, by its number from 0."""
    sheet = next(sheet for sheet in book.worksheets if sheet["A4"].value == "workshop id")
    return sheet.cell(sheet_rows(sheet)[keys()[number]], column)


def changed(change: Callable[[Book], object]) -> Returned | tuple[Any, ...]:
    return read(as_workbook(the_form(), said(), {}, change=change), "form.xlsx")


def _put(number: int, column: int, value: object) -> Callable[[Book], None]:
    def change(book: Book) -> None:
        cell(book, number, column).value = value

    return change


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        (_put(3, 3, 7.5), "cell C9", "What stands there is none of the answers"),
        (_put(3, 3, "mostly, I think"), "cell C9", "What stands there is none of the answers"),
        (_put(3, 3, "2 or 3"), "cell C9", "What stands there is none of the answers"),
        (_put(3, 3, "2 - 3"), "cell C9", "What stands there is none of the answers"),
        (_put(3, 3, 12), "cell C9", "What stands there is none of the answers"),
        (_put(3, 3, -1), "cell C9", "What stands there is none of the answers"),
        (_put(3, 3, "=1+1"), "cell C9", "a formula"),
        (_put(3, 5, "=HYPERLINK(1)"), "cell E9", "a formula"),
        (_put(3, 3, "#N/A"), "cell C9", "an error"),
        (_put(3, 3, dt.date(2026, 2, 1)), "cell C9", "a date or a time"),
        (_put(3, 3, dt.time(3)), "cell C9", "a date or a time"),
        (_put(3, 5, True), "cell E9", "true or false"),
        (_put(3, 4, "not ours"), "row 9", "not that it does not"),
        (_put(3, 5, "x" * 9_000), "row 9", "far too long"),
        (_put(3, 1, keys()[4]), "row 9", "Its statement is not that of its hidden id"),
        (_put(3, 2, "9.9 Something else"), "row 9", "Its statement is not that of its hidden id"),
    ],
)
def test_each_cell_is_checked_and_named(change: Callable[[Book], None], where: str, what: str) -> None:
    came = changed(change)
    assert not isinstance(came, Returned)
    assert any(where in fault.where and what in fault.what and fault.hint for fault in came), came


def test_all_that_is_wrong_is_told_at_once() -> None:
    def change(book: Book) -> None:
        cell(book, 3, 3).value = "maybe"
        cell(book, 4, 3).value = "perhaps"

    came = changed(change)
    assert not isinstance(came, Returned)
    assert len(came) == 2
    assert not any(word in " ".join(fault) for fault in came for word in ("maybe", "perhaps"))


def test_pasted_values_count_where_they_can_be_meant() -> None:
    def change(book: Book) -> None:
        cell(book, 0, 3).value = 3
        cell(book, 1, 3).value = " don’t know "
        cell(book, 2, 3).value = "N/A"
        cell(book, 3, 3).value = 2.0
        cell(book, 4, 3).value = "   "

    came = changed(change)
    assert isinstance(came, Returned), came
    assert came.answers == {**said(), keys()[3]: Answer(2)}


def test_sheets_may_be_renamed_moved_and_more_of_them_there() -> None:
    def change(book: Book) -> None:
        book["Answers"].title = "Ours"
        book["workshop"].title = "x"
        book.move_sheet("Ours", 2)
        book.create_sheet("Notes", 0)["A1"] = "My own notes"

    came = changed(change)
    assert isinstance(came, Returned), came
    assert came.answers == said()
    assert came.places[keys()[0]].startswith("sheet Ours, row")


def test_rows_may_be_sorted_whole_and_empty_ones_added() -> None:
    def change(book: Book) -> None:
        sheet = book["Answers"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_col=5)]
        for at, row in enumerate(
            reversed([*rows, [None] * 5, [None, "a remark", None, None, None]]), start=5
        ):
            for column, value in enumerate(row, start=1):
                sheet.cell(at, column).value = value

    came = changed(change)
    assert isinstance(came, Returned), came
    assert came.answers == said()


def test_rows_sorted_in_part_are_refused() -> None:
    def change(book: Book) -> None:
        upper, lower = cell(book, 0, 2), cell(book, 1, 2)
        upper.value, lower.value = lower.value, upper.value

    came = changed(change)
    assert not isinstance(came, Returned)
    assert all("were some of the columns sorted" in fault.what for fault in came)


def _double_row(book: Book) -> None:
    sheet = book["Answers"]
    row = sheet_rows(sheet)[keys()[0]]
    sheet.append([sheet.cell(row, column).value for column in range(1, 6)])


def _stray_answer(book: Book) -> None:
    book["Answers"].append([None, "another statement", "3 – part-way"])


def _double_column(book: Book) -> None:
    book["Answers"]["F4"] = "Answer"


def _no_column(book: Book) -> None:
    book["Answers"]["E4"] = "Remarks"


def _no_answers(book: Book) -> None:
    del book["Answers"]


def _no_ids(book: Book) -> None:
    del book["workshop"]


def _later(book: Book) -> None:
    book["workshop"]["B1"] = "9"


def _no_form(book: Book) -> None:
    book["workshop"]["B2"] = "zzz"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (_double_row, "stands there twice"),
        (_stray_answer, "stands beside no question"),
        (_double_column, "two columns “Answer”"),
        (_no_column, "The column “Comment” is gone"),
        (_no_answers, "The sheet with the answers is gone"),
        (_no_ids, "no workbook of a form"),
        (_later, "a later version of this program"),
        (_no_form, "The hidden sheet of the form is damaged"),
    ],
)
def test_a_workbook_that_was_taken_apart_is_refused(change: Callable[[Book], None], what: str) -> None:
    came = changed(change)
    assert not isinstance(came, Returned)
    assert what in came[0].what
    assert came[0].hint


def test_a_small_file_that_unpacks_to_a_large_one_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO(as_workbook(the_form(), said(), {}))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(workbook_in.MOST_UNPACKED))
    assert len(data.getvalue()) < MOST_BYTES
    monkeypatch.setattr(workbook_in, "_sheets", lambda _: pytest.fail("it was opened"))
    came = read(data.getvalue(), "bomb.xlsx")
    assert not isinstance(came, Returned)
    assert "far more than a form" in came[0].what
    assert not is_form(data.getvalue())


def test_entities_that_swell_are_not_followed() -> None:
    data = as_workbook(the_form(), said(), {})
    swollen = io.BytesIO()
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = part.decode().partition("<worksheet")[2]
                part = f'<!DOCTYPE worksheet [<!ENTITY l0 "lol">{entities}]><worksheet{text}'.encode()
                assert b"</t>" in part
                part = part.replace(b"</t>", b"&l9;</t>", 1)
            new.writestr(name, part)
    assert not isinstance(read(swollen.getvalue(), "swollen.xlsx"), Returned)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_a_file_that_was_cut_off_or_changed_is_refused_or_says_the_same(data: st.DataObject) -> None:
    """Never something else, and never an error that nobody expects."""
    whole = data.draw(st.sampled_from([_json(), _text(), _workbook()]))
    cut = data.draw(st.integers(0, len(whole) - 1))
    came = read(whole[:cut], "cut")
    assert not isinstance(came, Returned) or came.answers == said()
    broken = bytearray(whole)
    broken[cut] ^= data.draw(st.integers(1, 255))
    assert isinstance(read(bytes(broken), "broken"), Returned | tuple)


@cache
def _json() -> bytes:
    return as_json(the_form(), said(), {keys()[0]: "a comment"})


@cache
def _text() -> bytes:
    return as_text(the_form(), said(), {keys()[0]: "a comment"}).encode()


@cache
def _workbook() -> bytes:
    return as_workbook(the_form(), said(), {keys()[0]: "a comment"})


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"x" * (MOST_BYTES + 1), "too large"),
        (b"\xd0\xcf\x11\xe0 old", "password"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x00\x01\x02\x03", "no form"),
        (b"<!DOCTYPE html><html></html>", "the page of a form, without the answers"),
        (b"{}", "no form that came back"),
        (b"[1, 2]", "no form that came back"),
        (b"{" * 100_000, "damaged"),
        (b'{"workshop_answers": 1}', "no list of answers"),
        (b'{"workshop_answers": 99, "answers": []}', "later version"),
        (b'{"workshop_answers": true, "answers": []}', "which version"),
        (b"name;email\nPriya;p@example.org\n", "no form that came back"),
        (b"WORKSHOP ANSWERS 7\n", "later version"),
        (b"WORKSHOP ANSWERS 1\n1.1: 3\n", "which form"),
        (b"WORKSHOP ANSWERS 1\nWORKSHOP ANSWERS 1\n", "two forms"),
        (
            b"WORKSHOP ANSWERS 1\nForm: 0000-0000-0000-0000\n1.1: three\n",
            "What stands there is no answer to 1.1",
        ),
        (b"WORKSHOP ANSWERS 1\nForm: 0000-0000-0000-0000\n1.1: 3\n1.1: 3\n", "answered twice"),
        (b"WORKSHOP ANSWERS 1\nForm: 0000-0000-0000-0000\nhello\n", "not understood"),
    ],
)
def test_what_is_no_form_says_so(data: bytes, what: str) -> None:
    came = read(data, "file")
    assert not isinstance(came, Returned)
    assert what in came[0].what
    assert came[0].hint


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"form": "x"}, "whose form"),
        ({"return": 7}, "whose form"),
        ({"revision": -1}, "which saving"),
        ({"revision": True}, "which saving"),
        ({"session": "x"}, "session and partner is damaged"),
        ({"packs": [7]}, "session and partner is damaged"),
        ({"by": "x" * 400}, "session and partner is damaged"),
        ({"answers": [7]}, "This is no answer"),
        ({"answers": [{"key": "a"}]}, "what it answers"),
        ({"answers": [{"key": "a", "mark": "b", "answer": 3.5}]}, "What it says is no answer to a"),
        ({"answers": [{"key": "a", "mark": "b", "answer": True}]}, "What it says is no answer to a"),
        ({"answers": [{"key": "a", "mark": "b", "answer": 10}]}, "What it says is no answer to a"),
        ({"answers": [{"key": "a", "mark": "b", "comment": 3}]}, "no text, or far too long"),
        ({"answers": [{"key": "a", "mark": "b", "answer": 3}] * 2}, "a is answered twice"),
    ],
)
def test_a_saved_file_that_was_changed_by_hand_is_refused(change: dict[str, object], what: str) -> None:
    came = read(json.dumps({**json.loads(_json()), **change}).encode(), "answers.json")
    assert not isinstance(came, Returned)
    assert any(what in fault.what for fault in came), came


def test_text_that_lost_a_line_is_refused() -> None:
    lines = _text().decode().split("\n")
    for gone in range(7, len(lines) - 1):
        if lines[gone]:
            came = read("\n".join(lines[:gone] + lines[gone + 1 :]).encode(), "text")
            assert not isinstance(came, Returned), lines[gone]
