"""Remembering what was worked out from a frozen record, by the identity of that record."""

import operator
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
        self._last: tuple[Iterable[T] | None, list[R]] = None, []

    def __call__(self, subjects: Iterable[T]) -> list[R]:
        """The result of each, in order; nobody may change the list."""
        last, results = self._last
        if last is subjects:
            return results
        known, function = self._known, self._function
        pairs = [known.get(id(subject)) or (subject, function(subject)) for subject in subjects]
        self._known = {id(pair[0]): pair for pair in pairs}
        results = [result for _, result in pairs]
        if isinstance(subjects, tuple):  # which stays as it is
            self._last = subjects, results
        return results


class OfParts(Generic[R]):
    """What was worked out last under a name, for as long as all that it was made of are the same objects."""

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[tuple[object, ...], R]] = {}

    def __call__(self, name: Hashable, parts: tuple[object, ...], work: Callable[[], R]) -> R:
        """The result of `work`, which depends on `parts` alone, all of them frozen."""
        known = self._known.get(name)
        if known is None or not all(map(operator.is_, known[0], parts)):
            # The parts are kept with what was made of them, so that no others can have their identity.
            known = self._known[name] = parts, work()
        return known[1]
