"""What the room sees of a stop, with what the facilitator's window shows there beyond the record."""

from dataclasses import replace
from datetime import date, datetime

from sessions import schedule
from sessions.kinds.registry import revealed_only
from sessions.meeting import REHEARSAL
from sessions.record import Session
from sessions.remember import remembered
from sessions.rows import Stop
from sessions.wall import WallState
from workshop.steps.position import PAUSED, TO_ROOM, Words, countdown_words
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.steps.welcome import occasion
from workshop.wall.model import Time, Wall

BLANK = Wall("", blank=True)


@remembered
def wall(session: Session, stop: Stop | None, today: date) -> Wall:
    """What the room sees at a stop, but for the time; None: the session has not begun."""
    if stop is None:
        return Wall(session.title, statement=occasion(session), cover=True, place=session.place)
    scene = Scene(session, stop, today)
    return replace(view_at(scene).wall(scene), place=session.place)


def shown(
    session: Session, stop: Stop | None, today: date, now: datetime, state: WallState | None
) -> tuple[Wall, int]:
    """(what the room sees, which page of it, from 0). The state of another stop is left out, but for a blank.

    `now` must be aware.
    """
    if state is not None and state.blank:
        return BLANK, 0
    here = state if state is not None and state.at == stop else None
    time, item_time = _times(session, stop, here, now)
    room = replace(
        wall(session, stop, today),
        time=time,
        item_time=item_time,
        typing=here.typing if here else None,
    )
    if session.rehearsal:
        room = replace(room, tally=" · ".join(filter(None, (REHEARSAL, room.tally))))
    return room, here.page if here else 0


def _times(
    session: Session, stop: Stop | None, here: WallState | None, now: datetime
) -> tuple[Time | None, Time | None]:
    """(the countdown to show large, one beside it): those inside the step, else of the step and the item."""
    words = PAUSED if schedule.is_paused(session) else TO_ROOM
    own = schedule.own_clocks(session, stop, now) if stop is not None else ()
    if own:
        first, *more = (_time(clock, words, f"{timed.what} ") for timed, clock in own)
        return first, more[0] if more else None
    clock = schedule.clock(session, now)
    return None if clock is None else _time(clock, words), _item_time(session, here, now)


def _item_time(session: Session, here: WallState | None, now: datetime) -> Time | None:
    """The countdown of the item that was reached; None where none is wanted.

    Minutes of its own are shown with the answers that they were planned by, and not before.
    """
    if here is None or here.at is None or here.at.part != "item":
        return None
    minutes = schedule.item_minutes(revealed_only(session), here.at)
    if minutes is None:
        return None
    clock = schedule.countdown(minutes, schedule.passed(session, here.since, now))
    words = PAUSED if schedule.is_paused(session) else TO_ROOM
    return Time(f"item {countdown_words(clock, words)}", clock.stage)


def _time(clock: schedule.Clock, words: Words, what: str = "") -> Time:
    return Time(f"{what}{countdown_words(clock, words)}", clock.stage, schedule.figures(clock.left))
