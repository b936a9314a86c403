"""Settling what two laptops said differently: a row each, and what is to stay."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList

from workshop.cells import clip
from workshop.widgets.dialogs.listed import ListDialog
from workshop.widgets.dialogs.pick import PickDialog

MOST = 70
"""Characters of what a side says, in a row."""


@dataclass(frozen=True, slots=True)
class ToSettle:
    """What is to be settled, in words."""

    id: str
    what: str
    sides: tuple[str, ...]
    """Who said what, that which stands in the record first."""
    both: int | None
    """What stands for all of them, one after the other; None where only one can stay."""
    about: tuple[str, ...] = ()
    """Who has what, where the sides are only what becomes of that."""


class SettleDialog(ListDialog[bool]):
    """Dismisses with whether anything was settled; by itself, once nothing is left."""

    KEYS_TEXT = "↑ ↓   ↵ take one   b keep both   esc leave the rest"
    BINDINGS = [Binding("b", "both", "keep both", priority=True)]

    def __init__(
        self, left: Callable[[], Sequence[ToSettle]], settle: Callable[[str, int], str], *, title: str
    ) -> None:
        """`left` gives what is to be settled; `settle` takes an id and a side, and says why not, if so."""
        super().__init__(title)
        self._left = left
        self._settle = settle
        self._any = False

    def on_mount(self) -> None:
        self._show(0)

    def _show(self, at: int) -> None:
        self._rows = self._left()
        if not self._rows:
            self.dismiss(self._any)
            return
        self.list_rows(map(_row, self._rows), at)

    @on(OptionList.OptionSelected)
    def _take_one(self, event: OptionList.OptionSelected) -> None:
        row = self._rows[event.option_index]
        sides = list(enumerate(row.sides))
        if row.both is not None:
            sides.append((row.both, "Both, one after the other"))
        what = row.what if row.what.endswith("?") else f"{row.what}: which stays?"
        dialog = PickDialog[int](what, sides)
        self.app.push_screen(dialog, partial(self._taken, row.id))

    def _taken(self, row_id: str, side: int | None) -> None:
        if side is not None:
            self._do(row_id, side)

    def action_both(self) -> None:
        """Keep what both say, where that can be."""
        if self.index is None:
            return
        row = self._rows[self.index]
        if row.both is not None:
            self._do(row.id, row.both)
        else:
            self.wrong("Only one of these can stand: ↵ takes one.")

    def _do(self, row_id: str, side: int) -> None:
        at = self.index or 0
        if why := self._settle(row_id, side):
            self.wrong(why)
            return
        self.wrong("")
        self._any = True
        self._show(at)

    def action_never_mind(self) -> None:
        self.dismiss(self._any)


def _row(row: ToSettle) -> Content:
    what = Content.styled(clip(row.what, MOST), "bold")
    return Content("").join([what, *(Content(f"\n  {clip(side, MOST)}") for side in row.about or row.sides)])
