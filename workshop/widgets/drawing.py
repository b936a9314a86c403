"""A picture that the room sees on its wall, and a list below it, in the facilitator's window."""

from collections.abc import Sequence

from textual.content import Content

from workshop.steps.scene import PageLine
from workshop.wall.layout.drawing import drawn
from workshop.wall.model import Drawing
from workshop.widgets.wall import to_content
from workshop.widgets.wrapped import View, wrap

LINES = 11
"""Lines that a map takes."""
_FORMS = {
    "text": ("", "", "    "),
    "point": ("", "· ", "  "),
    "muted": ("$muted", "· ", "  "),
    "heading": ("bold $accent", "", ""),
}
"""Tone of a line → (style, sign before it, what its other lines begin with)."""


class DrawingView(View[Drawing | None, Sequence[PageLine]]):
    """The picture, as wide as there is room, and the list."""

    def draw(self, width: int, drawing: Drawing | None, lines: Sequence[PageLine]) -> list[Content]:
        picture = [to_content(line) for line in drawn(drawing, width, LINES)] if drawing else []
        listed: list[Content] = []
        for line in lines:
            style, first, rest = _FORMS.get(line.tone, ("", "", ""))
            listed += wrap(line.text, width, style, first=first, rest=rest)
        return [*picture, *([Content("")] if picture and listed else []), *listed]
