"""Where a session is: the head of the screen, its clock, and the rows of the agenda."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sessions import dates, plan, schedule
from sessions.analysis.whole import reached as reached_items
from sessions.aspects import aspect_of, item_of
from sessions.kinds.registry import waiting
from sessions.record import Session
from sessions.rows import Activity, Stop
from sessions.scope import items_not_applying, why_not
from workshop.steps.registry import view_at, view_of
from workshop.steps.scene import Scene
from workshop.steps.view import NEXT

PICTURE = "The picture"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the session a stop is."""

    session: str  # the place, or the title where none was named
    activity: str
    progress: str
    date: str = ""


def place(session: Session, stop: Stop) -> Place:
    """Session, activity and position, for the head of the screen."""
    activity = session.activity(stop.activity_id)
    when = dates.show(session.date) if session.date else ""
    steps = [step.id for step in session.agenda if step.state == "planned"]
    progress = f"Step {steps.index(activity.id) + 1} of {len(steps)}" if activity.id in steps else ""
    if stop.part in ("item", "picture") and stop.ref:
        item_id = item_of(stop.ref)
        pack, ids = session.pack_of(item_id), _items_alike(session, activity, item_id)
        if why_not(session, stop.ref) is not None:
            progress += " · does not apply"
        elif item_id in ids:
            progress += f" · {pack.title_of(item_id)} {ids.index(item_id) + 1} of {len(ids)}"
    return Place(session.place or session.title, activity.title, progress, when)


def _items_alike(session: Session, activity: Activity, item_id: str) -> list[str]:
    """Ids of the items of its pack in steps of the kind; what goes on with another step counts its own."""
    alike = {activity.id}
    if activity.follows_step is None:
        alike = {a.id for a in session.agenda if a.kind == activity.kind and a.follows_step is None}
    stops = (stop for stop in plan.stops(session) if stop.part == "item" and stop.activity_id in alike)
    refs = dict.fromkeys(item_of(stop.ref) for stop in stops)
    out = items_not_applying(session)
    return [ref for ref in refs if ref not in out and session.pack_of(ref) == session.pack_of(item_id)]


Words = Mapping[schedule.Stage, str]  # what to say of a countdown
MARKS: Words = {"running": "", "last fifth": "▲ ", "closing": "▲▲ ", "over": "■ "}
TO_FACILITATOR: Words = {
    "running": "left",
    "last fifth": "left, wind up",
    "closing": "left, close now",
    "over": "over",
}
TO_ROOM: Words = {"running": "left", "last fifth": "left", "closing": "nearly over", "over": "over time"}
PAUSED: Words = {"running": "paused", "last fifth": "paused", "closing": "paused", "over": "over, paused"}


def countdown_words(clock: schedule.Clock, words: Words = TO_FACILITATOR) -> str:
    """ "07:40 left", "▲ 02:10 left, wind up", "▲▲ 00:20 left, close now", "■ 01:05 over"."""
    return f"{MARKS[clock.stage]}{schedule.figures(clock.left)} {words[clock.stage]}"


def time_words(session: Session, now: datetime, item_seconds: int | None = None) -> str:
    """The countdown of the step, that of the item where one is wanted, and whether we are on time."""
    clock, paused = schedule.clock(session, now), schedule.is_paused(session)
    words = PAUSED if paused else TO_FACILITATOR
    parts = [countdown_words(clock, words)] if clock is not None else ["paused"] if paused else []
    each = schedule.item_minutes(session, session.at) if session.at is not None else None
    if item_seconds is not None and each is not None:
        item = schedule.countdown(each, item_seconds)
        parts.append(f"item {countdown_words(item, words)}")
    if session.running is not None or session.spells:
        parts.append(schedule.in_words(schedule.behind(session, now)))
    return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A place of the agenda: ✓ answered or agreed, · an item with nothing recorded, – does not apply here.

    • is what is noted or acted on, or answered and still hidden, as all is that came in before the day.
    """

    stop: Stop
    mark: str
    words: str


def agenda_rows(session: Session, now: datetime) -> tuple[AgendaRow, ...]:
    """Every activity with its minutes and what it took, and below it its stops."""
    rows: list[AgendaRow] = []
    reached = reached_items(session)
    places = plan.stops(session)
    for activity in session.agenda:
        start = Stop(activity_id=activity.id)
        stops = [stop for stop in places if stop.activity_id == activity.id]
        rows.append(AgendaRow(stops[0] if stops else start, "", _activity_words(session, activity, now)))
        rows += [_stop_row(session, stop, reached) for stop in stops if stop.part != "start"]
    return tuple(rows)


def _activity_words(session: Session, activity: Activity, now: datetime) -> str:
    taken = schedule.taken(session, activity.id, now)
    minutes = f"{activity.minutes} min"
    if taken >= 30:
        minutes += f", took {max(1, round(taken / 60))}"
    state = "" if activity.state == "planned" else f" · {activity.state.upper()}"
    return f"{activity.title} ({minutes}){state}"


def _stop_row(session: Session, stop: Stop, reached: Collection[str]) -> AgendaRow:
    out = why_not(session, stop.ref) if stop.part in ("item", "section", "closing", "picture") else None
    if stop.part == "item":
        item, aspect = session.item(stop.ref), aspect_of(stop.ref)
        asked = f" · {aspect.name}" if aspect else ""
        if out is not None:
            return AgendaRow(stop, "–", f"    {item.number} {item.name}{asked} · does not apply")
        answered, outcome = view_of(session.activity(stop.activity_id)).outcome(session, stop.ref)
        if answered and not outcome and stop.ref in waiting(session):
            answered, outcome = False, "answered, not revealed"
        mark = "✓" if answered else "•" if item.id in reached else "·"
        outcome = f" · {outcome}" if outcome else ""
        return AgendaRow(stop, mark, f"    {item.number} {item.name}{asked}{outcome}")
    titles = {"section": "What it is about", "closing": NEXT, "picture": PICTURE}
    scene = Scene(session, stop, date.min)
    title = titles[stop.part] if stop.part in titles else view_at(scene).page(scene).title
    if stop.part == "picture" and stop.ref:
        item = session.item(stop.ref)
        title = f"{item.number} {item.name} · {PICTURE[0].lower()}{PICTURE[1:]}"
    return AgendaRow(stop, "–" if out else "", f"    {title}{' · does not apply' if out else ''}")
