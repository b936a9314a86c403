"""The foot of every screen: what is said in passing, and below it the keys."""

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical

from workshop.widgets.key_bar import Key, KeyBar
from workshop.widgets.notices import Notices
from workshop.widgets.painted import once_painted


class Foot(Vertical, can_focus=False):
    """Notices and key bar."""

    BLANK = True  # they cover it
    DEFAULT_CSS = """
    Foot { dock: bottom; height: auto; max-height: 100%; }
    Foot Notices { dock: none; }
    """

    def __init__(self, keys: Sequence[Key] = ()) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        yield Notices()
        yield KeyBar(self._keys, id="keys")

    def on_resize(self) -> None:
        """Notices take room from what stands above: keep in sight what the next key goes to."""
        focused = self.screen.focused if self.is_attached else None
        if focused is not None:
            once_painted(focused, partial(focused.scroll_visible, animate=False))
