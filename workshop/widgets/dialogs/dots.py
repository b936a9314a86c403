"""A partner's dots: typed as the numbers of what they go to, and shown as they are understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from sessions import counts
from sessions.problem import Problem
from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.fields import LineInput
from workshop.widgets.wrapped import Wrapped, pad


class Placed(Wrapped):
    """The candidates with the dots they would get."""

    def __init__(self, candidates: Sequence[tuple[str, str]], dots: int, *, hidden: bool) -> None:
        super().__init__()
        self._candidates = tuple(candidates)
        self._dots = dots
        self.hidden = hidden
        self._placed: Mapping[str, int] = {}

    def show(self, placed: Mapping[str, int]) -> None:
        """Show these dots instead."""
        self._placed = dict(placed)
        self.rebuild()

    def build(self, width: int) -> list[Content]:
        left = self._dots - sum(self._placed.values())
        rows = []
        for label, name in self._candidates:
            dots = 0 if self.hidden else self._placed.get(label, 0)
            room = max(10, width - self._dots - 2)
            rows.append(Content.assemble(pad(f"{label}  {name}", room), "  ", ("●" * dots, "bold")))
        return [*rows, Content.styled(f"{left} left", "$muted")]


class DotsDialog(Dialog[dict[str, int]]):
    """Dismissed with dots by label; with none, to take the vote back. `hidden` where the room sees it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f6", "peek", "peek")]

    def __init__(
        self,
        title: str,
        candidates: Sequence[tuple[str, str]],
        *,
        dots: int,
        stack: bool,
        placed: Mapping[str, int],
        hidden: bool,
        again: bool = False,
    ) -> None:
        super().__init__(title)
        self._candidates = tuple(candidates)
        self._dots = dots
        self._stack = stack
        self._before = dict(placed)
        self._again = again or bool(placed)
        self._hidden = hidden

    @property
    def KEYS_TEXT(self) -> str:  # type: ignore[override]  # noqa: N802
        """The keys; peeking only where the room sees this window."""
        peek = "   F6 peek" if self._hidden else ""
        return f"the number of each line a dot goes to, with spaces   ↵ record{peek}   esc never mind"

    def fields(self) -> Iterable[Widget]:
        start = " ".join(label for label, many in self._before.items() for _ in range(many))
        example = " ".join(label for label, _ in self._candidates[: self._dots])
        yield LineInput(start, placeholder=example, password=self._hidden, id="dots")
        yield Placed(self._candidates, self._dots, hidden=self._hidden)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(LineInput).focus()

    def action_peek(self) -> None:
        """Show what is typed, or hide it again."""
        field, placed = self.query_one(LineInput), self.query_one(Placed)
        field.password = placed.hidden = not field.password
        placed.rebuild()

    def _parsed(self, text: str) -> dict[str, int]:
        """Raises Problem."""
        placed = counts.parse_dots(text, [label for label, _ in self._candidates], self._dots)
        if not self._stack and any(many > 1 for many in placed.values()):
            raise Problem("Two dots on one are not allowed in this vote", mend="Place each on another.")
        return placed

    @on(Input.Changed)
    def _understand(self, event: Input.Changed) -> None:
        self.wrong("")
        try:
            self.query_one(Placed).show(self._parsed(event.value))
        except Problem as problem:
            # What is not finished is no mistake yet: "1." on the way to "1.6".
            if event.value.endswith(" "):
                self.wrong(str(problem))

    @on(Input.Submitted)
    def _record(self, event: Input.Submitted) -> None:
        try:
            placed = self._parsed(event.value)
        except Problem as problem:
            self.wrong(str(problem))
            return
        if not placed and not self._again:
            self.wrong("No dot is placed yet. Type the numbers, or leave with esc.")
            return
        self.dismiss(placed)
