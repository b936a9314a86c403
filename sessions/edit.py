"""A change to a session as a value: what it is called, and the pure function that makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sessions.record import Session


@dataclass(frozen=True, slots=True)
class Edit:
    """A change, not made yet. Whoever applies it saves the result before anybody sees it."""

    label: Callable[[Session], str]
    """What is done, seen from the session before it, for "Undone: …": "answer of the ICB on 1.6"."""
    change: Callable[[Session, datetime], Session]

    def apply(self, session: Session, now: datetime) -> Session:
        """The session after the change; `session` stays as it is. `now` is aware.

        Raises Problem where the change cannot stand, and KeyError for an id that is not in the session.
        """
        return self.change(session, now)


def named(label: str, change: Callable[[Session, datetime], Session]) -> Edit:
    """An edit whose label needs no session."""
    return Edit(lambda _: label, change)


def all_of(label: str, *edits: Edit) -> Edit:
    """Several edits in turn as one, to be undone in one step."""

    def change(session: Session, now: datetime) -> Session:
        for edit in edits:
            session = edit.apply(session, now)
        return session

    return named(label, change)
