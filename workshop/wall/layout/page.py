"""A page of a wall in a window: one subject in all its room, nothing cut off, the time at the foot."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workshop.wall.kept import kept
from workshop.wall.layout.body import body, typed
from workshop.wall.layout.frame import cover, foot, head, inner_width
from workshop.wall.layout.lines import BLANK, Line
from workshop.wall.layout.pages import paged
from workshop.wall.model import Wall


@dataclass(frozen=True, slots=True)
class Layout:
    """A page of a wall on so many lines: all but the foot, which has the time."""

    lines: tuple[Line, ...]


def laid_out(wall: Wall, width: int, height: int, hint: str = "", page: int = 0) -> list[Line]:
    """A page of the wall, the first being 0, as `height` lines of at most `width` cells.

    The last page where there are fewer. `hint` stands at the foot, where there is room for it.
    """
    parts = paged(wall)
    number = max(0, min(page, len(parts) - 1))
    several = len(parts) > 1
    inner = inner_width(width)
    below = foot(wall, inner, height, f"page {number + 1} of {len(parts)}" if several else "", hint)
    part = replace(parts[number], voices=wall.voices)
    above = layout(part, inner, height, max(1, height - len(below)), several)
    margin = " " * ((width - inner) // 2)
    return [Line.of(margin, line) if line.spans else line for line in (*above.lines, *below)][:height]


@kept
def layout(wall: Wall, width: int, height: int, room: int, several: bool) -> Layout:
    """A page of a wall, or one of `several`, on `room` lines of at most `width` cells.

    `height` is that of the window, with the foot: it says how much air there is.
    """
    lines = cover(wall, width, room) if wall.cover else _page(wall, width, height, room, several)
    return Layout((*lines[:room], *[BLANK] * (room - len(lines))))


def _page(wall: Wall, width: int, height: int, room: int, several: bool) -> list[Line]:
    """Head and body, with the empty lines shared out; the body of each of several pages begins alike."""
    over = head(wall if wall.typing is None else replace(wall, word=""), width)
    space = room - len(over)
    if several:
        space = max(1, space - height // 14 - height // 12)
    if wall.typing is not None:
        below = typed(wall.typing, width, space)
    else:
        below = body(wall, width, space, 1 if several else 2)
    left = max(0, room - len(over) - len(below))
    above = min(left, height // 14)
    left -= above
    between = min(left, max(1, height // 12) if several else max(1, left * 2 // 5))
    return [*[BLANK] * above, *over, *[BLANK] * between, *below]
