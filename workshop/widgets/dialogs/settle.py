"""Settling what two laptops said differently: a row each, and what is to stay."""

from collections.abc import Callable, Sequence
from functools import partial

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList

from sessions.many.merge.conflicts import Conflict
from sessions.many.merge.settling import BOTH
from sessions.spans import plain_text
from workshop.cells import clip
from workshop.widgets.dialogs.listed import ListDialog
from workshop.widgets.dialogs.pick import PickDialog

MOST = 70
"""Characters of what a side says, in a row."""


class SettleDialog(ListDialog[bool]):
    """Dismisses with whether anything was settled; by itself, once nothing is left."""

    KEYS_TEXT = "↑ ↓   ↵ take one   b keep both   esc leave the rest"
    BINDINGS = [Binding("b", "both", "keep both", priority=True)]

    def __init__(
        self, left: Callable[[], Sequence[Conflict]], settle: Callable[[str, int], str], *, title: str
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
        conflict = self._rows[event.option_index]
        rows = [
            (at, f"{_from(side.source)}{plain_text(side.said)}") for at, side in enumerate(conflict.sides)
        ]
        if conflict.both_can_stand:
            rows.append((BOTH, "Both, one after the other"))
        dialog = PickDialog[int](f"{plain_text(conflict.what)}: which stays?", rows)
        self.app.push_screen(dialog, partial(self._taken, conflict.id))

    def _taken(self, conflict_id: str, side: int | None) -> None:
        if side is not None:
            self._do(conflict_id, side)

    def action_both(self) -> None:
        """Keep what both say, where that can be."""
        if self.index is None:
            return
        conflict = self._rows[self.index]
        if conflict.both_can_stand:
            self._do(conflict.id, BOTH)
        else:
            self.wrong("Only one of these can stand: ↵ takes one.")

    def _do(self, conflict_id: str, side: int) -> None:
        at = self.index or 0
        if why := self._settle(conflict_id, side):
            self.wrong(why)
            return
        self._any = True
        self._show(at)

    def action_never_mind(self) -> None:
        self.dismiss(self._any)


def _from(source: str) -> str:
    return f"{source}: " if source else ""


def _row(conflict: Conflict) -> Content:
    sides = (f"\n  {clip(_from(side.source) + plain_text(side.said), MOST)}" for side in conflict.sides)
    what = Content.styled(clip(plain_text(conflict.what), MOST), "bold")
    return Content("").join([what, *(Content(side) for side in sides)])
