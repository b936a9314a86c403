"""The wall: one subject in as much room as there is, nothing cut off, the time at the foot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from workshop.wall import Entry, Voice, Wall
from workshop.widgets.wall_picture import cells, filled, rows, scale, strip
from workshop.widgets.wrapped import clip, wrap

MOST_LINES = 12
"""Most lines of running text at a time: more than that nobody reads from the back."""
STATEMENT_WIDTH = 60
"""Most characters of a statement on a line."""
WIDEST = 92
"""Widest text: in a wider window it stands in the middle."""
GAPS = (2, 1, 0)
"""Empty lines between the parts, from roomy to tight."""

_TIME_STYLES = {
    "running": "bold",
    "last fifth": "bold $warning",
    "closing": "bold reverse $warning",
    "over": "bold reverse $error",
}
_FORMS = {
    "text": ("", ""),
    "point": ("", "· "),
    "question": ("", "› "),
    "warn": ("bold $warning", "▲ "),
    "heading": ("bold $accent", ""),
    "numbered": ("", ""),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together. `running` of them are running text, the others picture or scale."""

    lines: tuple[Content, ...]
    running: int


def _text(lines: Sequence[Content]) -> Part:
    return Part(tuple(lines), sum(bool(one.plain.strip()) for one in lines))


def _drawn(lines: Sequence[Content]) -> Part:
    return Part(tuple(lines), 0)


class WallView(Widget):
    """Shows a wall in all the room that it is given."""

    DEFAULT_CSS = """
    WallView { width: 1fr; height: 1fr; background: $background; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._wall: Wall | None = None
        self._hint = ""

    def show(self, wall: Wall, hint: str = "") -> None:
        """Show this wall instead; `hint` stands at the foot, where there is room for it."""
        if (wall, hint) != (self._wall, self._hint):
            self._wall, self._hint = wall, hint
            self.refresh()

    def render(self) -> RenderResult:
        if self._wall is None:
            return Content("")
        width, height = self.content_size
        return Content("\n").join(laid_out(self._wall, width, height, self._hint))


def laid_out(wall: Wall, width: int, height: int, hint: str = "") -> list[Content]:
    """The wall as `height` lines of at most `width` cells."""
    side = 3 if width >= 60 else 1
    inner = max(8, min(WIDEST, width - 2 * side))
    margin = " " * ((width - inner) // 2)
    foot = _foot(wall, inner, hint)
    room = max(1, height - len(foot))
    lines = _cover(wall, inner, room) if wall.cover else _page(wall, inner, room, height)
    lines = [*lines[:room], *[Content("")] * (room - len(lines)), *foot]
    return [Content.assemble(margin, one) if one.plain else one for one in lines][:height]


def _foot(wall: Wall, width: int, hint: str) -> list[Content]:
    """Who is still to come on the left, or the hint; the time on the right."""
    left = Content.assemble((clip(hint or wall.tally, width), "$muted"))
    if wall.time is None:
        return [left]
    right = Content.assemble((wall.time.words, _TIME_STYLES[wall.time.stage]))
    gap = width - left.cell_length - right.cell_length
    if gap >= 2 or not left.plain:
        return [Content.assemble(left, " " * max(0, gap), right)]
    return [left, Content.assemble(" " * max(0, width - right.cell_length), right)]


def _cover(wall: Wall, width: int, room: int) -> list[Content]:
    """A title in the middle, and under it what the occasion is."""
    lines = wrap(wall.title, min(width, STATEMENT_WIDTH), "bold $primary")
    for entry in wall.entries:
        lines += [Content(""), *wrap(entry.text, min(width, STATEMENT_WIDTH))]
    centred = [Content.assemble(" " * ((width - one.cell_length) // 2), one) for one in lines[:room]]
    return [Content("")] * ((room - len(centred)) * 2 // 5) + centred


# --- a page ------------------------------------------------------------------------------------------


def _page(wall: Wall, width: int, room: int, height: int) -> list[Content]:
    """Head and body, with the empty lines shared out."""
    head = _head(wall, width)
    space = room - len(head)
    body = _body(wall, width, space)
    left = max(0, space - len(body))
    above = min(left, height // 14)
    left -= above
    return [*[Content("")] * above, *head, *[Content("")] * min(left, max(1, left * 2 // 5)), *body]


def _head(wall: Wall, width: int) -> list[Content]:
    """Number and title, and after the reveal the word at their right, or below them."""
    label = f"{wall.label}   " if wall.label else ""
    rest = " " * (cells(label) if cells(label) < 14 else 0)
    word = f" {wall.picture.spread.word.upper()} " if wall.picture else ""
    space = width - cells(word) - 3 if word else width
    narrow = wrap(label + wall.title, space, "bold $primary", rest=rest) if space > 20 else []
    if len(narrow) == 1:
        title = narrow[0]
        return [
            Content.assemble(title, " " * (width - title.cell_length - cells(word)), (word, "bold reverse"))
            if word
            else title
        ]
    title_lines = wrap(label + wall.title, width, "bold $primary", rest=rest)
    return [*title_lines, Content.assemble((word, "bold reverse"))] if word else title_lines


def _body(wall: Wall, width: int, space: int) -> list[Content]:
    """The first of the ways to show it that fits: whole names before few, roomy before tight."""
    tightest: list[Content] = []
    for way in _ways(wall, width):
        parts = way(space)
        if parts is None:
            continue
        for gap in GAPS:
            lines = _joined(parts, gap)
            if len(lines) <= space and sum(one.running for one in parts) <= MOST_LINES:
                return lines
        tightest = lines
    return tightest


def _joined(parts: Sequence[Part], gap: int) -> list[Content]:
    lines: list[Content] = []
    for part in parts:
        if lines and part.lines:
            lines += [Content("")] * gap
        lines += part.lines
    return lines


Way = Callable[[int], list[Part] | None]
"""Given how many lines there are, the parts of a body; None where it can't be shown that way."""


