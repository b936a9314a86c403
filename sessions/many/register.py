"""The action log and the register of decisions: what was taken on and decided, of one session or of many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sessions import dates, meeting, sign_off, words
from sessions.analysis.whole import due_order, is_overdue
from sessions.anonymous import without_names
from sessions.many.card import Card
from sessions.many.everywhere import StandingRow
from sessions.names import bodies_called
from sessions.outputs.tidy import Table
from sessions.record import Session
from sessions.rows import Action, ActionStatus, Note
from sessions.series import in_order
from sessions.spans import Line, plain, typed
from sessions.summary.model import Block, Cell, Facts, Heading, Paragraph, Summary, TableBlock
from sessions.summary.tables import without_empty_columns

NOBODY = "Nobody named yet"
Checksums = Mapping[str, str]
"""{id of a session: the checksum of its record, as it lies on disk}."""
_RECORD = ("record", "record_sha256")


def _record(session: Session, checksums: Checksums | None) -> tuple[str, str | None]:
    """Whether it is draft or final, and its checksum."""
    return sign_off.state(session), (checksums or {}).get(session.id) or None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions a log is of; what is empty narrows nothing."""

    owner: str = ""
    body: str = ""
    place: str = ""
    statuses: tuple[ActionStatus, ...] = ()
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Logged:
    """An action with the session that it stands in."""

    session: Session
    action: Action

    @property
    def owner(self) -> str:
        """Person, else body; `NOBODY` where neither is named."""
        return self.action.owner or self.action.body or NOBODY


def logged_actions(sessions: Iterable[Session], wanted: Wanted, today: date) -> tuple[Logged, ...]:
    """The actions that are wanted: overdue ones first, then by due date, those without one last.

    Of an action that was carried from session to session, where all of them are here, only the last.
    """
    rows = (Logged(session, action) for session in in_order(sessions) for action in session.actions)
    last = {row.action.uid: row for row in rows}
    kept = (row for row in last.values() if _is_wanted(row, wanted, today))
    return tuple(sorted(kept, key=lambda row: (not is_overdue(row.action, today), due_order(row.action))))


def without_owner(row: Logged) -> Logged:
    """The row of an action, of a session without names of people."""
    session = without_names(row.session)
    return Logged(session, next(action for action in session.actions if action.uid == row.action.uid))


def _is_wanted(row: Logged, wanted: Wanted, today: date) -> bool:
    action = row.action
    return (
        is_named(wanted.owner, action.owner)
        and is_named(wanted.body, action.body)
        and is_named(wanted.place, row.session.place)
        and (not wanted.statuses or action.status in wanted.statuses)
        and (not wanted.overdue or is_overdue(action, today))
    )


def is_named(wanted: str, name: str) -> bool:
    """Whether a name is meant: by a part of it, or by its initials."""
    folded = wanted.strip().casefold()
    return folded in name.casefold() or bool(bodies_called(wanted, [name]))


def action_log(
    rows: Sequence[Logged], today: date, *, now: datetime, checksums: Checksums | None = None
) -> Summary:
    """The log as a document: all in one table, which sessions it is from, and a page for each owner."""
    blocks = _log_blocks(rows, today, now, checksums or {})
    return Summary("Action log", tuple(blocks), "minutes", now)


def _log_blocks(rows: Sequence[Logged], today: date, now: datetime, checksums: Checksums) -> Iterator[Block]:
    yield Heading(1, plain("Action log"), "summary")
    late = sum(is_overdue(row.action, today) for row in rows)
    open_now = sum(row.action.is_open for row in rows)
    counts = f"{words.number_of(len(rows), 'action', 'actions')}, {open_now} open, {late} overdue"
    yield Facts((("As of", plain(dates.show(now.date()))), ("In all", plain(counts))))
    if not rows:
        yield Paragraph(plain("There is no such action."))
        return
    yield Heading(2, plain("By due date"), "actions")
    yield _log_table(rows, today, "All actions, by due date")
    yield from _made_from(_source(row.session, checksums) for row in rows)
    for number, owner in enumerate(sorted({row.owner for row in rows}, key=_owners_order), start=1):
        own = [row for row in rows if row.owner == owner]
        yield Heading(2, typed(owner) if owner != NOBODY else plain(owner), f"owner-{number}", new_page=True)
        yield _log_table(own, today, f"Actions of {owner}")


