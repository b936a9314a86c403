"""Pictures on the wall: a heat map, and the way of items along their scales.

LIKELIHOOD     IMPACT  low        medium     high
high                   ▌◆ medium  ▌■ high 1  ▌■ high 2
                       ▌          ▌7?        ▌1  4

1.1  What care is built for   ○══▸●───▸◆   ·   2 levels to go
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workshop.cells import cells, clip, filled
from workshop.wall.layout.figures import half_figures
from workshop.wall.layout.lines import BLANK, Line, Role, block_role, flowed, hung, wrap
from workshop.wall.layout.lists import Block, Passage, as_many, room_left, spaced
from workshop.wall.layout.picture import fits_in_columns, scale
from workshop.wall.model import Drawing, HeatCell, HeatMap, Mark, Track, Tracks

TOP = 3  # levels of a field
FIGURE = 3  # lines of a count in figures
STEPS = (6, 5, 4, 3)
"""Cells from one level of a track to the next, the roomiest first."""
LEAST_NAME, MOST_NAME = 18, 40
AIR = 6  # lines that are left around the tracks before they stand apart themselves


def drawn(drawing: Drawing, width: int, room: int, *, large: bool = False) -> list[Line]:
    """All of a picture on lines of `width` cells; a map fills `room` lines, if there are so many."""
    if isinstance(drawing, HeatMap):
        return _map(drawing, width, room, large=large)
    return _tracks(drawing, width)


# --- a map ----------------------------------------------------------------------------------------


def _map(heat: HeatMap, width: int, room: int, *, large: bool) -> list[Line]:
    names = max(cells(heat.down), *(cells(name) for name, _ in heat.rows)) + 2
    column = max(6, (width - names) // len(heat.columns))
    tall = max(2, (room - 2) // len(heat.rows) - 1)
    heads = "".join(filled(clip(name, column - 2), column) for name in heat.columns).rstrip()
    lines = [
        Line.of(" " * names, (clip(f"  {heat.across.upper()}", width - names), "accent")),
        Line.of((filled(heat.down.upper(), names + 2), "accent"), (heads, "strong")),
    ]
    for number, (name, fields) in enumerate(heat.rows):
        columns = [_field(field, column - 1, tall, large=large) for field in fields]
        for at in range(tall):
            parts = [_filled(rows[at], column) for rows in columns]
            lines.append(Line.of((filled(name if at == 0 else "", names), "strong"), *parts).rstrip())
        lines += [BLANK] * (number + 1 < len(heat.rows))
    return lines


def _filled(line: Line, width: int) -> Line:
    return Line.of(line, " " * max(0, width - line.cell_length))


def _field(field: HeatCell, width: int, tall: int, *, large: bool) -> list[Line]:
    """Word and count, and below them what lies there, beside a bar of the field's colour."""
    room, count = width - 2, str(len(field.labels))
    role: Role = "strong" if field.labels else "muted"
    fits = cells(field.word) + 1 + cells(count) <= room
    word: tuple[str, Role] = (field.word if fits else field.word[:1], role)
    figure = half_figures(count) if large and tall >= FIGURE + 2 and field.labels else None
    if figure is None:
        text = [Line.of(word, (f"  {count}" if cells(field.word) + 3 <= room else f" {count}", "strong"))]
    else:
        first, *rest = (Line.of((line, block_role(field.level, TOP))) for line in figure)
        text = [Line.of(first, "  ", word), *rest]
    text += _labels(field.labels, room, tall - len(text))
    bar = Line.of(("█ " if large else "▌ ", block_role(field.level, TOP)))
    return [Line.of(bar, line) for line in [*text, *[BLANK] * tall][:tall]]


def _labels(labels: Sequence[str], width: int, room: int) -> list[Line]:
    """The numbers of a field on at most `room` lines, and how many more there are."""
    for count in range(len(labels), -1, -1):
        rest = [f"+{len(labels) - count}"] if count < len(labels) else []
        lines = wrap("  ".join([*labels[:count], *rest]), max(2, width)) if labels else []
        if len(lines) <= room:
            return lines
    return []


