"""The agenda: go anywhere in it, add a step, change minutes and order, skip a step or leave it for later."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding
from textual.content import Content

from sessions.rows import Stop
from workshop.cells import clip
from workshop.steps.position import AgendaRow
from workshop.widgets.dialogs.pick import PickDialog
from workshop.widgets.rows import Rows

Wish = Literal[
    "go", "up", "down", "more", "less", "skip", "later", "rest", "add", "rename", "remove", "undo", "redo"
]
LEADING_ELSEWHERE = {"go", "add", "rename"}
"""Wishes that end the dialog."""


@dataclass(frozen=True, slots=True)
class AgendaWish:
    """What is wanted of the row in focus."""

    what: Wish
    stop: Stop


Agenda = tuple[tuple[AgendaRow, ...], int]
"""(rows, index of the one in focus)."""


class AgendaDialog(PickDialog[AgendaWish]):
    """Dismissed with a wish that leads elsewhere; a change of the agenda itself is made while it stands open.

    So a key that is held down never reaches the screen below.
    """

    KEYS_TEXT = (
        "↵ go   a add step   [ up   ] down   + minute   - minute   k skip   n next session   m rest to end   "
        "t title   x remove   u undo   esc back"
    )
    AT_ONCE = frozenset({"u", "U"})
    LIST = Rows
    BINDINGS = [
        Binding("left_square_bracket", "wish('up')", "up"),
        Binding("right_square_bracket", "wish('down')", "down"),
        Binding("plus", "wish('more')", "more"),
        Binding("minus", "wish('less')", "less"),
        Binding("k", "wish('skip')", "skip"),
        Binding("n", "wish('later')", "next session"),
        Binding("m", "wish('rest')", "rest to the end"),
        Binding("a", "wish('add')", "add a step"),
        Binding("t", "wish('rename')", "title"),
        Binding("x", "wish('remove')", "remove"),
        Binding("u", "wish('undo')", "undo"),
        Binding("U", "wish('redo')", "redo"),
    ]

    def __init__(self, rows: Sequence[AgendaRow], *, at: int, change: Callable[[AgendaWish], Agenda]) -> None:
        """`change` makes a change, and says what the agenda is after it."""
        super().__init__("Agenda", list(map(_option, rows)), at=at)
        self._change = change

    def action_wish(self, what: Wish) -> None:
        if self.index is None:
            return
        wish = AgendaWish(what, self._rows[self.index][0].stop)
        if what in LEADING_ELSEWHERE:
            self.dismiss(wish)
        else:
            rows, at = self._change(wish)
            self.show(list(map(_option, rows)), at)


def _option(row: AgendaRow) -> tuple[AgendaWish, Content]:
    """A row on one line, with the spaces at the beginning of its words."""
    indent = " " * (len(row.words) - len(row.words.lstrip()))
    return AgendaWish("go", row.stop), Content(f"{row.mark or ' '} {indent}{clip(row.words, 120)}")
