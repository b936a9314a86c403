"""Changes to what is written down: notes and actions."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sessions.edit import edit, next_label
from sessions.edits.text import needed, replaced
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Action, ActionStatus, Note, NoteKind, Outcome, PastDue
from sessions.text import clean


def check_origin(session: Session, origin: str | None) -> str | None:
    """`origin` where it is None, an item's id or a section's key; else Problem."""
    sections = {f"{pack.id}/{section.id}" for pack in session.packs for section in pack.sections}
    items = {item.id for pack in session.packs for item in pack.items()}
    if origin not in sections | items | {None}:
        hint = "See `workshop show` for the items."
        raise Problem(f"No item or section {origin!r} in this session", hint=hint)
    return origin


@edit("{note} {new_note}")
def add_note(
    session: Session, now: datetime, kind: NoteKind, text: str, *, origin: str | None = None
) -> Session:
    """Add a note to an item, a section or the session."""
    note = Note(
        id=next_label("N", (note.id for note in session.notes)),
        kind=kind,
        text=needed(text, "The note"),
        origin=check_origin(session, origin),
        at=now,
    )
    return session.model_copy(update={"notes": (*session.notes, note)})


@edit("change of note {old_note}")
def change_note(session: Session, _: datetime, note_id: str, *, kind: NoteKind, text: str) -> Session:
    """Correct a note; an empty text removes it."""
    old = next((note for note in session.notes if note.id == note_id), None)
    if old is None:
        raise Problem(f"No note {note_id!r} in this session")
    parked = {"outcome": "", "outcome_uid": None}
    kept = clean(text)
    if kept:
        fields = {"kind": kind, "text": kept, **(parked if kind != "parked" else {})}
        return session.model_copy(update={"notes": replaced(session.notes, old, **fields)})
    # A parked point that became what is now removed is parked again.
    others = (note for note in session.notes if note is not old)
    notes = (note.model_copy(update=parked) if note.outcome_uid == old.uid else note for note in others)
    return session.model_copy(update={"notes": tuple(notes)})


def _parked(session: Session, note_id: str) -> Note:
    note = next((note for note in session.notes if note.id == note_id and note.kind == "parked"), None)
    if note is None:
        raise Problem(f"No parked point {note_id!r} in this session")
    return note


def _settled(session: Session, note_id: str, outcome: Outcome, uid: str | None = None) -> Session:
    """The session with what became of a parked point."""
    old = _parked(session, note_id)
    notes = replaced(session.notes, old, outcome=outcome, outcome_uid=uid)
    return session.model_copy(update={"notes": notes})


@edit("dropping of parked point {old_note}")
def drop_parked(session: Session, _: datetime, note_id: str) -> Session:
    """Drop a parked point: nothing becomes of it."""
    return _settled(session, note_id, "dropped")


@edit("decision on parked point {old_note}")
def parked_to_decision(session: Session, now: datetime, note_id: str, text: str) -> Session:
    """Make a decision of a parked point, in one step to undo."""
    origin = _parked(session, note_id).origin
    session = add_note("decision", text, origin=origin).apply(session, now)
    return _settled(session, note_id, "decision", session.notes[-1].uid)


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


@edit("action from parked point {old_note}")
def parked_to_action(session: Session, now: datetime, note_id: str, fields: ActionFields) -> Session:
    """Make an action of a parked point, in one step to undo."""
    origin = _parked(session, note_id).origin
    session = add_action(fields, origin=origin).apply(session, now)
    return _settled(session, note_id, "action", session.actions[-1].uid)


def find_action(session: Session, wanted: str) -> Action:
    """Action by its label, in any case. Raises Problem."""
    for action in session.actions:
        if action.id.casefold() == wanted.strip().casefold():
            return action
    raise Problem(f"No action {wanted!r} in this session", hint="See `workshop show` for their numbers.")


def _tidy(action: Action) -> Action:
    return action.model_copy(
        update={
            "text": needed(action.text, "The action"),
            "owner": clean(action.owner, lines=False),
            "body": clean(action.body, lines=False),
            "measure": clean(action.measure),
        }
    )


@edit("action {new_action}")
def add_action(
    session: Session, now: datetime, fields: ActionFields, *, origin: str | None = None
) -> Session:
    """Add an action with the next number: A1, A2, …"""
    label = next_label("A", (action.id for action in session.actions))
    action = Action(id=label, **asdict(fields), origin=check_origin(session, origin), at=now)
    return session.model_copy(update={"actions": (*session.actions, _tidy(action))})


@edit("change of action {old_action}")
def change_action(session: Session, now: datetime, action: Action) -> Session:
    """Replace the action that has the same label. A due date that it had is kept among its past ones."""
    old, new = find_action(session, action.id), _tidy(action)
    if (old.due, old.due_words) not in ((None, ""), (new.due, new.due_words)):
        past = PastDue(due=old.due, due_words=old.due_words, session_id=session.id, at=now)
        new = new.model_copy(update={"past_dues": (*old.past_dues, past)})
    actions = tuple(new if row is old else row for row in session.actions)
    return session.model_copy(update={"actions": actions})
