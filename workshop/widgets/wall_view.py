"""The wall: one subject in as much room as there is, nothing cut off, the time at the foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from workshop.wall import Picture, Voice, Wall
from workshop.widgets.wall_list import MOST_LINES, Part, listed, text_part
from workshop.widgets.wall_picture import cells, rows, scale, shortened, strip
from workshop.widgets.wrapped import clip, wrap

STATEMENT_WIDTH = 60
"""Most characters of a statement on a line."""
WIDEST = 92
"""Widest text: in a wider window it stands in the middle."""
SHORT_NAME = 24
"""Most cells of a partner's short name, where the whole names take too much room."""
GAPS = (2, 1, 0)
"""Empty lines between the parts, from roomy to tight."""

_TIME_STYLES = {
    "running": "bold",
    "last fifth": "bold $warning",
    "closing": "bold reverse $warning",
    "over": "bold reverse $error",
}


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
    foot = [*_foot(wall, inner, hint), *[Content("")] * (height >= 20)]
    room = max(1, height - len(foot))
    lines = _cover(wall, inner, room) if wall.cover else _page(wall, inner, room, height)
    lines = [*lines[:room], *[Content("")] * (room - len(lines)), *foot]
    return [Content.assemble(margin, one) if one.plain else one for one in lines][:height]


def _foot(wall: Wall, width: int, hint: str) -> list[Content]:
    """How many have answered on the left, and the hint where there is room for it; the time on the right."""
    left = Content.assemble((clip(wall.tally, width), "$muted"))
    right = Content("")
    if wall.time is not None:
        style = _TIME_STYLES[wall.time.stage]
        right = Content.assemble((f" {wall.time.words} " if "reverse" in style else wall.time.words, style))
    gap = width - left.cell_length - right.cell_length
    between = "   " if wall.tally else ""
    if hint and gap >= cells(between + hint) + 2:
        left = Content.assemble(left, (between + hint, "$muted"))
        gap = width - left.cell_length - right.cell_length
    if gap >= 2 or not left.plain or not right.plain:
        return [Content.assemble(left, " " * max(0, gap), right) if right.plain else left]
    return [left, Content.assemble(" " * max(0, width - right.cell_length), right)]


def _cover(wall: Wall, width: int, room: int) -> list[Content]:
    """A title in the middle, and under it what the occasion is."""
    lines = wrap(wall.title, min(width, STATEMENT_WIDTH), "bold $primary")
    if wall.statement:
        lines += [Content(""), *wrap(wall.statement, min(width, STATEMENT_WIDTH))]
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
    word = f" {wall.word} " if wall.word else ""
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
    for parts in _ways(wall, width, space):
        for gap in GAPS:
            tightest = _joined(parts, gap)
            if len(tightest) <= space and sum(one.running for one in parts) <= MOST_LINES:
                return tightest
    return tightest


def _joined(parts: Sequence[Part], gap: int) -> list[Content]:
    lines: list[Content] = []
    for part in parts:
        if lines and part.lines:
            lines += [Content("")] * gap
        lines += part.lines
    return lines


def _ways(wall: Wall, width: int, space: int) -> Iterator[list[Part]]:
    """The parts of a body of `space` lines, from all that there is to say to the least."""
    statement = _paragraph(wall.statement, min(width, STATEMENT_WIDTH), "bold")
    question = _paragraph(wall.question, width, "$accent")
    if wall.picture is not None:
        yield from _revealed_ways(wall, wall.picture, width)
    elif wall.levels:
        between = [Content("")] * (space >= 18)
        asked = Part((*question.lines, *between, *scale(wall.levels, width)), question.running)
        for voices in _voices_ways(wall.voices, width):
            yield [statement, asked, voices, _settled(wall, width)]
    else:
        before = [one for one in (statement, question) if one.lines]
        ways = [(0, True, voices) for voices in _voices_ways(wall.voices, width)]
        for gap, whole, voices in ((1, True, ways[0][2]), *ways, (0, False, ways[-1][2])):
            parts = listed(wall.entries, width, space, before, voices, gap=gap, whole=whole)
            if parts is not None:
                yield parts


def _revealed_ways(wall: Wall, picture: Picture, width: int) -> Iterator[list[Part]]:
    """With names in the picture and the sentences; then without the latter's, then without any."""
    rest = [_paragraph(wall.next, width, "bold $accent"), _settled(wall, width)]
    for names in (True, False):
        for sentences in (wall.sentences, wall.nameless):
            said = text_part([line for one in sentences for line in wrap(one, width, "bold")])
            for drawn in (
                strip(picture, wall.levels, width, names=names, airy=True),
                strip(picture, wall.levels, width, names=names),
                rows(picture, wall.levels, width, names=names),
            ):
                if drawn is not None:
                    yield [Part(tuple(drawn), 0), said, *rest]


def _paragraph(text: str, width: int, style: str) -> Part:
    """A text as a part; an empty one for none."""
    return text_part(wrap(text, width, style) if text else [])


def _settled(wall: Wall, width: int) -> Part:
    return text_part(
        wrap(wall.settled, width, "bold $success", first="✓ ", rest="  ") if wall.settled else []
    )


# --- who has answered --------------------------------------------------------------------------------


def _voices_ways(voices: Sequence[Voice], width: int) -> Iterator[Part]:
    """All names in even columns, or one after the other; the same in short; else the foot says how many."""
    if not voices:
        yield text_part([])
        return
    yield from _voices_in(voices, width)
    if short := shortened([one.name for one in voices], SHORT_NAME):
        yield from _voices_in([Voice(short[one.name], one.ready) for one in voices], width)
    yield text_part([])


def _voices_in(voices: Sequence[Voice], width: int) -> Iterator[Part]:
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
        yield text_part(lines)
    flowing: list[Content] = []
    for one in voices:
        first, *more = _voice(one, 0, width)
        if flowing and not more and flowing[-1].cell_length + 3 + first.cell_length <= width:
            flowing[-1] = Content.assemble(flowing[-1], "   ", first)
        else:
            flowing += [first, *more]
    yield text_part(flowing)


def _voice(voice: Voice, width: int, most: int) -> list[Content]:
    """`✓ name` or `… name`, filled up to `width` cells, on lines of at most `most`."""
    sign, style = ("✓", "bold $success") if voice.ready else ("…", "$muted")
    first, *more = wrap(voice.name, most - 2, "" if voice.ready else "$muted")
    pad = " " * max(0, width - 2 - first.cell_length)
    return [
        Content.assemble((sign, style), " ", first, pad),
        *(Content.assemble("  ", one) for one in more),
    ]
