"""What can be taken back, and done again: by the program as it runs, and by one that is opened later."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sessions.inverse import FACTS, Inverse, fingerprint, inverse
from sessions.record import Session
from sessions.store.undo import MOST, Kept, read_kept, write_kept

MOST_AT_HAND = 500
"""Changes that a running program can take back: each holds on to a record, so more would fill its memory."""


@dataclass(frozen=True)
class Change:
    """One step of the history: what was done and when, and the record on either side of it."""

    label: str
    before: Session
    after: Session
    at: datetime

    @cached_property
    def backward(self) -> Inverse:
        """What takes the change back."""
        return inverse(self.before, self.after, label=self.label, at=self.at)

    @cached_property
    def forward(self) -> Inverse:
        """What does it again once it was taken back."""
        return inverse(self.after, self.before, label=self.label, at=self.at)


@dataclass
class History:
    """What can be undone, and done again, oldest first."""

    done: list[Change] = field(default_factory=list)
    undone: list[Change] = field(default_factory=list)

    @classmethod
    def kept(cls, path: Path, session: Session) -> "History":
        """As it was kept beside the session at `path`: as much of it as leads to this record."""
        kept = read_kept(path)
        return cls.of(kept, session) if kept.done or kept.undone else cls()

    @classmethod
    def of(cls, kept: Kept, session: Session) -> "History":
        """The history that these inverses tell of a record; what leads to another is left out."""
        return cls(
            [
                Change(step.label, before, after, step.at)
                for step, before, after in _chain(kept.done, session)
            ],
            [
                Change(step.label, after, before, step.at)
                for step, before, after in _chain(kept.undone, session)
            ],
        )

    def keep(self, path: Path) -> None:
        """Keep the last of it beside the session at `path`."""
        write_kept(path, [c.backward for c in self.done[-MOST:]], [c.forward for c in self.undone[-MOST:]])

    def fits(self, session: Session) -> bool:
        """Whether it leads to the session as it is: nobody changed that in between."""
        if self.done:
            return _without_facts(self.done[-1].after) == _without_facts(session)
        return bool(self.undone) and _without_facts(self.undone[-1].before) == _without_facts(session)

    def add(self, change: Change) -> None:
        """A change was made; what was undone before it can't be done again."""
        self.done.append(change)
        del self.done[:-MOST_AT_HAND]
        self.undone.clear()

    def step(self, restored: Session, *, forward: bool) -> str:
        """A step was taken, to this record, which has stamps of its own; what the step was."""
        # The next step in that direction begins with the same record.
        if forward:
            change = self.undone.pop()
            self.done.append(replace(change, after=restored))
            self.undone[-1:] = [replace(following, before=restored) for following in self.undone[-1:]]
        else:
            change = self.done.pop()
            self.undone.append(replace(change, before=restored))
            self.done[-1:] = [replace(following, after=restored) for following in self.done[-1:]]
        return change.label


def _chain(inverses: tuple[Inverse, ...], session: Session) -> list[tuple[Inverse, Session, Session]]:
    """(inverse, record it leads to, record it leads from), the one from `session` last.

    What was kept of changes that never reached the record stands behind the one that leads from it, and is
    left out, as is everything where none does.
    """
    here = fingerprint(session)
    ends = [number for number, step in enumerate(inverses) if step.takes_back_from == here]
    chain: list[tuple[Inverse, Session, Session]] = []
    for step in reversed(inverses[: ends[-1] + 1] if ends else ()):
        if chain and step.takes_back_from != fingerprint(session):
            break
        try:
            before = step.onto(session)
        except ValueError:
            break
        chain.append((step, before, session))
        session = before
    return chain[::-1]


def _without_facts(session: Session) -> Session:
    blank = Session.model_fields
    return session.model_copy(update={name: blank[name].get_default() for name in FACTS})
