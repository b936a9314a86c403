"""The foot of every screen: what is said in passing, and below it the keys."""

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical

from workshop.widgets.key_bar import Key, KeyBar
from workshop.widgets.notices import Notices
from workshop.widgets.painted import LaidOutOnce, once_painted


class Foot(Vertical, LaidOutOnce, can_focus=False):
    """Notices and key bar."""

    BLANK = True  # they cover it
    DEFAULT_CSS = """
    Foot { dock: bottom; height: auto; max-height: 100%; }
    Foot Notices { dock: none; }
    """

    def __init__(self, keys: Sequence[Key] = ()) -> None:
        super().__init__()
        self._notices = Notices()
        self._keys = KeyBar(keys, id="keys")

    def compose(self) -> ComposeResult:
        yield self._notices
        yield self._keys

    def keep_a_line(self, needed: int | None) -> None:
        """Keep one for notices where what stands above leaves one, so that none of them moves it.

        `needed` is how many lines of the window that takes; None keeps no line. Where it fits with none to
        spare, notices stand over the head. All of it is known before the screen is laid out.
        """
        if not self.is_attached:  # the parts of a screen that is left go one after the other
            return
        width, height = self.screen.size
        room = height - self._keys.height_at(width)
        # Said to the notices alone: the screen would have the styles of all in it matched anew.
        self._notices.set_class(needed is not None and needed < room, "roomy")
        self._notices.goes_over_head = needed == room

    def on_resize(self) -> None:
        """Notices take room from what stands above: keep in sight what the next key goes to."""
        focused = self.screen.focused if self.is_attached else None
        if focused is not None:
            once_painted(focused, partial(focused.scroll_visible, animate=False))
