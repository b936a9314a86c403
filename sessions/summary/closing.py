"""The last pages of the summary: notes on the whole, what does not apply, time, and what it stands on."""

from collections import Counter
from collections.abc import Iterator

from sessions import schedule, sign_off, words
from sessions.analysis.spreads import AGREE_FROM, FEWEST_ANSWERS, SPLIT_UNDER
from sessions.edits.agenda import PASSED_THROUGH
from sessions.kinds.score.records import BALLOTS
from sessions.material import OURS
from sessions.origins import origins
from sessions.record import Session
from sessions.rows import Activity, MaterialActivity
from sessions.scope import NOT_APPLYING, items_not_applying
from sessions.spans import plain, typed
from sessions.summary.model import Block, Bullets, Cell, Facts, Heading, Paragraph, TableBlock

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
    caption = plain("Minutes planned and taken")
    yield TableBlock(caption, ("Step", "Planned", "Taken"), tuple(rows), detail=True)


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
    return (typed(activity.title), plain(plan), plain(taken))


def sign_off_blocks(session: Session) -> Iterator[Block]:
    """How the record was signed off, opened again and approved; nothing where it never was."""
    if not (lines := tuple(sign_off.acts(session))):
        return
    yield Heading(2, plain("Sign-off"), "sign-off")
    yield Bullets(lines)


def amendment_blocks(session: Session) -> Iterator[Block]:
    """What is to be read otherwise; nothing where it was approved as it stands, or not at all."""
    act = sign_off.approval(session)
    if act is not None and act.amendments:
        yield Heading(2, plain("Amendments"), "amendments")
        yield Bullets(tuple(map(typed, act.amendments)), numbered=True)


def foot_blocks(session: Session, record: str, *, brief: bool = False) -> Iterator[Block]:
    """The last line of what is written: draft or final, and the checksum of the record, if there is one."""
    if record:
        yield Paragraph(sign_off.checksum_line(session, record, brief=brief), style="quiet")


def ground_blocks(session: Session) -> Iterator[Block]:
    """The packs with edition and source; in the full record their levels, and how to read the words."""
    packs = [pack for pack in session.packs if pack.id != OURS]  # of what the room added, it is the source
    if not packs:
        return
    yield Heading(2, plain("What this stands on"), "ground")
    yield Bullets(
        tuple(plain(f"{pack.name}, edition {pack.edition}: {pack.source.cite()}.") for pack in packs)
    )
    for pack in packs:
        rows = [("Note", pack.source.note)]
        for scale in pack.scales:
            levels = ", ".join(words.level(scale, level.number) for level in scale.levels)
            rows.append(("Levels", f"{scale.question} {levels}."))
        if facts := tuple((name, plain(value)) for name, value in rows if value):
            yield Heading(3, plain(pack.name), f"ground-{pack.id}", detail=True)
            yield Facts(facts, detail=True)
    if BALLOTS.of(session):
        yield Paragraph(plain(_HOW_TO_READ), style="quiet", detail=True)
