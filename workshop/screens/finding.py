"""Finding rows of a list by words: the field that `find` opens above it, and putting it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import OptionList

from workshop.screens.base import CommandScreen, ResultT

if TYPE_CHECKING:
    from textual.widgets import Input

    from workshop.widgets.fields import LineInput


class FindingScreen(CommandScreen[ResultT]):
    """A screen of one list. `find` opens a field above that, and `_fill` shows the rows that fit."""

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
    _field: LineInput | None = None

    def _fill(self) -> None:
        raise NotImplementedError

    async def find_field(self) -> LineInput:
        """The field for the words, out of sight until it is wanted."""
        if self._field is None:
            from workshop.widgets.fields import LineInput  # noqa: PLC0415  # no first screen shows a field

            self._field = LineInput(placeholder=self.FIND_HINT, id="find")
            await self.mount(self._field, before=self.query_one(OptionList))
        return self._field

    @property
    def words(self) -> list[str]:
        """The words that are looked for, without their case."""
        return self._field.value.casefold().split() if self._field is not None else []

    def has_words(self, text: str) -> bool:
        """Whether every word that is looked for is in `text`, in any case."""
        folded = text.casefold()
        return all(word in folded for word in self.words)

    def stop_finding(self) -> bool:
        """Show all rows again. False where none was looked for."""
        if self._field is None or not self.has_class("finding"):
            return False
        self._field.value = ""
        self.remove_class("finding")
        self.query_one(OptionList).focus()
        self._fill()
        return True

    async def action_find(self) -> None:
        """Type words to find."""
        field = await self.find_field()
        self.add_class("finding")
        field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the rows that have the words."""
        if event.input is self._field:
            self._fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the rows."""
        if event.input is self._field:
            self.query_one(OptionList).focus()
