"""A field that can be typed in before everybody's eyes: nothing in it tells what was typed, nor how much."""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Offset
from textual.strip import Strip

from workshop.cells import pad
from workshop.widgets.fields import LineInput

EMPTY, TYPING = "type: nothing of it is shown", "typing …"
"""What stands in a hidden field before anything is typed, and from then on."""


class BlindInput(LineInput):
    """A `LineInput` that, while `hidden`, says only whether anything stands in it."""

    DEFAULT_CSS = """
    BlindInput.hidden { color: $muted; }
    """

    def __init__(self, value: str, *, hidden: bool, placeholder: str = "", id: str | None = None) -> None:
        # As a password it moves to the ends where others move by words.
        super().__init__(value, placeholder=placeholder, password=hidden, id=id)
        self.set_class(hidden, "hidden")
        self.cursor_blink = not hidden

    @property
    def hidden(self) -> bool:
        """Whether nothing is shown of what is typed."""
        return self.has_class("hidden")

    def hide(self, hidden: bool) -> None:
        """Show what is typed, or hide it again."""
        self.password = hidden
        self.set_class(hidden, "hidden")
        self.cursor_blink = not hidden
        self.refresh()

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal is told that the cursor is: at the beginning, as long as this is hidden."""
        return self.content_region.offset if self.hidden else super().cursor_screen_offset

    def render_line(self, y: int) -> Strip:
        """The same for whatever was typed, as long as this is hidden."""
        if not self.hidden or y != 0:
            return super().render_line(y)
        width = self.scrollable_content_region.width
        words = pad(TYPING if self.value else EMPTY, width)
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
