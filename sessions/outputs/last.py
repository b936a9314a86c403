"""What was written last of a session, so that it can be written again; and what has changed since. Private.

It stands in the manifest, and so goes with it. Of the record it keeps a mark a row and no word of it: marks
tell that a row is another one, never what it said.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from sessions.kinds.registry import revealed_only
from sessions.outputs import manifest
from sessions.outputs.tidy import Table, tables
from sessions.record import Session
from sessions.sign_off import state
from sessions.summary.forms import Form

Marks = Mapping[str, Mapping[str, str]]
"""Id of a table → key of a row → mark of what it says."""
KEPT_AS = "last"
_NAMES = {"actions": "text", "notes": "text", "partners": "name", "people": "name", "items": "name"}
"""Tables whose rows are told one by one, and the column that says which it is."""
_FACTS = {"seconds_taken", "state", "record_sha256", "about_the_checksum"}
"""Columns that change by themselves while a session runs, or follow from the others."""
_STATES = "states"
"""What stands beside the marks of the tables for the states."""
_LONGEST = 60  # characters of a text that is repeated
_MOST = 12  # lines that are told of one table


class Last(BaseModel):
    """How and where it was written, and what the record was like then."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    form: Form
    formats: tuple[str, ...]
    folder: str
    """As the manifest names a file."""
    at: AwareDatetime
    anonymous: bool = False
    marks: Mapping[str, Mapping[str, str]]

    def place(self, session_path: Path) -> Path:
        """The folder that it was written to."""
        return session_path.parent / self.folder


class Change(NamedTuple):
    """A row that is "new", "changed" or "gone": of which table, and which it is, where that can be told."""

    table: str
    how: str
    name: str


def keep(
    session_path: Path,
    session: Session,
    form: Form,
    formats: Sequence[str],
    folder: Path,
    at: datetime,
    *,
    anonymous: bool = False,
) -> None:
    """Remember that it was written so, at `at` (aware). What can't be kept stops nothing."""
    last = Last(
        form=form,
        formats=tuple(formats),
        folder=manifest.named(session_path, folder),
        at=at,
        anonymous=anonymous,
        marks=marks_of(session),
    )
    manifest.keep(session_path, KEPT_AS, last.model_dump(mode="json"))


def renew(session_path: Path, session: Session) -> None:
    """Have marks of the record as it is now, and none of what it said before, which might be guessed."""
    if (last := of(session_path)) is not None:
        renewed = last.model_copy(update={"marks": marks_of(session)})
        manifest.keep(session_path, KEPT_AS, renewed.model_dump(mode="json"))


def of(session_path: Path) -> Last | None:
    """What was written last; None where nothing was, or it cannot be read."""
    with contextlib.suppress(ValidationError):
        return Last.model_validate(manifest.kept(session_path, KEPT_AS))
    return None


def marks_of(session: Session) -> dict[str, dict[str, str]]:
    """The marks of all rows, of what the room has seen."""
    marks = {table.id: _marks(table, _keys(table)) for table in tables(revealed_only(session))}
    return {**marks, _STATES: {_STATES: _states(session)}}


def _states(session: Session) -> str:
    """A mark of which steps were skipped or left for later, and of whether it is signed off."""
    states = [state(session), *(f"{step.id} {step.state}" for step in session.agenda)]
    return hashlib.sha256(json.dumps(states).encode()).hexdigest()[:12]


def says_the_same(before: Marks, session: Session) -> bool:
    """Whether the record tells all that it told when these marks were made; time that was taken apart."""
    return before.get(_STATES) == {_STATES: _states(session)} and not changes(before, session)


def _marks(table: Table, keys: Iterable[str]) -> dict[str, str]:
    """What each row says, as a mark by its key."""
    marks = {}
    columns = [at for at, name in enumerate(table.columns) if name not in _FACTS]
    for row, key in zip(table.rows, keys, strict=True):
        said = json.dumps([row[at] for at in columns], default=str)
        marks[key] = hashlib.sha256(said.encode()).hexdigest()[:12]
    return marks


def _keys(table: Table) -> Iterator[str]:
    """What a row is known by: its identity, or what it is about; its place among those that are alike."""
    heads = [
        name for name in ("uid", "id", "item_id", "asked", "round", "partner_id") if name in table.columns
    ]
    if heads[:1] in (["uid"], ["id"]):
        heads = heads[:1]
    seen: dict[str, int] = {}
    for row in table.rows:
        key = hashlib.sha256(
            json.dumps([row[table.columns.index(name)] for name in heads], default=str).encode()
        ).hexdigest()[:12]
        seen[key] = seen.get(key, 0) + 1
        yield f"{key}{seen[key]}"


def changes(before: Marks, session: Session) -> tuple[Change, ...]:
    """What is other in the record than when these marks were made, table by table."""
    now = {table.id: table for table in tables(revealed_only(session))}
    found: list[Change] = []
    for table_id in (*now, *(name for name in before if name not in now and name != _STATES)):
        table, old = now.get(table_id), before.get(table_id, {})
        keys = tuple(_keys(table)) if table else ()
        here = _marks(table, keys) if table else {}
        names = _row_names(table, keys) if table else {}
        for key, mark in here.items():
            if mark != old.get(key):
                found.append(Change(table_id, "changed" if key in old else "new", names.get(key, "")))
        found += [Change(table_id, "gone", "") for key in old if key not in here]
    return tuple(found)


def _row_names(table: Table, keys: Iterable[str]) -> dict[str, str]:
    """What the rows of a table that are told one by one are called, by their keys."""
    if (column := _NAMES.get(table.id)) is None:
        return {}
    at = table.columns.index(column)
    label = table.columns.index("id") if table.id == "actions" else None
    kind = table.columns.index("kind") if table.id == "notes" else None
    names = {}
    for row, key in zip(table.rows, keys, strict=True):
        text = " ".join(str(row[at]).split())
        text = text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
        names[key] = text if label is None else f"{row[label]} {text}"
        if kind is not None:
            names[key] = f"{row[kind]} {text}"
    return names


_TITLES = {
    "session": "title, place, date or state",
    "partners": "partners",
    "people": "people",
    "agenda": "the agenda",
    "items": "items",
    "answers": "answers",
    "spreads": "",  # follows from the answers
    "agreed_levels": "agreed levels",
    "dissents": "dissents",
    "notes": "notes and decisions",
    "actions": "actions",
}
"""Tables in words; empty for what follows from another."""


def in_words(found: Sequence[Change]) -> tuple[str, ...]:
    """The changes in words, a line each: "New in actions: A4 Draft the protocol"."""
    lines: list[str] = []
    for table in dict.fromkeys(change.table for change in found):
        title = _TITLES.get(table, table.replace("_", " "))
        for how in ("new", "changed", "gone"):
            rows = [change for change in found if (change.table, change.how) == (table, how)]
            if title and rows:
                lines += _line(title, how, [row.name for row in rows if row.name], len(rows))
    return tuple(lines)


def _line(title: str, how: str, names: Sequence[str], count: int) -> Iterator[str]:
    head = {"new": "New in", "changed": "Changed in", "gone": "Gone from"}[how]
    if title.startswith(("the ", "title")):
        yield f"Changed: {title}"
    elif names:
        yield from (f"{head} {title}: {name}" for name in names[:_MOST])
        if len(names) > _MOST:
            yield f"{head} {title}: {len(names) - _MOST} more"
    else:
        yield f"{head} {title}: {count}"
