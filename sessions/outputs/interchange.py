"""The record as JSON for other programs: the tidy tables, each a list of objects, with a version.

`record.schema.json` in `templates` says what is in it, as JSON Schema (draft 2020-12).
"""

import json
from datetime import date, datetime
from typing import Any

from sessions.outputs.tidy import Table, Value, tables
from sessions.record import Session

FORMAT = "commissioning-workshop-record"
VERSION = 2
"""It rises where a table or a column is renamed or taken out; what is added does not change it.

Since 2, counts are a column each (`yes`, `partly`, `no`), and what stood there before the reveal is a value
beside each id instead of one text in JSON.
"""


def render(session: Session, record: str = "") -> bytes:
    """The whole document, in the order of `sessions.outputs.tidy`, with the checksum of the record."""
    content: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for table in tables(session, record):
        rows = objects(table)
        content[table.id] = rows[0] if table.id == "session" else rows
    return document(content)


def objects(table: Table) -> list[dict[str, Any]]:
    """The rows of a table, each an object of its columns."""
    named = (zip(table.columns, row, strict=True) for row in table.rows)
    return [{name: _plain(value) for name, value in row} for row in named]


def document(content: Any) -> bytes:
    """JSON as it is written to a file."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _plain(value: Value) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
