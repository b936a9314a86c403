"""The charts as inline SVG. Pure: a chart in, markup out, all text escaped.

Colours, fonts and patterns come by class from the page's style sheet, so that a strict content policy can
stand. Nothing is told by colour alone: counts and levels are written in figures.
"""

from fractions import Fraction
from functools import partial
from html import escape

from sessions import words
from sessions.outputs import radar, shapes, slopes, strips
from sessions.outputs.item_rows import NAMES, item_rows
from sessions.summary.model import Chart, PlacesData, ProfileData, ProfileRow, SlopeData, SpreadData

# In units of their own; the page scales them.
_SPREAD_WIDTH, _COLUMN = 420.0, 62.0
"""Width of a spread at least, and of each of its columns."""
_BAR_TOP, _BASE = 42.0, 98.0
"""Where the highest bar ends and where all begin."""
_LEAST_FULL = 4  # the count at which a bar is full, at least: one answer of one is no landslide


def draw(chart: Chart) -> str:
    """The chart as one `svg` element, with title and description for those who do not see it."""
    match chart.data:
        case SpreadData():
            width, height, inside = _spread(chart.data)
        case ProfileData(shape="radar") if radar.can_show(chart.data):
            width, height, inside = radar.marks(chart.data)
        case PlacesData():
            width, height, inside = strips.marks(chart.data)
        case ProfileData():
            width, height, inside = _profile(chart.data)
        case SlopeData():
            width, height, inside = slopes.marks(chart.data)
    names = f"{chart.anchor}-title {chart.anchor}-text"
    return (
        f'<svg role="img" aria-labelledby="{escape(names)}" viewBox="0 0 {width:g} {height:g}"'
        ' xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{escape(chart.anchor)}-title">{escape(chart.title)}</title>'
        f'<desc id="{escape(chart.anchor)}-text">{escape(chart.alt)}</desc>'
        f"{''.join(inside)}</svg>"
    )


def _spread(data: SpreadData) -> tuple[float, float, list[str]]:
    """Width, height and marks: a bar and a count a level, don't-knows apart; below, what was settled."""
    columns = len(data.labels) + 1
    wide = max(_SPREAD_WIDTH, _COLUMN * columns + 10)
    step = (wide - 10.0) / columns
    full = max(Fraction(_LEAST_FULL), *data.counts, data.dont_know)
    names = [shapes.wrapped(label, step - 2) for label in (*data.labels, "don’t know")]
    marks = [shapes.line(0, _BASE, wide, _BASE, "axis")]
    for column, count in enumerate((*data.counts, data.dont_know)):
        apart = column == columns - 1
        middle = step * (column + 0.5) + (10 if apart else 0)
        tall = (_BASE - _BAR_TOP) * float(count / full)
        if count:
            style = "bar hatched" if apart else "bar"
            marks.append(shapes.rect(middle - (step - 18) / 2, _BASE - tall, step - 18, tall, style))
        marks.append(
            shapes.text(middle, _BASE - tall - 6, words.amount(count), "count" if count else "count none")
        )
        if not apart:
            marks.append(shapes.text(middle, _BASE + 19, str(column + data.base), "level"))
        for row, line in enumerate(names[column]):
            marks.append(shapes.text(middle, _BASE + (19 if apart else 34) + 13 * row, line, "label"))
    if data.median is not None:
        x = step * (data.median - data.base + 0.5)
        marks.append(shapes.text(x, 11, "median", "tag"))
        marks.append(f'<path d="M{x - 5:.1f} 15 h10 l-5 7 z" class="median"/>')
    below = _BASE + 34 + 13 * max(map(len, names))
    settled = ((data.agreed, "agreed", "agreed level"), (data.target, "target", "target"))
    half = min(38.0, step / 2)  # the smallest step has room for the longer name
    for level, kind, name in settled:
        if level is not None and not (kind == "target" and data.target == data.agreed):
            middle = step * (level - data.base + 0.5)
            marks.append(shapes.rect(middle - half, below - 9, 2 * half, 18, f"pill {kind}"))
            marks.append(shapes.text(middle, below + 4, name, f"pill-text {kind}"))
    return wide, below + (12 if data.agreed is not None else -8), marks


def _profile(data: ProfileData) -> tuple[float, float, list[str]]:
    """Width, height and marks: a row an item, filled at the agreed level, with a ring at the target."""
    rows = [(row.name, partial(_profile_marks, row, data.base)) for row in data.rows]
    return item_rows(data.labels, data.base, rows, "Filled: agreed level. Ring: target.")


def _profile_marks(row: ProfileRow, base: int, y: float, step: float) -> list[str]:
    if row.agreed is None:
        return [shapes.text(NAMES + step * 0.5 - 12, y + 4, "no level agreed", "label start")]
    here = NAMES + step * (row.agreed - base + 0.5)
    marks: list[str] = []
    if row.target is not None and row.target != row.agreed:
        there = NAMES + step * (row.target - base + 0.5)
        marks.append(shapes.line(here, y, there - 11, y, "way"))
        marks.append(shapes.circle(there, y, 10, "ring"))
        marks.append(shapes.text(there, y + 4.5, str(row.target), "ring-text"))
    marks.append(shapes.circle(here, y, 11, "dot"))
    marks.append(shapes.text(here, y + 4.5, str(row.agreed), "dot-text"))
    return marks
