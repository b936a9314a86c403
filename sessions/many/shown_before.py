"""What was shown of a figure before, and whether it may be renewed: see `sessions.many.suppress`, rule 4.

Kept beside the sessions are no levels of a place and no names: of each a digest of its name, salted with a
secret of the folder, by which whoever has this file can only try whether a place took part; and a digest of
what it contributed, which nobody can make who has not got its session. It is no shortcut: without it, what is
shown next could be subtracted from what was shown before.
"""

import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from pydantic import TypeAdapter

from sessions.disk import os_problems, read, write_durably
from sessions.files import SIDE_BY_SIDE
from sessions.many.attack import Seen, leaves_open
from sessions.many.standings import digest
from sessions.many.suppress import Figures, Share, bounds, differs_enough
from sessions.problem import Problem

VERSION = "workshop benchmark 2"
UNSALTED = "workshop benchmark 1"
"""The version before it, whose digests of names have no salt."""
Members: TypeAlias = Mapping[str, tuple[str, int]]
"""{a place: (what it contributed, how many are counted of it)}, both as nobody can read them."""


def hidden(place: str, salt: str) -> str:
    """A place as it is kept; `place` is what all ways to write its name have in common."""
    return _salted(digest("place", place), salt)


def _salted(unsalted: str, salt: str) -> str:
    return digest(salt, unsalted)


class Release(NamedTuple):
    """A figure that was shown, what it rested on, and the day on which that was first so, in ISO form."""

    on: str
    members: Members
    levels: int
    shown: Figures | Share
    together: str = ""
    """The same in figures that were shown as one, beside their total; empty for one that stands alone."""
    salt: str = ""
    """What its members are hidden with, see `hidden`."""


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
    return now if may_follow(now, before) else before[-1]


def may_follow(now: Release, before: Sequence[Release]) -> bool:
    """Whether one may be shown where all the others were."""
    if not before:
        return True
    if any(now.levels != other.levels or not differs_enough(_changed(now, other)) for other in before):
        return False
    releases = (*before, now)
    groups: dict[frozenset[int], int] = {}
    for seen_in, size in _contributions([release.members for release in releases]):
        groups[seen_in] = groups.get(seen_in, 0) + size
    seen = [
        Seen(
            tuple(at for at, seen_in in enumerate(groups) if number in seen_in),
            bounds(release.shown, release.levels),
        )
        for number, release in enumerate(releases)
    ]
    alone = [(at,) for at in range(len(groups))]
    return leaves_open(list(groups.values()), seen, [*alone, *(figure.groups for figure in seen)])


class Part(NamedTuple):
    """Actions from one item, or all of them under "", at one moment."""

    members: Members
    shown: Share | None
    """None where their share is not shown then."""


Parts: TypeAlias = Mapping[str, Part]
"""{an item: its part}, and all of them under ""; those of no item, or of none that is known, are the rest."""


def may_stand_together(moments: Sequence[Parts]) -> bool:
    """Whether the shares of parts and of their totals, at several moments, leave every part open.

    A place that said the same of all at two moments said the same of each part.
    """
    sizes: dict[tuple[str, frozenset[int], frozenset[int]], int] = {}
    for group, said, moments_of in _said(moments):
        shown_at = frozenset(at for at in moments_of if group in moments[at] and moments[at][group].shown)
        key = group, moments_of, shown_at if group else frozenset()
        sizes[key] = sizes.get(key, 0) + said
    seen: list[Seen] = []
    cells: list[tuple[int, ...]] = [(at,) for at in range(len(sizes))]
    for moment, parts in enumerate(moments):
        here = [(at, group) for at, (group, moments_of, _) in enumerate(sizes) if moment in moments_of]
        for name, part in parts.items():
            if part.shown is not None:
                groups = tuple(at for at, group in here if group == name or not name)
                seen.append(Seen(groups, bounds(part.shown, 2)))
                cells.append(groups)
        unshown = (at for at, group in here if not group or group not in parts or not parts[group].shown)
        cells.append(tuple(unshown))
    for moments_of in {key[1] for key in sizes}:
        cells.append(tuple(at for at, key in enumerate(sizes) if key[1] == moments_of))
    return leaves_open(list(sizes.values()), seen, cells)


def _said(moments: Sequence[Parts]) -> Iterator[tuple[str, int, frozenset[int]]]:
    """(an item or "" for the rest, how many actions, at which moments) of each thing that a place said."""
    wholes: dict[tuple[str, tuple[str, int]], set[int]] = {}
    for moment, parts in enumerate(moments):
        for place, said in parts[""].members.items():
            wholes.setdefault((place, said), set()).add(moment)
    of_items: dict[tuple[str, str, tuple[str, int]], set[int]] = {}
    for (place, (_, many)), moments_of in wholes.items():
        known = {
            group: part.members[place]
            for moment in sorted(moments_of)
            for group, part in moments[moment].items()
            if group and place in part.members
        }
        for group, said in known.items():
            of_items.setdefault((place, group, said), set()).update(moments_of)
        yield "", many - sum(many for _, many in known.values()), frozenset(moments_of)
    for (_, group, (_, many)), moments_of in of_items.items():
        yield group, many, frozenset(moments_of)


def _changed(now: Release, before: Release) -> set[str]:
    """The places that have come, gone or changed."""
    here, there = now.members, before.members
    return {place for place in here.keys() | there.keys() if here.get(place) != there.get(place)}


