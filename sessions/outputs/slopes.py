"""Levels from session to session as slopes: a column a session, a line for all items of one way. Pure.

Items that stood on the same levels share a line, and are named together at its end, so that ties are read and
not lost. What went up from first to last is drawn whole, down dashed, as before thin, and every line says
its levels in figures.
"""

from collections.abc import Sequence

from sessions.outputs import shapes
from sessions.summary.model import SlopeData

WIDTH = 720.0
# In units of their own; the page scales them.
_LEFT, _RIGHT = 150.0, 260.0
"""Room for the levels' names, and for what the lines are of."""
_TOP, _STEP, _LINE = 44.0, 54.0, 15.0
"""Where the highest level lies, the least height of a level, and of a line of text."""
Levels = tuple[int | None, ...]


def marks(data: SlopeData) -> tuple[float, float, list[str]]:
    """Width, height and marks: levels, a column a session, and a line and a name for each way."""
    ways = _ways(data)
    named = {way: shapes.wrapped(_name(way, labels), _RIGHT - 24) for way, labels in ways.items()}
    needed = sum(_LINE * len(lines) + 4 for lines in named.values())
    step = max(_STEP, needed / max(1, len(data.labels) - 1))
    xs = [_LEFT + (WIDTH - _LEFT - _RIGHT) * at / max(1, len(data.columns) - 1) for at in range(_many(data))]

    def y(level: int) -> float:
        return _TOP + step * (data.base + len(data.labels) - 1 - level)

    drawn = _grid(data, xs, y(data.base), step)
    for way in ways:
        points = [(xs[at], y(level)) for at, level in enumerate(way) if level is not None]
        drawn.append(shapes.path(points, f"slope {_direction(way)}", closed=False))
    drawn += [
        shapes.circle(xs[at], y(level), 5, "slope-end")
        for way in ways
        for at, level in enumerate(way)
        if level is not None
    ]
    top = _TOP - _LINE
    for way in sorted(ways, key=lambda way: (-_last(way)[1], [level or 0 for level in way])):
        at, level = _last(way)
        lines = named[way]
        top = max(top, y(level) - _LINE * len(lines) / 2)
        drawn.append(shapes.line(xs[at] + 6, y(level), xs[-1] + 18, top + _LINE * len(lines) / 2, "grid"))
        drawn += [
            shapes.text(xs[-1] + 22, top + 11 + _LINE * row, said, "name") for row, said in enumerate(lines)
        ]
        top += _LINE * len(lines) + 4
    bottom = max(y(data.base) + 20, top)
    drawn.append(shapes.text(0, bottom + 22, "Whole line: up. Dashed: down. Thin: as before.", "label start"))
    return WIDTH, bottom + 30, drawn


def _many(data: SlopeData) -> int:
    return len(data.columns)


def _ways(data: SlopeData) -> dict[Levels, list[str]]:
    """The items of each way that levels went, as one line of the picture."""
    ways: dict[Levels, list[str]] = {}
    for row in data.rows:
        ways.setdefault(row.levels, []).append(row.label)
    return ways


def _known(way: Levels) -> list[int]:
    return [level for level in way if level is not None]


def _last(way: Levels) -> tuple[int, int]:
    """(which session, the level there) of the last that has one."""
    return next((at, level) for at, level in reversed([*enumerate(way)]) if level is not None)


def _direction(way: Levels) -> str:
    first, *_, last = _known(way)
    return "same" if first == last else "down" if last < first else "up"


def _name(way: Levels, labels: Sequence[str]) -> str:
    """ "1.1, 1.4: 2 → 4"."""
    return f"{', '.join(labels)}: {' → '.join(map(str, _known(way)))}"


def _grid(data: SlopeData, xs: Sequence[float], bottom: float, step: float) -> list[str]:
    drawn: list[str] = []
    for place, label in enumerate(data.labels):
        y = bottom - step * place
        drawn.append(shapes.line(_LEFT - 12, y, xs[-1], y, "grid"))
        drawn.append(shapes.text(0, y + 4.5, f"{data.base + place} {label}", "name"))
    for x, column in zip(xs, data.columns, strict=True):
        drawn.append(shapes.line(x, _TOP - 12, x, bottom + 10, "rule"))
        room = (xs[1] - xs[0]) if len(xs) > 1 else _LEFT
        lines = shapes.wrapped(column, room - 6)
        drawn += [shapes.text(x, 12 + 13 * row, said, "level") for row, said in enumerate(lines[:2])]
    return drawn
