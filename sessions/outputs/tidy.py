"""The record as tidy tables: an entity a table, a thing a row, a value a cell. For csv, xlsx and json.

Ids are those of the record, so that two files can be joined; levels are the numbers that people say. Answers
of people, where they answer for themselves, name no partner with fewer than five of them: see
`sessions.analysis.items.show_by_partner`. What the room has not seen is in none of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import TypeAlias

from sessions import schedule, sign_off, words
from sessions.analysis.items import show_by_partner, spread_of, target_of
from sessions.aspects import item_of
from sessions.kinds.registry import asked_in
from sessions.kinds.score.records import AGREEMENTS, BALLOTS, ROUNDS_OF_ITEMS, Ballot, Earlier
from sessions.material import Item, Scale, Section
from sessions.outputs.asked import question, subject
from sessions.outputs.unfolded import DISSENTS, Cells, unfold
from sessions.record import TABLES, Session
from sessions.returns import RETURNS
from sessions.rows import Row
from sessions.scope import why_not
from sessions.spans import plain_text
from sessions.voices import recusals_on

Value: TypeAlias = str | int | float | bool | date | datetime | None
TOLD_APART = frozenset({BALLOTS.name, ROUNDS_OF_ITEMS.name, AGREEMENTS.name, RETURNS.name})
"""Tables of the record that stand here in a form of their own; all others as they are."""
NOT_TOLD = "not told: fewer than five answered"
"""Stands for the partner where people answer for themselves and fewer than five of one did: never a 0."""
_OF_PARTNERS = ("id", "name", "sector", "members", "attendance", "came_at", "left_at", "interests")
_STAMPS = frozenset({"uid", "author", "counter"})
_ABOUT_WHAT = frozenset({"item_id", "activity_id", "at"})
_WHO_SAID = frozenset({"partner_id", "before", "people"})


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` have one value a column. A time is aware; a number that is not known is None."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    is_mark: bool = False
    """Whether its rows say no more than that the room has seen something: nothing to people."""


def tables(seen: Session, record: str = "") -> tuple[Table, ...]:
    """All tables that have rows, of what the room has seen; `session` first, those of the kinds last.

    The session has the checksum of the `record`, where that is known.
    """
    listed = (*_own(seen, record), *_of_kinds(seen))
    return tuple(table for table in listed if table.rows)


def _own(seen: Session, record: str) -> Iterator[Table]:
    yield _session(seen, record)
    yield _table("partners", "Partners", seen.partners, _OF_PARTNERS)
    yield _people(seen)
    yield _agenda(seen)
    yield _items(seen)
    yield _answers(seen)
    yield _spreads(seen)
    yield _agreed(seen)
    yield _dissents(seen)
    yield _answers_before(seen)
    yield _written_before(seen)
    yield _notes(seen)
    yield _actions(seen)
    yield _remarks(seen)
    yield _past_dues(seen)


def _session(seen: Session, record: str) -> Table:
    approval = sign_off.approval(seen)
    fields: dict[str, Value] = {
        "id": seen.id,
        "title": seen.title,
        "place": seen.place,
        "date": seen.date,
        "template": seen.template_id,
        "partners_answer_as_bodies": seen.as_bodies,
        "next_meeting": seen.next_meeting,
        "quorum": seen.quorum,
        "state": sign_off.state(seen),
        "final_at": seen.final_at,
        "final_by": seen.final_by or None,
        "approved_on": None if approval is None else approval.on or approval.at.date(),
        "amendments": None if approval is None else "\n".join(approval.amendments) or None,
        "reopened": len(seen.reopened),
        "record_sha256": record or None,
        "about_the_checksum": sign_off.NO_SIGNATURE if record else None,
    }
    return Table("session", "Session", tuple(fields), (tuple(fields.values()),))


def _table(table_id: str, title: str, rows: Iterable[Row], columns: tuple[str, ...]) -> Table:
    """Rows of the record with these of their fields."""
    values = (tuple(getattr(row, name) or None for name in columns) for row in rows)
    return Table(table_id, title, columns, tuple(values))


def _people(seen: Session) -> Table:
    columns = (
        "name",
        "partner_id",
        "partner",
        "role",
        "attendance",
        "came_at",
        "left_at",
        "chair",
        "interests",
    )
    rows = (
        (
            person.name,
            person.partner_id,
            _partner(seen, person.partner_id),
            person.role or None,
            person.attendance,
            person.came_at,
            person.left_at,
            person.chair,
            person.interests or None,
        )
        for person in seen.people
    )
    return Table("people", "People", columns, tuple(rows))


def _partner(seen: Session, partner_id: str | None) -> str | None:
    return None if partner_id is None else plain_text(words.partner_name(seen, partner_id))


def _agenda(seen: Session) -> Table:
    seconds: Counter[str] = Counter()
    for spell in seen.spells:  # each place of a step has one of its own
        seconds[spell.activity_id] += spell.seconds
    columns = ("id", "kind", "title", "state", "minutes_planned", "minutes", "seconds_taken", "pack_id")
    rows = (
        (
            step.id,
            step.kind,
            step.title,
            step.state,
            schedule.planned(step),
            step.minutes,
            seconds[step.id],
            getattr(step, "pack_id", None),
        )
        for step in seen.agenda
    )
    return Table("agenda", "Agenda", columns, tuple(rows))


def _all_items(seen: Session) -> Iterator[tuple[Section, Item]]:
    for pack in seen.packs:
        for section in pack.sections:
            yield from ((section, item) for item in section.items)


def _items(seen: Session) -> Table:
    columns = ("id", "number", "name", "section", "pack", "edition", "statement", "applies", "why_not")
    rows: list[tuple[Value, ...]] = []
    for section, item in _all_items(seen):
        pack, out = seen.pack_of(item.id), why_not(seen, item.id)
        where = (section.label or section.title, pack.name, pack.edition)
        reason = None if out is None else out.reason
        rows.append((item.id, item.number, item.name, *where, item.statement, out is None, reason))
    return Table("items", "Items", columns, tuple(rows))


def _counted(seen: Session) -> Iterator[Ballot]:
    """Ballots that stand, of those that take part, in the order of items, rounds and voices."""
    items = {item.id: place for place, (_, item) in enumerate(_all_items(seen))}
    voices = {voice.id: place for place, voice in enumerate(seen.voices())}
    ballots = (ballot for ballot in BALLOTS.of(seen) if ballot.stands)
    counted = (b for b in ballots if b.partner_id not in recusals_on(seen, b.item_id))
    yield from sorted(
        counted, key=lambda b: (items[item_of(b.item_id)], b.item_id, b.round, voices.get(b.partner_id, -1))
    )


def _answers(seen: Session) -> Table:
    """A row a level that somebody answered with; level None is "don't know"."""
    columns = ("item_id", "asked", "item", "round", "partner_id", "partner", "level", "label", "answers",
               "after_reveal")  # fmt: skip
    counts: dict[tuple[Value, ...], int] = {}
    for ballot in _counted(seen):
        scale = seen.scale_of(ballot.item_id)
        is_told = show_by_partner(seen, ballot.item_id)
        partner = ballot.partner_id if is_told else None
        name = _partner(seen, partner) if is_told else NOT_TOLD
        for number, label, count in _levels_of(scale, ballot):
            about = (*subject(seen, ballot.item_id), ballot.round, partner, name)
            row = (*about, number, label, ballot.after_reveal)
            counts[row] = counts.get(row, 0) + count
    rows = ((*row[:-1], count, row[-1]) for row, count in counts.items())
    return Table("answers", "Answers", columns, tuple(rows))


def _levels_of(scale: Scale, ballot: Ballot | Earlier) -> Iterator[tuple[int | None, str, int]]:
    """(level, its label, how many answered with it), of those with any; None for don't know."""
    for level, count in zip(scale.levels, ballot.counts, strict=True):
        if count:
            yield level.number, level.label, count
    if ballot.dont_know:
        yield None, "don’t know", ballot.dont_know


