"""The record as an Excel workbook: a sheet a table, with filters, real dates and real numbers.

All text is written as text: nothing that people typed becomes a formula or a link.
"""

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sessions import sign_off
from sessions.outputs.tidy import Table, Value, tables
from sessions.record import Session
from sessions.spans import plain_text

_NAME = 31  # characters that Excel allows in the name of a sheet
_CELL = 32_767  # and in a cell
_CUT = "… (cut here: Excel allows no more; the minutes have all of it)"
_WIDEST, _NARROWEST = 60, 8
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  # fixed, so that two workbooks of one record are the same bytes
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "d mmm yyyy",
    "remove_timezone": True,
}


def render(session: Session, record: str = "") -> bytes:
    """The whole workbook; actions first, since they are what most open it for.

    At the foot of each page that is printed stand the state of the record and its checksum.
    """
    listed = sorted(tables(session, record), key=lambda table: table.id != "actions")
    foot = plain_text(sign_off.checksum_line(session, record))
    return workbook(session.title, listed, foot=foot)


def workbook(title: str, listed: Iterable[Table], *, foot: str = "") -> bytes:
    """A workbook with a sheet for each table, in this order."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, _OPTIONS) as book:
        book.set_properties({"title": title, "comments": foot, "created": _CREATED})
        day = book.add_format({"num_format": "d mmm yyyy", "valign": "top"})
        moment = book.add_format({"num_format": "d mmm yyyy hh:mm", "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        for table in map(_for_people, listed):
            sheet = book.add_worksheet(table.title[:_NAME])
            _sheet(sheet, table, {"day": day, "moment": moment, "text": text})
            if foot:
                sheet.set_footer(f"&L&8{foot.replace('&', '&&')}&R&8&P / &N")
    return data.getvalue()


def _for_people(table: Table) -> Table:
    """The table without columns that are empty all the way down."""
    filled = [at for at in range(len(table.columns)) if any(row[at] not in (None, "") for row in table.rows)]
    columns = tuple(table.columns[at] for at in filled)
    return replace(table, columns=columns, rows=tuple(tuple(row[at] for at in filled) for row in table.rows))


def _sheet(sheet: Worksheet, table: Table, formats: dict[str, Format]) -> None:
    heads = [{"header": name.replace("_", " ")} for name in table.columns]
    last = (max(1, len(table.rows)), len(table.columns) - 1)
    sheet.add_table(0, 0, *last, {"columns": heads, "name": table.id, "style": "Table Style Light 9"})
    sheet.freeze_panes(1, 0)
    for row, values in enumerate(table.rows, start=1):
        for column, value in enumerate(values):
            _write(sheet, row, column, value, formats)
    for column, name in enumerate(table.columns):
        longest = max((len(str(row[column])) for row in table.rows if row[column] is not None), default=0)
        sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, len(name) + 4, longest + 2)))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_paper(9)  # A4


def _write(sheet: Worksheet, row: int, column: int, value: Value, formats: dict[str, Format]) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "yes" if value else "no", formats["text"])
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone().replace(tzinfo=None), formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, formats["text"])
    else:
        shown = value if len(value) <= _CELL else value[: _CELL - len(_CUT)] + _CUT
        sheet.write_string(row, column, shown, formats["text"])
