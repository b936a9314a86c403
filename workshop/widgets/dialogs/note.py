"""Notes, decisions, parked points and reasons for dissent: a text, and for some a choice of kind."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from sessions.rows import Votes
from workshop.cells import clip
from workshop.widgets.dialogs.base import Dialog, Notice
from workshop.widgets.fields import Prose
from workshop.widgets.wrapped import Wrapped


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed. With `record` False the dialog was left, and the text is kept for the next time."""

    text: str
    choice: str
    record: bool
    votes: Votes | None = None
    """For, against and abstaining, where a decision was put to the vote."""


class Choices(Wrapped):
    """One of a few words, the chosen one in brackets and bold. A click on another chooses that.

    As a `field` of a form it takes the focus in its turn, and the arrows and space choose.
    """

    BINDINGS = [
        Binding("right,down,space", "turn_by(1)", "next", show=False),
        Binding("left,up", "turn_by(-1)", "previous", show=False),
    ]

    class Chosen(Message):
        """A word was chosen on it, by mouse or key."""

    def __init__(
        self, choices: Sequence[str], chosen: str, *, field: bool = False, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.choices = tuple(choices)
        self.chosen = chosen
        self.can_focus = field

    def choose(self, word: str) -> None:
        self.chosen = word
        self.rebuild()

    def turn(self, by: int = 1) -> None:
        self.choose(self.choices[(self.choices.index(self.chosen) + by) % len(self.choices)])

    def action_turn_by(self, by: int) -> None:
        self.turn(by)
        self.post_message(self.Chosen())

    def action_choose(self, index: int) -> None:
        self.choose(self.choices[index])
        self.post_message(self.Chosen())

    def on_focus(self) -> None:
        """Show that the keys are here, not by colour alone."""
        self.rebuild()

    def on_blur(self) -> None:
        self.rebuild()

    def build(self, width: int) -> list[Content]:
        lines = [Content("")]
        for index, choice in enumerate(self.choices):
            word = clip(choice, max(4, width - 4))
            chosen = choice == self.chosen
            style = "bold reverse" if self.has_focus else "bold $accent"
            part = Content.styled(f"[{word}]", style) if chosen else Content.styled(f" {word} ", "$muted")
            part = Content.assemble(part, " ")
            part = part.stylize(Style.from_meta({"@click": f"choose({index})"}))
            if lines[-1].cell_length + len(word) + 3 > width and lines[-1].cell_length:
                lines.append(Content(""))
            lines[-1] = Content.assemble(lines[-1], part)
        return lines


class TextDialog(Dialog[Typed]):
    """Type a text; Tab turns through the kinds in `choices`. `check` says what is wrong, or nothing.

    With `value` it is a number or a name that is typed anew: the first letter replaces what was there. How
    that is `understood` stands below it while it is typed.
    """

    KEEPS_CHOICES = False
    BINDINGS = [Binding("tab", "turn", "kind", priority=True), Binding("f2", "turn", "kind", show=False)]
    DEFAULT_CSS = """
    TextDialog Choices { margin-bottom: 1; }
    TextDialog Prose.value { min-height: 3; }
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
        understood: Callable[[str], str] | None = None,
        more_keys: str = "",
        does: str = "record",
    ) -> None:
        """`does` says what enter does with it."""
        kind = "tab kind   " if len(choices) > 1 else ""
        kept = "" if value else " (kept)"
        super().__init__(title, f"↵ {does}   {kind}{more_keys}esc never mind{kept}")
        chosen = chosen or (choices[0] if choices else "")
        self._choices = Choices(choices, chosen, id="choices")
        self._prose = Prose(text, placeholder=placeholder, id="text")
        self._prose.set_class(value, "value")
        self._may_be_empty = may_be_empty
        self._check = check
        self._value = value
        self._understood = understood

    def fields(self) -> Iterable[Widget]:
        if len(self._choices.choices) > 1:
            yield self._choices
        yield self._prose
        if self._understood is not None:
            yield Notice(id="understood")

    @on(Prose.Changed)
    def _say_understood(self) -> None:
        if self._understood is not None:
            self.query_one("#understood", Notice).show(self._understood(self._prose.text), "$muted")

    def on_mount(self) -> None:
        """Type at the end of what is there, or in its place."""
        if self._value:
            self._prose.select_all()
        else:
            self._prose.move_cursor(self._prose.document.end)

    def action_turn(self) -> None:
        if len(self._choices.choices) > 1:
            self._choices.turn()

    @on(Prose.Submitted)
    def _record(self, event: Prose.Submitted) -> None:
        self.record(event.text)

    def record(self, text: str, votes: Votes | None = None) -> None:
        """Leave with this text, or say why it can't be recorded."""
        if not text.strip() and not self._may_be_empty:
            self.wrong("There is nothing to record yet. Type a few words, or leave with esc.")
            return
        typed = Typed(text, self._choices.chosen, record=True, votes=votes)
        if self._check is not None and (refusal := self._check(typed)):
            self.wrong(refusal)
        else:
            self.dismiss(typed)

    def action_never_mind(self) -> None:
        self.dismiss(Typed(self._prose.text, self._choices.chosen, record=False))
