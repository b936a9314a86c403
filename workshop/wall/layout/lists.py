"""Lists on the wall: whole entries only, as many as there is room for, and how many more there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop.cells import cells, filled
from workshop.wall.layout.lines import BLANK, Line, Role, wrap
from workshop.wall.model import Entry

MOST_LINES = 12  # most lines of running text at a time: more than that nobody reads from the back
TEXT_WIDTH = 60  # most characters on a line of running text: beyond that the eye loses its place on a wall
GUTTER = 3  # cells between two columns
MOST_DOTS = 15  # most dots that are drawn for a candidate; more are told as a figure alone

_FORMS: Mapping[str, tuple[Role, str]] = {
    "text": ("", ""),
    "point": ("", "· "),
    "question": ("", "› "),
    "warn": ("warning", "▲ "),
}
"""Tone → (role, sign before it)."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together. `running` of them are running text, the others picture or scale."""

    lines: tuple[Line, ...]
    running: int


def text_part(lines: Sequence[Line]) -> Part:
    """Lines of running text."""
    return Part(tuple(lines), sum(bool(line.plain.strip()) for line in lines))


def paragraph(text: str, width: int, role: Role = "") -> Part:
    """A text as a part; an empty one for none."""
    return text_part(wrap(text, min(width, TEXT_WIDTH), role) if text else [])


def taken_by(before: Sequence[Part], after: Part) -> tuple[int, int]:
    """(all lines that other parts take, with one empty line beside each; those of running text)."""
    lines = sum(len(part.lines) + 1 for part in before) + (len(after.lines) + 1 if after.lines else 0)
    return lines, sum(part.running for part in before) + after.running


def listed(
    entries: Sequence[Entry],
    width: int,
    space: int,
    before: Sequence[Part],
    after: Part,
    *,
    gap: int,
    whole: bool,
) -> list[Part] | None:
    """Entries between other parts, on `space` lines in all, with `gap` empty lines between entries.

    None where they do not all fit so, unless `whole` is False: then as many as do.
    """
    taken, running = taken_by(before, after)
    most = min(MOST_LINES - running, space - taken)
    blocks = [entry_lines(entry, entries, width) for entry in entries]
    needed = sum(len(block) for block in blocks)
    airy = needed + gap * max(0, len(blocks) - 1)
    if needed <= most and (not gap or airy <= space - taken - 3):
        headings = sum(entry.tone == "heading" for entry in entries[1:])
        apart = gap or needed + headings <= space - taken
        lines: list[Line] = []
        for entry, block in zip(entries, blocks, strict=True):
            lines += [BLANK] * (gap or (apart and entry.tone == "heading")) if lines else []
            lines += block
        return [*before, text_part(lines), after]
    if gap:
        return None
    columns = in_two_columns(entries, width)
    if columns is not None and len(columns) <= most:
        return [*before, text_part(columns), after]
    if whole:
        return None
    return [*before, text_part(_as_many(entries, blocks, most, space - taken, width)), after]


def _as_many(
    entries: Sequence[Entry], blocks: Sequence[Sequence[Line]], most: int, space: int, width: int
) -> list[Line]:
    """Whole entries on at most `most` lines: first what must be there, then what else fits.

    With empty lines between them where `space` lines have room for those as well.
    """
    for count in range(len(entries), 0, -1):
        columns = in_two_columns(entries[:count], width)
        if columns is None:
            break
        if len(columns) < most:
            return [*columns, *more(len(entries) - count, width)]
    needed = [number for number, entry in enumerate(entries) if not entry.spare]
    shown, used = _needed(entries, blocks, needed, most)
    hidden = sum(entries[number].tone != "heading" for number in needed if number not in shown)
    shown |= _spare(entries, blocks, shown, most - used - bool(hidden))
    kept = [blocks[number] for number in sorted(shown)]
    if hidden and not shown:
        kept.append(wrap(f"{hidden} in all, too long to show here", width, "muted"))
    elif hidden:
        kept.append(more(hidden, width))
    airy = sum(len(block) for block in kept) + len(kept) - 1 <= space - 3
    lines: list[Line] = []
    for block in kept:
        lines += [BLANK] * (airy and bool(lines))
        lines += block
    return lines


