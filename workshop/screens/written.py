"""What is done with what was written: it is opened, put into an e-mail, or printed as cards."""

from functools import partial
from pathlib import Path

from textual import work
from textual.containers import VerticalScroll

from sessions.disk import os_problems
from sessions.outputs import manifest
from sessions.outputs.manifest import Written
from sessions.outputs.write import put
from sessions.problem import Problem
from workshop import clipboard, opening
from workshop.outbox import Outbox
from workshop.outgoing import checksum_of
from workshop.screens.base import CommandScreen
from workshop.steps.scene import PageLine


class WrittenScreen(CommandScreen[None]):
    """A screen with an outbox. It shows `notices` above all else."""

    outbox: Outbox
    writing = False
    copied = False
    """Whether the text was offered to the clipboard just now: the same key writes it to a file then."""

    def show_notices(self, *notices: PageLine) -> None:
        """Show these, and below them what the screen shows anyway."""
        raise NotImplementedError

    def show_written(self, lead: str, *more: PageLine) -> None:
        """Show what was written, from the top."""
        paths = (PageLine("point", str(path), person=True) for path in self.outbox.written)
        self.show_notices(PageLine("lead", lead), *more, *paths)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_open_written(self) -> None:
        """Open the web page, or else the first file, with the program of the system."""
        written = self.outbox.written
        if not written:
            self.tell(f"Nothing is written yet. Press {self.key('write')}.")
            return
        self._open(next((path for path in written if path.suffix == ".html"), written[0]), folder=False)

    def action_open_folder(self) -> None:
        """Open the folder that it was written to."""
        if self.outbox.written:
            self._open(self.outbox.written[0], folder=True)
        else:
            self.tell(f"Nothing is written yet. Press {self.key('write')}.")

    def _open(self, path: Path, *, folder: bool) -> None:
        self.tell(f"Opening {path.parent if folder else path.name}")
        self._open_behind(path, folder=folder)

    @work(thread=True, exit_on_error=False)
    def _open_behind(self, path: Path, *, folder: bool) -> None:
        """Some systems take a moment to say that they can't."""
        try:
            opening.show(path, folder=folder)
        except Problem as problem:
            self.app.call_from_thread(partial(self.tell, str(problem), error=True))

    def action_copy_text(self) -> None:
        """Offer the text to the clipboard; the second time, write it to a file."""
        if self.writing:
            return
        if self.copied:
            if self.attempt(self.outbox.write_text):
                again = f"The text for an e-mail is written. Press {self.key('open_written')} to open it."
                self.show_written(again)
            return
        text = self.outbox.text()
        why = clipboard.refuses(text)
        key = self.key("copy_text")
        if why:
            said = PageLine("warn", f"{why} Press {key} again, and it is written to a file instead.")
        else:
            self.app.copy_to_clipboard(text)
            lines = len(text.splitlines())
            said = PageLine(
                "lead",
                f"On the clipboard, {lines} lines of plain text: paste it into an e-mail. If nothing comes,"
                f" this terminal does not take it: press {key} again, and it is written to a file.",
            )
        self.show_notices(said)
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self.copied = True
        self.ask_app("new_meaning")

    def action_cards(self) -> None:
        """Write the cards beside the summary; the key that opens what was written opens them then."""
        from sessions.outputs import cards  # noqa: PLC0415  # few sessions want any

        desk = self.outbox.desk
        session, path = desk.session, self.outbox.folder / cards.file_name(desk.session, desk.path)

        def put_them() -> None:
            page = Written(path, "cards", "html", cards.render(cards.of_session(session)))
            with os_problems("The cards can't be written", path):
                put(page)
            manifest.note(desk.path, (page,), record=checksum_of(desk), at=desk.clock())

        if not self.writing and self.attempt(put_them):
            self.outbox.written = (path,)
            how = f"The cards are written. Press {self.key('open_written')} to open them, and print them."
            self.show_written(how)
