"""Typing before everybody's eyes: nothing tells what was typed, nor how much, until one peeks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from workshop.cells import pad
from workshop.widgets.dialogs.base import Dialog, ResultT
from workshop.widgets.fields import LineInput
from workshop.widgets.wrapped import Model, View


class BlindInput(LineInput):
    """A `LineInput` that, while `hidden`, says only whether anything stands in it."""

    DEFAULT_CSS = "BlindInput.hidden { color: $muted; }"

    def __init__(self, value: str, *, hidden: bool, placeholder: str, id: str) -> None:
        super().__init__(value, placeholder=placeholder, id=id, replaces=True)
        self.hide(hidden)

    @property
    def hidden(self) -> bool:
        """Whether nothing is shown of what is typed."""
        return self.has_class("hidden")

    def hide(self, hidden: bool) -> None:
        """Show what is typed, or hide it again."""
        self.password = hidden  # as a password it moves to the ends where others move by words
        self.set_class(hidden, "hidden")
        self.cursor_blink = not hidden
        self.refresh()

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal is told that the cursor is: at the beginning, as long as this is hidden."""
        return self.content_region.offset if self.hidden else super().cursor_screen_offset

    def render_line(self, y: int) -> Strip:
        """A line that looks the same whatever was typed, as long as this is hidden."""
        if not self.hidden or y != 0:
            return super().render_line(y)
        width = self.scrollable_content_region.width
        words = pad("typing …" if self.value else "type: nothing of it is shown", width)
        return Strip([Segment(words)]).apply_style(self.rich_style)

    def action_copy(self) -> None:
        """What is hidden goes to no clipboard."""
        if not self.hidden:
            super().action_copy()

    def action_cut(self) -> None:
        """What is hidden is only taken away."""
        if self.hidden:
            self.delete_selection()
        else:
            super().action_cut()


class Tally(View[*Model]):
    """What was understood so far, a row for each choice. A click on one is one more for it."""

    @dataclass
    class Clicked(Message):
        """A row was clicked: `by` is 1, or -1 on its dots."""

        row: int
        by: int

    rows: int
    """How many choices there are."""
    bar: int
    """The cell in which dots begin, as they were drawn last."""
    hidden = False

    def on_click(self, event: events.Click) -> None:
        """One more for the choice of the row, or, on its dots, one less."""
        content = event.get_content_offset(self)
        if content is not None and not self.hidden and content.y < self.rows:
            self.post_message(self.Clicked(content.y, -1 if content.x >= self.bar else 1))


class BlindDialog(Dialog[ResultT], Generic[ResultT, *Model]):
    """One line to type in, above a tally. `hidden` for a window that the room sees, until one peeks."""

    BINDINGS = [Binding("f6", "peek", "peek")]

    def __init__(self, title: str, keys: str, field: BlindInput, tally: Tally[*Model]) -> None:
        """`keys` is written as `KEYS_TEXT` is, with what leaves the dialog last."""
        peek = "   F6 peek" if field.hidden else ""
        super().__init__(title, f"{keys}{peek}   esc never mind")
        self.field, self.tally = field, tally
        tally.hidden = field.hidden

    def fields(self) -> Iterable[Widget]:
        yield self.field
        yield self.tally

    def action_peek(self) -> None:
        self.field.hide(not self.field.hidden)
        self.tally.hidden = self.field.hidden
        self.tally.rebuild()
