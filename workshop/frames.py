"""Writing only what differs from the frame before, and doing things once a frame is written."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from textual import events
from textual.app import App
from textual.widget import Widget

from workshop.inner import has, takes

try:
    from workshop.on_terminal import OnTerminal, fits
except ImportError:  # frames are something else in this Textual
    OnTerminal, fits = None, None  # type: ignore[assignment,misc]

ResultT = TypeVar("ResultT")

ITS_TURN = 0.0001
"""Seconds in which the thread that writes to the terminal takes over a frame."""
DISPLAYS = ("self", "screen", "renderable")
"""What Textual's own `_display` takes."""


class FramesApp(App[ResultT]):
    """An app that writes of each frame what differs, and does some things once a frame is written."""

    def __init__(self) -> None:
        self._once_seen: list[Callable[[], object]] = []
        self._on_terminal: OnTerminal | None = None  # frames are written whole
        super().__init__()
        if fits is not None and fits() and _displays(self):
            self._on_terminal = OnTerminal()

    def once_seen(self, do: Callable[[], object]) -> None:
        """Do something as soon as the next frame has been written."""
        self._once_seen.append(do)

    async def on_event(self, event: events.Event) -> None:
        """Where the window changes or comes back to the front, other programs may have written there."""
        if isinstance(event, (events.Resize, events.AppFocus)):
            self._forget()
        await super().on_event(event)

    def _resume_signal(self) -> None:
        self._forget()  # it was a shell's meanwhile
        super()._resume_signal()

    def _forget(self) -> None:
        if self._on_terminal is not None:
            self._on_terminal.forget()

    def _display(self, *shown: Any, **more: Any) -> None:
        if self._on_terminal is None or len(shown) != len(DISPLAYS) - 1 or more:
            self._on_terminal = None
            super()._display(*shown, **more)
            return
        screen, frame = shown
        differing = self._differing(frame, self._on_terminal)
        super()._display(screen, differing)
        if differing is not None and not self.is_headless:
            # The thread that writes has to wait for up to 5 ms while this one goes on with other things.
            time.sleep(ITS_TURN)

    def _differing(self, frame: Any, terminal: OnTerminal) -> Any:
        """What is to be written of a frame; None for nothing."""
        if not self._running or self._batch_count or self._closed or self.is_headless:
            return frame
        try:
            differing = terminal.differing(frame, self.console)
        except Exception:  # frames of a Textual to come: from now on they are written whole
            self._on_terminal = None
            return frame
        if differing is None:
            return frame
        cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        return differing if differing.text or cursor != self._previous_cursor_position else None

    def post_display_hook(self) -> None:
        """A frame has been written."""
        while self._once_seen:
            self.call_later(self._once_seen.pop(0))


def _displays(app: App[Any]) -> bool:
    """Whether an app shows a frame in the way that this was written for."""
    inner = ("_running", "_batch_count", "_closed", "_previous_cursor_position", "cursor_position")
    return takes(App, "_display", *DISPLAYS) and has(app, *inner)


def once_seen(widget: Widget, do: Callable[[], object]) -> None:
    """Do this once the next frame has been written, unless the widget has gone by then."""

    def still_there() -> None:
        if widget.is_attached:
            do()

    if isinstance(app := widget.app, FramesApp):
        app.once_seen(still_there)
    else:
        widget.call_after_refresh(still_there)
