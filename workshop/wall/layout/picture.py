"""The revealed answers as a picture on the wall: columns of levels, or rows where names need more room."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain, zip_longest

from sessions import spread_words, words
from sessions.analysis.spreads import Spread
from sessions.material import Level
from sessions.spans import on_screen
from workshop.cells import cells, filled, folded
from workshop.wall.layout.lines import (
    BLANK,
    BLOCK,
    HALF_BLOCK,
    Line,
    Role,
    Run,
    block_role,
    block_roles,
    flowed,
    hung,
    wrap,
)
from workshop.wall.layout.names import in_lines
from workshop.wall.model import Named, Picture, Wall

SWATCH = "▐▌"  # before a level's number: as large as a letter, and no block of an answer
MOST_DOTS = 3  # most lines of dots in a column; more answers than that are told as a figure
MOST_DOTS_IN_ROW = 30  # most cells of blocks in a row
MOST_LABEL = 22  # most cells of a label that what it means stands beside
MOST_NAME_LINES = 4  # most lines of names under a column


def scale(levels: Sequence[Level], width: int, tab: str = SWATCH) -> list[Line]:
    """Numbers with their labels in columns; one after the other where a label is too long for that.

    Before each number stands a `tab` in the colour of its level, which a number is too thin to show.
    """
    column = (width + 1) // len(levels)  # the last column needs no gap after it
    tabs = [Run(tab, role) for role in block_roles(len(levels))]
    if fits_in_columns(levels, column - 1):
        numbers = [Run(filled(str(level.number), column - len(tab)), "strong") for level in levels]
        tabbed = Line.of(*chain.from_iterable(zip(tabs, numbers, strict=True))).rstrip()
        return [tabbed, *_stacked([folded(level.label, column - 1) for level in levels], column)]
    named = (
        Line.of(drawn, (str(level.number), "strong"), f" {level.label}")
        for drawn, level in zip(tabs, levels, strict=True)
    )
    return flowed(([line] for line in named), width)


def levels_ahead(wall: Wall, width: int) -> list[Line]:
    """The levels that are answered with, in words where what they mean stands on this page."""
    if wall.meanings:
        return scale_in_words(wall.levels, wall.meanings, width)
    return scale(wall.levels, width)


def scale_in_words(levels: Sequence[Level], meanings: Sequence[str], width: int) -> list[Line]:
    """The levels below each other, lowest first, each with what it means: beside its label, or below it."""
    roles = block_roles(len(levels))
    label = max(cells(level.label) for level in levels) + 2 + len("1 ")
    lines: list[Line] = []
    for level, role, meaning in zip(levels, roles, meanings, strict=True):
        head = Line.of((SWATCH, role), (str(level.number), "strong"), " ")
        lead = Line.of(head, filled(level.label, label - 2))
        if label <= min(MOST_LABEL, width // 3):
            lines += hung(lead, wrap(meaning, width - lead.cell_length))
        else:
            under = Line.of(" " * head.cell_length)
            lines += [Line.of(head, (level.label, "strong")), *hung(under, wrap(meaning, width - 4))]
    return lines


def fits_in_columns(levels: Sequence[Level], room: int) -> bool:
    """Whether every label fits on two lines of `room` cells, with no word broken."""
    return room >= 8 and all(
        cells(word) <= room and len(folded(level.label, room)) <= 2
        for level in levels
        for word in level.label.split()
    )


def _stacked(columns: Sequence[Sequence[str]], width: int) -> list[Line]:
    """Columns of texts side by side, each `width` cells wide, as lines."""
    rows = zip_longest(*columns, fillvalue="")
    return [Line.of(*(filled(text, width) for text in row)).rstrip() for row in rows]


def strip(
    picture: Picture, levels: Sequence[Level], width: int, *, names: bool, place: str = "", airy: bool = False
) -> list[Line] | None:
    """Levels across, answers as dots under them, names under those; `airy` with empty lines between.

    None where a label or a name is too long for a column: then they are better told in rows. Names are
    shortened to fit, by the words of the session's `place` first.
    """
    column, top = (width + 1) // len(levels), len(levels)
    room = column - 1
    if not fits_in_columns(levels, room):
        return None
    gap = [BLANK] if airy else []
    lines = [*scale(levels, width, tab=""), *gap]
    counts = picture.spread.counts
    dots = [_dots(count, room) for count in counts]
    lines += [
        Line.of(*(_drawn(text, place, top, column) for place, text in enumerate(row, start=1))).rstrip()
        for row in zip_longest(*dots, fillvalue="")
    ]
    if names and any(picture.names):
        groups = _name_lines(picture.names, room, place)
        if groups is None:
            return None
        lines += _stacked(groups, column)
    if picture.spread.n > 1:
        lines += [*gap, Line.of(range_line(picture.spread, column))]
    return lines + picture_words(picture, width, names=names)


def _name_lines(groups: Sequence[Sequence[Named]], room: int, place: str) -> list[list[str]] | None:
    """The names of each level on lines of at most `room` cells, set in where a name goes on in the next.

    None where they need too many of them: beside rows there is more room for names.
    """
    known = {partner.name for group in groups for partner in group}
    columns: list[list[str]] = []
    for group in groups:
        names = [in_lines(partner.name, _count(partner.answers), known, room, place) for partner in group]
        column = [line for lines in names for line in lines or ()]
        if None in names or len(column) > MOST_NAME_LINES:
            return None
        columns.append(column)
    return columns


def _drawn(dots: str, place: int, levels: int, width: int) -> Line:
    """Blocks in the colour of their level, the figure behind them as text, filled up to `width` cells."""
    figure = dots.lstrip(BLOCK)
    blocks = dots.removesuffix(figure)
    return Line.of((blocks, block_role(place, levels)), (filled(figure, width - len(blocks)), _tone(dots)))


def _tone(dots: str) -> Role:
    return "muted" if dots == "·" else "strong"


def _dots(count: Fraction, room: int) -> list[str]:
    """A block an answer, and the figure after them, on lines of at most `room` cells."""
    if not count:
        return ["·"]
    figure, blocks = f" {words.amount(count)}", _blocks(count)
    a_line = max(1, (room - len(figure)) // len(BLOCK))
    if len(blocks) > a_line * MOST_DOTS:
        return [f"{BLOCK}×{words.amount(count)}"[:room] if room >= 5 else words.amount(count)]
    lines = ["".join(blocks[start : start + a_line]) for start in range(0, len(blocks), a_line)]
    return [*lines[:-1], lines[-1] + figure]


def range_line(spread: Spread, column: int) -> str:
    """`├────◆──┤` from the lowest to the highest level, the median at the diamond, under the columns."""
    if spread.lowest is None or spread.highest is None or spread.median is None:
        return ""
    low, high, middle = (
        round((level - spread.base) * column) for level in (spread.lowest, spread.highest, spread.median)
    )
    bar = [" "] * low + ["─"] * (high - low + 1)
    bar[low], bar[high] = "├", "┤"
    bar[middle] = "◆"
    return "".join(bar)


def _count(answers: int) -> str:
    return "" if answers == 1 else f" ×{answers}"


def picture_words(picture: Picture, width: int, *, names: bool) -> list[Line]:
    """Median, range and numbers in words; and who does not know, with how many where others of it do."""
    lines = wrap(on_screen(spread_words.figures_in_room(picture.spread)), width, "muted")
    if names and picture.unsure:
        unsure = (
            name if answers == of else f"{name} ({answers} of {of})" for name, answers, of in picture.unsure
        )
        lines += wrap(f"don't know: {', '.join(unsure)}", width, "muted")
    return lines


def named_text(group: Sequence[Named]) -> str:
    """The partners at a level, with how many answers each has there."""
    return ", ".join(partner.name + _count(partner.answers) for partner in group)


def top_down(levels: Sequence[Level], most_first: bool) -> Sequence[tuple[int, Level]]:
    """Levels as they stand below each other: what stands for the most comes first."""
    placed = tuple(enumerate(levels, start=1))
    return placed if most_first else placed[::-1]


def rows(
    picture: Picture, levels: Sequence[Level], width: int, *, names: bool, most_first: bool = False
) -> list[Line]:
    """Levels below each other, the highest first, with range, dots, and the whole names beside them."""
    spread, top = picture.spread, len(levels)
    label_width = max(cells(level.label) for level in levels) + 4
    if label_width > width // 2:
        label_width = 3
    most = min(MOST_DOTS_IN_ROW, width - label_width - 8 - (14 if names and any(picture.names) else 0))
    dots_width = max(len(_row_dots(count, most)) for count in spread.counts) + 2
    lines: list[Line] = []
    for place, level in top_down(levels, most_first):
        count = spread.at(level.number)
        label = f"{level.number} {level.label}" if label_width > 3 else str(level.number)
        left = Line.of(
            (filled(label, label_width), "strong"),
            f"{mark_in_row(spread, level.number, most_first=most_first)}  ",
            _drawn(_row_dots(count, most), place, top, dots_width),
        )
        group: Sequence[Named] = picture.names[place - 1] if names else ()
        partners = named_text(group)
        text = wrap(partners, max(8, width - left.cell_length)) if partners else [BLANK]
        lines += [line.rstrip() for line in hung(left, text)]
    return [*lines, *picture_words(picture, width, names=names)]


def _blocks(count: Fraction) -> list[str]:
    """A block for each person or body, and a half one for what bodies' shares leave over."""
    return [BLOCK] * int(count) + [HALF_BLOCK] * bool(count % 1)


def _row_dots(count: Fraction, most: int) -> str:
    """The blocks and their figure; one block and the figure where `most` cells are too few."""
    if not count:
        return "·"
    blocks = "".join(_blocks(count))
    return f"{blocks} {words.amount(count)}" if len(blocks) <= most else f"{BLOCK}×{words.amount(count)}"


def mark_in_row(spread: Spread, level: int, *, most_first: bool = False) -> str:
    """The range beside the rows: its ends, and the median; hollow on both sides of a half."""
    low, high, middle = spread.lowest, spread.highest, spread.median
    if low is None or high is None or middle is None or not low <= level <= high:
        return " "
    if abs(middle - level) < 1:
        return "◆" if middle == level else "◇"
    first, last = (low, high) if most_first else (high, low)
    return "┬" if level == first else "┴" if level == last else "│"
