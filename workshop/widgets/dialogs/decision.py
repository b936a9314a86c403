"""A decision, with how many were for it, against it and abstained, where somebody counted."""

from collections.abc import Iterable
from typing import Any

from textual import on
from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.widget import Widget
from textual.widgets import Input, Static

from sessions.counts import parse_votes
from sessions.problem import Problem
from sessions.rows import Votes
from workshop.widgets.dialogs.note import Choices, TextDialog
from workshop.widgets.fields import LineInput

DECISION = "decision"
LABEL = "For, against, abstaining, such as 7-2-1 (leave it empty if nobody counted)"


class DecisionDialog(TextDialog):
    """A note that is a decision, or may become one: the field for the votes is there while it is."""

    BINDINGS = [Binding("f3", "count", "votes", priority=True)]

    def __init__(self, title: str, *, votes: Votes | None = None, **more: Any) -> None:
        """`more` is what a `TextDialog` takes."""
        key = "F3" if len(more.get("choices", ())) > 1 else "tab"
        super().__init__(title, more_keys=f"{key} votes   ", **more)
        self._votes = LineInput("-".join(map(str, votes or ())), placeholder="7-2-1", id="votes")

    def fields(self) -> Iterable[Widget]:
        yield from super().fields()
        self.offer_again(self._votes)
        yield VerticalGroup(Static(LABEL, classes="label", markup=False), self._votes, id="counted")

    def on_mount(self) -> None:
        """The field is there while the kind is a decision."""
        self._show_field()

    def _show_field(self) -> None:
        self.query_one("#counted").display = self._is_decision

    @property
    def _is_decision(self) -> bool:
        return self._choices.chosen == DECISION

    def action_turn(self) -> None:
        """The next kind; where there is one alone, from the text to the votes and back."""
        if len(self._choices.choices) > 1:
            super().action_turn()
            self._show_field()
            if not self._is_decision:
                self._type_in(self._prose)
        else:
            self.action_count()

    def action_count(self) -> None:
        """From the text to the votes and back."""
        if self._is_decision:
            self._type_in(self._prose if self._votes.has_focus else self._votes)
        else:
            self.wrong("Only a decision is put to the vote. Make it one first, with tab.")

    def _type_in(self, field: Widget) -> None:
        """Put a field in focus before the next key, however fast that comes."""
        self.set_focus(field)

    @on(Choices.Chosen)
    def _kind_chosen(self) -> None:
        self._show_field()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.wrong("")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.record(self._prose.text)

    def record(self, text: str, votes: Votes | None = None) -> None:
        try:
            votes = parse_votes(self._votes.value) if self._is_decision else None
        except Problem as problem:
            self.wrong(str(problem))
            self._type_in(self._votes)
        else:
            super().record(text, votes)
