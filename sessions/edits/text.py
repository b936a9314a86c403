"""What the edits share: text that is needed, records put in the place of others, the next free id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sessions.problem import Problem
from sessions.text import clean

T = TypeVar("T")


def needed(text: str, what: str, *, lines: bool = True) -> str:
    kept = clean(text, lines=lines)
    if not kept:
        raise Problem(f"{what} is empty", mend="Type at least one word.")
    return kept


def replaced(many: Iterable[T], new: T, same: Sequence[T]) -> tuple[T, ...]:
    """`many` with the one in `same` replaced by `new` in its place, or `new` at the end."""
    out = [new if one in same else one for one in many]
    return tuple(out) if same else (*out, new)


def next_id(prefix: str, ids: Iterable[str]) -> str:
    numbers = [int(one[len(prefix) :]) for one in ids if re.fullmatch(rf"{prefix}\d+", one)]
    return f"{prefix}{max(numbers, default=0) + 1}"
