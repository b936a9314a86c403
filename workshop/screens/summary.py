"""The summary: what will be in it, where it goes, and what was written."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from sessions import meeting, words
from sessions.kinds.registry import reveal_all, waiting
from sessions.outputs import names, registry
from sessions.summary.forms import FORMS
from workshop.cells import clip
from workshop.commands import Command
from workshop.contents import WITHOUT_NAMES, summary_plan, summary_text
from workshop.desk import Desk
from workshop.keynames import Keys
from workshop.outbox import Outbox
from workshop.screens.base import bindings
from workshop.screens.writing import WritingScreen
from workshop.steps.scene import PageLine
from workshop.widgets.dialogs.choose import ChooseDialog
from workshop.widgets.dialogs.folder import ask_path
from workshop.widgets.foot import Foot
from workshop.widgets.lines import LinesView


class SummaryScreen(WritingScreen):
    """Dismissed when the person goes back."""

    CONTEXT = "summary"
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS = bindings("summary")
    DEFAULT_CSS = """
    SummaryScreen #title { padding: 0 2; height: 1; text-style: bold; background: $panel; }
    SummaryScreen VerticalScroll { padding: 1 1 1 3; scrollbar-size-vertical: 1; }
    SummaryScreen VerticalScroll > Wrapped { padding-right: 2; }
    """

    def __init__(self, desk: Desk, folder: Path, house_path: Path | None = None) -> None:
        super().__init__()
        self._desk = desk
        self.outbox = Outbox(desk, folder, house_path)
        self._notices: tuple[PageLine, ...] = ()  # how far the writing is, or what came of it

    def compose(self) -> ComposeResult:
        yield Static("", id="title", markup=False)
        with VerticalScroll():
            yield LinesView(id="lines")
        yield Foot()

    def on_mount(self) -> None:
        self.show_notices()

    def on_screen_resume(self) -> None:
        """The house style may be another one by now, and the record signed off."""
        if self.is_mounted and not self.writing:
            self.show_notices(*self._notices)

    def show_notices(self, *notices: PageLine) -> None:
        self._notices, session, self.copied = notices, self._desk.session, False
        title = clip(f"Summary · {meeting.title(session)}", max(20, self.size.width - 4))
        self.query_one("#title", Static).update(Content(title))
        self.query_one(LinesView).show([*notices, *self._lines()])
        self.labels = {"back": "stop"} if self.writing else {"read_it": "contents"} if self.reads else {}
        idle = set() if self.outbox.written else {"open_written", "open_folder"}
        self.idle = frozenset(idle if session.summary_at else {*idle, "write_again"})
        self.refresh_keys()

    def _lines(self) -> Iterator[PageLine]:
        keys, box = Keys(self.keymap), self.outbox
        if self.writing:
            return
        if self.reads:
            now = self._desk.clock().astimezone()
            yield from summary_text(box.seen(), box.form, now, keys, box.house()[0], box.then())
        else:
            how = box.form, box.formats, box.folder, keys, box.house()
            yield from summary_plan(self._desk.session, *how, anonymous=box.anonymous)

    def action_next_form(self) -> None:
        forms, box = tuple(FORMS), self.outbox
        box.form = forms[(forms.index(box.form) + 1) % len(forms)]
        self.show_notices()

    def action_read_it(self) -> None:
        """Show the summary as it will be, or again what it will hold."""
        self.reads = not self.reads
        self.show_notices()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_choose_formats(self) -> None:
        def take(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None:
                box.anonymous = names.ANONYMOUS in chosen
                box.formats = tuple(row for row in chosen if row != names.ANONYMOUS) or box.formats
                self.show_notices()

        box = self.outbox
        rows = [(output_id, registry.output(output_id).title) for output_id in registry.ids()]
        rows.append((names.ANONYMOUS, WITHOUT_NAMES))
        on = (*box.formats, *((names.ANONYMOUS,) if box.anonymous else ()))
        self.app.push_screen(ChooseDialog("Write it as", rows, on), take)

    def action_house_style(self) -> None:
        self.ask_app("house")

    @property
    def commands_here(self) -> Sequence[Command]:
        """Nothing to reveal, and nothing to take back: then no key for it."""
        gone = set() if waiting(self._desk.session) else {"reveal_left"}
        gone |= set() if self._desk.history.done else {"undo"}
        return [command for command in super().commands_here if command.id not in gone]

    def action_reveal_left(self) -> None:
        """Reveal all that is hidden, as one change."""
        names = [words.called(self._desk.session, ref) for ref in waiting(self._desk.session)]
        if self.attempt(lambda: self._desk.apply(reveal_all())):
            self.show_notices()
            hides = f"{self.key('undo')} hides {'it' if len(names) == 1 else 'them'} again."
            self.tell(f"Revealed: {clip(', '.join(names), 60)}. {hides}")

    def action_undo(self) -> None:
        self.undo_or_redo(self._desk.undo, self.show_notices)

    def action_change_folder(self) -> None:
        def take(folder: Path) -> None:
            self.outbox.folder = folder
            self.show_notices(*self._notices)

        ask_path(self.app, "Where should the summary go?", self.outbox.folder, take)

    def action_back(self) -> None:
        """Leave; while it is written, stop that, and from reading it go back to what it will hold."""
        if self.writing:
            self.outbox.stopping = True
            self.tell_step("Stopping …")
        elif self.reads:
            self.action_read_it()
        else:
            self.dismiss(None)
