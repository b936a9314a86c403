"""The summary: what will be in it, where it goes, and what was written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from sessions import meeting, words
from sessions.disk import os_problems
from sessions.edits.agenda import stop_clock
from sessions.kinds.registry import reveal_all, waiting
from sessions.outputs import manifest, names, registry
from sessions.outputs.manifest import Written
from sessions.outputs.write import PartlyWritten, put, write
from sessions.problem import Problem
from sessions.record import Session
from sessions.summary.forms import FORMS, Form
from workshop import keycard
from workshop.cells import clip
from workshop.commands import Command
from workshop.contents import summary_plan, summary_text
from workshop.desk import Desk
from workshop.keynames import Keys
from workshop.materials import load
from workshop.outgoing import checksum_of, mark, unmark
from workshop.screens.base import CommandScreen, bindings
from workshop.steps.scene import PageLine
from workshop.widgets.dialogs.choose import ChooseDialog
from workshop.widgets.dialogs.folder import ask_path
from workshop.widgets.foot import Foot
from workshop.widgets.lines import LinesView


class SummaryScreen(CommandScreen[None]):
    """Dismissed when the person goes back."""

    CONTEXT = "summary"
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS = bindings("summary")
    DEFAULT_CSS = """
    SummaryScreen #title { padding: 0 2; height: 1; text-style: bold; background: $panel; }
    SummaryScreen VerticalScroll { padding: 1 3; }
    """

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__()
        self._desk = desk
        self._folder = folder
        self._notices: tuple[PageLine, ...] = ()  # how far the writing is, or what came of it
        self._written: tuple[Path, ...] = ()
        self._writing = False
        self._before: datetime | None = None  # when a summary was written last, before this one
        self._form: Form = "minutes"
        self._formats = registry.usual()
        self._reads = False  # whether the summary is shown as it will be, and not what it will hold

    def compose(self) -> ComposeResult:
        yield Static("", id="title", markup=False)
        with VerticalScroll():
            yield LinesView(id="lines")
        yield Foot()

    def on_mount(self) -> None:
        self._show()

    def on_screen_resume(self) -> None:
        """It may have been signed off meanwhile."""
        if self.is_mounted:
            self._show(*self._notices)

    def _show(self, *notices: PageLine) -> None:
        self._notices, session = notices, self._desk.session
        title = clip(f"Summary · {meeting.title(session)}", max(20, self.size.width - 4))
        self.query_one("#title", Static).update(Content(title))
        self.query_one(LinesView).show([*notices, *self._lines()])
        self.refresh_keys()

    def _lines(self) -> Iterator[PageLine]:
        keys = Keys(self.keymap)
        if self._reads:
            yield from summary_text(self._ended(), self._form, self._desk.clock().astimezone(), keys)
        else:
            yield from summary_plan(self._desk.session, self._form, self._formats, self._folder, keys)

    def _ended(self) -> Session:
        """The session with the time that was taken until now."""
        return stop_clock().apply(self._desk.session, self._desk.clock())

    def action_next_form(self) -> None:
        forms = tuple(FORMS)
        self._form = forms[(forms.index(self._form) + 1) % len(forms)]
        self._show()

    def action_read_it(self) -> None:
        """Show the summary as it will be, or again what it will hold."""
        self._reads = not self._reads
        self._show()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_choose_formats(self) -> None:
        def take(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None:
                self._formats = chosen
                self._show()

        rows = [(output_id, registry.output(output_id).title) for output_id in registry.ids()]
        self.app.push_screen(ChooseDialog("Write it as", rows, self._formats), take)

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
            self._show()
            hides = f"{self.key('undo')} hides {'it' if len(names) == 1 else 'them'} again."
            self.tell(f"Revealed: {clip(', '.join(names), 60)}. {hides}")

    def action_undo(self) -> None:
        self.undo_or_redo(self._desk.undo, self._show)

    def action_write(self) -> None:
        """Write it in the background; a second press while it is written does nothing."""
        if not self._writing:
            self._writing, self._written = True, ()
            self._before = self._desk.session.summary_at
            record = mark(self._desk)
            self._show(PageLine("lead", "Writing …"))
            self._reads = False
            self._write(record, keycard.extra_files(self._formats, self.keymap))

    @work(thread=True, exit_on_error=False)
    def _write(self, record: str, extra_files: Mapping[str, str]) -> None:
        call = self.app.call_from_thread
        try:
            written = write(
                self._ended(),
                self._folder,
                self._formats,
                form=self._form,
                resources=load.resources(),
                now=self._desk.clock().astimezone(),  # the time on the wall of the room
                file=self._desk.path,
                record=record,
                extra_files=extra_files,
                progress=lambda step: call(self._show, *self._notices, PageLine("muted", step)),
            )
        except PartlyWritten as problem:
            call(self._end, (), str(problem))
        except Problem as problem:
            call(partial(self._end, (), str(problem), nothing=True))
        except Exception as error:
            call(partial(self._end, (), f"The summary could not be written: {error!r}", nothing=True))
        else:
            call(self._end, written)

    def _end(self, written: tuple[Path, ...], problem: str = "", *, nothing: bool = False) -> None:
        """It is written, or why not; `nothing` where no file was."""
        if nothing:
            self.attempt(lambda: unmark(self._desk, self._before))
        self._writing, self._written = False, written
        self.ask_app("new_meaning")  # the key that wrote it writes it anew, and another opens it
        if problem:
            self._show(PageLine("warn", problem))
            return
        lead = f"The summary is written. Press {self.key('open_written')} to open it."
        older = names.remarks(self._desk.session, self._folder, self._desk.path, written)
        self._show(
            PageLine("lead", lead),
            *(PageLine("point", str(path), person=True) for path in written),
            *(PageLine("warn", remark, person=True) for remark in older),
        )
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_open_written(self) -> None:
        """Open the web page, or else the first file, with the program of the system."""
        if not self._written:
            self.tell(f"Nothing is written yet. Press {self.key('write')}.")
            return
        path = next((path for path in self._written if path.suffix == ".html"), self._written[0])
        self.app.open_url(path.resolve().as_uri())
        self.tell(f"Opening {path.name}")

    def action_cards(self) -> None:
        """Write the cards beside the summary; the key that opens what was written opens them then."""
        from sessions.outputs import cards  # noqa: PLC0415  # few sessions want any

        session, path = (
            self._desk.session,
            self._folder / cards.file_name(self._desk.session, self._desk.path),
        )

        def put_them() -> None:
            made = Written(path, "cards", "html", cards.render(cards.of_session(session)))
            desk = self._desk
            with os_problems("The cards can't be written", path):
                put(made)
            manifest.note(desk.path, (made,), record=checksum_of(desk), at=desk.clock())

        if not self._writing and self.attempt(put_them):
            self._written = (path,)
            lead = f"The cards are written. Press {self.key('open_written')} to open them, and print them."
            self._show(PageLine("lead", lead), PageLine("point", str(path), person=True))

    def action_change_folder(self) -> None:
        def take(folder: Path) -> None:
            self._folder = folder
            self._show(*self._notices)

        ask_path(self.app, "Where should the summary go?", self._folder, take)

    def action_back(self) -> None:
        if self._writing:
            self.tell("It is being written. One moment.")
        else:
            self.dismiss(None)
