"""The use cases of a workshop, behind the screens and the command line alike. No Textual here.

`Facilitation` is one open session. Every change goes the same way: a pure edit makes the new record,
the record is saved, and only then does anybody get to see it. A change that cannot be saved raises
`Problem` and leaves record and file as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from sessions import edits, plan
from sessions.material import Pack
from sessions.problem import Problem
from sessions.record import (
    Action,
    ActionStatus,
    EvidenceStrength,
    NoteKind,
    Partner,
    Person,
    Sector,
    Session,
    Stop,
)
from sessions.store import Entry, Library, SessionFile
from sessions.summary.write import write as write_summary

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new session is made from."""

    template_id: str
    title: str = ""
    place: str = ""
    on: date | None = None
    partners: tuple[tuple[str, Sector, int | None], ...] = ()
    """(name, sector, number of people) of each."""
    people: tuple[Person, ...] = ()
    """Who is there; `partner_id` may be the partner's name, or a unique part of it."""
    sections: tuple[str, ...] = ()
    """Section ids, for the steps of the template that let the facilitator choose."""
    as_bodies: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the history: what was done, and the record on either side of it."""

    label: str
    before: Session
    after: Session


def template_of(templates: Mapping[str, plan.Template], template_id: str) -> plan.Template:
    """Template by id. Raises Problem."""
    if template_id not in templates:
        raise Problem(
            f"There is no template {template_id!r}", mend=f"Templates here: {', '.join(sorted(templates))}."
        )
    return templates[template_id]


def default_title(template: plan.Template, place: str) -> str:
    """A title for a session that nobody has named yet."""
    return f"{place} {template.name.lower()}" if place else template.name


def start(
    library: Library,
    packs: Mapping[str, Pack],
    templates: Mapping[str, plan.Template],
    draft: Draft,
    *,
    clock: Clock = utc_now,
) -> SessionFile:
    """Make a session from a draft and save it. Raises Problem, and then nothing was written."""
    template = template_of(templates, draft.template_id)
    place = edits.clean(draft.place, lines=False)
    title = edits.clean(draft.title, lines=False) or default_title(template, place)
    agenda, used = plan.agenda(template, packs, draft.sections)
    session = Session(
        id=library.free_id(title, "" if place.casefold() in title.casefold() else place, draft.on),
        title=title,
        place=place,
        date=draft.on,
        template_id=template.id,
        created_at=clock(),
        as_bodies=draft.as_bodies,
        packs=used,
        agenda=agenda,
    )
    for name, sector, members in draft.partners:
        session = edits.add_partner(session, name, sector, members)
    people = [
        one.model_copy(update={"partner_id": edits.find_partner(session, one.partner_id).id})
        if one.partner_id
        else one
        for one in draft.people
    ]
    session = edits.set_people(session, people)
    return library.create(session)


@dataclass
class Shelf:
    """The sessions in the folder, and the bin."""

    library: Library
    _binned: list[Path] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where the sessions are."""
        return self.library.folder

    def entries(self) -> tuple[Entry, ...]:
        """All sessions, newest first; damaged files are among them, with their problem."""
        return self.library.entries()

    def bin(self, path: Path) -> None:
        """Move a session to the bin folder. Raises Problem while it is open elsewhere."""
        self._binned.append(self.library.bin(path))

    def restore(self) -> bool:
        """Bring back what was binned last; False where there is nothing to bring back. Raises Problem."""
        if not self._binned:
            return False
        self.library.restore(self._binned[-1])
        self._binned.pop()
        return True


