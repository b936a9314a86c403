"""The profile: every scored item on its scale, with agreed level, target and the word for the answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from sessions.spread_words import views_in_row
from workshop.cells import cells, pad
from workshop.profile import ScoredRow
from workshop.wall.layout.profile import AGREED, STEP, coloured, lowest
from workshop.widgets.wall import to_content
from workshop.widgets.wrapped import View, wrap

MOST_NAME = 44
"""Most cells of an item's number and name."""
LEAST_NAME = 10
ARROWS = "  ▴ ▾"
"""Beside the gap in focus: a click on one of them moves it."""


class ProfileView(View[Sequence[ScoredRow], str | None, str]):
    """Rows of the profile, id of the item in focus and title. All that the keys do to it can be clicked."""

    @dataclass
    class Picked(Message):
        """A row was clicked."""

        item_id: str

    @dataclass
    class Moved(Message):
        """The item in focus is wanted a place up (`by` -1) or down (1)."""

        by: int

    class Turned(Message):
        """The head was clicked: another sorting is wanted."""

    model: tuple[Sequence[ScoredRow], str | None, str] = ((), None, "")
    _up = 0  # cell of the ▴, as it was drawn last; the ▾ is two further

    @property
    def line_in_focus(self) -> int | None:
        """Number of the line of the item in focus, if there is one."""
        rows, focused, _ = self.model
        return next((n for n, row in enumerate(rows, start=1) if row.item_id == focused), None)

    def on_click(self, event: events.Click) -> None:
        """Put a row in focus, move the one that is, or sort."""
        content, rows = event.get_content_offset(self), self.model[0]
        if content is None or content.y > len(rows) or not rows:
            return
        if content.y == 0:
            self.post_message(self.Turned())
        elif content.y == self.line_in_focus and content.x - self._up in (-1, 0, 2, 3):
            self.post_message(self.Moved(-1 if content.x <= self._up else 1))
        else:
            self.post_message(self.Picked(rows[content.y - 1].item_id))

    def draw(self, width: int, rows: Sequence[ScoredRow], focused: str | None, title: str) -> list[Content]:
        if not rows:
            return wrap("Nothing is revealed or agreed here yet.", width, "$muted")
        first, top = lowest(rows), max(row.top for row in rows)
        # Levels stand closer where a name would be cut, or would have no room at all.
        word = max(len(views_in_row(row.spread)) for row in rows)
        words = 2 + word + (len(ARROWS) if focused else 0)
        longest = min(MOST_NAME, 2 + max(cells(f"{row.label} {row.name}") for row in rows))
        wanted = ((longest, words, 2), (LEAST_NAME, 0, 1))
        step = next(
            (
                step
                for name, after, least in wanted
                for step in range(STEP, least, -1)
                if name + 2 + (top - first) * step + after < width
            ),
            1,
        )
        scale = (top - first) * step + 1
        name_width = max(LEAST_NAME, min(MOST_NAME, width - 2 - scale - words))
        numbers = "".join(str(n).ljust(step) for n in range(first, top + 1))[:scale]
        head = Content.assemble((pad(title, name_width), "$muted"), "  ", (numbers, "bold"))
        legend = Content.assemble(head, f"   {AGREED} agreed level  ○ target")
        lines = [legend if legend.cell_length <= width else head]
        lines += [self._row(row, name_width, step, scale, width, word) for row in rows]
        return [line.truncate(width) for line in lines]

    def _row(self, row: ScoredRow, name_width: int, step: int, scale: int, width: int, word: int) -> Content:
        """One item; its arrows after the word of at most `word` cells, or in its place or the name's."""
        focused = row.item_id == self.model[1]
        plain = name_width + 2 + scale
        inside = focused and plain + len(ARROWS) > width
        words = pad(f"{row.label} {row.name}", name_width - 2 - (len(ARROWS) if inside else 0))
        name = ("▸ " if focused else "  ") + words + (ARROWS if inside else "")
        drawn = to_content(coloured(row, scale, step, lowest(self.model[0])))
        text = Content.assemble((name, "bold reverse" if focused else ""), "  ", drawn)
        if row.spread.n and plain + 2 + word + (len(ARROWS) if focused else 0) <= width:
            text = Content.assemble(text, "  ", views_in_row(row.spread).ljust(word if focused else 0))
        if focused:
            if not inside:
                text = Content.assemble(text, (ARROWS, "bold $accent"))
            self._up = (name_width if inside else text.cell_length) - len(ARROWS.lstrip())
        return text
