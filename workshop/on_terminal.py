"""What is on the terminal, in pieces, so that only the pieces of a frame that differ are written."""

from collections.abc import Iterable, Iterator

from rich.console import Console, ConsoleOptions, RenderResult
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from workshop.inner import takes

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

    def differing(self, update: object, console: Console) -> Written | None:
        """What differs in a frame from what stands there; from then on it does. None of what is no frame."""
        if not isinstance(update, (LayoutUpdate, ChopsUpdate)):
            return None
        out = []
        for y, x, end, strip in _pieces(update):
            text, line = strip.render(console), self._lines.setdefault(y, {})
            if line.get(x) != (end, text):
                covered = [start for start, (until, _) in line.items() if start < end and until > x]
                for start in covered:
                    del line[start]
                line[x] = (end, text)
                out += [f"\x1b[{y + 1};{x + 1}H", text]
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


def fits() -> bool:
    """Whether frames are what this was written for."""
    return (
        takes(LayoutUpdate, "__init__", "self", "strips", "region")
        and takes(ChopsUpdate, "__init__", "self", "chops", "spans", "chop_ends")
        and takes(CompositorUpdate, "render_segments", "self", "console")
    )
