"""What the room put first: every dot vote with its ranking, and what time the agenda took."""

from __future__ import annotations

from collections.abc import Iterator

from sessions import analysis, schedule
from sessions.edits.agenda import PASSED_THROUGH
from sessions.kinds.prioritise.records import VOTES, Ranked, dots_of, ranking
from sessions.record import Session
from sessions.rows import Activity
from sessions.summary import words
from sessions.summary.model import Block, Heading, Line, Paragraph, Table


def vote_blocks(session: Session) -> Iterator[Block]:
    """Every vote in which somebody placed dots; nothing where there was none."""
    voted = {one.activity_id for one in VOTES.of(session)}
    activities = [one for one in session.agenda if one.id in voted]
    if activities:
        yield Heading(2, words.plain("Priorities"), "priorities")
    for activity in activities:
        yield Heading(3, words.plain(activity.title), f"vote-{activity.id}")
        yield from _vote(session, activity)


def _vote(session: Session, activity: Activity) -> Iterator[Block]:
    votes = dots_of(session, activity.id)
    rule = "all on one allowed" if activity.stack else "at most one on each"
    who = words.number_of(len(votes), "partner", "partners")
    each = words.number_of(activity.dots, "dot", "dots")
    how = f"up to {each} each, {rule}" if activity.dots > 1 else "one dot each"
    yield Paragraph(words.plain(f"{who} placed {how}."))
    ranked = ranking(session, activity.id, analysis.candidates(session, activity))
    named = session.as_bodies
    header = ("Place", "What", "Dots", *(("From",) if named else ()))
    rows = tuple(_row(session, activity, one, named=named) for one in ranked if one.dots)
    yield Table(words.plain(f"Ranking: {activity.title}"), header, rows)
    without = words.joined(
        (_candidate(session, one.candidate) for one in ranked if not one.dots), between="; "
    )
    if without:
        yield Paragraph((*words.plain("No dots: "), *without, *words.plain(".")), kind="quiet")


def _row(session: Session, activity: Activity, one: Ranked, *, named: bool) -> tuple[Line, ...]:
    cells: tuple[Line, ...] = (
        words.plain(one.place_words),
        _candidate(session, one.candidate),
        words.plain(str(one.dots)),
    )
    if not named:
        return cells
    votes = dots_of(session, activity.id)
    givers = [
        (*words.typed(voice.name), *words.plain(f" {count}" if activity.stack else ""))
        for voice in session.voices()
        if voice.id in votes and (count := dict(votes[voice.id].counts).get(one.candidate, 0))
    ]
    return (*cells, words.joined(givers, between=", "))


def _candidate(session: Session, candidate: str) -> Line:
    """An item by number and name, an action by number and text."""
    if "/" in candidate:
        return words.plain(words.origin(session, candidate))
    action = next((one for one in session.actions if one.id == candidate), None)
    return (*words.plain(f"{candidate} "), *words.typed(action.text)) if action else words.plain(candidate)


# --- time -----------------------------------------------------------------------------------------


def time_blocks(session: Session) -> Iterator[Block]:
    """What was planned and what was taken; nothing where no time was taken and no plan was changed."""
    seconds = {one.activity_id: one.seconds for one in session.spells}
    timed = any(one >= PASSED_THROUGH for one in seconds.values())
    changed = any(one.planned is not None or one.state != "planned" or one.added for one in session.agenda)
    if not (timed or changed):
        return
    yield Heading(2, words.plain("Time"), "time")
    yield Table(
        words.plain("Minutes planned and taken"),
        ("Step", "Planned", "Taken"),
        (*(_time_row(one, seconds.get(one.id, 0)) for one in session.agenda), _total_row(session)),
    )


def _total_row(session: Session) -> tuple[Line, ...]:
    """All steps together: as first planned, as it stood in the end, and what was timed."""
    ids = {one.id for one in session.agenda}
    first = sum(schedule.planned(one) for one in session.agenda)
    last = sum(one.minutes for one in session.agenda if one.state == "planned")
    seconds = sum(one.seconds for one in session.spells if one.activity_id in ids)
    return (
        words.plain("All steps"),
        words.plain(f"{first} min" + (f", then {last}" if last != first else "")),
        words.plain(f"{round(seconds / 60)} min" if seconds >= PASSED_THROUGH else "–"),
    )


def _time_row(activity: Activity, seconds: int) -> tuple[Line, ...]:
    planned = schedule.planned(activity)
    plan = f"{planned} min"
    if activity.added:
        plan = f"added, {activity.minutes} min"
    elif planned != activity.minutes:
        moved = not planned and activity.item_ids  # the rest of another step
        plan = f"moved here, {activity.minutes} min" if moved else f"{planned} min, then {activity.minutes}"
    taken = f"{max(1, round(seconds / 60))} min" if seconds >= PASSED_THROUGH else "–"
    if activity.state == "skipped":
        taken = "skipped" if taken == "–" else f"{taken}, then skipped"
    elif activity.state == "next session":
        taken = "for the next session" if taken == "–" else f"{taken}, the rest next time"
    return (words.plain(activity.title), words.plain(plan), words.plain(taken))
