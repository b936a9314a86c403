"""Who is in the room: the part of the details that adds and changes partners and people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.widgets import OptionList

from sessions.record import Partner, Person, Session
from workshop.cells import clip
from workshop.facilitation import Facilitation
from workshop.screens.base import CommandScreen
from workshop.suggestions import USUAL_PARTNERS, guess_sector
from workshop.widgets.dialogs.partner import PartnerDialog, PartnerFields
from workshop.widgets.dialogs.person import PersonDialog, PersonFields


@dataclass(frozen=True, slots=True)
class SetupDone:
    """How the screen was left; `desk` is None where nothing was made."""

    desk: Facilitation | None
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

    _desk: Facilitation | None

    def _change(self, change: Callable[[Facilitation], object]) -> None:
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
            self._change(lambda desk: desk.add_partner(fields.name, fields.sector, fields.members))
            self.action_add_partner()

        taken = [one.name for one in self._desk.session.partners] if self._desk else []
        dialog = PartnerDialog("Add a partner", partner=None, guess=guess_sector, taken=taken)
        self.app.push_screen(dialog, record)

    def _edit_partner(self, partner: Partner) -> None:
        def record(fields: PartnerFields | None) -> None:
            if fields is None:
                return
            if fields.remove:
                self._change(lambda desk: desk.remove_partner(partner.id))
                return
            changed = partner.model_copy(
                update={"name": fields.name, "sector": fields.sector, "members": fields.members}
            )
            self._change(lambda desk: desk.change_partner(changed))

        others = [one.name for one in self._desk.session.partners if one != partner] if self._desk else []
        dialog = PartnerDialog(f"Change {partner.name}", partner=partner, guess=guess_sector, taken=others)
        self.app.push_screen(dialog, record)

    def action_usual_partners(self) -> None:
        """Add those that most sessions have and this one has not, to be renamed where need be."""

        def add(desk: Facilitation) -> None:
            sectors = {one.sector for one in desk.session.partners}
            new = [(name, sector) for name, sector in USUAL_PARTNERS if sector not in sectors]
            for name, sector in new:
                desk.add_partner(name, sector)
            self.tell(
                f"{len(new)} partners added. ↵ on one changes its name."
                if new
                else "All of the usual sectors are here already."
            )

        self._change(add)

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
            self._change(lambda desk: desk.set_people((*desk.session.people, person)))
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
            self._change(lambda desk: desk.set_people((*people[:index], *new, *people[index + 1 :])))

        dialog = PersonDialog(
            f"Change {people[index].name}", person=people[index], partners=desk.session.partners
        )
        self.app.push_screen(dialog, record)
