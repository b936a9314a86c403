"""Text that wraps itself: the base of every widget that shows what people typed.

`Content` is built directly and never parsed, so a bracket stays a bracket.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVarTuple

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.app import RenderResult
from textual.color import Color
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from workshop.cells import cells, hanging
from workshop.inner import has, takes
from workshop.widgets.painted import LaidOutOnce

Model = TypeVarTuple("Model")
MOST_STYLES = 4096
"""How many styles at places are known at once: making one takes longer than all else of a word."""


@lru_cache(MOST_STYLES)
def style_at(style: Style, x: int, y: int) -> RichStyle:
    """A style with the place in its widget that text has in it, by which a mouse selects text."""
    return style.rich_style_with_offset(x, y)


def wrap(text: str, width: int, style: str = "", *, first: str = "", rest: str = "") -> list[Content]:
    """`text` as lines of at most `width` cells; the first begins with `first`, the others with `rest`.

    Line breaks in `text` are kept. A word longer than a line is broken.
    """
    return [Content.assemble(lead, (line, style)) for lead, line in hanging(text, width, first, rest)]


def offers(parts: Iterable[str], width: int, action: str) -> list[Content]:
    """`parts` one after the other on lines of at most `width` cells, broken only where one is longer.

    Each begins with a number or a sign; a click on it calls `action` with the number, or with None.
    """
    groups: list[list[str]] = []
    for part in parts:
        if groups and cells("  ".join([*groups[-1], part])) <= width:
            groups[-1].append(part)
        else:
            groups.append([part])
    lines = []
    for group in groups:
        first = (part.split()[0] for part in group)
        numbers = (number if number.isdecimal() else None for number in first)
        clicks = [Style.from_meta({"@click": f"{action}({number})"}) for number in numbers]
        if len(group) == 1:
            lines += [line.stylize(clicks[0]) for line in wrap(group[0], width, "$muted")]
        else:
            styled = [Content.styled(part, "$muted") for part in group]
            lines.append(Content("  ").join(map(Content.stylize, styled, clicks)))
    return lines


class Wrapped(LaidOutOnce):
    """A widget as high as its lines. Subclasses give `build(width)` and call `rebuild` on a change.

    Only lines that differ are painted anew, and only another number of them lays out the screen.
    """

    auto_links = False
    """Words that can be clicked look as others do."""
    DEFAULT_CSS = "Wrapped { height: auto; width: 1fr; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._built: dict[int, list[Content]] = {}
        """Width → the lines as they were built for it, as far as they are those of the model as it is."""
        self._drawn: dict[int, Strip] = {}
        """Line of the widget → how it was drawn."""
        self._draws = takes(Widget, "_set_dirty", "self", "regions") and has(self, "_dirty_regions")
        """Whether it hears of all that is to be painted anew, and so may draw itself."""

    def build(self, width: int) -> list[Content]:
        """The lines, for this many cells."""
        raise NotImplementedError

    def rebuild(self) -> None:
        """Show the model as it is now."""
        width = self.content_size.width
        before = self._built.get(width)
        self._built = {}
        if before is None or not self.is_on_screen or len(lines := self._lines(width)) != len(before):
            self.refresh(layout=True)
            return
        pairs = enumerate(zip(before, lines, strict=True))
        if changed := [Region(0, y, width, 1) for y, (old, new) in pairs if not old.is_same(new)]:
            self.refresh(*changed)

    def _lines(self, width: int) -> list[Content]:
        if width not in self._built:
            self._built[width] = [part for line in self.build(max(1, width)) for part in _single(line)]
        return self._built[width]

    def height_at(self, width: int) -> int:
        """Lines that it takes in so many cells, with what is kept free around it."""
        around, free = self.styles.gutter, self.styles.margin
        return len(self._lines(width - around.width - free.width)) + around.height + free.height

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text takes at this width."""
        del container, viewport
        return len(self._lines(width))

    def render(self) -> RenderResult:
        return Content("\n").join(self._lines(self.content_size.width))

    def _set_dirty(self, *regions: Any, **named: Any) -> None:
        super()._set_dirty(*regions, **named)
        if not self._draws:
            return
        if regions:
            top = self.content_offset.y
            for y in (top + line for region in regions for line in region.line_range):
                self._drawn.pop(y, None)
        else:
            self._drawn.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """As Textual's own, in one step a line, where nothing but padding stands around the text.

        A line is wrapped already, so that none has to know the others.
        """
        styles = self.styles
        if not self._draws or self.text_selection is not None or styles.gutter != styles.padding:
            return super().render_lines(crop)
        self._dirty_regions.clear()
        width, drawn = self.outer_size.width, self._drawn
        if missing := [y for y in crop.line_range if y not in drawn]:
            drawn |= zip(missing, self._strips(missing, width), strict=True)
        strips, span = [drawn[y] for y in crop.line_range], crop.column_span
        return strips if span == (0, width) else [strip.crop(*span) for strip in strips]

    def _strips(self, numbers: Sequence[int], width: int) -> Iterator[Strip]:
        """Lines of the widget by number, from 0, padding included, in `width` cells."""
        padding, style, room = self.styles.padding, self.visual_style, self.content_size.width
        background = style.background or Color(0, 0, 0)
        bare = Style(background=background).rich_style
        lines, filters = self._lines(room), self.get_line_filters()
        for number in (number - padding.top for number in numbers):
            segments = [Segment(" " * width, bare)]
            if 0 <= number < len(lines):
                line, x = lines[number], 0
                segments = [Segment(" " * padding.left, bare)] if padding.left else []
                for text, own in line.render(style, end="", parse_style=self._get_style):
                    segments.append(Segment(text, style_at(style + own, x, number)))
                    x += len(text)
                if line.cell_length > room:
                    segments = Segment.adjust_line_length(segments, padding.left + room, bare)
                segments.append(Segment(" " * (width - padding.left - min(line.cell_length, room)), bare))
            for line_filter in filters:
                segments = line_filter.apply(segments, background)
            yield Strip(segments, width)


def _single(line: Content) -> list[Content]:
    """A line that a person's text has broken is several."""
    return line.split("\n", allow_blank=True) if "\n" in line.plain else [line]


class View(Wrapped, Generic[*Model]):
    """Text made of a model, which `show` takes; empty before that."""

    model: tuple[*Model] | None = None

    def show(self, *model: *Model) -> None:
        """Show this instead."""
        if model != self.model:
            self.model = model
            self.rebuild()

    def build(self, width: int) -> list[Content]:
        return [] if self.model is None else self.draw(width, *self.model)

    def draw(self, width: int, *model: *Model) -> list[Content]:
        """The lines of a model, for this many cells."""
        raise NotImplementedError
