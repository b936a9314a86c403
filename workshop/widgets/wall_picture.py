"""The revealed answers as a picture on the wall: columns of levels, or rows where names need more room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from textual.content import Content

from sessions import words
from sessions.analysis import Spread
from sessions.material import Level
from sessions.spans import on_screen
from themes.theme import level_slot
from workshop.wall import Named, Picture
from workshop.widgets.wall_names import in_lines
from workshop.widgets.wrapped import wrap

MOST_DOTS = 3
"""Most lines of dots in a column; more answers than that are told as a figure."""
MOST_DOTS_IN_ROW = 20
MOST_NAME_LINES = 4
"""Most lines of names under a column."""


@lru_cache(maxsize=4096)
def cells(text: str) -> int:
    """Width of a text on the screen."""
    return Content(text).cell_length


def filled(text: str, width: int) -> str:
    """`text` with spaces up to `width` cells."""
    return text + " " * max(0, width - cells(text))


def level_style(level: int, top: int) -> str:
    """The theme's colour of a level of a scale with `top` levels."""
    return f"bold $level-{level_slot(level, top)}"


def column_width(levels: Sequence[Level], width: int) -> int:
    """Cells from the start of one level's column to the next; the last one needs no gap after it."""
    return (width + 1) // len(levels)


# --- the scale ---------------------------------------------------------------------------------------


def scale(levels: Sequence[Level], width: int) -> list[Content]:
    """Numbers with their labels in columns; one after the other where a label is too long for that."""
    column, top = column_width(levels, width), len(levels)
    if _in_columns(levels, column - 1):
        numbers = [(filled(str(one.number), column), level_style(one.number, top)) for one in levels]
        labels = [[line.plain for line in wrap(one.label, column - 1)] for one in levels]
        return [Content.assemble(*numbers).rstrip(), *_stacked(labels, column)]
    lines = [Content("")]
    for one in levels:
        entry = Content.assemble((str(one.number), level_style(one.number, top)), f" {one.label}")
        gap = "   " if lines[-1].cell_length else ""
        if lines[-1].cell_length + len(gap) + entry.cell_length <= width:
            lines[-1] = Content.assemble(lines[-1], gap, entry)
        else:
            lines.append(entry)
    return lines


def _in_columns(levels: Sequence[Level], room: int) -> bool:
    """Whether every label fits on two lines of `room` cells, with no word broken."""
    return room >= 8 and all(
        cells(word) <= room and len(wrap(one.label, room)) <= 2
        for one in levels
        for word in one.label.split()
    )


def _stacked(columns: Sequence[Sequence[str]], width: int) -> list[Content]:
    """Columns of texts side by side, each `width` cells wide, as lines."""
    depth = max((len(one) for one in columns), default=0)
    return [
        Content("".join(filled(one[row] if row < len(one) else "", width) for one in columns).rstrip())
        for row in range(depth)
    ]


# --- columns -----------------------------------------------------------------------------------------


def strip(
    picture: Picture,
    levels: Sequence[Level],
    width: int,
    *,
    names: bool,
    place: str = "",
    airy: bool = False,
) -> list[Content] | None:
    """Levels across, answers as dots under them, names under those; `airy` with empty lines between.

    None where a label or a name is too long for a column: then they are better told in rows. Names are
    shortened to fit, by the words of the session's `place` first.
    """
    column, top = column_width(levels, width), len(levels)
    room = column - 1
    if not _in_columns(levels, room):
        return None
    gap = [Content("")] if airy else []
    lines = [*scale(levels, width), *gap]
    counts = picture.spread.counts
    dots = [_dots(count, room) for count in counts]
    styles = [level_style(level, top) if count else "$muted" for level, count in enumerate(counts, start=1)]
    for row in range(max(len(one) for one in dots)):
        texts = (filled(one[row] if row < len(one) else "", column) for one in dots)
        lines.append(Content.assemble(*zip(texts, styles, strict=True)).rstrip())
    if names and any(picture.names):
        groups = _name_lines(picture.names, room, place)
        if groups is None:
            return None
        lines += _stacked(groups, column)
    if picture.spread.n > 1:
        lines += [*gap, Content(range_line(picture.spread, column))]
    return lines + _figures(picture, width, names=names)