def _owners_order(owner: str) -> tuple[bool, str]:
    return owner == NOBODY, owner.casefold()


def _log_table(rows: Sequence[Logged], today: date, caption: str) -> TableBlock:
    header = ("No.", "Action", "Owner", "Due", "Status", "How we will know", "From")
    return without_empty_columns(
        TableBlock(plain(caption), header, tuple(_log_row(row, today) for row in rows))
    )


def _log_row(row: Logged, today: date) -> tuple[Cell, ...]:
    action = row.action
    due = words.due(action) if action.due_words or action.due is None else action.due
    late = plain(", OVERDUE") if is_overdue(action, today) else ()
    measure = typed(action.measure) if action.measure else ()
    came_from = (*typed(row.session.title), *_day(row.session))
    status = (*words.status(action, row.session.series), *late)
    return plain(action.id), typed(action.text), words.owner(action), due, status, measure, came_from


def _day(session: Session) -> Line:
    return plain(f", {dates.show(session.date)}") if session.date else ()


class _Source(NamedTuple):
    """A session that something is made from, and its record."""

    session_id: str
    title: str
    place: str
    held: date | None
    state: sign_off.State
    checksum: str


def _source(session: Session, checksums: Checksums) -> _Source:
    facts = session.title, session.place, session.date, sign_off.state(session)
    return _Source(session.id, *facts, checksums.get(session.id, ""))


def _source_of(card: Card, checksums: Checksums) -> _Source:
    state: sign_off.State = "final" if card.final_at else "draft"
    return _Source(card.id, card.title, card.place, _held(card), state, checksums.get(card.id, ""))


def _held(card: Card) -> date | None:
    return date.fromisoformat(card.date) if card.date else None


def _made_from(sources: Iterable[_Source]) -> Iterator[Block]:
    """The sessions that it is made from: whether each is draft or final, and the checksum of its record."""
    each = {source.session_id: source for source in sources}
    header = ("Session", "Place", "Held", "Record", "Checksum of the record")
    lines: list[tuple[Cell, ...]] = []
    for source in each.values():
        state = plain(words.first_upper(source.state))
        checksum = typed(source.checksum)  # so that it may be broken
        lines.append((typed(source.title), typed(source.place), source.held or (), state, checksum))
    yield without_empty_columns(TableBlock(plain("Sessions that it is made from"), header, tuple(lines)))
    if any(source.checksum for source in each.values()):
        yield Paragraph(plain(sign_off.NO_SIGNATURE), style="quiet")


def action_table(rows: Sequence[Logged], today: date, checksums: Checksums | None = None) -> Table:
    """The log as a tidy table."""
    columns = ("session", "place", "held", "id", "text", "owner", "body", "due", "due_in_words", "overdue",
               "status", "how_we_will_know", "from", "last_remark", "uid", *_RECORD)  # fmt: skip
    lines = ((*_tidy_action(row, today), *_record(row.session, checksums)) for row in rows)
    return Table("actions", "Actions", columns, tuple(lines))


def _tidy_action(row: Logged, today: date) -> tuple[str | date | bool | None, ...]:
    session, action = row.session, row.action
    return (
        session.title,
        session.place or None,
        session.date,
        action.id,
        action.text,
        action.owner or None,
        action.body or None,
        action.due,
        action.due_words or None,
        is_overdue(action, today),
        action.status,
        action.measure or None,
        words.origin(session, action.origin) if action.origin else None,
        action.last_remark,
        action.uid,
    )


# --- decisions -----------------------------------------------------------------------------------------


