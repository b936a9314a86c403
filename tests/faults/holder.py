"""Another program of Windows that has files open, in one of its ways: `… holder WAY FILE…`.

It says "held" once it has them, and lets go where its input ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SHARED = {"with nobody": 0, "for reading": 1, "for reading and writing": 3}
"""With or without FILE_SHARE_READ and FILE_SHARE_WRITE; never with FILE_SHARE_DELETE."""
LOCKED = "with all of its bytes locked"
WAYS = (*SHARED, LOCKED)
_READ, _OPEN_EXISTING = 0x8000_0000, 3
_ROOT = Path(__file__).parents[2]


def hold(way: str, path: str) -> None:
    """Open a file so, for as long as this process lives. Raises OSError."""
    if sys.platform != "win32":
        raise OSError("no program holds a file against others here")
    if way == LOCKED:
        import msvcrt

        handle = os.open(path, os.O_RDWR | os.O_BINARY)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, max(1, os.fstat(handle).st_size))
        return
    opened = ctypes.WinDLL("kernel32", use_last_error=True).CreateFileW
    opened.restype = ctypes.c_void_p
    if opened(path, _READ, SHARED[way], None, _OPEN_EXISTING, 0, None) == ctypes.c_void_p(-1).value:
        raise ctypes.WinError(ctypes.get_last_error())


class Holder:
    """That program, under way."""

    def __init__(self, way: str, *files: Path) -> None:
        command = [sys.executable, "-m", "tests.faults.holder", way, *map(str, files)]
        env = {**os.environ, "PYTHONPATH": str(_ROOT)}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)
        assert self._process.stdout is not None
        assert self._process.stdout.readline().strip() == b"held"

    def let_go(self) -> None:
        """Close all of them."""
        self._process.communicate()


@contextlib.contextmanager
def held(way: str, *files: Path) -> Iterator[Holder]:
    """Within it, another program has these files open."""
    holder = Holder(way, *files)
    try:
        yield holder
    finally:
        holder.let_go()


if __name__ == "__main__":
    for file in sys.argv[2:]:
        hold(sys.argv[1], file)
    print("held", flush=True)  # noqa: T201
    sys.stdin.read()
