"""The first screen: all sessions, and what can be done with one."""

from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.message import Message
from textual.widgets import OptionList

from sessions.many.card import alike
from sessions.text import harmless
from workshop import commands
from workshop.cells import clip
from workshop.screens.base import bindings
from workshop.screens.session_list import SessionList, named

NEED_A_SESSION = frozenset(
    {
        *("open", "details", "summary", "find", "compare", "bin", "rehearse", "follow_on"),
        *("group_rows", "forget", "delete_for_good", "bring_in", "benchmark", "all_actions"),
    }
)
"""Ids of commands that are of use only where there is a session."""


class HomeScreen(SessionList):
    """The first screen: what it shows comes from the cards, and is checked against the files behind that."""

    CONTEXT = "home"
    TITLE = "WORKSHOP"
    ROWS = "sessions"
    FIND_HINT = "words of a title, place or date"
    BINDINGS = bindings("home")
    DEFAULT_CSS = """
    HomeScreen #title { padding: 1 2 0 2; height: auto; color: $primary; background: transparent; }
    HomeScreen #state { margin: 0 0 1 0; }
    HomeScreen #empty { display: none; padding: 1 4; height: auto; }
    HomeScreen.empty #empty { display: block; }
    HomeScreen.empty OptionList { display: none; }
    """

    _next_to_bin = ""
    """File of the session that came into focus as another went in the bin: not binned unasked."""

    class Chosen(Message):
        """A session was chosen: to run or rehearse it, to see its details or its summary."""

        def __init__(self, path: Path, what: str) -> None:
            super().__init__()
            self.path = path
            self.what = what

    @property
    def commands_here(self) -> Sequence[commands.Command]:
        needless = frozenset() if self._cards else NEED_A_SESSION
        return [command for command in super().commands_here if command.id not in needless]

    def action_ask(self, command_id: str) -> None:
        """Have the app do it, of the session in focus where it is of one."""
        if command_id not in commands.OF_SESSION:
            self.ask_app(command_id)
        elif (card := self._focused) is not None:
            self.ask_app(command_id, self._shelf.folder / card.file)

    def _choose(self, what: str) -> None:
        card = self._focused
        if card is None:
            self.tell(f"There is no session to choose. {self.key('new')} prepares one.")
        elif card.what:
            self.tell(str(card.problem(harmless(str(self._shelf.folder)))), error=True)
        else:
            self.hand_up(self.Chosen(self._shelf.folder / card.file, what))

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        self._choose("run")

    def action_details(self) -> None:
        self._choose("setup")
        if self._focused is not None:
            self.let_refusal_stand()

    def action_follow_on(self) -> None:
        self._choose("follow")

    def action_summary(self) -> None:
        self._choose("summary")

    def action_compare(self) -> None:
        """Show what differs between the session in focus and one that looks like it; else then and now."""
        if (card := self._focused) is None:
            return
        if others := alike(card, self._cards):
            paths = [self._shelf.folder / other.file for other in (card, *others)]
            self.ask_app("compare", *paths)
        elif not card.is_read:
            self.tell("The sessions are being read. Try again in a moment.")
        elif len(self._cards) > 1 and not card.what:
            self.ask_app("then_and_now", self._shelf.folder / card.file)
        else:
            self.tell("There is no other session to compare it with.")

    def action_benchmark(self) -> None:
        card = self._focused
        self.ask_app("benchmark", "" if card is None or card.what or not card.is_read else card.place)

    def action_group_rows(self) -> None:
        """Have those of a series together, or all of them the newest first."""
        if not self._grouped and not any(card.is_read and card.previous for card in self._cards):
            self.tell(f"No session goes on from another yet. {self.key('follow_on')} prepares one that does.")
            return
        self._grouped = not self._grouped
        self._fill()

    def action_rehearse(self) -> None:
        self._choose("rehearse")

    def action_hand_over(self) -> None:
        card = self._focused
        self.ask_app("hand_over", None if card is None or card.what else self._shelf.folder / card.file)

    def action_bin(self) -> None:
        if (card := self._focused) is None:
            return
        if card.file == self._next_to_bin:
            self._next_to_bin = ""
            self.tell(f"{self.key('bin')} again puts this one in the bin too: {clip(named(card), 60)}.")
            return
        path = self._shelf.folder / card.file
        if self.attempt(lambda: self._shelf.bin(path)):
            mark = self._marks.get(card.file, "")
            name = clip(named(card), 60) + (f" · {clip(harmless(mark), 40)}" if mark else "")
            self.tell(f"In the bin: {name}. {self.key('undo')} brings it back.")
            self.reload()
            self._next_to_bin = self._focused.file if self._focused is not None else ""

    def action_undo(self) -> None:
        restored: list[bool] = []
        if self.attempt(lambda: restored.append(self._shelf.restore())):
            self.tell("Back from the bin." if restored[0] else "There is nothing to undo.")
            self.reload()

    def action_quit(self) -> None:
        """Leave; while finding, the list of all sessions first."""
        if not self.stop_finding():
            self.app.exit()
