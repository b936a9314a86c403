"""Why something was refused: it stands until it is put away, and what is typed meanwhile does nothing."""

from collections.abc import Callable, Iterable
from typing import Any

from textual import events
from textual.app import App
from textual.widget import Widget

from sessions.problem import Problem
from workshop.widgets.dialogs.base import Dialog, Notice


class RefusedDialog(Dialog[None]):
    """Put away with esc; with enter, too, as long as nothing was typed that could be taken for recorded."""

    KEYS_TEXT = "esc go on"
    DEFAULT_CSS = "RefusedDialog > .frame { border: round $warning; }"
    _typed = False

    def fields(self) -> Iterable[Widget]:
        yield Notice(id="typed")

    def on_key(self, event: events.Key) -> None:
        """Take every key, so that none does anything."""
        if event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        if event.is_printable:
            self._say()
        elif event.key == "enter" and not self._typed:
            self.dismiss(None)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted does nothing either."""
        event.stop()
        self._say()

    def _say(self) -> None:
        self._typed = True
        text = "What you type here is not recorded."
        self.query_one("#typed", Notice).show(text, "bold $warning")


def attempt(app: App[Any], change: Callable[[], object]) -> None:
    """Do it; what cannot be done, or what the system refuses, stands on the screen until it is put away."""
    try:
        change()
    except Problem as problem:
        app.push_screen(RefusedDialog(str(problem)))
    except OSError as error:
        app.push_screen(RefusedDialog(error.strerror or str(error)))
