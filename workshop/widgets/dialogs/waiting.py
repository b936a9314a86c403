"""Something that takes a while: how far it is, and a key that stops it."""

from collections.abc import Iterable

from textual.widget import Widget

from workshop.widgets.dialogs.base import Dialog, Notice


class WaitingDialog(Dialog[None]):
    """Dismissed by whoever has begun what is waited for, or by the person, who then has `stopped` it."""

    KEYS_TEXT = "esc stop: nothing is changed"

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.stopped = False

    def fields(self) -> Iterable[Widget]:
        yield Notice("…", id="far")

    def tell_how_far(self, text: str) -> None:
        """Say how far it is."""
        if self.is_mounted and not self.stopped:
            self.query_one("#far", Notice).show(text, "")

    def action_never_mind(self) -> None:
        self.stopped = True
        self.dismiss(None)
