"""What a facilitator does at the keys: each move waits until the screen shows that it was done."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Literal

from pty_driver import Condition, Laptop, Terminal

from sessions import plan
from sessions.kinds.score.records import scored_here
from sessions.record import Session
from sessions.rows import Stop
from sessions.store.library import Library
from sessions.store.load import check
from tests.builders import page as page_at

Purpose = Literal["setting up", "answering", "revealing", "moving", "agreeing", "dissent", "notes", "actions"]


def without(text: str) -> Condition:
    """A condition: `text` is not on the screen."""
    return lambda terminal: text not in terminal.screen()


def no_dialog(terminal: Terminal) -> bool:
    """A condition: no dialog is open."""
    return "╭" not in terminal.screen()


def heading(session: Session, stop: Stop) -> str:
    """What stands above the page of a stop, as far as it fits on one line of any window from 80 columns."""
    page = page_at(session, stop, date(2026, 12, 1))
    return f"{page.label}  {page.title}"[:50].strip() if page.label else page.title[:50].strip()


def item_stops(session: Session) -> list[Stop]:
    """The stops at which partners answer."""
    return [stop for stop in plan.stops(session) if scored_here(session, stop)]


class Facilitator:
    """Somebody at the keys of a running session. Counts what each key was pressed for."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.pressed: Counter[Purpose] = Counter()

    def press(self, purpose: Purpose, *keys: str) -> None:
        """Press keys, one after the other."""
        self.pressed[purpose] += len(keys)
        self.terminal.press(*keys)

    def type(self, purpose: Purpose, text: str) -> None:
        """Type a text, a key a character."""
        self.pressed[purpose] += len(text)
        self.terminal.type(text)

    # --- going about ------------------------------------------------------------------------------

    def begin(self, first: str) -> None:
        """From the details of the session on to its first stop, which has `first` on it."""
        self.terminal.wait_for("F5 run")
        self.press("setting up", "f5")
        self.terminal.wait_for("Step 1 of", first)

    def next(self, session: Session, to: Stop) -> None:
        """On to the next stop, which should be `to`."""
        self.press("moving", "right")
        self.terminal.wait_for(heading(session, to))

    def go(self, session: Session, since: Stop, to: Stop) -> None:
        """On to a stop further on, by the arrow key alone."""
        places = plan.stops(session)
        for stop in places[places.index(since) + 1 : places.index(to) + 1]:
            self.next(session, stop)

    # --- answers ----------------------------------------------------------------------------------

    def answer(self, levels: str, shown: str = "all have answered") -> None:
        """A digit for each partner in turn; then the screen shows `shown`."""
        self.press("answering", *levels)
        self.terminal.wait_for(shown)

    def reveal(self) -> None:
        """Show the answers."""
        self.press("revealing", "r")
        self.terminal.wait_for("all together")

    def second_round(self, levels: str) -> None:
        """After a reveal that everybody has seen: answer once more, and reveal that."""
        self.terminal.look()
        self.press("revealing", "r")
        self.terminal.wait_for("second round: 0 of")
        self.answer(levels)
        self.reveal()

    def hands(self, counts: str) -> None:
        """A show of hands for the partner in focus."""
        self.press("answering", "c")
        self.terminal.wait_for("Show of hands", self.terminal.caret_beside("0 1 3 2 0"))
        self.type("answering", counts)
        self.terminal.wait_for(re.compile(r"together +[1-9]"))
        self.press("answering", "enter")
        self.terminal.wait_for(no_dialog)

    def agree(self, digits: str, *, outside: bool = False) -> None:
        """Level, and where given target and strength of evidence, a digit each; `outside` all the answers."""
        self.press("agreeing", "g")
        self.terminal.wait_for("▸ Agreed level")
        self.press("agreeing", *digits, "enter")
        if outside:
            self.terminal.wait_for("again agrees on")
            self.terminal.look()
            self.press("agreeing", "enter")
        self.terminal.wait_for(f"Agreed level: {digits[0]}", no_dialog)

    def dissent(self, downs: int, reason: str) -> None:
        """Dissent of the partner so many rows below the one in focus."""
        self.press("dissent", *["down"] * downs, "x")
        self._text("dissent", "Dissent of", reason)
        self.terminal.wait_for(re.compile(r"[●?]█* +✗"))

    # --- notes and actions ------------------------------------------------------------------------

    def note(self, key: str, text: str, *, tabs: int = 0) -> None:
        """A note: `n`, `d` or `p`, and for a note of evidence a turn of the kind with Tab."""
        self.press("notes", key)
        title = {"n": "Note on", "d": "Decision on", "p": "Park a point from"}[key]
        self._text("notes", title, text, tabs=tabs)

    def _text(self, purpose: Purpose, title: str, text: str, *, tabs: int = 0) -> None:
        """Type into the dialog with this title, which is being opened, and record it."""
        self.terminal.wait_for(title, "↵ record")
        if tabs:
            self.press(purpose, *["tab"] * tabs)
            self.terminal.wait_for("[evidence]")
        self.type(purpose, text)
        self.press(purpose, "enter")
        self.terminal.wait_for(no_dialog)

    def act(self, line: str) -> None:
        """An action in one line."""
        self.press("actions", "a")
        self.terminal.wait_for("New action", "↵ add", "who   ( ) body")
        self.type("actions", line)
        self.press("actions", "enter")
        self.terminal.wait_for(no_dialog)


def answered(terminal: Terminal, names: list[str]) -> set[str]:
    """The partners that the screen shows to have answered, before the reveal."""
    return {
        name
        for name in names
        for line in terminal.lines()
        if re.search(rf"{re.escape(name)} +● answered", line)
    }


def revealed(terminal: Terminal, names: list[str]) -> dict[str, str]:
    """Partner → the level that the screen shows after the reveal, as the key that is pressed for it."""
    lines = terminal.lines()
    head = next((line for line in lines if re.search(r" 1 +2 +3 .*\?", line)), None)
    if head is None:
        return {}
    columns = {head.index(f" {key} ") + 1: key for key in "12345"} | {head.index("?"): "0"}
    shown: dict[str, str] = {}
    for name in names:
        row = next((line for line in lines if name in line and re.search(r"[●?]", line)), None)
        if row is not None:
            mark = re.search(r"[●?]", row)
            assert mark is not None
            shown[name] = columns[min(columns, key=lambda at: abs(at - mark.start()))]
    return shown


def on_disk(laptop: Laptop) -> Session:
    """Session `s` as it is on disk, which is sound."""
    assert check(laptop.folder / "s.json") == ()
    return Library(laptop.folder).read("s")
