"""A list whose rows have more than one thing that can be done with them."""

from __future__ import annotations

from textual import events
from textual.widgets import OptionList


class Rows(OptionList):
    """A click brings a row into focus, so that a key can be clicked for it; a second one chooses it."""

    def on_click(self, event: events.Click) -> None:
        """Keep the first click from choosing the row."""
        clicked = event.style.meta.get("option")
        if clicked is not None and clicked != self.highlighted:
            event.prevent_default()
            self.highlighted = clicked
