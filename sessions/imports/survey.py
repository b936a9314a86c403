"""The table of a survey tool, a row a respondent and a column a question: which cells answer this session.

Columns are matched to what is asked by its id or its words; one that is only like it is proposed. Rows are
matched to partners by their organisation. Whatever cannot be read is told, by row and column.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from sessions.imports.columns import folded, partners_called, who_columns
from sessions.imports.faults import Asks, Fault
from sessions.imports.questions import (
    NO_ANSWER,
    NoLevel,
    Sought,
    counted_heads,
    is_level,
    level_in,
    levels_by_word,
    match,
    questions,
)
from sessions.imports.taking import Given
from sessions.kinds.before import Asked
from sessions.progress import Progress, untold
from sessions.record import THE_ROOM, Session
from sessions.rows import Partner, uid_from
from sessions.sheets import Sheet, column_name
from sessions.text import clean

TELL_EVERY = 100
"""Rows after which it is told how far it is."""
HEAD_WITHIN = 10
"""Rows among which the head is looked for."""
NONE = "none"
"""What stands for no question, or for no partner, where somebody says what is meant."""
_IDS = frozenset(
    {"id", "respondent id", "response id", "respondentid", "responseid", "submission id", "unique id"}
)
_TIMES = frozenset(
    {
        *("start time", "completion time", "timestamp", "end time", "time started", "time completed"),
        *("date submitted", "submitted", "submitted at"),
    }
)
_SECOND_HEADS = frozenset({"response", "open ended response"})
"""What some survey tools write in a second row of heads, under each question."""
_KNOWN_OTHERS = re.compile(r"e ?mail|name|points|feedback|quiz|ip address|language|collector|total")
_NO_ANSWER = frozenset(folded(text) for text in NO_ANSWER)


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody has decided of what cannot be known from the file."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Head of a column, or what a spreadsheet calls it → subject; NONE leaves it where it is."""
    bodies: Mapping[str, str] = field(default_factory=dict)
    """Organisation as it is typed → id of a partner; NONE leaves its respondents out."""
    partner: str | None = None
    """Id of the partner that all of them answer for."""
    near: bool = False
    """Whether columns that are only like a question are taken for it."""
    leave_out: bool = False
    """Whether respondents of no partner are left out."""
    instead: bool = False
    """Whether answers come in the place of what was answered in the room, while that is hidden."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read as answers; not `sure` where its head is only like what it asks."""

    column: int
    head: str
    asked: Asked
    sure: bool


@dataclass(slots=True)
class Survey:
    """What is in the table."""

    file: str
    columns: list[Column] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    understood: dict[str, str] = field(default_factory=dict)
    """Organisation as typed → name of the partner, where the two differ."""
    left_out: list[int] = field(default_factory=list)
    """Rows of respondents that are left out, since they are of no partner."""
    twice: list[tuple[int, int]] = field(default_factory=list)
    """(row, the row with the same id and the same answers further up)."""
    has_ids: bool = False
    """Whether a column tells respondents apart, whatever else is changed in their rows."""
    no_answers: int = 0
    """Cells that say that it does not apply, or that nobody wants to say."""
    not_read: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Goes through a survey's table, row by row."""

    session: Session
    sheet: Sheet
    choices: Choices
    found: Survey
    sought: tuple[Sought, ...]
    top: int = 0
    """The row of the head."""
    bodies: int = 0
    """The column of the organisations; 0 where there is none."""
    ids: int = 0
    apart: set[int] = field(default_factory=set)
    """Columns that have no part in telling a row from others: who it is, and when."""

    def fault(
        self,
        what: str,
        hint: str,
        row: int | None = None,
        column: int | None = None,
        *,
        asks: Asks = "",
        about: str = "",
    ) -> None:
        fault = Fault(self.found.file, what, hint, row, column, asks=asks, about=about)
        self.found.faults.append(fault)


def read_survey(
    sheet: Sheet, session: Session, file: str, choices: Choices | None = None, *, progress: Progress = untold
) -> Survey:
    """The answers in a table. What could not be read is among the faults; nothing is left out silently.

    `progress` is told of the rows.
    """
    found = Survey(file)
    reader = _Reader(session, sheet, choices or Choices(), found, questions(session))
    if not reader.sought:
        hint = "Add a step in which partners answer first."
        reader.fault("this session asks its partners nothing", hint)
    elif _find_columns(reader):
        _read_rows(reader, progress)
    return found


# --- columns ---------------------------------------------------------------------------------------------


