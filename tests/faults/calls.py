"""The calls of the system that a save goes through, counted, and one of them hurt."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

if sys.platform == "win32":
    import msvcrt as locks

    LOCK = "locking"
else:
    import fcntl as locks

    LOCK = "flock"

AT_ONCE = getattr(signal, "SIGKILL", signal.SIGTERM)
"""What ends a process before it can do anything else; Windows has one way alone to end one."""
NAMES = (
    *(
        "open",
        "fsync",
        "replace",
        "rename",
        "mkdir",
        "unlink",
        "fchmod",
        "scandir",
        "stat",
        "access",
        "close",
    ),
)
LOOKS = frozenset({"os.stat", "os.access", "os.scandir"})
"""Those that change nothing: to be killed at one is to be killed at the next that does."""
CHECKED = "os.access"
"""What says no instead of raising."""
KILL = -1
"""In the place of an error: the process is killed before the call."""
KILL_AFTER = -2
"""The same, as soon as the call has been made."""


class ShortFile:
    """A file whose writes are counted; the one that is hurt writes half of what it was given."""

    def __init__(self, file: Any, calls: Calls) -> None:
        self._file, self._calls = file, calls

    def write(self, data: bytes) -> int:
        """Write all of it, or half of it and fail."""

        def half() -> None:
            self._file.write(data[: len(data) // 2])
            self._file.flush()

        return int(self._calls.made("write", lambda: self._file.write(data), before=half))

    def __enter__(self) -> ShortFile:
        self._file.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._file.__exit__(*error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@dataclass
class Calls:
    """Counts calls from the moment that it is `put_in`; number `at` fails with `error`, or kills.

    Those count that are of something in `folder`, and of handles.

    For `times` calls of the same name from there on, as where another program holds a file for a moment.
    """

    folder: str
    at: int
    error: int
    times: int = 1
    names: list[str] = field(default_factory=list)

    def made(self, name: str, call: Callable[[], Any], before: Callable[[], None] = lambda: None) -> Any:
        """The call's own result, unless it is the one that is hurt."""
        self.names.append(name)
        number = len(self.names) - 1
        hurt = number == self.at or (
            self.times > 1 and number > self.at >= 0 and name == self.names[self.at] and self._more()
        )
        if not hurt:
            return call()
        if self.error == KILL_AFTER:
            with contextlib.suppress(OSError):  # as of a folder that is there already
                call()
        else:
            before()
        if self.error in (KILL, KILL_AFTER):
            os.kill(os.getpid(), AT_ONCE)
        if name == CHECKED:
            return False
        if name == "os.close":
            call()  # the handle is gone, whatever the system says
        raise OSError(self.error, os.strerror(self.error))

    def _more(self) -> bool:
        self.times -= 1
        return self.times > 0

    def put_in(self) -> None:
        """Count from now on, for as long as this process lives."""
        for name in NAMES:
            self._wrap(os, name, f"os.{name}")
        self._wrap(locks, LOCK, LOCK)
        fdopen = os.fdopen
        os.fdopen = lambda *a, **k: ShortFile(  # type: ignore[assignment]
            self.made("os.fdopen", lambda: fdopen(*a, **k)), self
        )

    def _wrap(self, module: Any, name: str, called: str) -> None:
        real = getattr(module, name)

        def counted(*a: Any, **k: Any) -> Any:
            call = lambda: real(*a, **k)  # noqa: E731
            return self.made(called, call) if self._is_ours(a) else call()

        setattr(module, name, counted)

    def _is_ours(self, arguments: tuple[Any, ...]) -> bool:
        what = arguments[0] if arguments else ""
        return isinstance(what, int) or str(what).startswith(self.folder)
