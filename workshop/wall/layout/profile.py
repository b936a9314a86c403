"""The profile on the wall: each item on its scale, with agreed level, target and the word for the views."""

from __future__ import annotations

from collections.abc import Sequence

from sessions.words import VIEWS_IN_ROW as WORDS
from workshop.cells import cells, filled
from workshop.profile import ProfileRow
from workshop.wall.layout.lines import BLANK, Line, Span, level_role, wrap
from workshop.wall.layout.lists import MOST_LINES, Part, more, taken_by, text_part
from workshop.wall.model import Standing

STEP = 4  # cells from one level to the next
SIGN = 6  # cells for an item's number
WORD = max(map(len, WORDS.values()))
LEAST_NAME, MOST_NAME = 20, 44
"""Cells for names beside the scale, with the gap after them; with less room they stand above it."""


def strip(row: ProfileRow, step: int = STEP) -> str:
    """`·   ●───○   ·`: ● the agreed level, ○ the target; the range of the answers where nothing is agreed."""
    drawn = [" "] * ((row.top - 1) * step + 1)
    for level in range(row.top):
        drawn[level * step] = "·"
    spread = row.spread
    if row.level is None:
        if spread.lowest is not None and spread.highest is not None:
            ends = "││" if spread.lowest == spread.highest else "├┤"
            _bar(drawn, step, spread.lowest, spread.highest, ends)
        return "".join(drawn)
    if row.target is not None and row.target > row.level:
        _bar(drawn, step, row.level, row.target, "●○")
    drawn[(row.level - 1) * step] = "●"
    return "".join(drawn)


def _bar(drawn: list[str], step: int, low: int, high: int, ends: str) -> None:
    start, end = (low - 1) * step, (high - 1) * step
    for cell in range(start, end + 1):
        drawn[cell] = "─"
    drawn[start], drawn[end] = ends[0], ends[1]


def profiled(
    standings: Sequence[Standing], width: int, space: int, before: Sequence[Part], *, gap: int, whole: bool
) -> list[Part] | None:
    """The rows after other parts, on `space` lines in all, with `gap` empty lines between them.

    None where they do not all fit so, unless `whole` is False: then as many as do, and how many more.
    """
    head = Part(tuple(scale_head(standings, width)), 0)
    taken, running = taken_by([*before, head], text_part([]))
    most = min(MOST_LINES - running, space - taken)
    blocks = [standing_lines(standing, standings, width) for standing in standings]
    headings = headings_of(standings)
    needed = sum(map(len, blocks)) + len(headings)
    airy = needed + gap * (len(blocks) - 1)
    if needed > most or (gap and airy >= space - taken):
        return None if whole else [*before, head, text_part(_as_many(blocks, headings, most, width))]
    lines: list[Line] = []
    for number, block in enumerate(blocks):
        if number in headings:
            apart = bool(lines) and (gap or needed + len(headings) - 1 <= space - taken)
            lines += [*[BLANK] * apart, heading_line(headings[number])]
        elif lines:
            lines += [BLANK] * gap
        lines += block
    return [*before, head, text_part(lines)]


def _as_many(blocks: Sequence[Sequence[Line]], headings: dict[int, str], most: int, width: int) -> list[Line]:
    """As many rows as `most` lines have room for, and how many more there are."""
    lines: list[Line] = []
    for number, block in enumerate(blocks):
        above = [heading_line(headings[number])] if number in headings else []
        if len(lines) + len(above) + len(block) + (number < len(blocks) - 1) > most:
            return lines + more(len(blocks) - number, width)
        lines += [*above, *block]
    return lines


def headings_of(standings: Sequence[Standing]) -> dict[int, str]:
    """Which headings there are, by the number of the row that each stands above."""
    return {
        number: standing.heading
        for number, standing in enumerate(standings)
        if standing.heading and (number == 0 or standings[number - 1].heading != standing.heading)
    }


def heading_line(heading: str) -> Line:
    """A heading above rows or entries."""
    return Line.of((heading.upper(), "accent"))


def scale_head(standings: Sequence[Standing], width: int) -> list[Line]:
    """The numbers of the levels over the scale, and what the signs mean."""
    rows = [standing.row for standing in standings]
    top = max(row.top for row in rows)
    signs = [
        *(["● agreed"] if any(row.level is not None for row in rows) else []),
        *(["○ target"] if any((row.target or 0) > (row.level or 9) for row in rows) else []),
        *(["├─┤ answers"] if any(row.level is None for row in rows) else []),
    ]
    numbers = Span("".join(str(level).ljust(STEP) for level in range(1, top + 1)).rstrip(), "strong")
    lead = _lead(standings, width)
    legend = "   ".join(signs)
    if cells(legend) <= lead - 2:
        return [Line.of((filled(legend, lead), "muted"), numbers)]
    return [*wrap(legend, width, "muted"), Line.of(" " * lead, numbers)]


def _sign(standings: Sequence[Standing]) -> int:
    """Cells for an item's number and the gap after it."""
    return max(SIGN, *(cells(standing.row.label) + 2 for standing in standings))


def _scale(standings: Sequence[Standing]) -> int:
    """Cells of the scale."""
    return (max(standing.row.top for standing in standings) - 1) * STEP + 1


def _lead(standings: Sequence[Standing], width: int) -> int:
    """Cells before the scale: for number and name, or for the number alone where the name stands above."""
    sign, scale = _sign(standings), _scale(standings)
    lead = min(width - scale - 2 - WORD, sign + MOST_NAME)
    return lead if lead - sign >= LEAST_NAME else sign


def standing_lines(standing: Standing, standings: Sequence[Standing], width: int) -> list[Line]:
    """One item: number, name, scale and word; `standings` are all of them, for even columns."""
    row = standing.row
    sign, lead = _sign(standings), _lead(standings, width)
    before, dot, after = filled(strip(row), _scale(standings)).partition("●")
    scale = Line.of(before, (dot, level_role(row.level, row.top) if row.level is not None else ""), after)
    word = WORDS[row.spread.word] if row.spread.n else ""
    beside = Line.of(scale, "  ", (word, "strong" if row.spread.word == "split" else "")).rstrip()
    number, blank = Span(filled(row.label, sign), "accent"), " " * sign
    if lead == sign:
        names = wrap(row.name, max(8, width - sign))
        below = beside if sign + beside.cell_length <= width else scale.rstrip()
        first, *more = [*names, below]
        return [Line.of(number, first), *(Line.of(blank, line) for line in more)]
    first, *more = wrap(row.name, lead - sign - 2)
    return [
        Line.of(number, filled(first.plain, lead - sign), beside),
        *(Line.of(blank, line) for line in more),
    ]
