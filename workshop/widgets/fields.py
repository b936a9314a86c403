"""Fields to type in that lose nothing: a paste of several lines is kept, not cut at the first."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input, TextArea


class LineInput(Input):
    """One line. Of a paste of several, the lines are joined with spaces."""

    DEFAULT_CSS = """
    LineInput { height: 1; border: none; padding: 0 1; background: $panel; }
    LineInput:focus { border: none; background-tint: $foreground 0%; }
    """

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        joined = " ".join(event.text.split())
        if joined:
            self.replace(joined, *self.selection)


class Prose(TextArea):
    """Several lines: Enter submits, and the line breaks of a paste are kept."""

    DEFAULT_CSS = """
    Prose { height: auto; min-height: 5; max-height: 14; }
    """

    BINDINGS: ClassVar[list[BindingType]] = []

    class Submitted(Message):
        """Enter was pressed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(
            text,
            id=id,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            compact=False,
            highlight_cursor_line=False,
            placeholder=placeholder,
        )

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.post_message(self.Submitted(self.text))
            return
        await super()._on_key(event)
