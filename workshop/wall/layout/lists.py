"""Lists on the wall: whole entries only, as many as there is room for, and how many more there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from workshop.cells import cells, filled
from workshop.wall.layout.lines import BLANK, BLOCK, Line, Role, hung, wrap
from workshop.wall.model import Entry

MOST_LINES = 12  # most lines of running text at a time: more than that nobody reads from the back
TEXT_WIDTH = 60  # most characters on a line of running text: beyond that the eye loses its place on a wall
GUTTER = 3  # cells between two columns
MOST_DOTS = 15  # most dots that are drawn for a candidate; more are told as a figure alone
WIDEST_DOT = 6  # cells of a dot, with half a cell after it
NARROW = 74  # cells of a line of the window that pages are worked out for: beyond it dots may grow
FORMS: Mapping[str, tuple[Role, str]] = {
    "text": ("", ""),
    "point": ("", "· "),
    "question": ("", "› "),
    "warn": ("warning", "▲ "),
}
"""Tone → (role, sign before it)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that belong together. `running` of them are running text, the others picture or scale."""

    lines: Sequence[Line] = ()
    running: int = 0


Parts = Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Block:
    """An entry, or a row of the profile: it is shown whole or not at all."""

    lines: Sequence[Line]
    heading: bool = False  # whether it begins with a heading
    spare: bool = False
    half: int | None = None  # how many lines it has in one of two columns, if it goes into them


def text_part(lines: Sequence[Line]) -> Passage:
    """Lines of running text."""
    return Passage(lines, sum(bool(line.plain.strip()) for line in lines))


def paragraph(text: str, width: int, role: Role = "") -> Passage:
    """A text as a part; an empty one for none."""
    return text_part(wrap(text, min(width, TEXT_WIDTH), role) if text else [])


def joined(texts: Iterable[Sequence[Line]], gap: int) -> list[Line]:
    """Texts below each other, with `gap` empty lines between those that have any."""
    lines: list[Line] = []
    for text in texts:
        lines += [*[BLANK] * (gap if lines and text else 0), *text]
    return lines


def room_left(space: int, before: Parts, after: Passage, running: int = MOST_LINES) -> tuple[int, int]:
    """(lines of running text, lines in all) that are left beside other parts, of `running` and `space`.

    Each of these has one empty line beside it.
    """
    parts = (*before, after)
    room = space - sum(len(part.lines) + 1 for part in parts if part.lines)
    return min(running - sum(part.running for part in parts), room), room


def spaced(blocks: Sequence[Block], most: int, room: int, gap: int, air: int) -> list[Line] | None:
    """All blocks, on `most` lines of text, and with the empty ones on `room`; None where they don't fit so.

    With `gap` empty lines between them, where `air` lines are left; else one above headings, if that fits.
    """
    needed = sum(len(block.lines) for block in blocks)
    if needed > most or (gap and needed + gap * max(0, len(blocks) - 1) > room - air):
        return None
    apart = needed + sum(block.heading for block in blocks[1:]) <= room
    lines: list[Line] = []
    for block in blocks:
        above = gap or int(apart and block.heading)
        lines += [*[BLANK] * (above if lines else 0), *block.lines]
    return lines


def blocks_of(entries: Sequence[Entry], width: int) -> list[Block]:
    """Entries as blocks."""
    return [
        Block(
            entry_lines(entry, entries, width),
            entry.tone == "heading",
            entry.spare,
            len(entry_lines(entry, entries, _column(width))) if _goes_in_columns(entry, width) else None,
        )
        for entry in entries
    ]


def listed(
    entries: Sequence[Entry],
    width: int,
    space: int,
    before: Sequence[Passage],
    after: Passage,
    gap: int,
    whole: bool,
) -> list[Passage] | None:
    """Entries between other parts, on `space` lines in all, with `gap` empty lines between entries.

    None where they do not all fit so, unless `whole` is False: then as many as do.
    """
    most, room = room_left(space, before, after)
    blocks = blocks_of(entries, width)
    lines = spaced(blocks, most, room, gap, air=3)
    if lines is None and not gap:
        columns = in_two_columns(entries, width)
        if columns is not None and len(columns) <= most:
            lines = columns
        elif not whole:
            lines = _as_many(entries, blocks, most, room, width)
    return None if lines is None else [*before, text_part(lines), after]


def _as_many(
    entries: Sequence[Entry], blocks: Sequence[Block], most: int, room: int, width: int
) -> list[Line]:
    """Whole entries on at most `most` lines: first what must be there, then what else fits.

    With empty lines between them where `room` lines have room for those as well.
    """
    for count in range(len(entries), 0, -1):
        columns = in_two_columns(entries[:count], width)
        if columns is None:
            break
        if len(columns) < most:
            return [*columns, *more(len(entries) - count, width)]
    needed = [number for number, block in enumerate(blocks) if not block.spare]
    shown, used = _needed(blocks, needed, most)
    hidden = sum(not blocks[number].heading for number in needed if number not in shown)
    shown |= _spare(blocks, shown, most - used - bool(hidden))
    texts = [blocks[number].lines for number in sorted(shown)]
    if hidden and not shown:
        texts.append(wrap(f"{hidden} in all, too long to show here", width, "muted"))
    elif hidden:
        texts.append(more(hidden, width))
    return joined(texts, int(sum(map(len, texts)) + len(texts) - 1 <= room - 3))


def _needed(blocks: Sequence[Block], needed: Sequence[int], most: int) -> tuple[set[int], int]:
    """(which of the `needed` blocks `most` lines have room for, with one line for the rest; lines taken)."""
    shown: set[int] = set()
    used = 0
    for number in needed:
        lines = len(blocks[number].lines)
        last = len(shown) + 1 == len(needed)
        if used + lines + (not last) <= most:
            used += lines
            shown.add(number)
        elif shown:
            break
    while shown and len(shown) < len(needed) and blocks[max(shown)].heading:
        shown.remove(max(shown))  # none alone at the end
    return shown, used


def more(hidden: int, width: int) -> list[Line]:
    """How many are not shown."""
    return wrap(f"and {hidden} more", width, "muted", first="… ", rest="  ")


def as_many(blocks: Sequence[Block], most: int, width: int) -> list[Line]:
    """As many rows as `most` lines have room for, and how many more there are."""
    lines: list[Line] = []
    for left, block in zip(range(len(blocks), 0, -1), blocks, strict=True):
        if len(lines) + len(block.lines) + (left > 1) > most:
            return lines + more(left, width)
        lines += block.lines
    return lines


def _spare(blocks: Sequence[Block], shown: set[int], room: int) -> set[int]:
    """Which spare blocks there is room for; a heading only together with what it is above."""
    spare: set[int] = set()
    for number, block in enumerate(blocks):
        if not block.spare or (block.heading and number + 1 not in shown):
            continue
        above = number - 1
        with_heading = not block.heading and number and blocks[above].heading and blocks[above].spare
        wanted = {number, above} - spare if with_heading else {number}
        lines = sum(len(blocks[at].lines) for at in wanted)
        if lines <= room:
            spare |= wanted
            room -= lines
    return spare


def entry_lines(entry: Entry, entries: Sequence[Entry], width: int) -> list[Line]:
    """One entry as lines, with its sign and its dots; `entries` are all of them, for even columns."""
    if entry.tone == "heading":
        return wrap(entry.text.upper(), width, "accent")
    if entry.tone != "numbered":
        role, sign = FORMS[entry.tone]
        return wrap(entry.text, min(width, TEXT_WIDTH), role, first=sign, rest=" " * len(sign))
    signs = max(cells(other.sign) for other in entries if other.tone == "numbered") + 2
    lead = Line.of((filled(entry.sign, signs), "accent"))
    if entry.dots is not None:
        most = entry.most
        block = _block(most, width) if most <= min(MOST_DOTS, width // 6) else ""
        figure = filled(f"{entry.dots:>2} {block * entry.dots}", len(block) * most + 5)
        lead = Line.of(lead, (figure, "title" if entry.dots else "muted"))
    return hung(lead, wrap(entry.text, min(TEXT_WIDTH, max(8, width - lead.cell_length))))


def _block(most: int, width: int) -> str:
    """A dot of a vote: wider where texts have all their width and there is room left for `most` of them."""
    wide = (width - NARROW) // max(1, most) + len(BLOCK)
    return "█" * (min(WIDEST_DOT, max(len(BLOCK), wide)) - 1) + BLOCK[-1]


def _goes_in_columns(entry: Entry, width: int) -> bool:
    return width >= 60 and entry.tone == "numbered" and entry.dots is None


def _column(width: int) -> int:
    return (width - GUTTER) // 2


def in_two_columns(entries: Sequence[Entry], width: int) -> list[Line] | None:
    """Numbered entries in two columns, the first one down and then the other; None for anything else."""
    if not all(_goes_in_columns(entry, width) for entry in entries):
        return None
    column, half = _column(width), (len(entries) + 1) // 2
    left, right = (
        [line for entry in part for line in entry_lines(entry, entries, column)]
        for part in (entries[:half], entries[half:])
    )
    return [
        Line.of(line, " " * (column + GUTTER - line.cell_length), partner)
        for line, partner in zip_longest(left, right, fillvalue=BLANK)
    ]