# --- tracks ---------------------------------------------------------------------------------------


def track(marks: Sequence[Mark], step: int, levels: range, first: int | None = None) -> str:
    """`·   ○══▸●───▸◆`: marks at their levels, `step` cells apart; what falls together stands in a row.

    The column of level `first` is the first one: the lowest of its scale, where no other scale is beside it.
    """
    first = levels.start if first is None else first
    begin, last = ((level - first) * step for level in (levels.start, levels[-1]))
    places: list[int] = []
    for mark in marks:
        place = round((mark.level - first) * step)
        while place in places:
            place += 1
        places.append(place)
    row = [" "] * (max((last, *places)) + 1)
    row[begin : last + 1 : step] = "·" * len(levels)
    ways = zip(marks, places, places[1:], strict=False)
    for mark, start, end in sorted(ways, key=lambda way: -abs(way[1] - way[2])):  # a shorter one lies on top
        low, high = sorted((start, end))
        row[low + 1 : high] = mark.way * (high - low - 1)
        if high - low > 1:
            row[end - 1 if start < end else end + 1] = "▸" if start < end else "◂"
    for mark, place in zip(marks, places, strict=True):
        row[place] = mark.sign
    return "".join(row)


def _levels(row: Track) -> range:
    return range(row.levels[0].number, row.levels[-1].number + 1)


def _all_levels(tracks: Tracks) -> range:
    """The levels that have a column: those of all scales, which may begin at 0 or at 1."""
    scales = [_levels(row) for row in tracks.rows]
    return range(min(levels.start for levels in scales), max(levels.stop for levels in scales))


def _tracks(tracks: Tracks, width: int) -> list[Line]:
    """The tracks below each other, under what the signs mean."""
    if tracks.alone:
        return _alone(tracks, tracks.rows[0], width)
    rows = (line for block in track_blocks(tracks, width) for line in block.lines)
    return [*track_head(tracks, width), BLANK, *rows]


def _alone(tracks: Tracks, row: Track, width: int) -> list[Line]:
    """One item in all the width: its levels, the way on them, its poles, and what comes of it."""
    top = len(row.levels)
    column = (width + 1) // top
    over = scale(row.levels, width)
    if not fits_in_columns(row.levels, column - 1):
        over += [Line.of(*((filled(str(level.number), column), "strong") for level in row.levels)).rstrip()]
    line = Line.of((track(row.marks, column, _levels(row)), "strong"))
    below = wrap(row.words, width, "strong") if row.words else []
    return [*over, BLANK, line, BLANK, *pole_lines(tracks.poles, width), BLANK, *_key(tracks, width), *below]


