"""The frame of every dialog: a title, what is asked, and a line that says which keys do what."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from workshop.cells import clip
from workshop.widgets.dialogs.kept import Draft, chosen_in, put_into, typed_in
from workshop.widgets.dialogs.key_line import KeyLine
from workshop.widgets.over import Over
from workshop.widgets.painted import LaidOutOnce
from workshop.widgets.wrapped import View, wrap

ResultT = TypeVar("ResultT")


class Notice(View[str, str]):
    """A few lines in one style: what was understood, or what is wrong. Empty text takes no room."""

    def __init__(self, text: str = "", style: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.model = text, style

    def draw(self, width: int, text: str, style: str) -> list[Content]:
        return wrap(text, width, style) if text else []


class Frame(VerticalScroll, LaidOutOnce, can_focus=False):
    """What stands around it all. Beside it there is room for a scrollbar, so that one moves nothing."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines of what is in it, which has no use of the scrollbar's column."""
        return super().get_content_height(container, viewport, width - self.scrollbar_size_vertical)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Between the borders above and below all are the same: what stands in it covers them."""
        last = self.outer_size.height - 1
        kinds = [0 if y == 0 else last if y == last else 1 for y in crop.line_range]
        drawn = {y: super(Frame, self).render_lines(Region(crop.x, y, crop.width, 1))[0] for y in set(kinds)}
        return [drawn[kind] for kind in kinds]


class Title(Static, LaidOutOnce):
    """What a dialog is about."""


class Dialog(Over[ResultT], ModalScreen[ResultT]):
    """A modal dialog; `fields` composes what stands between the title and the line of keys."""

    KEYS_TEXT: ClassVar[str] = "↵ record   esc never mind"
    """Entries with three spaces between them, each a key and what it does; a click presses the key."""
    DEFAULT_CSS = """
    Dialog { align: center middle; background: transparent; }
    Dialog > .frame {
        width: 86; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; border: round $primary; padding: 0 0 0 1;
        scrollbar-size: 0 1; scrollbar-gutter: stable;
    }
    Dialog .title { text-style: bold; color: $primary; height: auto; margin-bottom: 1; }
    Dialog .keys { color: $muted; height: auto; margin-top: 1; }
    Dialog .label { color: $muted; height: 1; }
    Dialog LineInput, Dialog Prose { width: 1fr; }
    Dialog > Frame VerticalScroll > Wrapped { padding-right: 1; }
    Dialog OptionList { height: auto; max-height: 70vh; min-width: 20; background: $surface; border: none; }
    Dialog OptionList:focus { border: none; }
    """
    BINDINGS = [Binding("escape", "never_mind", "never mind")]
    AT_ONCE = frozenset({"f2", "f3"})  # they turn through choices

    KEEPS_CHOICES: ClassVar[bool] = True
    """Whether what was chosen is kept with what was typed."""
    draft: Draft | None = None
    """Where what is typed is kept until it is recorded; None for what is not kept."""

    def __init__(self, title: str, keys: str = "") -> None:
        """`keys`, written as `KEYS_TEXT` is, where they are not always the same."""
        super().__init__()
        self._title = clip(title, 300)
        self._keys = keys or self.KEYS_TEXT
        self._usual: dict[str, str] = {}  # what stands in the fields to type in before anybody types, by id

    def compose(self) -> ComposeResult:
        with Frame(classes="frame"):
            yield Title(Content(self._title), classes="title", markup=False)
            for field in self.fields():
                self.offer_again(field)
                yield field
            yield Notice(id="wrong")
            yield KeyLine(self._keys, self._bindings.key_to_bindings)

    def fields(self) -> Iterable[Widget]:
        """The widgets between title and keys."""
        return ()

    def offer_again(self, field: Widget) -> None:
        """Put into a field what was typed there and not recorded; what is typed there from now on is kept."""
        if self.draft is None or field.id is None:
            return
        if (text := typed_in(field)) is not None:
            self._usual[field.id] = text
        if (kept := self.draft.typed.get(field.id)) is not None:
            put_into(field, kept)

    def was_kept(self, name: str) -> bool:
        """Whether the draft has something of this name that is not empty."""
        return self.draft is not None and bool(self.draft.typed.get(name))

    def on_input_changed(self) -> None:
        """Keep what is typed."""
        self.keep_typed()

    def on_text_area_changed(self) -> None:
        """Keep what is typed."""
        self.keep_typed()

    def keep_typed(self) -> None:
        """Keep what stands in the fields; where they are as they were, or empty, there is nothing to keep."""
        if self.draft is None or not self.is_mounted:
            return
        fields = {field.id: field for field in self.query("*") if field.id}
        typed = {name: typed_in(fields[name]) or "" for name in self._usual}
        if all(text.strip() in ("", self._usual[name].strip()) for name, text in typed.items()):
            self.draft.drop()
            return
        chosen = {name: value for name, field in fields.items() if (value := chosen_in(field))}
        if not self.KEEPS_CHOICES:
            chosen.clear()
        self.draft.keep({**typed, **chosen, "form": "form" if self.has_class("form") else ""})

    def forget_typed(self) -> None:
        """Keep nothing of what was typed."""
        if self.draft is not None:
            self.draft.drop()
            self.draft = None

    def dismiss(self, result: ResultT | None = None) -> AwaitComplete:
        """Leave. What was not recorded is kept as it stands; whoever asked for it drops what was."""
        self.keep_typed()
        return super().dismiss(result)

    def wrong(self, text: str) -> None:
        """Say beside the fields what is wrong, or (empty) that nothing is."""
        self.query_one("#wrong", Notice).show(text, "bold $error")

    def action_press(self, key: str) -> None:
        """Whatever has the focus gets the key, as from the keyboard."""
        # Called by the app: a key that this dialog sent itself would not come back to its bindings.
        self.app.call_later(self.app.simulate_key, key)

    def action_never_mind(self) -> None:
        self.dismiss(None)
