"""What stands around the body of a wall: margins, the head, the foot."""

from collections.abc import Mapping

from sessions.schedule import Stage
from workshop.cells import cells, clip
from workshop.wall.layout.lines import BLANK, Line, Role, wrap
from workshop.wall.layout.lists import TEXT_WIDTH
from workshop.wall.model import Wall

WIDEST = 92  # widest text: in a wider window it stands in the middle
RESTS = "The screen is off for the moment"
_TIME_ROLES: Mapping[Stage, Role] = {
    "running": "strong",
    "last fifth": "warning",
    "closing": "closing",
    "over": "over",
}
_BADGES = ("closing", "over")  # roles that stand on a ground of their own, with a space at both ends


def inner_width(width: int) -> int:
    """Cells for text in a window of this width."""
    side = 3 if width >= 60 else 1
    return max(8, min(WIDEST, width - 2 * side))


def head(wall: Wall, width: int) -> list[Line]:
    """Number and title, and after the reveal the word at their right, or below them."""
    label = f"{wall.label}   " if wall.label else ""
    rest = " " * (cells(label) if cells(label) < 14 else 0)
    word = f" {wall.word} " if wall.word else ""
    space = width - cells(word) - 3 if word else width
    narrow = wrap(label + wall.title, space, "title", rest=rest) if space > 20 else []
    if len(narrow) == 1:
        title = narrow[0]
        gap = " " * (width - title.cell_length - cells(word))
        return [Line.of(title, gap, (word, "badge")) if word else title]
    title_lines = wrap(label + wall.title, width, "title", rest=rest)
    return [*title_lines, Line.of((word, "badge"))] if word else title_lines


def foot(wall: Wall, width: int, height: int, page_words: str, hint: str) -> list[Line]:
    """On the left which page it is, how many have answered, and the hint where there is room for it.

    On the right the time: below the left side, where the two have no room beside each other.
    """
    left = Line.of((clip(" · ".join(words for words in (wall.tally, page_words) if words), width), "muted"))
    right = _times(wall, width)
    gap = width - left.cell_length - right[0].cell_length if len(right) == 1 else -1
    lead = "   " if left.plain else ""
    if hint and (not right or gap >= cells(lead + hint) + 2):
        left = Line.of(left, (lead + hint, "muted"))
        gap -= cells(lead + hint)
    lines = [left] if left.plain else []
    if len(right) == 1 and lines and gap >= 2:
        lines = [Line.of(left, " " * gap, right[0])]
    else:
        lines += [Line.of(" " * max(0, width - time.cell_length), time) for time in right]
    return [*(lines or [BLANK]), *[BLANK] * (height >= 20)]


def _times(wall: Wall, width: int) -> list[Line]:
    """The countdowns on one line, or on two where they need that."""
    times: list[Line] = []
    for time in (wall.item_time, wall.time):
        if time is not None:
            role = _TIME_ROLES[time.stage]
            times.append(Line.of((f" {time.words} " if role in _BADGES else time.words, role)))
    if len(times) == 2 and sum(time.cell_length for time in times) + 3 <= width:
        return [Line.of(times[0], (" · ", "muted"), times[1])]
    return times


def blank(width: int, height: int) -> list[Line]:
    """Nothing, and at the foot a word that nobody takes it for a laptop that has died."""
    word = clip(RESTS, width)
    at_foot = Line.of(" " * ((width - cells(word)) // 2), (word, "muted"))
    lines = [*[BLANK] * (height - 1), at_foot]
    return [*lines[2:], BLANK, BLANK] if height >= 20 else lines[:height]


def cover(wall: Wall, width: int, room: int) -> list[Line]:
    """A title in the middle, and under it what the occasion is."""
    lines = wrap(wall.title, min(width, TEXT_WIDTH), "title")
    if wall.statement:
        lines += [BLANK, *wrap(wall.statement, min(width, TEXT_WIDTH))]
    centred = [Line.of(" " * ((width - line.cell_length) // 2), line) for line in lines[:room]]
    return [BLANK] * ((room - len(centred)) * 2 // 5) + centred
