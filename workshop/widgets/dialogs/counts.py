"""A show of hands: how many for each level, typed in one line and shown as it is understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
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
    reveal: bool = False
    """Whether to show the answers at once, where this is the last."""


class Hands(Wrapped):
    """The levels with their counts, as they were understood so far; only how many in all where hidden."""

    def __init__(self, scale: Scale, *, hidden: bool) -> None:
        super().__init__()
        self._scale = scale
        self.hidden = hidden
        self._counts: tuple[int, ...] = ()
        self._dont_know = 0

    def show(self, counted: tuple[tuple[int, ...], int]) -> None:
        """Show these counts instead."""
        self._counts, self._dont_know = counted
        self.rebuild()

    def build(self, width: int) -> list[Content]:
        numbers = (*(self._counts or (0,) * self._scale.top), self._dont_know)
        names = [f"{one.number} {one.label}" for one in self._scale.levels] + ["? don't know"]
        together = Content.assemble(("together".ljust(19), "$muted"), (f"{sum(numbers):>3}", "bold"))
        if self.hidden:
            return [together]
        rows = []
        for name, number in zip(names, numbers, strict=True):
            bar = "●" * min(number, max(0, width - 28))
            rows.append(Content.assemble(f"{clip(name, 18):<19}", (f"{number:>3} ", "bold"), bar))
        return [*rows, together]


class CountsDialog(Dialog[Counted]):
    """Count hands for one partner. `hidden` for a window the room sees, until the reveal."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f6", "peek", "peek")]

    def __init__(
        self, title: str, scale: Scale, partner: Partner, ballot: Ballot | None, *, hidden: bool = False
    ) -> None:
        super().__init__(title)
        self._hidden = hidden
        self._scale = scale
        self._partner = partner
        self._ballot = ballot

    @property
    def KEYS_TEXT(self) -> str:  # type: ignore[override]  # noqa: N802
        """The keys; peeking only where the room sees this window."""
        peek = "   F6 peek" if self._hidden else ""
        return (
            "a number for each level, with spaces where any has two digits; one more for don't know   "
            f"↵ record   r record and reveal{peek}   esc never mind"
        )

    def fields(self) -> Iterable[Widget]:
        start = ""
        if self._ballot is not None:
            start = " ".join(str(one) for one in (*self._ballot.counts, self._ballot.dont_know))
        yield LineInput(start, placeholder="0 1 3 2 0", password=self._hidden, id="counts")
        yield Hands(self._scale, hidden=self._hidden)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(LineInput).focus()

    def action_peek(self) -> None:
        """Show what is typed, or hide it again."""
        field, hands = self.query_one(LineInput), self.query_one(Hands)
        field.password = hands.hidden = not field.password
        hands.rebuild()

    @on(Input.Changed)
    def _understand(self, event: Input.Changed) -> None:
        self.wrong("")
        if event.value[-1:] in ("r", "R"):  # a letter never is a number of hands
            event.input.value = event.value[:-1]
            self._record(reveal=True)
            return
        try:
            counted = counts.parse(event.value, self._scale.top)
        except Problem as problem:
            counted = ((), 0)
            if event.value.strip():
                self.wrong(str(problem))
        self.query_one(Hands).show(counted)

    @on(Input.Submitted)
    def _submitted(self, _: Input.Submitted) -> None:
        self._record(reveal=False)

    def _record(self, *, reveal: bool) -> None:
        try:
            found, dont_know = counts.parse(self.query_one(LineInput).value, self._scale.top)
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
        self.dismiss(Counted(found, dont_know, reveal))
