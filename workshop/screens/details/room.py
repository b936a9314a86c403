"""Who is in the room: the part of the details that adds and changes partners and people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.widgets import OptionList

from sessions.edit import Edit
from sessions.edits import people as people_edits
from sessions.record import Session
from sessions.rows import Partner, Person
from workshop.cells import clip
from workshop.desk import Desk
from workshop.screens.base import CommandScreen
from workshop.suggestions import USUAL_PARTNERS, guess_sector
from workshop.widgets.dialogs.partner import PartnerDialog, PartnerFields
from workshop.widgets.dialogs.person import PersonDialog, PersonFields


@dataclass(frozen=True, slots=True)
class SetupDone:
    """How the screen was left; `desk` is None where nothing was made."""

    desk: Desk | None
    begin: bool


def partner_words(partner: Partner) -> str:
    """ "ICB · NHS · 4 people"."""
    people = (
        f" · {partner.members} {'person' if partner.members == 1 else 'people'}" if partner.members else ""
    )
    return f"{clip(partner.name, 60)} · {partner.sector}{people}"


def person_words(person: Person, session: Session) -> str:
    """ "Priya Shah · chair · ICB"."""
    body = next((one.name for one in session.partners if one.id == person.partner_id), "")
    return " · ".join(clip(one, 50) for one in (person.name, person.role, body) if one)


class Room(CommandScreen[SetupDone]):
    """Needs `_desk`, the open session if there is one, and `_change`, which makes it where it is needed."""

    _desk: Desk | None

    def _change(self, change: Callable[[Session], Edit]) -> None:
        raise NotImplementedError

    @on(OptionList.OptionSelected, "#partners")
    def _partner_chosen(self, event: OptionList.OptionSelected) -> None:
        partners = self._desk.session.partners if self._desk else ()
        if event.option_index < len(partners):
            self._edit_partner(partners[event.option_index])
        else:
            self.action_add_partner()

    def action_add_partner(self) -> None:
        """Add a partner, and after it the next, until the name is left empty."""

        def record(fields: PartnerFields | None) -> None:
            if fields is None:
                return
            self._change(lambda _: people_edits.add_partner(fields.name, fields.sector, fields.members))
            self.action_add_partner()

        taken = [one.name for one in self._desk.session.partners] if self._desk else []
        dialog = PartnerDialog("Add a partner", partner=None, guess=guess_sector, taken=taken)
        self.app.push_screen(dialog, record)

    def _edit_partner(self, partner: Partner) -> None:
        def record(fields: PartnerFields | None) -> None:
            if fields is None:
                return
            if fields.remove:
                self._change(lambda _: people_edits.remove_partner(partner.id))
                return
            corrected = people_edits.change_partner(
                partner.id, name=fields.name, sector=fields.sector, members=fields.members
            )
            self._change(lambda _: corrected)

        others = [one.name for one in self._desk.session.partners if one != partner] if self._desk else []
        dialog = PartnerDialog(f"Change {partner.name}", partner=partner, guess=guess_sector, taken=others)
        self.app.push_screen(dialog, record)

    def _add(self, edit: Edit) -> None:
        self._change(lambda _: edit)

    def action_usual_partners(self) -> None:
        """Add those that most sessions have and this one has not, to be renamed where need be."""

        partners = self._desk.session.partners if self._desk else ()
        present = {partner.sector for partner in partners}
        missing = [(name, sector) for name, sector in USUAL_PARTNERS if sector not in present]
        for name, sector in missing:
            self._add(people_edits.add_partner(name, sector))
        self.tell(
            f"{len(missing)} partners added. ↵ on one changes its name."
            if missing
            else "All of the usual sectors are here already."
        )

    @on(OptionList.OptionSelected, "#people")
    def _person_chosen(self, event: OptionList.OptionSelected) -> None:
        people = self._desk.session.people if self._desk else ()
        if event.option_index < len(people):
            self._edit_person(event.option_index)
        else:
            self.action_add_person()

    def action_add_person(self) -> None:
        """Add somebody who is there, and after that the next."""

        def record(fields: PersonFields | None) -> None:
            if fields is None:
                return
            person = Person(name=fields.name, role=fields.role, partner_id=fields.partner_id)
            self._change(lambda session: people_edits.set_people((*session.people, person)))
            self.action_add_person()

        partners = self._desk.session.partners if self._desk else ()
        self.app.push_screen(PersonDialog("Add a person", person=None, partners=partners), record)

    def _edit_person(self, index: int) -> None:
        desk = self._desk
        if desk is None:
            return
        people = desk.session.people

        def record(fields: PersonFields | None) -> None:
            if fields is None:
                return
            person = people[index].model_copy(
                update={"name": fields.name, "role": fields.role, "partner_id": fields.partner_id}
            )
            new = () if fields.remove else (person,)
            others = (*people[:index], *new, *people[index + 1 :])
            self._change(lambda _: people_edits.set_people(others))

        dialog = PersonDialog(
            f"Change {people[index].name}", person=people[index], partners=desk.session.partners
        )
        self.app.push_screen(dialog, record)
