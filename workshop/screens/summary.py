"""The summary: what will be in it, where it goes, and what was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from sessions.outputs.write import write
from sessions.problem import Problem
from workshop import keycard
from workshop.cells import clip
from workshop.contents import summary_contents
from workshop.desk import Desk
from workshop.screens.base import CommandScreen, bindings
from workshop.settings import parse_folder
from workshop.steps.scene import Line
from workshop.typed import refusal
from workshop.widgets.dialogs.note import TextDialog, Typed
from workshop.widgets.key_bar import KeyBar
from workshop.widgets.lines import LinesView


class SummaryScreen(CommandScreen[None]):
    """Dismissed when the person goes back."""

    CONTEXT = "summary"
    BINDINGS: ClassVar[list[BindingType]] = bindings("summary")
    DEFAULT_CSS = """
    SummaryScreen #title { padding: 0 2; height: 1; text-style: bold; background: $panel; }
    SummaryScreen VerticalScroll { padding: 1 3; }
    """

    def __init__(self, desk: Desk, folder: Path, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._desk = desk
        self._folder = folder
        self._today = today
        self._said: list[Line] = []
        self._written: tuple[Path, ...] = ()
        self._writing = False

    def compose(self) -> ComposeResult:
        yield Static("", id="title", markup=False)
        with VerticalScroll():
            yield LinesView(id="lines")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Say what will be in it."""
        self._show()
        self.query_one(VerticalScroll).focus()

    def _show(self) -> None:
        session = self._desk.session
        self.query_one("#title", Static).update(
            Content(clip(f"Summary · {session.title}", max(20, self.size.width - 4)))
        )
        lines = [
            *self._said,
            Line("heading", "What will be in it"),
            *summary_contents(session),
            Line("heading", "Where it goes"),
            Line("text", str(self._folder), person=True),
            Line("muted", "A Markdown file, and a web page that prints well. Nothing leaves this laptop."),
        ]
        self.query_one(LinesView).show(lines)
        self.refresh_keys()

    def action_write(self) -> None:
        """Write it in the background; a second press while it is written does nothing."""
        if self._writing:
            return
        self._writing = True
        self._written = ()
        self._said = [Line("lead", "Writing …")]
        self._show()
        self._write(keycard.extra_files(("md", "html"), self.keymap))

    @work(thread=True, exit_on_error=False)
    def _write(self, extra_files: Mapping[str, str]) -> None:
        try:
            written = write(
                self._desk.timed(),
                self._folder,
                now=self._desk.clock().astimezone(),  # the time on the wall of the room
                extra_files=extra_files,
                progress=lambda said: self.app.call_from_thread(self._progress, said),
            )
        except Problem as problem:
            self.app.call_from_thread(self._failed, str(problem))
        except Exception as error:
            self.app.call_from_thread(self._failed, f"The summary could not be written: {error!r}")
        else:
            self.app.call_from_thread(self._finished, written)

    def _progress(self, said: str) -> None:
        self._said.append(Line("muted", said))
        self._show()

    def _failed(self, said: str) -> None:
        self._writing = False
        self._said = [Line("warn", said)]
        self._show()

    def _finished(self, written: tuple[Path, ...]) -> None:
        self._writing = False
        self._written = written
        self._said = [
            Line("lead", f"The summary is written. Press {self.key('open_written')} to open it."),
            *(Line("point", str(path), person=True) for path in written),
        ]
        self.attempt(self._desk.mark_summarised)
        self._show()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_open_written(self) -> None:
        """Open the web page, or else the first file, with the program of the system."""
        if not self._written:
            self.tell(f"Nothing is written yet. Press {self.key('write')}.")
            return
        path = next((one for one in self._written if one.suffix == ".html"), self._written[0])
        self.app.open_url(path.resolve().as_uri())
        self.tell(f"Opening {path.name}")

    def action_change_folder(self) -> None:
        def chosen(typed: Typed | None) -> None:
            if typed is not None and typed.record:
                self._folder = parse_folder(typed.text)
                self._show()

        dialog = TextDialog(
            "Where should the summary go?",
            text=str(self._folder),
            placeholder="~/Workshops",
            check=lambda typed: refusal(lambda: parse_folder(typed.text)),
            value=True,
        )
        self.app.push_screen(dialog, chosen)

    def action_back(self) -> None:
        if self._writing:
            self.tell("It is being written. One moment.")
            return
        self.dismiss(None)