def _find_columns(reader: _Reader) -> bool:
    """Find the head and what its columns are; whether there are answers in any."""
    sheet = reader.sheet
    filled = [row for row, cells in enumerate(sheet.rows, start=1) if any(cell.strip() for cell in cells)]
    if not filled:
        reader.fault("the table is empty", "A row a respondent, a column a question.")
        return False
    first = filled[:HEAD_WITHIN]
    likely = {row: _in_words(_matched(reader, row, sure=True)) for row in first}
    if not any(likely.values()):
        likely = {row: _in_words(_matched(reader, row)) for row in first}
    reader.top = max(first, key=lambda row: (likely[row], -row))
    columns = _matched(reader, reader.top)
    if not columns:
        hint = "Call the columns by the number or the statement of what they ask."
        reader.fault("no column is a question of this session", hint, reader.top)
        return False
    _sort_columns(reader, columns)
    return True


def _in_words(columns: Sequence[Column]) -> int:
    """How many columns are matched by more than a number, which may be a level that somebody answered."""
    return sum(not column.head.isdecimal() for column in columns)


def _matched(reader: _Reader, row: int, *, sure: bool = False) -> list[Column]:
    """The columns of a head that ask a question of the session, or may."""
    columns: list[Column] = []
    by_key = {question.key: question.asked for question in reader.sought}
    who = {column for many in who_columns(reader.sheet.rows[row - 1]).values() for column in many}
    for column, text in enumerate(reader.sheet.rows[row - 1], start=1):
        head = clean(text, lines=False)
        chosen = _chosen(reader.choices, head, column)
        if chosen == NONE or not head or (column in who and chosen is None):
            continue
        if chosen is not None:
            columns += [Column(column, head, by_key[chosen], sure=True)] if chosen in by_key else []
        elif (other := match(reader.sought, head, near=not sure)) is not None:
            columns.append(Column(column, head, by_key[other.key], other.sure))
    return columns


def _chosen(choices: Choices, head: str, column: int) -> str | None:
    """What somebody said that a column is; None where nobody did."""
    for named, ref in choices.columns.items():
        if folded(named) == folded(head) or named.strip().upper() == column_name(column):
            return ref
    return None


def _sort_columns(reader: _Reader, columns: Sequence[Column]) -> None:
    """Take each question once: a second column of one is a fault; one that is only like it is proposed."""
    found, choices = reader.found, reader.choices
    taken: dict[str, Column] = {}
    for column in sorted(columns, key=lambda column: not column.sure):
        first = taken.get(column.asked.key)
        if first is None and (column.sure or _holds_levels(reader, column)):
            taken[column.asked.key] = column
        elif first is not None and (column.sure or not first.sure or _is_counted(reader, column)):
            where = f"besides column {column_name(first.column)}"
            what, hint = f"a second column of {column.asked.called}, {where}", "One of the two has to go."
            reader.fault(what, hint, reader.top, column.column, asks="twice")
    every = sorted(taken.values(), key=lambda column: column.column)
    found.columns = [column for column in every if column.sure or choices.near]
    for column in (column for column in every if column not in found.columns):
        hint = "It is not quite the same. Say whether it is meant."
        what = f"“{_clipped(column.head)}” may be {column.asked.called}"
        reader.fault(what, hint, reader.top, column.column, asks="near")
    _who(reader, {column.column for column in every})


def _holds_levels(reader: _Reader, column: Column) -> bool:
    """Whether most of what stands in a column are levels: a column of remarks is like a question, too."""
    words = levels_by_word(column.asked)
    rows = range(reader.top + 1, len(reader.sheet.rows) + 1)
    said = [cell for row in rows if (cell := reader.sheet.cell(row, column.column)).strip()]
    return 2 * sum(is_level(words, cell) for cell in said) > len(said)


def _is_counted(reader: _Reader, column: Column) -> bool:
    """Whether a column has the head of another one, with a number that a survey tool put behind it."""
    return any(q.heads & counted_heads(column.head) for q in reader.sought if q.asked == column.asked)


def _who(reader: _Reader, read: Set[int]) -> None:
    """Find the columns that say whom somebody is of, what tells a row from others, and what does not."""
    head, found = reader.sheet.rows[reader.top - 1], reader.found
    bodies = [column for column in who_columns(head).get("organisation", ()) if column not in read]
    if len(bodies) > 1:
        reader.fault("a second column of the organisation", "Leave one of them.", reader.top, bodies[1])
    reader.bodies = bodies[0] if bodies else 0
    called = {column: folded(text) for column, text in enumerate(head, start=1) if text.strip()}
    reader.ids = next((column for column, text in called.items() if text in _IDS), 0)
    found.has_ids = bool(reader.ids)
    others = {column: text for column, text in called.items() if column not in {*read, reader.bodies}}
    reader.apart = {c for c, text in others.items() if text in _TIMES or _KNOWN_OTHERS.search(text)}
    found.not_read = [_clipped(clean(head[c - 1], lines=False)) for c in others if c != reader.ids]


# --- rows ------------------------------------------------------------------------------------------------


