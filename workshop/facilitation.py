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

from sessions import analysis, edits, plan
from sessions.material import Pack
from sessions.problem import Problem
from sessions.record import (
    Action,
    ActionStatus,
    ActivityState,
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
        # That a summary was written, and the time that has passed, are facts that undo does not touch.
        facts = {name: getattr(self.session, name) for name in ("summary_at", "spells", "running")}
        self._save(record.model_copy(update=facts))
        target.append(source.pop())
        return change.label

    # --- where we are -----------------------------------------------------------------------------

    def go(self, stop: Stop) -> Session:
        """Go to a stop. Kept on disk, so that the session opens where it was; nothing to undo."""
        moved = edits.move_to(self.session, stop)
        if self.read_only is not None:
            self.file.session = moved
            return self.session
        if moved.running is not None:
            moved = edits.run_clock(moved, stop.activity_id, now=self.clock())
        return self._save(moved)

    def step(self, by: int) -> Session:
        """Go forward or back by some stops, no further than the ends."""
        places = plan.stops(self.session)
        if not places:
            return self.session
        return self.go(places[max(0, min(len(places) - 1, plan.where(self.session) + by))])

    # --- time -------------------------------------------------------------------------------------
    #
    # The clock is no edit: undo takes back what was said, not the time that it took.

    def run_clock(self) -> Session:
        """Let the clock of the activity run where the session is. Where it was left running, as after a
        power cut, the time until the last save counts, and not the time that the laptop was off."""
        session = self.session
        here = session.at
        if self.read_only is not None or here is None:
            return session
        if session.running is not None:
            session = edits.stop_clock(session, now=max(session.running.since, self._last_saved()))
        return self._save(edits.run_clock(session, here.activity_id, now=self.clock()))

    def _last_saved(self) -> datetime:
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)

    def stop_clock(self) -> Session:
        """Let the clock stand, as when the session is left."""
        if self.read_only is not None:
            return self.session
        return self._save(edits.stop_clock(self.session, now=self.clock()))

    def set_minutes(self, activity_id: str, minutes: int) -> Session:
        """Give an activity so many minutes."""
        title = self.session.activity(activity_id).title
        return self.change(f"minutes of {title}", lambda s: edits.set_minutes(s, activity_id, minutes))

    def set_item_minutes(self, minutes: int | None) -> Session:
        """Count down so many minutes for each item; None for no countdown."""
        return self.change("countdown for each item", lambda s: edits.set_item_minutes(s, minutes))

    # --- the agenda -------------------------------------------------------------------------------

    def move_activity(self, activity_id: str, by: int) -> Session:
        """Move an activity up or down the agenda."""
        title = self.session.activity(activity_id).title
        return self.change(f"place of {title}", lambda s: edits.move_activity(s, activity_id, by))

    def set_state(self, activity_id: str, state: ActivityState) -> Session:
        """Skip an activity, leave it for the next session, or take it up again."""
        title = self.session.activity(activity_id).title
        return self.change(f"{title}: {state}", lambda s: edits.set_state(s, activity_id, state))

    def postpone_rest(self, activity_id: str) -> Session:
        """Move what is undone in an activity to the end of the agenda, before the close."""
        title = self.session.activity(activity_id).title
        return self.change(
            f"moving the rest of {title}",
            lambda s: edits.postpone_rest(s, activity_id, analysis.reached(s)),
        )

    # --- votes ------------------------------------------------------------------------------------

    def vote(self, activity_id: str, partner_id: str, counts: Mapping[str, int]) -> Session:
        """Place a partner's dots: a count for each candidate's id; none at all take the vote back."""
        name = edits.find_partner(self.session, partner_id).name
        activity = self.session.activity(activity_id)
        return self.change(
            f"dots of {name}",
            lambda s: edits.vote(
                s, activity_id, partner_id, counts, analysis.candidates(s, activity), now=self.clock()
            ),
        )

    def reveal_vote(self, activity_id: str) -> Session:
        """Show the room the ranking."""
        return self.change("reveal of the dots", lambda s: edits.reveal_vote(s, activity_id))

    def change_dots(self, activity_id: str, *, dots: int, stack: bool) -> Session:
        """Give each partner so many dots, all on one allowed or not."""
        return self.change(
            "number of dots", lambda s: edits.change_dots(s, activity_id, dots=dots, stack=stack)
        )

    def order_gaps(self, item_ids: Sequence[str]) -> Session:
        """Keep the room's own order of the gaps."""
        return self.change("order of the gaps", lambda s: edits.order_gaps(s, item_ids))

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

    def settle_parked(self, note_id: str, outcome: str) -> Session:
        """Say what a parked point became; empty parks it again."""
        return self.change(
            f"outcome of parked point {note_id}", lambda s: edits.settle_parked(s, note_id, outcome)
        )

    def parked_to_decision(self, note_id: str, text: str) -> Session:
        """Make a decision of a parked point, in one step to undo."""
        note = next(one for one in self.session.notes if one.id == note_id)

        def edit(session: Session) -> Session:
            session = edits.add_note(session, "decision", text, origin=note.origin, now=self.clock())
            return edits.settle_parked(session, note_id, f"decision {session.notes[-1].id}")

        return self.change("decision on a parked point", edit)

    def parked_to_action(
        self,
        note_id: str,
        text: str,
        *,
        owner: str = "",
        body: str = "",
        due: date | None = None,
        measure: str = "",
        risk: bool = False,
        status: ActionStatus = "open",
    ) -> Session:
        """Make an action of a parked point, in one step to undo."""
        note = next(one for one in self.session.notes if one.id == note_id)

        def edit(session: Session) -> Session:
            session = edits.add_action(
                session,
                text,
                owner=owner,
                body=body,
                due=due,
                measure=measure,
                risk=risk,
                status=status,
                origin=note.origin,
                now=self.clock(),
            )
            return edits.settle_parked(session, note_id, f"action {session.actions[-1].id}")

        return self.change("action from a parked point", edit)

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