def decisions(sessions: Iterable[Session], place: str = "") -> tuple[tuple[Session, Note], ...]:
    """All decisions with their sessions, the latest session first; only of this place where one is named."""
    here = [session for session in sessions if is_named(place, session.place)]
    newest = sorted(here, key=lambda session: (session.date or session.created_at.date(), session.id))
    return tuple(
        (session, note) for session in reversed(newest) for note in session.notes if note.is_decision
    )


def decision_register(
    rows: Sequence[tuple[Session, Note]], *, now: datetime, checksums: Checksums | None = None
) -> Summary:
    """The register as a document: a table, the latest first."""
    blocks: list[Block] = [Heading(1, plain("Register of decisions"), "summary")]
    blocks.append(Facts((("As of", plain(dates.show(now.date()))),)))
    if rows:
        header = ("Decided", "Decision", "At", "From")
        table = TableBlock(plain("Decisions, the latest first"), header, tuple(map(_decision_row, rows)))
        blocks.append(without_empty_columns(table))
        blocks.extend(_made_from(_source(session, checksums or {}) for session, _ in rows))
    else:
        blocks.append(Paragraph(plain("No decision is recorded.")))
    return Summary("Register of decisions", tuple(blocks), "minutes", now)


def _decision_row(row: tuple[Session, Note]) -> tuple[Cell, ...]:
    session, note = row
    day: Cell = session.date or plain("no date")
    origin = plain(words.origin(session, note.origin)) if note.origin else ()
    return day, (*typed(note.text), *meeting.votes(note)), typed(session.title), origin


def decision_table(rows: Sequence[tuple[Session, Note]], checksums: Checksums | None = None) -> Table:
    """The register as a tidy table."""
    columns = (
        "session",
        "place",
        "held",
        "id",
        "text",
        "votes_for",
        "votes_against",
        "abstaining",
        "from",
        "at",
        *_RECORD,
    )
    lines: list[tuple[str | int | date | None, ...]] = []
    for session, note in rows:
        votes: Sequence[int | None] = note.votes or (None, None, None)
        origin = words.origin(session, note.origin) if note.origin else None
        where = (session.title, session.place or None, session.date)
        lines.append((*where, note.id, note.text, *votes, origin, note.at, *_record(session, checksums)))
    return Table("decisions", "Decisions", columns, tuple(lines))


# --- risks ---------------------------------------------------------------------------------------------


def risk_register(rows: Sequence[StandingRow], *, now: datetime, checksums: Checksums) -> Summary:
    """The register of risks as a document, and which sessions they were rated in."""
    title = "Register of risks"
    blocks: list[Block] = [Heading(1, plain(title), "summary")]
    counts = words.number_of(len(rows), "risk is", "risks are")
    as_of, in_all = ("As of", plain(dates.show(now.date()))), ("In all", plain(f"{counts} high or medium"))
    blocks.append(Facts((as_of, in_all) if rows else (as_of,)))
    if rows:
        header = ("Risk", "Rated", "Place", "Held", "At")
        caption = plain("Risks as they were rated last, the latest first")
        blocks.append(without_empty_columns(TableBlock(caption, header, tuple(map(_risk_row, rows)))))
        blocks.extend(_made_from(_source_of(row.card, checksums) for row in rows))
    else:
        blocks.append(Paragraph(plain("No risk was rated high or medium.")))
    return Summary(title, tuple(blocks), "minutes", now)


def _risk_row(row: StandingRow) -> tuple[Cell, ...]:
    day: Cell = _held(row.card) or plain("no date")
    risk, card = row.standing, row.card
    return typed(risk.text), typed(risk.said), typed(card.place), day, typed(card.title)


def risk_table(rows: Sequence[StandingRow], checksums: Checksums) -> Table:
    """The register of risks as a tidy table."""
    columns = ("session", "place", "held", "item_id", "risk", "rated", *_RECORD)
    lines = []
    for row in rows:
        source = _source_of(row.card, checksums)
        where = (source.title, source.place or None, source.held)
        record = (source.state, source.checksum or None)
        lines.append((*where, row.standing.uid, row.standing.text, row.standing.said, *record))
    return Table("risks", "Risks", columns, tuple(lines))
