"""Lists, votes and gaps in the large form of the room's view: figures, and bars several lines high."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sessions.spread_words import views_in_row
from workshop.cells import cells, filled
from workshop.profile import ScoredRow
from workshop.wall.layout.answers import NARROWEST, WIDEST as WIDEST_BLOCK, blocks_of
from workshop.wall.layout.figures import HALF_HEIGHT, half_figures, thick, wrapped_figures
from workshop.wall.layout.frame import head
from workshop.wall.layout.large_parts import GAP, beside, heads, in_columns, large_times
from workshop.wall.layout.lines import BLANK, Line, Role, block_role, wrap
from workshop.wall.layout.lists import FORMS, TEXT_WIDTH, in_two_columns, joined
from workshop.wall.layout.pages import after_ways
from workshop.wall.layout.profile import AGREED, lowest, with_headings
from workshop.wall.model import Entry, Standing, Wall

LEAST_SLOT, MOST_SLOT = 4, 12  # cells from one level of a scale to the next
MOST_AIR = 3  # most empty lines between the parts


@dataclass(frozen=True, slots=True)
class Form:
    """How large a page is."""

    title: bool  # whether the title is told in figures
    texts: bool = False  # whether the entries are
    tall: int = 1  # lines of a bar
    gap: int = 0  # empty lines between entries
    apart: bool = False  # whether there is one between the lines of a text
    columns: bool = False  # whether numbered entries stand in two columns


_BARS = ((4, 2, True), (4, 1, True), (4, 1, False), (4, 0, False), (3, 1, False), (3, 0, False))
_SMALL = ((2, 1, False), (2, 0, False), (1, 1, False), (1, 0, False))
FORMS_OF_PAGES = (
    *(Form(title, True, HALF_HEIGHT, gap) for title, gap in ((True, 2), (True, 1), (False, 1))),
    *(
        Form(title, False, tall, gap, apart)
        for tall, gap, apart in (*_BARS, *_SMALL)
        for title in (True, False)
    ),
    *(Form(title, columns=True) for title in (True, False)),
)
"""From the largest on: texts before bars, bars and air before the title."""


def list_pages(wall: Wall, width: int, space: int) -> Iterator[list[Line]]:
    """A page of entries or of the profile on `space` lines, from the largest form on, with its countdown.

    One that does not fit has more lines.
    """
    ways = [way.lines for way in after_ways(wall, width)] if wall.entries else []
    for form in FORMS_OF_PAGES:
        body = _body(wall, width, form)
        for top in _heads(wall, width, form) if body is not None else ():
            for after in ways[: max(1, len(ways) - 1)] or [[]]:
                parts = [part for part in (top, *_asked(wall, width, form), body, after) if part]
                for wide in (2, 0):
                    yield put_together(parts, large_times(wall, wide), width, space, form.gap)


def put_together(
    parts: Sequence[Sequence[Line]], times: Sequence[Line], width: int, space: int, gap: int
) -> list[Line]:
    """Parts below each other with the air that there is, and the countdown beside their end or below it.

    Parts stand at least as far apart as entries, which have `gap` lines between them.
    """
    needed = sum(map(len, parts)) + len(parts) - 1
    for air in range(MOST_AIR, max(0, gap - 1), -1):
        lines = joined(parts, air)
        lines += [BLANK] * (space - len(lines))
        beside_them = lines[-len(times) - 1 :] if times else []  # with the line above it
        room = width - max((line.cell_length for line in times), default=0) - GAP
        if len(lines) <= space and all(line.cell_length <= room for line in beside_them):
            return beside(lines, times, width)
    return [BLANK] * max(space + 1, needed)


# --- texts ----------------------------------------------------------------------------------------


def _heads(wall: Wall, width: int, form: Form) -> list[list[Line]]:
    """Number and title, the largest first; none where they are wanted in figures and have no room in them.

    A word is what stands out, and in figures instead of the title.
    """
    if not form.title:
        return [head(wall, width)]
    if wall.word:
        return [*heads(wall, width)][:-1]
    parts = [_figured(text, width, "title") for text in (wall.label, wall.title) if text]
    columns = [(lines, lines[0].cell_length + 2 * GAP) for lines in parts if lines is not None]
    whole = in_columns(columns) if len(columns) == len(parts) else []
    fits = len(whole) == HALF_HEIGHT and all(line.cell_length <= width for line in whole)
    return [whole] if fits else []


def _asked(wall: Wall, width: int, form: Form) -> Iterator[list[Line]]:
    """What stands above a list."""
    asked: tuple[tuple[str, Role], ...] = ((wall.statement, "strong"), (wall.question, "question"))
    for text, role in asked:
        yield (_text(text, width, role, form) or wrap(text, TEXT_WIDTH, role)) if text else []


def _figured(text: str, width: int, role: Role) -> list[Line] | None:
    drawn = wrapped_figures(text, half_figures, width)
    return None if drawn is None else [Line.of((line, role)) for line in drawn]


def _text(text: str, width: int, role: Role, form: Form) -> list[Line] | None:
    """A text in figures where they are wanted, None where it can't be told in them; else in letters."""
    if form.texts:
        return _figured(text, width, role)
    lines = wrap(text, max(8, min(width, TEXT_WIDTH)), role)
    return joined([[line] for line in lines], int(form.apart))


