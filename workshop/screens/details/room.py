"""Who is in the room: the lists of partners and people, which add and change them."""

from collections.abc import Sequence
from functools import partial
from typing import Generic, Literal, TypeVar

from textual import on
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from sessions import meeting
from sessions.edit import Edit
from sessions.edits import people as people_edits
from sessions.rows import Partner, Person
from workshop.cells import clip
from workshop.screens.details.details import Details
from workshop.suggestions import USUAL_PARTNERS
from workshop.widgets.dialogs.entry import EntryDialog
from workshop.widgets.dialogs.partner import PartnerDialog
from workshop.widgets.dialogs.person import PersonDialog
from workshop.widgets.painted import once_painted

EntryT = TypeVar("EntryT", Partner, Person)


class EntryList(OptionList, Generic[EntryT]):
    """A row for each entry, and a last one that adds."""

    def __init__(self, details: Details, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._details = details

    @property
    def entries(self) -> Sequence[EntryT]:
        """What is listed."""
        raise NotImplementedError

    def rows(self) -> list[str]:
        """The entries in words, and how to add one."""
        raise NotImplementedError

    def dialog(self, entry: EntryT | None) -> EntryDialog[EntryT]:
        """What asks for an entry; None for a new one."""
        raise NotImplementedError

    def edit(self, entry: EntryT | None, typed: EntryT | Literal["remove"]) -> Edit:
        """The change that makes of an entry what was typed."""
        raise NotImplementedError

    def show(self) -> None:
        """Show the entries as they are."""
        before, last = self.highlighted, len(self.entries)
        self.clear_options()
        self.add_options([Option(Content(row)) for row in self.rows()])
        # With nothing in focus, Enter would do nothing: the row that adds is what is wanted first.
        self.highlighted = last if before is None else min(before, last)
        if not self.has_focus:  # a long list is read from its top
            once_painted(self, partial(self.scroll_home, animate=False))

    def on_focus(self) -> None:
        """In a long list, show the row in focus."""
        self.scroll_to_highlight()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        index = event.option_index
        self.ask(self.entries[index] if index < len(self.entries) else None)

    def ask(self, entry: EntryT | None = None) -> None:
        """Change an entry; or add one, and after it the next, until the dialog is left."""
        kind, subject = self.id or "", None if entry is None else entry.uid

        def record(typed: EntryT | Literal["remove"] | None) -> None:
            if typed is None:
                return
            if self._details.apply(self.edit(entry, typed)):
                self._details.draft(kind, subject).drop()
                if entry is None and not isinstance(typed, str):
                    self._details.screen.tell(f"Added: {clip(typed.name, 60)}")
            self._details.show()
            if entry is None:
                self.ask()

        dialog = self.dialog(entry)
        dialog.draft = self._details.draft(kind, subject)
        self.app.push_screen(dialog, self._details.screen.once_ended(record))


class PartnerList(EntryList[Partner]):
    """The partners, as "ICB · NHS · 4 people"."""

    @property
    def entries(self) -> Sequence[Partner]:
        return self._details.partners

    def rows(self) -> list[str]:
        rows = []
        for partner in self.entries:
            many = "1 person" if partner.members == 1 else f"{partner.members} people"
            facts = (clip(partner.name, 60), partner.sector, many if partner.members else "")
            rows.append(" · ".join(filter(None, (*facts, meeting.attendance(partner)))))
        key = self._details.screen.key
        return [*rows, f"+ add a partner ({key('add_partner')}), or the usual ones ({key('usual_partners')})"]

    def dialog(self, entry: Partner | None) -> PartnerDialog:
        return PartnerDialog(entry, taken=[other.name for other in self.entries if other != entry])

    def edit(self, entry: Partner | None, typed: Partner | Literal["remove"]) -> Edit:
        if isinstance(typed, str):
            return people_edits.remove_partner(entry.id if entry else "")
        name, sector, members = typed.name, typed.sector, typed.members
        if entry is None:
            return people_edits.add_partner(name, sector, members)
        return people_edits.change_partner(entry.id, name=name, sector=sector, members=members)

    def add_usual(self) -> None:
        """Add those that most sessions have and this one has not, to be renamed where need be."""
        present = {partner.sector for partner in self.entries}
        missing = [(name, sector) for name, sector in USUAL_PARTNERS if sector not in present]
        for name, sector in missing:
            self._details.change(people_edits.add_partner(name, sector))
        added = f"{len(missing)} partners added. ↵ on one changes its name."
        self._details.screen.tell(added if missing else "All of the usual sectors are here already.")


class PersonList(EntryList[Person]):
    """The people, as "Priya Shah · chair · ICB"."""

    @property
    def entries(self) -> Sequence[Person]:
        return self._details.people

    def rows(self) -> list[str]:
        names = {partner.id: partner.name for partner in self._details.partners}
        people = [
            (
                person.name,
                person.role,
                names.get(person.partner_id or ""),
                "in the chair" if person.chair else "",
                meeting.attendance(person),
            )
            for person in self.entries
        ]
        rows = [" · ".join(clip(word, 50) for word in parts if word) for parts in people]
        return [*rows, f"+ add a person ({self._details.screen.key('add_person')})"]

    def dialog(self, entry: Person | None) -> PersonDialog:
        return PersonDialog(entry, partners=self._details.partners)

    def edit(self, entry: Person | None, typed: Person | Literal["remove"]) -> Edit:
        new = () if isinstance(typed, str) else (typed,)
        if entry is None:
            return people_edits.set_people((*self.entries, *new))
        at = [person.uid for person in self.entries].index(entry.uid)
        return people_edits.set_people((*self.entries[:at], *new, *self.entries[at + 1 :]))
