"""How a record stands before and after it is signed off, for the screen and the shell. Knows no screen."""

from collections.abc import Iterator

from sessions import dates, meeting, sign_off, words
from sessions.chair import chairs
from sessions.kinds.registry import waiting
from sessions.record import Session
from sessions.rows import Attendee
from sessions.spans import Line, joined, plain, typed


def standing(session: Session) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """(heading, what stands under it), in the order in which it is gone through; no part of it is empty."""
    act = sign_off.approval(session)
    yield "Record", (sign_off.state_line(session), *((sign_off.approval_line(act),) if act else ()))
    if act is not None and act.amendments:
        yield "Amendments", tuple(map(typed, act.amendments))
    if left := tuple(_left(session)):
        yield "Still open", left
    names = [typed(person.name) for person in chairs(session)]
    yield "Chair", (joined(names, ", ") if names else plain("nobody is noted"),)
    yield "Who was there", tuple(_there(session)) or (plain("nobody is noted"),)
    away = [typed(row.name) for row in meeting.attendees(session) if row.attendance == "apologies"]
    yield "Apologies", tuple(away) or (plain("none"),)
    yield "Quorum", (sign_off.quorum_line(session) or plain("none is set"),)
    declared = [row for row in meeting.attendees(session) if row.interests]
    interests = tuple((*typed(row.name), *plain(": "), *typed(row.interests)) for row in declared)
    yield "Interests declared", interests or (plain("none"),)
    day = dates.show(session.next_meeting) if session.next_meeting else "not set"
    yield "Next meeting", (plain(day),)
    if acts := tuple(sign_off.acts(session)):
        yield "What was done", acts


def _there(session: Session) -> Iterator[Line]:
    """Each partner with its people in one line, and a line for each of nobody's."""
    here = [person for person in session.people if person.attendance != "apologies"]
    ids = {partner.id for partner in session.partners}
    for partner in session.partners:
        people = joined([_named(person) for person in here if person.partner_id == partner.id], ", ")
        if people or partner.attendance != "apologies":
            yield joined((_named(partner), people), ": ")
    yield from (_named(person) for person in here if person.partner_id not in ids)


def _named(row: Attendee) -> Line:
    """ "Priya Shah (came late, at 10:20)"."""
    said = meeting.attendance(row)
    return (*typed(row.name), *(plain(f" ({said})") if said else ()))


def _left(session: Session) -> Iterator[Line]:
    """What is well settled before a record is made final, a line each; none of it has to be."""
    if session.final_at is not None:
        return
    for ref in waiting(session):
        yield (*plain(words.origin(session, ref)), *plain(": answered, not revealed, and left out"))
    parked = sum(note.is_parked for note in session.notes)
    nobodys = sum(not (action.owner or action.body) for action in session.open_actions())
    undated = sum(action.due is None and not action.due_words for action in session.open_actions())
    for number, singular, plural in (
        (parked, "parked point that nothing became of", "parked points that nothing became of"),
        (nobodys, "action that nobody has", "actions that nobody has"),
        (undated, "action without a date", "actions without a date"),
    ):
        if number:
            yield plain(words.number_of(number, singular, plural))
