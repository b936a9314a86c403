"""Fields to type in that lose nothing: a paste of several lines is kept, not cut at the first."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, TextArea

from sessions import dates
from sessions.problem import Problem
from workshop.widgets.wrapped import Wrapped, wrap


class LineInput(Input):
    """One line. Of a paste of several, the lines are joined with spaces.

    What is typed goes on from what stands there; with `replaces`, as in a date or a number, it replaces that.
    """

    DEFAULT_CSS = """
    LineInput { height: 1; border: none; padding: 0 1; background: $panel; }
    LineInput:focus { border: none; background-tint: $foreground 0%; outline-left: outer $primary; }
    """

    def __init__(self, value: str | None = None, *, replaces: bool = False, **more: Any) -> None:
        super().__init__(value, select_on_focus=replaces, **more)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        joined = re.sub(r"[\r\n\t\v\f\x85\u2028\u2029]+", " ", event.text)
        if joined:
            self.replace(joined, *self.selection)


class DateInput(LineInput):
    """The day on which something is held, in words, as it is understood from `today`."""

    def __init__(self, day: date | None, *, kept: str = "", placeholder: str = "", id: str) -> None:
        """`kept` was typed before, and is no date or was not recorded."""
        text = kept or (dates.show(day) if day else "")
        super().__init__(text, placeholder=placeholder, id=id, replaces=True)
        self._refused = kept  # the text of which it was said that it is no date

    def read(self, today: date) -> tuple[date | None, str]:
        """The date, if there is one, and what is wrong with what is typed."""
        typed = self.value.strip()
        try:
            return self.parse(typed, today) if typed else None, ""
        except Problem as problem:
            return None, str(problem)

    def parse(self, typed: str, today: date) -> date:
        """The date that is typed. Raises Problem."""
        return dates.parse_held(typed, today)

    def is_sound(self, today: date, tell: Callable[..., None]) -> bool:
        """Whether a screen may be left: what is typed is a date, or it was told before that it is none."""
        _, problem = self.read(today)
        if not problem or self._refused == self.value:
            return True
        self._refused = self.value
        tell(f"{problem} Leave again to go without it.", error=True)
        self.focus()
        return False


class NextDateInput(DateInput):
    """A day that is still to come, seen from `today`."""

    def parse(self, typed: str, today: date) -> date:
        return dates.parse(typed, today)


class Tick(Wrapped, can_focus=True):
    """`[x]` or `[ ]` before a few words; space turns it, so that Enter is left to record."""

    BINDINGS = [Binding("space", "turn", "turn", show=False)]
    DEFAULT_CSS = "Tick:focus { text-style: bold reverse; }"

    class Turned(Message):
        """It was ticked or unticked."""

    def __init__(self, words: str, value: bool, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = words
        self.value = value

    def action_turn(self) -> None:
        self.value = not self.value
        self.rebuild()
        self.post_message(self.Turned())

    def on_click(self) -> None:
        self.action_turn()

    def build(self, width: int) -> list[Content]:
        return wrap(f"[{'x' if self.value else ' '}] {self._words}", width)


class Prose(TextArea):
    """Several lines: Enter submits, and the line breaks of a paste are kept."""

    DEFAULT_CSS = "Prose { height: auto; min-height: 5; max-height: 14; }"

    @dataclass
    class Submitted(Message):
        """Enter was pressed."""

        text: str

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(text, id=id, placeholder=placeholder, highlight_cursor_line=False)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.post_message(self.Submitted(self.text))
            return
        await super()._on_key(event)
