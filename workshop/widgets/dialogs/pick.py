"""Pick one of a list: a place in the agenda, a theme, a template, a note."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from sessions.problem import Problem
from workshop.cells import clip
from workshop.widgets.dialogs.listed import ListDialog

T = TypeVar("T")


class PickDialog(ListDialog[T]):
    """Dismisses with the value of the row that was picked, or None. Rows are (value, words)."""

    KEYS_TEXT = "↑ ↓   ↵ choose   esc never mind"

    def __init__(self, title: str, rows: Sequence[tuple[T, str | Content]], *, at: int = 0) -> None:
        super().__init__(title)
        self._rows = rows
        self._at = at

    def on_mount(self) -> None:
        self.show(self._rows, self._at)

    def show(self, rows: Sequence[tuple[T, str | Content]], at: int) -> None:
        """Show these rows, with one of them in focus; words that are no `Content` are clipped."""
        self._rows = rows
        self.list_rows(
            (words if isinstance(words, Content) else Content(clip(words, 200)) for _, words in rows), at
        )

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._rows[event.option_index][0])


class PathDialog(PickDialog[str]):
    """Rows of paths. What is typed over them begins a path: dismisses with `TYPED` and that character."""

    KEYS_TEXT = "↑ ↓   ↵ choose, or type a path   esc never mind"
    TYPED = "\0"

    def on_key(self, event: events.Key) -> None:
        if event.character is not None and event.is_printable and not event.character.isspace():
            event.stop()
            self.dismiss(f"{self.TYPED}{event.character}")


class NumberedDialog(PickDialog[T]):
    """Rows of which some begin with their number, from 1: its digit picks such a row at once."""

    KEYS_TEXT = "digits, or ↑ ↓ and ↵ choose   esc never mind"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(number), f"number({number})", "choose", show=False) for number in range(1, 10)
    ]

    def action_number(self, number: int) -> None:
        """Pick the row with this number; nothing where none has it."""
        numbered = self._rows[number - 1 : number]
        if numbered and str(numbered[0][1]).startswith(f"{number} "):
            self.dismiss(numbered[0][0])


class UnsavedDialog(PickDialog[bool]):
    """Asked before a session is left of which something is not on disk yet; True leaves all the same."""

    def __init__(self, problem: Problem) -> None:
        rows = [
            (False, "Stay: it is tried again every second"),
            (True, "Leave: it is kept in another place, if one takes it"),
        ]
        super().__init__(f"Not everything is saved. {problem}", rows)
