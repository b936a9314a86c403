"""The answers in blocks that are seen from the back row, and the levels that they stand at."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from math import ceil

from sessions import words
from sessions.analysis.spreads import Spread
from sessions.material import Level
from workshop.cells import cells, filled, folded
from workshop.wall.layout.figures import HALF_HEIGHT, half_figures, thick
from workshop.wall.layout.lines import BLANK, Line, Role, block_role, block_roles, wrap
from workshop.wall.layout.picture import fits_in_columns, mark_in_row, named_text, scale, top_down
from workshop.wall.model import Named, Picture

WIDEST, NARROWEST = 12, 3  # cells of an answer's block
LEAST_NAMES = 26  # cells for the names beside the blocks
LABEL = 16  # most cells of a level's label beside its blocks


@dataclass(frozen=True, slots=True)
class Sizes:
    """Cells of the parts of a row, and its least height in lines."""

    label: int
    block: int  # of one answer; 0 where there are so many that a bar stands for all
    blocks: int
    figure: int
    tall: int


def answer_rows(
    picture: Picture,
    levels: Sequence[Level],
    width: int,
    *,
    names: bool,
    tall: int,
    most_first: bool = False,
) -> list[Line]:
    """A row of `tall` lines a level, the highest first: number and label, range, a block an answer, who."""
    sizes = _sizes(picture, levels, width, names=names and any(picture.names), tall=tall)
    before = sizes.label + 3 + sizes.blocks + sizes.figure + 2
    lines: list[Line] = []
    for place, level in top_down(levels, most_first):
        group: Sequence[Named] = picture.names[place - 1] if names else ()
        who = wrap(named_text(group), max(8, width - before)) if group else []
        role = block_role(place, len(levels))
        lines += _row(picture, level, role, who, sizes, most_first=most_first)
    return lines


def _sizes(picture: Picture, levels: Sequence[Level], width: int, *, names: bool, tall: int) -> Sizes:
    most = _most(picture)
    label = min(LABEL, max(cells(level.label) for level in levels)) + 5
    label += max(len(str(level.number)) for level in levels) * (3 if tall >= HALF_HEIGHT else 1)
    figure = max(len(words.amount(count)) for count in picture.spread.counts) + 1
    room = max(1, width - label - 5 - figure - (max(LEAST_NAMES, width // 3) if names else 0))
    block = next((size for size in range(WIDEST, NARROWEST - 1, -1) if most * (size + 1) <= room), 0)
    return Sizes(label, block, most * (block + 1) if block else room, figure, tall)


def _most(picture: Picture) -> int:
    """Answers at the level that has most, a part of one for a whole."""
    return max(1, *(ceil(count) for count in picture.spread.counts))


def _row(
    picture: Picture, level: Level, role: Role, who: Sequence[Line], sizes: Sizes, *, most_first: bool
) -> list[Line]:
    """The lines of one level; the names stand in the middle, and may need more lines than the blocks."""
    count = picture.spread.at(level.number)
    height, middle = max(sizes.tall, len(who)), (sizes.tall - 1) // 2
    most = _most(picture)
    label = _label(level, sizes)
    blocks = blocks_of(count, most, sizes.block, sizes.blocks)
    bar = [*thick(blocks, sizes.tall), *[""] * (height - sizes.tall)]
    names = [*[BLANK] * ((height - len(who)) // 2), *who]
    lines = []
    for at in range(height):
        figure = (words.amount(count) if count else "·") if at == middle else ""
        line = Line.of(
            label[at] if at < len(label) else " " * sizes.label,
            f"{_range_sign(picture.spread, level.number, at - middle, most_first=most_first)}  ",
            (filled(bar[at], sizes.blocks), role),
            (filled(figure, sizes.figure), "strong" if count else "muted"),
            "  ",
            names[at] if at < len(names) else BLANK,
        )
        lines.append(line.rstrip())
    return lines


def _range_sign(spread: Spread, level: int, below: int, *, most_first: bool) -> str:
    """The range from the highest to the lowest level, `below` lines under the middle of a level's row."""
    if below == 0:
        return mark_in_row(spread, level, most_first=most_first)
    if spread.lowest is None or spread.highest is None:
        return " "
    upwards = (below < 0) is not most_first  # towards the higher level
    inside = spread.lowest <= level < spread.highest if upwards else spread.lowest < level <= spread.highest
    return "│" if inside else " "


def _label(level: Level, sizes: Sizes) -> list[Line]:
    """Number and label of a level, the number in figures where there are lines for it."""
    digits = half_figures(str(level.number)) if sizes.tall >= HALF_HEIGHT else None
    if digits is None:
        text = folded(f"{level.number} {level.label}", sizes.label - 1)[: sizes.tall]
        text = [*[""] * ((sizes.tall - len(text)) // 2), *text]
        return [Line.of((filled(line, sizes.label), "strong")) for line in text]
    above = (sizes.tall - 1) // 2 - 1
    words = folded(level.label, sizes.label - cells(digits[0]) - 2)[:HALF_HEIGHT]
    words = [*[""] * ((HALF_HEIGHT - len(words)) // 2), *words]
    lines = [
        Line.of((digit, "strong"), " ", (filled(word, sizes.label - cells(digit) - 1), "strong"))
        for digit, word in zip_longest(digits, words, fillvalue="")
    ]
    return [*[Line.of(" " * sizes.label)] * above, *lines]


def blocks_of(count: Fraction, most: int, block: int, room: int) -> str:
    """A block an answer, a part of one for a part; else one bar, as long as they are many."""
    if not count:
        return ""
    if not block:
        return "█" * max(1, round(room * count / most))
    part = [max(1, round(block * (count % 1)))] if count % 1 else []
    return " ".join("█" * wide for wide in (*[block] * int(count), *part))


def large_scale(levels: Sequence[Level], width: int, *, large: bool) -> list[Line]:
    """Numbers in figures with their labels in columns; the small form where a label is too long for that."""
    column = (width + 1) // len(levels)
    drawn = [half_figures(str(level.number)) for level in levels]
    if not large or not fits_in_columns(levels, column - 1) or None in drawn:
        return scale(levels, width)
    roles = block_roles(len(levels))
    numbers = [
        Line.of(*((filled(row, column), role) for row, role in zip(rows, roles, strict=True))).rstrip()
        for rows in zip(*(figure for figure in drawn if figure is not None), strict=True)
    ]
    labels = [folded(level.label, column - 1) for level in levels]
    return numbers + [
        Line.of(*(filled(text, column) for text in row)).rstrip()
        for row in zip_longest(*labels, fillvalue="")
    ]
