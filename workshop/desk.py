"""The one way to change a session: an edit makes the new record, it is saved, and then it is seen."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sessions import plan
from sessions.clock import Clock, utc_now
from sessions.edit import Edit
from sessions.edits.agenda import run_clock_at, stop_clock
from sessions.edits.event import mark_summarised, move_to
from sessions.handing import away_words
from sessions.identity import stamped
from sessions.inverse import FACTS, only_facts, settles
from sessions.long_texts import refuse_long_texts
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop, new_uid
from sessions.sign_off import final_words
from sessions.store.file import SessionFile
from sessions.store.rescue import rescue
from workshop.drafts import Drafts
from workshop.history import Change, History
from workshop.wall.control import WallControl


def _at(here: Stop | None, session: Session, now: datetime) -> Session:
    """`session` at this stop, as long as it is there."""
    if here is None or here not in plan.stops(session):
        return session
    return move_to(here).apply(session, now)


def _placed(session: Session, now: datetime) -> Session:
    """`session` at a place of its agenda, where a change has taken the one it was at; and its clock."""
    if session.at is None or plan.is_stop(session, session.at) or not (places := plan.stops(session)):
        return session
    here = places[plan.where(session)]
    moved = move_to(here).apply(session, now)
    return moved if moved.running is None else run_clock_at(here).apply(moved, now)


class Later:
    """What may be kept on disk a moment after it was changed: the place, where nothing hangs on it."""

    def __init__(self) -> None:
        self.when_seen: Callable[[Callable[[], object]], object] = lambda do: do()
        """Does something once what was changed is seen: at once, where nobody looks on."""
        self._keep: Callable[[], object] | None = None

    def keep(self, keep: Callable[[], object]) -> None:
        """Have it kept when it is seen."""
        self._keep = keep
        self.when_seen(self.now)

    def now(self) -> None:
        """Have it kept if it is not yet. Raises Problem where the record itself is wrong."""
        keep, self._keep = self._keep, None
        if keep is not None:
            keep()


def _noted(desk: "Desk", session: Session) -> bool:
    """Have a fact seen; whether it is anything new."""
    if session == desk.session:
        return False
    if session.spells is not desk.session.spells:
        session = stamped(desk.session, session, desk.author, desk.sitting)
    desk.session = session
    return True


def _keep_history(desk: "Desk") -> None:
    """Keep on disk what takes back the changes that are there."""
    if desk.unsaved is None:
        desk.history.keep(desk.path)


def _keep_place(desk: "Desk") -> None:
    """Have place and clock on disk, where that can be had."""
    if desk.read_only is None and desk.file.session is not desk.session:
        try:
            desk.file.save(desk.session)
            desk.unsaved = None
        except Problem as problem:
            if not isinstance(problem.__cause__, OSError):
                raise


def must_be_here(desk: "Desk") -> None:
    """Raises Problem where another window or laptop has it; that it is final is no reason."""
    if (why := desk.file.read_only or away_words(desk.session)) is not None:
        raise Problem("This session is open to read only", hint=why)


def left_over(desk: "Desk") -> str:
    """Once it is closed: what is not in its file, where it lies, how to go on; empty where all is."""
    if desk.unsaved is None or desk.session.rehearsal:
        return ""
    what = f"{desk.unsaved.what}."
    if desk.rescued is not None:
        where = f"All of it is kept in {desk.rescued}."
        return f"{what} {where} To go on with that, copy it to {desk.path} once the disk takes files again."
    lost = "" if desk.file.is_in_place else " No other place took it either: the last changes are lost."
    return f"{what}{lost}"


@dataclass
class Desk(AbstractContextManager["Desk"]):
    """One open session: how it is changed, undone and moved about in. Use as a context manager.

    With `holds`, a change that the disk does not take is kept here, and `unsaved` says why, until `retry` has
    saved it; without, it is refused. Place and clock never hold anybody up either way.
    """

    file: SessionFile
    clock: Clock = utc_now
    history: History = field(default_factory=History)
    """Handed in where the session was open before; where that does not lead to it as it is now, what was kept
    beside the session takes its place, as far as that does.
    """
    author: str = ""
    """Id of this laptop."""
    holds: bool = False
    later: Later = field(default_factory=Later, init=False, repr=False)
    """What no answer hangs on, and is kept on disk once it is seen."""
    sitting: str = field(default_factory=new_uid, init=False)
    """What the changes that are made here are known by on other laptops: no other program has it."""
    rescue_to: tuple[Path, ...] = ()
    """Where a copy goes of what is held when the desk is closed, in this order."""
    unsaved: Problem | None = field(default=None, init=False)
    """Why the record as it is seen is not on disk yet; None where it is."""
    rescued: Path | None = field(default=None, init=False)
    """That copy, once the desk is closed; None where there was nothing to copy, or no place took it."""
    session: Session = field(init=False)
    """The record as it is seen: on disk, but for its place and clock, unless `unsaved` says otherwise."""
    wall: WallControl = field(init=False)
    """What the room sees beyond the record."""
    drafts: Drafts = field(init=False)
    """What is typed and not recorded."""

    def __post_init__(self) -> None:
        """Work from here on the record as the file has it."""
        self.session = self.file.session
        if not self.history.fits(self.session):
            self.history = History.kept(self.path, self.session)
        # Left running, as after a power cut: the time until the last save counts, and not the time off.
        running = self.session.running
        if running is not None and self.read_only is None:
            saved = min(self.clock(), datetime.fromtimestamp(self.path.stat().st_mtime, UTC))
            self.session = stop_clock().apply(self.session, max(running.since, saved))
        self.drafts = Drafts(self.path, writes=self.read_only is None)
        self.wall = WallControl(self.path, lambda: self.session, self.clock, writes=self.read_only is None)

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, and show the room the record alone. What is held is tried once more, and then
        goes to another place.
        """
        with suppress(Exception):
            self.later.now()
        with suppress(Exception):  # a mistake that ended the program may be made here once more
            self.retry()
        held = self.unsaved is not None and not self.file.is_in_place and not self.session.rehearsal
        if held and self.rescued is None:
            self.rescued = rescue(self.file, self.session, self.drafts.forms, self.rescue_to)
        self.wall.end()
        self.drafts.write()
        self.file.close()

    @property
    def path(self) -> Path:
        """Where it is on disk."""
        return self.file.path

    @property
    def read_only(self) -> str | None:
        """Why nothing can be changed, or None."""
        return self.file.read_only or away_words(self.session) or final_words(self.session)

    def look_again(self) -> bool:
        """Where it is open to read only, take over what the window that writes it has saved; whether it has.

        The place in the agenda stays this window's own, as long as it is there.
        """
        here = self.session.at
        if not self.file.look_again():
            return False
        self.session = _at(here, self.file.session, self.clock())
        return True

    def take_over(self) -> bool:
        """Where it is open to read only, become the window that writes it once no other is; whether it did.

        What was saved meanwhile is taken over first; the place in the agenda stays this window's own.
        """
        here = self.session.at
        if self.file.read_only is None or not self.file.try_to_write():
            return False
        self.__post_init__()
        self.note_fact(_at(here, self.session, self.clock()))
        self.run_clock()
        return self.read_only is None

    def must_write(self) -> None:
        """Raises Problem where nothing can be changed."""
        if self.read_only is not None:
            raise Problem("This session is open to read only", hint=self.read_only)

    def apply(self, edit: Edit) -> Session:
        """Make a change, save it and remember it for undo, unless it is one of facts; the session after it.

        Raises Problem where the change cannot stand or, unless it is held, cannot be saved.
        """
        before, now = self.session, self.clock()
        label = edit.label(before)
        after = edit.apply(before, now)
        if after == before:
            return before
        after = stamped(before, _placed(after, now), self.author, self.sitting)
        refuse_long_texts(before, after)
        self._save(after)
        if not only_facts(before, after):
            self.history.add(Change(label, before, after, now))
            _keep_history(self)
        return after

    def _save(self, session: Session) -> None:
        """Have `session` on disk and seen, or held and seen. Raises Problem, and then it is as before."""
        self.must_write()
        try:
            self.file.save(session)
            self.unsaved = None
        except Problem as problem:
            # What is wrong with the record itself is refused; what is wrong with the disk may pass.
            if not (self.holds and isinstance(problem.__cause__, OSError)):
                raise
            self.unsaved = problem
        self.session = session

    def retry(self) -> bool:
        """Try once more to save what is held; whether all is on disk now."""
        if self.unsaved is not None:
            self._save(self.session)
            _keep_history(self)
        return self.unsaved is None

    def note_fact(self, session: Session) -> None:
        """Keep a place, a clock or the like, on disk where that can be had: it holds nobody up.

        Nothing to undo.
        """
        before = self.session
        if _noted(self, session):
            try:
                _keep_place(self)
            except Problem:
                self.session = before
                raise

    def undo(self) -> str | None:
        """Take back the last change; what it was, or None where there is none."""
        return self._take_step(forward=False)

    def redo(self) -> str | None:
        """Do again what was undone last; what it was, or None where there is none."""
        return self._take_step(forward=True)

    def _take_step(self, *, forward: bool) -> str | None:
        steps = self.history.undone if forward else self.history.done
        if not steps:
            return None
        record = steps[-1].after if forward else steps[-1].before
        # That a summary was written, and the time that has passed, are facts that undo does not touch.
        kept = {name: getattr(self.session, name) for name in FACTS if name != "at"}
        if settles(steps[-1].before, steps[-1].after):  # what was brought in or settled goes with it
            del kept["shared"]
        restored = record.model_copy(update=kept)
        if restored.running is not None and restored.at is not None:
            restored = run_clock_at(restored.at).apply(restored, self.clock())
        restored = stamped(self.session, restored, self.author, self.sitting)
        self._save(restored)
        label = self.history.step(restored, forward=forward)
        _keep_history(self)
        return label

    def go(self, stop: Stop) -> None:
        """Go to a stop. Kept on disk, so that the session opens where it was; nothing to undo."""
        moved = move_to(stop).apply(self.session, self.clock())
        if moved.running is not None and self.read_only is None:
            moved = run_clock_at(stop).apply(moved, self.clock())
        if _noted(self, moved):
            self.later.keep(partial(_keep_place, self))
            if moved.running is not None and moved.running.place:
                self.later.now()  # whose turn it is, and since when, is on disk before it is seen

    def step(self, by: int) -> None:
        """Go forward or back by some stops, no further than the ends; what does not apply is passed over."""
        if (stop := plan.next_stop(self.session, by)) is not None:
            self.go(stop)

    def run_clock(self) -> None:
        """Let the clock of the activity run where the session is. No edit: undo leaves time alone."""
        here = self.session.at
        if here is not None and self.read_only is None:
            self.note_fact(run_clock_at(here).apply(self.session, self.clock()))

    def stop_clock(self) -> None:
        """Let the clock stand, as when the session is left."""
        if self.read_only is None:
            self.note_fact(stop_clock().apply(self.session, self.clock()))

    def mark_summarised(self) -> None:
        """Note that a summary was written; nothing to undo."""
        if self.read_only is None:
            self.note_fact(mark_summarised().apply(self.session, self.clock()))
