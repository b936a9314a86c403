"""Sessions of one partnership, one after the other: what a new one takes on from the one before.

An action that is still open goes on as the same one, with its identity, number, dates and remarks. The record
of the session before is not touched: it keeps what was said in it.
"""

import datetime as dt

from sessions import words
from sessions.origins import origins
from sessions.record import Session
from sessions.rows import Action, Note, Remark, Series, uid_from
from sessions.spans import listed, plain, plain_text


def series_of(session: Session) -> Series:
    """The series that a session belongs to; one that begins with it, where it has none yet."""
    return session.series or Series(id=uid_from("series", session.id))


def followed(session: Session, before: Session, now: dt.datetime, *, parked: bool = True) -> Session:
    """A new `session` as the next one after another: with its open actions and, if wanted, parked points.

    `now` is aware.
    """
    series = Series(
        id=series_of(before).id, previous=before.id, previous_title=before.title, previous_on=before.date
    )
    known = origins(session)
    actions = tuple(_carried(action, before, known, now) for action in before.open_actions())
    points = tuple(_parked_on(note, known) for note in before.notes if parked and note.is_parked)
    return session.model_copy(update={"series": series, "actions": actions, "notes": points})


def _carried(action: Action, before: Session, known: frozenset[str], now: dt.datetime) -> Action:
    """An action in the session after the one that it was open in; where it came from is remarked on there if
    the new session knows no such place.
    """
    fields: dict[str, object] = {"carried_from": before.id}
    if action.origin is not None and action.origin not in known:
        remark = Remark(text=f"From {words.origin(before, action.origin)}", session_id=before.id, at=now)
        fields |= {"origin": None, "remarks": (*action.remarks, remark)}
    return action.model_copy(update=fields)


def _parked_on(note: Note, known: frozenset[str]) -> Note:
    return note if note.origin is None or note.origin in known else note.model_copy(update={"origin": None})


def taken_on(session: Session) -> str:
    """ "2 partners, 3 open actions and 1 parked point", of a session that has just been made."""
    counts = (
        (len(session.partners), "partner", "partners"),
        (len(session.actions), "open action", "open actions"),
        (sum(note.is_parked for note in session.notes), "parked point", "parked points"),
    )
    return plain_text(listed([plain(words.number_of(*count)) for count in counts]))
