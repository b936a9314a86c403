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


def built(lines: Sequence[PageLine], width: int, *, tight: bool = False) -> list[Content]:
    """The lines of a page as text of at most `width` cells, with air between unlike things but if `tight`."""
    out: list[Content] = []
    before = "heading"
    for line in lines:
        apart = before != "heading" and (line.tone != before or line.tone in ("lead", "text"))
        if apart and not tight:
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


class PageView(View[Page, bool]):
    """One page: label, title and what is read out; `tight` without empty lines."""

    def draw(self, width: int, page: Page, tight: bool) -> list[Content]:
        label = f"{page.label}  " if page.label else ""
        indent = " " * (len(label) if len(label) < 8 else 2)
        title = wrap(label + page.title, width, "bold $primary", rest=indent)
        air = [] if tight else [Content("")]
        return [*title, *air, *built(page.lines, width, tight=tight)]
