"""What of a figure was shown before, and whether it may be shown anew: see `sessions.many.suppress`, rule 4.

Kept are no levels and no names: of each place a digest, and a digest of what it contributed.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from sessions.many.suppress import Change, Figures, Share, bounds, differs_enough, leaves_open

Members: TypeAlias = Mapping[str, tuple[str, int]]
"""{a place: (what it contributed, how many are counted of it)}, both as nobody can read them."""


class Release(NamedTuple):
    """A figure that was shown, what it rested on, and the day on which that was first so, in ISO form."""

    on: str
    members: Members
    levels: int
    shown: Figures | Share


def latest(now: Release, before: Sequence[Release]) -> Release:
    """What is to be shown: `now`, where nothing shown `before` gives anything away with it; else the last.

    `before` are the releases of the same figure, the first one first.
    """
    same = (release for release in before if release.members == now.members and release.levels == now.levels)
    if (again := next(same, None)) is not None:
        return again
    return now if all(_may_follow(now, release) for release in before) else before[-1]


def _may_follow(now: Release, before: Release) -> bool:
    here, there = now.members, before.members
    other = {place for place in here.keys() | there.keys() if here.get(place) != there.get(place)}
    if not differs_enough(other) or now.levels != before.levels:
        return False
    change = Change(
        both=sum(many for place, (_, many) in here.items() if place not in other),
        gone=sum(many for place, (_, many) in there.items() if place in other),
        new=sum(many for place, (_, many) in here.items() if place in other),
    )
    return leaves_open(bounds(before.shown, before.levels), bounds(now.shown, now.levels), change)
