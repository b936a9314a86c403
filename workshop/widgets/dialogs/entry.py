"""The frame of a small form about somebody: a name first, F8 for one that is there to be taken out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.fields import LineInput

FieldsT = TypeVar("FieldsT")


class EntryDialog(Dialog[FieldsT]):
    """For a new entry, or (`there`) for one of the list, which may be removed. `CHOICE` is what F2 turns."""

    CHOICE: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "turn", "choice"),
        Binding("f8", "remove", "remove"),
    ]
    DEFAULT_CSS = """
    EntryDialog Choices { margin: 0 0 1 0; }
    """

    def __init__(self, title: str, *, there: bool) -> None:
        super().__init__(title)
        self._there = there

    @property
    def KEYS_TEXT(self) -> str:  # type: ignore[override]  # noqa: N802
        """The keys; what is new cannot be removed."""
        remove = "   F8 remove" if self._there else ""
        return f"↵ record   tab next field   F2 {self.CHOICE}{remove}   esc never mind"

    def fields(self) -> Iterable[Widget]:
        for label, widget in self.rows():
            yield Static(label, classes="label")
            yield widget

    def rows(self) -> Iterable[tuple[str, Widget]]:
        """(label, field) from top to bottom; the field of the name has the id `name`."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Type the name at once."""
        self.query_one("#name", LineInput).focus()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.wrong("")

    def action_turn(self) -> None:
        """Turn the choice on."""
        raise NotImplementedError

    def action_remove(self) -> None:
        """Ask for the entry to be taken out."""
        if self._there:
            self.dismiss(self.removed())

    def removed(self) -> FieldsT:
        """The result that asks for the entry to be taken out."""
        raise NotImplementedError

    @on(Input.Submitted)
    def _record(self) -> None:
        name = self.query_one("#name", LineInput).value
        if not name.strip():
            self.wrong("Who is it? Type a name, or leave with esc.")
        elif fields := self.checked(name):
            self.dismiss(fields)

    def checked(self, name: str) -> FieldsT | None:
        """What was typed, to leave with. None, once it is said what is wrong, where it cannot stand."""
        raise NotImplementedError
