"""The session whose details are shown, as the parts of the screen see and change it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sessions.edit import Edit
from sessions.record import Session
from sessions.rows import Partner, Person
from workshop.desk import Desk
from workshop.drafts import Draft, Drafts
from workshop.screens.base import CommandScreen


@dataclass(frozen=True, slots=True)
class SetupDone:
    """How the screen was left; `desk` is None where nothing was made."""

    desk: Desk | None
    begin: bool


@dataclass(slots=True)
class Details:
    """A session that is made by the first thing that is known about it."""

    desk: Desk | None
    make: Callable[[], Desk]
    """Makes the session of what is known so far, or raises Problem."""
    new_drafts: Drafts
    """What is typed as long as there is no session."""
    screen: CommandScreen[SetupDone]
    show: Callable[[], None]
    """Shows the details as they are."""

    @property
    def session(self) -> Session | None:
        """The session, if it is there yet."""
        return self.desk.session if self.desk else None

    @property
    def partners(self) -> Sequence[Partner]:
        """Its partners."""
        return self.desk.session.partners if self.desk else ()

    @property
    def people(self) -> Sequence[Person]:
        """Who is there."""
        return self.desk.session.people if self.desk else ()

    def draft(self, kind: str, subject: str | None = None) -> Draft:
        """Where a form of this kind keeps what is not recorded."""
        return (self.desk.drafts if self.desk else self.new_drafts).of(kind, subject)

    def ensure_desk(self) -> Desk | None:
        """The session, made now if it was not there yet; None, once that is said, where it cannot be made."""

        def make() -> None:
            self.desk = self.make()
            self.desk.drafts.take(self.new_drafts)

        if self.desk is None:
            self.screen.attempt(make)
        return self.desk

    def apply(self, edit: Edit) -> bool:
        """Make a change; False, once it is said why, where it cannot be made."""
        if (desk := self.ensure_desk()) is None:
            return False
        held = desk.unsaved is not None
        done = self.screen.attempt(lambda: desk.apply(edit))
        if done and desk.unsaved is not None and not held:
            self.screen.tell("")  # which says that it is not saved yet
        return done

    def change(self, edit: Edit) -> None:
        """Make a change, and show what it led to."""
        self.apply(edit)
        self.show()
