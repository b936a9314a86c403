"""Writing in the background: how far it is, what came of it, and the last one again after a late change."""

from collections.abc import Mapping
from datetime import datetime

from textual import work

from sessions.outputs.write import PartlyWritten
from sessions.problem import Problem
from workshop import keycard
from workshop.outbox import since
from workshop.outgoing import mark, unmark
from workshop.screens.written import WrittenScreen
from workshop.steps.scene import PageLine


class WritingScreen(WrittenScreen):
    """A screen that writes what its outbox says. While it does, `writing` holds; its outbox can stop it."""

    reads = False
    """Whether the summary is shown as it will be, and not what it will hold."""
    _since: tuple[PageLine, ...] = ()  # what has changed since it was written last
    _before: datetime | None = None  # when a summary was written last, before this one

    def action_write(self) -> None:
        """Write it in the background; a second press while it is written does nothing."""
        self._since = ()
        self._begin()

    def action_write_again(self) -> None:
        """Write the last one again, to the same place, and say what has changed since."""
        if self.writing:
            return
        if (last := self.outbox.last()) is None:
            self.tell(f"Nothing of this session is written yet. Press {self.key('write')}.")
            return
        self.outbox.take(last)
        first, *changes = since(last, self.outbox.desk.session)
        self._since = (
            PageLine("text", first),
            *(PageLine("point", change, person=True) for change in changes),
        )
        self._begin()

    def _begin(self) -> None:
        if not self.writing:
            self.writing, self.outbox.written, self.outbox.stopping = True, (), False
            self._before = self.outbox.desk.session.summary_at
            record = mark(self.outbox.desk)
            self.reads = False
            self.tell_step("Beginning")
            self._write(record, keycard.extra_files(self.outbox.formats, self.keymap))

    def tell_step(self, step: str) -> None:
        """Show how far the writing is."""
        self.show_notices(PageLine("lead", "Writing …"), PageLine("text", step, person=True))

    @work(thread=True, exit_on_error=False)
    def _write(self, record: str, extra_files: Mapping[str, str]) -> None:
        call = self.app.call_from_thread
        try:
            self.outbox.write(record, extra_files, lambda step: call(self.tell_step, step))
        except PartlyWritten as problem:
            call(self._end, str(problem))
        except Problem as problem:
            call(self._end_without_any, str(problem))
        except Exception as error:
            call(self._end_without_any, f"The summary could not be written: {error!r}")
        else:
            call(self._end)

    def _end_without_any(self, problem: str) -> None:
        self.attempt(lambda: unmark(self.outbox.desk, self._before))
        self._end(problem)

    def _end(self, problem: str = "") -> None:
        self.writing = False
        self.ask_app("new_meaning")  # the key that wrote it writes it anew, and another opens it
        if problem:
            self.show_notices(PageLine("warn", problem))
            return
        lead = f"The summary is written{' again' if self._since else ''}."
        older = (PageLine("warn", remark, person=True) for remark in self.outbox.remarks())
        self.show_written(f"{lead} Press {self.key('open_written')} to open it.", *self._since, *older)
