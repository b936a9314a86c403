"""The calendar file as calendars want it: whole days, identities of their own, and numbers that rise."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar

from sessions.edits import notes
from sessions.identity import seeded
from sessions.outputs import calendar_file
from sessions.record import Session
from tests.builders import NOW
from tests.every_kind import meeting


def lines(session: Session) -> list[str]:
    """The file's own lines, put together where it folds them."""
    return calendar_file.render(session).decode().replace("\r\n ", "").split("\r\n")


def events(session: Session) -> dict[str, int]:
    """SEQUENCE of each event by its UID."""
    walked = Calendar.from_ical(calendar_file.render(session)).walk("VEVENT")
    return {str(event["UID"]): int(event["SEQUENCE"]) for event in walked}


def test_days_are_days_and_nobody_is_invited() -> None:
    told = lines(meeting())
    starts = [line for line in told if line.startswith("DTSTART")]
    ends = [line for line in told if line.startswith("DTEND")]
    assert starts
    assert all(line.startswith("DTSTART;VALUE=DATE:") for line in starts)
    assert all(line.startswith("DTEND;VALUE=DATE:") for line in ends)
    days = [[dt.date.fromisoformat(line[-8:]) for line in found] for found in (starts, ends)]
    assert [end - start for start, end in zip(*days, strict=True)] == [dt.timedelta(days=1)] * len(starts)
    assert "METHOD:PUBLISH" in told
    assert not any(line.startswith(("ATTENDEE", "ORGANIZER", "BEGIN:VTODO", "RRULE")) for line in told)


def test_the_lines_are_short_enough_for_every_reader() -> None:
    text = "🙂 long " * 400
    data = calendar_file.render(notes.add_note("comment", text).apply(meeting(), NOW))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_two_sessions_with_actions_of_the_same_number_do_not_overwrite_each_other() -> None:
    series = meeting().series
    assert series is not None
    first, second = (
        seeded(meeting(), name).model_copy(update={"series": series.model_copy(update={"id": name})})
        for name in ("first", "second")
    )
    assert [action.id for action in first.actions] == [action.id for action in second.actions]
    assert not events(first).keys() & events(second).keys()
    assert len(events(first)) == len(first.actions) + 1


def test_what_was_changed_comes_in_as_newer_than_it_was() -> None:
    session = seeded(meeting(), "first")
    action = session.actions[0].model_copy(
        update={"due": dt.date(2027, 9, 1), "counter": session.counter + 1}
    )
    later = session.model_copy(update={"actions": (action, *session.actions[1:])})
    before, after = events(session), events(later)
    assert before.keys() == after.keys()
    changed = [uid for uid in before if before[uid] != after[uid]]
    assert [uid.partition("@")[0] for uid in changed] == [action.uid]
    assert after[changed[0]] > before[changed[0]]
