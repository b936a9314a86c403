"""What the command line prints, and how it is made safe for a terminal and easy for a screen reader."""

from __future__ import annotations

import errno
import io
import os
import sys
import unicodedata
from contextlib import contextmanager

from sessions.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import Any

OK = 0
FOUND_SOMETHING = 1
"""Exit code of what ran, and found something wrong, or not at all."""
FAILED = 2
"""Exit code of what could not be done."""
INTERRUPTED = 130
"""What a shell gives a program that was stopped with Ctrl+C."""

NARROWEST = 4
"""Columns that a cell has at least, however narrow the terminal is."""
CLOSED = "stdout is closed"


class Swallows(io.StringIO):
    """Stands for a stream that was closed: it takes all, and nobody reads it."""


def swallowed() -> bool:
    """Whether there was something to print, and nobody to take it."""
    return isinstance(sys.stdout, Swallows) and bool(sys.stdout.getvalue())


class Unprinted(OSError):
    """What took the data would not take it: a full disk, say. No file that a command works with."""


_OVERRIDES: dict[int, str | None] = {0x202D: None, 0x202E: None}
"""What shows text in another order than it has. Marks that keep a name in its own direction stay."""
_BYTES: dict[int, str | None] = {0xDC00 + byte: f"\\x{byte:02x}" for byte in range(0x80, 0x100)}
"""Bytes of a path that are no text, as Python carries them, and as they are shown."""
_UNSAFE_IN_JSON = (*range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000))


def plain(text: str) -> str:
    """`text` without characters that drive a terminal or turn round what they stand before; lines stay."""
    if text.isprintable():
        return text
    from sessions.text import harmless  # noqa: PLC0415  # for what is not plain at first sight

    return harmless(text.translate(_OVERRIDES | _BYTES))


def one_line(text: str) -> str:
    """`text` as one line, without characters that drive a terminal."""
    if text.isprintable() and text.isascii() and "  " not in text:
        return text.strip()
    return " ".join(plain(text).split())


def say(text: str) -> None:
    """Print data: a line or lines on stdout. Raises Unprinted, or BrokenPipeError where nobody reads on."""
    with _printing():
        sys.stdout.write("\n".join(map(plain, text.split("\n"))).rstrip("\n") + "\n")


def flush() -> None:
    """Have all data printed that is not yet. Raises as `say` does."""
    with _printing():
        sys.stdout.flush()


@contextmanager
def _printing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if sys.platform == "win32" and error.errno == errno.EINVAL:  # what Windows says of a broken pipe
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE)) from error
        raise Unprinted(error.errno, error.strerror) from error


def tell(text: str) -> None:
    """Print a message: on stderr, so that it never mixes with data."""
    sys.stderr.write(plain(text).rstrip("\n") + "\n")


def problem(error: Problem) -> None:
    """Print what is wrong, where, and below it how to fix it, on stderr."""
    tell(problem_text(error))


def problem_text(error: Problem) -> str:
    """`workshop: what (where)` and, indented below, how to fix it."""
    what, *more = plain(error.what).rstrip().splitlines() or [""]
    lines = [what, *(f"  {line}" for line in more)]
    if error.where:
        lines[-1] += f" ({one_line(error.where)})"
    if error.hint:
        lines += [f"  {line}" for line in plain(error.hint).splitlines()]
    return "workshop: " + "\n".join(lines)


def as_json(data: Any) -> str:
    """`data`, of what JSON knows, indented, in readable characters, with none that drives a terminal."""
    import json  # noqa: PLC0415  # a table needs none of it

    text = json.dumps(data, ensure_ascii=False, indent=2)
    return text.translate({code: f"\\u{code:04x}" for code in _UNSAFE_IN_JSON})


def width(text: str) -> int:
    """Columns that `text` takes in a terminal."""
    if text.isascii():
        return len(text)
    # Each different character is looked up once, and of ASCII none: a long list has to be there at once.
    others = [character for character in set(text) if not character.isascii()]
    return len(text) + sum(text.count(character) * _more_than_one(character) for character in others)


def _more_than_one(character: str) -> int:
    """By how many columns a character is wider than one."""
    if unicodedata.combining(character):
        return -1
    return 1 if unicodedata.east_asian_width(character) in "WF" else 0


def clip(text: str, columns: int) -> str:
    """`text` in at most so many columns, with an ellipsis where it was cut."""
    if width(text) <= columns:
        return text
    kept, room = "", max(0, columns - 1)
    for character in text:
        if width(kept + character) > room:
            break
        kept += character
    return f"{kept.rstrip()}…"


def columns() -> int | None:
    """How wide the terminal is that data is shown on; None where it goes elsewhere, which takes all of it."""
    if not sys.stdout.isatty():
        return None
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdecimal() and int(wanted):
        return int(wanted)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, whole: Collection[int] = ()) -> str:
    """Rows under a head, columns in line, two spaces apart, with no lines drawn for a reader to spell out.

    On a terminal the widest cells are cut to its width, but for those of the columns in `whole` (from 0), so
    that each row has one line.
    """
    all_rows = [[one_line(cell) for cell in row] for row in (head, *rows)]
    sizes = [[width(cell) for cell in row] for row in all_rows]
    widths = [max(column) for column in zip(*sizes, strict=True)]
    if (screen := columns()) is not None:
        widths = _narrowed(widths, screen - 2 * (len(widths) - 1), whole)
        all_rows = [[clip(cell, most) for cell, most in zip(row, widths, strict=True)] for row in all_rows]
        sizes = [[width(cell) for cell in row] for row in all_rows]
    padded = (
        [cell + " " * (most - size) for cell, size, most in zip(row, taken, widths, strict=True)]
        for row, taken in zip(all_rows, sizes, strict=True)
    )
    return "\n".join("  ".join(row).rstrip() for row in padded)


def _narrowed(widths: Sequence[int], room: int, whole: Collection[int]) -> list[int]:
    """`widths` that take `room` together: those of the widest are made alike, and no other is touched."""
    narrowed = list(widths)
    for most in range(max(widths), NARROWEST - 1, -1):
        narrowed = [wide if at in whole else min(most, wide) for at, wide in enumerate(widths)]
        if sum(narrowed) <= room:
            break
    return narrowed
