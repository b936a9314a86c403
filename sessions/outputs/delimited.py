"""The record as CSV, a file a table: for a spreadsheet, for R or for a data warehouse.

UTF-8 with a byte order mark, all quoted, so that Excel opens it as it is. A text that a spreadsheet would
take for a formula gets an apostrophe before it (OWASP, "CSV injection"), of full width too.
"""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime

from sessions.outputs.tidy import Table, Value, tables
from sessions.record import Session

_FORMULA = tuple("=+-@\t\r＝＋－＠")  # of full width on purpose
"""Signs at the beginning of a cell from which Excel, LibreOffice or Google Sheets would make a formula."""


def files(session: Session, record: str = "") -> Mapping[str, bytes]:
    """A file a table that has rows, by the table's id; in `session` stands the checksum of the record."""
    return {table.id: file(table) for table in tables(session, record)}


def file(table: Table) -> bytes:
    """A table as a file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return str(value)
