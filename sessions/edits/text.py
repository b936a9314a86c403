"""What the edits share: text that is needed, rows put in the place of others, the next free label."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from sessions.problem import Problem
from sessions.text import clean

T = TypeVar("T")


def needed(text: str, what: str, *, lines: bool = True) -> str:
    """`text`, cleaned. Raises Problem where nothing is left of it."""
    kept = clean(text, lines=lines)
    if not kept:
        raise Problem(f"{what} is empty", hint="Type at least one word.")
    return kept


def replaced(rows: Iterable[T], old: T, new: T) -> tuple[T, ...]:
    """`rows` with `new` in the place of `old`."""
    return tuple(new if row is old else row for row in rows)


def next_label(prefix: str, taken: Iterable[str]) -> str:
    """The label after the highest of those `taken`: A8 after A7."""
    numbers = [int(label[len(prefix) :]) for label in taken if re.fullmatch(rf"{prefix}\d+", label)]
    return f"{prefix}{max(numbers, default=0) + 1}"
