"""What the command line prints, and how it is made safe for a terminal and easy for a screen reader."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any

from sessions.problem import Problem
from sessions.text import harmless

_OVERRIDES = re.compile("[\u202d\u202e]")
"""What shows text in another order than it has. Marks that keep a name in its own direction stay."""
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: str) -> str:
    """`text` without characters that drive a terminal or turn round what they stand before; lines stay."""
    return harmless(_OVERRIDES.sub("", text))


def one_line(text: str) -> str:
    """`text` as one line, without characters that drive a terminal."""
    return " ".join(plain(text).split())


def say(text: str) -> None:
    """Print data: a line or lines on stdout."""
    sys.stdout.write(plain(text).rstrip("\n") + "\n")


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
    if error.mend:
        lines += [f"  {line}" for line in plain(error.mend).splitlines()]
    return "workshop: " + "\n".join(lines)


def as_json(data: Any) -> str:
    """`data`, of what JSON knows, indented, in readable characters, with none that drives a terminal."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def say_json(data: Any) -> None:
    """Print data as JSON on stdout."""
    say(as_json(data))


def width(text: str) -> int:
    """Columns that `text` takes in a terminal."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under a head, columns in line, two spaces apart, with no lines drawn for a reader to spell out."""
    all_rows = [[one_line(cell) for cell in row] for row in (head, *rows)]
    widths = [max(width(row[i]) for row in all_rows) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell + " " * (widths[i] - width(cell)) for i, cell in enumerate(row)).rstrip()
        for row in all_rows
    )
