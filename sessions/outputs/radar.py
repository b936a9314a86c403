"""A profile as a radar: a spoke an item, a ring a level, and two outlines. Pure, as all charts.

The outlines differ in line, mark and colour, and every spoke says its levels in figures. Levels are ordinal:
what counts is the ring that a mark lies on, and no area is filled.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from sessions.outputs import shapes
from sessions.summary.model import ProfileData, ProfileRow

FEWEST, MOST = 3, 16
"""Items that make an outline, and of which the names find room around it."""
WIDTH = 720.0
# In units of their own, from the middle of the radar; the page scales them.
_RADIUS, _INNERMOST = 172.0, 30.0
"""Of the highest level and of the lowest, which has a ring as well: level 0 is an answer, and no gap."""
_OUT, _NAME = _RADIUS + 22, 166.0
"""Where the names stand, and the room that one has."""
_LINE, _APART = 15.0, 6.0
"""Height of a line, and between two names."""
Point = tuple[float, float]


def can_show(data: ProfileData) -> bool:
    """Whether there are as many items as a radar needs, and has room for."""
    return FEWEST <= len(data.rows) <= MOST


@dataclass(slots=True)
class _Name:
    """What stands at the end of a spoke: its lines from `top` on, and how they are set."""

    x: float
    top: float
    anchor: str
    lines: list[str]
    level: str

    @property
    def bottom(self) -> float:
        return self.top + _LINE * (len(self.lines) + 1)


def marks(data: ProfileData) -> tuple[float, float, list[str]]:
    """Width, height and marks: rings, spokes, outlines of targets and agreed levels, names, and a key."""
    names = _names(data)
    top = min(-_RADIUS, *(name.top for name in names)) - 8
    bottom = max(_RADIUS, *(name.bottom for name in names)) + 24
    drawn = _grid(data)
    agreed = _points(data, [row.agreed for row in data.rows])
    targets = _points(data, [row.target for row in data.rows])
    # Where the two lie on each other, dashes are seen on the line, and a dot in its ring.
    drawn += [*_outline(agreed, "agreed"), *_outline(targets, "target")]
    drawn += [_mark(point, "target") for point in targets if point is not None]
    drawn += [_mark(point, "agreed") for point in agreed if point is not None]
    for name in names:
        first = name.top + 11
        drawn += [
            shapes.text(name.x, first + _LINE * place, said, f"name {name.anchor}")
            for place, said in enumerate(name.lines)
        ]
        drawn.append(shapes.text(name.x, first + _LINE * len(name.lines), name.level, f"label {name.anchor}"))
    drawn += _ring_numbers(data)
    key, height = _key(data, bottom)
    inside = f'<g transform="translate({WIDTH / 2:g} {-top:.1f})">{"".join((*drawn, *key))}</g>'
    return WIDTH, bottom + height - top, [inside]


def _point(data: ProfileData, place: float, radius: float) -> Point:
    """A point on the spoke at `place`, of which the first one goes up and the others follow clockwise."""
    angle = 2 * pi * place / len(data.rows)
    return radius * sin(angle), -radius * cos(angle)


def _radius(data: ProfileData, level: int) -> float:
    return _INNERMOST + (_RADIUS - _INNERMOST) * (level - data.base) / (len(data.labels) - 1)


def _grid(data: ProfileData) -> list[str]:
    levels = range(data.base, data.base + len(data.labels))
    rings = [shapes.circle(0, 0, _radius(data, level), "radar-ring") for level in levels]
    ends = (_point(data, place, _RADIUS) for place in range(len(data.rows)))
    return [*rings, *(shapes.line(0, 0, x, y, "rule") for x, y in ends)]


def _ring_numbers(data: ProfileData) -> list[str]:
    """The number of each ring, between the first two spokes."""
    levels = range(data.base, data.base + len(data.labels))
    places = ((level, _point(data, 0.5, _radius(data, level))) for level in levels)
    return [shapes.text(x, y + 4.5, str(level), "level haloed") for level, (x, y) in places]


def _points(data: ProfileData, levels: Iterable[int | None]) -> list[Point | None]:
    return [
        None if level is None else _point(data, place, _radius(data, level))
        for place, level in enumerate(levels)
    ]


def _outline(points: Sequence[Point | None], kind: str) -> list[str]:
    """An outline through the points, open on both sides of one that is missing."""
    there = [point for point in points if point is not None]
    if len(there) == len(points):
        return [shapes.path(there, f"outline {kind}", closed=True)]
    pairs = zip(points, (*points[1:], points[0]), strict=True)
    return [
        shapes.path((here, following), f"outline {kind}", closed=False)
        for here, following in pairs
        if here is not None and following is not None
    ]


def _mark(point: Point, kind: str) -> str:
    """A dot for an agreed level; around it, or elsewhere, a ring for a target."""
    return shapes.circle(*point, 5 if kind == "agreed" else 9, f"radar-mark {kind}")


def _names(data: ProfileData) -> list[_Name]:
    """The names around the radar, those on either side moved apart where one would cover another."""
    names = [_name(data, place, row) for place, row in enumerate(data.rows)]
    for side in ("start", "end"):
        ours = sorted((name for name in names if name.anchor == side), key=lambda name: name.top)
        above = [name for name in ours if name.top + name.bottom < 0]
        _move_apart(reversed(above), down=False)
        _move_apart(ours[max(0, len(above) - 1) :], down=True)
    return names


def _move_apart(names: Iterable[_Name], *, down: bool) -> None:
    """Each one clear of the one before it; the first stays."""
    before: _Name | None = None
    for name in names:
        if before is not None:
            clear_of = before.bottom + _APART if down else before.top - _APART - (name.bottom - name.top)
            name.top = max(name.top, clear_of) if down else min(name.top, clear_of)
        before = name


def _name(data: ProfileData, place: int, row: ProfileRow) -> _Name:
    x, y = _point(data, place, _OUT)
    middle = abs(x) < 1
    room = min(2 * _point(data, 1, _OUT)[0] - 12, 2 * _NAME) if middle else _NAME
    lines = shapes.wrapped(row.name, room)
    height = _LINE * (len(lines) + 1)
    anchor = "middle" if middle else "start" if x > 0 else "end"
    return _Name(x, y + height * (y / _OUT - 1) / 2, anchor, lines, _levels(row))


def _levels(row: ProfileRow) -> str:
    if row.agreed is None:
        return "no level agreed"
    return f"agreed {row.agreed}" if row.target is None else f"agreed {row.agreed}, target {row.target}"


def _key(data: ProfileData, top: float) -> tuple[list[str], float]:
    """What lines and rings stand for, below the radar, and its height."""
    drawn: list[str] = []
    for x, kind, said in ((-130.0, "agreed", "agreed level"), (30.0, "target", "target")):
        drawn.append(shapes.path(((x, top), (x + 44, top)), f"outline {kind}", closed=False))
        drawn.append(_mark((x + 22, top), kind))
        drawn.append(shapes.text(x + 54, top + 4.5, said, "name"))
    rings = ", ".join(f"{number} {label}" for number, label in enumerate(data.labels, start=data.base))
    lines = shapes.wrapped(f"Rings, from the middle out: {rings}.", WIDTH - 60)
    drawn += [shapes.text(0, top + 28 + _LINE * place, said, "label") for place, said in enumerate(lines)]
    return drawn, 28 + _LINE * len(lines)
