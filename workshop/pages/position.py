"""Where a session is: the head of the screen, its clock, and the rows of the agenda."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from sessions import analysis, dates, plan, schedule
from sessions.kinds.discuss import top_items
from sessions.kinds.score.records import agreement_on, standing_ballots
from sessions.record import Session
from sessions.rows import Activity, ActivityState, Stop
from workshop.pages.model import Place
from workshop.pages.stops import page


def place(session: Session, stop: Stop) -> Place:
    """Session, activity and position, for the head of the screen."""
    activity = session.activity(stop.activity_id)
    when = dates.show(session.date) if session.date else ""
    steps = [one.id for one in session.agenda if one.state == "planned"]
    progress = f"Step {steps.index(activity.id) + 1} of {len(steps)}" if activity.id in steps else ""
    if stop.part == "item":
        pack = session.pack_of(stop.ref)
        if activity.follows is not None:
            ids = list(top_items(session, activity))
        else:
            alike = {one.id for one in session.agenda if one.kind == activity.kind and one.follows is None}
            on_the_way = (one for one in plan.stops(session) if one.part == "item")
            refs = dict.fromkeys(one.ref for one in on_the_way if one.activity_id in alike)
            ids = [one for one in refs if session.pack_of(one) == pack]
        if stop.ref in ids:
            progress += f" · {pack.item_title} {ids.index(stop.ref) + 1} of {len(ids)}"
    return Place(session.place or session.title, activity.title, progress, when)


_STAGE_WORDS: Mapping[schedule.Stage, str] = {
    "running": "left",
    "last fifth": "left, wind up",
    "closing": "left, close now",
    "over": "over",
}
_STAGE_MARKS: Mapping[schedule.Stage, str] = {
    "running": "",
    "last fifth": "▲ ",
    "closing": "▲▲ ",
    "over": "■ ",
}


def countdown_words(clock: schedule.Clock, words: Mapping[schedule.Stage, str] = _STAGE_WORDS) -> str:
    """ "07:40 left", "▲ 02:10 left, wind up", "▲▲ 00:20 left, close now", "■ 01:05 over"."""
    return f"{_STAGE_MARKS[clock.stage]}{schedule.figures(clock.left)} {words[clock.stage]}"


def time_words(session: Session, now: datetime, item_seconds: int | None = None) -> str:
    """The countdown of the step, that of the item where one is wanted, and whether we are on time."""
    clock = schedule.clock(session, now)
    parts = [countdown_words(clock)] if clock is not None else []
    if item_seconds is not None and session.item_minutes is not None:
        item = schedule.countdown(session.item_minutes, item_seconds)
        parts.append(f"item {countdown_words(item)}")
    if session.running is not None or session.spells:
        parts.append(schedule.in_words(schedule.behind(session, now)))
    return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A place of the agenda: ✓ answered or agreed, • noted or acted on, · an item with nothing recorded."""

    stop: Stop
    mark: str
    words: str


def activity_state(word: str) -> ActivityState:
    """One of the states that an activity can be in. Raises StopIteration for any other word."""
    return next(one for one in get_args(ActivityState) if one == word)


def agenda_rows(session: Session, now: datetime) -> tuple[AgendaRow, ...]:
    """Every activity with its minutes and what it took, and below it its stops."""
    rows: list[AgendaRow] = []
    reached = analysis.reached(session)
    places = plan.stops(session)
    for activity in session.agenda:
        start = Stop(activity_id=activity.id)
        mine = [one for one in places if one.activity_id == activity.id]
        rows.append(AgendaRow(mine[0] if mine else start, "", _activity_words(session, activity, now)))
        rows += [_stop_row(session, one, reached) for one in mine if one.part != "start"]
    return tuple(rows)


def _activity_words(session: Session, activity: Activity, now: datetime) -> str:
    taken = schedule.taken(session, activity.id, now)
    minutes = f"{activity.minutes} min"
    if taken >= 30:
        minutes += f", took {max(1, round(taken / 60))}"
    state = "" if activity.state == "planned" else f" · {activity.state.upper()}"
    return f"{activity.title} ({minutes}){state}"


def _stop_row(session: Session, stop: Stop, reached: Collection[str]) -> AgendaRow:
    if stop.part == "item":
        item = session.item(stop.ref)
        agreed = agreement_on(session, item.id)
        level = f" · agreed {agreed.level}" if agreed else ""
        answered = agreed is not None or bool(standing_ballots(session, item.id))
        mark = "✓" if answered else "•" if item.id in reached else "·"
        return AgendaRow(stop, mark, f"    {item.number} {item.name}{level}")
    if stop.part == "reading":
        return AgendaRow(stop, "", f"    {page(session, stop, date.min).title}")
    words = "What it is about" if stop.part == "section" else "What we do next"
    return AgendaRow(stop, "", f"    {words}")