def _read_rows(reader: _Reader, progress: Progress) -> None:
    sheet, found = reader.sheet, reader.found
    for last, cells in sheet.merged:
        if last > reader.top:
            hint = "Take the merge apart in the spreadsheet, so that each row says it."
            reader.fault(f"the cells {cells} are merged", hint, last)
    words = {column: levels_by_word(column.asked) for column in found.columns}
    seen: Counter[str] = Counter()
    first_of: dict[str, Given] = {}
    for row in range(reader.top + 1, len(sheet.rows) + 1):
        if row % TELL_EVERY == 0:
            progress(row, len(sheet.rows))
        if not any(cell.strip() for cell in sheet.rows[row - 1]) or _is_second_head(reader, row):
            continue
        answers = dict(_answers(reader, row, words))
        partner = _partner(reader, row, answers)
        if partner is None or not answers:
            continue
        given = Given(_id(reader, row, partner, seen), partner, found.file, answers, row)
        if (first := first_of.get(given.id)) is not None and first.answers == given.answers:
            found.twice.append((row, first.row or 0))
            continue
        first_of.setdefault(given.id, given)
        found.given.append(given)
    if not (found.given or found.faults or found.left_out):
        hint = "Was the survey exported with its answers?"
        reader.fault("nobody has answered anything in it", hint, reader.top)


def _is_second_head(reader: _Reader, row: int) -> bool:
    """Whether a row just below the head says of each column of answers only that responses follow."""
    cells = {folded(reader.sheet.cell(row, column.column)) for column in reader.found.columns}
    return row == reader.top + 1 and bool(cells) and cells <= _SECOND_HEADS


def _answers(
    reader: _Reader, row: int, words: Mapping[Column, Mapping[str, int | None]]
) -> Iterator[tuple[str, int | None]]:
    """(subject, level or don't know) of a row; what is no answer is a fault."""
    for column, meant in words.items():
        cell = reader.sheet.cell(row, column.column)
        if (row, column.column) in reader.sheet.formulas:
            hint = "Put the answer itself there, in place of the formula."
            reader.fault(f"{column.asked.called} is a formula without a value", hint, row, column.column)
        elif cell.strip() and folded(cell) in _NO_ANSWER:
            reader.found.no_answers += 1
        elif cell.strip():
            try:
                yield column.asked.key, level_in(meant, cell)
            except NoLevel:
                scale = column.asked.scale
                hint = f"Levels go from {scale.base}, {scale.label(scale.base)}, to {scale.top}, "
                hint += f"{scale.label(scale.top)}; “don't know” is one, too."
                reader.fault(f"this is no level of {column.asked.called}", hint, row, column.column)


def _partner(reader: _Reader, row: int, answers: Mapping[str, int | None]) -> Partner | None:
    """Who a row answers for; None where it is left out, or where nobody can say, which is a fault."""
    session, choices, found = reader.session, reader.choices, reader.found
    if choices.partner is not None:
        return session.find_voice(choices.partner)
    if not session.partners:
        return THE_ROOM
    if not reader.bodies:
        if not any(fault.what.startswith("no column says") for fault in found.faults):
            hint = "Call it Organisation; or say which one all of them answer for."
            reader.fault("no column says which partner they are of", hint, reader.top, asks="partner")
        return None
    body = clean(reader.sheet.cell(row, reader.bodies), lines=False)
    chosen = next((to for typed, to in choices.bodies.items() if folded(typed) == folded(body)), None)
    partners = (session.find_voice(chosen),) if chosen not in (None, NONE) else partners_called(session, body)
    if chosen != NONE and len(partners) == 1:
        if folded(body) != folded(partners[0].name):
            found.understood[body] = partners[0].name
        return partners[0]
    if chosen == NONE or choices.leave_out or not answers:
        if answers:
            found.left_out.append(row)
        return None
    names = ", ".join(partner.name for partner in (partners or session.partners))
    what = f"{body} is no partner" if body else "this respondent names no partner"
    what = f"{body} fits several partners" if partners else what
    hint = f"Partners: {names}."
    reader.fault(what, hint, row, reader.bodies, asks="body", about=body)
    return None


def _id(reader: _Reader, row: int, partner: Partner, seen: Counter[str]) -> str:
    """What tells a respondent from all others, also in the same survey exported once more.

    Its own id, where it has one. Else all that it says but its name, and which of those that say so it is:
    equal answers of two people are two. Nobody can read a name from it.
    """
    own = reader.sheet.cell(row, reader.ids).strip() if reader.ids else ""
    if own:
        return uid_from("survey", partner.id, own)
    cells = reader.sheet.rows[row - 1]
    said = [cell.strip() for column, cell in enumerate(cells, start=1) if column not in reader.apart]
    digest = uid_from("survey", partner.id, *said)
    seen[digest] += 1
    return uid_from(digest, seen[digest])


def _clipped(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
