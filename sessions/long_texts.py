"""How long a text that people type may be: one that no wall, page or summary could show is refused."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from sessions.identity import tables_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.remember import differing
from sessions.rows import Row

MOST_TEXT = 20_000
"""Characters of one text: ten pages."""


def refuse_long_texts(before: Session, after: Session) -> None:
    """Raises Problem where a change has put a longer text into a session.

    What stood in its file before stays, however long it is.
    """
    old = tables_of(before)
    rows = [row for name, table in tables_of(after).items() for row in _new_in(table, old.get(name, ()))]
    if not (long := _long_texts(after, [row for row in rows if row.counter == after.counter])):
        return
    rows = [row for table in old.values() for row in table]
    if long := long - _long_texts(before, rows):
        what = f"This text is too long: it has {max(map(len, long)):,} characters"
        hint = f"At most {MOST_TEXT:,}. Keep it in a document of its own, and note here where that is."
        raise Problem(what, hint=hint)


def _new_in(rows: Sequence[Row], before: Sequence[Row]) -> Sequence[Row]:
    return () if rows is before else rows[differing(before, rows)[1]]


def _long_texts(session: Session, rows: Sequence[Row]) -> set[str]:
    """The long texts in the session's own fields and in these rows."""
    own = [value for value in vars(session).values() if isinstance(value, str)]
    return {text for part in (own, *rows) for text in _texts_in(part) if len(text) > MOST_TEXT}


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from _texts_in(vars(value))
    elif isinstance(value, dict):
        for part in (*value, *value.values()):
            yield from _texts_in(part)
    elif isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from _texts_in(part)
