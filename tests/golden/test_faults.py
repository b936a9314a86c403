"""What a file that was edited by hand gets wrong is told as committed: what leads nowhere, what stands twice.

After a change that is meant, write it anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sessions.identity import tables_of, with_tables
from sessions.record import Session
from sessions.rows import Row
from sessions.store.check import findings
from tests.every_kind import every_kind

EXPECTED = Path(__file__).parent / "faults.txt"
NOT_OURS = {"uid", "author", "kind"}


def spoilt(row: Row) -> Iterator[tuple[str, Row]]:
    """(what was done, the row after it): each text that leads somewhere leads nowhere."""
    for name, value in row:
        if isinstance(value, str) and value and name not in NOT_OURS:
            yield f"{name} = 'gone'", row.model_copy(update={name: "gone"})
        elif isinstance(value, tuple) and value and isinstance(value[0], str):
            yield f"{name} = ('gone',)", row.model_copy(update={name: ("gone",)})


def told(session: Session) -> Iterator[str]:
    """A line a fault, of a session with one row that is wrong, and of one with a row twice."""
    tables = tables_of(session)
    for table, rows in tables.items():
        if not rows:
            continue
        first, *others = rows
        changed = [(done, (row, *others)) for done, row in spoilt(first)]
        changed.append(("twice", (*rows, first.model_copy(update={"uid": "f" * 16}))))
        for done, wrong in changed:
            for found in findings(with_tables(session, {**tables, table: wrong})):
                yield f"{table}, {done}: {found}"


def test_what_is_wrong_in_a_row_is_told_as_committed() -> None:
    text = "\n".join(told(every_kind())) + "\n"
    if os.environ.get("WRITE_GOLDEN"):
        EXPECTED.write_text(text, encoding="utf-8")
    assert text == EXPECTED.read_text("utf-8")
