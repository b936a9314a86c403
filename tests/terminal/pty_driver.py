"""Drives the program in a pseudo-terminal, as a person at a keyboard would, and reads the screen.

Nothing sleeps: every wait reads what the program writes until the screen shows what is waited for. Bytes go
through `pyte`, which keeps the screen as a terminal would.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import functools
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from workshop.guard import PAUSE

PATIENCE = 15.0
"""Seconds after which a wait gives up: a bound on a test that fails, never waited out by one that passes."""

KEYS: Mapping[str, bytes] = {
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "enter": b"\r",
    "tab": b"\t",
    "space": b" ",
    "escape": b"\x1b",  # wait for what it does before the next key, or the two are one with alt
    "backspace": b"\x7f",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f5": b"\x1b[15~",
    "ctrl+q": b"\x11",
    "ctrl+u": b"\x15",
}
"""What a terminal sends for a key; a single character stands for itself."""

IN_A_TERMINAL = "import os, sys; os.login_tty(0); os.execv(sys.argv[1], sys.argv[1:])"
"""Makes the terminal the controlling one, so that closing and resizing it send their signals."""

NOT_UNDERSTOOD = re.compile(rb"\x1b\[[<>=][0-9;]*[a-z]|\x1b\].*?(?:\x07|\x1b\\)")
"""Sequences about the keyboard and the title, which draw nothing; `pyte` takes the first for text."""

MOSTLY = re.compile(
    rb"\x1b\[([0-9;]*)m|\x1b\[([0-9]+);([0-9]+)H|([ -~]{3,})|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-Z\\^-~]"
)
"""What most of a frame is: a style, a place to go to, plain text; and any other sequence."""
UNFINISHED = re.compile(rb"\x1b(\[[0-?]*[ -/]*)?$")
FRAMES_ASKED = b"\x1b[?2026$p"
FRAMES_UNDERSTOOD = "\x1b[?2026;2$y"
FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
"""Synchronised output: the program asks whether the terminal shows whole frames only, and we do."""

Condition = str | re.Pattern[str] | Callable[["Terminal"], object]


class Screen(pyte.Screen):
    """A screen that draws plain text faster: what it does is the same."""

    def draw(self, data: str) -> None:
        """Draw a text at the cursor."""
        start = self.cursor.x
        if not (data.isascii() and data.isprintable() and start + len(data) < self.columns):
            super().draw(data)
            return
        cells = self.buffer[self.cursor.y]
        for at, character in enumerate(data, start=start):
            cells[at] = _cell(self.cursor.attrs, character)
        self.cursor.x = start + len(data)
        self.dirty.add(self.cursor.y)


@functools.cache
def _cell(attributes: pyte.screens.Char, character: str) -> pyte.screens.Char:
    return attributes._replace(data=character)


class Terminal:
    """A program in a terminal of its own; a context manager, which kills the program if it still runs."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], *, cols: int = 120, rows: int = 36
    ) -> None:
        self._screen = Screen(cols, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._rows: dict[int, str] = {}
        self._held = b""
        self._asked = False
        self.written = bytearray()
        """Everything that the program wrote to the terminal."""
        self._master, slave = pty.openpty()
        self._set_size(cols, rows)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", IN_A_TERMINAL, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(env),
        )
        os.close(slave)
        os.set_blocking(self._master, False)
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self.hang_up()

    # --- the screen -------------------------------------------------------------------------------

    @property
    def size(self) -> tuple[int, int]:
        """(columns, rows)."""
        return self._screen.columns, self._screen.lines

    def lines(self) -> list[str]:
        """The rows of the screen, as they stand now."""
        for row in self._screen.dirty:
            cells = self._screen.buffer[row]
            self._rows[row] = "".join(cells[col].data for col in range(self._screen.columns)).rstrip()
        self._screen.dirty.clear()
        return [self._rows.get(row, "") for row in range(self._screen.lines)]

    def screen(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines())

    def flat(self) -> str:
        """The screen as one text with single spaces, in which wrapped lines of one column join."""
        return " ".join(self.screen().split())

    def caret_rows(self) -> list[int]:
        """Rows with something in reverse, on the dark theme that it begins with: the caret of the field in
        focus is there, and a row in focus."""
        bright = {
            row
            for row, cells in self._screen.buffer.items()
            for cell in cells.values()
            if re.fullmatch("[89a-f].[89a-f].[89a-f].", cell.bg)
        }
        return sorted(row for row in bright if row < self._screen.lines)

    def caret_beside(self, label: str) -> Callable[[Terminal], bool]:
        """A condition: the caret stands in the row of `label`, or in the one below it."""

        def holds(terminal: Terminal) -> bool:
            lines = terminal.lines()
            return any(label in "".join(lines[max(0, row - 1) : row + 1]) for row in terminal.caret_rows())

        return holds

    @property
    def alternate(self) -> bool:
        """Whether the program has the alternate screen: it entered it, and did not leave it since."""
        return self.written.rfind(b"\x1b[?1049h") > self.written.rfind(b"\x1b[?1049l")

    @property
    def cursor_hidden(self) -> bool:
        """Whether the program hid the cursor and did not show it since."""
        return self.written.rfind(b"\x1b[?25l") > self.written.rfind(b"\x1b[?25h")

    @property
    def raw(self) -> bool:
        """Whether keys go to the program one by one and unseen, as while it runs; else by the line."""
        return not termios.tcgetattr(self._master)[3] & (termios.ICANON | termios.ECHO)

    def after_leaving(self) -> str:
        """What the program wrote once it had left the alternate screen: what a person still sees."""
        _, _, rest = self.written.rpartition(b"\x1b[?1049l")
        return re.sub(r"\x1b\[[0-9;?<>=]*[A-Za-z]", "", rest.decode(errors="replace"))

    # --- keys -------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press these keys, one after the other, without a look at the screen between."""
        for key in keys:
            self._send(KEYS[key] if key in KEYS else key.encode())

    def type(self, text: str) -> None:
        """Type this text, each character a key."""
        self._send(text.encode())

    def _send(self, data: bytes) -> None:
        deadline = time.monotonic() + PATIENCE
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise AssertionError(self._said("the program takes no keys")) from None
                self._read(0.05)

    # --- waiting ----------------------------------------------------------------------------------

    def wait_for(self, *wanted: Condition, timeout: float = PATIENCE) -> None:
        """Read until the screen has all of these: texts, patterns, or functions of the terminal."""
        deadline = time.monotonic() + timeout
        while not all(self._holds(text) for text in wanted):
            left = deadline - time.monotonic()
            if left <= 0 or not self._open:
                missing = [text for text in wanted if not self._holds(text)]
                raise AssertionError(self._said(f"waited in vain for {missing}"))
            self._read(left)

    def look(self) -> None:
        """Look at what stands there for as long as a key waits that means something new by now."""
        until = time.monotonic() + PAUSE
        while (left := until - time.monotonic()) > 0 and self._open:
            self._read(left)

    def _holds(self, wanted: Condition) -> bool:
        if isinstance(wanted, str):
            return wanted in self.screen()
        if isinstance(wanted, re.Pattern):
            return wanted.search(self.screen()) is not None
        return bool(wanted(self))

    def wait_exit(self, timeout: float = PATIENCE) -> int:
        """Read until the program has ended; its exit code, or minus the number of the signal."""
        deadline = time.monotonic() + timeout
        while self._open:
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(self._said("the program does not end"))
            self._read(left)
        return self._process.wait(max(0.1, deadline - time.monotonic()))

    def network_sockets(self) -> list[str]:
        """The sockets of any network that the program has open now; on Linux alone."""
        process = Path(f"/proc/{self._process.pid}")
        opened = {str(link.readlink()) for link in process.glob("fd/*")}
        tables = [process / "net" / name for name in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")]
        rows = [
            row for table in tables if table.exists() for row in table.read_text("ascii").splitlines()[1:]
        ]
        return [row for row in rows if f"socket:[{row.split()[9]}]" in opened]

    @property
    def running(self) -> bool:
        """Whether the program has not ended."""
        return self._process.poll() is None

    def _read(self, timeout: float) -> None:
        """Take in what the program writes next, if it does within `timeout` seconds."""
        if not self._open or not select.select([self._master], [], [], timeout)[0]:
            return
        try:
            data = os.read(self._master, 1 << 16)
        except BlockingIOError:
            return
        except OSError as error:
            if error.errno != errno.EIO:  # Linux says so where nobody has the other end open any more
                raise
            data = b""
        if not data:
            self._open = False
            return
        self.written += data
        if not self._asked and FRAMES_ASKED in self.written:
            self._asked = True
            self.press(FRAMES_UNDERSTOOD)
        self._show(data)

    def _show(self, data: bytes) -> None:
        """Put what was written on the screen, frame by frame: of one that is not all there yet, nothing."""
        self._held += data
        begun = self._held.rfind(FRAME_BEGINS)
        unfinished = UNFINISHED.search(self._held)
        whole = unfinished.start() if unfinished else len(self._held)
        if begun >= 0 and FRAME_ENDS not in self._held[begun:]:
            whole = begun
        self._feed(NOT_UNDERSTOOD.sub(b"", self._held[:whole]))
        self._held = self._held[whole:]

    def _feed(self, data: bytes) -> None:
        """The same as `self._stream.feed`, but quicker: what most of the data is goes past its parser."""
        at = 0
        for found in MOSTLY.finditer(data):
            if found.start() > at:
                self._stream.feed(data[at : found.start()])
            at = found.end()
            style, row, column, text = found.groups()
            if text is not None:
                self._screen.draw(text.decode("ascii"))
            elif style is not None:
                self._screen.select_graphic_rendition(*(int(code or 0) for code in style.split(b";")))
            elif row is not None:
                self._screen.cursor_position(int(row), int(column))
            else:
                self._stream.feed(found[0])
        self._stream.feed(data[at:])

    def _said(self, what: str) -> str:
        frame = "\n".join(f"│{line}" for line in self.lines())
        state = "running" if self.running else f"ended with {self._process.returncode}"
        return f"{what}; the program is {state}, and the screen {self.size}:\n{frame}"

    # --- the window, and the end ------------------------------------------------------------------

    def _set_size(self, cols: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def resize(self, cols: int, rows: int) -> None:
        """Give the window another size. What stood on it is wiped, so that all seen later was drawn anew."""
        self._screen.resize(rows, cols)
        self._screen.erase_in_display(2)
        self._rows.clear()
        self._set_size(cols, rows)  # and the system tells the program

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def kill(self) -> None:
        """End the program with SIGKILL, and read what it had written before."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        while self._open:
            self._read(PATIENCE)

    def hang_up(self) -> None:
        """Close the window, which the system tells the program with SIGHUP."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1
            self._open = False

    def wait_gone(self) -> int:
        """The exit code of a program whose window was closed."""
        return self._process.wait(PATIENCE)


def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a person at a terminal with all colours, whose files lie in `tmp_path`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("WORKSHOP_", "TEXTUAL", "XDG_", "COV_")) and name not in ("COLUMNS", "LINES")
    }
    return kept | {
        "HOME": str(tmp_path / "home"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "WORKSHOP_CONFIG": str(tmp_path / "config"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TEXTUAL_ANIMATIONS": "none",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONUTF8": "1",
    }


class Laptop:
    """One folder of sessions, and the program started on it as often as wanted."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "sessions"
        self.env = environment(tmp_path)
        self._started: list[Terminal] = []

    def start(
        self, *arguments: str, cols: int = 120, rows: int = 36, program: Sequence[str] = ("-m", "workshop")
    ) -> Terminal:
        """`workshop` with these arguments, in a terminal of this size."""
        command = [sys.executable, *program, "--folder", str(self.folder), *arguments]
        terminal = Terminal(command, self.env, cols=cols, rows=rows)
        self._started.append(terminal)
        return terminal

    def close(self) -> None:
        """End whatever still runs."""
        for terminal in self._started:
            terminal.kill()
            terminal.hang_up()
