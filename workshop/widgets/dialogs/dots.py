"""A partner's dots: typed as the numbers of what they go to, and shown as they are understood."""

import re
from collections.abc import Mapping, Sequence

from textual import on
from textual.content import Content
from textual.widgets import Input

from sessions import counts
from sessions.problem import Problem
from workshop.cells import pad
from workshop.widgets.dialogs.blind import BlindDialog, BlindInput, Tally
from workshop.widgets.wrapped import wrap


class Placed(Tally[Mapping[str, int]]):
    """The candidates with the dots they would get, by label.

    Hidden, the candidates alone, and that all dots are placed once they are: dots that come up several at
    once, or one after the other, would tell the room whether they go on one candidate.
    """

    def __init__(self, candidates: Sequence[tuple[str, str]], dots: int, most: int) -> None:
        """`dots` of a partner, of which it can place `most` here."""
        super().__init__()
        self._candidates = candidates
        self._dots = dots
        self._most = most
        self.rows = len(candidates)
        self.model = ({},)

    def draw(self, width: int, dots: Mapping[str, int]) -> list[Content]:
        placed = sum(dots.values())
        widest = max((len(label) for label, _ in self._candidates), default=0)
        self.bar = max(10, width - self._dots - 2)
        room = max(4, self.bar - widest - 2)
        rows = []
        for label, name in self._candidates:
            bar = "●" * (0 if self.hidden else dots.get(label, 0))
            rows.append(Content.assemble(f"{label:<{widest}}  {pad(name, room)}  ", (bar, "bold")))
        if not self.hidden:
            return [*rows, self._balance((self._dots if placed > self._dots else self._most) - placed)]
        if placed >= self._most:
            return [*rows, Content.assemble(("●" * placed, "bold"), "  all placed")]
        return [*rows, *wrap("the dots are shown once all are placed", width, "$muted")]

    def _balance(self, more: int) -> Content:
        """How many dots are still to be placed, or are too many."""
        if more < 0:
            return Content.styled(f"{-more} too many: take {-more} off", "bold $error")
        return Content.styled(f"{more} more to place" if more else "all placed", "$muted")


def _typed(placed: Mapping[str, int]) -> str:
    """Dots by label, as they are typed."""
    return " ".join(label for label, many in placed.items() for _ in range(many))


class DotsDialog(BlindDialog[dict[str, int], Mapping[str, int]]):
    """Dismissed with dots by label; with none, to take back a vote that was placed (`again`)."""

    def __init__(
        self,
        title: str,
        candidates: Sequence[tuple[str, str]],
        *,
        dots: int,
        stack: bool,
        placed: Mapping[str, int],
        hidden: bool,
        again: bool,
    ) -> None:
        self._labels = [label for label, _ in candidates]
        example = " ".join(self._labels[:dots])
        most = dots if stack else min(dots, len(candidates))
        field = BlindInput(_typed(placed), placeholder=example, hidden=hidden, id="dots")
        keys = "the number of each line a dot goes to, with spaces   ↵ record"
        super().__init__(title, keys, field, Placed(candidates, dots, most))
        self._dots = dots
        self._stack = stack
        # Hidden, the field is empty whatever was placed before: Enter in it takes nothing back.
        self._may_take_back = again and not hidden

    def _parsed(self, text: str) -> dict[str, int]:
        """Raises Problem."""
        placed = counts.parse_dots(text, self._labels, self._dots)
        if not self._stack and any(many > 1 for many in placed.values()):
            raise Problem("Two dots on one are not allowed in this vote", hint="Place each on another.")
        return placed

    def _checked(self, text: str) -> dict[str, int] | None:
        """Dots by label. None, once it is said what is wrong, where they cannot be placed."""
        try:
            return self._parsed(text)
        except Problem as problem:
            # Where the room sees it, the same for every fault, so that it tells nothing.
            most = f"at most {self._dots} dots{'' if self._stack else ', one on each'}"
            unsaid = f"That cannot be placed. Type the numbers that stand before the lines: {most}."
            self.wrong(unsaid if self.field.hidden else str(problem))
            return None

    @on(Input.Changed)
    def _understand(self, event: Input.Changed) -> None:
        self.wrong("")
        placed = self._placed(event.value)
        if placed is None:
            # What is not finished is no mistake yet: "1." on the way to "1.6".
            placed = self._checked(re.sub(r"[^\s,;]+$", "", event.value))
        self.tally.show(placed or {})

    def _placed(self, text: str) -> dict[str, int] | None:
        """Dots by label, also of too many, which the tally counts; None where they are no dots yet.

        Hidden, too many are none: how the dots lie that are more than all would be seen.
        """
        try:
            return self._parsed(text)
        except Problem:
            if self.field.hidden:
                return None
        try:
            placed = counts.parse_dots(text, self._labels, counts.MOST)
        except Problem:
            return None
        return placed if sum(placed.values()) > self._dots else None

    @on(Placed.Clicked)
    def _dot(self, event: Placed.Clicked) -> None:
        """A click counts as if the number had been typed."""
        placed = self._checked(self.field.value)
        if placed is not None:
            label = self._labels[event.row]
            placed[label] = max(0, placed.get(label, 0) + event.by)
            if self._checked(_typed(placed)) is not None:
                self.field.value = _typed(placed)

    @on(Input.Submitted)
    def _record(self, event: Input.Submitted) -> None:
        placed = self._checked(event.value)
        if placed is None:
            return
        if placed or self._may_take_back:
            self.dismiss(placed)
        else:
            self.wrong("No dot is placed yet. Type the numbers, or leave with esc.")
