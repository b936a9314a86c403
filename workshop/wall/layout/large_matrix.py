"""A matrix in the large form of the room's view: its letters in figures, or its rows apart."""

from collections.abc import Iterator

from workshop.cells import cells
from workshop.wall.layout.figures import half_figures
from workshop.wall.layout.frame import head
from workshop.wall.layout.large_lists import put_together
from workshop.wall.layout.large_parts import in_columns, large_times
from workshop.wall.layout.lines import BLANK, Line, Role, wrap
from workshop.wall.layout.lists import TEXT_WIDTH, joined
from workshop.wall.layout.matrix import NONE, Sizes, matrix_head, matrix_row
from workshop.wall.model import Matrix, MatrixRow, Wall

APART = 2  # cells between letters in figures


def matrix_pages(wall: Wall, matrix: Matrix, width: int, space: int) -> Iterator[list[Line]]:
    """A page on `space` lines, from the largest form on, with its countdown; longer where it does not fit."""
    asked: tuple[tuple[str, Role], ...] = ((wall.statement, "strong"), (wall.question, "question"))
    above = [line for text, role in asked if text for line in wrap(text, min(width, TEXT_WIDTH), role)]
    for body in _bodies(matrix, width):
        parts = [part for part in (head(wall, width), above, body) if part]
        for wide in (2, 0):
            yield put_together(parts, large_times(wall, wide), width, space, 1)


def _bodies(matrix: Matrix, width: int) -> Iterator[list[Line]]:
    """In figures where all rows are on one page: columns stand alike on all pages."""
    widest = max((_letter(cell)[1] for row in matrix.rows for cell in row.cells), default=0)
    sizes = Sizes(matrix, width, (widest + APART,))
    if sizes.fits and matrix.part is None:
        rows = [_figured(row, sizes) for row in matrix.shown]
        for gap in (1, 0):
            yield [*matrix_head(matrix, width, sizes), BLANK, *joined(rows, gap)]
    plain = [matrix_row(row, matrix, width) for row in matrix.shown]
    yield [*matrix_head(matrix, width), BLANK, *joined(plain, 1)]


def _letter(cell: str) -> tuple[list[Line], int]:
    """(a letter in figures, how wide it is); a point where there is none, and plain what can't be drawn."""
    drawn = (half_figures(cell) if cell else None) or [cell or NONE]
    return [Line.of((line, "strong" if cell else "muted")) for line in drawn], max(map(cells, drawn))


def _figured(row: MatrixRow, sizes: Sizes) -> list[Line]:
    name = wrap(row.name, sizes.name - 1)
    word = [Line.of((f"▲ {row.word}", "warning"))] if row.word else []
    letters = ((_letter(cell)[0], sizes.step) for cell in row.cells)
    return in_columns(
        [([Line.of((row.sign, "accent"))], sizes.sign), (name, sizes.name), *letters, (word, 0)]
    )
