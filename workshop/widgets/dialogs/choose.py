"""Several of a list, each turned on and off."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from workshop.widgets.dialogs.base import Dialog


class ChooseDialog(Dialog[tuple[str, ...]]):
    """Dismissed with the ids of what was chosen, in the order of the list; at least one."""

    KEYS_TEXT = "↑ ↓   space on or off   ↵ done   esc never mind"
    BINDINGS = [
        Binding("space", "turn", "turn", priority=True),
        Binding("enter", "done", "done", priority=True),
    ]
    AT_ONCE = frozenset({"space"})

    def __init__(
        self, title: str, rows: Sequence[tuple[str, str]], chosen: Iterable[str], *, most: int | None = None
    ) -> None:
        """`rows` are (id, what it says); `chosen` are the ids of those that are on to begin with.

        No more than `most` can be on, where that is given.
        """
        super().__init__(title)
        self._most = most
        self._choices = rows
        self._chosen = set(chosen)

    def fields(self) -> Iterable[Widget]:
        yield OptionList(markup=False, id="rows")

    def on_mount(self) -> None:
        self._show(0)

    def _show(self, at: int) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        for row_id, text in self._choices:
            is_on = row_id in self._chosen
            options.add_option(Option(Content.styled(f"{'✓' if is_on else ' '} {text}", "bold" * is_on)))
        options.highlighted = at

    def action_turn(self) -> None:
        """Turn the row in focus on or off."""
        index = self.query_one(OptionList).highlighted
        if index is not None:
            is_off = self._choices[index][0] not in self._chosen
            if is_off and self._most is not None and len(self._chosen) >= self._most:
                self.wrong(f"{self._most} are on already. Turn one off first, with space.")
                return
            self._chosen ^= {self._choices[index][0]}
            self.wrong("")
            self._show(index)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.query_one(OptionList).highlighted = event.option_index
        self.action_turn()

    def action_done(self) -> None:
        chosen = tuple(row_id for row_id, _ in self._choices if row_id in self._chosen)
        if chosen:
            self.dismiss(chosen)
        else:
            self.wrong("Choose at least one, with space.")
