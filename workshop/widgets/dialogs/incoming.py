"""What is in files that somebody wants to bring in, and what can be done with it."""

from collections.abc import Iterable, Sequence

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from workshop.widgets.dialogs.pick import PickDialog
from workshop.widgets.wrapped import View, wrap


class _Found(View[Sequence[str]]):
    """A line each; what stands under another one is indented."""

    def draw(self, width: int, lines: Sequence[str]) -> list[Content]:
        drawn: list[Content] = []
        for line in lines:
            text = line.lstrip(" ")
            lead = " " * (len(line) - len(text))
            drawn += wrap(text, width, "$muted" if lead else "", first=lead, rest=lead or "  ")
        return drawn


class IncomingDialog(PickDialog[str]):
    """Dismissed with the id of what is to be done; the text above that scrolls."""

    KEYS_TEXT = "↑ ↓   ↵ choose   PgDn PgUp read on   esc never mind"
    BINDINGS = [
        Binding("pagedown", "scroll(8)", "down", show=False, priority=True),
        Binding("pageup", "scroll(-8)", "up", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    IncomingDialog #found {
        height: auto; max-height: 45vh; scrollbar-size-vertical: 1; margin-bottom: 1;
    }
    IncomingDialog OptionList { max-height: 30vh; }
    """

    def __init__(self, title: str, lines: Sequence[str], rows: Sequence[tuple[str, str]]) -> None:
        """`lines` say what was found; `rows` are (id, words) of what can be done."""
        super().__init__(title, rows)
        self._found = _Found()
        self._found.show(tuple(lines))

    def fields(self) -> Iterable[Widget]:
        with VerticalScroll(id="found", can_focus=False):
            yield self._found
        yield from super().fields()

    def action_scroll(self, by: int) -> None:
        self.query_one("#found").scroll_relative(y=by, animate=False)
