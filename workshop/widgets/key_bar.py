"""The keys that work here, at the foot of every screen, as many as there is room for."""

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style

from workshop.widgets.wrapped import View

MOST_LINES = 2
KEPT = 3
"""How many keys at the end have their place before any other, as far as one line has room for them."""


class KeyBar(View[Sequence[tuple[str, str, str]]]):
    """`1 level  r reveal  …` of (key, label, action of the screen), each to be clicked.

    The last ones given always have their place.
    """

    DEFAULT_CSS = "KeyBar { dock: bottom; background: $panel; color: $foreground; padding: 0 1; }"

    def __init__(self, keys: Sequence[tuple[str, str, str]] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.model = (keys,)

    def draw(self, width: int, keys: Sequence[tuple[str, str, str]]) -> list[Content]:
        if not keys:
            return [Content("")]
        *rest, last = (_entry(*key) for key in keys)
        for _ in range(KEPT - 1):
            if rest and rest[-1].cell_length + 2 + last.cell_length <= width:
                last = Content.assemble(rest.pop(), "  ", last)
        lines = [Content("")]
        for entry in rest:
            line = lines[-1]
            room = [width] * (MOST_LINES - 1) + [width - last.cell_length - 2]
            gap = "  " if line.cell_length else ""
            if line.cell_length + len(gap) + entry.cell_length <= room[len(lines) - 1]:
                lines[-1] = Content.assemble(line, gap, entry)
            elif len(lines) < MOST_LINES and entry.cell_length <= room[len(lines)]:
                lines.append(entry)
            else:
                break
        *before, line = lines
        if line.cell_length + 2 + last.cell_length > width and len(lines) < MOST_LINES:
            return [*lines, last]
        return [*before, Content.assemble(line, "  " if line.cell_length else "", last)]


def _entry(key: str, label: str, action: str) -> Content:
    text = Content.assemble((key, "bold $accent"), f" {label}")
    return text.stylize(Style.from_meta({"@click": f"screen.{action}"})) if action else text
