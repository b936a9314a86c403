"""Sessions of one partnership, one after the other: what a new one takes on from those before.

An action that is still open goes on as the same one, with its identity, dates and remarks. The records of the
sessions before are not touched: each keeps what was said in it.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence

from sessions import meeting, words
from sessions.chains import each_behind
from sessions.edit import next_label
from sessions.kinds.registry import kinds, revealed_only
from sessions.kinds.review import ReviewActivity, since_last_time
from sessions.origins import origins
from sessions.record import Session
from sessions.rows import Action, Activity, Held, Note, Remark, Series, Standing, uid_from
from sessions.spans import Line, listed, plain, plain_text, typed

Chain = Sequence[Session]
"""Sessions of a series, each followed by the one that it is the next after: the latest comes first."""


def series_of(session: Session) -> Series:
    """The series that a session belongs to; one that begins with it, where it has none yet."""
    return session.series or Series(id=uid_from("series", session.id))


def place_in(session: Session, before: Chain, *, took_on: bool = True) -> Series:
    """The series of a session that is the next one after the first of `before`."""
    last, own = before[0], series_of(session)
    return Series(
        id=series_of(before[-1]).id,
        previous=last.id,
        previous_title=last.title,
        previous_on=last.date,
        next_meeting=own.next_meeting,
        earlier=_held(before),
        took_on=took_on,
        notes_talk=took_on,
        standing=standing(before),
    )


def _held(before: Chain) -> tuple[Held, ...]:
    """The sessions before the first one: as they are, and of those that are not here as they were told."""
    known = {
        held.id: held
        for session in reversed(before)
        for held in (session.series.held if session.series else ())
    }
    known |= {session.id: Held(id=session.id, title=session.title, on=session.date) for session in before[1:]}
    known.pop(before[0].id, None)
    return tuple(known.values())


def in_order(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Sessions with every one behind those that it goes on from, and besides that as they were made."""
    oldest_first = sorted(sessions, key=lambda session: (session.created_at, session.id))
    known = {session.id: session for session in oldest_first}
    return tuple(each_behind(known, _previous).values())


def _previous(session: Session) -> str | None:
    return session.series.previous if session.series is not None else None


def latest(before: Chain) -> Iterator[tuple[Session, Action]]:
    """Every action of these sessions, each as it stands in the last one that has it."""
    known: set[str] = set()
    for session in before:
        new = [action for action in session.actions if action.uid not in known]
        known.update(action.uid for action in new)
        yield from ((session, action) for action in new)


def closed_before(session: Session, before: Chain) -> tuple[tuple[Session, Action], ...]:
    """(session that has it last, action) of each that was closed before a session and is not in it."""
    here = {action.uid for action in session.actions}
    return tuple(pair for pair in latest(before) if not pair[1].is_open and pair[1].uid not in here)


def carried(session: Session, before: Chain, now: dt.datetime) -> tuple[Action, ...]:
    """The actions that are open in the sessions before and not in this one, as they go on in it.

    One keeps its number as long as no other one has that here; `now` is aware.
    """
    here, labels = {action.uid for action in session.actions}, [action.id for action in session.actions]
    actions: list[Action] = []
    for held_in, action in latest(before):
        if action.is_open and action.uid not in here:
            actions.append(taken_over(session, action, held_in, now, labels))
            labels.append(actions[-1].id)
    return tuple(actions)


def taken_over(
    session: Session, action: Action, held_in: Session, now: dt.datetime, taken: Collection[str]
) -> Action:
    """An action of an earlier session in this one, under a number that is not `taken`.

    What it came from is remarked on it where this session knows no such place, and so is another number.
    """
    fields: dict[str, object] = {"carried_from": held_in.id}
    said: list[str] = []
    if action.origin is not None and action.origin not in origins(session):
        fields["origin"] = None
        said.append(f"From {words.origin(held_in, action.origin)}")
    if action.id in taken:
        fields["id"] = next_label("A", taken)
        said.append(f"{action.id} in {_named(held_in)}")
    remarks = (Remark(text=text, session_id=held_in.id, noted=True, at=now) for text in said)
    return action.model_copy(update={**fields, "remarks": (*action.remarks, *remarks)})


