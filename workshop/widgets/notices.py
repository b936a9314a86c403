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
MOST_OVER_HEAD = 2
"""Lines that a notice may take over the head of the screen: what is asked stands below them."""
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
        """Show these until the first of them ends, and then those that are left.

        It is called a moment after it was asked for: the screen may have been left by then.
        """
        if not self.is_attached:
            return
        over_head = self._over_head(tuple(notices))
        self.set_class(bool(notices) and not over_head and self.screen.size.height >= LEAST_HEIGHT, "said")
        self.show(tuple(notices))
        if notices:
            ends = min(notice.time_left for notice in notices)
            self.set_timer(max(0.01, ends), self._look_again)

    def _over_head(self, notices: Sequence[Notification]) -> bool:
        """Whether they stand over the head: where every line above the keys is needed, and they are short."""
        lines = self.draw(max(4, self.screen.size.width - 2), notices)
        over = bool(notices) and self.screen.has_class("full") and len(lines) <= MOST_OVER_HEAD
        for place in self.screen.query(OverHead):
            place.display = over
            if over:
                place.show(tuple(lines))
        return over

    def _look_again(self) -> None:
        self.follow([notice for notice in self.model[0] if not notice.has_expired] if self.model else [])

    def on_click(self) -> None:
        """Put them away."""
        self.app.clear_notifications()


class OverHead(View[Sequence[Content]]):
    """Lines that stand over the head of the screen, and take no room from what is below it."""

    DEFAULT_CSS = """
    OverHead { layer: over; dock: top; display: none; background: $panel; color: $foreground; padding: 0 1; }
    """

    def draw(self, _: int, lines: Sequence[Content]) -> list[Content]:
        return list(lines)

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
        for below in self.screen_stack[:-1]:  # what it shows through a dialog would be said twice
            for place in below.query(Notices):
                self.call_later(place.follow, [])
