"""Dialogs with a list, one row of it in focus."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from workshop.widgets.dialogs.base import Dialog, ResultT
from workshop.widgets.rows import Row


class ListDialog(Dialog[ResultT]):
    """What a key does with the row in focus is for each dialog to say."""

    LIST: ClassVar[type[OptionList]] = OptionList
    """`Rows` where a click is to bring a row into focus before it does anything."""

    def fields(self) -> Iterable[Widget]:
        yield self.LIST(markup=False, id="rows")

    @property
    def index(self) -> int | None:
        """Which row is in focus, from 0; None of an empty list."""
        return self.query_one(OptionList).highlighted

    def list_rows(self, rows: Iterable[Content], at: int) -> None:
        """Show these rows, with the one `at` this index in focus, or the last of fewer."""
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(Row(row)) for row in rows)
        options.highlighted = min(at, options.option_count - 1) if options.option_count else None


class TurningDialog(ListDialog[ResultT]):
    """Each row is turned to its next state by space or a click; enter is done with all of them."""

    BINDINGS = [
        Binding("space", "turn", "turn", priority=True),
        Binding("enter", "done", "done", priority=True),
    ]

    def turn(self, index: int) -> None:
        """Turn the row of this index, and show it."""
        raise NotImplementedError

    def action_turn(self) -> None:
        if self.index is not None:
            self.turn(self.index)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.query_one(OptionList).highlighted = event.option_index
        self.turn(event.option_index)

    def action_done(self) -> None:
        raise NotImplementedError
