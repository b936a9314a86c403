"""The sessions in the folder, newest first, and where each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sessions import analysis, dates
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.library import Entry
from workshop import commands
from workshop.cells import clip, pad
from workshop.prepare import Shelf
from workshop.screens.base import bindings
from workshop.screens.finding import FindingScreen
from workshop.widgets.key_bar import KeyBar
from workshop.widgets.rows import Rows

NEED_A_SESSION = frozenset({"open", "details", "summary", "find", "bin"})
"""Ids of commands that are of use only where there is a session."""


def row(entry: Entry, width: int) -> Content:
    """One session in one line where there is room, else in two."""
    if entry.session is None:
        what = entry.problem.what if entry.problem else "cannot be read"
        return Content.assemble(("▲ ", "bold"), clip(f"{entry.id}: {what}", max(10, width - 4)))
    session = entry.session
    when = dates.show(session.date) if session.date else "no date yet"
    state = progress(session)
    actions = len(session.open_actions())
    todo = f"{actions} action{'' if actions == 1 else 's'} open" if actions else ""
    name = session.title
    if session.place and session.place.casefold() not in name.casefold():
        name = f"{name} · {session.place}"
    if width < 96:
        head = Content.styled(clip(name, max(10, width - 2)), "bold")
        facts = " · ".join(one for one in (when, state, todo) if one)
        return Content("\n").join([head, Content("  " + clip(facts, max(10, width - 4)))])
    room = width - 14 - 36 - 18
    return Content.assemble(
        (pad(name, room - 2), "bold"), "  ", pad(when, 13), " ", pad(state, 35), " ", pad(todo, 17)
    )


def words_of(entry: Entry) -> str:
    """What a session is found by."""
    session = entry.session
    if session is None:
        return entry.id
    when = dates.show(session.date) if session.date else ""
    return f"{entry.id} {session.title} {session.place} {when}"


def progress(session: Session) -> str:
    """How far it is, in a few words."""
    if session.at is None:
        return "being prepared"
    done, of = analysis.progress(session)
    written = ", summary written" if session.summary_at else ""
    return f"{done} of {of} answered{written}" if of else f"begun{written}"


class HomeScreen(FindingScreen[None]):
    """Dismissed when the person quits."""

    CONTEXT = "home"
    FIND_HINT = "words of a title, place or date"
    BINDINGS: ClassVar[list[BindingType]] = bindings("home")
    DEFAULT_CSS = """
    HomeScreen #title { padding: 1 2 0 2; height: auto; text-style: bold; color: $primary; }
    HomeScreen #state { padding: 0 2; height: auto; color: $muted; margin-bottom: 1; }
    HomeScreen #empty { display: none; padding: 1 4; height: auto; }
    HomeScreen.empty #empty { display: block; }
    HomeScreen.empty OptionList { display: none; }
    """

    class NewAsked(Message):
        """Prepare a new session."""

    class DemoAsked(Message):
        """Open the worked example."""

    class SettingsAsked(Message):
        """Show the settings."""

    class Chosen(Message):
        """A session was chosen: to run it, to see its details or its summary."""

        def __init__(self, path: Path, what: str) -> None:
            super().__init__()
            self.path = path
            self.what = what

    def __init__(self, shelf: Shelf, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._shelf = shelf
        self._today = today
        self._entries: tuple[Entry, ...] = ()
        self._shown: tuple[Entry, ...] = ()
        self._wanted: Path | None = None

    def compose(self) -> ComposeResult:
        yield Static("WORKSHOP", id="title")
        yield Static("", id="state", markup=False)
        yield self.find_field()
        yield Rows(markup=False, id="sessions")
        yield Static("", id="empty", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read the folder."""
        self.reload()
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        """A session may have changed, or a new one may be there."""
        if self.is_mounted:
            self.reload()

    def on_resize(self, event: events.Resize) -> None:
        """Rows have one line or two by the width."""
        del event
        self.call_after_refresh(self._fill)

    def put_in_focus(self, path: Path) -> None:
        """Have this session in focus the next time that the folder is read."""
        self._wanted = path

    @property
    def commands_here(self) -> Sequence[commands.Command]:
        needless = frozenset() if self._entries else NEED_A_SESSION
        return [one for one in super().commands_here if one.id not in needless]

    def reload(self) -> None:
        """Read the folder again."""
        self._entries = self._shelf.entries()
        self._fill()
        self.promoted = frozenset() if self._entries else frozenset({"settings"})
        self.refresh_keys()

    def _fill(self) -> None:
        rows = self.query_one(OptionList)
        before = self._wanted or (self._focused.path if self._focused else None)
        self._wanted = None
        self._shown = tuple(one for one in self._entries if self.has_words(words_of(one)))
        width = max(24, self.size.width - 6)
        rows.clear_options()
        rows.add_options([Option(row(one, width)) for one in self._shown])
        paths = [one.path for one in self._shown]
        if self._shown:
            rows.highlighted = paths.index(before) if before in paths else 0
        self.set_class(not self._entries, "empty")
        self.query_one("#state", Static).update(Content(self._state()))
        self.query_one("#empty", Static).update(Content(self._first_steps()))

    def _state(self) -> str:
        if not self._entries:
            return f"Sessions are kept in {self._shelf.folder}"
        if not self._shown:
            return f"No session has these words. {self.key('put_away', typing=True)} shows all of them."
        late = sum(
            analysis.is_overdue(action, self._today())
            for one in self._entries
            if one.session
            for action in one.session.open_actions()
        )
        many = len(self._shown)
        overdue = f" · {late} open action{'' if late == 1 else 's'} overdue" if late else ""
        return f"{many} session{'' if many == 1 else 's'}{overdue}"

    def _first_steps(self) -> str:
        """What to do where there is no session."""
        new, demo = self.key("new"), self.key("demo")
        how = f"Press {new} to prepare your first one, or {demo} to look around in a worked example."
        return f"There is no session here yet.\n\n{how}"

    @property
    def _focused(self) -> Entry | None:
        index = self.query_one(OptionList).highlighted
        return self._shown[index] if index is not None and index < len(self._shown) else None

    # --- commands ---------------------------------------------------------------------------------

    def action_new(self) -> None:
        self.post_message(self.NewAsked())

    def action_demo(self) -> None:
        self.post_message(self.DemoAsked())

    def action_settings(self) -> None:
        self.post_message(self.SettingsAsked())

    def _choose(self, what: str) -> None:
        entry = self._focused
        if entry is None:
            self.tell(f"There is no session to choose. {self.key('new')} prepares one.")
        elif entry.problem is not None:
            self.tell(str(entry.problem), error=True)
        else:
            self.post_message(self.Chosen(entry.path, what))

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        self._choose("run")

    def action_details(self) -> None:
        self._choose("setup")

    def action_summary(self) -> None:
        self._choose("summary")

    def action_bin(self) -> None:
        entry = self._focused
        if entry is None:
            return
        if self.attempt(lambda: self._shelf.bin(entry.path)):
            title = entry.session.title if entry.session else entry.id
            self.tell(f"In the bin: {clip(title, 60)}. {self.key('undo')} brings it back.")
            self.reload()

    def action_undo(self) -> None:
        try:
            back = self._shelf.restore()
        except Problem as problem:
            self.tell(str(problem), error=True)
            return
        self.tell("Back from the bin." if back else "There is nothing to undo.")
        self.reload()

    def action_put_away(self) -> None:
        """Stop finding: all sessions are there again."""
        self.stop_finding()

    def action_quit(self) -> None:
        """Leave the program; while finding, the list of all sessions first."""
        if not self.stop_finding():
            self.dismiss(None)
