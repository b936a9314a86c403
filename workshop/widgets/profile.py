"""The profile: every scored item on its scale, with agreed level, target and the word for the answers."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from workshop.pages import ProfileRow
from workshop.widgets.wrapped import Wrapped, clip, pad

STEP = 4
"""Cells from one level to the next."""


def strip(row: ProfileRow) -> str:
    """`·   ●───○   ·`: ● the agreed level, ○ the target; the range of the answers where nothing is agreed."""
    cells = [" "] * ((row.top - 1) * STEP + 1)
    for level in range(row.top):
        cells[level * STEP] = "·"
    spread = row.spread
    if row.level is None:
        if spread.lowest is not None and spread.highest is not None:
            one = spread.lowest == spread.highest
            _line(cells, spread.lowest, spread.highest, "│" if one else "├", "│" if one else "┤")
        return "".join(cells)
    if row.target is not None and row.target > row.level:
        _line(cells, row.level, row.target, "●", "○")
    cells[(row.level - 1) * STEP] = "●"
    return "".join(cells)


def _line(cells: list[str], low: int, high: int, left: str, right: str) -> None:
    start, end = (low - 1) * STEP, (high - 1) * STEP
    for cell in range(start, end + 1):
        cells[cell] = "─"
    cells[start], cells[end] = left, right


class ProfileView(Wrapped):
    """Rows of the profile; the one in focus is marked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[ProfileRow, ...] = ()
        self._focused: str | None = None
        self._title = ""

    def show(self, rows: Sequence[ProfileRow], focused: str | None, title: str) -> None:
        """Show these rows, with the item of this id in focus."""
        if (tuple(rows), focused, title) != (self._rows, self._focused, self._title):
            self._rows, self._focused, self._title = tuple(rows), focused, title
            self.rebuild()

    def build(self, width: int) -> list[Content]:
        if not self._rows:
            return [Content.styled("Nothing is revealed or agreed here yet.", "$muted")]
        scale = (max(row.top for row in self._rows) - 1) * STEP + 1
        name_width = max(10, min(44, width - scale - 16))
        numbers = "".join(str(n).ljust(STEP) for n in range(1, max(row.top for row in self._rows) + 1))
        head = Content.assemble(
            (pad(self._title, name_width), "$muted"), "  ", (numbers[:scale], "bold"), "   ● agreed  ○ target"
        )
        short = Content.assemble((pad(self._title, name_width), "$muted"), "  ", (numbers[:scale], "bold"))
        lines = [head if head.cell_length <= width else short]
        for row in self._rows:
            focused = row.item_id == self._focused
            name = ("▸ " if focused else "  ") + pad(f"{row.label} {row.name}", name_width - 2)
            word = row.spread.word if row.spread.n else ""
            text = Content.assemble(
                (name, "bold reverse" if focused else ""), "  ", (strip(row).ljust(scale), "bold"), "  ", word
            )
            lines.append(text if text.cell_length <= width else Content(clip(text.plain, width)))
        return lines
