"""What all large forms of the room's view are put together from: columns, words and countdown in figures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import zip_longest

from workshop.cells import cells
from workshop.wall.layout.figures import Figure, figures, half_figures, wrapped_figures
from workshop.wall.layout.frame import head
from workshop.wall.layout.lines import BLANK, Line, Role
from workshop.wall.model import Time, Wall

GAP = 3  # cells between what stands beside each other
_FIGURE_ROLES: dict[str, Role] = {"running": "strong"}  # the others warn; words tell them apart


def large_times(wall: Wall, wide: int = 2) -> list[Line]:
    """The countdown in figures of five lines, or for 0 of three; nothing where there is none."""
    time = wall.time
    figure = None if time is None or not time.figures else clock_figure(time, wide, 1)
    return [] if time is None or figure is None else [Line.of((line, time_role(time))) for line in figure]


def clock_figure(time: Time, wide: int, tall: int) -> Figure | None:
    return figures(time.figures, wide, tall) if wide else half_figures(time.figures)


def time_role(time: Time) -> Role:
    return _FIGURE_ROLES.get(time.stage, "warning")


def beside(left: Sequence[Line], right: Sequence[Line], width: int) -> list[Line]:
    """Two columns that end on the same line, the right one at the right edge."""
    room = max((line.cell_length for line in right), default=0)
    missing = len(left) - len(right)
    left, right = ([*[BLANK] * max(0, -missing), *left], [*[BLANK] * max(0, missing), *right])
    return [
        Line.of(line, " " * (width - room - line.cell_length), other) if other.spans else line
        for line, other in zip_longest(left, right, fillvalue=BLANK)
    ]


def in_columns(columns: Sequence[tuple[Sequence[Line], int]]) -> list[Line]:
    """Texts side by side, each in the middle of the height of them all and filled up to its width."""
    height = max(len(lines) for lines, _ in columns)
    rows: list[Line] = []
    for at in range(height):
        row = BLANK
        for lines, width in columns:
            number = at - (height - len(lines)) // 2
            line = lines[number] if 0 <= number < len(lines) else BLANK
            row = Line.of(row, line, " " * max(0, width - line.cell_length))
        rows.append(row.rstrip())
    return rows


def heads(wall: Wall, width: int) -> Iterator[list[Line]]:
    """Title and word: beside each other or below, the word as large as there is room for it."""
    plain = head(wall, width)
    title = head(replace(wall, word=""), width)
    word, _, qualified = wall.word.partition(", ")  # "VIEWS AGREE, 5 OF 10 DON'T KNOW": the rest in letters
    for figure in _words(word, width):
        drawn = [Line.of((line, "title")) for line in figure]
        drawn += [Line.of((qualified, "strong"))] if qualified and cells(qualified) <= width else []
        widest = max(line.cell_length for line in drawn)
        if len(title) == 1 and title[0].cell_length + GAP + widest <= width:
            yield beside([*title, *[BLANK] * (len(drawn) - 1)], drawn, width)
        else:
            yield [*title, BLANK, *drawn]
    yield plain


def _words(word: str, width: int) -> Iterator[Figure]:
    """The word in figures that fit the width: on one line, or a line for so many of its words as fit."""
    for make in (partial(figures, wide=2), figures, half_figures):
        lines = wrapped_figures(word, make, width)
        if lines is not None:
            yield lines
