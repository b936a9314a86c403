"""Doing something once a widget is painted, and widgets that one layout of the screen settles."""

from collections.abc import Callable
from typing import ClassVar

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget


class LaidOutOnce(Widget):
    """A base of widgets that their own length does not move: one layout of the screen settles them.

    Textual lays out and paints all of it once more when the length of anything has changed, a sixtieth of a
    second later, since a scrollbar might take room from what is in it. Where that room is kept, or where
    nothing scrolls, the second layout is the same as the first.
    """

    virtual_size: ClassVar[Reactive[Size]] = Reactive(Size(0, 0), repaint=False)  # type: ignore[misc]


def once_painted(widget: Widget, do: Callable[[], object]) -> None:
    """Do this after the next painting; a widget that has been removed meanwhile has nothing to do it on."""

    def still_there() -> None:
        if widget.is_attached:
            do()

    widget.call_after_refresh(still_there)
