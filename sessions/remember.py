"""Remembering what was worked out from a frozen record, by the identity of that record."""

from collections.abc import Callable, Hashable, Iterable
from functools import wraps
from typing import Concatenate, Generic, ParamSpec, TypeVar

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


class OfEach(Generic[T, R]):
    """A function of frozen objects, worked out once for each as long as it is among those that are asked for.

    What is kept is of those that were asked for last, and keeps hold of them.
    """

    def __init__(self, function: Callable[[T], R]) -> None:
        self._function = function
        self._known: dict[int, tuple[T, R]] = {}

    def __call__(self, subjects: Iterable[T]) -> list[R]:
        """The result of each, in order."""
        known, function, kept, results = self._known, self._function, {}, []
        for subject in subjects:
            pair = known.get(id(subject)) or (subject, function(subject))
            kept[id(subject)] = pair
            results.append(pair[1])
        self._known = kept
        return results
