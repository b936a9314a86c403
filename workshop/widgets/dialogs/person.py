"""Somebody who is there: name, role, and the partner they come from."""

from collections.abc import Iterable, Sequence

from textual.binding import Binding
from textual.widget import Widget

from sessions.rows import ATTENDANCES, Partner, Person
from workshop.widgets.dialogs.entry import EntryDialog
from workshop.widgets.dialogs.note import Choices
from workshop.widgets.fields import LineInput, Tick

NOBODY = "–"


class PersonDialog(EntryDialog[Person]):
    """F2 turns through the partners, F3 through who is there, sent apologies, came late or left."""

    BINDINGS = [Binding("f3", "turn_attendance", "attendance")]

    def __init__(self, person: Person | None, *, partners: Sequence[Partner]) -> None:
        super().__init__("person", person, choice="partner   F3 attendance")
        self._person = person or Person(name="")
        self._partners = {partner.name: partner.id for partner in partners}

    def rows(self) -> Iterable[tuple[str, Widget]]:
        person = self._person
        names = (name for name, partner_id in self._partners.items() if partner_id == person.partner_id)
        yield "Name", LineInput(person.name, id="name")
        yield "Role", LineInput(person.role, id="role")
        places = (NOBODY, *self._partners)
        yield "Comes from (← →)", Choices(places, next(names, NOBODY), field=True, id="partner")
        yield "Attendance (← →)", Choices(ATTENDANCES, person.attendance, field=True, id="attendance")
        yield "Chair", Tick("chairs this meeting", person.chair, id="chair")

    def action_turn(self) -> None:
        if self._partners:
            super().action_turn()
        else:
            self.wrong("There is no partner yet. Leave with esc, and add partners first.")

    def action_turn_attendance(self) -> None:
        self.query_one("#attendance", Choices).turn()

    def checked(self, name: str) -> Person:
        partner_id = self._partners.get(self.query_one("#partner", Choices).chosen)
        role = self.query_one("#role", LineInput).value
        fields = {"name": name, "role": role, "partner_id": partner_id}
        chosen = self.query_one("#attendance", Choices).chosen
        if chosen != self._person.attendance:  # what was noted of another attendance holds no more
            fields |= {"attendance": chosen, "came_at": None, "left_at": None}
        return self._person.model_copy(update={**fields, "chair": self.query_one("#chair", Tick).value})
