"""Finding rows of a list by words: the field that `find` opens above it, and putting it away."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.widgets import Input, OptionList

from workshop.screens.base import CommandScreen, ResultT
from workshop.widgets.fields import LineInput


class FindingScreen(CommandScreen[ResultT]):
    """A screen of one list. It composes `find_field` above that, and `_fill` shows the rows that fit."""

    FIND_HINT: ClassVar[str]
    """Which words are looked for, in the empty field."""
    DEFAULT_CSS = """
    FindingScreen #find { display: none; margin: 0 1; }
    FindingScreen.finding #find { display: block; }
    FindingScreen OptionList {
        height: 1fr; min-width: 20; border: none; background: $background; padding: 0 1;
    }
    FindingScreen OptionList:focus { border: none; }
    """

    def _fill(self) -> None:
        raise NotImplementedError

    def find_field(self) -> LineInput:
        """The field for the words, out of sight until it is wanted."""
        return LineInput(placeholder=self.FIND_HINT, id="find")

    def has_words(self, text: str) -> bool:
        """Whether every word that is looked for is in `text`, in any case."""
        words = self.query_one("#find", LineInput).value.casefold().split()
        folded = text.casefold()
        return all(word in folded for word in words)

    def stop_finding(self) -> bool:
        """Show all rows again. False where none was looked for."""
        if not self.has_class("finding"):
            return False
        self.query_one("#find", LineInput).value = ""
        self.remove_class("finding")
        self.query_one(OptionList).focus()
        self._fill()
        return True

    def action_find(self) -> None:
        """Type words to find."""
        self.add_class("finding")
        self.query_one("#find", LineInput).focus()

    @on(Input.Changed, "#find")
    def _find(self) -> None:
        self._fill()

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self.query_one(OptionList).focus()
