"""The head of the summary: what it is of, and who was there."""

from collections.abc import Iterator
from datetime import datetime

from sessions import dates, meeting, sign_off, words
from sessions.chair import chairs
from sessions.record import Session
from sessions.rows import Attendee, Partner, Person
from sessions.spans import Line, joined, listed, plain, typed
from sessions.summary.model import Block, Bullets, Facts, Heading, Paragraph


def title_blocks(session: Session, now: datetime | None, *, brief: bool = False) -> Iterator[Block]:
    """Title, place, date, chair, and when it was written: the only line that the clock has a say in.

    A `brief` one has the amendments here, and not under a heading of their own.
    """
    yield Heading(1, typed(session.title), "summary")
    if session.rehearsal:
        yield Paragraph(plain("This is of a rehearsal: nothing in it was said or decided."))
    rows: list[tuple[str, Line]] = []
    if session.place:
        rows.append(("Place", typed(session.place)))
    rows.append(("Date", plain(dates.show(session.date) if session.date else "not recorded")))
    if names := [typed(person.name) for person in chairs(session)]:
        rows.append(("Chair", joined(names, ", ")))
    if quorum := sign_off.quorum_line(session):
        rows.append(("Quorum", quorum))
    rows.append(("Record", sign_off.state_line(session)))
    if (act := sign_off.approval(session)) is not None:
        amended = joined(map(typed, act.amendments if brief else ()), "; ")
        rows.append(("Minutes", joined((sign_off.approval_line(act), amended), ": ")))
    yield Facts(tuple(rows))
    if now is not None:
        written = f"Written on {dates.show(now.date())} at {now:%H:%M}."
        yield Paragraph(plain(written), style="quiet")


def who_blocks(session: Session, *, brief: bool = False) -> Iterator[Block]:
    """Partners and people, and who sent apologies; partners that brought nobody by name in one line.

    A `brief` one names the bodies.
    """
    yield Heading(2, plain("Who was there"), "who")
    if brief and session.partners:
        there = [typed(partner.name) for partner in session.partners if partner.attendance != "apologies"]
        yield Paragraph((*listed(there), *plain(".")))
        yield from _apologies(session)
        return
    lines = [line for partner in session.partners if (line := _partner(session, partner))]
    bare = [_named(partner) for partner in session.partners if _is_bare(session, partner)]
    if bare:
        lines.append(listed(bare))
    ids = {partner.id for partner in session.partners}
    lines += [_person(person) for person in _there(session) if person.partner_id not in ids]
    if lines:
        yield Bullets(tuple(lines))
    else:
        yield Paragraph(plain("Nobody was recorded by name; the room answered as one."))
    yield from _apologies(session)
    yield from _interests(session)


def _apologies(session: Session) -> Iterator[Block]:
    away = [_away(session, row) for row in meeting.attendees(session) if row.attendance == "apologies"]
    if away:
        yield Bullets(tuple(away), lead="Apologies")


def _is_bare(session: Session, partner: Partner) -> bool:
    """Whether nothing but its name is known of a partner that was there."""
    return partner.attendance == "there" and not partner.members and not any(_of(session, partner))


def _of(session: Session, partner: Partner) -> Iterator[Line]:
    """The people of a partner that were there."""
    return (_person(person) for person in _there(session) if person.partner_id == partner.id)


def _partner(session: Session, partner: Partner) -> Line:
    """ "ICB (NHS): Priya Shah, Director; Tom Okafor"; empty for one that sent apologies or is bare."""
    if partner.attendance == "apologies" and not any(_of(session, partner)):
        return ()
    if _is_bare(session, partner):
        return ()
    count = plain(words.number_of(partner.members, "person", "people")) if partner.members else ()
    people = joined(_of(session, partner), "; ")
    said = joined((count, people, _said(meeting.attendance(partner))), "; ")
    return joined((_named(partner), said), ": ")


def _named(partner: Partner) -> Line:
    """ "ICB (NHS)"."""
    sector = plain(f" ({partner.sector})") if partner.sector != "other" else ()
    return (*typed(partner.name), *sector)


def _interests(session: Session) -> Iterator[Block]:
    declared = [(row, row.interests) for row in meeting.attendees(session) if row.interests]
    if declared:
        lines = ((*typed(row.name), *plain(": "), *typed(text)) for row, text in declared)
        yield Bullets(tuple(lines), lead="Interests declared")


def _there(session: Session) -> Iterator[Person]:
    return (person for person in session.people if person.attendance != "apologies")


def _person(person: Person) -> Line:
    """ "Priya Shah, Director, came late"; who is in the chair stands above."""
    role = typed(person.role) if person.role else ()
    return joined((typed(person.name), role, _said(meeting.attendance(person))), ", ")


def _said(text: str) -> Line:
    return plain(text) if text else ()


def _away(session: Session, attendee: Attendee) -> Line:
    """Who sent apologies: "Priya Shah, Director (ICB)"."""
    if isinstance(attendee, Partner):
        return typed(attendee.name)
    name = joined((typed(attendee.name), typed(attendee.role) if attendee.role else ()), ", ")
    if attendee.partner_id is None:
        return name
    return (*name, *plain(" ("), *words.partner_name(session, attendee.partner_id), *plain(")"))
