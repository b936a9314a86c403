"""Changes to what is written down: notes and actions."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from types import EllipsisType

from sessions.dates import is_next_meeting
from sessions.edit import edit, next_label
from sessions.edits.text import needed, replaced
from sessions.material import EvidenceKind
from sessions.origins import origins
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import (
    Action,
    ActionStatus,
    Note,
    NoteKind,
    Outcome,
    PastDue,
    Remark,
    Series,
    Votes,
    uid_from,
)
from sessions.text import clean


def check_origin(session: Session, origin: str | None) -> str | None:
    """`origin` where it is None or one of those that the session has; else Problem."""
    if origin is not None and origin not in origins(session):
        hint = "See `workshop show` for the items."
        raise Problem(f"No item or section {origin!r} in this session", hint=hint)
    return origin


@edit("{note} {new_note}")
def add_note(
    session: Session,
    now: datetime,
    kind: NoteKind,
    text: str,
    *,
    origin: str | None = None,
    votes: Votes | None = None,
    evidence: EvidenceKind | None = None,
) -> Session:
    """Add a note to an item, a section or the session.

    Raises Problem for votes on what is no decision, and for a kind of evidence of what is none.
    """
    note = Note(
        id=next_label("N", (note.id for note in session.notes)),
        kind=kind,
        text=needed(text, "The note"),
        origin=check_origin(session, origin),
        votes=votes,
        evidence=evidence,
        at=now,
    )
    if evidence is not None and kind != "evidence":
        raise Problem(
            "Only evidence has a kind of evidence", hint="Record it as evidence, or leave that out."
        )
    if votes is not None and kind != "decision":
        raise Problem(
            "Only a decision is put to the vote", hint="Record it as a decision, or leave the votes out."
        )
    return session.model_copy(update={"notes": (*session.notes, note)})


def find_note(session: Session, wanted: str) -> Note:
    """Note by its label, in any case. Raises Problem."""
    for note in session.notes:
        if note.id.casefold() == wanted.strip().casefold():
            return note
    raise Problem(
        f"No note {wanted!r} in this session", hint="`workshop notes` lists them with their numbers."
    )


@edit("change of note {old_note}")
def change_note(
    session: Session,
    _: datetime,
    note_id: str,
    *,
    kind: NoteKind,
    text: str,
    votes: Votes | EllipsisType | None = ...,
    evidence: EvidenceKind | EllipsisType | None = ...,
) -> Session:
    """Correct a note; an empty text removes it.

    Votes that are not named stay with a decision, and so does the kind of evidence with evidence.
    """
    old = find_note(session, note_id)
    parked = {"outcome": "", "outcome_uid": None}
    kept = clean(text)
    if kept:
        counted = old.votes if votes is ... else votes
        fields = {"kind": kind, "text": kept, "votes": counted if kind == "decision" else None}
        fields["evidence"] = (old.evidence if evidence is ... else evidence) if kind == "evidence" else None
        fields |= parked if kind != "parked" else {}
        return session.model_copy(update={"notes": replaced(session.notes, old, **fields)})
    # A parked point that became what is now removed is parked again.
    others = (note for note in session.notes if note is not old)
    notes = (note.model_copy(update=parked) if note.outcome_uid == old.uid else note for note in others)
    return session.model_copy(update={"notes": tuple(notes)})


def _parked(session: Session, note_id: str) -> Note:
    note = next((note for note in session.notes if note.id == note_id and note.was_parked), None)
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
def parked_to_decision(
    session: Session, now: datetime, note_id: str, text: str, *, votes: Votes | None = None
) -> Session:
    """Make a decision of a parked point, in one step to undo."""
    origin = _parked(session, note_id).origin
    session = add_note("decision", text, origin=origin, votes=votes).apply(session, now)
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
    due_words: str = ""

    def onto(self, action: Action) -> Action:
        """The action with these fields; where it came from, and when, stays."""
        return action.model_copy(update=asdict(self))


@edit("action from parked point {old_note}")
def parked_to_action(session: Session, now: datetime, note_id: str, fields: ActionFields) -> Session:
    """Make an action of a parked point, in one step to undo."""
    origin = _parked(session, note_id).origin
    session = add_action(fields, origin=origin).apply(session, now)
    return _settled(session, note_id, "action", session.actions[-1].uid)


def find_action(session: Session, wanted: str) -> Action:
    """Action by its label, in any case, or by the number in it. Raises Problem."""
    typed = wanted.strip().casefold()
    for action in session.actions:
        if typed in (action.id.casefold(), action.id.casefold().lstrip("a")):
            return action
    raise Problem(f"No action {wanted!r} in this session", hint="See `workshop show` for their numbers.")


def _tidy(action: Action) -> Action:
    return action.model_copy(
        update={
            "text": needed(action.text, "The action"),
            "owner": clean(action.owner, lines=False),
            "body": clean(action.body, lines=False),
            "measure": clean(action.measure),
            "due_words": clean(action.due_words, lines=False),
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
def change_action(session: Session, now: datetime, action: Action, *, remark: str = "") -> Session:
    """Replace the action that has the same label. A due date that it had is kept among its past ones, and
    what is remarked on it beside what was remarked before.
    """
    old, new = find_action(session, action.id), _tidy(action).model_copy(update={"spoken_of": session.id})
    if kept := clean(remark):
        remarks = (*old.remarks, Remark(text=kept, session_id=session.id, at=now))
        new = new.model_copy(update={"remarks": remarks})
    new = _with_past_due(session, old, new, now)
    actions = tuple(new if row is old else row for row in session.actions)
    return session.model_copy(update={"actions": actions})


@edit("word on action {old_action}")
def speak_of(session: Session, _: datetime, action: Action) -> Session:
    """Note that an action was talked about, and stays as it is."""
    old = find_action(session, action.id)
    return session.model_copy(update={"actions": replaced(session.actions, old, spoken_of=session.id)})


def _with_past_due(session: Session, old: Action, new: Action, now: datetime) -> Action:
    """`new`, which takes the place of `old`, with the due date that this had, where it is another.

    Words that get their day, as "next meeting" does, are no other date.
    """
    gets_its_day = old.due is None and old.due_words == new.due_words
    if (old.due, old.due_words) in ((None, ""), (new.due, new.due_words)) or gets_its_day:
        return new
    past = PastDue(due=old.due, due_words=old.due_words, session_id=session.id, at=now)
    return new.model_copy(update={"past_dues": (*old.past_dues, past)})


@edit("day of the next meeting")
def set_next_meeting(session: Session, now: datetime, on: date | None) -> Session:
    """Say when the next meeting is (None: it is not known). Open actions that are due then get that date."""
    series = session.series or Series(id=uid_from("series", session.id))
    actions = list(session.actions)
    for at, old in enumerate(actions):
        if old.is_open and old.due != on and is_next_meeting(old.due_words):
            actions[at] = _with_past_due(session, old, old.model_copy(update={"due": on}), now)
    series = series.model_copy(update={"next_meeting": on})
    return session.model_copy(update={"series": series, "actions": tuple(actions)})
