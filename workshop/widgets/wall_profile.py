"""The profile on the wall: each item on its scale, with agreed level, target and the word for the views."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from sessions.words import VIEWS_IN_ROW
from workshop.wall import Standing
from workshop.widgets.profile import STEP, strip
from workshop.widgets.wall_list import MOST_LINES, Part, taken_by, text_part
from workshop.widgets.wall_picture import cells, filled, level_style
from workshop.widgets.wrapped import wrap

SIGN = 6
"""Cells for an item's number."""
WORD = max(map(len, VIEWS_IN_ROW.values()))
LEAST_NAME, MOST_NAME = 20, 44
"""Cells for names beside the scale, with the gap after them; with less room they stand above it."""


def profiled(
    standings: Sequence[Standing], width: int, space: int, before: Sequence[Part], *, gap: int, whole: bool
) -> list[Part] | None:
    """The rows after other parts, on `space` lines in all, with `gap` empty lines between them.

    None where they do not all fit so, unless `whole` is False: then as many as do, and how many more.
    """
    head = Part(tuple(scale_head(standings, width)), 0)
    taken, running = taken_by([*before, head], text_part([]))
    most = min(MOST_LINES - running, space - taken)
    blocks = [standing_lines(one, standings, width) for one in standings]
    headings = headings_of(standings)
    needed = sum(map(len, blocks)) + len(headings)
    airy = needed + gap * (len(blocks) - 1)
    if needed > most or (gap and airy >= space - taken):
        if whole:
            return None
        lines: list[Content] = []
        for number, block in enumerate(blocks):
            above = [heading_line(headings[number])] if number in headings else []
            if len(lines) + len(above) + len(block) + (number < len(blocks) - 1) > most:
                lines += wrap(f"and {len(blocks) - number} more", width, "$muted", first="… ", rest="  ")
                break
            lines += [*above, *block]
        return [*before, head, text_part(lines)]
    lines = []
    for number, block in enumerate(blocks):
        if number in headings:
            apart = bool(lines) and (gap or needed + len(headings) - 1 <= space - taken)
            lines += [*[Content("")] * apart, heading_line(headings[number])]
        elif lines:
            lines += [Content("")] * gap
        lines += block
    return [*before, head, text_part(lines)]


def headings_of(standings: Sequence[Standing]) -> dict[int, str]:
    """Which headings there are, by the number of the row that each stands above."""
    return {
        number: one.heading
        for number, one in enumerate(standings)
        if one.heading and (number == 0 or standings[number - 1].heading != one.heading)
    }


def heading_line(heading: str) -> Content:
    """A heading above rows or entries."""
    return Content.styled(heading.upper(), "bold $accent")


def scale_head(standings: Sequence[Standing], width: int) -> list[Content]:
    """The numbers of the levels over the scale, and what the signs mean."""
    rows = [one.row for one in standings]
    top = max(one.top for one in rows)
    signs = [
        *(["● agreed"] if any(one.level is not None for one in rows) else []),
        *(["○ target"] if any((one.target or 0) > (one.level or 9) for one in rows) else []),
        *(["├─┤ answers"] if any(one.level is None for one in rows) else []),
    ]
    numbers = ("".join(str(level).ljust(STEP) for level in range(1, top + 1)).rstrip(), "bold")
    lead = _lead(standings, width)
    said = "   ".join(signs)
    if cells(said) <= lead - 2:
        return [Content.assemble((filled(said, lead), "$muted"), numbers)]
    return [*wrap(said, width, "$muted"), Content.assemble(" " * lead, numbers)]


def _sign(standings: Sequence[Standing]) -> int:
    """Cells for an item's number and the gap after it."""
    return max(SIGN, *(cells(one.row.label) + 2 for one in standings))


def _scale(standings: Sequence[Standing]) -> int:
    """Cells of the scale."""
    return (max(one.row.top for one in standings) - 1) * STEP + 1


def _lead(standings: Sequence[Standing], width: int) -> int:
    """Cells before the scale: for number and name, or for the number alone where the name stands above."""
    sign, scale = _sign(standings), _scale(standings)
    lead = min(width - scale - 2 - WORD, sign + MOST_NAME)
    return lead if lead - sign >= LEAST_NAME else sign


def standing_lines(standing: Standing, standings: Sequence[Standing], width: int) -> list[Content]:
    """One item: number, name, scale and word; `standings` are all of them, for even columns."""
    row = standing.row
    sign, lead = _sign(standings), _lead(standings, width)
    drawn = filled(strip(row), _scale(standings))
    before, dot, after = drawn.partition("●")
    style = level_style(row.level, row.top) if row.level is not None else ""
    scale = Content.assemble(before, (dot, style), after)
    word = VIEWS_IN_ROW[row.spread.word] if row.spread.n else ""
    said = Content.assemble(scale, "  ", (word, "bold" if row.spread.word == "split" else "")).rstrip()
    number, blank = (filled(row.label, sign), "bold $accent"), " " * sign
    if lead == sign:
        names = wrap(row.name, max(8, width - sign))
        below = said if sign + said.cell_length <= width else scale.rstrip()
        first, *more = [*names, below]
        return [Content.assemble(number, first), *(Content.assemble(blank, one) for one in more)]
    first, *more = wrap(row.name, lead - sign - 2)
    return [
        Content.assemble(number, filled(first.plain, lead - sign), said),
        *(Content.assemble(blank, one) for one in more),
    ]
