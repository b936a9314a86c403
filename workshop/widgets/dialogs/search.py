"""A field to type in, and below it what fits: the base of what is looked up by words."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from textual import on
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.fields import LineInput
from workshop.widgets.wrapped import View, wrap

EntryT = TypeVar("EntryT")


class Found(View[str, Sequence[EntryT]], Generic[EntryT]):
    """A title, and the entries below it."""

    def draw(self, width: int, title: str, entries: Sequence[EntryT]) -> list[Content]:
        lines = wrap(title, width, "$muted") if title else []
        for entry in entries:
            lines += self.lines(entry, width)
        return lines

    def lines(self, entry: EntryT, width: int) -> Sequence[Content]:
        """One entry, for this many cells."""
        raise NotImplementedError


class SearchDialog(Dialog[None], Generic[EntryT]):
    """What fits best comes first; the arrows scroll."""

    BINDINGS = [
        Binding("down", "scroll(3)", "down", priority=True),
        Binding("up", "scroll(-3)", "up", priority=True),
        Binding("enter", "never_mind", "back", show=False),
    ]
    DEFAULT_CSS = "SearchDialog #found { height: auto; max-height: 60vh; scrollbar-size-vertical: 1; }"
    PLACEHOLDER = ""

    def found(self) -> Found[EntryT]:
        """The widget that shows what was found."""
        raise NotImplementedError

    def fitting(self, query: str) -> tuple[str, Sequence[EntryT]]:
        """(title, entries) for what was typed; also for nothing."""
        raise NotImplementedError

    def fields(self) -> Iterable[Widget]:
        yield LineInput(placeholder=self.PLACEHOLDER, id="query")
        with VerticalScroll(id="found", can_focus=False):
            yield self.found()

    def on_mount(self) -> None:
        self._find()

    @on(Input.Changed)
    def _find(self) -> None:
        scroll = self.query_one("#found", VerticalScroll)
        scroll.scroll_home(animate=False)
        scroll.query_one(Found).show(*self.fitting(self.query_one(LineInput).value))

    def action_scroll(self, by: int) -> None:
        self.query_one("#found").scroll_relative(y=by, animate=False)
