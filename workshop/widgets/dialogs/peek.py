"""A short look at what is hidden from the room."""

from collections.abc import Iterable, Sequence

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from workshop.cells import cells, pad
from workshop.widgets.dialogs.base import Dialog, Notice
from workshop.widgets.wrapped import View, wrap

SECONDS = 5
"""After these it goes by itself: nobody leaves it standing."""
MOST_NAME = 36


class HiddenRows(View[Sequence[tuple[str, str]]]):
    """Partners with what they answered."""

    def draw(self, width: int, rows: Sequence[tuple[str, str]]) -> list[Content]:
        longest = max((cells(name) for name, _ in rows), default=0)
        name_width = min(longest, MOST_NAME, max(4, width // 2 - 2))
        return [
            line
            for name, what in rows
            for line in wrap(what, width, "bold", first=f"{pad(name, name_width)}  ", rest=" ")
        ]


class PeekDialog(Dialog[None]):
    """Goes with any key, with a click, or by itself. The arrows scroll, where there is more than fits."""

    KEYS_TEXT = "any key goes back   ↑ ↓ scroll"

    def __init__(self, title: str, rows: Sequence[tuple[str, str]], *, seconds: float = SECONDS) -> None:
        super().__init__(title)
        self._rows = HiddenRows()
        self._rows.show(rows)
        self._seconds = seconds

    def fields(self) -> Iterable[Widget]:
        yield Notice("hidden from the room · peeking", "bold $warning")
        yield self._rows

    def on_mount(self) -> None:
        self.set_timer(self._seconds, self._go)

    def _go(self) -> None:
        if self.is_current:
            self.dismiss(None)

    def on_key(self, event: events.Key) -> None:
        """Scroll, or go; what the key would do on the screen behind is not done."""
        event.stop()
        event.prevent_default()
        if event.key in ("up", "down"):
            by = -1 if event.key == "up" else 1
            self.query_one(".frame", VerticalScroll).scroll_relative(y=by, animate=False)
        else:
            self._go()

    def on_click(self) -> None:
        self._go()
