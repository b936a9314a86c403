"""Due dates for Outlook and other calendars (RFC 5545): a day for each action, and the next meeting.

An entry keeps its identity for good, so that a second import updates it, and its SEQUENCE rises with the
record's counter. METHOD is PUBLISH: nobody is invited. What is done or dropped is cancelled. An action that
is due in words alone has no date to stand on.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from sessions import sign_off, words
from sessions.record import Session
from sessions.rows import Action
from sessions.spans import plain_text
from sessions.text import clean

_OURS = "commissioning-workshop"


def render(session: Session, record: str = "") -> bytes:
    """The whole calendar; without entries where no action has a date and no meeting is set."""
    about = plain_text(sign_off.checksum_line(session, record))
    actions = ((session, action) for action in session.actions)
    return calendar(session.title, actions, meetings_of=(session,), about=about)


def calendar(
    name: str,
    actions: Iterable[tuple[Session, Action]],
    *,
    meetings_of: Iterable[Session] = (),
    about: str = "",
    records: Mapping[str, str] | None = None,
) -> bytes:
    """A calendar of the actions that have a date, each with its session, and of these sessions' meetings.

    With `records`, {id of a session: checksum of its record}, each action tells of which record it is.
    """
    whole = Calendar()
    whole.add("prodid", f"-//{_OURS}//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", clean(name, lines=False))
    if about:
        whole.add("x-wr-caldesc", about)
    for session, action in actions:
        if action.due is not None:
            record = None if records is None else records.get(session.id, "")
            whole.add_component(_due(session, action, action.due, record))
    for session in meetings_of:
        if session.next_meeting is not None:
            whole.add_component(_meeting(session, session.next_meeting))
    data: bytes = whole.to_ical()
    return data


def _day(uid: str, on: date, at: datetime, summary: str, sequence: int) -> Event:
    event = Event()
    event.add("uid", f"{uid}@{_OURS}")
    event.add("dtstamp", at)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", summary)
    event.add("sequence", sequence)
    event.add("transp", "TRANSPARENT")
    return event


def _due(session: Session, action: Action, due: date, record: str | None) -> Event:
    who = action.owner or action.body
    event = _day(action.uid, due, action.at, f"{who}: {action.text}" if who else action.text, action.counter)
    event.add("status", "CONFIRMED" if action.is_open else "CANCELLED")
    lines = [f"{action.id} of {session.title}", f"Owner: {plain_text(words.owner(action))}"]
    if action.measure:
        lines.append(f"How we will know: {action.measure}")
    if action.origin is not None:
        lines.append(f"From: {words.origin(session, action.origin)}")
    if record is not None:
        lines.append(plain_text(sign_off.checksum_line(session, record, brief=True)))
    event.add("description", "\n".join(lines))
    event.add("categories", [action.body or "Action"])
    return event


def _meeting(session: Session, on: date) -> Event:
    series = session.series.id if session.series is not None else session.id
    event = _day(f"next-{series}", on, session.created_at, f"Next meeting: {session.title}", session.counter)
    event.add("status", "CONFIRMED")
    if session.place:
        event.add("location", session.place)
    return event
