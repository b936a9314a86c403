"""Screens of one list, and finding rows of it by words, in a field that `find` opens above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.widgets import OptionList, Static

from workshop.screens.base import CommandScreen
from workshop.widgets.foot import Foot
from workshop.widgets.painted import once_painted
from workshop.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from workshop.widgets.fields import LineInput


RowT = TypeVar("RowT")
NARROW = 24
"""Columns that a row is laid out for at least."""


class ListScreen(CommandScreen[None], Generic[RowT]):
    """A title, how things stand, and below that a list. `_fill` shows the rows, one for each of `_shown`."""

    AUTO_FOCUS = "Rows"
    ROWS: ClassVar[str]
    """Id of the list."""
    DEFAULT_CSS = """
    ListScreen #title { padding: 0 2; height: 1; text-style: bold; background: $panel; }
    ListScreen #state { padding: 0 2; height: auto; color: $muted; margin: 1 0; }
    ListScreen OptionList { height: 1fr; min-width: 20; border: none; background: $background; padding: 0 1; }
    ListScreen OptionList { scrollbar-size-vertical: 1; }
    ListScreen OptionList:focus { border: none; }
    ListScreen OptionList > .option-list--option { padding: 0 1; }
    """
    _shown: tuple[RowT, ...] = ()
    _filled_for: int | None = None
    """Columns that the rows are laid out for; None where they are laid out anew for any other size."""

    def compose(self) -> ComposeResult:
        yield Static(self.TITLE or "", id="title", markup=False)
        yield Static("", id="state", markup=False)
        yield Rows(markup=False, id=self.ROWS)
        yield Foot()

    def on_resize(self) -> None:
        """Lay the rows out for the width."""
        if self._row_width != self._filled_for:
            once_painted(self, self._fill)

    @property
    def _row_width(self) -> int:
        return max(NARROW, self.size.width - 6)

    def _fill(self) -> None:
        raise NotImplementedError

    @property
    def _focused(self) -> RowT | None:
        index = self.query_one(OptionList).highlighted
        return self._shown[index] if index is not None and index < len(self._shown) else None


class FindingScreen(ListScreen[RowT]):
    """`find` opens a field above the list, and `_fill` shows the rows that have the words in it."""

    BELOW_FIND: ClassVar[str] = "Rows"
    """What the field opens above."""
    FIND_HINT: ClassVar[str]
    """Which words are looked for, in the empty field."""
    DEFAULT_CSS = """
    FindingScreen #find { display: none; margin: 0 1; }
    FindingScreen.finding #find { display: block; }
    """
    _field: LineInput | None = None

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
        if self._field is None:
            from workshop.widgets.fields import LineInput  # noqa: PLC0415  # no first screen shows a field

            self._field = LineInput(placeholder=self.FIND_HINT, id="find")
            await self.mount(self._field, before=self.query_one(self.BELOW_FIND))
        self.add_class("finding")
        self.set_focus(self._field)  # at once: the next letter is one of the words to find

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input is self._field:
            self._fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.input is self._field:
            self.query_one(OptionList).focus()
