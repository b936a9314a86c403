"""A partner's dots: typed as the numbers of what they go to, and shown as they are understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from sessions import counts
from sessions.problem import Problem
from workshop.cells import pad
from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.dialogs.blind import BlindInput
from workshop.widgets.wrapped import Wrapped, wrap


class Placed(Wrapped):
    """The candidates with the dots they would get. A click on one is a dot for it, on its dots one less.

    Hidden, the candidates alone, and that all dots are placed once they are: dots that come up several at
    once, or one after the other, would tell the room whether they go on one candidate.
    """

    class Dotted(Message):
        """A candidate was clicked: `by` is 1, or -1 on its dots."""

        def __init__(self, label: str, by: int) -> None:
            super().__init__()
            self.label, self.by = label, by

    def __init__(self, candidates: Sequence[tuple[str, str]], dots: int, most: int, *, hidden: bool) -> None:
        """`dots` of a partner, of which it can place `most` here."""
        super().__init__()
        self._candidates = tuple(candidates)
        self._dots = dots
        self._most = most
        self.hidden = hidden
        self._placed: Mapping[str, int] = {}

    def show(self, placed: Mapping[str, int]) -> None:
        """Show these dots instead."""
        self._placed = dict(placed)
        self.rebuild()

    def on_click(self, event: events.Click) -> None:
        """A dot more, or on the dots one less."""
        content = event.get_content_offset(self)
        if content is not None and not self.hidden and content.y < len(self._candidates):
            off = content.x >= self._room(self.content_size.width)
            self.post_message(self.Dotted(self._candidates[content.y][0], -1 if off else 1))

    def _room(self, width: int) -> int:
        """Cells for a candidate's words."""
        return max(10, width - self._dots - 2)

    def build(self, width: int) -> list[Content]:
        placed = sum(self._placed.values())
        widest = max((len(label) for label, _ in self._candidates), default=0)
        room = max(4, self._room(width) - widest - 2)
        rows = []
        for label, name in self._candidates:
            dots = 0 if self.hidden else self._placed.get(label, 0)
            words = f"{label:<{widest}}  {pad(name, room)}"
            rows.append(Content.assemble(words, "  ", ("●" * dots, "bold")))
        if not self.hidden:
            return [*rows, Content.styled(f"{self._dots - placed} left", "$muted")]
        if placed >= self._most:
            return [*rows, Content.assemble(("●" * placed, "bold"), "  all placed")]
        return [*rows, *wrap("the dots are shown once all are placed", width, "$muted")]


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
        yield BlindInput(start, placeholder=example, hidden=self._hidden, id="dots")
        most = self._dots if self._stack else min(self._dots, len(self._candidates))
        yield Placed(self._candidates, self._dots, most, hidden=self._hidden)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(BlindInput).focus()

    def action_peek(self) -> None:
        """Show what is typed, or hide it again."""
        field, placed = self.query_one(BlindInput), self.query_one(Placed)
        field.hide(not field.hidden)
        placed.hidden = field.hidden
        placed.rebuild()

    def _parsed(self, text: str) -> dict[str, int]:
        """Raises Problem."""
        placed = counts.parse_dots(text, [label for label, _ in self._candidates], self._dots)
        if not self._stack and any(many > 1 for many in placed.values()):
            raise Problem("Two dots on one are not allowed in this vote", hint="Place each on another.")
        return placed

    @on(Input.Changed)
    def _understand(self, event: Input.Changed) -> None:
        self.wrong("")
        placed: dict[str, int] = {}
        try:
            placed = self._parsed(event.value)
        except Problem:
            # What is not finished is no mistake yet: "1." on the way to "1.6".
            try:
                placed = self._parsed(re.sub(r"[^\s,;]+$", "", event.value))
            except Problem as problem:
                self.wrong(self._told(problem))
        self.query_one(Placed).show(placed)

    def _told(self, problem: Problem) -> str:
        """What is wrong; where the room sees it, the same for every fault, so that it tells nothing."""
        if not self.query_one(BlindInput).hidden:
            return str(problem)
        each = "" if self._stack else ", one on each"
        return (
            "That cannot be placed. Type the numbers that stand before the lines: "
            f"at most {self._dots} dots{each}."
        )

    @on(Placed.Dotted)
    def _dot(self, event: Placed.Dotted) -> None:
        """A click counts as if the number had been typed."""
        field = self.query_one(BlindInput)
        try:
            placed = self._parsed(field.value)
        except Problem as problem:
            self.wrong(self._told(problem))
            return
        placed[event.label] = max(0, placed.get(event.label, 0) + event.by)
        typed = " ".join(label for label, many in placed.items() for _ in range(many))
        try:
            self._parsed(typed)
        except Problem as problem:
            self.wrong(self._told(problem))
            return
        field.value = typed

    @on(Input.Submitted)
    def _record(self, event: Input.Submitted) -> None:
        try:
            placed = self._parsed(event.value)
        except Problem as problem:
            self.wrong(self._told(problem))
            return
        # Hidden, the field is empty whatever was placed before: Enter in it takes nothing back.
        if not placed and (self._hidden or not self._again):
            self.wrong("No dot is placed yet. Type the numbers, or leave with esc.")
            return
        self.dismiss(placed)
