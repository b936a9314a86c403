"""Notes, decisions, parked points and reasons for dissent: a text, and for some a choice of kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from workshop.cells import clip
from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.fields import Prose
from workshop.widgets.wrapped import Wrapped


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed. With `record` False the dialog was left, and the text is kept for the next time."""

    text: str
    choice: str
    record: bool


class Choices(Wrapped):
    """One of a few words, the chosen one in brackets and bold. A click on another chooses that."""

    auto_links = False
    """The words look like words, not like links; a click works all the same."""

    class Clicked(Message):
        """A word was chosen with the mouse."""

    def __init__(self, choices: Sequence[str], chosen: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.choices = tuple(choices)
        self.chosen = chosen

    def turn(self) -> None:
        """Choose the next one."""
        self.chosen = self.choices[(self.choices.index(self.chosen) + 1) % len(self.choices)]
        self.rebuild()

    def action_choose(self, index: int) -> None:
        """A word was clicked."""
        self.chosen = self.choices[index]
        self.rebuild()
        self.post_message(self.Clicked())

    def build(self, width: int) -> list[Content]:
        lines = [Content("")]
        for index, one in enumerate(self.choices):
            word = clip(one, max(4, width - 4))
            chosen = one == self.chosen
            part = Content.styled(*((f"[{word}] ", "bold $accent") if chosen else (f" {word}  ", "$muted")))
            part = part.stylize(Style.from_meta({"@click": f"choose({index})"}))
            if lines[-1].cell_length + len(word) + 3 > width and lines[-1].cell_length:
                lines.append(Content(""))
            lines[-1] = Content.assemble(lines[-1], part)
        return lines


class TextDialog(Dialog[Typed]):
    """Type a text; Tab turns through the kinds in `choices`. `check` says what is wrong, or nothing.

    With `value` it is a number or a name that is typed anew: the first letter replaces what was there.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "turn", "kind", priority=True),
        Binding("f2", "turn", "kind", show=False),
    ]
    DEFAULT_CSS = """
    TextDialog Choices { margin-bottom: 1; }
    """

    def __init__(
        self,
        title: str,
        *,
        text: str = "",
        placeholder: str = "",
        choices: Sequence[str] = (),
        chosen: str = "",
        may_be_empty: bool = False,
        check: Callable[[Typed], str] | None = None,
        value: bool = False,
    ) -> None:
        super().__init__(title)
        self._text = text
        self._placeholder = placeholder
        self._choices = tuple(choices)
        self._chosen = chosen or (choices[0] if choices else "")
        self._may_be_empty = may_be_empty
        self._check = check
        self._value = value
        kind = "tab kind   " if len(self._choices) > 1 else ""
        kept = "" if value else " (kept while you are here)"
        self._keys = f"↵ record   {kind}esc never mind{kept}"

    @property
    def KEYS_TEXT(self) -> str:  # type: ignore[override]  # noqa: N802
        """The keys, with the one for kinds where there are kinds."""
        return self._keys

    def fields(self) -> Iterable[Widget]:
        if len(self._choices) > 1:
            yield Choices(self._choices, self._chosen, id="choices")
        yield Prose(self._text, placeholder=self._placeholder, id="text")

    def on_mount(self) -> None:
        """Type at the end of what is there, or in its place."""
        area = self.query_one(Prose)
        area.focus()
        if self._value:
            area.select_all()
        else:
            area.move_cursor(area.document.end)

    def action_turn(self) -> None:
        """Choose the next kind."""
        for choices in self.query(Choices):
            choices.turn()

    def _choice(self) -> str:
        found = self.query(Choices)
        return found.first().chosen if found else self._chosen

    @on(Prose.Submitted)
    def _record(self, event: Prose.Submitted) -> None:
        if not event.text.strip() and not self._may_be_empty:
            self.wrong("There is nothing to record yet. Type a few words, or leave with esc.")
            return
        typed = Typed(event.text, self._choice(), record=True)
        if self._check is not None and (wrong := self._check(typed)):
            self.wrong(wrong)
            return
        self.dismiss(typed)

    def action_never_mind(self) -> None:
        self.dismiss(Typed(self.query_one(Prose).text, self._choice(), record=False))
