"""Something to read, in blocks below headings."""

from collections.abc import Iterable, Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from workshop.widgets.dialogs.differences import ScrollingDialog
from workshop.widgets.wrapped import View, wrap

Blocks = Sequence[tuple[str, Sequence[str]]]
"""(heading, lines below it)."""


class Told(View[str, Blocks]):
    """The blocks, one below the other."""

    def draw(self, width: int, _: str, blocks: Blocks) -> list[Content]:
        drawn: list[Content] = []
        for heading, below in blocks:
            drawn += [Content("")] if drawn else []
            drawn += wrap(heading, width, "bold $accent") if heading else []
            for line in below:
                drawn += wrap(line, width, first="  ", rest="    ")
        return drawn


class ToldDialog(ScrollingDialog):
    """Blocks to read."""

    def __init__(self, title: str, blocks: Blocks) -> None:
        super().__init__(title)
        self._told = Told()
        self._told.show("", blocks)

    def fields(self) -> Iterable[Widget]:
        with VerticalScroll(id="found", can_focus=False):
            yield self._told