def _ways(wall: Wall, width: int) -> Iterator[Way]:
    statement = (
        _text(wrap(wall.statement, min(width, STATEMENT_WIDTH), "bold")) if wall.statement else _text([])
    )
    if wall.picture is not None:
        yield from _revealed_ways(wall, width)
    elif wall.levels:
        question = _text(wrap(wall.question, width, "$accent"))
        settled = _settled(wall, width)
        for voices in _voices_ways(wall.voices, width):
            yield lambda _, voices=voices: [  # type: ignore[misc]
                statement,
                Part((*question.lines, *scale(wall.levels, width)), question.running),
                voices,
                settled,
            ]
    else:
        question = _text(wrap(wall.question, width, "$accent") if wall.question else [])
        for voices in _voices_ways(wall.voices, width) if wall.voices else [_text([])]:
            for gap in (1, 0):
                yield lambda space, voices=voices, gap=gap: _listed(  # type: ignore[misc]
                    wall.entries, width, space, [statement, question], voices, gap
                )


def _revealed_ways(wall: Wall, width: int) -> Iterator[Way]:
    assert wall.picture is not None
    picture, levels = wall.picture, wall.levels
    pictures = (
        strip(picture, levels, width, names=True),
        rows(picture, levels, width, names=True),
        strip(picture, levels, width, names=False),
        rows(picture, levels, width, names=False),
    )
    for drawn in pictures:
        for sentences in (wall.sentences, wall.nameless):
            if drawn is None:
                continue
            said = [line for one in sentences for line in wrap(one, width, "bold")]
            after = [*_text(wrap(wall.next, width, "bold $accent") if wall.next else []).lines]
            parts = [_drawn(drawn), _text(said), _text(after), _settled(wall, width)]
            yield lambda _, parts=parts: parts  # type: ignore[misc]


def _settled(wall: Wall, width: int) -> Part:
    return _text(wrap(wall.settled, width, "bold $success", first="✓ ", rest="  ") if wall.settled else [])


# --- who has answered --------------------------------------------------------------------------------


