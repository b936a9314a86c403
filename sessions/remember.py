"""Remembering what was worked out from a frozen record, by the identity of that record."""

from __future__ import annotations

from collections import OrderedDict
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
    results: OrderedDict[tuple[Hashable, ...], tuple[T, R]] = OrderedDict()

    @wraps(function)
    def wrapper(subject: T, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (id(subject), args, *sorted(kwargs.items()))
        kept = results.get(key)
        if kept is not None:
            results.move_to_end(key)
            return kept[1]
        result = function(subject, *args, **kwargs)
        results[key] = (subject, result)  # with the object: no other can have its identity meanwhile
        if len(results) > LATEST:
            results.popitem(last=False)
        return result

    return wrapper
