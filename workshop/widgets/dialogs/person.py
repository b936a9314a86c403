"""Somebody who is there: name, role, and the partner they come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.widget import Widget

from sessions.rows import Partner, Person
from workshop.widgets.dialogs.entry import EntryDialog
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


class PersonDialog(EntryDialog[PersonFields]):
    """F2 turns through the partners."""

    CHOICE = "partner"

    def __init__(self, title: str, *, person: Person | None, partners: Sequence[Partner]) -> None:
        super().__init__(title, there=person is not None)
        self._person = person
        self._partners = {one.name: one.id for one in partners}

    def rows(self) -> Iterable[tuple[str, Widget]]:
        person = self._person
        of = next(
            (name for name, one in self._partners.items() if person and one == person.partner_id), NOBODY
        )
        yield "Name", LineInput(person.name if person else "", id="name")
        yield "Role", LineInput(person.role if person else "", id="role")
        yield "Comes from", Choices((NOBODY, *self._partners), of, id="partner")

    def action_turn(self) -> None:
        """The next partner."""
        if not self._partners:
            self.wrong("There is no partner yet. Leave with esc, and add partners first.")
            return
        self.query_one("#partner", Choices).turn()

    def removed(self) -> PersonFields:
        return PersonFields(remove=True)

    def checked(self, name: str) -> PersonFields:
        partner = self.query_one("#partner", Choices).chosen
        return PersonFields(name, self.query_one("#role", LineInput).value, self._partners.get(partner))
