"""What all tables of a summary keep to: no column that says nothing all the way down."""

from dataclasses import replace

from sessions.spans import plain, plain_text
from sessions.summary.model import Cell, TableBlock, cell_line

NOTHING = plain("–")


def without_empty_columns(table: TableBlock) -> TableBlock:
    """The table without columns that are empty in every row; an empty cell among others is a dash."""
    kept = [column for column in range(len(table.header)) if any(_says(row[column]) for row in table.rows)]
    rows = (tuple(row[column] if _says(row[column]) else NOTHING for column in kept) for row in table.rows)
    return replace(table, header=tuple(table.header[column] for column in kept), rows=tuple(rows))


def _says(cell: Cell) -> bool:
    return bool(plain_text(cell_line(cell)).strip())
