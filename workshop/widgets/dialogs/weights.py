"""What the criteria weigh: a row each, set by digits."""

from collections.abc import Iterable, Sequence

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from sessions.kinds.appraise.records import MOST_WEIGHT, Measure
from workshop.cells import cells, pad
from workshop.widgets.dialogs.by_digit import ByDigitDialog, row_line
from workshop.widgets.wrapped import View

BAR = 20
"""Cells of a bar for all the weight there is."""


class WeightsDialog(ByDigitDialog[dict[str, int]]):
    """Dismisses with criterion → weight. A digit sets the weight in focus and goes on to the next row."""

    KEYS_TEXT = (
        "0–9 weight, 0 leaves it out   ← → less, more   ↑ ↓ row   e all equal   ↵ record   esc never mind"
    )
    BINDINGS = [
        Binding("left,minus", "change(-1)", "less"),
        Binding("right,plus", "change(1)", "more"),
        Binding("e", "equal", "all equal"),
    ]

    def __init__(self, title: str, criteria: Sequence[Measure]) -> None:
        super().__init__(title)
        self._criteria = criteria
        self._weights = [criterion.weight for criterion in criteria]
        self.rows = len(criteria)
        self._view = WeightRows()
        self._view.show(tuple(c.name for c in criteria), tuple(self._weights), 0)

    def fields(self) -> Iterable[Widget]:
        yield self._view

    def action_choose(self, number: int | None) -> None:
        self._weights[self.row] = number or 0
        self.go_on()

    def action_change(self, by: int) -> None:
        self._weights[self.row] = max(0, min(MOST_WEIGHT, self._weights[self.row] + by))
        self.redraw()

    def action_equal(self) -> None:
        self._weights = [1] * len(self._weights)
        self.redraw()

    def action_record(self) -> None:
        if any(self._weights):
            self.dismiss({c.id: weight for c, weight in zip(self._criteria, self._weights, strict=True)})
        else:
            self.wrong("All of them would weigh nothing. Let at least one weigh 1.")

    def show_rows(self) -> None:
        self._view.show(tuple(c.name for c in self._criteria), tuple(self._weights), self.row)


class WeightRows(View[tuple[str, ...], tuple[int, ...], int]):
    """The criteria with their weights, and what part of all that is."""

    def draw(self, width: int, names: tuple[str, ...], weights: tuple[int, ...], focus: int) -> list[Content]:
        room = max(8, min(max(map(cells, names)), width - BAR - 12))
        total = max(1, sum(weights))
        lines = []
        for row, (name, weight) in enumerate(zip(names, weights, strict=True)):
            bar = "█" * round(BAR * weight / total)
            share = f"{round(100 * weight / total):>3}%"
            lines.append(
                row_line(
                    row,
                    focus,
                    f"{pad(name, room)} {weight:>3} ",
                    Content.assemble(f" {share} ", (bar, "$accent")),
                )
            )
        return lines
