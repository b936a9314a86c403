"""Who is in the room: who came late, left or sent apologies, noted while the session runs."""

from collections.abc import Callable
from typing import Literal

from sessions import meeting
from sessions.edits import people as edits
from sessions.record import Session
from sessions.rows import Attendee, Person
from workshop.panels.host import Commands, Host
from workshop.widgets.dialogs.attendance import AttendanceDialog, AttendanceRows, AttendanceWish
from workshop.widgets.dialogs.person import PersonDialog


class AttendancePart:
    """The part of the run screen that keeps the list of who is there."""

    def __init__(self, host: Host, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        self.host = host
        self._history = {"undo": undo, "redo": redo}

    @property
    def commands(self) -> Commands:
        return {"attendance": self._show}

    def _show(self) -> None:
        dialog = AttendanceDialog(attendance_rows(self.host.scene.session), change=self._change)
        self.host.open(dialog, lambda wish: self._add() if wish else None)

    def _change(self, uid: str, wish: AttendanceWish) -> AttendanceRows:
        if wish == "undo" or wish == "redo":
            self._history[wish]()
        else:
            self.host.do(edits.set_attendance(uid, wish))
        return attendance_rows(self.host.scene.session)

    def _add(self) -> None:
        """Put somebody on the list, and show it with them."""
        session, draft = self.host.scene.session, self.host.desk.drafts.of("people")

        def add(typed: Person | Literal["remove"] | None) -> None:
            if isinstance(typed, Person):
                people = (*self.host.scene.session.people, typed)
                if self.host.do(edits.set_people(people)):
                    draft.drop()
            self._show()

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
    return " · ".join(filter(None, (*parts, noted)))
