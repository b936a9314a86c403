"""Ask for a key by having it pressed."""

from collections.abc import Callable, Iterable

from textual import events
from textual.widget import Widget

from workshop.widgets.dialogs.base import Dialog, Notice


class KeyDialog(Dialog[str]):
    """Dismisses with Textual's name of the first key that `refuse` says nothing against; esc leaves."""

    KEYS_TEXT = "press the new key   esc never mind"

    def __init__(self, title: str, about: str, *, refuse: Callable[[str], str]) -> None:
        super().__init__(title)
        self._about = about
        self._refuse = refuse

    def fields(self) -> Iterable[Widget]:
        yield Notice(self._about)

    def on_key(self, event: events.Key) -> None:
        """Take the key, or say why it cannot be this one."""
        if event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        if reason := self._refuse(event.key):
            self.wrong(reason)
        else:
            self.dismiss(event.key)
