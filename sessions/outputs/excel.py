"""The record as an Excel workbook: a sheet a table, with filters, real dates and real numbers.

All text is written as text: nothing that people typed becomes a formula or a link.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from sessions import sign_off
from sessions.clock import local_time
from sessions.house import PAPER, PLAIN, House
from sessions.outputs.tidy import Table, tables
from sessions.record import Session
from sessions.spans import plain_text
from sessions.words import first_upper

_NAME = 31  # characters that Excel allows in the name of a sheet
_CELL = 32_767  # and in a cell
_CUT = "… (cut here: Excel allows no more; the minutes have all of it)"
_HEAD = 60  # characters of organisation and of title at the head of a printed page; & takes two, of 255
_WIDEST, _NARROWEST = 60, 8
_PAGE, _LONG = 150, 18  # characters of a page that is well read, and of a column that may be narrower
_LINE, _HIGHEST = 15, 405  # points of a line, and of the highest row that Excel allows
_LAST = ("people", "partners", "agenda", "session", "items")
"""The sheets at the end, in this order."""
_FOR_PROGRAMS = frozenset(
    {"uid", "origin", "at", "record", "record_sha256", "carried_from", "spoken_of", "party", "from_option"}
)
_LABELLED = frozenset({"actions", "notes"})
"""Tables whose id is what people say: A7."""
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  # fixed, so that two workbooks of one record are the same bytes
_DAY_NOUGHT = datetime(1899, 12, 30)  # noqa: DTZ001  # Excel counts days from it, by the clock on the wall
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "d mmm yyyy",
    "remove_timezone": True,
}


_column_name = cache(xl_col_to_name)


class _Sheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet that writes texts and numbers with a format in one go, which takes a third of the time.

    All other cells, and all cells of a library that names its methods otherwise, are written by the library.
    """

    # A place is a pair of numbers here: nothing needs to find out whether it is "A1".
    write_string = getattr(Worksheet, "_write_string", Worksheet.write_string)
    write_number = getattr(Worksheet, "_write_number", Worksheet.write_number)

    def _calculate_spans(self) -> None:
        """Leave out which columns a row fills: no program needs it, and it is a look at every cell."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = type(cell).__name__
        if cell.format is None or kind not in ("String", "Number"):
            super()._write_cell(row, col, cell)
            return
        place = f'r="{_column_name(col)}{row + 1}" s="{cell.format._get_xf_index()}"'
        if kind == "String":  # its place among the texts of the workbook, which are kept apart
            self.fh.write(f'<c {place} t="s"><v>{cell.string}</v></c>')
        else:
            self.fh.write(f"<c {place}><v>{cell.number:.16G}</v></c>")


def render(session: Session, record: str = "", house: House = PLAIN) -> bytes:
    """The whole workbook; actions first, since they are what most open it for, then a list of what is in it.

    What was recorded comes before what it is about: people, agenda, the items in their words. At the foot of
    each page that is printed stand the state of the record and its checksum.
    """
    readable = [table for table in tables(session, record) if not table.is_mark]
    first = [table for table in readable if table.id == "actions"]
    rest = [table for table in readable if table not in first]
    rest.sort(key=lambda table: _LAST.index(table.id) if table.id in _LAST else -1)
    listed = [*first, _contents([*first, *rest]), *rest]
    foot = plain_text(sign_off.checksum_line(session, record))
    return workbook(session.title, listed, foot=foot, house=house)


def _contents(listed: Sequence[Table]) -> Table:
    """What is in the workbook, a sheet a row. A sheet that would be empty is left out."""
    rows = tuple((table.title[:_NAME], len(table.rows)) for table in listed)
    return Table("contents", "Contents", ("sheet", "rows"), rows)


def workbook(title: str, listed: Iterable[Table], *, foot: str = "", house: House = PLAIN) -> bytes:
    """A workbook with a sheet for each table, in this order; heads in the colour of the house."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, _OPTIONS) as book:
        book.set_properties(
            {"title": title, "company": house.organisation, "comments": foot, "created": _CREATED}
        )
        day = book.add_format({"num_format": "d mmm yyyy", "valign": "top", "align": "left"})
        moment = book.add_format({"num_format": "d mmm yyyy hh:mm", "valign": "top", "align": "left"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "bg_color": house.main, "font_color": PAPER, "valign": "top"})
        number = book.add_format({"valign": "top", "align": "right", "indent": 1})
        formats = {"day": day, "moment": moment, "text": text, "head": head, "number": number}
        for table in map(_for_people, listed):
            sheet = book.add_worksheet(table.title[:_NAME], _Sheet)
            _sheet(sheet, table, formats)
            if house.organisation:
                sheet.set_header(f"&L{_printed(house.organisation)}&R{_printed(title)}")
            if foot:
                sheet.set_footer(f"&L&8{foot.replace('&', '&&')}&R&8&P / &N")
    return data.getvalue()