def _needed(
    entries: Sequence[Entry], blocks: Sequence[Sequence[Line]], needed: Sequence[int], most: int
) -> tuple[set[int], int]:
    """(which of the `needed` entries `most` lines have room for, with one line for the rest; lines taken)."""
    shown: set[int] = set()
    used = 0
    for number in needed:
        last = len(shown) + 1 == len(needed)
        if used + len(blocks[number]) + (not last) <= most:
            used += len(blocks[number])
            shown.add(number)
        elif shown:
            break
    while shown and len(shown) < len(needed) and entries[max(shown)].tone == "heading":
        shown.remove(max(shown))  # none alone at the end
    return shown, used


def more(hidden: int, width: int) -> list[Line]:
    """How many are not shown."""
    return wrap(f"and {hidden} more", width, "muted", first="… ", rest="  ")


def _spare(
    entries: Sequence[Entry], blocks: Sequence[Sequence[Line]], shown: set[int], room: int
) -> set[int]:
    """Which spare entries there is room for; a heading only together with what it is above."""
    spare: set[int] = set()
    for number, entry in enumerate(entries):
        if not entry.spare:
            continue
        heading = number - 1 if number and entries[number - 1].tone == "heading" else None
        if entry.tone == "heading":
            if number + 1 in shown and len(blocks[number]) <= room:
                spare.add(number)
                room -= len(blocks[number])
            continue
        above = {heading} - spare if heading is not None and entries[heading].spare else set()
        needed = len(blocks[number]) + sum(len(blocks[at]) for at in above)
        if needed <= room:
            spare |= {number, *above}
            room -= needed
    return spare


def entry_lines(entry: Entry, entries: Sequence[Entry], width: int) -> list[Line]:
    """One entry as lines, with its sign and its dots; `entries` are all of them, for even columns."""
    if entry.tone == "heading":
        return wrap(entry.text.upper(), width, "accent")
    if entry.tone != "numbered":
        role, sign = _FORMS[entry.tone]
        return wrap(entry.text, min(width, TEXT_WIDTH), role, first=sign, rest=" " * len(sign))
    signs = max(cells(other.sign) for other in entries if other.tone == "numbered") + 2
    lead = Line.of((filled(entry.sign, signs), "accent"))
    if entry.dots is not None:
        most = entry.most
        drawn = "●" * entry.dots if most <= min(MOST_DOTS, width // 4) else ""
        figure = filled(f"{entry.dots:>2} {drawn}", (most if drawn or most <= MOST_DOTS else 0) + 5)
        lead = Line.of(lead, (figure, "title" if entry.dots else "muted"))
    indent = lead.cell_length
    text = wrap(entry.text, min(TEXT_WIDTH, max(8, width - indent)))
    return [Line.of(" " * indent if number else lead, line) for number, line in enumerate(text)]


def column_lines(entry: Entry, entries: Sequence[Entry], width: int) -> int | None:
    """Lines of an entry in one of two columns; None where it does not go into columns."""
    if width < 60 or entry.tone != "numbered" or entry.dots is not None:
        return None
    return len(entry_lines(entry, entries, (width - GUTTER) // 2))


def in_two_columns(entries: Sequence[Entry], width: int) -> list[Line] | None:
    """Numbered entries in two columns, the first one down and then the other; None for anything else."""
    if width < 60 or any(entry.tone != "numbered" or entry.dots is not None for entry in entries):
        return None
    column, half = (width - GUTTER) // 2, (len(entries) + 1) // 2
    left, right = (
        [line for entry in part for line in entry_lines(entry, entries, column)]
        for part in (entries[:half], entries[half:])
    )
    depth = max(len(left), len(right))
    left, right = (side + [BLANK] * (depth - len(side)) for side in (left, right))
    return [
        Line.of(line, " " * (column + GUTTER - line.cell_length), beside)
        for line, beside in zip(left, right, strict=True)
    ]
