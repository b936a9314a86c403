"""The workbook of a form, read back: every cell is looked at, whatever was pasted, sorted or renamed."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from zipfile import ZipFile

from sessions.forms import cells
from sessions.forms.model import Answer, Fault, PackEdition, Returned
from sessions.forms.values import AGAIN, MOST_NAME, MOST_TEXT, answer_in, check_format, id_in, shown, text_in
from sessions.rows import uid_from
from sessions.sheets import UNREADABLE, open_workbook

MOST_UNPACKED = 32 * 1024 * 1024
"""Bytes of all its parts together; that of a form with 200 questions has a twentieth."""
MOST_PARTS = 300
MOST_ROWS, MOST_COLUMNS = 5_000, 60
_NOT_OURS = Fault("", "This is no workbook of a form", "Name the workbook that was filled in.")
_CHOOSE = "Choose an answer from the list of the cell."

_START = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # as workbooks have it, without a zone
Rows = list[tuple[Any, ...]]


@dataclass(slots=True)
class _Found:
    """What the answers' sheets say."""

    answers: dict[str, Answer] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    by: str = ""


def read(data: bytes) -> Returned | tuple[Fault, ...]:
    """What came back, or all that is wrong with it."""
    try:
        if fault := _too_large(data):
            return (fault,)
        sheets, revision = _sheets(data)
    except UNREADABLE:
        return (Fault("", "The workbook is damaged or was cut off on its way", AGAIN),)
    hidden = [rows for rows in sheets.values() if rows and _text(rows[0], 0) == cells.SIGN]
    if len(hidden) != 1:
        return (_NOT_OURS,)
    try:
        head, known = _head(hidden[0])
    except (ValueError, IndexError):
        return (Fault("", "The hidden sheet of the form is damaged", AGAIN),)
    if (fault := check_format(head.pop("version"))) is not None:
        return (fault,)
    found, tables = _Found(), 0
    for title, rows in sheets.items():
        if (start := _head_row(rows)) is not None:
            tables += 1
            _table(title, rows, start, known, found)
    if not tables:
        found.faults.append(Fault("", "The sheet with the answers is gone", AGAIN))
    if found.faults:
        return tuple(found.faults)
    by = found.by
    back = uid_from("workbook", head["form_id"], by.casefold() or sha256(data).hexdigest())
    return Returned(
        sort="xlsx",
        return_id=back,
        revision=revision,
        answers=found.answers,
        comments=found.comments,
        marks={key: mark for key, (mark, _) in known.items()},
        places=found.places,
        by=by,
        **head,
    )


def is_form(data: bytes) -> bool:
    """Whether a workbook is that of a form, as far as a glance tells."""
    try:
        if _too_large(data):
            return False
        with ZipFile(io.BytesIO(data)) as archive:
            texts = [name for name in archive.namelist() if name.startswith("xl/")]
            return any(f">{cells.SIGN}<".encode() in archive.read(name) for name in texts)
    except UNREADABLE:
        return False


def _too_large(data: bytes) -> Fault | None:
    """Why a workbook is not opened at all: a small file may hold a thousand times as much."""
    with ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            what = "The workbook holds far more than a form"
            return Fault("", what, "Ask for the form as it was filled in.")
        if any(b"<!DOCTYPE" in archive.read(part) for part in parts if part.filename.endswith(".xml")):
            raise ValueError  # no program writes one there: its entities are made to swell
    return None


def _sheets(data: bytes) -> tuple[dict[str, Rows], int]:
    """(cells of each sheet by its title, when it was saved in seconds since 2000 or 0)."""
    book = open_workbook(data)
    sheets: dict[str, Rows] = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
        sheets[sheet.title] = [tuple(row) for row in rows]
    saved = book.properties.modified
    seconds = (saved.replace(tzinfo=None) - _START).total_seconds() if saved is not None else 0.0
    return sheets, max(0, int(seconds))


def _value(row: Sequence[Any], column: int) -> Any:
    return row[column].value if column < len(row) else None


def _text(row: Sequence[Any], column: int) -> str:
    """A cell as text, cleaned; of a number without a point. Raises ValueError for what is far too long."""
    value = _value(row, column)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return text_in(None if value is None else str(value), MOST_TEXT)


def _head(rows: Rows) -> tuple[dict[str, Any], dict[str, tuple[str, str]]]:
    """(fields of `Returned` and `version`; (mark, name) of each question by its key). Raises ValueError."""
    fields: dict[str, list[str]] = {}
    packs: list[PackEdition] = []
    rest = iter(rows)
    for row in rest:
        name, *values = (_text(row, column) for column in range(4))
        if name == cells.QUESTIONS:
            break
        if name == cells.PACK:
            packs.append(PackEdition(*values))
        else:
            fields[name] = values
    known = {}
    for row in rest:
        if key := _text(row, 0):
            known[key] = (_text(row, 1), _text(row, 2))
    form = id_in(fields.get(cells.FORM, [""])[0])
    version = fields[cells.SIGN][0]
    if (
        form is None
        or not known
        or not version.isdecimal()
        or not {cells.SESSION, cells.PARTNER} <= fields.keys()
    ):
        raise ValueError
    session, partner = fields[cells.SESSION], fields[cells.PARTNER]
    return {
        "version": int(version),
        "form_id": form,
        "session_id": session[0],
        "session_title": session[1],
        "partner_uid": partner[0],
        "partner_name": partner[1],
        "packs": tuple(packs),
    }, known


