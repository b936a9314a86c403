"""How far a command is that goes over many files: on stderr, where somebody looks on, after a second."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sessions.progress import Progress

AFTER = 1.0
"""Seconds after which somebody wonders."""


@contextmanager
def shown(what: str) -> Iterator[Progress]:
    """Takes (how many are done, of how many), and shows it on one line, which is gone at the end."""
    began, written = time.monotonic(), ""

    def tell(done: int, of: int) -> None:
        nonlocal written
        if time.monotonic() - began > AFTER and sys.stderr.isatty():
            written = f"{what}: {done:,} of {of:,}. ctrl+c stops it."
            sys.stderr.write(f"\r{written}")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if written:
            sys.stderr.write(f"\r{' ' * len(written)}\r")
            sys.stderr.flush()
