"""A pack's table as a file: CSV, and workbooks of Excel.

Cells are text, never a formula. The library for workbooks is loaded when one is written. Reading is that of
all tables: see `sessions.sheets`.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from sessions.problem import Problem
from sessions.sheets import guarded
from workshop.materials.table import COLUMNS, Row

LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds."""
_WIDTHS = {
    "statement": 60,
    "wording": 60,
    "prompts": 50,
    "evidence": 50,
    "parts": 40,
    "levels": 40,
    "name": 30,
}


def cells(rows: Iterable[Row]) -> list[list[str]]:
    """The cells of a table by row, the names of its columns first."""
    return [list(COLUMNS), *([row.get(column, "") for column in COLUMNS] for row in rows)]


def as_csv(table: Iterable[Sequence[str]]) -> bytes:
    """Cells as CSV: every one in quotes, in UTF-8 with the mark by which Excel knows it."""
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([guarded(cell) for cell in row] for row in table)
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
