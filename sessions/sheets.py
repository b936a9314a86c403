"""Cells of tables in files: CSV as programs and countries write it, and workbooks of Excel.

Cells come as text, never as a formula. What stands between cells and in which characters a file is written is
found; a file that holds more than anybody can have meant is refused before it is unpacked. The library for
workbooks is loaded when one is read.
"""

import csv
import io
import re
import warnings
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from sessions.problem import Problem
from sessions.progress import Progress, untold

if TYPE_CHECKING:
    from openpyxl import Workbook

TABLE = "a .csv or .xlsx file"
MOST_ROWS = 5_000
"""More than any instrument, list of people or survey of a workshop has."""
MOST_COLUMNS = 1_000
MOST_BYTES = 20_000_000
"""Larger files were not meant."""
MOST_UNPACKED = 100_000_000
"""Bytes that a workbook has at most once it is unpacked: a small file may hold a thousand times as much."""
MOST_EMPTY = 100_000
"""Empty rows that are gone through: a sheet that was formatted to its end has a million."""
TELL_EVERY = 100
"""Rows of a workbook after which it is told that it is being opened."""
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""How a text begins that a spreadsheet would take for a formula, or that is guarded against that."""
_DELIMITERS = ",;\t|"
_LOOKED_AT = 20
"""Rows from which it is seen what stands between cells."""
_MARKED = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ENCODINGS = ("utf-8-sig", "cp1252")
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""How workbooks of before 2007 begin, and those that have a password."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its cells by row, the first row first, and what Excel cannot tell us of."""

    rows: tuple[tuple[str, ...], ...]
    """Without empty cells at the end of a row; row 1 of the spreadsheet is the first one."""
    formulas: frozenset[tuple[int, int]] = frozenset()
    """(row, column), both from 1, of formulas that nobody has worked out yet."""
    merged: tuple[tuple[int, str], ...] = ()
    """(last row, "A2:A5") of cells that were merged."""

    def cell(self, row: int, column: int) -> str:
        """The text in a row and a column, both from 1; empty where there is none."""
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else ""


def column_name(column: int) -> str:
    """What a spreadsheet calls a column, from 1: A, Z, AA."""
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def read_sheet(path: Path, of: str) -> Sheet:
    """The table in a .csv or .xlsx file, known by what is in it, not by its name.

    `of` is what it should hold: "a pack". Raises Problem where it is no table, or far too large.
    """
    return sheet_in(read_file(path, of), str(path), of)


def read_file(path: Path, of: str, expected: str = TABLE) -> bytes:
    """The bytes of a file. Raises Problem where it is none that can be read, or far too large.

    `expected` says which files could be named instead.
    """
    where = str(path)
    if path.is_dir():
        raise Problem("This is a folder, not a file", where=where, hint=f"Name {expected}.")
    try:
        if path.exists() and not path.is_file():
            raise Problem("This is no ordinary file", where=where, hint=f"Name {expected}.")
        if path.stat().st_size > MOST_BYTES:
            raise Problem(f"The file is far too large for {of}", where=where, hint="At most 20 MB.")
        return path.read_bytes()
    except OSError as error:
        hint = f"Name {expected}."
        raise Problem(f"The file cannot be read: {error.strerror}", where=where, hint=hint) from error


def sheet_in(raw: bytes, where: str, of: str, *, progress: Progress = untold) -> Sheet:
    """The table in the bytes of a file. Raises Problem; `progress` is told while a workbook is opened."""
    if raw.startswith(b"PK\x03\x04"):
        return _workbook(raw, where, of, progress)
    if raw.startswith(_OLD_OR_LOCKED):
        hint = "Open it in Excel and save it again as .xlsx, without a password."
        raise Problem("This is a workbook of an old kind, or one with a password", where=where, hint=hint)
    return _csv(_text(raw, where), where, of)


def _text(raw: bytes, where: str) -> str:
    """The text of a CSV file: UTF-16 where it says so or looks it, else UTF-8, else as Excel in the West."""
    if marked := _MARKED.get(raw[:2]):
        encodings: Sequence[str] = (marked,)
    elif len(raw) > 3 and raw[1::2].count(0) > len(raw) // 4:
        encodings = ("utf-16-le",)
    elif len(raw) > 3 and raw[0::2].count(0) > len(raw) // 4:
        encodings = ("utf-16-be",)
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


def _csv(text: str, where: str, of: str) -> Sheet:
    """Rows of cells; what stands between them is seen from the first rows, or said before them for Excel."""
    if re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.IGNORECASE):
        hint = "Open the page in a browser, or save the table again as CSV."
        raise Problem("This is a web page, no table", where=where, hint=hint)
    if re.match(r"\s*(?:\{|\[\s*[\[{\"])", text):
        hint = "Name the file that a form saved, or a table as .csv or .xlsx."
        raise Problem("This is neither a table nor a form of this program", where=where, hint=hint)
    if said := re.match(r"sep=([,;\t|])\r?\n", text):
        text = text[said.end() :]
    delimiter = said[1] if said else _delimiter(text)
    rows: list[tuple[str, ...]] = []
    filled = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            row = _trimmed(_unguarded(cell) for cell in cells)
            filled += bool(row)
            rows.append(row)
            _check_size(filled, len(rows) - filled, row, where, of)
    except csv.Error as error:
        what = f"row {len(rows) + 1}: {str(error)[:80]}"
        raise Problem(what, where=where, hint="Save the table again as CSV.") from error
    return Sheet(tuple(rows))


