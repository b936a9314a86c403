"""Text that wraps itself: the base of every widget that shows what people typed.

`Content` is built directly and never parsed, so a bracket stays a bracket.
"""

from collections.abc import Iterable
from typing import Generic, TypeVarTuple

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.style import Style

from workshop.cells import cells, hanging
from workshop.widgets.painted import LaidOutOnce

Model = TypeVarTuple("Model")


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
    """A widget as high as its lines. Subclasses give `build(width)` and call `rebuild` on a change."""

    auto_links = False
    """Words that can be clicked look as others do."""
    DEFAULT_CSS = "Wrapped { height: auto; width: 1fr; }"
    _built: tuple[int, list[Content]] | None = None  # the lines as they were built last, and for which width

    def build(self, width: int) -> list[Content]:
        """The lines, for this many cells."""
        raise NotImplementedError

    def rebuild(self) -> None:
        """Show the model as it is now."""
        self._built = None
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[Content]:
        if self._built is None or self._built[0] != width:
            self._built = (width, self.build(max(1, width)))
        return self._built[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text takes at this width."""
        del container, viewport
        return len(self._lines(width))

    def render(self) -> RenderResult:
        return Content("\n").join(self._lines(self.content_size.width))


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
