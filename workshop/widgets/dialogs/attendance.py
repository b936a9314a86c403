"""Who is there, sent apologies, came late or left: one key each for the row in focus."""

from collections.abc import Callable, Sequence
from typing import Literal

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList

from sessions.rows import ATTENDANCES, Attendance
from workshop.cells import clip, pad
from workshop.widgets.dialogs.listed import ListDialog
from workshop.widgets.rows import Rows

AttendanceWish = Attendance | Literal["chair", "undo", "redo"]
AttendanceAsks = tuple[Literal["add", "interests"], str]
"""(what is asked for next, identity of the row that was in focus)."""
AttendanceRow = tuple[str, Attendance, str]
"""(identity, attendance, words)."""
AttendanceRows = Sequence[AttendanceRow]


class AttendanceDialog(ListDialog[AttendanceAsks]):
    """Changes are made while it stands open; dismissed to put somebody else on the list, or for interests."""

    KEYS_TEXT = (
        "↑ ↓   t there   a apologies   l late, now   x left, now   c chair   i interests   n add a person"
        "   u undo   esc back"
    )
    AT_ONCE = frozenset({"u", "U"})
    LIST = Rows
    BINDINGS = [
        Binding("t", "wish('there')", "there"),
        Binding("a", "wish('apologies')", "apologies"),
        Binding("l", "wish('late')", "late"),
        Binding("x", "wish('left')", "left"),
        Binding("c", "wish('chair')", "chair"),
        Binding("i", "ask('interests')", "interests"),
        Binding("n", "ask('add')", "add a person"),
        Binding("u", "wish('undo')", "undo"),
        Binding("U", "wish('redo')", "redo"),
        Binding("enter", "never_mind", "back", show=False, priority=True),
    ]

    def __init__(
        self,
        rows: AttendanceRows,
        *,
        change: Callable[[str, AttendanceWish], AttendanceRows],
        at: str = "",
    ) -> None:
        """`change` does what is wished for the row of this identity, and says what the rows are after it.

        The row `at` that identity is in focus.
        """
        super().__init__("Who is here")
        self._rows = rows
        self._at = next((number for number, row in enumerate(rows) if row[0] == at), 0)
        self._change = change

    def on_mount(self) -> None:
        self._show(self._at)

    def _show(self, at: int) -> None:
        self.list_rows(map(_words, self._rows), at)
        self.wrong("" if self._rows else "Nobody is on the list yet. n adds a person.")

    def action_wish(self, what: AttendanceWish) -> None:
        if (index := self.index) is not None:
            self._rows = self._change(self._rows[index][0], what)
            self._show(index)

    @on(OptionList.OptionSelected)
    def _turn(self, event: OptionList.OptionSelected) -> None:
        """The next of the four, for the mouse: a second click on a row."""
        now = ATTENDANCES.index(self._rows[event.option_index][1])
        self.action_wish(ATTENDANCES[(now + 1) % len(ATTENDANCES)])

    def action_ask(self, what: Literal["add", "interests"]) -> None:
        index = self.query_one(OptionList).highlighted
        if index is not None or what == "add":
            self.dismiss((what, self._rows[index][0] if index is not None else ""))


def _words(row: AttendanceRow) -> Content:
    """What it is of, with the spaces at the beginning of its words; in bold where that is not the usual."""
    _, attendance, words = row
    indent = " " * (len(words) - len(words.lstrip()))
    style = "" if attendance == "there" else "bold"
    return Content.assemble((pad(attendance, 11), style), f"{indent}{clip(words, 120)}")
