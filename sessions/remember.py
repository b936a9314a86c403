"""Remembering what was worked out from a frozen record, by the identity of that record."""

import operator
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import wraps
from itertools import chain, compress, count
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


Place = tuple[slice, slice]
"""A part of some rows, and the part of others that stands in its place."""
_PLACES: dict[tuple[int, int], tuple[Sequence[object], Sequence[object], Place]] = {}


def differing(before: Sequence[object], after: Sequence[object]) -> Place:
    """Where rows that changed differ: in front of that and behind it are the same objects on both sides.

    An answer that overwrites another differs in a single row: nothing needs to be done with the others one by
    one. It is asked of the same rows many times at one save, and looked for once; nobody may change them.
    """
    key = id(before), id(after)
    kept = _PLACES.pop(key, None) or (before, after, _differing(before, after))
    _PLACES[key] = kept
    if len(_PLACES) > LATEST:
        _PLACES.pop(next(iter(_PLACES)), None)
    return kept[2]


def _differing(before: Sequence[object], after: Sequence[object]) -> Place:
    shorter = min(len(before), len(after))
    start = next(compress(count(), map(operator.is_not, before, after)), shorter)
    behind = map(operator.is_not, reversed(before), reversed(after))
    same = min(next(compress(count(), behind), shorter), shorter - start)
    return slice(start, len(before) - same), slice(start, len(after) - same)


class OfEach(Generic[T, R]):
    """A function of frozen objects, worked out once for each as long as it is among those that are asked for.

    What is kept is of those that were asked for last, and keeps hold of them. Several threads may ask: it is
    replaced as one.
    """

    def __init__(self, function: Callable[[T], R]) -> None:
        self._function = function
        self._last: tuple[tuple[T, ...], list[R]] = (), []

    def __call__(self, subjects: Iterable[T]) -> list[R]:
        """The result of each, in order; nobody may change the list."""
        subjects = tuple(subjects)
        last, results = self._last
        if subjects is not last:
            old, new = differing(last, subjects)
            known = dict(zip(map(id, last[old]), results[old], strict=True))
            function = self._function
            between = [
                known[id(subject)] if id(subject) in known else function(subject) for subject in subjects[new]
            ]
            results = [*results[: old.start], *between, *results[old.stop :]]
            self._last = subjects, results
        return results


class FoundIn(Generic[T, R]):
    """All that a function finds in any of some frozen objects: the same set as long as it finds the same."""

    def __init__(self, function: Callable[[T], Iterable[R]]) -> None:
        self.in_each = OfEach[T, tuple[R, ...]](lambda subject: tuple(function(subject)))
        """What it finds in each of them."""
        self._last: tuple[tuple[T, ...], list[tuple[R, ...]], Counter[R], frozenset[R]]
        self._last = (), [], Counter(), frozenset()

    def __call__(self, subjects: Iterable[T]) -> frozenset[R]:
        """What there is in any of them."""
        subjects = tuple(subjects)
        last, in_each_last, times, found = self._last
        if subjects is not last:
            in_each = self.in_each(subjects)
            old, new = differing(last, subjects)
            times = times.copy()
            times.update(chain.from_iterable(in_each[new]))
            times.subtract(gone := tuple(chain.from_iterable(in_each_last[old])))
            for result in gone:
                if not times[result]:
                    del times[result]
            found = found if times.keys() == found else frozenset(times)
            self._last = subjects, in_each, times, found
        return found


class Places(Generic[T, R]):
    """Where each of some frozen objects stands, by a key that no two of them have in common."""

    def __init__(self, key: Callable[[T], R]) -> None:
        self._key_of_each = OfEach[T, R](key)
        self._last: tuple[tuple[T, ...], list[R], dict[R, int]] = (), [], {}

    def __call__(self, subjects: Iterable[T]) -> Mapping[R, int]:
        """Place by key, the last one where a key stands twice; nobody may change it."""
        subjects = tuple(subjects)
        last, old_keys, places = self._last
        if subjects is not last:
            keys = self._key_of_each(subjects)
            if keys != old_keys:
                places = dict(zip(keys, count(), strict=False))
            self._last = subjects, keys, places
        return places


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
