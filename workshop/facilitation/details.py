"""Use cases of the session itself: details, partners, people, summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from sessions import edits, plan
from sessions.material import Pack
from sessions.outputs.write import write
from sessions.record import (
    Partner,
    Person,
    Sector,
    Session,
)
from workshop.facilitation.desk import Desk


class Details(Desk):
    """What a session is called, who is there, and its summary."""

    def describe(self, *, title: str, place: str, on: date | None, as_bodies: bool | None = None) -> Session:
        """Change title, place, date, and whether partners answer as bodies."""
        return self.change(
            "change of the session's details",
            lambda s: edits.describe(s, title=title, place=place, on=on, as_bodies=as_bodies),
        )

    def choose_template(
        self, template: plan.Template, packs: Mapping[str, Pack], sections: Sequence[str] = ()
    ) -> Session:
        """Take another template's agenda. Material that something is recorded on stays."""

        def edit(session: Session) -> Session:
            agenda, used = plan.agenda(template, packs, sections)
            return edits.set_material(session, template.id, agenda, used)

        return self.change("change of template", edit)

    def add_partner(self, name: str, sector: Sector = "other", members: int | None = None) -> Session:
        """Add a partner at the end."""
        return self.change(f"partner {name}", lambda s: edits.add_partner(s, name, sector, members))

    def change_partner(self, partner: Partner) -> Session:
        """Correct name, sector and number of people of the partner with this id."""
        return self.change(
            f"change of {partner.name}",
            lambda s: edits.change_partner(
                s, partner.id, name=partner.name, sector=partner.sector, members=partner.members
            ),
        )

    def remove_partner(self, partner_id: str) -> Session:
        """Remove a partner that has said nothing."""
        name = edits.find_partner(self.session, partner_id).name
        return self.change(f"removal of {name}", lambda s: edits.remove_partner(s, partner_id))

    def set_people(self, people: Sequence[Person]) -> Session:
        """Replace the list of who was there."""
        return self.change("list of people", lambda s: edits.set_people(s, people))

    def write_summary(
        self,
        folder: Path,
        formats: Sequence[str] | None = None,
        *,
        beside: Mapping[str, str] | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> tuple[Path, ...]:
        """Write the session as it is now in these formats, and with it the files `beside` it (text by name).

        Raises Problem where the folder takes no file.
        """
        now = self.clock().astimezone()  # the time on the wall of the room
        timed = edits.stop_clock(self.session, now=self.clock())  # with the step that is running
        return write(timed, folder, formats, now=now, beside=beside, progress=progress)

    def mark_summarised(self) -> Session:
        """Note that a summary was written; nothing to undo."""
        if self.read_only is not None:
            return self.session
        return self._save(edits.mark_summarised(self.session, now=self.clock()))
