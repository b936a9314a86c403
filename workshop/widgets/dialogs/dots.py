"""Dots of a partner, or totals of its people: typed as the numbers of what they go to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from sessions import counts
from sessions.problem import Problem
from workshop.cells import dot_bar, pad
from workshop.widgets.dialogs.blind import BlindDialog, BlindInput, Tally
from workshop.widgets.fields import LineInput
from workshop.widgets.wrapped import View, wrap

MOST_BAR = 20
"""Longest row of dots; of more, the figure says how many."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """Dots by label; `people` is how many people's they are together, None for those of a body."""

    placed: Mapping[str, int]
    people: int | None = None


class Placed(Tally[Mapping[str, int], int]):
    """The candidates with the dots they would get, by label, of how many dots in all.

    Hidden, the candidates alone.
    """

    def __init__(self, candidates: Sequence[tuple[str, str]], most: int) -> None:
        super().__init__()
        self._candidates = candidates
        self.rows = len(candidates)
        self.model = ({}, most)

    def draw(self, width: int, dots: Mapping[str, int], most: int) -> list[Content]:
        widest = max((len(label) for label, _ in self._candidates), default=0)
        longest = min(most, MOST_BAR) + (5 if most > MOST_BAR else 0)
        self.bar = max(10, width - longest - 2)
        room = max(4, self.bar - widest - 2)
        rows = []
        for label, name in self._candidates:
            bar = "" if self.hidden else _bar(dots.get(label, 0), most)
            rows.append(Content.assemble(f"{label:<{widest}}  {pad(name, room)}  ", (bar, "bold")))
        return rows


class Balance(View[int, int]):
    """How many dots are still to be placed, or are too many.

    Hidden, that all dots are placed once they are: dots that come up several at once, or one after the
    other, would tell the room whether they go on one candidate.
    """

    def __init__(self, candidates: int, most: int, *, stack: bool) -> None:
        """`most` dots in all, on one of so many candidates or, unless they `stack`, on as many."""
        super().__init__()
        self._candidates = candidates
        self._stack = stack
        self.hidden = False
        self.model = (0, most)

    def draw(self, width: int, placed: int, most: int) -> list[Content]:
        placeable = most if self._stack else min(most, self._candidates)
        if self.hidden and placed >= placeable > 0:
            return [Content.assemble((_bar(placed, most), "bold"), "  all placed")]
        if self.hidden:
            return wrap("the dots are shown once all are placed", width, "$muted")
        more = (most if placed > most else placeable) - placed if most else 0
        if more < 0:
            return [Content.styled(f"{-more} too many: take {-more} off", "bold $error")]
        state = f"{more} more to place" if more else "all placed" if placed else ""
        return [Content.styled(state, "$muted")]


def _bar(dots: int, most: int) -> str:
    """A dot each; where there are more dots than a row has room for, a shorter bar behind the figure."""
    bar = dot_bar(min(dots, most), most, MOST_BAR)
    return f"{dots:>4} {bar}" if dots and most > MOST_BAR else bar


