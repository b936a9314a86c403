"""The line at the head of a running session: where we are."""

from __future__ import annotations

from textual.content import Content

from workshop.pages import Place
from workshop.widgets.wrapped import Wrapped, clip


class Head(Wrapped):
    """Place and date on the left, activity in the middle where there is room, position on the right."""

    DEFAULT_CSS = """
    Head { dock: top; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._place = Place("", "", "")
        self._read_only = False

    def show(self, place: Place, *, read_only: bool = False) -> None:
        """Show this place instead."""
        if (place, read_only) != (self._place, self._read_only):
            self._place, self._read_only = place, read_only
            self.rebuild()

    def build(self, width: int) -> list[Content]:
        place = self._place
        right = place.progress + ("  READ ONLY" if self._read_only else "")
        right = clip(right, max(8, width - 4))
        room = max(0, width - len(right) - 2)
        left = f"{place.session}  ·  {place.activity}" if place.activity else place.session
        left = clip(left, room) if room > 4 else ""
        gap = max(1, width - Content(left).cell_length - Content(right).cell_length)
        return [Content.assemble((left, "bold"), " " * gap, right)]
