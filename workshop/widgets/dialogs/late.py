"""Running late: which of the steps to come go, and which are shortened, is for the facilitator to choose."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from sessions.late import Cut, saved
from workshop.cells import clip, pad
from workshop.widgets.dialogs.base import Notice
from workshop.widgets.dialogs.listed import TurningDialog


@dataclass(frozen=True, slots=True)
class LateStep:
    """A step to come, and what can be done with it."""

    title: str
    minutes: int
    cuts: tuple[Cut, ...]


class LateDialog(TurningDialog[tuple[Cut, ...]]):
    """Dismissed with the cuts that were chosen."""

    KEYS_TEXT = "↑ ↓   space keep, shorten or skip   ↵ do it   esc never mind"

    def __init__(self, over: int, steps: Sequence[LateStep], chosen: Collection[Cut]) -> None:
        """`over` minutes, and the cuts that are `chosen` to begin with."""
        super().__init__(f"{over} min over: what can go, and what can be shorter?")
        self._over = over
        self._steps = steps
        self._chosen: list[Cut | None] = [
            next((cut for cut in step.cuts if cut in chosen), None) for step in steps
        ]

    def fields(self) -> Iterable[Widget]:
        yield from super().fields()
        yield Notice(id="outcome")

    def on_mount(self) -> None:
        self._show(0)

    def _show(self, at: int) -> None:
        self.list_rows((_row(*row) for row in zip(self._steps, self._chosen, strict=True)), at)
        self.query_one("#outcome", Notice).show(_outcome(self._over, saved(self._cuts)), "bold")

    @property
    def _cuts(self) -> tuple[Cut, ...]:
        return tuple(cut for cut in self._chosen if cut is not None)

    def turn(self, index: int) -> None:
        """Keep the step, shorten it or skip it, as far as that can be."""
        ways = (None, *sorted(self._steps[index].cuts, key=lambda cut: cut.skips))
        self._chosen[index] = ways[(ways.index(self._chosen[index]) + 1) % len(ways)]
        self._show(index)

    def action_done(self) -> None:
        self.dismiss(self._cuts)


def _row(step: LateStep, cut: Cut | None) -> Content:
    title = clip(step.title, 50)
    if cut is None:
        return Content(f"{pad('keep', 9)}{title} · {step.minutes} min")
    if cut.skips:
        return Content.styled(f"{pad('SKIP', 9)}{title} · saves {cut.saves} min", "bold")
    return Content.styled(
        f"{pad('SHORTER', 9)}{title} · {step.minutes} → {cut.minutes} min, saves {cut.saves}", "bold"
    )


def _outcome(over: int, saves: int) -> str:
    """What comes of it: "These save 30 min: you would end 5 min early."."""
    if saves < over:
        still = f"{over - saves} min over"
        return f"These save {saves} min: still {still}." if saves else f"Nothing is chosen: {still}."
    early = f" {saves - over} min early" if saves > over else " on time"
    return f"These save {saves} min: you would end{early}."
