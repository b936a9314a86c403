"""Chains: each of these goes on from another one, by its id. Loads nothing, and knows nobody's record."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    T = TypeVar("T")


def firsts(previous: Mapping[str, str]) -> dict[str, str]:
    """{id: id of the first one of its chain} of {id: id of the one that it goes on from, or nothing}.

    The first may be one that is not here. Of those that go round in a circle it is the least.
    """
    first: dict[str, str] = {}
    for start in previous:
        way: dict[str, None] = {}
        at = start
        while at not in first and at not in way:
            way[at] = None
            before = previous.get(at, "")
            if not before:
                break
            at = before
        found = first.get(at) or (min([*way][[*way].index(at) :]) if previous.get(at) else at)
        first |= dict.fromkeys(way, found)
    return first


def each_behind(known: Mapping[str, T], previous: Callable[[T], str | None]) -> dict[str, T]:
    """What is known in its order, but each of it behind those that it goes on from."""
    order: dict[str, T] = {}
    for start, link in known.items():
        way: dict[str, T] = {}
        at, here = start, link
        while at not in way and at not in order:
            way[at] = here
            before = previous(here) or ""
            if before not in known:
                break
            at, here = before, known[before]
        order |= reversed(way.items())
    return order