class DotsDialog(BlindDialog[Ballot, Mapping[str, int], int]):
    """Dismissed with dots by label; with none, to take back a vote that was placed (`again`).

    With `people`, these are totals, `4:14 7:9`, of as many people as are typed below, with `dots` each.
    What is typed and how many dots are left stay in sight, however long the list is.
    """

    BINDINGS = [
        Binding("down", "scroll(1)", "down", show=False),
        Binding("up", "scroll(-1)", "up", show=False),
        Binding("pagedown", "scroll(9)", "down", show=False),
        Binding("pageup", "scroll(-9)", "up", show=False),
    ]
    DEFAULT_CSS = "DotsDialog #candidates { height: auto; max-height: 50vh; scrollbar-size-vertical: 1; }"

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
        people: str | None = None,
        called: str = "",
    ) -> None:
        """`people` is how many, as it stands in its field; None where the dots are a body's own.

        `called` is the word for a candidate, such as "tip", which may be typed before its number.
        """
        self._called = called
        self._labels = [label for label, _ in candidates]
        self._dots = dots
        self._stack = stack
        self._people = None if people is None else LineInput(people, placeholder="12", id="people")
        example, keys = " ".join(self._labels[:dots]), "the number of each line a dot goes to, with spaces"
        if people is not None:
            example = " ".join(
                f"{label}:{total}" for label, total in zip(self._labels, (14, 9), strict=False)
            )
            keys = "each number with its total   tab people"
        field = BlindInput(self._typed(placed), placeholder=example, hidden=hidden, id="dots")
        tally = Placed(candidates, self._most or 0)
        self._balance = Balance(len(candidates), self._most or 0, stack=stack)
        self._balance.hidden = hidden
        super().__init__(title, f"{keys}   ↵ record", field, tally)
        # Hidden, the field is empty whatever was placed before: Enter in it takes nothing back.
        self._may_take_back = again and not hidden

    def fields(self) -> Iterable[Widget]:
        yield self.field
        if self._people is not None:
            yield Static("How many people placed dots", classes="label")
            yield self._people
        with VerticalScroll(id="candidates", can_focus=False):
            yield self.tally
        yield self._balance

    def action_peek(self) -> None:
        super().action_peek()
        self._balance.hidden = self.field.hidden
        self._balance.rebuild()

    def action_scroll(self, by: int) -> None:
        self.query_one("#candidates").scroll_relative(y=by, animate=False)

    def _typed(self, placed: Mapping[str, int]) -> str:
        """Dots by label, as they are typed."""
        if self._people is not None:
            return " ".join(f"{label}:{total}" for label, total in placed.items() if total)
        return " ".join(label for label, many in placed.items() for _ in range(many))

    @property
    def _voters(self) -> int | None:
        """How many people's dots they are; 1 for a body, None where that is not typed yet."""
        typed = "1" if self._people is None else self._people.value.strip()
        return int(typed) if re.fullmatch(r"[1-9][0-9]{0,2}", typed) else None

    @property
    def _most(self) -> int | None:
        voters = self._voters
        return None if voters is None else self._dots * voters

    def _parsed(self, text: str) -> dict[str, int]:
        """Raises Problem."""
        voters, most = self._voters, self._most
        placed = counts.parse_dots(text, self._labels, most if self._people is None else None, self._called)
        total = sum(placed.values())
        if most is not None and total > most:
            raise Problem(f"{total} dots, but {voters} people have {most}", hint="Correct one of the two.")
        if voters is None or self._stack or all(many <= voters for many in placed.values()):
            return placed
        if self._people is None:
            raise Problem("Two dots on one are not allowed in this vote", hint="Place each on another.")
        what = f"More than {voters} dots on one, but each of {voters} people places at most one there"
        raise Problem(what, hint="Correct one of the two.")

    def _checked(self, text: str) -> dict[str, int] | None:
        """Dots by label. None, once it is said what is wrong, where they cannot be placed."""
        try:
            return self._parsed(text)
        except Problem as problem:
            # Where the room sees it, the same for every fault, so that it tells nothing.
            most = f"at most {self._dots} dots{'' if self._stack else ', one on each'}"
            if self._people is not None:
                most += " for each person"
            unsaid = f"That cannot be placed. Type the numbers that stand before the lines: {most}."
            self.wrong(unsaid if self.field.hidden else str(problem))
            return None

    @on(Input.Changed)
    def _understand(self) -> None:
        self.wrong("")
        text = self.field.value
        placed = self._placed(text)
        if placed is None:
            # What is not finished is no mistake yet: "1." on the way to "1.6".
            placed = self._checked(re.sub(r"[^\s,;]+$", "", text))
        before, placed = self.tally.model[0] if self.tally.model else {}, placed or {}
        self.tally.show(placed, self._most or 0)
        self._balance.show(sum(placed.values()), self._most or 0)
        more = [row for row, label in enumerate(self._labels) if placed.get(label, 0) > before.get(label, 0)]
        if more and not self.field.hidden:  # where the room sees it, the place would tell of the dots
            self._keep_in_sight(more[-1])

    def _keep_in_sight(self, row: int) -> None:
        candidates = self.query_one("#candidates")
        height = candidates.size.height
        if not candidates.scroll_y <= row < candidates.scroll_y + height:
            candidates.scroll_to(y=max(0, row - height // 2), animate=False)

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
            placed = counts.parse_dots(text, self._labels, None, self._called)
        except Problem:
            return None
        return placed if self._most is not None and sum(placed.values()) > self._most else None

    @on(Placed.Clicked)
    def _dot(self, event: Placed.Clicked) -> None:
        """A click counts as if the number had been typed."""
        placed = self._checked(self.field.value)
        if placed is not None:
            label = self._labels[event.row]
            placed[label] = max(0, placed.get(label, 0) + event.by)
            if self._checked(self._typed(placed)) is not None:
                self.field.value = self._typed(placed)

    @on(Input.Submitted)
    def _record(self) -> None:
        placed = self._checked(self.field.value)
        if placed is None:
            return
        if not placed and not self._may_take_back:
            self.wrong("No dot is placed yet. Type the numbers, or leave with esc.")
        elif self._voters is None and placed and self._people is not None:
            self.wrong("How many people placed dots? Type the number.")
            self._people.focus()
        else:
            self.dismiss(Ballot(placed, None if self._people is None else self._voters))
