"""Who is in the room: who came late, left or sent apologies, noted while the session runs."""

from collections.abc import Callable
from typing import Literal, Protocol, TypeVar

from textual.screen import ModalScreen

from sessions import meeting
from sessions.edit import Edit
from sessions.edits import people as edits
from sessions.record import Session
from sessions.rows import Attendee, Person
from workshop.desk import Desk
from workshop.panels.host import Commands
from workshop.widgets.dialogs.attendance import (
    AttendanceAsks,
    AttendanceDialog,
    AttendanceRows,
    AttendanceWish,
)
from workshop.widgets.dialogs.note import TextDialog, Typed
from workshop.widgets.dialogs.person import PersonDialog

ResultT = TypeVar("ResultT")


class AttendanceHost(Protocol):
    """The screen that it is a part of: as much of `Host` as it needs."""

    desk: Desk

    def do(self, edit: Edit) -> bool:
        """Make a change and show it; say so, and False, where it cannot be made."""

    def open(self, dialog: ModalScreen[ResultT], done: Callable[[ResultT | None], None]) -> None:
        """Ask something of whoever may change the session."""


class AttendancePart:
    """The part of a screen that keeps the list of who is there."""

    def __init__(self, host: AttendanceHost, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        self.host = host
        self._history = {"undo": undo, "redo": redo}

    @property
    def commands(self) -> Commands:
        return {"attendance": self.show}

    def show(self, at: str = "") -> None:
        dialog = AttendanceDialog(attendance_rows(self.host.desk.session), change=self._change, at=at)
        self.host.open(dialog, self._ask)

    def _ask(self, wish: AttendanceAsks | None) -> None:
        if wish is None:
            return
        what, uid = wish
        if what == "add":
            self._add()
        else:
            self._ask_interests(uid)

    def _change(self, uid: str, wish: AttendanceWish) -> AttendanceRows:
        if wish == "undo" or wish == "redo":
            self._history[wish]()
        elif wish == "chair":
            self._turn_chair(uid)
        else:
            self.host.do(edits.set_attendance(uid, wish))
        return attendance_rows(self.host.desk.session)

    def _turn_chair(self, uid: str) -> None:
        """This one in the chair; whoever is in it already, out of it."""
        in_it = any(person.uid == uid and person.chair for person in self.host.desk.session.people)
        self.host.do(edits.set_chair(None if in_it else uid))

    def _ask_interests(self, uid: str) -> None:
        row = meeting.attendee(self.host.desk.session, uid)

        def take(typed: Typed | None) -> None:
            if typed is not None and typed.record:
                self.host.do(edits.declare_interests(uid, typed.text))
            self.show(uid)

        title = f"What does {row.name} have an interest in?"
        self.host.open(TextDialog(title, text=row.interests, may_be_empty=True), take)

    def _add(self) -> None:
        """Put somebody on the list, and show it with them."""
        session, draft = self.host.desk.session, self.host.desk.drafts.of("people")

        def add(typed: Person | Literal["remove"] | None) -> None:
            if isinstance(typed, Person):
                people = (*self.host.desk.session.people, typed)
                if self.host.do(edits.set_people(people)):
                    draft.drop()
                    self.show(typed.uid)  # what is noted next is of them
                    return
            self.show()

        dialog = PersonDialog(None, partners=session.partners)
        dialog.draft = draft
        self.host.open(dialog, add)


def attendance_rows(session: Session) -> AttendanceRows:
    """Partners, and below each its people."""
    return tuple((row.uid, row.attendance, _row_words(session, row)) for row in meeting.attendees(session))


def _row_words(session: Session, row: Attendee) -> str:
    """ "  Priya Shah · Director · in the chair · came late, at 10:20"."""
    if isinstance(row, Person):
        below = "  " if any(partner.id == row.partner_id for partner in session.partners) else ""
        parts = [f"{below}{row.name}", row.role, "in the chair" if row.chair else ""]
    else:
        parts = [row.name]
    noted = meeting.attendance(row) if row.came_at or row.left_at else ""
    interests = f"interests: {row.interests}" if row.interests else ""
    return " · ".join(filter(None, (*parts, noted, " ".join(interests.split()))))
