"""Pages and asides: paragraphs, points and questions, wrapped with hanging indents."""

from collections.abc import Sequence

from textual.content import Content

from workshop.steps.scene import Page, PageLine
from workshop.widgets.wrapped import View, wrap

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


def built(lines: Sequence[PageLine], width: int) -> list[Content]:
    """The lines of a page as text of at most `width` cells, with room between unlike things."""
    out: list[Content] = []
    before = "heading"
    for line in lines:
        if before != "heading" and (line.tone != before or line.tone in ("lead", "text")):
            out.append(Content(""))
        if line.tone == "heading":
            out += wrap(line.text.upper(), width, "bold $accent")
        else:
            style, first, rest = _FORM[line.tone]
            room = min(width, LEAD_WIDTH) if line.tone == "lead" else width
            out += wrap(line.text, room, style, first=first, rest=rest)
        before = line.tone
    return out


class LinesView(View[Sequence[PageLine]]):
    """Lines beside or below a page."""

    def draw(self, width: int, lines: Sequence[PageLine]) -> list[Content]:
        return built(lines, width)


class PageView(View[Page]):
    """One page: label, title and what is read out."""

    def draw(self, width: int, page: Page) -> list[Content]:
        label = f"{page.label}  " if page.label else ""
        indent = " " * (len(label) if len(label) < 8 else 2)
        title = wrap(label + page.title, width, "bold $primary", rest=indent)
        return [*title, Content(""), *built(page.lines, width)]
