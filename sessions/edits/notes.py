"""Changes to what is written down: notes and actions."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sessions.edits.text import needed, next_id, replaced
from sessions.problem import Problem
from sessions.record import (
    Action,
    ActionStatus,
    Note,
    NoteKind,
    Session,
)
from sessions.text import clean


def check_origin(session: Session, origin: str | None) -> str | None:
    """`origin` where it is None, an item's id or a section's key; else Problem."""
    if origin is None:
        return None
    for pack in session.packs:
        for section in pack.sections:
            if origin == f"{pack.id}/{section.id}" or any(origin == item.id for item in section.items):
                return origin
    raise Problem(f"No item or section {origin!r} in this session", mend="See `workshop show` for the items.")


def add_note(
    session: Session, kind: NoteKind, text: str, *, origin: str | None = None, now: datetime
) -> Session:
    """Add a note to an item, a section or the session."""
    note = Note(
        id=next_id("N", (one.id for one in session.notes)),
        kind=kind,
        text=needed(text, "The note"),
        origin=check_origin(session, origin),
        at=now,
    )
    return session.model_copy(update={"notes": (*session.notes, note)})


def change_note(session: Session, note_id: str, *, kind: NoteKind, text: str) -> Session:
    """Correct a note; an empty text removes it."""
    old = next((one for one in session.notes if one.id == note_id), None)
    if old is None:
        raise Problem(f"No note {note_id!r} in this session")
    kept = clean(text)
    if not kept:
        # A parked point that became what is now removed is parked again: its id may be given anew.
        became = f"{old.kind} {old.id}"
        left = (one for one in session.notes if one != old)
        notes = (one.model_copy(update={"outcome": ""}) if one.outcome == became else one for one in left)
        return session.model_copy(update={"notes": tuple(notes)})
    outcome = old.outcome if kind == "parked" else ""
    new = old.model_copy(update={"kind": kind, "text": kept, "outcome": outcome})
    return session.model_copy(update={"notes": replaced(session.notes, new, [old])})


def settle_parked(session: Session, note_id: str, outcome: str) -> Session:
    """Say what a parked point became: "action A7", "decision N4", "dropped"; empty parks it again."""
    old = next((one for one in session.notes if one.id == note_id and one.kind == "parked"), None)
    if old is None:
        raise Problem(f"No parked point {note_id!r} in this session")
    new = old.model_copy(update={"outcome": outcome})
    return session.model_copy(update={"notes": replaced(session.notes, new, [old])})


def find_action(session: Session, wanted: str) -> Action:
    """Action by id, in any case. Raises Problem."""
    for action in session.actions:
        if action.id.casefold() == wanted.strip().casefold():
            return action
    raise Problem(f"No action {wanted!r} in this session", mend="See `workshop show` for their numbers.")


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


def add_action(
    session: Session, fields: ActionFields, *, origin: str | None = None, now: datetime
) -> Session:
    """Add an action with the next number: A1, A2, …"""
    action = Action(
        id=next_id("A", (one.id for one in session.actions)),
        **asdict(fields),
        origin=check_origin(session, origin),
        at=now,
    )
    return session.model_copy(update={"actions": (*session.actions, _tidy(action))})


def change_action(session: Session, action: Action) -> Session:
    """Replace the action that has the same id."""
    old = find_action(session, action.id)
    return session.model_copy(update={"actions": replaced(session.actions, _tidy(action), [old])})
