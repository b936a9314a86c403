"""From a key's byte to the last byte of its answer, in a pseudo-terminal, against an app with one Static.

Of the large session, whose first standard in the agenda has a second round that is answered and not revealed.
Each window stays open for all runs; between two keys the screen is put back, and nobody measures that. What
counts is the ratio of the values that one key in twenty is above. POSIX.
"""

from __future__ import annotations

import atexit
import sys
from functools import partial
from pathlib import Path

from sessions.kinds.score import edits
from sessions.kinds.score.records import ROUNDS_OF_ITEMS
from sessions.record import Session
from sessions.store.library import Library
from tests.bench.folders import Case, environment, program
from tests.bench.large import SESSION_ID, large
from tests.bench.start import Window

STATIC = """
from textual.app import App
from textual.widgets import Static

class Full(App):
    CSS = "Static { height: 1fr; }"
    keys = 0
    def compose(self):
        yield Static(self.text(), markup=False)
    def text(self):
        words = [f"{self.keys + number} words" for number in range(self.size.width * self.size.height // 9)]
        return f"ONE STATIC {self.keys} " + " ".join(words)
    def on_key(self):
        self.keys += 1
        self.query_one(Static).update(self.text())

Full().run()
"""
"""A widget as large as the window, of which a key changes all, since a step to the next item does so.

Of a Static as high as its text Textual lays out the whole screen twice where a key changes its length, which
would make a slower app to be compared with (two to nine times at the 95th percentile); one of a few words
has nothing to draw.
"""
SIZES = ((80, 24), (120, 36))
"""(Columns, lines) of a small window and of a large one."""
AIM = 2.2
LEVELS = "1234"


def cases(folder: Path) -> list[Case]:
    """At each size the app with one Static, and then the keys."""
    env = environment(folder)
    made = []
    for columns, rows in SIZES:
        at, home = f"at {columns}x{rows}", folder / str(columns)
        Library(home).create(hidden_again(large())).close()
        static = Window([sys.executable, "-c", STATIC], env, columns, rows)
        opened = Window(program("--folder", str(home), "open", SESSION_ID), env, columns, rows)
        static.wait_for(b"ONE STATIC")
        for window in (static, opened):
            atexit.register(window.close)
            window.settle(first=60)
        keys = Keys(opened)
        baseline = f"one Static, {at}"
        made.append(Case(baseline, partial(_of_static, static)))
        made += [
            Case(f"{name}, {at}", run, aim=AIM, against=baseline, by_p95=True)
            for name, run in (
                ("level", keys.level),
                ("next item", partial(keys.there_and_back, b"\x1b[C", b"\x1b[D")),
                ("agenda", partial(keys.there_and_back, b"j", b"\x1b")),
                ("action dialog", partial(keys.there_and_back, b"a", b"\x1b")),
                # last, since undo says what it took back, and a notice on show goes over to a dialog
                ("reveal", partial(keys.there_and_back, b"r", b"u")),
            )
        ]
    return made


def hidden_again(session: Session) -> Session:
    """The standard where it stands neither agreed nor seen in its second round, which all have answered."""
    assert session.at is not None
    first = session.at.ref
    session = edits.withdraw_agreement(first).apply(session, session.created_at)
    hidden = next(row for row in ROUNDS_OF_ITEMS.of(session) if row.item_id == first)
    return ROUNDS_OF_ITEMS.with_row(session, hidden.model_copy(update={"revealed": False}))


class Keys:
    """Keys pressed in the window of the session."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._pressed = 0

    def level(self) -> float:
        """Seconds of another level than the partner has."""
        self._pressed += 1
        partners = 12
        key = LEVELS[(self._pressed // partners + 2) % len(LEVELS)]
        return self._window.settled(key.encode())

    def there_and_back(self, key: bytes, back: bytes) -> float:
        """Seconds of a key; another one puts things back."""
        seconds = self._window.settled(key)
        self._window.settled(back)
        return seconds


def _of_static(window: Window) -> float:
    return window.settled(b"x")