def _printed(text: str) -> str:
    """A text at the head of a printed page, where & begins a code and Excel allows few characters."""
    return " ".join(text.split())[:_HEAD].replace("&", "&&")


def _for_people(table: Table) -> Table:
    """The table without columns that are empty all the way down; those that only programs read come last."""
    filled = [at for at in range(len(table.columns)) if any(row[at] not in (None, "") for row in table.rows)]
    filled.sort(key=lambda at: _is_for_programs(table, table.columns[at]))
    columns = tuple(table.columns[at] for at in filled)
    return replace(table, columns=columns, rows=tuple(tuple(row[at] for at in filled) for row in table.rows))


def _is_for_programs(table: Table, column: str) -> bool:
    """Whether a column joins one table to another, and says nothing to people."""
    joins = column == "id" and table.id not in _LABELLED
    return joins or column in _FOR_PROGRAMS or column.endswith("_id")


def _sheet(sheet: Worksheet, table: Table, formats: dict[str, Format]) -> None:
    heads = [
        {"header": first_upper(name.replace("_", " ")), "header_format": formats["head"]}
        for name in table.columns
    ]
    last = (max(1, len(table.rows)), len(table.columns) - 1)
    sheet.add_table(0, 0, *last, {"columns": heads, "name": table.id, "style": "Table Style Light 9"})
    sheet.freeze_panes(1, 0)
    widths = _within_a_page([_width(table, column) for column in range(len(table.columns))], table)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for row, values in enumerate(table.rows, start=1):
        lines = 1
        for column, value in enumerate(values):
            if value is None:
                continue
            if isinstance(value, str) and (len(value) >= widths[column] or "\n" in value):
                lines = max(lines, _lines(value, widths[column]))
            _write(sheet, row, column, value, formats)
        if lines > 1:  # not every program sees to it itself
            sheet.set_row(row, min(_HIGHEST, lines * _LINE))
    said = sum(not _is_for_programs(table, name) for name in table.columns)
    sheet.print_area(0, 0, last[0], max(1, said) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_paper(9)  # A4


def _within_a_page(widths: list[int], table: Table) -> list[int]:
    """The widths, those of long texts smaller where the columns that are printed are wider than a page."""
    printed = [not _is_for_programs(table, name) for name in table.columns]
    over = sum(width for width, is_printed in zip(widths, printed, strict=True) if is_printed) - _PAGE
    long = sum(width - _LONG for width in widths if width > _LONG)
    if over <= 0 or not long:
        return widths
    share = min(1.0, over / long)
    return [width - int(share * max(0, width - _LONG)) for width in widths]


def _width(table: Table, column: int) -> int:
    """Characters of a column that has its longest text in a line, within reason."""
    longest = max((len(str(row[column])) for row in table.rows if row[column] is not None), default=0)
    return min(_WIDEST, max(_NARROWEST, len(table.columns[column]) + 4, longest + 2))


def _lines(value: str, width: int) -> int:
    """Lines that a text takes in a column of this width; words that do not fit whole take some more."""
    return sum(1 + (len(line) // (width - 4) if len(line) >= width else 0) for line in value.split("\n"))


def _write_days(sheet: Worksheet, row: int, column: int, value: date, days: float, form: Format) -> None:
    """A day or a moment; as text where it lies before the first day that Excel knows."""
    if days < 1:
        sheet.write_string(row, column, value.isoformat())
    else:
        sheet.write_number(row, column, days, form)


def _write(
    sheet: Worksheet, row: int, column: int, value: str | float | date, formats: dict[str, Format]
) -> None:
    if isinstance(value, str):  # first: most are
        shown = value if len(value) <= _CELL else value[: _CELL - len(_CUT)] + _CUT
        sheet.write_string(row, column, shown, formats["text"])
    elif isinstance(value, bool):
        sheet.write_string(row, column, "yes" if value else "no", formats["text"])
    elif isinstance(value, datetime):  # write_datetime takes several times as long
        days = (local_time(value).replace(tzinfo=None) - _DAY_NOUGHT) / timedelta(days=1)
        _write_days(sheet, row, column, value, days, formats["moment"])
    elif isinstance(value, date):
        _write_days(sheet, row, column, value, (value - _DAY_NOUGHT.date()).days, formats["day"])
    else:
        sheet.write_number(row, column, value, formats["number"])