def _named(session: Session) -> str:
    series = Series(id="", previous=session.id, previous_title=session.title, previous_on=session.date)
    return plain_text(meeting.session_before(series, session.id))


def parked_before(session: Session, before: Chain) -> tuple[Note, ...]:
    """The points that are parked in the last session before and not in this one, as they go on in it."""
    here, known = {note.uid for note in session.notes}, origins(session)
    labels = [note.id for note in session.notes]
    points: list[Note] = []
    for held_in in up_to_date(before):
        for note in held_in.notes:
            if note.is_parked and note.uid not in here:
                label = next_label("N", labels) if note.id in labels else note.id
                origin = note.origin if note.origin in known else None
                points.append(note.model_copy(update={"id": label, "origin": origin}))
                here.add(note.uid)
                labels.append(label)
    return tuple(points)


def up_to_date(before: Chain) -> Chain:
    """The last session; and with one that took nothing on, those before it whose points it has not."""
    for many, session in enumerate(before, start=1):
        if session.series is None or session.series.took_on:
            return before[:many]
    return before


def standing(before: Chain) -> tuple[Standing, ...]:
    """What was decided in the sessions before, and which risks were rated, the latest word of each."""
    found: dict[tuple[str, str], Standing] = {}
    for session in before:
        seen = revealed_only(session)
        rows = [*_decided(seen), *(row for kind in kinds() for tell in kind.standing for row in tell(seen))]
        for row in (*rows, *(session.series.standing if session.series else ())):
            found.setdefault((row.kind, row.uid), row)
    return tuple(row for row in found.values() if row.stands)


def _decided(seen: Session) -> Iterator[Standing]:
    for note in seen.notes:
        if note.is_decision:
            said = plain_text(meeting.votes(note)).strip(" ()")
            yield Standing(kind="decision", uid=note.uid, text=note.text, said=said, session_id=seen.id)


def review_first(agenda: Sequence[Activity]) -> tuple[Activity, ...]:
    """An agenda that opens with the review of what is open: its own, or one that is added to it."""
    own = next((step for step in agenda if isinstance(step, ReviewActivity)), None)
    first = own or since_last_time(next_label("s", (step.id for step in agenda)))
    return (first, *(step for step in agenda if step is not own))


def opens_with_review(session: Session) -> bool:
    """Whether there is something of a session before to begin with."""
    own = session.series
    if own is None or own.previous is None:
        return False
    return bool(session.open_actions() or own.standing or any(note.is_parked for note in session.notes))


def not_spoken_of(session: Session) -> tuple[Action, ...]:
    """Open actions that came from a session before, and of which nothing was said in this one."""
    if session.at is None or session.series is None or not session.series.notes_talk:
        return ()
    return tuple(
        action for action in session.open_actions() if action.carried_from and action.spoken_of != session.id
    )


def is_over(session: Session, today: dt.date) -> bool:
    """Whether a session was held: what was open before it can't be brought up in it any more."""
    past = session.date is not None and session.date < today
    return session.final_at is not None or past or (session.at is not None and session.summary_at is not None)


def taken_on(session: Session) -> str:
    """ "2 partners, 3 open actions and 1 parked point", of a session that has just been made."""
    counts = (
        (len(session.partners), "partner", "partners"),
        (len(session.open_actions()), "open action", "open actions"),
        (sum(note.is_parked for note in session.notes), "parked point", "parked points"),
    )
    return plain_text(listed([plain(words.number_of(*count)) for count in counts]))


def standing_line(series: Series, row: Standing) -> Line:
    """ "We meet monthly (Steering group, 22 Oct 2026)"; with how a risk was rated."""
    said = (*plain(": "), *typed(row.said)) if row.said else ()
    where = meeting.session_before(series, row.session_id)
    return (*typed(row.text), *said, *plain(" ("), *where, *plain(")"))
