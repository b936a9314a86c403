"""Pages and asides: paragraphs, points and questions, wrapped with hanging indents."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from workshop.steps.scene import Line, Page
from workshop.widgets.wrapped import Wrapped, wrap

LEAD_WIDTH = 60
"""Widest line of what is read aloud: beyond that the eye loses its place on a wall."""

_FORM = {
    "lead": ("bold", "", ""),
    "text": ("", "", ""),
    "point": ("", "· ", "  "),
    "question": ("", "› ", "  "),
    "muted": ("$muted", "", ""),
    "warn": ("bold $warning", "▲ ", "  "),
}


def built(lines: Sequence[Line], width: int) -> list[Content]:
    """The lines of a page as text of at most `width` cells, with room between unlike things."""
    out: list[Content] = []
    before: str | None = None
    for line in lines:
        apart = before is not None and (line.tone != before or line.tone in ("lead", "text"))
        if apart and before != "heading":
            out.append(Content(""))
        if line.tone == "heading":
            out += wrap(line.text.upper(), width, "bold $accent")
        else:
            style, first, rest = _FORM[line.tone]
            out += wrap(
                line.text,
                min(width, LEAD_WIDTH) if line.tone == "lead" else width,
                style,
                first=first,
                rest=rest,
            )
        before = line.tone
    return out


class LinesView(Wrapped):
    """Lines beside or below a page."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines instead."""
        if tuple(lines) != self._shown:
            self._shown = tuple(lines)
            self.rebuild()

    def build(self, width: int) -> list[Content]:
        return built(self._shown, width)


class PageView(Wrapped):
    """One page: label, title and what is read out."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._page = Page("", "", ())

    def show(self, page: Page) -> None:
        """Show this page instead."""
        if page != self._page:
            self._page = page
            self.rebuild()

    def build(self, width: int) -> list[Content]:
        page = self._page
        label = f"{page.label}  " if page.label else ""
        title = wrap(
            label + page.title,
            width,
            "bold $primary",
            rest=" " * (len(label) if len(label) < 8 else 2),
        )
        return [*title, Content(""), *built(page.lines, width)]
