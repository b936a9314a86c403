"""The keys that work here, at the foot of every screen, as many as there is room for."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from textual.content import Content
from textual.style import Style

from workshop.widgets.wrapped import View

MOST_LINES = 2
WANTED = 2
"""Highest rank of keys of which labels are shortened to have them all there."""
KEPT = 3
"""How many keys at the end have their place before any other, as far as one line has room for them."""


class Key(NamedTuple):
    """A key, what it does, and the action of the screen; of a lower rank it has its place before others."""

    key: str
    label: str
    action: str = ""
    rank: int = 1
    short: str = ""  # a shorter label, where there is no room for all


class KeyBar(View[Sequence[Key]]):
    """`1 level  r reveal  …`, each to be clicked: in their order, as many as fit, by rank and then by order.

    The last ones given always have their place.
    """

    DEFAULT_CSS = "KeyBar { background: $panel; color: $foreground; padding: 0 1; }"

    def __init__(self, keys: Sequence[Key] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.model = (keys,)

    def draw(self, width: int, keys: Sequence[Key]) -> list[Content]:
        if not keys:
            return [Content("")]
        lines, placed = _placed(keys, width)
        missing = [key for number, key in enumerate(keys[:-KEPT]) if number not in placed]
        if any(key.rank <= WANTED for key in missing):
            lines, _ = _placed([key._replace(label=key.short or key.label) for key in keys], width)
        return lines


def _placed(keys: Sequence[Key], width: int) -> tuple[list[Content], list[int]]:
    """(lines, numbers of the keys on them that are none of the last ones)."""
    *entries, last = map(_entry, keys)
    for _ in range(KEPT - 1):
        if entries and entries[-1].cell_length + 2 + last.cell_length <= width:
            last = Content.assemble(entries.pop(), "  ", last)
    placed: list[int] = []
    for number in sorted(range(len(entries)), key=lambda number: keys[number].rank):
        wider = sorted([*placed, number])
        lengths = _lengths([*(entries[at].cell_length for at in wider), last.cell_length], width)
        if len(lengths) <= MOST_LINES and max(lengths) <= width:
            placed = wider
    return _lines([*(entries[at] for at in placed), last], width), placed


def _lengths(entries: Sequence[int], width: int) -> list[int]:
    """The cells of each line that entries of so many take, as `_lines` places them."""
    lengths: list[int] = []
    for entry in entries:
        if lengths and lengths[-1] + 2 + entry <= width:
            lengths[-1] += 2 + entry
        else:
            lengths.append(entry)
    return lengths


def _lines(entries: Sequence[Content], width: int) -> list[Content]:
    """Entries one after the other on lines of `width` cells; one that is longer has its own."""
    lines: list[list[Content]] = []
    length = width
    for entry in entries:
        if lines and length + 2 + entry.cell_length <= width:
            lines[-1] += [Content("  "), entry]
            length += 2 + entry.cell_length
        else:
            lines.append([entry])
            length = entry.cell_length
    return [Content.assemble(*line) for line in lines]


@lru_cache(256)
def _entry(key: Key) -> Content:
    text = Content.assemble((key.key, "bold $accent"), f" {key.label}")
    return text.stylize(Style.from_meta({"@click": f"screen.{key.action}"})) if key.action else text
