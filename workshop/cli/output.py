"""What the command line prints, and how it is made safe for a terminal and easy for a screen reader."""

from __future__ import annotations

import sys
import unicodedata

from sessions.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_DRIVES_A_TERMINAL = dict.fromkeys([*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)])
"""Control characters but tab and newline: a file from elsewhere could hold some."""
_UNSAFE_IN_JSON = (*range(0x7F, 0xA0), 0x2028, 0x2029, *range(0xD800, 0xE000))


def plain(text: str) -> str:
    """`text` without characters that drive a terminal; lines stay."""
    return text if text.isprintable() else text.translate(_DRIVES_A_TERMINAL)


def one_line(text: str) -> str:
    """`text` as one line, without characters that drive a terminal."""
    if text.isprintable() and text.isascii() and "  " not in text:
        return text.strip()
    return " ".join(plain(text).split())


def say(text: str) -> None:
    """Print data: a line or lines on stdout."""
    sys.stdout.write(plain(text).rstrip("\n") + "\n")


def tell(text: str) -> None:
    """Print a message: on stderr, so that it never mixes with data."""
    sys.stderr.write(plain(text).rstrip("\n") + "\n")


def problem(found: Problem) -> None:
    """Print what is wrong, where, and below it how to mend it, on stderr."""
    tell(problem_text(found))


def problem_text(found: Problem) -> str:
    """`workshop: what (where)` and, indented below, how to mend it."""
    what, *more = plain(found.what).rstrip().splitlines() or [""]
    lines = [what, *(f"  {line}" for line in more)]
    if found.where:
        lines[-1] += f" ({one_line(found.where)})"
    if found.mend:
        lines += [f"  {line}" for line in plain(found.mend).splitlines()]
    return "workshop: " + "\n".join(lines)


def as_json(data: Any) -> str:
    """`data`, of what JSON knows, indented, in readable characters, with none that drives a terminal."""
    import json  # noqa: PLC0415  # a table needs none of it

    text = json.dumps(data, ensure_ascii=False, indent=2)
    return text.translate({code: f"\\u{code:04x}" for code in _UNSAFE_IN_JSON})


def say_json(data: Any) -> None:
    """Print data as JSON on stdout."""
    say(as_json(data))


def width(text: str) -> int:
    """Columns that `text` takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under a head, columns in line, two spaces apart, with no lines drawn for a reader to spell out."""
    all_rows = [[one_line(cell) for cell in row] for row in (head, *rows)]
    columns = []
    for column in zip(*all_rows, strict=True):
        widths = [width(cell) for cell in column]
        most = max(widths)
        columns.append([cell + " " * (most - taken) for cell, taken in zip(column, widths, strict=True)])
    return "\n".join(["  ".join(row).rstrip() for row in zip(*columns, strict=True)])
