"""The one way to change a session: a pure edit makes the new record, it is saved, and then it is seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sessions import edits, plan
from sessions.problem import Problem
from sessions.record import (
    Session,
    Stop,
)
from sessions.store.file import SessionFile
from workshop.facilitation.clock import Clock, utc_now


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the history: what was done, and the record on either side of it."""

    label: str
    before: Session
    after: Session


@dataclass
class History:
    """What can be undone, and done again, oldest first."""

    done: list[Change] = field(default_factory=list)
    undone: list[Change] = field(default_factory=list)

    def fits(self, session: Session) -> bool:
        """Whether it leads to the session as it is: nobody changed that in between."""
        if self.done:
            return _said(self.done[-1].after) == _said(session)
        return bool(self.undone) and _said(self.undone[-1].before) == _said(session)


def _said(session: Session) -> Session:
    """The session without where it is and what time it took, which are no edits."""
    return session.model_copy(update={"at": None, "spells": (), "running": None, "summary_at": None})


@dataclass
class Desk:
    """One open session: how it is changed, undone and moved about in. The use cases stand on it."""

    file: SessionFile
    clock: Clock = utc_now
    history: History = field(default_factory=History)
    """Handed in where the session was open before; one that does not lead to it as it is now is dropped."""

    def __post_init__(self) -> None:
        if not self.history.fits(self.session):
            self.history = History()
        # Left running, as after a power cut: the time until the last save counts, and not the time off.
        running = self.session.running
        if running is not None and self.read_only is None:
            saved = min(self.clock(), datetime.fromtimestamp(self.path.stat().st_mtime, UTC))
            self.file.session = edits.stop_clock(self.session, now=max(running.since, saved))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()

    @property
    def session(self) -> Session:
        """The record as it is on disk."""
        return self.file.session

    @property
    def path(self) -> Path:
        """Where it is on disk."""
        return self.file.path

    @property
    def read_only(self) -> str | None:
        """Why nothing can be changed, or None."""
        return self.file.read_only

    def look_again(self) -> bool:
        """Where it is open to read only, take over what the window that writes it has saved; whether it has.

        The place in the agenda stays this window's own, as long as it is there.
        """
        here = self.session.at
        if not self.file.look_again():
            return False
        if here is not None and here in plan.stops(self.session):
            self.file.session = edits.move_to(self.session, here)
        return True

    # --- the one way to change anything -----------------------------------------------------------

    def _save(self, session: Session) -> Session:
        if self.read_only is not None:
            raise Problem("This session is open to read only", mend=self.read_only)
        if session != self.session:
            self.file.save(session)
        return self.session

    def change(self, label: str, edit: Callable[[Session], Session]) -> Session:
        """Apply an edit, save it and remember it for undo. `label` says what was done, for "Undone: …"."""
        before = self.session
        after = edit(before)
        if after == before:
            return before
        after = self._placed(after)
        self._save(after)
        self.history.done.append(Change(label, before, after))
        self.history.undone.clear()
        return after

    def _placed(self, session: Session) -> Session:
        """`session` at a place of its agenda, where a change has taken the one it was at; and its clock."""
        places = plan.stops(session)
        if session.at is None or session.at in places or not places:
            return session
        here = places[plan.where(session)]
        moved = edits.move_to(session, here)
        if moved.running is None:
            return moved
        return edits.run_clock(moved, here.activity_id, now=self.clock())

    def undo(self) -> str | None:
        """Take back the last change; what it was, or None where there is none."""
        return self._step(self.history.done, self.history.undone, forward=False)

    def redo(self) -> str | None:
        """Do again what was undone last; what it was, or None where there is none."""
        return self._step(self.history.undone, self.history.done, forward=True)

    def _step(self, source: list[Change], target: list[Change], *, forward: bool) -> str | None:
        if not source:
            return None
        change = source[-1]
        record = change.after if forward else change.before
        # That a summary was written, and the time that has passed, are facts that undo does not touch.
        facts = {name: getattr(self.session, name) for name in ("summary_at", "spells", "running")}
        restored = record.model_copy(update=facts)
        if restored.running is not None and restored.at is not None:
            restored = edits.run_clock(restored, restored.at.activity_id, now=self.clock())
        self._save(restored)
        target.append(source.pop())
        return change.label

    # --- where we are -----------------------------------------------------------------------------

    def go(self, stop: Stop) -> Session:
        """Go to a stop. Kept on disk, so that the session opens where it was; nothing to undo."""
        moved = edits.move_to(self.session, stop)
        if self.read_only is not None:
            self.file.session = moved
            return self.session
        if moved.running is not None:
            moved = edits.run_clock(moved, stop.activity_id, now=self.clock())
        return self._save(moved)

    def step(self, by: int) -> Session:
        """Go forward or back by some stops, no further than the ends."""
        places = plan.stops(self.session)
        if not places:
            return self.session
        return self.go(places[max(0, min(len(places) - 1, plan.where(self.session) + by))])
