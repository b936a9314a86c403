"""Notes and actions of one item, section or step, and what came out of a step that has nothing else."""

from collections.abc import Iterator

from sessions import words
from sessions.record import Session
from sessions.rows import Activity, NoteKind
from sessions.spans import plain
from sessions.summary.model import Block, Bullets, Heading

_LEADS: dict[NoteKind, str] = {
    "evidence": "Evidence",
    "comment": "Comments",
    "decision": "Decisions",
    "parked": "Parked",
}


def recorded_on(session: Session, origin: str) -> Iterator[Block]:
    """Notes and actions of an item, a section or a step."""
    for kind, lead in _LEADS.items():
        notes = [note for note in session.notes_on(origin) if note.kind == kind]
        if notes:
            yield Bullets(tuple(words.note_line(session, note) for note in notes), lead=lead)
    actions = tuple(words.action_line(action) for action in session.actions_from(origin))
    if actions:
        yield Bullets(actions, lead="Actions")


def step_heading(activity: Activity) -> Heading:
    """The heading of the chapter of a step."""
    return Heading(2, plain(activity.title), f"step-{activity.id}", ref=activity.id)
