"""From the start of the process to the first screen that can be used, against an empty Textual app."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import termios
import time
from functools import partial
from pathlib import Path

from tests.bench.folders import Case, environment, program, with_sessions

COLUMNS, ROWS = 120, 36
PATIENCE = 30.0
"""Seconds after which a start counts as failed."""
SECOND = 1.0
QUIET = 0.2
"""Seconds in which a program that has answered writes nothing; a cursor blinks after half a second."""
EMPTY = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static("AN EMPTY APP")
    keys = 0
    def on_key(self):
        self.keys += 1
        self.query_one(Static).update(f"A KEY WORKED {self.keys}")

Empty().run()
"""
DOWN = b"\x1b[B"
KEYS = 12
"""How many keys are pressed in the first second."""
KEY_EVERY = 0.08
"""Seconds between two of them."""


def cases(folder: Path) -> list[Case]:
    """An empty app; the program with no session, fifty, five thousand; and how late keys are from then on."""
    env = environment(folder)
    empty = [sys.executable, "-c", EMPTY]
    starts = [
        Case(
            f"start with {count:,} sessions",
            partial(
                first_screen,
                program("--folder", str(with_sessions(folder / str(count), count))),
                f"{count:,} sessions".encode() if count else b"There is no session here yet",
                env,
            ),
            aim=aim,
        )
        for count, aim in ((0, 1.2), (50, 1.2), (5000, 1.3))
    ]
    fifty = program("--folder", str(folder / "50"))
    return [
        Case("start of an empty Textual app", partial(first_screen, empty, b"AN EMPTY APP", env)),
        *starts,
        Case("a key of the first second, median", partial(key_in_the_first_second, fifty, env)),
        Case("a key of the first second, latest", partial(key_in_the_first_second, fifty, env, latest=True)),
    ]


class Window:
    """A program in a pseudo-terminal."""

    def __init__(
        self, command: list[str], env: dict[str, str], columns: int = COLUMNS, rows: int = ROWS
    ) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)
        self.written = b""

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def read(self, timeout: float) -> bytes:
        """What it writes next; nothing where it writes nothing for so long, or has ended."""
        if not select.select([self._master], [], [], timeout)[0]:
            return b""
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # nobody has the other end open any more
            return b""
        if b"\x1b[?2026$p" in data:  # it asks whether we show whole frames
            os.write(self._master, b"\x1b[?2026;2$y")
        self.written += data
        return data

    def wait_for(self, wanted: bytes, patience: float = PATIENCE) -> float:
        """Seconds from the start of the program until it has written this."""
        while wanted not in self.written:
            if not self.read(patience):
                raise AssertionError(f"no {wanted!r} in {self.written[-2000:]!r}")
        return time.perf_counter() - self.started

    def press(self, key: bytes) -> float:
        """Seconds from a key to what the program writes for it."""
        while self.read(0):
            pass
        pressed = time.perf_counter()
        os.write(self._master, key)
        if not self.read(PATIENCE):
            raise AssertionError("no answer to a key")
        return time.perf_counter() - pressed

    def settled(self, key: bytes) -> float:
        """Seconds from a key to the last byte that the program writes for it.

        It is pressed just after the second has turned, where it shows the seconds.
        """
        self.settle()
        if self.read(SECOND):
            self.settle()
        pressed = time.perf_counter()
        os.write(self._master, key)
        return self.settle(first=PATIENCE) - pressed

    def settle(self, first: float = QUIET) -> float:
        """Wait until it writes nothing more, for its first byte so many seconds; when its last one came."""
        last, patience, written = time.perf_counter(), first, 0
        while data := self.read(patience):
            last, patience, written = time.perf_counter(), QUIET, written + len(data)
        if first > QUIET and not written:
            raise AssertionError("no answer")
        return last

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        os.close(self._master)


def first_screen(command: list[str], wanted: bytes, env: dict[str, str], patience: float = PATIENCE) -> float:
    """Seconds until the first screen says what is wanted; a key must work then, where there are rows."""
    window = Window(command, env)
    try:
        seconds = window.wait_for(wanted, patience)
        if wanted[:1].isdigit() or wanted == b"AN EMPTY APP":
            window.press(DOWN)
        return seconds
    finally:
        window.close()


def key_in_the_first_second(command: list[str], env: dict[str, str], *, latest: bool = False) -> float:
    """Seconds from a key to its answer while the rest of the program is loaded: the median, or the most."""
    window = Window(command, env)
    try:
        window.wait_for(b"50 sessions")
        waits = []
        for _ in range(KEYS):
            waits.append(window.press(DOWN))
            time.sleep(max(0.0, KEY_EVERY - waits[-1]))
        return max(waits) if latest else statistics.median(waits)
    finally:
        window.close()