def _number(text: str, tall: int, role: Role) -> list[Line]:
    """A number or a sign, in figures where a row has the lines for it."""
    drawn = half_figures(text) if tall >= HALF_HEIGHT else None
    return [Line.of((line, role)) for line in drawn or [text]]


def _widest(columns: Sequence[Sequence[Line]]) -> int:
    """Cells of a column with the gap after it; 0 where nothing stands in it."""
    widest = max((line.cell_length for lines in columns for line in lines), default=0)
    return widest + GAP if widest else 0


# --- bodies ---------------------------------------------------------------------------------------


def _body(wall: Wall, width: int, form: Form) -> list[Line] | None:
    if wall.profile:
        return None if form.texts or form.columns else _profile(wall.profile, width, form)
    if form.columns:
        return in_two_columns(wall.entries, width)
    blocks = [_entry(entry, wall.entries, width, form) for entry in wall.entries]
    whole = [block for block in blocks if block is not None]
    return joined(whole, form.gap) if len(whole) == len(blocks) else None


def _entry(entry: Entry, entries: Sequence[Entry], width: int, form: Form) -> list[Line] | None:
    """An entry with its sign, and its dots; None where its text can't be told in figures."""
    if entry.tone == "heading":
        return _text(entry.text.upper(), width, "accent", form)
    if entry.tone != "numbered":
        role, sign = FORMS[entry.tone]
        lead = [] if not sign else [Line.of((sign, role))] if not form.texts else _point(sign, role)
    else:
        return _numbered(entry, entries, width, form)
    text = _text(entry.text, width - _widest([lead]), role or "strong", form)
    if text is None or not lead:
        return text
    lead_width = _widest([lead]) if form.texts else cells(sign)
    return _set_in(lead, lead_width, text)


def _set_in(lead: Sequence[Line], width: int, text: Sequence[Line]) -> list[Line]:
    """A text behind what stands before its first lines."""
    rows = [*lead, *[BLANK] * (len(text) - len(lead))]
    return [
        Line.of(row, " " * (width - row.cell_length), line).rstrip()
        for row, line in zip(rows, text, strict=False)
    ]


def _point(sign: str, role: Role) -> list[Line]:
    """The sign of a point before a text in figures; a dot is drawn larger than the one inside a text."""
    drawn = ["", "▄▄", ""] if sign == "· " else half_figures(sign.strip()) or [sign]
    return [Line.of((line, role or "accent")) for line in drawn]


def _numbered(entry: Entry, entries: Sequence[Entry], width: int, form: Form) -> list[Line] | None:
    voted = entry.dots is not None
    tall = form.tall if entry.dots or form.texts else 1
    tallest = form.tall if voted or form.texts else 1
    signs = [_number(other.sign, tallest, "accent") for other in entries if other.tone == "numbered"]
    columns: list[tuple[Sequence[Line], int]] = []
    columns.append((_number(entry.sign, tall, "accent") if entry.sign else [BLANK], _widest(signs)))
    if voted:
        columns += _dots(entry, width, tall, form)
    room = width - sum(taken for _, taken in columns)
    text = _text(entry.text, room, "strong" if entry.dots or not voted else "", form)
    if text is None:
        return None
    if not voted:
        return _set_in(*columns[0], text)
    return in_columns([*_at_the_top(columns, len(text), tall), (text, room)])


def _at_the_top(
    columns: Sequence[tuple[Sequence[Line], int]], lines: int, tall: int
) -> list[tuple[Sequence[Line], int]]:
    """Columns of `tall` lines that stand at the first ones of a text of more `lines`, not at its middle."""
    return [([*column, *[BLANK] * (lines - tall)], width) for column, width in columns]


def _dots(entry: Entry, width: int, tall: int, form: Form) -> list[tuple[Sequence[Line], int]]:
    """The number of dots, and a block for each of them."""
    most, dots = max(1, entry.most), entry.dots or 0
    room = width // (5 if form.texts else 3)
    block = next((size for size in range(WIDEST_BLOCK, NARROWEST - 1, -1) if most * (size + 1) <= room), 0)
    wide = most * (block + 1) if block else room
    bars = [Line.of((line, "title")) for line in thick(blocks_of(Fraction(dots), most, block, wide), tall)]
    number = _number(str(dots), tall, "title" if dots else "muted")
    return [(number, _widest([_number(str(most), form.tall, "title")])), (bars, wide + GAP)]