def _head_row(rows: Rows) -> int | None:
    """The row with the heads of a sheet of answers; None for any other sheet."""
    heads = (at for at, row in enumerate(rows) if any(cell.value == cells.KEY for cell in row))
    return next(heads, None)


def _table(title: str, rows: Rows, start: int, known: Mapping[str, tuple[str, str]], found: _Found) -> None:
    """Read the answers of one sheet."""
    columns: dict[str, int] = {}
    for at, cell in enumerate(rows[start]):
        if isinstance(cell.value, str) and cell.value in (cells.KEY, cells.STATEMENT, *cells.HEADS):
            if cell.value in columns:
                where = f"sheet {title}, cell {cell.coordinate}"
                found.faults.append(Fault(where, f"There are two columns “{cell.value}”", AGAIN))
                return
            columns[cell.value] = at
    if missing := [head for head in (cells.STATEMENT, *cells.HEADS) if head not in columns]:
        found.faults.append(Fault(f"sheet {title}", f"The column “{missing[0]}” is gone", AGAIN))
        return
    for number, row in enumerate(rows, start=1):
        if number == start + 1:
            continue
        try:
            _row(title, number, row, columns, known, found)
        except ValueError:
            found.faults.append(Fault(f"sheet {title}, row {number}", "A text in it is far too long", AGAIN))


def _row(
    title: str,
    number: int,
    row: Sequence[Any],
    columns: Mapping[str, int],
    known: Mapping[str, tuple[str, str]],
    found: _Found,
) -> None:
    """One row: of a question, of the name, or of neither. Raises ValueError for a text far too long."""
    key = _text(row, columns[cells.KEY])
    typed = [(head, columns[head]) for head in cells.HEADS if _value(row, columns[head]) is not None]
    if key == cells.BY:
        found.by = " ".join(_text(row, columns[cells.ANSWER]).split())[:MOST_NAME]
        return
    if not typed and key not in known:
        return
    where = f"sheet {title}, row {number}"
    if not key or key not in known:
        what = "A text stands beside no question"
        found.faults.append(Fault(where, what, "Put it beside the question that it answers."))
    elif key in found.places:
        found.faults.append(Fault(where, f"{known[key][1]} stands there twice", "Leave one of the two rows."))
    elif _text(row, columns[cells.STATEMENT]).split("\n")[0] != known[key][1]:
        what = "Its statement is not that of its hidden id: were some of the columns sorted?"
        found.faults.append(Fault(where, what, "Undo the sorting, or fill in the form again."))
    else:
        found.places[key] = where
        _answer(title, number, row, columns, key, found)


def _answer(
    title: str, number: int, row: Sequence[Any], columns: Mapping[str, int], key: str, found: _Found
) -> None:
    """What a row says to its question."""
    sound = True
    for head in cells.HEADS:
        cell = row[columns[head]] if columns[head] < len(row) else None
        if cell is not None and (what := _no_text(cell)):
            where = f"sheet {title}, cell {cell.coordinate}"
            found.faults.append(Fault(where, what, _CHOOSE if head == cells.ANSWER else "Type it as text."))
            sound = False
    if not sound:
        return
    said, why, comment = (_text(row, columns[head]) for head in cells.HEADS)
    where = f"sheet {title}, row {number}"
    try:
        answer = answer_in(said)
    except ValueError:
        cell = row[columns[cells.ANSWER]]
        where = f"sheet {title}, cell {cell.coordinate}"
        found.faults.append(Fault(where, "What stands there is none of the answers", _CHOOSE))
        return
    if answer is not None and not answer.applies:
        answer = Answer(applies=False, reason=" ".join((why or answer.reason).split()))
    elif why:
        what = "It says why it does not apply, and not that it does not"
        found.faults.append(
            Fault(where, what, "Choose “Does not apply to us”, or move the text to the comment.")
        )
        return
    if answer is not None:
        found.answers[key] = answer
    if comment:
        found.comments[key] = comment


def _no_text(cell: Any) -> str:
    """What is wrong with a cell that holds something else than was typed; empty where nothing is."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return "There is a formula"
    if cell.data_type == "e":
        return f"There is an error, {shown(value)}"
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return "There is a date or a time: the program has made one of what was typed"
    if isinstance(value, bool):
        return "There is true or false"
    return ""
