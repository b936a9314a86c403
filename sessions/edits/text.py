"""What is typed: cleaned for every format, cut down for ids, and refused where it is empty."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sessions.problem import Problem

T = TypeVar("T")

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no format can carry: control characters but tab and newline, and lone surrogates."""


def clean(text: str, *, lines: bool = True) -> str:
    """`text` as people typed it, without characters that no file format can carry and without outer space.

    With `lines=False`, for names and titles, line breaks and tabs become spaces.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _CONTROL.sub("", text)
    if not lines:
        text = text.replace("\n", " ").replace("\t", " ")
    return text.strip()


def slug(text: str, *, limit: int = 40) -> str:
    """`text` in lower-case ASCII letters, digits and single hyphens, for ids and file names; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:limit].strip("-")


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
