"""The frame of every dialog: a title, what is asked, and a line that says which keys do what."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from workshop.cells import clip
from workshop.guarded import GuardedScreen
from workshop.widgets.dialogs.key_line import KeyLine
from workshop.widgets.wrapped import View, wrap

ResultT = TypeVar("ResultT")


class Notice(View[str, str]):
    """A few lines in one style: what was understood, or what is wrong. Empty text takes no room."""

    def __init__(self, text: str = "", style: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.model = text, style

    def draw(self, width: int, text: str, style: str) -> list[Content]:
        return wrap(text, width, style) if text else []


class Dialog(GuardedScreen[ResultT], ModalScreen[ResultT]):
    """A modal dialog; `fields` composes what stands between the title and the line of keys."""

    KEYS_TEXT: ClassVar[str] = "↵ record   esc never mind"
    """Entries with three spaces between them, each a key and what it does; a click presses the key."""
    DEFAULT_CSS = """
    Dialog { align: center middle; background: transparent; }
    Dialog > .frame {
        width: 86; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; border: round $primary; padding: 0 1; scrollbar-size-vertical: 1;
    }
    Dialog .title { text-style: bold; color: $primary; height: auto; margin-bottom: 1; }
    Dialog .keys { color: $muted; height: auto; margin-top: 1; }
    Dialog .label { color: $muted; height: 1; }
    Dialog LineInput, Dialog Prose { width: 1fr; }
    Dialog OptionList { height: auto; max-height: 70vh; min-width: 20; background: $surface; border: none; }
    Dialog OptionList:focus { border: none; }
    """
    BINDINGS = [Binding("escape", "never_mind", "never mind")]
    AT_ONCE = frozenset({"f2", "f3"})  # they turn through choices

    def __init__(self, title: str, keys: str = "") -> None:
        """`keys`, written as `KEYS_TEXT` is, where they are not always the same."""
        super().__init__()
        self._title = clip(title, 300)
        self._keys = keys or self.KEYS_TEXT

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="frame", can_focus=False):
            yield Static(Content(self._title), classes="title", markup=False)
            yield from self.fields()
            yield Notice(id="wrong")
            yield KeyLine(self._keys, self._bindings.key_to_bindings)

    def fields(self) -> Iterable[Widget]:
        """The widgets between title and keys."""
        return ()

    def wrong(self, text: str) -> None:
        """Say beside the fields what is wrong, or (empty) that nothing is."""
        self.query_one("#wrong", Notice).show(text, "bold $error")

    def action_press(self, key: str) -> None:
        """Whatever has the focus gets the key, as from the keyboard."""
        # Called by the app: a key that this dialog sent itself would not come back to its bindings.
        self.app.call_later(self.app.simulate_key, key)

    def action_never_mind(self) -> None:
        self.dismiss(None)
