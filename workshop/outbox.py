"""What is written of an open session: which form and formats, where to, what came of it. Knows no screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sessions import dates
from sessions.anonymous import without_names
from sessions.clock import local_time
from sessions.edits.agenda import stop_clock
from sessions.house import House
from sessions.outputs import last, names, registry, text
from sessions.outputs.last import Last
from sessions.outputs.write import PartlyWritten, noting, write
from sessions.problem import Problem
from sessions.record import Session
from sessions.summary.build import build
from sessions.summary.forms import Form
from sessions.summary.model import Block
from workshop.before import then_and_now
from workshop.desk import Desk
from workshop.materials import house, load
from workshop.outgoing import mark, unmark

E_MAIL = "txt"
"""The format that goes into an e-mail."""


class StoppedWriting(Problem):
    """The person has stopped it; nothing was written."""


@dataclass
class Outbox:
    """The choices that are made before it is written, and what was written with them."""

    desk: Desk
    folder: Path
    house_path: Path | None = None
    """Where the house style lies, if there is one; None for nowhere."""
    form: Form = "minutes"
    formats: tuple[str, ...] = field(default_factory=registry.usual)
    anonymous: bool = False
    """Whether names of people are left out, this once."""
    written: tuple[Path, ...] = ()
    """What was written last, in this window."""
    stopping: bool = False
    """Whether the person wants what is being written to stop."""

    def ended(self) -> Session:
        """The session with the time that was taken until now."""
        return stop_clock().apply(self.desk.session, self.desk.clock())

    def seen(self) -> Session:
        """The session as it leaves: without names of people, where they are left out."""
        return without_names(self.ended()) if self.anonymous else self.ended()

    def then(self) -> tuple[Block, ...]:
        """What has moved since the session before, where that lies beside it."""
        return then_and_now(self.desk.path, self.ended(), anonymous=self.anonymous)

    _house: tuple[object, tuple[House, Problem | None]] | None = None

    def house(self) -> tuple[House, Problem | None]:
        """(the house style, what is wrong with it), read once for as long as its file is the same."""
        stamp = house.stamp(self.house_path)
        if self._house is None or self._house[0] != stamp:
            self._house = stamp, house.usable(self.house_path)
        return self._house[1]

    def text(self) -> str:
        """The summary in plain text, as it would be written now; whoever takes it folds its lines."""
        style, _ = self.house()
        now = self.desk.clock().astimezone()
        session, then = self.seen(), self.then()
        summary = build(session, now=now, form=self.form, resources=load.resources(), house=style, then=then)
        return text.render(summary, columns=text.UNFOLDED).decode()

    def last(self) -> Last | None:
        """What was written last of this session, in whatever window."""
        return last.of(self.desk.path)

    def take(self, before: Last) -> None:
        """Choose what was chosen then."""
        self.form, self.formats, self.anonymous = before.form, before.formats, before.anonymous
        self.folder = before.place(self.desk.path)

    def write(
        self, record: str, extra_files: Mapping[str, str], tell: Callable[[str], None]
    ) -> tuple[Path, ...]:
        """Write it as chosen, made of the record of this checksum; the paths. `tell` is told what comes next.

        Raises Problem: StoppedWriting where `stopping` was set before the first file, PartlyWritten after it.
        """
        self.stopping, self.written = False, ()
        anonymous, self.anonymous = self.anonymous, False
        now, session = self.desk.clock().astimezone(), self.ended()  # the time on the wall of the room
        files: list[str] = []

        def step(what: str) -> None:
            if self.stopping:
                raise self._stopped(files)
            files.extend([what] if what.startswith("Writing ") else [])
            tell(what)

        style, _ = house.usable(self.house_path)  # logo and template may be others under the same names
        self.written = write(
            session,
            self.folder,
            self.formats,
            now=now,
            form=self.form,
            file=self.desk.path,
            record=record,
            extra_files=extra_files,
            progress=step,
            resources=load.resources(),
            house=style,
            anonymous=anonymous,
            then=then_and_now(self.desk.path, session, anonymous=anonymous),
        )
        with noting(self.desk.path):
            last.keep(self.desk.path, session, self.form, self.formats, self.folder, now, anonymous=anonymous)
        return self.written

    def _stopped(self, files: list[str]) -> Problem:
        if not files:
            return StoppedWriting("Stopped. Nothing was written", where=str(self.folder))
        what = f"Stopped. {len(files)} of the files are written, the others are as they were"
        return PartlyWritten(what, where=str(self.folder))

    def write_text(self) -> Path:
        """The text for an e-mail in a file, beside what else is written; its path. Raises Problem."""
        before = self.desk.session.summary_at
        record = mark(self.desk)
        style, _ = self.house()
        try:
            (path,) = write(
                self.ended(),
                self.folder,
                (E_MAIL,),
                now=self.desk.clock().astimezone(),
                form=self.form,
                file=self.desk.path,
                record=record,
                resources=load.resources(),
                house=style,
                anonymous=self.anonymous,
                then=self.then(),
            )
        except Problem:
            unmark(self.desk, before)
            raise
        self.written = (path,)
        return path

    def remarks(self) -> tuple[str, ...]:
        """What to say of older files beside what was written."""
        return names.remarks(self.desk.session, self.folder, self.desk.path, self.written)


def since(before: Last, session: Session) -> tuple[str, ...]:
    """What has changed since it was written last, in words, a line each; the first says since when."""
    found = last.in_words(last.changes(before.marks, session))
    at = local_time(before.at)
    when = f"{dates.show(at.date())} at {at:%H:%M}"
    if not found:
        return (f"Nothing in it has changed since {when}.",)
    return (f"Changed since {when}:", *found)