# --- the profile ----------------------------------------------------------------------------------


def _profile(standings: Sequence[Standing], width: int, form: Form) -> list[Line]:
    """The scale with its numbers, and a row an item: number, name with the word for the views, its scale."""
    signs = _widest([_number(standing.row.label, form.tall, "accent") for standing in standings])
    rows = [standing.row for standing in standings]
    levels = range(lowest(rows), max(row.top for row in rows) + 1)
    slot = max(LEAST_SLOT, min(MOST_SLOT, (width - signs) * 2 // 5 // len(levels)))
    room = width - signs - slot * len(levels) - GAP
    blocks: list[Sequence[Line]] = []
    for standing, heading in with_headings(standings):
        columns = (
            (_number(standing.row.label, form.tall, "accent"), signs),
            (_strip(standing.row, levels.start, slot, form.tall), slot * len(levels)),
        )
        named = _named(standing.row, room)
        number, scale = _at_the_top(columns, len(named), form.tall)
        row = in_columns([number, (named, room + GAP), scale])
        air = [BLANK] * (bool(heading) and form.tall >= HALF_HEIGHT)  # a figure would touch it
        blocks.append([*heading, *air, *row])
    return [*_scale(rows, levels, signs + room + GAP, slot, form.tall), BLANK, *joined(blocks, form.gap)]


def _named(row: ScoredRow, width: int) -> list[Line]:
    words = views_in_row(row.spread)
    role: Role = "warning" if row.spread.word == "split" else "muted"
    return [*wrap(row.name, width, "strong"), *(wrap(words, width, role) if words else [])]


def _scale(rows: Sequence[ScoredRow], levels: range, lead: int, slot: int, tall: int) -> list[Line]:
    """The numbers of the levels, and what the signs mean."""
    signs = [f"{AGREED} agreed level"] * any(row.level is not None for row in rows)
    signs += ["○ target" if tall == 1 else "┌┐ target"] * any(
        row.level is not None and row.target is not None and row.target > row.level for row in rows
    )
    signs += ["├─┤ answers"] * any(row.level is None for row in rows)
    numbers = [(_centred(_number(str(level), tall, "strong"), slot - 1), slot) for level in levels]
    legend = wrap("   ".join(signs), lead - GAP, "muted")
    return in_columns([(legend, lead), *numbers])


def _centred(lines: Sequence[Line], width: int) -> list[Line]:
    side = " " * ((width - max(line.cell_length for line in lines)) // 2)
    return [Line.of(side, line) for line in lines]


def _strip(row: ScoredRow, first: int, slot: int, tall: int) -> list[Line]:
    """The agreed level as a block, a frame at the target; the range of the answers where none is agreed.

    The column of level `first` is the first one, and stays empty where the row's own scale begins above it.
    """
    low, high = (row.level, row.target) if row.level is not None else (row.spread.lowest, row.spread.highest)
    joined_to = range(low or 0, high or 0)  # levels that a line goes on from
    middle = min(1, tall - 1)
    columns: list[tuple[Sequence[Line], int]] = [([BLANK] * tall, slot)] * (row.base - first)
    for level in range(row.base, row.top + 1):
        lines, role = _slot(row, level, slot - 1, tall)
        gaps = ["─" if level in joined_to and at == middle else " " for at in range(tall)]
        drawn = [Line.of((filled(line, slot - 1), role), gap) for line, gap in zip(lines, gaps, strict=True)]
        columns.append((drawn, slot))
    return in_columns(columns)


def _slot(row: ScoredRow, level: int, wide: int, tall: int) -> tuple[list[str], Role]:
    """What stands at a level, on `tall` lines of at most `wide` cells."""
    lines, middle, spread = [""] * tall, min(1, tall - 1), row.spread
    if level == row.level:
        return thick(AGREED * wide, tall), block_role(level - row.base + 1, row.top - row.base + 1)
    if row.level is not None and row.target is not None and row.level < level <= row.target:
        if level < row.target:
            lines[middle] = "─" * wide
        elif tall == 1:
            lines[0] = "─" * (wide // 2) + "○"
        else:
            inside = "─" * (wide - 2)
            frame = [f"┌{inside}┐", *[f"│{' ' * (wide - 2)}│"] * (min(tall, HALF_HEIGHT) - 2), f"└{inside}┘"]
            lines[: len(frame)] = frame
    elif row.level is None and spread.lowest is not None and spread.highest is not None:
        if spread.lowest <= level <= spread.highest:
            bar = "─" * wide
            bar = f"├{bar[1:]}" if level == spread.lowest else bar
            lines[middle] = f"{bar[:-1]}┤" if level == spread.highest else bar
        else:
            lines[middle] = "·".center(wide)
    else:
        lines[middle] = "·".center(wide)
    return lines, "strong"
