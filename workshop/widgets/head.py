"""The line at the head of a running session: where we are."""

from collections.abc import Sequence

from textual.content import Content

from sessions import schedule
from workshop.cells import clip
from workshop.steps.position import Place
from workshop.widgets.wrapped import View

ROOMY = 100
"""Columns from which everything has its place."""

_STYLES: dict[schedule.Stage, str] = {
    "running": "",
    "last fifth": "bold $warning",
    "closing": "bold $error",
    "over": "bold reverse",
}


class Head(View[Place, str, schedule.Stage, str]):
    """Activity on the left, after place and date where there is room for them; position on the right.

    Beside the place: the time in words, how near its end is, and what is in capitals, such as "READ ONLY".
    """

    DEFAULT_CSS = "Head { dock: top; height: 1; background: $panel; color: $foreground; padding: 0 1; }"

    def draw(self, width: int, place: Place, time: str, stage: schedule.Stage, state: str) -> list[Content]:
        after = [(time, _STYLES[stage]), (state, "bold reverse" if state else "")]
        right = _joined([(place.progress, ""), *after])
        if width < ROOMY or width - right.cell_length - 2 < Content(place.activity).cell_length:
            # Where there is little room, the number of the step goes first: the title says it as well.
            right = _joined([(place.progress.rpartition(" · ")[2], ""), *after])
        right = right.truncate(max(8, width - 4), ellipsis=True)
        room = max(0, width - right.cell_length - 2)
        left = _left(place, room) if room > 4 else ""
        gap = max(1, width - Content(left).cell_length - right.cell_length)
        return [Content.assemble((left, "bold"), " " * gap, right)]


def _joined(parts: Sequence[tuple[str, str]]) -> Content:
    """(text, style), those that are not empty side by side."""
    return Content("  ").join(Content.styled(text, style) for text, style in parts if text)


def _left(place: Place, room: int) -> str:
    """Place, date and activity in `room` cells: the date is left out first, then the place."""
    occasion = " · ".join(filter(None, (place.session, place.date)))
    for before in (occasion, place.session):
        left = "  ·  ".join(filter(None, (before, place.activity)))
        if Content(left).cell_length <= room:
            return left
    return clip(place.activity or place.session, room)
