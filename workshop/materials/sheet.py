"""Tables of text in files: CSV as programs and countries write it, and workbooks of Excel.

Cells are text on both sides, never a formula. The libraries for workbooks are loaded when one is read.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from zipfile import BadZipFile

from sessions.problem import Problem
from workshop.materials.table import COLUMNS, Row

MOST_ROWS = 5_000
"""More than any instrument has: a table of more rows was not meant as a pack."""
MOST_BYTES = 20_000_000
"""Larger files were not meant as a pack."""
LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds."""
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""How a text begins that a spreadsheet would take for a formula, or that is guarded against that."""
_ENCODINGS = ("utf-8-sig", "cp1252")
_WIDTHS = {
    "statement": 60,
    "wording": 60,
    "prompts": 50,
    "evidence": 50,
    "parts": 40,
    "levels": 40,
    "name": 30,
}


def read_cells(path: Path) -> list[list[str]]:
    """Cells of a .csv or .xlsx file, by row. Raises Problem where it is none, or far too large for a pack."""
    where = str(path)
    if path.is_dir():
        raise Problem("This is a folder, not a file", where=where, hint="Name a .csv or .xlsx file.")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Problem("The file is far too large for a pack", where=where, hint="At most 20 MB.")
        raw = path.read_bytes()
    except OSError as error:
        hint = "Name a .csv or .xlsx file that can be read."
        raise Problem(f"The file cannot be read: {error.strerror}", where=where, hint=hint) from error
    if raw.startswith(b"PK\x03\x04"):
        return _workbook(raw, where)
    return _csv(_text(raw, where), where)


def _text(raw: bytes, where: str) -> str:
    """The text of a CSV file: UTF-16 where it says so, else UTF-8, else what Excel writes in the West."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    hint = "Save it again as CSV in UTF-8, or as .xlsx."
    raise Problem("This is no table that can be read", where=where, hint=hint)


def _csv(text: str, where: str) -> list[list[str]]:
    """Rows of cells; what stands between cells is seen from the first row, or said before it for Excel."""
    if said := re.match(r"sep=([,;\t])\r?\n", text):
        text = text[said.end() :]
    first = text.partition("\n")[0]
    delimiter = said[1] if said else max(",;\t", key=first.count)
    table: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            table.append([_unguarded(cell) for cell in row])
            if len(table) > MOST_ROWS + 1:
                raise _too_many(where)
    except csv.Error as error:
        what = f"row {len(table) + 1}: {str(error)[:80]}"
        raise Problem(what, where=where, hint="Save the table again as CSV.") from error
    return table


def _too_many(where: str) -> Problem:
    return Problem("There are too many rows for a pack", where=where, hint=f"At most {MOST_ROWS}.")


def _workbook(raw: bytes, where: str) -> list[list[str]]:
    """Rows of cells of the first sheet."""
    from openpyxl import load_workbook  # noqa: PLC0415  # only where a workbook is read

    try:
        sheet = load_workbook(io.BytesIO(raw), read_only=True, data_only=True).worksheets[0]
        table: list[list[str]] = []
        for row in sheet.iter_rows(values_only=True):
            table.append(["" if cell is None else str(cell) for cell in row])
            if len(table) > MOST_ROWS + 1:
                raise _too_many(where)
    except (BadZipFile, KeyError, ValueError, IndexError, TypeError, OSError, SyntaxError) as error:
        hint = "Open it in Excel and save it again as .xlsx or CSV."
        raise Problem("This is no workbook that can be read", where=where, hint=hint) from error
    return table


def _unguarded(cell: str) -> str:
    """A cell without the mark that kept a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def cells(rows: Iterable[Row]) -> list[list[str]]:
    """The cells of a table by row, the names of its columns first."""
    return [list(COLUMNS), *([row.get(column, "") for column in COLUMNS] for row in rows)]


def as_csv(table: Iterable[Sequence[str]]) -> bytes:
    """Cells as CSV: every one in quotes, in UTF-8 with the mark by which Excel knows it."""
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([_guarded(cell) for cell in row] for row in table)
    return file.getvalue().encode("utf-8-sig")


def as_workbook(table: Sequence[Sequence[str]]) -> bytes:
    """Cells as a workbook with one sheet, whose first row stays in sight."""
    from xlsxwriter import Workbook  # noqa: PLC0415  # only where a workbook is written

    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Pack")
    head = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for number, row in enumerate(table):
        for column, cell in enumerate(row):
            if len(cell) > LONGEST_CELL:
                what = f"row {number + 1}, {table[0][column]}: {len(cell)} characters are too many for Excel"
                raise Problem(what, hint=f"It takes {LONGEST_CELL} in a cell. CSV takes them all.")
            sheet.write_string(number, column, cell, wrapped if number else head)
    for column, name in enumerate(table[0]):
        sheet.set_column(column, column, _WIDTHS.get(name, 14))
    sheet.freeze_panes(1, 0)
    book.close()
    return file.getvalue()
