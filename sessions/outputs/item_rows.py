"""Items below each other under the levels of their scale, each with what is drawn of it. SVG."""

from collections.abc import Callable, Iterable, Sequence

from sessions.outputs import shapes

# In units of their own; the page scales them.
WIDTH, NAMES = 720.0, 250.0
"""Of the whole, and the room for the items' names."""
_ROW = 30.0
"""Height of a row at least."""
Drawn = Callable[[float, float], Iterable[str]]
"""Draws an item, from where the middle of its row lies and how wide the column of a level is."""


def item_rows(
    labels: Sequence[str], base: int, rows: Sequence[tuple[str, Drawn]], key: str
) -> tuple[float, float, list[str]]:
    """Width, height and marks: the levels, named from number `base` on, a row an item, and a `key` below."""
    step = (WIDTH - NAMES) / len(labels)
    heads = [shapes.wrapped(label, step - 6) for label in labels]
    top = 24.0 + 13 * max(map(len, heads))
    names = [shapes.wrapped(name, NAMES - 12) for name, _ in rows]
    heights = [max(_ROW, 15.0 * len(name) + 10) for name in names]
    bottom = top + sum(heights)
    marks: list[str] = []
    for column, head in enumerate(heads):
        x = NAMES + step * (column + 0.5)
        marks.append(shapes.text(x, 14, str(column + base), "level"))
        marks.extend(shapes.text(x, 29 + 13 * row, line, "label") for row, line in enumerate(head))
        marks.append(shapes.line(x, top, x, bottom, "grid"))
    y = top
    for (_, draw), name, height in zip(rows, names, heights, strict=True):
        marks.append(shapes.line(0, y, WIDTH, y, "rule"))
        first = y + height / 2 + 4.5 - 7.5 * (len(name) - 1)
        marks.extend(shapes.text(0, first + 15 * index, line, "name") for index, line in enumerate(name))
        marks.extend(draw(y + height / 2, step))
        y += height
    marks.append(shapes.line(0, bottom, WIDTH, bottom, "rule"))
    marks.append(shapes.text(NAMES, bottom + 18, key, "label start"))
    return WIDTH, bottom + 24, marks