def _contributions(releases: Sequence[Members]) -> Iterator[tuple[frozenset[int], int]]:
    """(numbers of the releases that it counts in, how many are counted) of each thing that a place said."""
    where: dict[tuple[str, tuple[str, int]], set[int]] = {}
    for number, members in enumerate(releases):
        for place, said in members.items():
            where.setdefault((place, said), set()).add(number)
    return ((frozenset(numbers), said[1]) for (_, said), numbers in where.items())


@dataclass(frozen=True, slots=True)
class Shown:
    """All that was shown of places side by side."""

    releases: Mapping[str, tuple[Release, ...]]
    """{what a figure is of: its releases, the first one first}."""
    secret: str
    """What the order of letters comes from, and places are hidden with, so that no one can tell names."""

    def of_places(self, names: Collection[str]) -> dict[str, tuple[Release, ...]]:
        """The releases, with these places hidden by our secret: other folders had secrets of their own."""
        salts = {release.salt for rows in self.releases.values() for release in rows} - {self.secret}
        here = {salt: {hidden(name, salt): hidden(name, self.secret) for name in names} for salt in salts}

        def renamed(release: Release) -> Release:
            if (known := here.get(release.salt)) is None:
                return release
            members = {known.get(place, place): said for place, said in release.members.items()}
            return release._replace(members=members)

        return {key: tuple(map(renamed, rows)) for key, rows in self.releases.items()}

    def with_new(self, releases: Mapping[str, tuple[Release, ...]]) -> "Shown":
        """With what these have beyond `of_places`."""
        old = self.releases
        return Shown(
            {key: (*old.get(key, ()), *rows[len(old.get(key, ())) :]) for key, rows in releases.items()},
            self.secret,
        )


def read_shown(folders: Iterable[Path]) -> Shown:
    """What was shown of these folders, alone or with others. Raises Problem where that can't be read."""
    files = []
    for folder in folders:
        path = folder / SIDE_BY_SIDE
        if not path.exists():
            continue
        with os_problems("What was shown of places before can't be read", path):
            data = read(path)
        try:
            files.append(_file(json.loads(data)))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            hint = "Bring it back from a backup: without it, figures could be subtracted from earlier ones."
            raise Problem(
                "What was shown of places before can't be read", where=str(path), hint=hint
            ) from error
    secret = next((secret for secret, _ in files), "") or secrets.token_hex(16)
    releases: dict[str, list[Release]] = {}
    for _, shown in files:
        for key, rows in shown.items():
            known = releases.setdefault(key, [])
            salted = (release if release.salt else _with_salt(release, secret) for release in rows)
            known += [release for release in salted if release not in known]
    in_order = {key: tuple(sorted(rows, key=lambda row: row.on)) for key, rows in releases.items()}
    return Shown(in_order, secret)


def _file(document: Any) -> tuple[str, dict[str, list[Release]]]:
    """(the secret, what was shown), which has no salt yet where it is of the version before."""
    if document["version"] not in (VERSION, UNSALTED):
        raise ValueError(document["version"])
    secret = str(document["secret"])
    salt = secret if document["version"] == VERSION else ""
    return secret, {key: [_release(row, salt) for row in rows] for key, rows in document["shown"].items()}


def _with_salt(release: Release, salt: str) -> Release:
    members = {_salted(place, salt): said for place, said in release.members.items()}
    return release._replace(members=members, salt=salt)


def _release(row: Any, salt: str) -> Release:
    on, levels, members, together, figure, *own_salt = row
    shown: Figures | Share
    if isinstance(figure, list):
        n, median, quartiles = figure
        shown = Figures(n, median, quartiles and (quartiles[0], quartiles[1]))
    else:
        shown = Share(figure["n"], figure["part"], figure["parts"])
    said = {place: (mark, many) for place, mark, many in members}
    release = Release(on, said, levels, shown, together, own_salt[0] if own_salt else salt)
    return _AS_IT_IS.validate_python(release, strict=True)


def packed(shown: Shown) -> dict[str, Any]:
    """All that was shown, as JSON has it, to be kept."""
    rows = {
        key: [_row(release, shown.secret) for release in releases] for key, releases in shown.releases.items()
    }
    return {"version": VERSION, "secret": shown.secret, "shown": rows}


def unpacked(document: Any) -> Shown:
    """What `packed` made, read again. Raises ValueError and the like for anything else."""
    secret, shown = _file(document)
    return Shown({key: tuple(rows) for key, rows in shown.items()}, secret)


def keep_shown(folders: Iterable[Path], shown: Shown) -> None:
    """Keep what has been shown, beside the sessions of each folder. Raises Problem."""
    data = json.dumps(packed(shown), separators=(",", ":")).encode()
    for folder in folders:
        with os_problems(
            "What is shown of places can't be noted, so nothing is shown", folder / SIDE_BY_SIDE
        ):
            write_durably(folder / SIDE_BY_SIDE, data, private=True)


def _row(release: Release, secret: str) -> list[Any]:
    members = [[place, *release.members[place]] for place in sorted(release.members)]
    shown = release.shown
    figure = shown._asdict() if isinstance(shown, Share) else list(shown)
    own_salt = [] if release.salt == secret else [release.salt]
    return [release.on, release.levels, members, release.together, figure, *own_salt]
