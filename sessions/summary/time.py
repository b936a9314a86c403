"""What time the agenda was planned to take, and took."""

from __future__ import annotations

from collections.abc import Iterator

from sessions import schedule
from sessions.edits.agenda import PASSED_THROUGH
from sessions.record import Session
from sessions.rows import Activity, MaterialActivity
from sessions.spans import plain
from sessions.summary.model import Block, Cell, Heading, Table


def time_blocks(session: Session) -> Iterator[Block]:
    """What was planned and what was taken; nothing where no time was taken and no plan was changed."""
    seconds = {spell.activity_id: spell.seconds for spell in session.spells}
    timed = any(taken >= PASSED_THROUGH for taken in seconds.values())
    changed = any(
        activity.planned is not None or activity.state != "planned" or activity.added
        for activity in session.agenda
    )
    if not (timed or changed):
        return
    yield Heading(2, plain("Time"), "time")
    yield Table(
        plain("Minutes planned and taken"),
        ("Step", "Planned", "Taken"),
        (
            *(_time_row(activity, seconds.get(activity.id, 0)) for activity in session.agenda),
            _total_row(session),
        ),
    )


def _total_row(session: Session) -> tuple[Cell, ...]:
    """All steps together: as first planned, as it stood in the end, and what was timed."""
    ids = {activity.id for activity in session.agenda}
    first = sum(map(schedule.planned, session.agenda))
    last = sum(activity.minutes for activity in session.agenda if activity.state == "planned")
    seconds = sum(spell.seconds for spell in session.spells if spell.activity_id in ids)
    return (
        plain("All steps"),
        plain(f"{first} min" + (f", then {last}" if last != first else "")),
        plain(f"{round(seconds / 60)} min" if seconds >= PASSED_THROUGH else "–"),
    )


def _time_row(activity: Activity, seconds: int) -> tuple[Cell, ...]:
    planned = schedule.planned(activity)
    plan = f"{planned} min"
    if activity.added:
        plan = f"added, {activity.minutes} min"
    elif planned != activity.minutes:
        moved = not planned and isinstance(activity, MaterialActivity) and activity.item_ids  # a rest
        plan = f"moved here, {activity.minutes} min" if moved else f"{planned} min, then {activity.minutes}"
    taken = f"{max(1, round(seconds / 60))} min" if seconds >= PASSED_THROUGH else "–"
    if activity.state == "skipped":
        taken = "skipped" if taken == "–" else f"{taken}, then skipped"
    elif activity.state == "next session":
        taken = "for the next session" if taken == "–" else f"{taken}, the rest next time"
    return (plain(activity.title), plain(plan), plain(taken))
