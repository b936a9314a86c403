"""A show of hands: how many for each level, typed in one line and shown as it is understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from sessions import counts
from sessions.material import Scale
from sessions.problem import Problem
from sessions.record import Ballot, Partner
from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.fields import LineInput
from workshop.widgets.wrapped import Wrapped, clip


@dataclass(frozen=True, slots=True)
class Counted:
    """Hands for each level, lowest first, and of those who don't know."""

    counts: tuple[int, ...]
    dont_know: int


class Hands(Wrapped):
    """The levels with their counts, as they were understood so far."""

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self._scale = scale
        self._counts: tuple[int, ...] = ()
        self._dont_know = 0

    def show(self, counted: tuple[tuple[int, ...], int]) -> None:
        """Show these counts instead."""
        self._counts, self._dont_know = counted
        self.rebuild()

    def build(self, width: int) -> list[Content]:
        numbers = (*(self._counts or (0,) * self._scale.top), self._dont_know)
        names = [f"{one.number} {one.label}" for one in self._scale.levels] + ["? don't know"]
        rows = []
        for name, number in zip(names, numbers, strict=True):
            bar = "●" * min(number, max(0, width - 28))
            rows.append(Content.assemble(f"{clip(name, 18):<19}", (f"{number:>3} ", "bold"), bar))
        return [*rows, Content.assemble(("together".ljust(19), "$muted"), (f"{sum(numbers):>3}", "bold"))]


class CountsDialog(Dialog[Counted]):
    """Count hands for one partner. Hidden from the room no more than the hands themselves are."""

    KEYS_TEXT = (
        "one number a level, spaces between where any has two digits; the last is don't know   ↵ record"
    )

    def __init__(self, title: str, scale: Scale, partner: Partner, ballot: Ballot | None) -> None:
        super().__init__(title)
        self._scale = scale
        self._partner = partner
        self._ballot = ballot

    def fields(self) -> Iterable[Widget]:
        start = ""
        if self._ballot is not None:
            start = " ".join(str(one) for one in (*self._ballot.counts, self._ballot.dont_know))
        yield LineInput(start, placeholder="0 1 3 2 0", id="counts")
        yield Hands(self._scale)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(LineInput).focus()

    @on(Input.Changed)
    def _understand(self, event: Input.Changed) -> None:
        self.wrong("")
        try:
            counted = counts.parse(event.value, self._scale.top)
        except Problem as problem:
            counted = ((), 0)
            if event.value.strip():
                self.wrong(str(problem))
        self.query_one(Hands).show(counted)

    @on(Input.Submitted)
    def _record(self, event: Input.Submitted) -> None:
        try:
            found, dont_know = counts.parse(event.value, self._scale.top)
        except Problem as problem:
            self.wrong(str(problem))
            return
        total = sum(found) + dont_know
        if self._partner.members is not None and total > self._partner.members:
            self.wrong(
                f"{total} hands, but {clip(self._partner.name, 40)} has {self._partner.members} people: "
                f"at most {self._partner.members} together."
            )
            return
        if not total:
            self.wrong("That is nobody. Count at least one hand, or leave with esc.")
            return
        self.dismiss(Counted(found, dont_know))
