"""What is too long for one page of the wall goes over several, the same in every window.

They are worked out for `REFERENCE`, without the time and with room for a foot of `FOOT` lines: a larger
window shows the same pages with more air, and in a smaller one a page may say how many more there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from workshop.wall.layout.check import answer_lines
from workshop.wall.layout.drawing import track_blocks, track_head, tracked
from workshop.wall.layout.frame import head, inner_width
from workshop.wall.layout.grid import Fitted, fitted, head_lines, row_lines
from workshop.wall.layout.lines import BLANK, wrap
from workshop.wall.layout.lists import (
    MOST_LINES,
    Block,
    Passage,
    blocks_of,
    entry_lines,
    listed,
    paragraph,
    room_left,
    text_part,
)
from workshop.wall.layout.matrix import matrix_head, matrix_row, matrixed
from workshop.wall.layout.picture import levels_ahead
from workshop.wall.layout.profile import profiled, scale_head, standing_lines, with_headings
from workshop.wall.layout.voices import voices_ways
from workshop.wall.model import Entry, Grid, Standing, Tracks, Wall

REFERENCE = (80, 24)
FOOT = 2
AIR = 3  # empty lines above and below the head
MOST_PARTS = 4  # empty lines between the parts of an item with its levels in words
ON_EACH_PAGE = 1  # most lines of a statement that stands on every page and not on the first one only
MOST_FOR_VOICES = 6  # most lines for who has answered, where the list beside it goes over several pages
TORN_APART = 8  # how many lines of difference between two pages are better than a list that is torn apart


def pages(wall: Wall) -> int:
    """How many pages a wall has, at least 1. The time makes no difference to it."""
    return len(paged(wall))


def paged(wall: Wall) -> tuple[Wall, ...]:
    """The wall page by page, each with a part of the entries or of the profile.

    Without what makes no difference to that: the time, and who of the voices is ready.
    """
    voices = tuple(replace(voice, ready=False) for voice in wall.voices)
    return _paged(replace(wall, time=None, item_time=None, tally="", voices=voices))


@lru_cache(maxsize=1)
def _paged(wall: Wall) -> tuple[Wall, ...]:
    listed = wall.entries or wall.profile or wall.drawing is not None or wall.matrix is not None
    if wall.cover or wall.typing is not None:
        return (wall,)
    if wall.meanings:
        return _with_meanings(wall)
    if wall.grid is not None:
        return tuple(_gridded(wall, wall.grid))
    if wall.levels or not listed:
        return (wall,)
    pictures = _pictures(wall)
    if pictures:  # what they stand under is said on their pages
        wall = replace(_later(wall, inner_width(REFERENCE[0])), drawing=None)
    return (*pictures, *(_listed(wall) if wall.entries else ()), *_matrixed(wall), *_profiled(wall))


def _gridded(wall: Wall, grid: Grid) -> Iterator[Wall]:
    """Pages of a grid, each under its heads; what it says stands on a page of its own where it must."""
    width, space = _room(wall)
    fit, before = fitted(grid, width), fixed_parts(wall, width)
    said = text_part([line for text in wall.sentences for line in paragraph(text, width).lines])
    if fit is None or _rows_room(before, said, fit, space) >= sum(
        len(row_lines(fit, row)) for row in fit.grid.rows
    ):
        yield wall
        return
    alone = replace(wall, sentences=(), nameless=())
    blocks = [Block(row_lines(fit, row)) for row in fit.grid.rows]
    room = max(3, _rows_room(before, Passage(), fit, space))
    for start, end in _split(blocks, room, room):
        yield replace(alone, grid=replace(grid, rows=grid.rows[start:end]))
    if wall.sentences:
        entries = tuple(Entry("text", sentence) for sentence in wall.sentences)
        yield from _listed(replace(alone, grid=None, entries=entries))


def _rows_room(before: Sequence[Passage], after: Passage, fit: Fitted, space: int) -> int:
    """Lines for the rows of a grid beside other parts."""
    return room_left(space, before, after)[1] - len(head_lines(fit))


def _with_meanings(wall: Wall) -> tuple[Wall, ...]:
    """One page where what the levels mean has room beside them; else the item, and then that on its own."""
    width, space = _room(wall)
    question = paragraph(wall.question, width, "question")
    said = [line for text in wall.sentences for line in wrap(text, width)]
    voices = min((len(way.lines) for way in voices_ways(wall.voices, width, wall.place)), default=0)
    parts = [
        paragraph(wall.statement, width, "strong").lines,
        question.lines,
        levels_ahead(wall, width),
        said,
    ]
    settled = wrap(wall.settled, width) if wall.settled else []
    needed = sum(map(len, (*parts, settled))) + voices
    if needed + MOST_PARTS <= space:
        return (wall,)
    pairs = zip(wall.levels, wall.meanings, strict=True)
    entries = tuple(Entry("numbered", f"{level.label}: {words}", str(level.number)) for level, words in pairs)
    own = Wall(wall.title, wall.label, wall.question, entries=entries)
    return (replace(wall, meanings=()), *_listed(own))


def _room(wall: Wall) -> tuple[int, int]:
    """(cells on a line, lines for the body) of the reference window."""
    width = inner_width(REFERENCE[0])
    return width, REFERENCE[1] - FOOT - AIR - len(head(wall, width))


def _listed(wall: Wall) -> list[Wall]:
    """Pages of entries, with who has voted on each of them."""
    wall = replace(wall, profile=(), matrix=None)
    width, space = _room(wall)
    first = fixed_parts(wall, width)
    ways = (way for way in after_ways(wall, width) if way.lines)
    after = min(ways, key=attrgetter("running"), default=Passage())
    needed = tuple(entry for entry in wall.entries if not entry.spare)
    for entries in dict.fromkeys((wall.entries, needed)):
        if listed(entries, width, space, first, after, gap=0, whole=True) is not None:
            return [replace(wall, entries=entries)]
    if after.running > MOST_FOR_VOICES:
        after = Passage()
    later = _later(wall, width)
    room = _most(space, first, after)
    later_room = _most(space, fixed_parts(later, width), after if wall.voices else Passage())
    pieces = (_pieces(entry, wall.entries, width, later_room) for entry in wall.entries)
    entries = tuple(chain.from_iterable(pieces))
    return [
        replace(later if number else wall, entries=_between(entries, start, end))
        for number, (start, end) in enumerate(_split(blocks_of(entries, width), room, later_room))
    ]


def _between(entries: Sequence[Entry], start: int, end: int) -> tuple[Entry, ...]:
    """The entries of a page, below their heading once more where what it stands above goes on there."""
    headings = [entry for entry in entries[:start] if entry.tone == "heading"]
    goes_on = start < end and entries[start].tone != "heading"
    return (*(headings[-1:] if goes_on else ()), *entries[start:end])


def _pieces(entry: Entry, entries: Sequence[Entry], width: int, room: int) -> Iterator[Entry]:
    """The entry, or, where it is longer than a page, pieces of it that are not."""
    lines = [line.plain.strip() for line in entry_lines(replace(entry, sign="", dots=None), entries, width)]
    if len(lines) <= room:
        yield entry
        return
    text = [line.removeprefix("· ").removeprefix("› ").removeprefix("▲ ") for line in lines]
    for start in range(0, len(text), room - 1):  # a line is left: with its sign a piece may be narrower
        piece = "\n".join(text[start : start + room - 1])
        yield replace(entry, text=piece) if not start else Entry("text", piece)


def _alone(wall: Wall) -> Wall:
    """The wall without its entries and what belongs to them."""
    return replace(wall, entries=(), voices=(), question="", sentences=(), nameless=())


def _matrixed(wall: Wall) -> list[Wall]:
    """Pages of the matrix, each with the names of its columns; where entries are before it, these have the
    statement.
    """
    if wall.matrix is None:
        return []
    matrix, alone = wall.matrix, replace(_alone(wall), profile=())
    width, space = _room(alone)
    later = _later(alone, width)
    begin = later if wall.entries else alone
    if matrixed(matrix, width, space, fixed_parts(begin, width), gap=0, whole=True) is not None:
        return [begin]
    over = Passage(matrix_head(matrix, width))
    first, rest = (_most(space, [*fixed_parts(p, width), over], Passage(), space) for p in (begin, later))
    blocks = [Block(matrix_row(row, matrix, width)) for row in matrix.rows]
    return [
        replace(later if number else begin, matrix=replace(matrix, part=part))
        for number, part in enumerate(_split(blocks, first, rest))
    ]


def _pictures(wall: Wall) -> list[Wall]:
    """Pages of the picture, each with what its signs mean."""
    if wall.drawing is None:
        return []
    drawing, alone = wall.drawing, replace(wall, entries=(), profile=())
    width, space = _room(alone)
    if not isinstance(drawing, Tracks) or drawing.alone:
        return [alone]
    if tracked(drawing, width, space, fixed_parts(alone, width), gap=0, whole=True) is not None:
        return [alone]
    later = _later(alone, width)
    over = Passage(track_head(drawing, width))
    first, rest = (_most(space, [*fixed_parts(p, width), over], Passage(), space) for p in (alone, later))
    blocks = [Block([*block.lines, BLANK], block.heading) for block in track_blocks(drawing, width)]
    return [
        replace(later if number else alone, drawing=replace(drawing, rows=drawing.rows[start:end]))
        for number, (start, end) in enumerate(_split(blocks, first, rest))
    ]


def _profiled(wall: Wall) -> list[Wall]:
    """Pages of the profile; where entries are before it, these have the statement."""
    if not wall.profile:
        return []
    alone = replace(_alone(wall), matrix=None)
    later = _later(alone, inner_width(REFERENCE[0]))
    begin = later if wall.entries or wall.matrix else alone
    width, space = _room(alone)
    if profiled(wall.profile, width, space, fixed_parts(begin, width), gap=0, whole=True) is not None:
        return [begin]
    over = Passage(scale_head(wall.profile, width))
    rooms = [_most(space, [*fixed_parts(page, width), over], Passage(), space) for page in (begin, later)]
    rows: list[Standing | None] = []
    blocks: list[Block] = []
    for standing, heading in with_headings(wall.profile):
        rows += [*[None] * len(heading), standing]
        blocks += [Block([line], heading=True) for line in heading]
        blocks.append(Block([*standing_lines(standing, wall.profile, width), BLANK]))  # with some air
    parts = [
        tuple(row for row in rows[start:end] if row is not None) for start, end in _split(blocks, *rooms)
    ]
    return [replace(later if number else begin, profile=part) for number, part in enumerate(parts)]


def fixed_parts(wall: Wall, width: int) -> list[Passage]:
    """What stands above entries or a profile."""
    parts = [paragraph(wall.statement, width, "strong"), paragraph(wall.question, width, "question")]
    parts.append(text_part(answer_lines(wall)))
    return [part for part in parts if part.lines]


def after_ways(wall: Wall, width: int) -> Iterator[Passage]:
    """What stands below entries: who has voted, or after the reveal whose dots are missing."""
    if wall.voices or not wall.sentences:
        yield from voices_ways(wall.voices, width, wall.place)
    else:
        for sentences in (wall.sentences, wall.nameless):
            yield text_part([line for text in sentences for line in paragraph(text, width, "muted").lines])


def _later(wall: Wall, width: int) -> Wall:
    """The wall of later pages: without a longer statement, and without whose dots are missing."""
    short = len(paragraph(wall.statement, width).lines) <= ON_EACH_PAGE
    return replace(wall, statement=wall.statement if short else "", sentences=(), nameless=())


def _most(space: int, before: Sequence[Passage], after: Passage, running: int = MOST_LINES) -> int:
    """Lines that are left for a list beside other parts, of `space` in all; never none."""
    return max(3, room_left(space, before, after, running)[0])


def _split(blocks: Sequence[Block], first: int, rest: int) -> list[tuple[int, int]]:
    """(start, end) of as few pages as can be, of at most `first` lines and then `rest`, as even as can be.

    No page ends with a heading, and a list goes on under its heading once more.
    """
    best: dict[int, tuple[int, int, list[tuple[int, int]]]] = {0: (0, 0, [])}
    # The best way to each block: number of pages, cost, pages. Of two as good that with the fuller first one.
    headings = any(block.heading for block in blocks)
    empty_first = bool(blocks) and sum(len(block.lines) for block in blocks[: 1 + blocks[0].heading]) > first
    for end in range(1, len(blocks) + 1):
        if end < len(blocks) and blocks[end - 1].heading:
            continue
        for start in range(end):
            if start not in best:
                continue
            alone = sum(not block.heading for block in blocks[start:end]) <= 1
            most = first if start == 0 and not empty_first else rest
            if _lines(blocks, start, end) > most and not alone:
                continue
            torn = start > 0 and not blocks[start].heading and headings
            number, cost, before = best[start]
            cost += _lines(blocks, start, end, columns=False) ** 2 + TORN_APART**2 * torn
            if end not in best or (number + 1, cost) <= best[end][:2]:
                best[end] = (number + 1, cost, [*before, (start, end)])
    return [*[(0, 0)] * empty_first, *best[len(blocks)][2]]


def _lines(blocks: Sequence[Block], start: int, end: int, *, columns: bool = True) -> int:
    """Lines of a page, with the heading of what goes on there; in two columns where that takes fewer."""
    part = blocks[start:end]
    again = not part[0].heading and any(block.heading for block in blocks[:start])
    lines = again + sum(len(block.lines) for block in part)
    halves = [block.half for block in part if block.half is not None]
    if columns and not again and len(halves) == len(part):
        middle = (len(part) + 1) // 2
        lines = min(lines, max(sum(halves[:middle]), sum(halves[middle:])))
    return lines
