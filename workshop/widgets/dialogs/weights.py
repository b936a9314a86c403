"""What the criteria weigh: a row each, set by digits."""

from collections.abc import Iterable, Sequence

from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from sessions.kinds.appraise.records import MOST_WEIGHT, Measure
from workshop.cells import cells, pad
from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.wrapped import View

BAR = 20
"""Cells of a bar for all the weight there is."""


class WeightsDialog(Dialog[dict[str, int]]):
    """Dismisses with criterion → weight. A digit sets the weight in focus and goes on to the next row."""

    KEYS_TEXT = (
        "0–9 weight, 0 leaves it out   ← → less, more   ↑ ↓ row   e all equal   ↵ record   esc never mind"
    )
    BINDINGS = [
        Binding("enter", "record", "record"),
        Binding("up,shift+tab", "row(-1)", "row above"),
        Binding("down,tab", "row(1)", "row below"),
        Binding("left,minus", "change(-1)", "less"),
        Binding("right,plus", "change(1)", "more"),
        Binding("e", "equal", "all equal"),
        *(Binding(str(number), f"weigh({number})", "weigh", show=False) for number in range(10)),
    ]

    def __init__(self, title: str, criteria: Sequence[Measure]) -> None:
        super().__init__(title)
        self._criteria = criteria
        self._weights = [criterion.weight for criterion in criteria]
        self._row = 0
        self._view = WeightRows()
        self._view.show(tuple(c.name for c in criteria), tuple(self._weights), 0)

    def fields(self) -> Iterable[Widget]:
        yield self._view

    def action_row(self, by: int) -> None:
        self._row = (self._row + by) % len(self._weights)
        self._show()

    def action_weigh(self, weight: int) -> None:
        self._weights[self._row] = weight
        self._row = min(self._row + 1, len(self._weights) - 1)
        self._show()

    def action_change(self, by: int) -> None:
        self._weights[self._row] = max(0, min(MOST_WEIGHT, self._weights[self._row] + by))
        self._show()

    def action_equal(self) -> None:
        self._weights = [1] * len(self._weights)
        self._show()

    def action_record(self) -> None:
        if any(self._weights):
            self.dismiss({c.id: weight for c, weight in zip(self._criteria, self._weights, strict=True)})
        else:
            self.wrong("All of them would weigh nothing. Let at least one weigh 1.")

    def _show(self) -> None:
        self.wrong("")
        self._view.show(tuple(c.name for c in self._criteria), tuple(self._weights), self._row)


class WeightRows(View[tuple[str, ...], tuple[int, ...], int]):
    """The criteria with their weights, and what part of all that is."""

    def draw(self, width: int, names: tuple[str, ...], weights: tuple[int, ...], focus: int) -> list[Content]:
        room = max(8, min(max(map(cells, names)), width - BAR - 12))
        total = max(1, sum(weights))
        lines = []
        for row, (name, weight) in enumerate(zip(names, weights, strict=True)):
            mark, style = ("▸", "bold reverse") if row == focus else (" ", "")
            bar = "█" * round(BAR * weight / total)
            share = f"{round(100 * weight / total):>3}%"
            lead = Content.styled(f"{mark} {pad(name, room)} {weight:>3} ", style)
            line = Content.assemble(lead, f" {share} ", (bar, "$accent"))
            lines.append(line.stylize(Style.from_meta({"@click": f"screen.row({row - focus})"})))
        return lines
