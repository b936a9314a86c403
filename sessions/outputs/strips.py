"""Many places as a strip an item: the middle half as a bar, the median a dot, one's own place a ring. SVG."""

from collections.abc import Iterator

from sessions.outputs import shapes
from sessions.summary.model import PlacesData, PlacesRow

_WIDTH, _NAMES, _ROW = 720.0, 250.0, 30.0


def marks(data: PlacesData) -> tuple[float, float, list[str]]:
    """Width, height, and what is drawn: a row an item, under the levels."""
    step = (_WIDTH - _NAMES) / len(data.labels)
    heads = [shapes.wrapped(label, step - 6) for label in data.labels]
    top = 24.0 + 13 * max(map(len, heads))
    names = [shapes.wrapped(row.name, _NAMES - 12) for row in data.rows]
    heights = [max(_ROW, 15.0 * len(name) + 10) for name in names]
    bottom = top + sum(heights)
    drawn: list[str] = []
    for column, head in enumerate(heads):
        x = _NAMES + step * (column + 0.5)
        drawn.append(shapes.text(x, 14, str(column + data.base), "level"))
        drawn.extend(shapes.text(x, 29 + 13 * row, line, "label") for row, line in enumerate(head))
        drawn.append(shapes.line(x, top, x, bottom, "grid"))
    y = top
    for row, name, height in zip(data.rows, names, heights, strict=True):
        drawn.append(shapes.line(0, y, _WIDTH, y, "rule"))
        first = y + height / 2 + 4.5 - 7.5 * (len(name) - 1)
        drawn.extend(shapes.text(0, first + 15 * at, line, "name") for at, line in enumerate(name))
        drawn.extend(_strip(row, y + height / 2, step))
        y += height
    drawn.append(shapes.line(0, bottom, _WIDTH, bottom, "rule"))
    key = "Bar: the middle half of the places. Dot: the middle one."
    if any(row.own is not None for row in data.rows):
        key += f" Ring: {data.own}."
    drawn.append(shapes.text(_NAMES, bottom + 18, key, "label start"))
    return _WIDTH, bottom + 24, drawn


def _strip(row: PlacesRow, y: float, step: float) -> Iterator[str]:
    def across(level: int) -> float:
        return _NAMES + step * (level + 0.5)

    if row.median is None:
        yield shapes.text(_NAMES + step * 0.5 - 12, y + 4, row.hidden, "label start")
    else:
        lower, upper = row.quartiles or (row.median, row.median)
        if row.quartiles is not None:
            yield shapes.rect(across(lower) - 14, y - 7, across(upper) - across(lower) + 28, 14, "half")
        yield shapes.circle(across(row.median), y, 5, "middle-place")
    if row.own is not None:
        yield shapes.circle(across(row.own), y, 11, "own")
