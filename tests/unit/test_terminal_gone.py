"""A terminal whose window was closed takes every write, and holds nobody up."""

from __future__ import annotations

import errno
import io

import pytest
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from workshop.terminal import Output, outlived


class Gone(io.StringIO):
    """A terminal after its window was closed."""

    def write(self, text: str) -> int:
        raise OSError(errno.EIO, "Input/output error")

    def flush(self) -> None:
        raise OSError(errno.EIO, "Input/output error")

    def fileno(self) -> int:
        return 2


class Driver:
    """As much of a driver of Textual as matters here."""

    def __init__(self, file: io.StringIO | None, *, debug: bool) -> None:
        self._file = file
        self.debug = debug


def test_more_frames_than_the_queue_holds_are_written_to_a_window_that_has_gone() -> None:
    writer = WriterThread(Output(Gone()))
    writer.start()
    for number in range(MAX_QUEUED_WRITES * 3):
        writer._queue.put(f"frame {number}", timeout=5)
    writer._queue.put(None, timeout=5)
    writer.join(timeout=5)
    assert not writer.is_alive()
    assert writer.fileno() == 2


def test_what_is_written_arrives_while_the_window_is_there() -> None:
    file = io.StringIO()
    output = Output(file)
    output.write("a frame")
    output.flush()
    assert file.getvalue() == "a frame"
    file.close()
    output.write("one more")
    output.flush()


def test_a_driver_keeps_what_it_is_and_writes_through_it() -> None:
    gone = Gone()
    driver = outlived(Driver)(gone, debug=True)  # type: ignore[arg-type]
    assert isinstance(driver, Driver)
    assert driver.debug
    driver._file.write("a frame")
    with pytest.raises(OSError, match="output"):
        gone.write("a frame")
    assert outlived(Driver)(None, debug=False)._file is None  # type: ignore[arg-type]
