"""A matrix on the wall: names of its columns as a flight of steps, so that they stand there whole.

                          Commissioning body
                          │   Lead provider
                          │   │   GP practices
2.4   Keep the directory  ·   L   S
2.5   Tell the GP         ·   ·   T   ▲ nobody leads
"""

from collections.abc import Sequence

from workshop.cells import cells, clip, filled
from workshop.wall.layout.lines import BLANK, Line, Role, flowed, hung, wrap
from workshop.wall.layout.lists import Block, Passage, as_many, room_left, spaced
from workshop.wall.layout.names import shortened
from workshop.wall.model import Matrix, MatrixRow

STEPS = (6, 4, 3, 2)
"""Cells from one column to the next, the roomiest first."""
LEAST_NAME, MOST_NAME = 18, 40
"""Cells for the name of a row."""
MOST_STAIRS = 8
"""Columns up to which each has a line of its own above the rows; more are numbered, with a key."""
NONE = "·"


class Sizes:
    """Cells of the parts of a row, for a matrix in lines of this width whose columns are `steps` apart."""

    def __init__(self, matrix: Matrix, width: int, steps: Sequence[int] = STEPS) -> None:
        count = len(matrix.columns)
        self.word = max((cells(row.word) + 2 for row in matrix.rows if row.word), default=0)
        self.sign = max((cells(row.sign) for row in matrix.rows), default=0) + 2
        rest = width - self.sign - (self.word and self.word + 1)
        longest = max((cells(row.name) for row in matrix.rows), default=0)
        wanted = max(LEAST_NAME, min(MOST_NAME, longest)) + 2
        self.below = rest - steps[-1] * count < LEAST_NAME // 2
        """Whether there is no room for the word beside the letters, so that it stands below the name."""
        if self.below:
            rest = width - self.sign
        fitting = [step for step in steps if rest - step * count >= min(wanted, LEAST_NAME + 2)]
        roomy = [step for step in steps if rest - step * count >= wanted]
        self.fits = bool(fitting) and not self.below
        """Whether there is room for names and words beside the letters."""
        self.step = next(iter(roomy or fitting), steps[-1])
        # Names of columns are not cut, as long as names of rows have what they need.
        heads = (width - self.sign - self.step * at - cells(c) for at, c in enumerate(matrix.columns))
        stairs = max(LEAST_NAME, min(heads, default=wanted)) if count <= MOST_STAIRS else wanted
        self.name = max(4, min(rest - self.step * count, wanted, stairs))

    @property
    def lead(self) -> int:
        """Cells before the first column."""
        return self.sign + self.name


def matrix_head(matrix: Matrix, width: int, sizes: Sizes | None = None) -> list[Line]:
    """What the letters mean, and the names of the columns above them."""
    sizes = sizes or Sizes(matrix, width)
    key = flowed(([Line.of((text, "muted"))] for text in matrix.key), width)
    if len(matrix.columns) > MOST_STAIRS:
        named = (wrap(f"{at} {name}", width) for at, name in enumerate(matrix.columns, 1))
        lead = " " * sizes.lead
        numbers = (Line.of(lead, (row, "strong")) for row in _numbers(len(matrix.columns), sizes.step))
        return [*key, *flowed(named, width), *numbers]
    room = [width - sizes.lead - sizes.step * at for at in range(len(matrix.columns))]
    short = shortened(matrix.columns, max(4, min(room, default=4))) or {}
    lines = []
    for at, name in enumerate(matrix.columns):
        rails = filled("│", sizes.step) * at
        shown = name if cells(name) <= room[at] else short.get(name) or clip(name, max(4, room[at]))
        lines.append(Line.of(" " * sizes.lead, (rails, "muted"), (shown, "strong")))
    return [*key, *lines]


def _numbers(count: int, step: int) -> list[str]:
    """The numbers of so many columns; tens above units where they would touch."""
    numbers = [str(at) for at in range(1, count + 1)]
    if max(map(len, numbers)) < step:
        return ["".join(filled(number, step) for number in numbers).rstrip()]
    rows = zip(*(number.rjust(2) for number in numbers), strict=True)
    return ["".join(filled(digit, step) for digit in row).rstrip() for row in rows]


def matrix_row(row: MatrixRow, matrix: Matrix, width: int) -> list[Line]:
    """One row: sign, name, a letter a column, and the word for what is to be seen."""
    sizes = Sizes(matrix, width)
    letters = [(filled(cell or NONE, sizes.step), _role(cell)) for cell in row.cells]
    first, *rest = wrap(row.name, sizes.name - 1)
    gap = " " * (sizes.name - first.cell_length)
    word: list[str | tuple[str, Role]] = [(f"▲ {row.word}", "warning")] if row.word else []
    beside = [] if sizes.below else word
    lines = [Line.of(first, gap, *letters, *beside).rstrip(), *rest]
    if word and sizes.below:
        lines.append(Line.of(*word))
    return hung(Line.of((filled(row.sign, sizes.sign), "accent")), lines)


def _role(cell: str) -> Role:
    return "strong" if cell else "muted"


def matrixed(
    matrix: Matrix, width: int, space: int, before: Sequence[Passage], *, gap: int, whole: bool
) -> list[Passage] | None:
    """The rows after other parts, on `space` lines in all, with `gap` empty lines between them.

    None where they do not all fit so, unless `whole` is False: then as many as do, and how many more.
    """
    before = [*before, Passage(matrix_head(matrix, width))]
    _, room = room_left(space, before, Passage())
    blocks = [Block(matrix_row(row, matrix, width)) for row in matrix.shown]
    lines = spaced(blocks, room, room, gap, air=1)
    if lines is None and not whole:
        lines = as_many(blocks, room, width)
    return None if lines is None else [*before, Passage(lines)]


def matrix_lines(matrix: Matrix, width: int) -> list[Line]:
    """The whole matrix, its rows below each other, with an empty line under the head."""
    rows = (line for row in matrix.shown for line in matrix_row(row, matrix, width))
    return [*matrix_head(matrix, width), BLANK, *rows]
