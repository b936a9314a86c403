"""Tables in files: what stands between cells, in which characters, and what is no table."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from openpyxl import Workbook

from sessions.problem import Problem
from sessions.sheets import MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED, column_name, read_sheet, sheet_in

ROWS = (("Name", "Organisation"), ("Zoë “Z” O’Neil", "Health, care; and more"), ("Ann", ""), ("Tom", "ICB"))


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def written(delimiter: str, rows: tuple[tuple[str, ...], ...] = ROWS) -> str:
    return "".join(delimiter.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)


def cells(raw: bytes) -> tuple[tuple[str, ...], ...]:
    return sheet_in(raw, "x", "a list").rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    expected = tuple(row if row[1] else row[:1] for row in ROWS)
    assert cells(written(delimiter).encode(encoding)) == expected


def test_more_commas_than_semicolons_do_not_make_it_a_table_of_commas() -> None:
    raw = b"ID;1. We share, and say so, openly, together;Body\n1;4;ICB\n2;3;Age UK\n"
    assert cells(raw)[1] == ("1", "4", "ICB")


@pytest.mark.parametrize("line", ["sep=;\r\n", ""])
def test_excels_own_line_about_the_delimiter_is_no_row(line: str) -> None:
    assert cells(f"{line}Name;Role\r\nAnn;Chair\r\n".encode()) == (("Name", "Role"), ("Ann", "Chair"))


def test_a_line_break_in_a_cell_does_not_shift_the_rows() -> None:
    assert cells(b'Name,Role\n"Ann",\n"Tom","a\nb"\n')[2] == ("Tom", "a\nb")


def test_numbers_dates_and_gaps_of_a_workbook_come_as_people_read_them() -> None:
    raw = workbook(("A", "B", "C"), (4, 4.0, 4.5), (None, True, None))
    assert cells(raw) == (("A", "B", "C"), ("4", "4", "4.5"), ("", "True"))


def test_a_formula_that_nobody_has_worked_out_is_told_and_no_text() -> None:
    sheet = sheet_in(workbook(("A", "B"), ("x", "=1+1")), "x", "a list")
    assert (sheet.rows[1], sheet.formulas) == (("x",), {(2, 2)})
    assert sheet_in(workbook(("A",), ("x",)), "x", "a list").formulas == frozenset()


def test_merged_cells_are_told() -> None:
    book = Workbook()
    for row in (("A", "B"), ("x", "y"), (None, "z")):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    file = io.BytesIO()
    book.save(file)
    assert sheet_in(file.getvalue(), "x", "a list").merged == ((3, "A2:A3"),)


def test_the_first_sheet_that_has_anything_is_read() -> None:
    book = Workbook()
    book.create_sheet("Data").append(("Name",))
    file = io.BytesIO()
    book.save(file)
    assert cells(file.getvalue()) == (("Name",),)


def test_what_the_library_would_warn_of_is_read_over_quietly() -> None:
    whole, damaged = io.BytesIO(workbook(("Name",))), io.BytesIO()
    sheet_that_leads_nowhere = b'<sheet name="Old" sheetId="2"/></sheets>'
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(damaged, "w") as archive:
        for part in parts.namelist():
            archive.writestr(part, parts.read(part).replace(b"</sheets>", sheet_that_leads_nowhere))
    with warnings.catch_warnings(record=True) as warned:
        assert cells(damaged.getvalue()) == (("Name",),)
    assert warned == []


def bomb() -> bytes:
    file = io.BytesIO(workbook(("A",)))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", b"\0" * (MOST_UNPACKED + 1))
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "no table that can be read"),
        (b"\xff\xfe\x00\xd8", "no table that can be read"),
        (b"PK\x03\x04 and no workbook", "no workbook that can be read"),
        (workbook(("A",))[:-200], "no workbook that can be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "of an old kind, or one with a password"),
        (b"  <!DOCTYPE html><html>", "a web page, no table"),
        (b'Name\n"A', "row 2: unexpected end"),
        (b"Name\n" + b"A\n" * (MOST_ROWS + 1), "too many rows for a list"),
        (b"," * MOST_COLUMNS + b"A\n", "too many columns for a list"),
        (b"Name\n" + b"\n" * 100_001, "too many empty rows"),
    ],
)
def test_what_is_no_table_is_refused(raw: bytes, expected: str) -> None:
    with pytest.raises(Problem, match=expected):
        cells(raw)


def test_a_workbook_that_unpacks_to_far_too_much_is_refused_before_it_is_unpacked() -> None:
    raw = bomb()
    assert len(raw) < 1_000_000
    with pytest.raises(Problem, match="far too large for a list"):
        cells(raw)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path, expected in ((tmp_path, "a folder"), (tmp_path / "none.csv", "cannot be read")):
        with pytest.raises(Problem, match=expected):
            read_sheet(path, "a list")


@given(st.binary(max_size=200))
def test_whatever_bytes_there_are_give_a_table_or_a_problem(raw: bytes) -> None:
    try:
        rows = cells(raw)
    except Problem:
        return
    assert all(row == () or row[-1].strip() for row in rows)


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_called_as_in_a_spreadsheet(column: int, name: str) -> None:
    assert column_name(column) == name
