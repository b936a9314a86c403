"""The part of the summary on one item: its answers, what was agreed, and what was said about it."""

from __future__ import annotations

from collections.abc import Iterator

from sessions import words
from sessions.analysis.whole import reached
from sessions.kinds.registry import kinds
from sessions.material import Item
from sessions.record import Session
from sessions.rows import NoteKind
from sessions.spans import plain
from sessions.summary.model import Block, Bullets, Heading, Paragraph

_LEADS: dict[NoteKind, str] = {
    "evidence": "Evidence",
    "comment": "Comments",
    "decision": "Decisions",
    "parked": "Parked",
}


def item_blocks(session: Session, item: Item, heading_level: int) -> Iterator[Block]:
    """All that is recorded on an item, under a heading."""
    title = plain(f"{item.number} {item.name}")
    yield Heading(heading_level, title, f"item-{item.id}", ref=item.id)
    yield Paragraph(plain(item.statement), kind="statement")
    if item.id not in reached(session):
        yield Paragraph(plain("Nothing was recorded on it."), kind="quiet")
        return
    for kind in kinds():
        yield from kind.on_item(session, item)
    yield from said_on(session, item.id)


def said_on(session: Session, origin: str) -> Iterator[Block]:
    """Notes and actions of an item or a section."""
    for kind, lead in _LEADS.items():
        notes = [note for note in session.notes_on(origin) if note.kind == kind]
        if notes:
            yield Bullets(tuple(words.note_line(session, note) for note in notes), lead=lead)
    actions = tuple(words.action_line(action) for action in session.actions_from(origin))
    if actions:
        yield Bullets(actions, lead="Actions")
