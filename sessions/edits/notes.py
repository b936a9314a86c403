"""Changes to what is written down: notes and actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sessions.edit import Edit, named
from sessions.edits.text import needed, next_label, replaced
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Action, ActionStatus, Note, NoteKind, PastDue
from sessions.text import clean


def check_origin(session: Session, origin: str | None) -> str | None:
    """`origin` where it is None, an item's id or a section's key; else Problem."""
    if origin is None:
        return None
    for pack in session.packs:
        for section in pack.sections:
            if origin == f"{pack.id}/{section.id}" or any(origin == item.id for item in section.items):
                return origin
    raise Problem(f"No item or section {origin!r} in this session", hint="See `workshop show` for the items.")


# --- notes ------------------------------------------------------------------------------------------


def add_note(kind: NoteKind, text: str, *, origin: str | None = None) -> Edit:
    """Add a note to an item, a section or the session."""

    def change(session: Session, now: datetime) -> Session:
        note = Note(
            id=next_label("N", (note.id for note in session.notes)),
            kind=kind,
            text=needed(text, "The note"),
            origin=check_origin(session, origin),
            at=now,
        )
        return session.model_copy(update={"notes": (*session.notes, note)})

    return named("parked point" if kind == "parked" else kind, change)


def change_note(note_id: str, *, kind: NoteKind, text: str) -> Edit:
    """Correct a note; an empty text removes it."""

    def change(session: Session, _: datetime) -> Session:
        old = next((note for note in session.notes if note.id == note_id), None)
        if old is None:
            raise Problem(f"No note {note_id!r} in this session")
        kept = clean(text)
        if not kept:
            # A parked point that became what is now removed is parked again.
            notes = (
                note.model_copy(update={"outcome": "", "outcome_uid": None})
                if note.outcome_uid == old.uid
                else note
                for note in session.notes
                if note is not old
            )
            return session.model_copy(update={"notes": tuple(notes)})
        new = old.model_copy(update={"kind": kind, "text": kept})
        if kind != "parked":
            new = new.model_copy(update={"outcome": "", "outcome_uid": None})
        return session.model_copy(update={"notes": replaced(session.notes, old, new)})

    return named(f"change of {note_id}", change)


def _parked(session: Session, note_id: str) -> Note:
    note = next((note for note in session.notes if note.id == note_id and note.kind == "parked"), None)
    if note is None:
        raise Problem(f"No parked point {note_id!r} in this session")
    return note


def _settled(note_id: str, label: str, become: Callable[[Note], Mapping[str, object]]) -> Edit:
    """An edit of a parked point that takes what `become` says of its outcome."""

    def change(session: Session, _: datetime) -> Session:
        old = _parked(session, note_id)
        new = old.model_copy(update=become(old))
        return session.model_copy(update={"notes": replaced(session.notes, old, new)})

    return named(label, change)


def drop_parked(note_id: str) -> Edit:
    """Drop a parked point: nothing becomes of it."""
    return _settled(
        note_id,
        f"outcome of parked point {note_id}",
        lambda _: {"outcome": "dropped", "outcome_uid": None},
    )


def park_again(note_id: str) -> Edit:
    """Take back what became of a parked point."""
    return _settled(
        note_id, f"outcome of parked point {note_id}", lambda _: {"outcome": "", "outcome_uid": None}
    )


def parked_to_decision(note_id: str, text: str) -> Edit:
    """Make a decision of a parked point, in one step to undo."""

    def change(session: Session, now: datetime) -> Session:
        origin = _parked(session, note_id).origin
        session = add_note("decision", text, origin=origin).apply(session, now)
        became = {"outcome": "decision", "outcome_uid": session.notes[-1].uid}
        return _settled(note_id, "", lambda _: became).apply(session, now)

    return named("decision on a parked point", change)


def parked_to_action(note_id: str, fields: ActionFields) -> Edit:
    """Make an action of a parked point, in one step to undo."""

    def change(session: Session, now: datetime) -> Session:
        origin = _parked(session, note_id).origin
        session = add_action(fields, origin=origin).apply(session, now)
        became = {"outcome": "action", "outcome_uid": session.actions[-1].uid}
        return _settled(note_id, "", lambda _: became).apply(session, now)

    return named("action from a parked point", change)


# --- actions ----------------------------------------------------------------------------------------


def find_action(session: Session, wanted: str) -> Action:
    """Action by its label, in any case. Raises Problem."""
    for action in session.actions:
        if action.id.casefold() == wanted.strip().casefold():
            return action
    raise Problem(f"No action {wanted!r} in this session", hint="See `workshop show` for their numbers.")


@dataclass(frozen=True, slots=True)
class ActionFields:
    """What people say of an action: of a new one, or of one that they change."""

    text: str
    owner: str = ""
    body: str = ""
    due: date | None = None
    measure: str = ""
    risk: bool = False
    status: ActionStatus = "open"

    def onto(self, action: Action) -> Action:
        """The same action with these fields; where it came from and when stays."""
        return action.model_copy(update=asdict(self))


def _tidy(action: Action) -> Action:
    return action.model_copy(
        update={
            "text": needed(action.text, "The action"),
            "owner": clean(action.owner, lines=False),
            "body": clean(action.body, lines=False),
            "measure": clean(action.measure),
        }
    )


def add_action(fields: ActionFields, *, origin: str | None = None) -> Edit:
    """Add an action with the next number: A1, A2, …"""

    def change(session: Session, now: datetime) -> Session:
        action = Action(
            id=next_label("A", (action.id for action in session.actions)),
            **asdict(fields),
            origin=check_origin(session, origin),
            at=now,
        )
        return session.model_copy(update={"actions": (*session.actions, _tidy(action))})

    return named("action", change)


def change_action(action: Action) -> Edit:
    """Replace the action that has the same label. A due date that it had is kept among its past ones."""

    def change(session: Session, now: datetime) -> Session:
        old = find_action(session, action.id)
        new = _tidy(action)
        if (old.due, old.due_words) not in ((None, ""), (new.due, new.due_words)):
            past = PastDue(due=old.due, due_words=old.due_words, session_id=session.id, at=now)
            new = new.model_copy(update={"past_dues": (*old.past_dues, past)})
        return session.model_copy(update={"actions": replaced(session.actions, old, new)})

    return named(f"change of {action.id}", change)