def _answers_before(seen: Session) -> Table:
    """What stood in the place of an answer that was changed or taken back once the room had seen it."""
    columns = (
        "item_id",
        "asked",
        "item",
        "round",
        "partner_id",
        "partner",
        "level",
        "label",
        "answers",
        "at",
    )
    rows = (
        (
            *subject(seen, ballot.item_id),
            ballot.round,
            ballot.partner_id,
            _partner(seen, ballot.partner_id),
            *level,
            ballot.at,
        )
        for ballot in BALLOTS.of(seen)
        if ballot.before is not None and show_by_partner(seen, ballot.item_id)
        for level in _levels_of(seen.scale_of(ballot.item_id), ballot.before)
    )
    return Table("answers_before", "Answers before a correction", columns, tuple(rows))


def _number(value: Fraction | float | None) -> int | float | None:
    if value is None:
        return None
    number = float(value)
    return int(number) if number.is_integer() else round(number, 4)


def _spreads(seen: Session) -> Table:
    columns = ("item_id", "asked", "item", "round", "n", "unit", "dont_know", "median", "lowest", "highest",
               "consensus", "word")  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for subject_id, number in dict.fromkeys((ballot.item_id, ballot.round) for ballot in _counted(seen)):
        spread = spread_of(seen, subject_id, number)
        figures = (_number(spread.n), spread.unit, _number(spread.dont_know), _number(spread.median))
        ends = (spread.lowest, spread.highest, _number(spread.consensus), spread.word)
        rows.append((*subject(seen, subject_id), number, *figures, *ends))
    return Table("spreads", "Spread of the answers", columns, tuple(rows))


