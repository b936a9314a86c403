"""The line at the head of a running session: where we are."""

from __future__ import annotations

from textual.content import Content

from workshop.pages import Place
from workshop.widgets.wrapped import Wrapped, clip

ROOMY = 100
"""Columns from which everything has its place."""


class Head(Wrapped):
    """Place and date on the left, activity in the middle where there is room, position on the right."""

    DEFAULT_CSS = """
    Head { dock: top; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._place = Place("", "", "")
        self._time = ""
        self._read_only = False

    def show(self, place: Place, *, time: str = "", read_only: bool = False) -> None:
        """Show this place and time instead."""
        if (place, time, read_only) != (self._place, self._time, self._read_only):
            self._place, self._time, self._read_only = place, time, read_only
            self.rebuild()

    def build(self, width: int) -> list[Content]:
        place = self._place
        # Where there is little room, the number of the step goes first: the title says it as well.
        progress = place.progress if width >= ROOMY else place.progress.rpartition(" · ")[2]
        right = "  ".join(
            one for one in (progress, self._time, "READ ONLY" if self._read_only else "") if one
        )
        right = clip(right, max(8, width - 4))
        room = max(0, width - len(right) - 2)
        left = f"{place.session}  ·  {place.activity}" if place.activity else place.session
        left = clip(left, room) if room > 4 else ""
        gap = max(1, width - Content(left).cell_length - Content(right).cell_length)
        return [Content.assemble((left, "bold"), " " * gap, right)]
