"""The frame of a small form about somebody: a name first, F8 for one that is there to be taken out."""

from collections.abc import Iterable
from typing import Literal, TypeVar

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from sessions.rows import Partner, Person
from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.dialogs.note import Choices
from workshop.widgets.fields import LineInput

EntryT = TypeVar("EntryT")


class EntryDialog(Dialog[EntryT | Literal["remove"]]):
    """Dismissed with what was typed, or with "remove", to take out an entry of the list."""

    BINDINGS = [
        Binding("enter", "record", "record", show=False),
        Binding("f2", "turn", "choice"),
        Binding("f8", "remove", "remove"),
    ]
    DEFAULT_CSS = "EntryDialog Choices, EntryDialog LineInput { margin: 0 0 1 0; }"

    def __init__(self, what: str, entry: Partner | Person | None, *, choice: str) -> None:
        """`entry` None for a new one; F2 turns the `choice`."""
        turns = f"tab next field   F2 {choice}"
        # One is added after the other, until there is no other to add.
        keys = f"↵ record   {turns}   F8 remove   esc never mind" if entry else f"↵ add   {turns}   esc done"
        super().__init__(f"Change {entry.name}" if entry else f"Add a {what}", keys)
        self._is_new = entry is None

    def fields(self) -> Iterable[Widget]:
        for label, widget in self.rows():
            yield Static(label, classes="label")
            yield widget

    def rows(self) -> Iterable[tuple[str, Widget]]:
        """(label, field) from top to bottom; the field of the name is the first, with the id `name`."""
        raise NotImplementedError

    @on(Input.Changed)
    def _typed(self) -> None:
        self.wrong("")

    def action_turn(self) -> None:
        self.query_one(Choices).turn()

    def action_remove(self) -> None:
        if not self._is_new:
            self.dismiss("remove")

    def action_never_mind(self) -> None:
        """Leave. What was typed for a new entry is offered again."""
        if not self._is_new:
            self.forget_typed()
        super().action_never_mind()

    @on(Input.Submitted)
    def action_record(self) -> None:
        name = self.query_one("#name", LineInput).value
        if not name.strip():
            self.wrong("Who is it? Type a name, or leave with esc.")
        elif entry := self.checked(name):
            self.dismiss(entry)

    def checked(self, name: str) -> EntryT | None:
        """What was typed, to leave with. None, once it is said what is wrong, where it cannot stand."""
        raise NotImplementedError
