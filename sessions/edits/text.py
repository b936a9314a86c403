"""What the edits share: text that is needed, rows put in the place of others."""

from collections.abc import Iterable
from typing import TypeVar

from sessions.problem import Problem
from sessions.rows import Row
from sessions.text import clean

R = TypeVar("R", bound=Row)


def needed(text: str, what: str, *, lines: bool = True) -> str:
    """`text`, cleaned. Raises Problem where nothing is left of it."""
    kept = clean(text, lines=lines)
    if not kept:
        raise Problem(f"{what} is empty", hint="Type at least one word.")
    return kept


def replaced(rows: Iterable[R], old: R, **fields: object) -> tuple[R, ...]:
    """`rows` with these fields of `old` changed."""
    return tuple(row.model_copy(update=fields) if row is old else row for row in rows)
