"""Text measured in cells of the terminal: its width, and how it is folded, clipped and filled up to one."""

import re
from itertools import pairwise

from rich.cells import cell_len, chop_cells, set_cell_size

_CONTROL_CODES = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)))
"""All but tab and line break; they take no cell, and a terminal would obey them."""

LEAST_BROKEN = 4
"""Fewest cells of a line on which part of a word can be read with its hyphen."""
STUMP = 6
"""Cells of what is left of a broken word under which it is broken in the middle."""
cells = cell_len
"""Width of a text on the screen."""


def dot_bar(count: int, most: int, room: int) -> str:
    """A dot each; where the `most` of several rows have more than `room`, all are shortened alike."""
    shown = count if most <= room else round(count * room / most)
    return "●" * min(room, shown or bool(count))


def filled(text: str, width: int) -> str:
    """`text` with spaces up to `width` cells."""
    return text + " " * max(0, width - cells(text))


def folded(text: str, width: int) -> list[str]:
    """`text` as lines of at most `width` cells, without spaces at their ends; at least one.

    Line breaks in `text` are kept. A word longer than a line is broken.
    """
    paragraphs = text.expandtabs(4).translate(_CONTROL_CODES).split("\n")
    return [line for paragraph in paragraphs for line in _folded(paragraph, width)]


def _folded(text: str, width: int) -> list[str]:
    starts, used = [0], 0  # where lines begin, and the cells that are taken on the last one
    for match in re.finditer(r"\s*\S+\s*", text):
        start, word = match.start(), match[0]
        needed = cells(word.rstrip())
        if needed <= width - used:
            used += cells(word)
        elif needed <= width:
            starts.append(start)
            used = cells(word)
        else:
            for piece in chop_cells(word, width):
                if start:
                    starts.append(start)
                start += len(piece)
                used = cells(piece)
    return [text[start:end].rstrip() for start, end in pairwise([*starts, len(text)])]


def hyphenated(text: str, width: int) -> list[str]:
    """`text` as lines of at most `width` cells, as `folded`; a word that is broken has a hyphen there."""
    if width < LEAST_BROKEN:
        return folded(text, max(1, width))
    words = (word if cells(word) <= width else "- ".join(_pieces(word, width - 1)) for word in text.split())
    return folded(" ".join(words), width)


def _pieces(word: str, width: int) -> list[str]:
    """A word in pieces of at most `width` cells, the last of them no stump."""
    *pieces, last = chop_cells(word, width)
    if pieces and cells(last) < STUMP:
        rest = pieces.pop() + last
        half = -(-len(rest) // 2)
        return [*pieces, rest[:half], rest[half:]]
    return [*pieces, last]


def hanging(text: str, width: int, first: str, rest: str) -> list[tuple[str, str]]:
    """(lead, text) of each line of `text`, of at most `width` cells in all.

    The first line begins with `first`, the others with `rest`, both filled up to the longer of the two.
    """
    indent = max(cells(first), cells(rest))
    head, *others = folded(text, max(4, width - indent))
    first, rest = (filled(lead, indent) if lead else "" for lead in (first, rest))
    return [(first, head), *((rest, line) for line in others)]


def clip(text: str, width: int) -> str:
    """`text` on one line of at most `width` cells, with an ellipsis where it was cut."""
    flat = " ".join(text.split()).translate(_CONTROL_CODES)
    return flat if cells(flat) <= width else f"{set_cell_size(flat, max(1, width) - 1)}…"


def pad(text: str, width: int) -> str:
    """`text` clipped or filled up to exactly `width` cells."""
    return filled(clip(text, width), width)
