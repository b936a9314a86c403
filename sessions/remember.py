"""Remembering what was worked out from a frozen record, by the identity of that record."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")
LATEST = 16
"""Most results kept of a function: of an open session, what the room may see of it, a few before them."""


def remembered(function: Callable[Concatenate[T, P], R]) -> Callable[Concatenate[T, P], R]:
    """`function` of a frozen object and hashable values, worked out once while that is among the last."""
    results: dict[tuple[Hashable, ...], tuple[T, R]] = {}

    @wraps(function)
    def wrapper(subject: T, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (id(subject), args, *sorted(kwargs.items()))
        # The object is kept with its result, so that no other can have its identity meanwhile.
        kept = results.pop(key, None) or (subject, function(subject, *args, **kwargs))
        results[key] = kept
        if len(results) > LATEST:
            results.pop(next(iter(results)), None)
        return kept[1]

    return wrapper
