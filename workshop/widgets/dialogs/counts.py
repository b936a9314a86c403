"""A show of hands: how many for each level, typed in one line and shown as it is understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from sessions import counts
from sessions.kinds.score.records import Ballot
from sessions.material import Scale
from sessions.problem import Problem
from sessions.rows import Partner
from workshop.cells import clip
from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.dialogs.blind import BlindInput
from workshop.widgets.wrapped import Wrapped, wrap


@dataclass(frozen=True, slots=True)
class Counted:
    """Hands for each level, lowest first, and of those who don't know."""

    counts: tuple[int, ...]
    dont_know: int
    reveal: bool = False
    """Whether to show the answers at once, where this is the last."""


BAR = 23
"""Cells before the bar of a level."""
UNKNOWN = "That is no show of hands. Type whole numbers, one for each level, and one more for don't know."
"""Said in a room that must not read off what was typed."""


class Hands(Wrapped):
    """The levels with their counts, as they were understood so far. A click on a level is a hand more.

    Hidden, it is a ● for each hand, and that only once every level has its number: hands that come up one
    level after the other would tell the room which levels they are for.
    """

    class Raised(Message):
        """A row was clicked: levels from 0, lowest first, then the don't-knows; `by` is -1 on its bar."""

        def __init__(self, row: int, by: int) -> None:
            super().__init__()
            self.row, self.by = row, by

    def __init__(self, scale: Scale, *, hidden: bool) -> None:
        super().__init__()
        self._scale = scale
        self.hidden = hidden
        self._counts: tuple[int, ...] = ()
        self._dont_know = 0
        self._whole = False

    def show(self, counted: tuple[tuple[int, ...], int], *, whole: bool) -> None:
        """Show these counts instead; `whole` says that there is a number for every level."""
        self._counts, self._dont_know = counted
        self._whole = whole
        self.rebuild()

    def on_click(self, event: events.Click) -> None:
        """A hand more for the level of the row, or, on its bar, one less."""
        content = event.get_content_offset(self)
        if content is not None and not self.hidden and content.y <= self._scale.top:
            self.post_message(self.Raised(content.y, -1 if content.x >= BAR else 1))

    def build(self, width: int) -> list[Content]:
        numbers = (*(self._counts or (0,) * self._scale.top), self._dont_know)
        names = [f"{one.number} {one.label}" for one in self._scale.levels] + ["? don't know"]
        total = sum(numbers)
        if self.hidden:
            if self._whole and self._counts:
                return [Content.assemble(("●" * min(total, max(0, width - 5)), "bold"), f"  {total}")]
            return wrap("the hands are shown once every level has its number", width, "$muted")
        together = Content.assemble(("together".ljust(19), "$muted"), (f"{total:>3}", "bold"))
        rows = []
        for name, number in zip(names, numbers, strict=True):
            bar = "●" * min(number, max(0, width - 28))
            rows.append(Content.assemble(f"{clip(name, 18):<19}", (f"{number:>3} ", "bold"), bar))
        return [*rows, together]


class CountsDialog(Dialog[Counted]):
    """Count hands for one partner. `hidden` for a window the room sees, until the reveal."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "peek", "peek"),
        Binding("r", "reveal", "record and reveal"),
    ]

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
        yield BlindInput(start, placeholder="0 1 3 2 0", hidden=self._hidden, id="counts")
        yield Hands(self._scale, hidden=self._hidden)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(BlindInput).focus()

    def action_peek(self) -> None:
        """Show what is typed, or hide it again."""
        field, hands = self.query_one(BlindInput), self.query_one(Hands)
        field.hide(not field.hidden)
        hands.hidden = field.hidden
        hands.rebuild()

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
        try:
            counted = counts.parse(event.value, self._scale.top)
        except Problem as problem:
            counted = ((), 0)
            if event.value.strip():
                self.wrong(self._told(problem))
        whole = counts.how_many(event.value) >= self._scale.top
        self.query_one(Hands).show(counted, whole=whole)

    @on(Hands.Raised)
    def _raise(self, event: Hands.Raised) -> None:
        """A click counts as if the number had been typed."""
        field = self.query_one(BlindInput)
        try:
            found, dont_know = counts.parse(field.value, self._scale.top)
        except Problem:
            found, dont_know = (0,) * self._scale.top, 0
            if field.value.strip():
                return  # what is wrong with it stands there
        numbers = [*found, dont_know]
        numbers[event.row] = max(0, min(counts.MOST, numbers[event.row] + event.by))
        field.value = " ".join(map(str, numbers))

    def _told(self, problem: Problem) -> str:
        """What is wrong, without what was typed where the room sees it."""
        return UNKNOWN if self.query_one(BlindInput).hidden else str(problem)

    @on(Input.Submitted)
    def _submitted(self, _: Input.Submitted) -> None:
        self._record(reveal=False)

    def _record(self, *, reveal: bool) -> None:
        try:
            found, dont_know = counts.parse(self.query_one(BlindInput).value, self._scale.top)
        except Problem as problem:
            self.wrong(self._told(problem))
            return
        total = sum(found) + dont_know
        if self._partner.members is not None and total > self._partner.members:
            name, most = clip(self._partner.name, 40), self._partner.members
            hidden = self.query_one(BlindInput).hidden
            said = f"{'More' if hidden else total} hands"
            said += f" than {name} has people" if hidden else f", but {name} has {most} people"
            self.wrong(f"{said}: at most {most} together.")
            return
        if not total:
            self.wrong("That is nobody. Count at least one hand, or leave with esc.")
            return
        self.dismiss(Counted(found, dont_know, reveal))