def _delimiter(text: str) -> str:
    """What stands between cells: that with which most of the first rows have the same number of them."""

    def fits(delimiter: str) -> tuple[int, int]:
        widths: list[int] = []
        try:
            for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
                if any(cells):
                    widths.append(len(cells))
                if len(widths) == _LOOKED_AT:
                    break
        except csv.Error:
            return 0, 0
        return max(((widths.count(width), width) for width in widths if width > 1), default=(0, 0))

    return max(_DELIMITERS, key=fits)


def _check_size(filled: int, empty: int, row: Sequence[str], where: str, of: str) -> None:
    if filled > MOST_ROWS + 1:
        raise Problem(f"There are too many rows for {of}", where=where, hint=f"At most {MOST_ROWS}.")
    if len(row) > MOST_COLUMNS:
        raise Problem(f"There are too many columns for {of}", where=where, hint=f"At most {MOST_COLUMNS}.")
    if empty > MOST_EMPTY:
        hint = "Copy the table alone into a new file."
        raise Problem("There are too many empty rows in it", where=where, hint=hint)


def _trimmed(cells: Iterator[str]) -> tuple[str, ...]:
    row = list(cells)
    while row and not row[-1].strip():
        row.pop()
    return tuple(row)


def _unguarded(cell: str) -> str:
    """A cell without the mark that kept a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


# --- workbooks -------------------------------------------------------------------------------------------

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}(\d{1,7}))"')
_FORMULA_IN_XML = re.compile(rb"<(?:\w+:)?f[\s>/]")
UNREADABLE = (
    *(BadZipFile, KeyError, ValueError, IndexError, TypeError, AttributeError, OSError, EOFError),
    *(SyntaxError, ExpatError, zlib.error, NotImplementedError, RuntimeError, OverflowError),
)
"""What comes of workbooks that are none, that were cut off or that somebody has put together."""


def open_workbook(raw: bytes, *, data_only: bool = False) -> "Workbook":
    """A workbook to read, quietly: what the library warns of, it reads over all the same.

    With `data_only`, cells hold what a formula came to, as far as that was saved.
    Raises UNREADABLE for what is none.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  # only where a workbook is read

    warnings.filterwarnings("ignore", module="openpyxl")
    return load_workbook(io.BytesIO(raw), read_only=True, data_only=data_only)


def _workbook(raw: bytes, where: str, of: str, progress: Progress) -> Sheet:
    """Rows of cells of the first sheet that has any. Raises Problem."""
    hint = "Open it in Excel and save it again as .xlsx or CSV."
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_ROWS:
                raise Problem(f"The workbook is far too large for {of}", where=where, hint=hint)
            sheets = [archive.read(part) for part in parts if _SHEET.fullmatch(part.filename)]
        rows, title = _values(raw, where, of, progress)
        formulas: frozenset[tuple[int, int]] = frozenset()
        if any(_FORMULA_IN_XML.search(sheet) for sheet in sheets):
            formulas = _not_worked_out(raw, rows, title)
    except UNREADABLE as error:
        raise Problem("This is no workbook that can be read", where=where, hint=hint) from error
    merged = [match for sheet in sheets for match in _MERGED.finditer(sheet)] if len(sheets) == 1 else []
    return Sheet(rows, formulas, tuple((int(match[2]), match[1].decode()) for match in merged))


def _values(raw: bytes, where: str, of: str, progress: Progress) -> tuple[tuple[tuple[str, ...], ...], str]:
    """(cells of the first sheet that has any, what it is called)."""
    table: list[tuple[str, ...]] = []
    title = ""
    for sheet in open_workbook(raw, data_only=True).worksheets:
        table, title, filled = [], sheet.title, 0
        for cells in sheet.iter_rows(values_only=True):
            row = _trimmed(map(_said, cells))
            filled += bool(row)
            table.append(row)
            _check_size(filled, len(table) - filled, row, where, of)
            if len(table) % TELL_EVERY == 0:
                progress(0, len(table))
        if filled:
            break
    while table and not table[-1]:
        table.pop()
    return tuple(table), title


def _not_worked_out(raw: bytes, rows: Sequence[Sequence[str]], title: str) -> frozenset[tuple[int, int]]:
    sheet = open_workbook(raw)[title]
    found = set()
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        known = rows[number - 1] if number <= len(rows) else ()
        for column, cell in enumerate(cells, start=1):
            if cell.data_type == "f" and not (column <= len(known) and known[column - 1]):
                found.add((number, column))
    return frozenset(found)


def _said(value: object) -> str:
    """A cell as people read it: whole numbers without a point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None else str(value)
