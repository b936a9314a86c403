"""What stands around the body of a wall: margins, the head, the foot."""

from __future__ import annotations

from textual.content import Content

from workshop.wall import Time, Wall
from workshop.widgets.wall_list import TEXT_WIDTH
from workshop.widgets.wall_picture import cells
from workshop.widgets.wrapped import clip, wrap

WIDEST = 92
"""Widest text: in a wider window it stands in the middle."""

_TIME_STYLES = {
    "running": "bold",
    "last fifth": "bold $warning",
    "closing": "bold reverse $warning",
    "over": "bold reverse $error",
}


def inner_width(width: int) -> int:
    """Cells for text in a window of this width."""
    side = 3 if width >= 60 else 1
    return max(8, min(WIDEST, width - 2 * side))


def head(wall: Wall, width: int) -> list[Content]:
    """Number and title, and after the reveal the word at their right, or below them."""
    label = f"{wall.label}   " if wall.label else ""
    rest = " " * (cells(label) if cells(label) < 14 else 0)
    word = f" {wall.word} " if wall.word else ""
    space = width - cells(word) - 3 if word else width
    narrow = wrap(label + wall.title, space, "bold $primary", rest=rest) if space > 20 else []
    if len(narrow) == 1:
        title = narrow[0]
        return [
            Content.assemble(title, " " * (width - title.cell_length - cells(word)), (word, "bold reverse"))
            if word
            else title
        ]
    title_lines = wrap(label + wall.title, width, "bold $primary", rest=rest)
    return [*title_lines, Content.assemble((word, "bold reverse"))] if word else title_lines


def foot(wall: Wall, width: int, height: int, page_words: str, hint: str) -> list[Content]:
    """On the left which page it is, how many have answered, and the hint where there is room for it.

    On the right the time: below the left side, where the two have no room beside each other.
    """
    left = Content.styled(clip(" · ".join(one for one in (wall.tally, page_words) if one), width), "$muted")
    right = _times(wall, width)
    gap = width - left.cell_length - right[0].cell_length if len(right) == 1 else -1
    lead = "   " if left.plain else ""
    if hint and (not right or gap >= cells(lead + hint) + 2):
        left = Content.assemble(left, (lead + hint, "$muted"))
        gap -= cells(lead + hint)
    lines = [left] if left.plain else []
    if len(right) == 1 and lines and gap >= 2:
        lines = [Content.assemble(left, " " * gap, right[0])]
    else:
        lines += [Content.assemble(" " * max(0, width - one.cell_length), one) for one in right]
    return [*(lines or [Content("")]), *[Content("")] * (height >= 20)]


def _times(wall: Wall, width: int) -> list[Content]:
    """The countdowns on one line, or on two where they need that."""
    times = [_time(one) for one in (wall.item_time, wall.time) if one is not None]
    if len(times) == 2 and sum(one.cell_length for one in times) + 3 <= width:
        return [Content.assemble(times[0], (" · ", "$muted"), times[1])]
    return times


def _time(time: Time) -> Content:
    style = _TIME_STYLES[time.stage]
    return Content.styled(f" {time.words} " if "reverse" in style else time.words, style)


def cover(wall: Wall, width: int, room: int) -> list[Content]:
    """A title in the middle, and under it what the occasion is."""
    lines = wrap(wall.title, min(width, TEXT_WIDTH), "bold $primary")
    if wall.statement:
        lines += [Content(""), *wrap(wall.statement, min(width, TEXT_WIDTH))]
    centred = [Content.assemble(" " * ((width - one.cell_length) // 2), one) for one in lines[:room]]
    return [Content("")] * ((room - len(centred)) * 2 // 5) + centred
