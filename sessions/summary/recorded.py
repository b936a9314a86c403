"""What was recorded on one item, section or step.

Decisions, actions and parked points stand whole on the first page; here they are named.
"""

from collections.abc import Iterable, Iterator

from sessions import words
from sessions.record import Session
from sessions.returns import remarks_on
from sessions.rows import Activity, NoteKind
from sessions.spans import Line, joined, plain, typed
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
        yield Paragraph(plain(f"On the first page: {'; '.join(parts)}."), style="quiet")


WRITTEN_BEFORE = "Written before the day"


def remark_lines(seen: Session, key: str, about: str = "") -> Iterator[Line]:
    """What was written in forms on a question that the room has seen; by name where partners are bodies.

    `about` stands before each, where an item is asked about in several ways.
    """
    for partner_id, remark in remarks_on(seen, key):
        who = words.partner_name(seen, partner_id) if seen.as_bodies else ()
        not_for_us = plain("does not apply to us") if remark.not_applying else ()
        text = typed(remark.text) if remark.text else ()
        yield joined((typed(about) if about else (), who, not_for_us, text), ": ")


def written_before(seen: Session, keys: Iterable[tuple[str, str]]) -> Iterator[Block]:
    """What was written on these questions, (key, what they are about); nothing where nothing was."""
    if lines := tuple(line for key, about in keys for line in remark_lines(seen, key, about)):
        yield Bullets(lines, lead=WRITTEN_BEFORE)


def step_heading(activity: Activity) -> Heading:
    """The heading of the chapter of a step."""
    return Heading(2, typed(activity.title), f"step-{activity.id}", ref=activity.id)


def after_title(activity: Activity) -> Line:
    """The title of a step before what came of it: "How far to go: ", "Which ones first? "."""
    end = " " if activity.title.endswith(("?", "!", ".", ":")) else ": "
    return (*typed(activity.title), *plain(end))
