"""Every key, out of the commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from workshop import commands
from workshop.keynames import Keys
from workshop.widgets.key_bar import KeyBar
from workshop.widgets.wrapped import Wrapped, wrap

ALSO = (
    ("ctrl+p", "palette", "Find any command by its name and run it."),
    ("tab", "next field", "Go to the next field, or in a dialog to the form or the next kind."),
    ("esc", "never mind", "Leave a dialog. What you typed is offered again the next time."),
    ("ctrl+q", "quit", "Quit from anywhere. Everything is saved already."),
)


class HelpRows(Wrapped):
    """Keys on the left, what they do on the right, a heading for every screen."""

    def __init__(self, context: commands.Context, keymap: Mapping[str, str]) -> None:
        super().__init__()
        first = [context, *(one for one in commands.CONTEXTS if one != context)]
        self._pages = (
            *commands.help_rows(first, keymap),
            ("Everywhere", ALSO),
        )

    def build(self, width: int) -> list[Content]:
        out: list[Content] = []
        for title, rows in self._pages:
            if out:
                out.append(Content(""))
            out.append(Content.styled(title.upper(), "bold $accent"))
            for keys, _, text in rows:
                lines = wrap(text, max(12, width - 16))
                out.append(Content.assemble((f"{keys:<15} ", "bold"), lines[0]))
                out += [Content.assemble(" " * 16, line) for line in lines[1:]]
        return out


class HelpScreen(Screen[None]):
    """Dismissed by any of the keys that go back."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "close", "back", id="back"),
        Binding("question_mark,f1", "close", "help", id="help"),
    ]
    DEFAULT_CSS = """
    HelpScreen #title { padding: 0 2; height: 1; text-style: bold; background: $panel; }
    HelpScreen VerticalScroll { padding: 1 3; }
    """

    def __init__(self, context: commands.Context, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._first = context
        self._remapped = dict(keymap)

    def compose(self) -> ComposeResult:
        yield Static("Help · every key", id="title")
        with VerticalScroll():
            yield HelpRows(self._first, self._remapped)
        yield KeyBar((("↑ ↓", "scroll", ""), (Keys(self._remapped)["back"], "back", "close")))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