def pole_lines(poles: tuple[str, str] | None, width: int) -> list[Line]:
    """What stands at both ends of a scale, each on its side."""
    if poles is None:
        return []
    half = max(6, (width - 3) // 2)
    left, right = (wrap(pole, half - 2, "accent") for pole in poles)
    lines = []
    for at in range(max(len(left), len(right))):
        lead = Line.of("◂ " if at == 0 else "  ", left[at]) if at < len(left) else BLANK
        end = Line.of(right[at], " ▸" if at == 0 else "  ") if at < len(right) else BLANK
        gap = " " * max(1, width - lead.cell_length - end.cell_length)
        lines.append(Line.of(lead, gap, end).rstrip())
    return lines


def _key(tracks: Tracks, width: int) -> list[Line]:
    return flowed(([Line.of((text, "muted"))] for text in tracks.key), width)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Cells of the parts of a row, and whether the words stand beside the scale."""

    sign: int
    name: int
    step: int
    scale: int
    beside: bool


def _sizes(tracks: Tracks, width: int) -> Sizes:
    sign = max(cells(row.label) for row in tracks.rows) + 2
    top = max(len(row.levels) for row in tracks.rows)
    word = max(cells(row.words) for row in tracks.rows)
    longest = min(MOST_NAME, max(cells(row.name) for row in tracks.rows)) + 2
    ways = (  # whole names come before a roomy scale, and words beside it before either
        (True, longest, STEPS[:-1]),
        (True, min(longest, LEAST_NAME), STEPS),
        (False, min(longest, LEAST_NAME // 2), STEPS),
    )
    for beside, least, steps in ways:
        for step in steps:
            scale_width = (top - 1) * step + 5
            name = width - sign - scale_width - word * beside
            if name >= least:
                return Sizes(sign, min(name, longest), step, scale_width, beside)
    return Sizes(sign, max(4, width - sign), STEPS[-1], (top - 1) * STEPS[-1] + 5, beside=False)


def track_head(tracks: Tracks, width: int) -> list[Line]:
    """What the signs mean, and the numbers of the levels above the scales."""
    sizes = _sizes(tracks, width)
    numbers = "".join(filled(str(level), sizes.step) for level in _all_levels(tracks)).rstrip()
    key, lead = _key(tracks, width), sizes.sign + sizes.name
    if lead + sizes.scale > width:
        return key
    if len(key) == 1 and key[0].cell_length <= lead - 2:
        return [Line.of(key[0], " " * (lead - key[0].cell_length), (numbers, "strong"))]
    return [*key, Line.of(" " * lead, (numbers, "strong"))]


def track_blocks(tracks: Tracks, width: int) -> Iterator[Block]:
    """Each item: number, name, its way on the scale, and what comes of it; headings where they are new."""
    sizes, first = _sizes(tracks, width), _all_levels(tracks).start
    before = ""
    for row in tracks.rows:
        heading = [Line.of((row.heading.upper(), "accent"))] if row.heading not in ("", before) else []
        before = row.heading
        lines = hung(Line.of((filled(row.label, sizes.sign), "accent")), _row(row, sizes, first, width))
        yield Block([*heading, *lines], bool(heading))


def _row(row: Track, sizes: Sizes, lowest: int, width: int) -> list[Line]:
    """An item without its number; the column of level `lowest` is the first one."""
    way = Line.of((filled(track(row.marks, sizes.step, _levels(row), lowest), sizes.scale), "strong"))
    first, *rest = wrap(row.name, max(4, sizes.name - 2))
    if sizes.sign + sizes.name + sizes.scale > width:
        lines = [first, *rest, way.rstrip()]
    else:
        lines = [Line.of(first, " " * max(0, sizes.name - first.cell_length), way), *rest]
        lines[0] = Line.of(lines[0], (row.words if sizes.beside else "", "strong")).rstrip()
    return lines if sizes.beside else [*lines, *wrap(row.words, max(8, width - sizes.sign), "muted")]


def tracked(
    tracks: Tracks, width: int, space: int, before: Sequence[Passage], *, gap: int, whole: bool
) -> list[Passage] | None:
    """The items after other parts, on `space` lines in all, with `gap` empty lines between them.

    None where they do not all fit so, unless `whole` is False: then as many as do, and how many more.
    """
    if tracks.alone:
        return [*before, Passage(_alone(tracks, tracks.rows[0], width))]
    before = [*before, Passage(track_head(tracks, width))]
    _, room = room_left(space, before, Passage())
    blocks = list(track_blocks(tracks, width))
    lines = spaced(blocks, room, room, gap, air=AIR)
    if lines is None and not whole:
        lines = as_many(blocks, room, width)
    return None if lines is None else [*before, Passage(lines)]


def drawing_ways(
    drawing: Drawing, width: int, space: int, before: Sequence[Passage], after: Passage
) -> Iterator[list[Passage]]:
    """The parts of a page with a picture, from the roomiest to what there is room for at the least."""
    if isinstance(drawing, Tracks):
        for gap, whole in ((1, True), (0, True), (0, False)):
            parts = tracked(drawing, width, space, before, gap=gap, whole=whole)
            if parts is not None:
                yield [*parts, after]
        return
    for below in (after, Passage()):
        _, room = room_left(space, before, below)
        yield [*before, Passage(drawn(drawing, width, room - 2)), below]
