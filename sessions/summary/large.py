"""Large print: the same blocks, with no table to follow across the page. What was a row stands as a list."""

from collections.abc import Iterable, Iterator

from sessions.spans import Line, plain
from sessions.summary.model import Block, Facts, Heading, TableBlock, cell_line
from sessions.summary.tables import NOTHING


def one_under_another(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each row of a table under a heading of its own, a line for each column that says anything.

    The caption of a table is left out: what it lists, the heading above it says.
    """
    level, anchor = 1, ""
    for block in blocks:
        if isinstance(block, Heading):
            level, anchor = block.level, block.anchor
        if isinstance(block, TableBlock):
            yield from _rows(block, level + 1, anchor)
        else:
            yield block


def _rows(table: TableBlock, level: int, anchor: str) -> Iterator[Block]:
    for number, (name, *cells) in enumerate(table.rows, start=1):
        yield Heading(min(level, 4), _head(table.header[0], cell_line(name)), f"{anchor}-row-{number}")
        named = zip(table.header[1:], map(cell_line, cells), strict=True)
        if facts := tuple((head, cell) for head, cell in named if cell and cell != NOTHING):
            yield Facts(facts)


def _head(column: str, name: Line) -> Line:
    """ "A1", or "No. 3" where the column is of bare figures."""
    bare = all(span.text.isdecimal() for span in name)
    return (*plain(f"{column} "), *name) if bare else name
