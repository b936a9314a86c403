"""What to do on a screen, and every key, out of the guide and the commands."""

from collections.abc import Callable, Mapping

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from workshop import command_list, commands, guide
from workshop.also_called import is_meant
from workshop.guarded import GuardedScreen
from workshop.keynames import Keys
from workshop.widgets.fields import LineInput
from workshop.widgets.foot import Foot
from workshop.widgets.key_bar import Key
from workshop.widgets.wrapped import Wrapped, wrap

ALSO = (
    ("ctrl+p", "palette", "Find any command by its name, or by another word, and run it."),
    ("tab", "next field", "Go to the next field, or in a dialog to the form or the next kind."),
    ("esc", "never mind", "Leave a dialog. What you typed is offered again the next time."),
    ("ctrl+q", "quit", "Quit from anywhere. Everything is saved already."),
)
TEXT_WIDTH = 72
"""Widest line of sentences."""
Notice = tuple[str, bool]
"""(a sentence, whether it is a warning)."""


class HelpRows(Wrapped):
    """For every screen what one does there, then keys on the left and what they do on the right."""

    def __init__(self, context: commands.Context, keymap: Mapping[str, str]) -> None:
        super().__init__()
        contexts = sorted(commands.CONTEXTS, key=lambda other: other != context)
        rows = command_list.help_rows(contexts, keymap)
        abouts = (guide.about(shown, keymap) for shown in contexts)
        self._pages = [(title, about, keys) for about, (title, keys) in zip(abouts, rows, strict=True)]
        self._notice: Notice | None = None
        self._typed = ""

    def find(self, typed: str) -> None:
        """Show the keys that are known by these words alone; all of it where there are none."""
        self._typed = typed.strip()
        self.rebuild()

    def say(self, message: str, *, warn: bool = False) -> None:
        """Show what became of the pictures, below where they are offered."""
        self._notice = (message, warn)
        self.rebuild()

    def build(self, width: int) -> list[Content]:
        if self._typed:
            return self._found(width)
        out = [*self._offer(width), Content("")]
        for title, about, rows in self._pages:
            out.append(Content.styled(title.upper(), "bold $accent"))
            out += _sentences(about, min(width, TEXT_WIDTH))
            out += [Content(""), *_keys(rows, width), Content("")]
        out.append(Content.styled("EVERYWHERE", "bold $accent"))
        return out + _keys(ALSO, width)

    def _found(self, width: int) -> list[Content]:
        out: list[Content] = []
        for title, _, rows in (*self._pages, ("Everywhere", (), ALSO)):
            if meant := tuple(row for row in rows if is_meant(self._typed, *row[1:])):
                out += [Content.styled(title.upper(), "bold $accent"), *_keys(meant, width), Content("")]
        return out or [Content("No key is known by these words.")]

    def _offer(self, width: int) -> list[Content]:
        """The pictures, to be had by key or click, and what became of them."""
        click = Style.from_meta({"@click": "screen.pictures"})
        offer = Content.assemble(("p", "bold"), " shows this in the browser, with a picture of every screen.")
        lines = [line.rstrip().stylize(click) for line in offer.wrap(max(4, width))]
        if self._notice is not None:
            message, warn = self._notice
            lines += wrap(message, width, "bold $warning" if warn else "bold", first="▲ " if warn else "")
        return lines


def _sentences(about: guide.Spans, width: int) -> list[Content]:
    """Sentences with their keys in bold, in lines of at most `width` cells."""
    text = Content.assemble(*((span.text, "" if span.kind == "text" else "bold") for span in about))
    return [line.rstrip() for line in text.wrap(max(4, width))]


def _keys(rows: tuple[tuple[str, str, str], ...], width: int) -> list[Content]:
    out: list[Content] = []
    for keys, _, text in rows:
        lead = f"{keys:<15} "
        line, *rest = wrap(text, max(28, width), first=lead, rest=" ")
        out += [line.stylize("bold", 0, len(lead)), *rest]
    return out


class HelpScreen(GuardedScreen[None]):
    """Dismissed by any of the keys that go back."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS = [
        Binding("q,escape", "close", "back", id="back"),
        Binding("question_mark,f1", "close", "help", id="help"),
        Binding("p", "pictures", "pictures"),
        Binding("slash", "find", "find"),
    ]
    DEFAULT_CSS = """
    HelpScreen #title { padding: 0 2; height: 1; text-style: bold; background: $panel; }
    HelpScreen VerticalScroll { padding: 1 1 1 3; scrollbar-size-vertical: 1; }
    HelpScreen VerticalScroll > Wrapped { padding-right: 2; }
    HelpScreen LineInput { margin: 0 1; }
    """

    def __init__(
        self, context: commands.Context, keymap: Mapping[str, str], *, show_guide: Callable[[str], Notice]
    ) -> None:
        """`show_guide` writes the guide and opens it at the section of this id, and says where it lies."""
        super().__init__()
        self._first = context
        self._remapped = dict(keymap)
        self._show_guide = show_guide

    def compose(self) -> ComposeResult:
        yield Static("Help · what to do here, and every key", id="title")
        with VerticalScroll():
            yield HelpRows(self._first, self._remapped)
        back = Keys(self._remapped)["back"]
        keys = Key("/", "find", "find"), Key("p", "pictures", "pictures"), Key(back, "back", "close")
        yield Foot((Key("↑ ↓", "scroll"), *keys))

    async def action_find(self) -> None:
        """Open a field; what is typed there leaves the keys that are known by it."""
        if not self.query(LineInput):
            await self.mount(LineInput(placeholder="part of a word"), before=self.query_one(VerticalScroll))
        self.query_one(LineInput).focus()

    def on_input_changed(self, event: LineInput.Changed) -> None:
        self.query_one(HelpRows).find(event.value)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def on_input_submitted(self) -> None:
        self.query_one(VerticalScroll).focus()

    def action_pictures(self) -> None:
        """Show the guide with pictures, at what is said about the screen that was left."""
        self.query_one(HelpRows).say("One moment …")
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self._pictures()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _pictures(self) -> None:
        message, warn = self._show_guide(guide.anchor(self._first))
        self.app.call_from_thread(self._say, message, warn)

    def _say(self, message: str, warn: bool) -> None:
        if self.is_attached:
            self.query_one(HelpRows).say(message, warn=warn)

    async def action_close(self) -> None:
        """Put away what was looked for, or close."""
        fields = self.query(LineInput)
        if fields:
            await fields.remove()
            self.query_one(HelpRows).find("")
            self.query_one(VerticalScroll).focus()
        else:
            self.dismiss(None)
