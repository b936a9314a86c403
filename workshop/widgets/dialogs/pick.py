"""Pick one of a list: a place in the agenda, a theme, a template, a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from workshop.cells import clip
from workshop.widgets.dialogs.base import Dialog

T = TypeVar("T")


class PickDialog(Dialog[T]):
    """Dismisses with the value of the row that was picked, or None. Rows are (value, words)."""

    KEYS_TEXT = "↑ ↓   ↵ choose   esc never mind"

    def __init__(self, title: str, rows: Sequence[tuple[T, str]], *, at: int = 0) -> None:
        super().__init__(title)
        self._rows = tuple(rows)
        self._at = at

    def fields(self) -> Iterable[Widget]:
        yield OptionList(
            *(Option(Content(clip(words, 200))) for _, words in self._rows), markup=False, id="rows"
        )

    def on_mount(self) -> None:
        """The row of now is in focus."""
        rows = self.query_one(OptionList)
        rows.focus()
        rows.highlighted = self._at if self._rows else None

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._rows[event.option_index][0])