def _name_lines(groups: Sequence[Sequence[Named]], room: int, place: str) -> list[list[str]] | None:
    """The names of each level on lines of at most `room` cells, set in where a name goes on in the next.

    None where they need too many of them: beside rows there is more room for names.
    """
    known = {one.name for group in groups for one in group}
    columns: list[list[str]] = []
    for group in groups:
        columns.append([])
        for one in group:
            lines = in_lines(one.name, _count(one.answers), known, room, place)
            if lines is None:
                return None
            columns[-1] += lines
    return columns if max(len(one) for one in columns) <= MOST_NAME_LINES else None


def _dots(count: int, room: int) -> list[str]:
    """So many dots, and the figure after them, on lines of at most `room` cells."""
    if not count:
        return ["·"]
    figure = f" {count}"
    a_line = max(1, room - len(figure))
    if count > a_line * MOST_DOTS:
        return [f"● ×{count}"[:room] if room >= 4 else str(count)]
    lines = ["●" * min(a_line, count - start) for start in range(0, count, a_line)]
    return [*lines[:-1], lines[-1] + figure]


def range_line(spread: Spread, column: int) -> str:
    """`├────◆──┤` from the lowest to the highest level, the median at the diamond, under the columns."""
    if spread.lowest is None or spread.highest is None or spread.median is None:
        return ""
    low, high, middle = (
        round((level - 1) * column) for level in (spread.lowest, spread.highest, spread.median)
    )
    bar = [" "] * low + ["─"] * (high - low + 1)
    bar[low], bar[high] = "├", "┤"
    bar[middle] = "◆"
    return "".join(bar)


def _with_count(name: str, answers: int) -> str:
    return name + _count(answers)


def _count(answers: int) -> str:
    return "" if answers == 1 else f" ×{answers}"


def _unsure(one: Named) -> str:
    """Who does not know: "Care providers", or "Care providers (1 of 6)" where others of it named a level."""
    return one.name if one.answers == one.of else f"{one.name} ({one.answers} of {one.of})"


def _figures(picture: Picture, width: int, *, names: bool) -> list[Content]:
    """Median, range and numbers in words; and who does not know."""
    lines = wrap(on_screen(words.figures_in_room(picture.spread)), width, "$muted")
    if names and picture.unsure:
        unsure = ", ".join(_unsure(one) for one in picture.unsure)
        lines += wrap(f"don't know: {unsure}", width, "$muted")
    return lines


# --- rows --------------------------------------------------------------------------------------------


def rows(picture: Picture, levels: Sequence[Level], width: int, *, names: bool) -> list[Content]:
    """Levels below each other, the highest first, with range, dots, and the whole names beside them."""
    spread, top = picture.spread, len(levels)
    label_width = max(cells(one.label) for one in levels) + 4
    if label_width > width // 2:
        label_width = 3
    most = min(MOST_DOTS_IN_ROW, width - label_width - 8 - (14 if names and any(picture.names) else 0))
    dots_width = max(len(_row_dots(count, most)) for count in spread.counts) + 2
    lines: list[Content] = []
    for level in reversed(levels):
        count = spread.counts[level.number - 1]
        style = level_style(level.number, top)
        label = f"{level.number} {level.label}" if label_width > 3 else str(level.number)
        left = Content.assemble(
            (filled(label, label_width), style),
            f"{_mark(spread, level.number)}  ",
            (filled(_row_dots(count, most), dots_width), style if count else "$muted"),
        )
        group: Sequence[Named] = picture.names[level.number - 1] if names else ()
        said = ", ".join(_with_count(one.name, one.answers) for one in group)
        text = wrap(said, max(8, width - left.cell_length)) if said else [Content("")]
        blank = " " * left.cell_length
        lines += [
            Content.assemble(left if number == 0 else blank, one).rstrip() for number, one in enumerate(text)
        ]
    return [*lines, *_figures(picture, width, names=names)]


def _row_dots(count: int, most: int) -> str:
    """The dots and their figure; the figure alone where there are more dots than `most`."""
    if not count:
        return "·"
    return f"{'●' * count} {count}" if count <= most else f"● ×{count}"


def _mark(spread: Spread, level: int) -> str:
    """The range beside the rows: its ends, and the median; hollow on both sides of a half."""
    low, high, middle = spread.lowest, spread.highest, spread.median
    if low is None or high is None or middle is None or not low <= level <= high:
        return " "
    if abs(middle - level) < 1:
        return "◆" if middle == level else "◇"
    return "┬" if level == high else "┴" if level == low else "│"
