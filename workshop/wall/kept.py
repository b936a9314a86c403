"""The last result of a pure function, kept while it is asked the same again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

Parts = TypeVarTuple("Parts")
Result = TypeVar("Result")


def kept(work_out: Callable[[*Parts], Result]) -> Callable[[*Parts], Result]:
    """`work_out`, with its last result kept.

    Frozen values that share their parts are compared quickly, since a part that is the very same object is
    looked at no further; a hash would go through all of them each time.
    """
    last: tuple[tuple[*Parts], Result] | None = None

    def recall(*parts: *Parts) -> Result:
        nonlocal last
        if last is None or last[0] != parts:
            last = (parts, work_out(*parts))
        return last[1]

    return recall
