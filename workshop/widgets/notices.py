"""What is said in passing, in a place of its own at the foot: it covers nothing that a person needs."""

from collections.abc import Sequence
from typing import TypeVar

from textual.app import App, ScreenStackError
from textual.content import Content
from textual.notifications import Notification

from workshop.widgets.wrapped import View, wrap

ResultT = TypeVar("ResultT")
LEAST_HEIGHT = 10
"""Lines of a window in which there is room for notices beside the rest."""
MOST_SHARE = 3
"""Notices take at most one line in so many of the window."""
_SIGNS = {
    "information": ("▌ ", "$success"),
    "warning": ("▲ ", "bold $warning"),
    "error": ("▲ ", "bold $error"),
}
"""Severity → (sign before it, its style): what is wrong is told by shape too."""


class Notices(View[Sequence[Notification]]):
    """The notices that are on show, oldest first, or nothing at all. A click puts them away."""

    DEFAULT_CSS = """
    Notices {
        dock: bottom; display: none;
        background: $panel; color: $foreground; padding: 0 1;
    }
    Notices.said { display: block; }
    """

    def draw(self, width: int, notices: Sequence[Notification]) -> list[Content]:
        lines: list[Content] = []
        for notice in notices:
            sign, style = _SIGNS[notice.severity]
            first, *more = wrap(notice.message, max(4, width - 2))
            lines.append(Content.assemble((sign, style), first))
            lines += [Content.assemble("  ", line) for line in more]
        most = max(1, self.app.size.height // MOST_SHARE)
        return lines if len(lines) <= most else [*lines[: most - 1], Content("  …")]

    def follow(self, notices: Sequence[Notification]) -> None:
        """Show these until the first of them ends, and then those that are left."""
        self.set_class(bool(notices) and self.screen.size.height >= LEAST_HEIGHT, "said")
        self.show(tuple(notices))
        if notices:
            ends = min(notice.time_left for notice in notices)
            self.set_timer(max(0.01, ends), self._look_again)

    def _look_again(self) -> None:
        self.follow([notice for notice in self.model[0] if not notice.has_expired] if self.model else [])

    def on_click(self) -> None:
        """Put them away."""
        self.app.clear_notifications()


class NoticesApp(App[ResultT]):
    """An app that says things in the `Notices` of the screen in front; one that has none gets some."""

    def _refresh_notifications(self) -> None:
        try:
            screen = self.screen
        except ScreenStackError:
            return
        places = screen.query(Notices)
        if not places and len(self._notifications):
            place = Notices()
            screen.mount(place)
            self.call_later(place.follow, list(self._notifications))
        for place in places:
            self.call_later(place.follow, list(self._notifications))
