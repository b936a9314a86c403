"""What a session says as a meeting: whether it is one, who was there, how it voted. In words and as spans."""

from datetime import datetime

from sessions import dates
from sessions.clock import local_time
from sessions.record import Session
from sessions.rows import Attendee, Note, Remark, Series
from sessions.spans import Line, joined, plain, typed

REHEARSAL = "REHEARSAL"


def title(session: Session) -> str:
    """Its title, for the head of a screen: "REHEARSAL · Steering group" of one."""
    return f"{REHEARSAL} · {session.title}" if session.rehearsal else session.title


def attendees(session: Session) -> tuple[Attendee, ...]:
    """Who can be there or not: every partner, followed by its people, and at the end those of none."""
    rows: list[Attendee] = []
    for partner in session.partners:
        rows += [partner, *(person for person in session.people if person.partner_id == partner.id)]
    ids = {partner.id for partner in session.partners}
    return (*rows, *(person for person in session.people if person.partner_id not in ids))


def attendee(session: Session, uid: str) -> Attendee:
    """Partner or person by identity. Raises KeyError."""
    for row in attendees(session):
        if row.uid == uid:
            return row
    raise KeyError(uid)


def attendance(row: Attendee) -> str:
    """ "apologies", "came late, at 10:20", "came at 10:20, left at 11:40"; empty for who is there."""
    if row.attendance == "apologies":
        return "apologies"
    if row.attendance == "late":
        return f"came late{_at(row.came_at, ', at')}"
    if row.attendance == "left":
        came = f"came{_at(row.came_at)}, " if row.came_at else ""
        return f"{came}left{_at(row.left_at)}"
    return ""


def _at(moment: datetime | None, before: str = " at") -> str:
    """ " at 10:20", in the time of the place; empty where no time was noted."""
    return f"{before} {local_time(moment):%H:%M}" if moment else ""


def votes(note: Note) -> Line:
    """ " (7 for, 2 against, 1 abstaining)", after a decision that was put to the vote."""
    if note.votes is None:
        return ()
    in_favour, against, abstaining = note.votes
    return plain(f" ({in_favour} for, {against} against, {abstaining} abstaining)")


def session_before(series: Series | None, session_id: str) -> Line:
    """ "Steering group, 22 Oct 2026"; an earlier session, where the `series` says no more of it."""
    for held in series.held if series is not None else ():
        if held.id == session_id and held.title:
            return joined((typed(held.title), plain(dates.show(held.on)) if held.on else ()), ", ")
    return plain("an earlier session")


def remarked(remark: Remark) -> Line:
    """What was said of an action, in quotes; as it is, where the program noted it."""
    return typed(remark.text) if remark.noted else (*plain("“"), *typed(remark.text), *plain("”"))
