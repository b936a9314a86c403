"""Somebody who is there: name, role, and the partner they come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from sessions.record import Partner, Person
from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.dialogs.note import Choices
from workshop.widgets.fields import LineInput

NOBODY = "–"


@dataclass(frozen=True, slots=True)
class PersonFields:
    """What was typed; `remove` asks to take the person out."""

    name: str = ""
    role: str = ""
    partner_id: str | None = None
    remove: bool = False


class PersonDialog(Dialog[PersonFields]):
    """F2 turns through the partners."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "partner", "partner"),
        Binding("f8", "remove", "remove"),
    ]
    DEFAULT_CSS = """
    PersonDialog Choices { margin: 0 0 1 0; }
    """

    def __init__(self, title: str, *, person: Person | None, partners: Sequence[Partner]) -> None:
        super().__init__(title)
        self._person = person
        self._partners = {one.name: one.id for one in partners}
        remove = "   F8 remove" if person else ""
        self._keys = f"↵ record   tab next field   F2 partner{remove}   esc never mind"

    @property
    def KEYS_TEXT(self) -> str:  # type: ignore[override]  # noqa: N802
        """The keys; a new person cannot be removed."""
        return self._keys

    def fields(self) -> Iterable[Widget]:
        person = self._person
        of = next(
            (name for name, one in self._partners.items() if person and one == person.partner_id), NOBODY
        )
        yield Static("Name", classes="label")
        yield LineInput(person.name if person else "", id="name")
        yield Static("Role", classes="label")
        yield LineInput(person.role if person else "", id="role")
        yield Static("Comes from", classes="label")
        yield Choices((NOBODY, *self._partners), of, id="partner")

    def on_mount(self) -> None:
        """Type the name at once."""
        self.query_one("#name", LineInput).focus()

    def action_partner(self) -> None:
        """The next partner."""
        if not self._partners:
            self.wrong("There is no partner yet. Leave with esc, and add partners first.")
            return
        self.query_one("#partner", Choices).turn()

    def action_remove(self) -> None:
        """Ask for the person to be taken out."""
        if self._person is not None:
            self.dismiss(PersonFields(remove=True))

    @on(Input.Changed)
    def _typed(self) -> None:
        self.wrong("")

    @on(Input.Submitted)
    def _record(self) -> None:
        name = self.query_one("#name", LineInput).value
        if not name.strip():
            self.wrong("Who is it? Type a name, or leave with esc.")
            return
        partner = self.query_one("#partner", Choices).chosen
        self.dismiss(
            PersonFields(name, self.query_one("#role", LineInput).value, self._partners.get(partner))
        )