@dataclass
class Facilitation:
    """One open session, with undo. Use as a context manager, so that the file's lock is released."""

    file: SessionFile
    clock: Clock = utc_now
    _done: list[Change] = field(default_factory=list)
    _undone: list[Change] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()

    @property
    def session(self) -> Session:
        """The record as it is on disk."""
        return self.file.session

    @property
    def path(self) -> Path:
        """Where it is on disk."""
        return self.file.path

    @property
    def read_only(self) -> str | None:
        """Why nothing can be changed, or None."""
        return self.file.read_only

    # --- the one way to change anything -----------------------------------------------------------

    def _save(self, session: Session) -> Session:
        if self.read_only is not None:
            raise Problem("This session is open to read only", mend=self.read_only)
        if session != self.session:
            self.file.save(session)
        return self.session

    def change(self, label: str, edit: Callable[[Session], Session]) -> Session:
        """Apply an edit, save it and remember it for undo. `label` says what was done, for "Undone: …"."""
        before = self.session
        after = edit(before)
        if after == before:
            return before
        self._save(after)
        self._done.append(Change(label, before, after))
        self._undone.clear()
        return after

    def undo(self) -> str | None:
        """Take back the last change; what it was, or None where there is none."""
        return self._step(self._done, self._undone, forward=False)

    def redo(self) -> str | None:
        """Do again what was undone last; what it was, or None where there is none."""
        return self._step(self._undone, self._done, forward=True)

    def _step(self, source: list[Change], target: list[Change], *, forward: bool) -> str | None:
        if not source:
            return None
        change = source[-1]
        record = change.after if forward else change.before
        # That a summary was written is a fact about files, which undo does not touch.
        self._save(record.model_copy(update={"summary_at": self.session.summary_at}))
        target.append(source.pop())
        return change.label

    # --- where we are -----------------------------------------------------------------------------

    def go(self, stop: Stop) -> Session:
        """Go to a stop. Kept on disk, so that the session opens where it was; nothing to undo."""
        if self.read_only is not None:
            self.file.session = edits.move_to(self.session, stop)
            return self.session
        return self._save(edits.move_to(self.session, stop))

    def step(self, by: int) -> Session:
        """Go forward or back by some stops, no further than the ends."""
        places = plan.stops(self.session)
        if not places:
            return self.session
        return self.go(places[max(0, min(len(places) - 1, plan.where(self.session) + by))])

    # --- answers ----------------------------------------------------------------------------------

    def _item(self, item_id: str) -> str:
        return self.session.item(item_id).number

    def answer_level(
        self, item_id: str, partner_id: str, level: int | None, *, number: int | None = None
    ) -> Session:
        """One spokesperson's level, or None for don't know."""
        name = edits.find_partner(self.session, partner_id).name
        return self.change(
            f"answer of {name} on {self._item(item_id)}",
            lambda s: edits.answer_level(s, item_id, partner_id, level, now=self.clock(), number=number),
        )

    def answer(
        self,
        item_id: str,
        partner_id: str,
        counts: Sequence[int],
        dont_know: int = 0,
        *,
        number: int | None = None,
    ) -> Session:
        """A show of hands: how many for each level, lowest first, and how many don't know."""
        name = edits.find_partner(self.session, partner_id).name
        return self.change(
            f"counts of {name} on {self._item(item_id)}",
            lambda s: edits.answer(
                s, item_id, partner_id, counts, dont_know, now=self.clock(), number=number
            ),
        )

    def reveal(self, item_id: str) -> Session:
        """Show all answers at once."""
        return self.change(
            f"reveal of {self._item(item_id)}", lambda s: edits.reveal(s, item_id, now=self.clock())
        )

    def second_round(self, item_id: str) -> Session:
        """Answer once more after the talk."""
        return self.change(
            f"second round on {self._item(item_id)}",
            lambda s: edits.second_round(s, item_id, now=self.clock()),
        )

    def agree(
        self,
        item_id: str,
        level: int,
        *,
        target: int | None = None,
        evidence: EvidenceStrength | None = None,
        dissents: Sequence[tuple[str, str]] = (),
    ) -> Session:
        """Settle on a level; `dissents` are (partner, reason) of those who do not share it."""

        def edit(session: Session) -> Session:
            now = self.clock()
            session = edits.agree(session, item_id, level, now=now, target=target, evidence=evidence)
            for partner, reason in dissents:
                session = edits.dissent(session, item_id, partner, reason, now=now)
            return session

        return self.change(f"agreed level on {self._item(item_id)}", edit)

    def withdraw_agreement(self, item_id: str) -> Session:
        """Take back what was agreed on an item."""
        return self.change(
            f"agreed level on {self._item(item_id)}", lambda s: edits.withdraw_agreement(s, item_id)
        )

    def dissent(self, item_id: str, partner_id: str, reason: str) -> Session:
        """Put dissent on record; an empty reason takes it back."""
        name = edits.find_partner(self.session, partner_id).name
        return self.change(
            f"dissent of {name} on {self._item(item_id)}",
            lambda s: edits.dissent(s, item_id, partner_id, reason, now=self.clock()),
        )

    # --- notes and actions ------------------------------------------------------------------------

    def note(self, kind: NoteKind, text: str, *, origin: str | None = None) -> Session:
        """Add a note to an item, a section or the session."""
        what = {"parked": "parked point"}.get(kind, kind)
        return self.change(what, lambda s: edits.add_note(s, kind, text, origin=origin, now=self.clock()))

    def change_note(self, note_id: str, *, kind: NoteKind, text: str) -> Session:
        """Correct a note; an empty text removes it."""
        return self.change(
            f"change of {note_id}", lambda s: edits.change_note(s, note_id, kind=kind, text=text)
        )

    def act(
        self,
        text: str,
        *,
        owner: str = "",
        body: str = "",
        due: date | None = None,
        measure: str = "",
        risk: bool = False,
        status: ActionStatus = "open",
        origin: str | None = None,
    ) -> Session:
        """Add an action."""
        return self.change(
            "action",
            lambda s: edits.add_action(
                s,
                text,
                owner=owner,
                body=body,
                due=due,
                measure=measure,
                risk=risk,
                status=status,
                origin=origin,
                now=self.clock(),
            ),
        )

    def change_action(self, action: Action) -> Session:
        """Replace the action that has the same id."""
        return self.change(f"change of {action.id}", lambda s: edits.change_action(s, action))

    # --- the session itself -----------------------------------------------------------------------

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
        formats: Sequence[str] = ("md", "html"),
        *,
        progress: Callable[[str], None] | None = None,
    ) -> tuple[Path, ...]:
        """Write the summary of the session as it is now. Raises Problem where the folder takes no file."""
        return write_summary(self.session, folder, formats, now=self.clock(), progress=progress)

    def mark_summarised(self) -> Session:
        """Note that a summary was written; nothing to undo."""
        if self.read_only is not None:
            return self.session
        return self._save(edits.mark_summarised(self.session, now=self.clock()))
