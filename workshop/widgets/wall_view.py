"""The wall: one subject in as much room as there is, nothing cut off, the time at the foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from workshop.wall import Draft, Picture, Wall
from workshop.widgets.wall_frame import cover, foot, head, inner_width
from workshop.widgets.wall_list import MOST_LINES, TEXT_WIDTH, Part, listed, paragraph, text_part
from workshop.widgets.wall_pages import after_ways, fixed_parts, paged, pages
from workshop.widgets.wall_picture import cells, rows, scale, strip
from workshop.widgets.wall_profile import profiled
from workshop.widgets.wall_voices import voices_ways
from workshop.widgets.wrapped import pad, wrap

__all__ = ["WallView", "laid_out", "pages"]

GAPS = (2, 1, 0)
"""Empty lines between the parts, from roomy to tight."""


class WallView(Widget):
    """Shows a page of a wall in all the room that it is given."""

    DEFAULT_CSS = """
    WallView { width: 1fr; height: 1fr; background: $background; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._wall: Wall | None = None
        self._hint = ""
        self._page = 0

    class Clicked(Message):
        """Somebody clicked on it."""

    def on_click(self) -> None:
        """Pass it on: what it means is not for the wall to say."""
        self.post_message(self.Clicked())

    def show(self, wall: Wall, hint: str = "", page: int = 0) -> None:
        """Show this page of this wall instead, the first being 0, or the last where there are fewer.

        `hint` stands at the foot, where there is room for it.
        """
        if (wall, hint, page) != (self._wall, self._hint, self._page):
            self._wall, self._hint, self._page = wall, hint, page
            self.refresh()

    def render(self) -> RenderResult:
        if self._wall is None:
            return Content("")
        width, height = self.content_size
        return Content("\n").join(laid_out(self._wall, width, height, self._hint, self._page))


def laid_out(wall: Wall, width: int, height: int, hint: str = "", page: int = 0) -> list[Content]:
    """A page of the wall, the first being 0, as `height` lines of at most `width` cells."""
    found = paged(wall)
    number = max(0, min(page, len(found) - 1))
    shown = replace(
        found[number], time=wall.time, item_time=wall.item_time, tally=wall.tally, voices=wall.voices
    )
    inner = inner_width(width)
    margin = " " * ((width - inner) // 2)
    words = f"page {number + 1} of {len(found)}" if len(found) > 1 else ""
    below = foot(shown, inner, height, words, hint)
    room = max(1, height - len(below))
    several = len(found) > 1
    lines = cover(shown, inner, room) if shown.cover else _page(shown, inner, room, height, several)
    lines = [*lines[:room], *[Content("")] * (room - len(lines)), *below]
    return [Content.assemble(margin, one) if one.plain else one for one in lines][:height]


def _page(wall: Wall, width: int, room: int, height: int, several: bool) -> list[Content]:
    """Head and body, with the empty lines shared out; the body of each of several pages begins alike."""
    over = head(wall if wall.draft is None else replace(wall, word=""), width)
    space = room - len(over)
    if several:
        space = max(1, space - height // 14 - height // 12)
    body = (
        _draft(wall.draft, width, space)
        if wall.draft is not None
        else _body(wall, width, space, 1 if several else 2)
    )
    left = max(0, room - len(over) - len(body))
    above = min(left, height // 14)
    left -= above
    between = min(left, max(1, height // 12) if several else max(1, left * 2 // 5))
    return [*[Content("")] * above, *over, *[Content("")] * between, *body]


def _body(wall: Wall, width: int, space: int, free: int) -> list[Content]:
    """The first of the ways to show it that fits: whole names before few, roomy before tight.

    Where there is air between the parts, `free` lines are left for above and below.
    """
    tightest: list[Content] = []
    for gaps, parts in _ways(wall, width, space):
        for gap in gaps:
            tightest = _joined(parts, gap)
            if len(tightest) + free * bool(gap) <= space and sum(one.running for one in parts) <= MOST_LINES:
                return tightest
    return tightest


def _joined(parts: Sequence[Part], gap: int) -> list[Content]:
    lines: list[Content] = []
    for part in parts:
        if lines and part.lines:
            lines += [Content("")] * gap
        lines += part.lines
    return lines


def _ways(wall: Wall, width: int, space: int) -> Iterator[tuple[Sequence[int], list[Part]]]:
    """Gaps to try, and the parts of a body of `space` lines, from all that there is to say to the least."""
    before = fixed_parts(wall, width)
    if wall.picture is not None:
        yield from _revealed_ways(wall, wall.picture, width)
    elif wall.levels:
        question = paragraph(wall.question, width, "$accent")
        between = [Content("")] * (space >= 18)
        asked = Part((*question.lines, *between, *scale(wall.levels, width)), question.running)
        for voices in voices_ways(wall.voices, width, wall.place):
            yield GAPS, [paragraph(wall.statement, width, "bold"), asked, voices, _settled(wall, width)]
    elif wall.profile:
        for gap, whole in ((1, True), (0, True), (0, False)):
            parts = profiled(wall.profile, width, space, before, gap=gap, whole=whole)
            if parts is not None:
                yield GAPS, parts
    else:
        ways = [(0, True, after) for after in after_ways(wall, width)]
        for gap, whole, after in ((1, True, ways[0][2]), *ways, (0, False, ways[-1][2])):
            parts = listed(wall.entries, width, space, before, after, gap=gap, whole=whole)
            if parts is not None:
                yield GAPS, parts


def _revealed_ways(wall: Wall, picture: Picture, width: int) -> Iterator[tuple[Sequence[int], list[Part]]]:
    """With names in the picture and the sentences; then without the latter's, then without any.

    There is no air inside the picture before there is some around it.
    """
    rest = [paragraph(wall.next, width, "bold $accent"), _settled(wall, width)]
    for names in (True, False):
        for sentences in (wall.sentences, wall.nameless):
            said = _said(sentences, width)
            for gaps, drawn in (
                (GAPS[:-1], strip(picture, wall.levels, width, names=names, place=wall.place, airy=True)),
                (GAPS, strip(picture, wall.levels, width, names=names, place=wall.place)),
                (GAPS, rows(picture, wall.levels, width, names=names)),
            ):
                if drawn is not None:
                    yield gaps, [Part(tuple(drawn), 0), said, *rest]


def _said(sentences: Sequence[str], width: int) -> Part:
    """Sentences below each other; of several the second line of each stands further in."""
    rest = "  " if len(sentences) > 1 else ""
    lines = [line for one in sentences for line in wrap(one, min(width, TEXT_WIDTH), "bold", rest=rest)]
    return text_part(lines)


def _settled(wall: Wall, width: int) -> Part:
    if not wall.settled:
        return text_part([])
    return text_part(wrap(wall.settled, width, "bold $success", first="✓ ", rest="  "))


# --- what is being typed -----------------------------------------------------------------------------


def _draft(draft: Draft, width: int, space: int) -> list[Content]:
    """What was understood of what is being typed: a row each, of the longest text its end."""
    title = wrap(draft.title, min(width, TEXT_WIDTH), "bold $accent")
    lead = min(width // 3, max((cells(name) for name, _ in draft.rows), default=0) + 3)
    blocks = [_typed(name, words, lead, width) for name, words in draft.rows]
    while sum(map(len, blocks)) > space - len(title) - 1 and any(len(one) > 2 for one in blocks):
        longest = max(blocks, key=len)
        longest[1:3] = [Content.styled(" " * lead + "…", "$muted")]  # its beginning and its end stay
    lines = [*title, Content("")]
    gap = sum(map(len, blocks)) + 2 * len(blocks) < space - len(lines)
    for block in blocks:
        lines += [*block, *[Content("")] * gap]
    return lines[:space]


def _typed(name: str, words: str, lead: int, width: int) -> list[Content]:
    """A row: what it is, and large what was understood."""
    text = wrap(words or "…", max(8, min(TEXT_WIDTH, width - lead)), "bold" if words else "$muted")
    return [
        Content.assemble((pad(name, lead) if number == 0 else " " * lead, "$muted"), one)
        for number, one in enumerate(text)
    ]
