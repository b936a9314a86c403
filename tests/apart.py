"""A session that two laptops have changed apart, and their copies brought together."""

from __future__ import annotations

from sessions.edit import Edit
from sessions.edits import event
from sessions.identity import stamped
from sessions.many.merge.result import merged
from sessions.many.merge.state import Copy
from sessions.record import Session
from sessions.versions import shared
from tests.builders import NOW


def changed(session: Session, laptop: str, *edits: Edit) -> Session:
    """The session after these changes on a laptop."""
    for edit in edits:
        session = stamped(session, edit.apply(session, NOW), laptop, laptop)
    return session


def together(*copies: Session) -> Session:
    """What these copies make."""
    return merged([Copy(session, {}) for session in copies]).session


def titled_apart(session: Session) -> Session:
    """The session, with two titles side by side."""
    base = shared(session)
    titles = ("Here", "There")
    copies = (
        changed(base, title, event.describe(title=title, place=session.place, on=session.date))
        for title in titles
    )
    return together(*copies)


def no_notes() -> Edit:
    """Takes all notes out of a session."""
    return Edit(lambda _: "", lambda session, _: session.model_copy(update={"notes": ()}))
