"""What was recorded on one item, section or step.

Decisions, actions and parked points stand whole on the first page; here they are named.
"""

from collections.abc import Iterator

from sessions import words
from sessions.record import Session
from sessions.rows import Activity, NoteKind
from sessions.spans import Line, plain, typed
from sessions.summary.model import Block, Bullets, Heading, Paragraph

_LEADS: dict[NoteKind, str] = {"evidence": "Evidence", "comment": "Comments"}


def recorded_on(session: Session, origin: str) -> Iterator[Block]:
    """Evidence and comments on an item, a section or a step, and what of it stands on the first page."""
    notes = session.notes_on(origin)
    for kind, lead in _LEADS.items():
        if lines := tuple(words.note_line(session, note) for note in notes if note.kind == kind):
            yield Bullets(lines, lead=lead)
    named = [action.id for action in session.actions_from(origin)]
    parts = [f"action{'s' if len(named) > 1 else ''} {', '.join(named)}"] if named else []
    for kind, name in (("decision", "decision"), ("parked", "parked point")):
        if count := sum(note.kind == kind for note in notes):
            parts.append(words.number_of(count, name, f"{name}s"))
    if parts:
        yield Paragraph(plain(f"On the first page: {'; '.join(parts)}."), kind="quiet")


def step_heading(activity: Activity) -> Heading:
    """The heading of the chapter of a step."""
    return Heading(2, typed(activity.title), f"step-{activity.id}", ref=activity.id)


def after_title(activity: Activity) -> Line:
    """The title of a step before what came of it: "How far to go: ", "Which ones first? "."""
    end = " " if activity.title.endswith(("?", "!", ".", ":")) else ": "
    return (*typed(activity.title), *plain(end))
