"""A terminal that may go away: what is written after its window was closed goes nowhere."""

import contextlib
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from textual.driver import Driver


class Output:
    """The file of a terminal, for the thread that writes to it.

    Textual hands every frame to a thread through a queue of some thirty. Where a write fails, the thread
    ends, nobody empties the queue, and the program waits for ever to write its last frame: it would never
    end, and keep the session locked.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write; nothing is done where the terminal has gone."""
        with contextlib.suppress(OSError, ValueError):  # ValueError: the file is closed
            self._file.write(text)

    def flush(self) -> None:
        """Flush; nothing is done where the terminal has gone."""
        with contextlib.suppress(OSError, ValueError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def outlived(driver: type["Driver"]) -> type["Driver"]:
    """`driver`, for a program that outlives its terminal: long enough to keep what was typed, and to end."""

    def begin(self: "Driver", *args: Any, **options: Any) -> None:
        driver.__init__(self, *args, **options)
        if (file := getattr(self, "_file", None)) is not None:
            vars(self)["_file"] = Output(file)

    return cast("type[Driver]", type(driver.__name__, (driver,), {"__init__": begin}))
