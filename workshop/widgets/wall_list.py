"""Lists on the wall: whole entries only, as many as there is room for, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from workshop.wall import Entry
from workshop.widgets.wall_picture import cells, filled
from workshop.widgets.wrapped import wrap

MOST_LINES = 12
"""Most lines of running text at a time: more than that nobody reads from the back."""
TEXT_WIDTH = 60
"""Most characters on a line of running text: beyond that the eye loses its place on a wall."""
GUTTER = 3
"""Cells between two columns."""
MOST_DOTS = 15
"""Most dots that are drawn for a candidate; more are told as a figure alone."""

_FORMS = {
    "text": ("", ""),
    "point": ("", "· "),
    "question": ("", "› "),
    "warn": ("bold $warning", "▲ "),
    "heading": ("bold $accent", ""),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together. `running` of them are running text, the others picture or scale."""

    lines: tuple[Content, ...]
    running: int


def text_part(lines: Sequence[Content]) -> Part:
    """Lines of running text."""
    return Part(tuple(lines), sum(bool(one.plain.strip()) for one in lines))


def paragraph(text: str, width: int, style: str = "") -> Part:
    """A text as a part; an empty one for none."""
    return text_part(wrap(text, min(width, TEXT_WIDTH), style) if text else [])


def taken_by(before: Sequence[Part], after: Part) -> tuple[int, int]:
    """(all lines that other parts take, with one empty line beside each; those of running text)."""
    lines = sum(len(one.lines) + 1 for one in before) + (len(after.lines) + 1 if after.lines else 0)
    return lines, sum(one.running for one in before) + after.running


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
    blocks = [entry_lines(one, entries, width) for one in entries]
    everything = sum(len(one) for one in blocks)
    airy = everything + gap * max(0, len(blocks) - 1)
    if everything <= most and (not gap or airy <= space - taken - 3):
        headings = sum(one.tone == "heading" for one in entries[1:])
        apart = gap or everything + headings <= space - taken
        lines: list[Content] = []
        for one, block in zip(entries, blocks, strict=True):
            lines += [Content("")] * (gap or (apart and one.tone == "heading")) if lines else []
            lines += block
        return [*before, text_part(lines), after]
    if gap:
        return None
    two = in_two_columns(entries, width)
    if two is not None and len(two) <= most:
        return [*before, text_part(two), after]
    if whole:
        return None
    return [*before, text_part(_as_many(entries, blocks, most, space - taken, width)), after]


def _as_many(
    entries: Sequence[Entry], blocks: Sequence[Sequence[Content]], most: int, space: int, width: int
) -> list[Content]:
    """Whole entries on at most `most` lines: first what must be there, then what else fits.

    With empty lines between them where `space` lines have room for those as well.
    """
    for count in range(len(entries), 0, -1):
        two = in_two_columns(entries[:count], width)
        if two is None:
            break
        if len(two) < most:
            return [*two, *_more(len(entries) - count, width)]
    wanted = [number for number, one in enumerate(entries) if not one.spare]
    shown: set[int] = set()
    used = 0
    for number in wanted:
        all_of_them = len(shown) + 1 == len(wanted)
        if used + len(blocks[number]) + (not all_of_them) <= most:
            used += len(blocks[number])
            shown.add(number)
        elif shown:
            break
    while shown and len(shown) < len(wanted) and entries[max(shown)].tone == "heading":
        shown.remove(max(shown))  # none alone at the end
    hidden = sum(entries[one].tone != "heading" for one in wanted if one not in shown)
    shown |= _spare(entries, blocks, shown, most - used - bool(hidden))
    kept = [blocks[number] for number in sorted(shown)]
    if hidden and not shown:
        kept.append(wrap(f"{hidden} in all, too long to show here", width, "$muted"))
    elif hidden:
        kept.append(_more(hidden, width))
    airy = sum(len(one) for one in kept) + len(kept) - 1 <= space - 3
    lines: list[Content] = []
    for block in kept:
        lines += [Content("")] * (airy and bool(lines))
        lines += block
    return lines


def _more(hidden: int, width: int) -> list[Content]:
    return wrap(f"and {hidden} more", width, "$muted", first="… ", rest="  ")


def _spare(
    entries: Sequence[Entry], blocks: Sequence[Sequence[Content]], shown: set[int], room: int
) -> set[int]:
    """Which spare entries there is room for; a heading only together with what it is above."""
    found: set[int] = set()
    for number, one in enumerate(entries):
        if not one.spare:
            continue
        heading = number - 1 if number and entries[number - 1].tone == "heading" else None
        if one.tone == "heading":
            if number + 1 in shown and len(blocks[number]) <= room:
                found.add(number)
                room -= len(blocks[number])
            continue
        above = {heading} - found if heading is not None and entries[heading].spare else set()
        needed = len(blocks[number]) + sum(len(blocks[one]) for one in above)
        if needed <= room:
            found |= {number, *above}
            room -= needed
    return found


def entry_lines(entry: Entry, entries: Sequence[Entry], width: int) -> list[Content]:
    """One entry as lines, with its sign and its dots; `entries` are all of them, for even columns."""
    if entry.tone == "heading":
        return wrap(entry.text.upper(), width, "bold $accent")
    if entry.tone != "numbered":
        style, sign = _FORMS[entry.tone]
        return wrap(entry.text, min(width, TEXT_WIDTH), style, first=sign, rest=" " * len(sign))
    signs = max(cells(one.sign) for one in entries if one.tone == "numbered") + 2
    lead = Content.assemble((filled(entry.sign, signs), "bold $accent"))
    if entry.dots is not None:
        most = entry.most
        drawn = "●" * entry.dots if most <= min(MOST_DOTS, width // 4) else ""
        figure = filled(f"{entry.dots:>2} {drawn}", (most if drawn or most <= MOST_DOTS else 0) + 5)
        lead = Content.assemble(lead, (figure, "bold $primary" if entry.dots else "$muted"))
    text = wrap(entry.text, min(TEXT_WIDTH, max(8, width - lead.cell_length)))
    return [
        Content.assemble(lead if number == 0 else " " * lead.cell_length, one)
        for number, one in enumerate(text)
    ]


def column_lines(entry: Entry, entries: Sequence[Entry], width: int) -> int | None:
    """Lines of an entry in one of two columns; None where it does not go into columns."""
    if width < 60 or entry.tone != "numbered" or entry.dots is not None:
        return None
    return len(entry_lines(entry, entries, (width - GUTTER) // 2))


def in_two_columns(entries: Sequence[Entry], width: int) -> list[Content] | None:
    """Numbered entries in two columns, the first one down and then the other; None for anything else."""
    if width < 60 or any(one.tone != "numbered" or one.dots is not None for one in entries):
        return None
    column, half = (width - GUTTER) // 2, (len(entries) + 1) // 2
    left, right = (
        [line for one in part for line in entry_lines(one, entries, column)]
        for part in (entries[:half], entries[half:])
    )
    depth = max(len(left), len(right))
    left, right = (side + [Content("")] * (depth - len(side)) for side in (left, right))
    return [
        Content.assemble(one, " " * (column + GUTTER - one.cell_length), other)
        for one, other in zip(left, right, strict=True)
    ]
