"""The profile on the wall: each item on its scale, with agreed level, target and the word for the views."""

from collections.abc import Iterable, Iterator, Sequence

from sessions.spread_words import views_in_row
from workshop.cells import cells, filled
from workshop.profile import ScoredRow
from workshop.wall.layout.lines import Line, Run, block_role, hung, wrap
from workshop.wall.layout.lists import Block, Passage, as_many, room_left, spaced, text_part
from workshop.wall.model import Standing

STEP = 4  # cells from one level to the next
AGREED = "█"
"""The agreed level: a block, in its colour, of which a dot would show too little."""
SIGN = 6  # cells for an item's number
WORD = len("views agree")
"""Cells of the longest word for the views; how many don't know stands on a line of its own."""
LEAST_NAME, MOST_NAME = 20, 44
"""Cells for names beside the scale, with the gap after them; with less room they stand above it."""


def strip(row: ScoredRow, step: int = STEP, first: int | None = None) -> str:
    """`·   █───○   ·`: █ the agreed level, ○ the target; the range of the answers where nothing is agreed.

    The column of level `first` is the first one: the lowest of its scale, where no other scale is beside it.
    """
    first = row.base if first is None else first
    drawn = list((" " * (step - 1)).join(" " * (row.base - first) + "·" * (row.top - row.base + 1)))
    spread = row.spread
    if row.level is None:
        if spread.lowest is not None and spread.highest is not None:
            ends = "││" if spread.lowest == spread.highest else "├┤"
            _bar(drawn, (spread.lowest - first) * step, (spread.highest - first) * step, ends)
        return "".join(drawn)
    here = (row.level - first) * step
    if row.target is not None and row.target > row.level:
        _bar(drawn, here, (row.target - first) * step, f"{AGREED}○")
    drawn[here] = AGREED
    return "".join(drawn)


def lowest(rows: Iterable[ScoredRow]) -> int:
    """The level that stands in the first column of rows below each other."""
    return min(row.base for row in rows)


def coloured(row: ScoredRow, width: int, step: int = STEP, first: int | None = None) -> Line:
    """The strip on `width` cells, with the agreed level in its colour."""
    before, block, after = filled(strip(row, step, first), width).partition(AGREED)
    levels = row.top - row.base + 1
    role = block_role(row.level - row.base + 1, levels) if row.level is not None else ""
    return Line.of((before, "strong"), (block, role), (after, "strong"))


def _bar(drawn: list[str], start: int, end: int, ends: str) -> None:
    drawn[start : end + 1] = "─" * (end + 1 - start)
    drawn[start], drawn[end] = ends[0], ends[1]


def profiled(
    standings: Sequence[Standing], width: int, space: int, before: Sequence[Passage], *, gap: int, whole: bool
) -> list[Passage] | None:
    """The rows after other parts, on `space` lines in all, with `gap` empty lines between them.

    None where they do not all fit so, unless `whole` is False: then as many as do, and how many more.
    """
    before = [*before, Passage(scale_head(standings, width))]
    most, room = room_left(space, before, Passage())
    blocks = [
        Block([*heading, *standing_lines(standing, standings, width)], bool(heading))
        for standing, heading in with_headings(standings)
    ]
    lines = spaced(blocks, most, room, gap, air=1)
    if lines is None and not whole:
        lines = as_many(blocks, most, width)
    return None if lines is None else [*before, text_part(lines)]


def with_headings(standings: Sequence[Standing]) -> Iterator[tuple[Standing, list[Line]]]:
    """Each row, and the heading above it where it is not that of the row before."""
    before = ""
    for standing in standings:
        new = standing.heading and standing.heading != before
        yield standing, [Line.of((standing.heading.upper(), "accent"))] if new else []
        before = standing.heading


def scale_head(standings: Sequence[Standing], width: int) -> list[Line]:
    """The numbers of the levels over the scale, and what the signs mean."""
    rows = [standing.row for standing in standings]
    signs = {
        f"{AGREED} agreed level": any(row.level is not None for row in rows),
        "○ target": any(row.level is not None and (row.target or 0) > row.level for row in rows),
        "├─┤ answers": any(row.level is None for row in rows),
    }
    legend = "   ".join(sign for sign, drawn in signs.items() if drawn)
    levels = range(lowest(rows), max(row.top for row in rows) + 1)
    numbers = Run("".join(str(level).ljust(STEP) for level in levels).rstrip(), "strong")
    lead = _lead(standings, width)
    if cells(legend) <= lead - 2:
        return [Line.of((filled(legend, lead), "muted"), numbers)]
    return [*wrap(legend, width, "muted"), Line.of(" " * lead, numbers)]


def _sign(standings: Sequence[Standing]) -> int:
    """Cells for an item's number and the gap after it."""
    return max(SIGN, *(cells(standing.row.label) + 2 for standing in standings))


def _scale(standings: Sequence[Standing]) -> int:
    rows = [standing.row for standing in standings]
    return (max(row.top for row in rows) - lowest(rows)) * STEP + 1


def _lead(standings: Sequence[Standing], width: int) -> int:
    """Cells before the scale: for number and name, or for the number alone where the name stands above."""
    sign, scale = _sign(standings), _scale(standings)
    lead = min(width - scale - 2 - WORD, sign + MOST_NAME)
    return lead if lead - sign >= LEAST_NAME else sign


def standing_lines(standing: Standing, standings: Sequence[Standing], width: int) -> list[Line]:
    """One item: number, name, scale and word; `standings` are all of them, for even columns."""
    row = standing.row
    sign, lead = _sign(standings), _lead(standings, width)
    scale = coloured(row, _scale(standings), first=lowest(standing.row for standing in standings))
    word, _, unsure = views_in_row(row.spread).partition(", ")
    right = Line.of(scale, "  ", (word, "strong" if row.spread.word == "split" else "")).rstrip()
    if lead > sign:
        first, *more = wrap(row.name, lead - sign - 2)
        names = [Line.of(filled(first.plain, lead - sign), right), *more]
    else:
        names = wrap(row.name, max(8, width - sign))
        names.append(right if sign + right.cell_length <= width else scale.rstrip())
    if unsure:
        names.append(Line.of(" " * max(0, width - sign - cells(unsure)), (unsure, "strong")))
    return hung(Line.of((filled(row.label, sign), "accent")), names)
