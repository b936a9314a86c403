"""What is said in passing, in a place of its own at the foot: it covers nothing that a person needs."""

import threading
from collections.abc import Sequence
from typing import TypeVar
from weakref import WeakKeyDictionary

from textual.app import ScreenStackError
from textual.content import Content
from textual.notifications import Notification, SeverityLevel
from textual.screen import Screen
from textual.timer import Timer

from workshop.frames import FramesApp
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
    goes_over_head = False
    """Whether every line above the keys is needed by what stands there."""
    _is_over_head = False
    _ends: Timer | None = None  # when the first of those on show does

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
        if self._ends is not None:
            self._ends.stop()
            self._ends = None
        if notices:
            ends = min(notice.time_left for notice in notices)
            self._ends = self.set_timer(max(0.01, ends), self._look_again)

    def _over_head(self, notices: Sequence[Notification]) -> bool:
        """Whether they stand over the head: where there is no line for them elsewhere, and they are short."""
        lines = self.draw(max(4, self.screen.size.width - 2), notices) if self.goes_over_head else []
        over = 0 < len(lines) <= MOST_OVER_HEAD
        if over or self._is_over_head:  # else none has to be found, which takes going through all widgets
            self._is_over_head = over
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


class NoticesApp(FramesApp[ResultT]):
    """An app that says things in the `Notices` of the screen in front; one that has none gets some."""

    _due = False  # whether other notices are to be shown than are

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say it: at once where this thread draws the screen, so that it comes with what it is about."""
        if self._thread_id != threading.get_ident():
            super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)
            return
        lasts = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        self._notifications.add(Notification(message, title, severity, lasts, markup=markup))
        self._refresh_notifications()

    def _refresh_notifications(self) -> None:
        if not self._due:
            self._due = True
            self.call_later(self.show_notices)

    def show_notices(self) -> None:
        """Show those that there are, unless they are shown already."""
        if not self._due:
            return
        self._due = False
        try:
            screen = self.screen
        except ScreenStackError:
            return
        notices = list(self._notifications)
        place = _place_of(screen)
        if place is not None:
            place.follow(notices)
        elif notices:
            place = Notices()
            screen.mount(place)
            self.call_later(place.follow, notices)
        for below in self.screen_stack[:-1]:  # what it shows through a dialog would be said twice
            if (place := _place_of(below)) is not None:
                place.follow([])


def _place_of(screen: Screen[object]) -> Notices | None:
    place = _PLACES.get(screen)
    if place is None or not place.is_attached:
        place = next(iter(screen.query(Notices)), None)
        if place is not None:
            _PLACES[screen] = place
    return place


_PLACES: WeakKeyDictionary[Screen[object], Notices] = WeakKeyDictionary()
"""Where each screen says something; found once, since a query goes through all widgets."""
