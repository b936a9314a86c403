"""A show of hands: how many for each level, typed in one line and shown as it is understood."""

from dataclasses import dataclass

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input

from sessions import counts
from sessions.kinds.score.records import Ballot, Earlier
from sessions.material import Scale
from sessions.problem import Problem
from sessions.rows import Partner
from workshop.cells import cells, clip, pad
from workshop.widgets.dialogs.blind import BlindDialog, BlindInput, Tally
from workshop.widgets.wrapped import wrap

LEAST_BAR = 26
"""Cells that are left for the hands, however long a name is."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Hands for each level, lowest first, and of those who don't know."""

    counts: tuple[int, ...]
    dont_know: int
    reveal: bool = False
    """Whether to show the answers at once, where this is the last."""


class Hands(Tally[tuple[int, ...], bool]):
    """The levels with their counts, the don't-knows last, and whether every level has its number.

    Hidden, it is a ● for each hand, and that only once every level has its number: hands that come up one
    level after the other would tell the room which levels they are for.
    """

    bar = 23

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self._names = [*(f"{level.number} {level.label}" for level in scale.levels), "? don't know"]
        self.rows = len(self._names)
        self.model = (), False

    def draw(self, width: int, numbers: tuple[int, ...], whole: bool) -> list[Content]:
        total = sum(numbers)
        if self.hidden:
            if whole and numbers:
                return [Content.assemble(("●" * min(total, max(0, width - 5)), "bold"), f"  {total}")]
            return wrap("the hands are shown once every row has its number", width, "$muted")
        lines, room = [], max(18, min(max(map(cells, self._names)), width - LEAST_BAR))
        self.bar = room + 5
        for name, number in zip(self._names, numbers or (0,) * self.rows, strict=True):
            bar = "●" * min(number, max(0, width - self.bar - 5))
            lines.append(Content.assemble(f"{pad(name, room)} ", (f"{number:>3} ", "bold"), bar))
        return [*lines, Content.assemble((f"{'together':<{room}} ", "$muted"), (f"{total:>3}", "bold"))]


class CountsDialog(BlindDialog[Counted, tuple[int, ...], bool]):
    """Count hands for one partner."""

    BINDINGS = [Binding("r", "reveal", "record and reveal")]

    def __init__(
        self,
        title: str,
        scale: Scale,
        partner: Partner,
        ballot: Ballot | Earlier | Counted | None,
        *,
        hidden: bool,
    ) -> None:
        start = " ".join(map(str, (*ballot.counts, ballot.dont_know))) if ballot else ""
        keys = (
            "a number a row, don't know last; with spaces where one has two digits   "
            "↵ record   r record and reveal"
        )
        example = " ".join("01320"[: len(scale.levels)])
        field = BlindInput(start, placeholder=example, hidden=hidden, id="counts")
        super().__init__(title, keys, field, Hands(scale))
        self._levels = len(scale.levels)
        self._partner = partner

    def action_reveal(self) -> None:
        """Record, and reveal where this was the last; in the field the letter does the same."""
        self._record(reveal=True)

    @on(Input.Changed)
    def _understand(self, event: Input.Changed) -> None:
        self.wrong("")
        if event.value[-1:] in ("r", "R"):  # a letter never is a number of hands
            event.input.value = event.value[:-1]
            self.action_reveal()
            return
        numbers = self._parsed(event.value) if event.value.strip() else None
        self.tally.show(numbers or (), counts.how_many(event.value) >= self._levels)

    def _parsed(self, text: str) -> tuple[int, ...] | None:
        """Hands of each level, and of don't know. None, once it is said what is wrong, where it is none."""
        try:
            hands, dont_know = counts.parse(text, self._levels)
        except Problem as problem:
            # Where the room sees it, the same for every fault, so that it tells nothing.
            numbers = "Type whole numbers, one for each row, and one more for don't know."
            self.wrong(f"That is no show of hands. {numbers}" if self.field.hidden else str(problem))
            return None
        return (*hands, dont_know)

    @on(Hands.Clicked)
    def _raise(self, event: Hands.Clicked) -> None:
        """A click counts as if the number had been typed, where nothing is wrong with what stands there."""
        text = self.field.value
        numbers = list(self._parsed(text) or ()) if text.strip() else [0] * (self._levels + 1)
        if numbers:
            numbers[event.row] = max(0, min(counts.MOST, numbers[event.row] + event.by))
            self.field.value = " ".join(map(str, numbers))

    @on(Input.Submitted)
    def _submitted(self, _: Input.Submitted) -> None:
        self._record(reveal=False)

    def _record(self, *, reveal: bool) -> None:
        numbers = self._parsed(self.field.value)
        if numbers is None:
            return
        total, most, hidden = sum(numbers), self._partner.members, self.field.hidden
        if most is not None and total > most:
            name = clip(self._partner.name, 40)
            hands = f"{total} hands, but {name} has {most} people"
            if hidden:
                hands = f"More hands than {name} has people"
            self.wrong(f"{hands}: at most {most} together.")
        elif not total:
            self.wrong("That is nobody. Count at least one hand, or leave with esc.")
        else:
            self.dismiss(Counted(numbers[:-1], numbers[-1], reveal))
