"""What a widget does once the screen has been painted, unless it has left it by then."""

from collections.abc import Callable

from textual.widget import Widget


def once_painted(widget: Widget, do: Callable[[], object]) -> None:
    """Do this after the next painting; a widget that has been removed meanwhile has nothing to do it on."""

    def still_there() -> None:
        if widget.is_attached:
            do()

    widget.call_after_refresh(still_there)
