"""What the room put first: every dot vote with its ranking, and what time the agenda took."""

from __future__ import annotations

from collections.abc import Iterator

from sessions import analysis, schedule, votes, words
from sessions.edits.agenda import PASSED_THROUGH
from sessions.record import Activity, Session
from sessions.spans import Line, joined, plain, typed
from sessions.summary.model import Block, Cell, Heading, Paragraph, Table
from sessions.votes import Ranked


def vote_blocks(session: Session) -> Iterator[Block]:
    """Every vote in which somebody placed dots; nothing where there was none."""
    voted = {vote.activity_id for vote in session.votes}
    activities = [activity for activity in session.agenda if activity.id in voted]
    if activities:
        yield Heading(2, plain("Priorities"), "priorities")
    for activity in activities:
        yield Heading(3, plain(activity.title), f"vote-{activity.id}")
        yield from _vote(session, activity)


def _vote(session: Session, activity: Activity) -> Iterator[Block]:
    placed = session.dots_of(activity.id)
    rule = "all on one allowed" if activity.stack else "at most one on each"
    who = words.number_of(len(placed), "partner", "partners")
    each = words.number_of(activity.dots, "dot", "dots")
    how = f"up to {each} each, {rule}" if activity.dots > 1 else "one dot each"
    yield Paragraph(plain(f"{who} placed {how}."))
    ranking = votes.ranking(session, activity.id, analysis.candidates(session, activity))
    named = session.as_bodies
    header = ("Place", "What", "Dots", *(("From",) if named else ()))
    rows = tuple(_row(session, activity, ranked, named=named) for ranked in ranking if ranked.dots)
    yield Table(plain(f"Ranking: {activity.title}"), header, rows)
    without = joined(
        (words.candidate(session, ranked.candidate) for ranked in ranking if not ranked.dots), between="; "
    )
    if without:
        yield Paragraph((*plain("No dots: "), *without, *plain(".")), kind="quiet")


def _row(session: Session, activity: Activity, ranked: Ranked, *, named: bool) -> tuple[Cell, ...]:
    cells: tuple[Cell, ...] = (
        plain(words.place(ranked)),
        words.candidate(session, ranked.candidate),
        ranked.dots,
    )
    if not named:
        return cells
    placed = session.dots_of(activity.id)
    givers = [
        (*typed(voice.name), *plain(f" {count}" if activity.stack else ""))
        for voice in session.voices()
        if voice.id in placed and (count := dict(placed[voice.id].counts).get(ranked.candidate, 0))
    ]
    return (*cells, joined(givers, between=", "))


# --- time -----------------------------------------------------------------------------------------


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


def _total_row(session: Session) -> tuple[Line, ...]:
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
    return (plain(activity.title), plain(plan), plain(taken))
