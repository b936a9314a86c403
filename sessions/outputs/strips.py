"""Many places as a strip an item: the middle half as a bar, the median a dot, one's own place a ring. SVG."""

from collections.abc import Iterator
from functools import partial

from sessions.outputs import shapes
from sessions.outputs.item_rows import NAMES, item_rows
from sessions.summary.model import PlacesData, PlacesRow


def marks(data: PlacesData) -> tuple[float, float, list[str]]:
    """Width, height, and what is drawn: a row an item, under the levels."""
    key = "Bar: the middle half of the places. Dot: the middle one."
    if any(row.own is not None for row in data.rows):
        key += f" Ring: {data.own}."
    return item_rows(data.labels, data.base, [(row.name, partial(_strip, row)) for row in data.rows], key)


def _strip(row: PlacesRow, y: float, step: float) -> Iterator[str]:
    def across(level: int) -> float:
        return NAMES + step * (level + 0.5)

    if row.median is None:
        yield shapes.text(NAMES + step * 0.5 - 12, y + 4, row.hidden, "label start")
    else:
        lower, upper = row.quartiles or (row.median, row.median)
        if row.quartiles is not None:
            yield shapes.rect(across(lower) - 14, y - 7, across(upper) - across(lower) + 28, 14, "half")
        yield shapes.circle(across(row.median), y, 5, "middle-place")
    if row.own is not None:
        yield shapes.circle(across(row.own), y, 11, "own")
