"""A grid on the wall: names down, columns across, in each cell a figure and a word or the figure alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from workshop.cells import cells, filled, hyphenated
from workshop.wall.layout.figures import half_figures
from workshop.wall.layout.lines import BLANK, Line, Role, wrap
from workshop.wall.model import Grid, GridRow

LEAST_NAME, NARROW_NAME = 16, 11  # fewest cells of a name, at first and where room is short
MOST_NAME = 44
GAP = 2  # cells between columns
WORD, SHORT_WORD = 16, 10  # most cells of a word in a column head before it is broken
Form = Literal["plain", "beside", "under", "alone"]
"""How a cell is drawn: in letters; or its figure large, with its word beside or under it, or without."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A grid as there is room for it: how many cells its parts take, and how its cells are drawn."""

    grid: Grid
    sign: int
    name: int
    columns: tuple[int, ...]
    form: Form = "plain"


def fitted(grid: Grid, width: int, form: Form = "plain") -> Fitted | None:
    """The grid with all that it says, or without its spare columns; None where that has no room.

    In letters there is always room: with names and heads that are broken, and then with figures alone.
    """
    kept = _without_spare(grid)
    wide: list[tuple[Grid, int, int]] = [(grid, LEAST_NAME, WORD), (kept, LEAST_NAME, WORD)]
    if form == "plain":
        wide += [(kept, NARROW_NAME, SHORT_WORD), (_figures_alone(kept), NARROW_NAME, WORD)]
    elif form == "alone":
        wide = [(_figures_alone(part), least, word) for part, least, word in wide]
    for part, least, word in wide:
        columns = tuple(_column(part, number, form, word) for number in range(len(part.heads)))
        sign = max((cells(row.sign) + 2 for row in part.rows if row.sign), default=0)
        name = width - sign - sum(columns) - GAP * len(columns)
        longest = max((cells(row.name) for row in part.rows), default=0)
        if name >= min(least, longest):
            return Fitted(part, sign, min(name, longest, MOST_NAME), columns, form)
    return _squeezed(kept, width) if form == "plain" else None


def _without_spare(grid: Grid) -> Grid:
    def kept(cells_: Sequence[str]) -> tuple[str, ...]:
        return tuple(cell for number, cell in enumerate(cells_) if number not in grid.spare)

    rows = tuple(replace(row, cells=kept(row.cells)) for row in grid.rows)
    return Grid(kept(grid.heads), rows)


def _figures_alone(grid: Grid) -> Grid:
    rows = tuple(replace(row, cells=tuple(cell.partition(" ")[0] for cell in row.cells)) for row in grid.rows)
    return replace(grid, rows=rows)


def _squeezed(grid: Grid, width: int) -> Fitted:
    """Figures alone, in columns that are as narrow as they must be; heads are broken where they have to."""
    part = _figures_alone(_without_spare(grid))
    sign = max((cells(row.sign) + 1 for row in part.rows if row.sign), default=0)
    widest = [max((cells(row.cells[n]) for row in part.rows), default=1) for n in range(len(part.heads))]
    room = max(1, (width - sign - NARROW_NAME) // max(1, len(part.heads)) - GAP)
    columns = tuple(max(own, min(room, 8)) for own in widest)
    name = max(4, width - sign - sum(columns) - GAP * len(columns))
    return Fitted(part, sign, name, columns)


def _column(grid: Grid, number: int, form: Form, word: int) -> int:
    """Cells of a column: its longest cell, and the longest word of its head."""
    longest = max((cells(part) for part in grid.heads[number].split()), default=0)
    widths = [cells(line) for row in grid.rows for line in _drawn(row.cells[number], form)]
    return max(min(longest, word), *widths, 1)


def head_lines(fit: Fitted) -> list[Line]:
    """The heads of the columns, on as many lines as the longest takes, ending on the same one."""
    texts = [hyphenated(head, max(2, width)) for head, width in zip(fit.grid.heads, fit.columns, strict=True)]
    height = max(map(len, texts), default=0)
    texts = [[*[""] * (height - len(text)), *text] for text in texts]
    lines = []
    for at in range(height):
        parts: list[tuple[str, Role]] = [
            (_cell(text[at], width), "accent") for text, width in zip(texts, fit.columns, strict=True)
        ]
        lines.append(Line.of(" " * (fit.sign + fit.name), *parts).rstrip())
    return lines


def _cell(text: str, width: int) -> str:
    return " " * GAP + filled(text, width)


def row_lines(fit: Fitted, row: GridRow) -> list[Line]:
    """A row, its name on as many lines as it takes; with large figures three lines or more."""
    names = [line.plain for line in wrap(row.name, max(4, fit.name))]
    drawn = [_drawn(cell, fit.form) for cell in row.cells]
    height = max(len(names), *(len(cell) for cell in drawn), 1)
    middle = 0 if fit.form == "plain" else 1
    above = max(0, min(middle, height - len(names)))
    names = [*[""] * above, *names, *[""] * (height - above - len(names))]
    lines = []
    for at in range(height):
        parts: Iterator[tuple[str, Role]] = (
            (_cell(cell[at] if at < len(cell) else "", width), "strong")
            for cell, width in zip(drawn, fit.columns, strict=True)
        )
        sign = filled(row.sign if at == middle else "", fit.sign)
        lines.append(Line.of((sign, "accent"), filled(names[at], fit.name), *parts).rstrip())
    return lines


def _drawn(cell: str, form: Form) -> list[str]:
    """The lines of a cell."""
    figure, _, word = cell.partition(" ")
    drawn = half_figures(figure) if figure and form != "plain" else None
    if drawn is None:
        return [cell] if form == "plain" else ["", cell, ""]
    if form == "beside" and word:
        return [drawn[0], f"{drawn[1]} {word}", drawn[2]]
    return [*drawn, word] if form == "under" and word else drawn


def grid_lines(fit: Fitted, gap: int) -> list[Line]:
    """Heads and rows, with `gap` empty lines between rows."""
    lines = head_lines(fit)
    for number, row in enumerate(fit.grid.rows):
        lines += [*[BLANK] * (gap if number else 0), *row_lines(fit, row)]
    return lines
