"""What is asked where a record is signed off, opened again or approved: a few lines, each with its label."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.fields import LineInput


class AskedFor(NamedTuple):
    """A line to type: its name, what stands over it, and what stands in it to begin with."""

    name: str
    label: str
    text: str = ""
    check: Callable[[str], str] = lambda _: ""
    """What is wrong with what was typed; empty where nothing is."""


class SignOffDialog(Dialog[Mapping[str, str]]):
    """Dismissed with what stands in each line, by its name."""

    BINDINGS = [Binding("enter", "record", "record", show=False)]

    def __init__(self, title: str, asked: Iterable[AskedFor], what: str) -> None:
        """`what` enter does, in a word or two."""
        self._asked = tuple(asked)
        more = "tab next field   " if len(self._asked) > 1 else ""
        super().__init__(title, f"↵ {what}   {more}esc never mind")

    def fields(self) -> Iterable[Widget]:
        for line in self._asked:
            yield Static(line.label, classes="label", markup=False)
            yield LineInput(line.text, id=line.name)

    @on(Input.Changed)
    def _typed(self) -> None:
        self.wrong("")

    @on(Input.Submitted)
    def action_record(self) -> None:
        typed = {line.name: self.query_one(f"#{line.name}", LineInput).value for line in self._asked}
        for line in self._asked:
            if said := line.check(typed[line.name]):
                self.wrong(said)
                self.query_one(f"#{line.name}", LineInput).focus()
                return
        self.dismiss(typed)
