"""The last pages of the summary: notes, decisions, parked points, actions, time, and what it stands on."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from sessions import meeting, plan, schedule, words
from sessions.analysis.spreads import AGREE_FROM, FEWEST_ANSWERS, SPLIT_UNDER
from sessions.analysis.whole import due_order
from sessions.edits.agenda import PASSED_THROUGH
from sessions.kinds.score.records import BALLOTS
from sessions.origins import origins
from sessions.record import Session
from sessions.rows import Action, Activity, MaterialActivity, Note, NoteKind
from sessions.scope import NOT_APPLYING, items_not_applying
from sessions.spans import Line, plain, typed
from sessions.summary.model import Block, Bullets, Cell, Facts, Heading, Paragraph, TableBlock
from sessions.voices import recusals_on

_HOW_TO_READ = (
    "How to read the words: the consensus of Tastle and Wierman (2007, doi 10.1016/j.ijar.2006.06.024) "
    "is 1 where all answers lie on one level and 0 where half lie at each end of the scale. "
    f"We say that views agree from {AGREE_FROM:.2f}, are split under {SPLIT_UNDER:.2f}, mixed between, "
    f"and that there are too few answers under {FEWEST_ANSWERS}. The agreed level is the room’s own. "
    "Where partners answered as bodies, each counts once, split over the levels by the shares of its people, "
    "and the median is that of the bodies’ medians; where people answered, each person counts once. "
    "A partner that answered only once stands by its first view. Don’t knows count as no level."
)


def note_blocks(session: Session) -> Iterator[Block]:
    """Evidence and comments on the session as a whole; nothing where there are none."""
    general = [note for note in session.notes if note.origin not in origins(session)]
    if any(note.kind in ("evidence", "comment") for note in general):
        yield Heading(2, plain("Notes on the session as a whole"), "notes")
    for kind, lead in (("evidence", "Evidence"), ("comment", "Comments")):
        if lines := tuple(typed(note.text) for note in general if note.kind == kind):
            yield Bullets(lines, lead=lead)


def decision_blocks(session: Session) -> Iterator[Block]:
    """All decisions and all parked points, with where they came from."""
    yield from _listed(session, "decision", "Decisions", "No decision was recorded.")
    yield from _listed(session, "parked", "Parked points", "No point was parked.")


def _listed(session: Session, kind: NoteKind, title: str, none: str) -> Iterator[Block]:
    yield Heading(2, plain(title), title.split()[0].lower())
    lines: list[Line] = []
    for note in session.notes:
        if note.kind == kind:
            origin = plain(f" (from {words.origin(session, note.origin)})")
            said = (*typed(note.text), *meeting.votes(note), *origin, *_without(session, note))
            lines.append((*said, *words.outcome(session, note)))
    yield Bullets(tuple(lines)) if lines else Paragraph(plain(none))


def _without(session: Session, note: Note) -> Line:
    """ " without ICB", after a decision on an item in which that takes no part."""
    out = recusals_on(session, note.origin or "") if note.kind == "decision" else {}
    names = words.partner_names(session, out)
    return (*plain(" without "), *names) if out else ()


def action_blocks(session: Session) -> Iterator[Block]:
    """All actions in one table: by owner, then by due date, those without one last, then by number."""
    yield Heading(2, plain("Actions"), "actions")
    if not session.actions:
        yield Paragraph(plain("No action was recorded."))
        return
    yield TableBlock(
        plain("All actions, by owner and due date"),
        ("No.", "Action", "Owner", "Due", "How we will know", "Status", "From"),
        tuple(_action_row(session, action) for action in sorted(session.actions, key=_by_owner)),
    )


def _by_owner(action: Action) -> tuple[bool, str, str, tuple[bool, date, bool], tuple[int, str]]:
    figures = re.search(r"\d+", action.id)
    return (
        not (action.owner or action.body),
        (action.owner or action.body).casefold(),
        action.body.casefold(),
        due_order(action),
        # A2 before A10
        (int(figures.group()) if figures else 0, action.id),
    )


def _action_row(session: Session, action: Action) -> tuple[Cell, ...]:
    return (
        plain(action.id),
        typed(action.text),
        words.owner(action),
        words.due(action) if action.due_words or action.due is None else action.due,
        typed(action.measure) if action.measure else plain("not said"),
        words.status(action),
        plain(words.origin(session, action.origin)),
    )


def missed_blocks(session: Session) -> Iterator[Block]:
    """What was not reached, and of that what was left for the next session."""
    yield Heading(2, plain("Not reached"), "not-reached")
    missed, later = plan.left(session), plan.left(session, "next session")
    named = {item_id: plain(words.origin(session, item_id)) for item_id in missed}
    if never := tuple(name for item_id, name in named.items() if item_id not in later):
        yield Paragraph(plain("Nothing was recorded on these."))
        yield Bullets(never)
    if postponed := tuple(name for item_id, name in named.items() if item_id in later):
        yield Bullets(postponed, lead="Left for the next session")
    if not missed:
        yield Paragraph(plain("Everything on the agenda was reached."))


def not_applying_blocks(session: Session) -> Iterator[Block]:
    """What does not apply here, and why; nothing where all of it does."""
    rows = {row.ref: row for row in items_not_applying(session).values()}
    rows |= {row.ref: row for row in NOT_APPLYING.of(session)}  # a section with its items, once
    if not rows:
        return
    yield Heading(2, plain("Does not apply here"), "not-applying")
    yield Paragraph(plain("These are counted nowhere: neither as not reached nor as not known."))
    names = {ref: plain(words.origin(session, ref)) for ref in rows}
    yield Bullets(tuple((*names[ref], *plain(": "), *typed(row.reason)) for ref, row in rows.items()))


def time_blocks(session: Session) -> Iterator[Block]:
    """What was planned and what was taken; nothing where no time was taken and no plan was changed."""
    seconds: Counter[str] = Counter()
    for spell in session.spells:
        seconds[spell.activity_id] += spell.seconds
    timed = any(taken >= PASSED_THROUGH for taken in seconds.values())
    changed = any(
        activity.planned is not None or activity.state != "planned" or activity.added
        for activity in session.agenda
    )
    if not (timed or changed):
        return
    yield Heading(2, plain("Time"), "time")
    rows = [_time_row(activity, seconds[activity.id]) for activity in session.agenda]
    rows.append(_total_row(session))
    yield TableBlock(plain("Minutes planned and taken"), ("Step", "Planned", "Taken"), tuple(rows))


def _total_row(session: Session) -> tuple[Cell, ...]:
    """All steps together: as first planned, as it stood in the end, and what was timed."""
    ids = {activity.id for activity in session.agenda}
    first = sum(map(schedule.planned, session.agenda))
    last = sum(activity.minutes for activity in session.agenda if activity.state == "planned")
    seconds = sum(spell.seconds for spell in session.spells if spell.activity_id in ids)
    plan = f"{first} min, then {last}" if last != first else f"{first} min"
    taken = f"{round(seconds / 60)} min" if seconds >= PASSED_THROUGH else "–"
    return (plain("All steps"), plain(plan), plain(taken))


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


def ground_blocks(session: Session) -> Iterator[Block]:
    """How to read the words, and the packs with their sources."""
    yield Heading(2, plain("What this stands on"), "ground")
    for pack in session.packs:
        yield Heading(3, plain(pack.name), f"ground-{pack.id}")
        rows = [("Edition", pack.edition), ("Source", pack.source.cite()), ("Note", pack.source.note)]
        for scale in pack.scales:
            levels = ", ".join(words.level(scale, level.number) for level in scale.levels)
            rows.append(("Levels", f"{scale.question} {levels}."))
        yield Facts(tuple((name, plain(value)) for name, value in rows if value))
    if BALLOTS.of(session):
        yield Paragraph(plain(_HOW_TO_READ), kind="quiet")