def _voices_ways(voices: Sequence[Voice], width: int) -> Iterator[Part]:
    """In even columns; else one after the other; else not at all: the foot says how many."""
    longest = max(cells(one.name) for one in voices) + 2
    across = max(1, (width + 3) // (longest + 3))
    if across > 1 or len(voices) < 4:
        grid = [voices[at : at + across] for at in range(0, len(voices), across)]
        lines = []
        for row in grid:
            entries = [
                _voice(one, longest + 3 if number < len(row) - 1 else 0, width)
                for number, one in enumerate(row)
            ]
            lines += [
                Content("").join([one[0] for one in entries]),
                *(entries[0][1:] if len(row) == 1 else []),
            ]
        yield _text(lines)
    flowing: list[Content] = []
    for one in voices:
        first, *more = _voice(one, 0, width)
        if flowing and not more and flowing[-1].cell_length + 3 + first.cell_length <= width:
            flowing[-1] = Content.assemble(flowing[-1], "   ", first)
        else:
            flowing += [first, *more]
    yield _text(flowing)
    yield _text([])


def _voice(voice: Voice, width: int, most: int) -> list[Content]:
    """`✓ name` or `… name`, filled up to `width` cells, on lines of at most `most`."""
    sign, style = ("✓", "bold $success") if voice.ready else ("…", "$muted")
    first, *more = wrap(voice.name, most - 2, "" if voice.ready else "$muted")
    pad = " " * max(0, width - 2 - first.cell_length)
    return [
        Content.assemble((sign, style), " ", first, pad),
        *(Content.assemble("  ", one) for one in more),
    ]


# --- lists -------------------------------------------------------------------------------------------


def _listed(
    entries: Sequence[Entry], width: int, space: int, before: Sequence[Part], after: Part, gap: int
) -> list[Part] | None:
    """Entries between other parts: as many whole ones as there is room for, and how many more there are.

    None where they do not all fit with `gap` empty lines between them, unless that is 0.
    """
    kept = [one for one in before if one.lines]
    taken = sum(len(one.lines) + 1 for one in kept) + (len(after.lines) + 1 if after.lines else 0)
    lines = MOST_LINES - sum(one.running for one in kept) - after.running
    blocks = [_entry(one, entries, width) for one in entries]
    everything = sum(len(one) for one in blocks)
    spread = gap * max(0, len(blocks) - 1)
    if gap and (everything > lines or everything + spread > space - taken):
        return None
    if everything <= min(lines, space - taken):
        chosen = [
            line
            for number, one in enumerate(blocks)
            for line in (*[Content("")] * (gap if number else 0), *one)
        ]
    elif (two := _in_two_columns(entries, width)) is not None and len(two) <= min(lines, space - taken):
        chosen = two
    else:
        chosen = _as_many(entries, blocks, min(lines, space - taken), width)
    return [*kept, _text(chosen), after]


def _as_many(
    entries: Sequence[Entry], blocks: Sequence[Sequence[Content]], most: int, width: int
) -> list[Content]:
    """Whole entries on at most `most` lines: first what must be there, then what else fits."""
    wanted = [number for number, one in enumerate(entries) if not one.spare]
    used, shown = 0, set[int]()
    for place, number in enumerate(wanted):
        last = place == len(wanted) - 1 and len(shown) == place
        if used + len(blocks[number]) + (0 if last else 1) > most:
            if shown:
                break
            continue
        used += len(blocks[number])
        shown.add(number)
    hidden = len(wanted) - len(shown)
    used += bool(hidden)
    for number, one in enumerate(entries):
        if not one.spare:
            continue
        needed = len(blocks[number])
        if one.tone == "heading":
            follows = number + 1
            if follows >= len(entries) or not (entries[follows].spare or follows in shown):
                continue
            if entries[follows].spare and used + needed + len(blocks[follows]) > most:
                continue
        elif number and entries[number - 1].tone == "heading" and number - 1 not in shown:
            continue
        if used + needed <= most:
            used += needed
            shown.add(number)
    lines = [line for number in sorted(shown) for line in blocks[number]]
    if hidden:
        more = (
            f"and {hidden} more"
            if any(not entries[one].spare for one in shown)
            else f"{hidden} in all, too long to show here"
        )
        lines += wrap(more, width, "$muted", first="… ", rest="  ")
    return lines


def _entry(entry: Entry, entries: Sequence[Entry], width: int) -> list[Content]:
    """One entry as lines, with its sign and its dots."""
    style, sign = _FORMS[entry.tone]
    if entry.tone == "heading":
        return wrap(entry.text.upper(), width, style)
    if entry.tone != "numbered":
        return wrap(entry.text, width, style, first=sign, rest=" " * len(sign))
    signs = max(cells(one.sign) for one in entries if one.tone == "numbered") + 2
    lead = Content.assemble((filled(entry.sign, signs), "bold $accent"))
    if entry.dots is not None:
        most = max(one.dots or 0 for one in entries)
        widest = most if most <= 15 else 0
        figure = filled(f"{entry.dots:>2} {'●' * entry.dots if widest else ''}", widest + 5)
        lead = Content.assemble(lead, (figure, "bold $primary" if entry.dots else "$muted"))
    text = wrap(entry.text, max(8, width - lead.cell_length))
    return [
        Content.assemble(lead if number == 0 else " " * lead.cell_length, one)
        for number, one in enumerate(text)
    ]


def _in_two_columns(entries: Sequence[Entry], width: int) -> list[Content] | None:
    """Numbered entries in two columns, the first one down and then the other; None for anything else."""
    if width < 60 or any(one.tone != "numbered" or one.dots is not None for one in entries):
        return None
    column = (width - 3) // 2
    half = (len(entries) + 1) // 2
    sides = [
        [line for one in part for line in _entry(one, entries, column)]
        for part in (entries[:half], entries[half:])
    ]
    depth = max(len(side) for side in sides)
    left, right = ([*side, *[Content("")] * (depth - len(side))] for side in sides)
    return [
        Content.assemble(one, " " * (column + 3 - one.cell_length), other)
        for one, other in zip(left, right, strict=True)
    ]
