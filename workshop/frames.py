"""Frames: of each only what differs from the one before is written, and some things wait until it is."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.control import Control
from textual import events
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen

ResultT = TypeVar("ResultT")

Piece = tuple[int, int, int, Strip]
"""(line, first cell, cell after the last one, what stands there)."""


class Written(CompositorUpdate):
    """A frame as it goes to the terminal."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from ()

    def render_segments(self, console: Console) -> str:
        """The text, with its escape sequences."""
        del console
        return self.text


class OnTerminal:
    """The pieces of lines as they were written last."""

    def __init__(self) -> None:
        self._lines: dict[int, dict[int, tuple[int, str]]] = {}
        """Line → first cell of a piece → (cell after its last one, how it was written)."""

    def forget(self) -> None:
        """Something else may stand there: the next frame is written whole."""
        self._lines.clear()

    def differing(self, update: LayoutUpdate | ChopsUpdate, console: Console) -> Written:
        """What differs in a frame from what stands there; from then on it does."""
        out = []
        for y, x, end, strip in _pieces(update):
            text, line = strip.render(console), self._lines.setdefault(y, {})
            if line.get(x) != (end, text):
                covered = [start for start, (until, _) in line.items() if start < end and until > x]
                for start in covered:
                    del line[start]
                line[x] = (end, text)
                out += [Control.move_to(x, y).segment.text, text]
        return Written("".join(out))


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[Piece]:
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            yield from _side_by_side(y, update.region.x, strips)
        return
    seen: set[tuple[int, int]] = set()
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            # A piece that is touched by two spans is written once.
            if strip is not None and x < last and end > first and (y, x) not in seen:
                seen.add((y, x))
                yield y, x, end, strip


def _side_by_side(y: int, x: int, strips: Iterable[Strip]) -> Iterator[Piece]:
    for strip in strips:
        if strip is not None:
            yield y, x, x + strip.cell_length, strip
            x += strip.cell_length


class FramesApp(App[ResultT]):
    """An app that writes of each frame what differs, and does some things once a frame is written."""

    def __init__(self) -> None:
        self._on_terminal = OnTerminal()
        self._once_seen: list[Callable[[], object]] = []
        super().__init__()

    def once_seen(self, do: Callable[[], object]) -> None:
        """Do something as soon as the next frame has been written."""
        self._once_seen.append(do)

    async def on_event(self, event: events.Event) -> None:
        """Where the window changes or comes back to the front, other programs may have written there."""
        if isinstance(event, (events.Resize, events.AppFocus)):
            self._on_terminal.forget()
        await super().on_event(event)

    def _resume_signal(self) -> None:
        self._on_terminal.forget()  # it was a shell's meanwhile
        super()._resume_signal()

    def _display(self, screen: "Screen[object]", renderable: "RenderableType | None") -> None:
        draws = self._running and not (self._batch_count or self._closed or self.is_headless)
        if draws and isinstance(renderable, (LayoutUpdate, ChopsUpdate)):
            renderable = self._on_terminal.differing(renderable, self.console)
            cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
            if not renderable.text and cursor == self._previous_cursor_position:
                renderable = None
        super()._display(screen, renderable)

    def post_display_hook(self) -> None:
        """A frame has been written."""
        while self._once_seen:
            self.call_later(self._once_seen.pop(0))


def once_seen(widget: Widget, do: Callable[[], object]) -> None:
    """Do this once the next frame has been written, unless the widget has gone by then."""

    def still_there() -> None:
        if widget.is_attached:
            do()

    if isinstance(app := widget.app, FramesApp):
        app.once_seen(still_there)
    else:
        widget.call_after_refresh(still_there)
