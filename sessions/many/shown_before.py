"""What of a figure was shown before, and whether it may be shown anew: see `sessions.many.suppress`, rule 4.

Kept beside the sessions are no levels of a place and no names: of each a digest of its name, by which one can
only try whether a place took part; and a digest of what it contributed, which nobody can make who has not got
its session. It is no shortcut: without it, what is shown next could be subtracted from what was shown before.
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from pydantic import TypeAdapter

from sessions.disk import os_problems, read, write_durably
from sessions.files import SIDE_BY_SIDE
from sessions.many.suppress import Change, Figures, Share, bounds, differs_enough, leaves_open
from sessions.problem import Problem

VERSION = "workshop benchmark 1"
Members: TypeAlias = Mapping[str, tuple[str, int]]
"""{a place: (what it contributed, how many are counted of it)}, both as nobody can read them."""


class Release(NamedTuple):
    """A figure that was shown, what it rested on, and the day on which that was first so, in ISO form."""

    on: str
    members: Members
    levels: int
    shown: Figures | Share
    together: str = ""
    """The same in figures that were shown as one, beside their total; empty for one that stands alone."""


_AS_IT_IS = TypeAdapter(Release)
"""Raises ValueError where a file has something else in the place of a number or a text."""


def is_same(now: Release, before: Release) -> bool:
    """Whether both rest on the very same, so that they show the same."""
    return (now.members, now.levels) == (before.members, before.levels)


def latest(now: Release, before: Sequence[Release]) -> Release:
    """What is to be shown: `now`, where nothing shown `before` gives anything away with it; else the last.

    `before` are the releases of the same figure, the first one first.
    """
    if (again := next((release for release in before if is_same(now, release)), None)) is not None:
        return again
    return now if all(may_follow(now, release) for release in before) else before[-1]


def may_follow(now: Release, before: Release) -> bool:
    """Whether one may be shown where the other was."""
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


@dataclass(frozen=True, slots=True)
class Shown:
    """All that was shown of places side by side."""

    releases: Mapping[str, tuple[Release, ...]]
    """{what a figure is of: its releases, the first one first}."""
    secret: str
    """What the order of letters comes from, so that no one can tell names by it."""


def read_shown(folders: Iterable[Path]) -> Shown:
    """What was shown of these folders, alone or with others. Raises Problem where that can't be read."""
    releases: dict[str, list[Release]] = {}
    secret = ""
    for folder in folders:
        path = folder / SIDE_BY_SIDE
        if not path.exists():
            continue
        with os_problems("What was shown of places before can't be read", path):
            data = read(path)
        try:
            told = json.loads(data)
            if told["version"] != VERSION:
                raise ValueError(told["version"])
            secret = secret or str(told["secret"])
            for key, rows in told["shown"].items():
                known = releases.setdefault(key, [])
                known += [row for row in map(_release, rows) if row not in known]
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            hint = "Bring it back from a backup: without it, figures could be subtracted from earlier ones."
            raise Problem(
                "What was shown of places before can't be read", where=str(path), hint=hint
            ) from error
    in_order = {key: tuple(sorted(rows, key=lambda row: row.on)) for key, rows in releases.items()}
    return Shown(in_order, secret or secrets.token_hex(16))


def _release(row: Any) -> Release:
    on, levels, members, together, figure = row
    shown: Figures | Share
    if isinstance(figure, list):
        n, median, quartiles = figure
        shown = Figures(n, median, quartiles and (quartiles[0], quartiles[1]))
    else:
        shown = Share(figure["n"], figure["part"], figure["parts"])
    release = Release(on, {place: (mark, many) for place, mark, many in members}, levels, shown, together)
    return _AS_IT_IS.validate_python(release, strict=True)


def keep_shown(folders: Iterable[Path], shown: Shown) -> None:
    """Keep what has been shown, beside the sessions of each folder. Raises Problem."""
    rows = {key: [_row(release) for release in releases] for key, releases in shown.releases.items()}
    told = {"version": VERSION, "secret": shown.secret, "shown": rows}
    data = json.dumps(told, separators=(",", ":")).encode()
    for folder in folders:
        with os_problems(
            "What is shown of places can't be noted, so nothing is shown", folder / SIDE_BY_SIDE
        ):
            write_durably(folder / SIDE_BY_SIDE, data, private=True)


def _row(release: Release) -> list[Any]:
    members = [[place, *release.members[place]] for place in sorted(release.members)]
    shown = release.shown
    figure = shown._asdict() if isinstance(shown, Share) else list(shown)
    return [release.on, release.levels, members, release.together, figure]