def _agreed(seen: Session) -> Table:
    columns = ("item_id", "asked", "item", "level", "label", "target", "evidence", "dissents")
    rows = (
        (
            *subject(seen, agreed.item_id),
            agreed.level,
            seen.scale_of(agreed.item_id).label(agreed.level),
            target_of(seen, agreed.item_id),
            agreed.evidence,
            len(agreed.dissents),
        )
        for agreed in AGREEMENTS.of(seen)
    )
    return Table("agreed_levels", "Agreed levels", columns, tuple(rows))


def _dissents(seen: Session) -> Table:
    columns = ("item_id", "asked", "item", "partner_id", "partner", "from_level", "reason")
    rows = (
        (
            *subject(seen, agreed.item_id),
            dissent.partner_id,
            _partner(seen, dissent.partner_id),
            agreed.level if dissent.from_level is None else dissent.from_level,
            dissent.reason,
        )
        for agreed in AGREEMENTS.of(seen)
        for dissent in agreed.dissents
    )
    return Table("dissents", "Dissent", columns, tuple(rows))


def _written_before(seen: Session) -> Table:
    """What was written in forms; by whose partner, where partners answer as bodies."""
    columns = ("item_id", "asked", "item", "partner_id", "partner", "text", "does_not_apply")
    asked = asked_in(seen, seen.agenda)
    rows = [
        (
            *question(seen, remark.item_id, asked.get(remark.item_id)),
            *((row.partner_id, _partner(seen, row.partner_id)) if seen.as_bodies else (None, None)),
            *(remark.text or None, remark.not_applying),
        )
        for row in RETURNS.of(seen)
        for remark in row.remarks
    ]
    return Table("written_before", "Written before the day", columns, tuple(sorted(rows, key=repr)))


def _notes(seen: Session) -> Table:
    columns = (
        "id",
        "kind",
        "evidence",
        "text",
        "origin",
        "from",
        "became",
        "votes_for",
        "votes_against",
        "abstaining",
        "at",
    )
    rows: list[tuple[Value, ...]] = []
    for note in seen.notes:
        became = plain_text(words.outcome(seen, note)).removeprefix(" → ") or None
        votes: Sequence[Value] = note.votes or (None, None, None)
        origin = words.origin(seen, note.origin) if note.origin else None
        rows.append(
            (note.id, note.kind, note.evidence, note.text, note.origin, origin, became, *votes, note.at)
        )
    return Table("notes", "Notes and decisions", columns, tuple(rows))


def _actions(seen: Session) -> Table:
    columns = ("id", "text", "owner", "body", "due", "due_in_words", "first_due", "how_we_will_know",
               "status", "risk", "origin", "from", "carried_from", "spoken_of", "last_remark", "uid",
               "at")  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for action in seen.actions:
        first = next((past.due for past in action.past_dues if past.due is not None), action.due)
        origin = words.origin(seen, action.origin) if action.origin else None
        who = (action.owner or None, action.body or None, action.due, action.due_words or None, first)
        how = (action.measure or None, action.status, action.risk, action.origin, origin, action.carried_from)
        said = (action.spoken_of, action.last_remark)
        rows.append((action.id, action.text, *who, *how, *said, action.uid, action.at))
    return Table("actions", "Actions", columns, tuple(rows))


def _remarks(seen: Session) -> Table:
    columns = ("action", "remark", "session_id", "at")
    rows = (
        (action.id, remark.text, remark.session_id, remark.at)
        for action in seen.actions
        for remark in action.remarks
    )
    return Table("remarks", "Remarks on actions", columns, tuple(rows))


def _past_dues(seen: Session) -> Table:
    columns = ("action", "due", "due_in_words", "session_id", "at")
    rows = (
        (action.id, past.due, past.due_words or None, past.session_id, past.at)
        for action in seen.actions
        for past in action.past_dues
    )
    return Table("past_dues", "Earlier due dates", columns, tuple(rows))


def _of_kinds(seen: Session) -> Iterator[Table]:
    """What the kinds of step record besides, with the names that its fields have in the file."""
    hidden = _STAMPS | (frozenset() if seen.as_bodies else _WHO_SAID)
    for name, table in TABLES.items():
        if name in TOLD_APART:
            continue
        title = words.first_upper(name.replace("_", " "))
        rows, dissents = unfold(seen, table.of(seen), hidden, table.counted)
        if not seen.as_bodies:
            rows = tuple(sorted(rows, key=repr))  # their order would say whose they are
        is_mark = not table.row.model_fields.keys() - Row.model_fields.keys() - _ABOUT_WHAT
        yield replace(_of_cells(name, title, rows), is_mark=is_mark)
        yield _of_cells(f"{name}_{DISSENTS}", f"{title}, dissent", dissents)


def _of_cells(table_id: str, title: str, rows: Sequence[Cells]) -> Table:
    columns = tuple(rows[0]) if rows else ()
    return Table(table_id, title, columns, tuple(tuple(row.values()) for row in rows))
