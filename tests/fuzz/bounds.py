"""How long reading something hostile may take, and how much memory."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

MOST_SECONDS = 5.0
"""Of the processor, for one file. What is sound takes a fiftieth."""
MOST_GROWTH = 500_000_000
"""Bytes by which a process may grow, whatever it reads."""


@contextlib.contextmanager
def bounded_memory() -> Iterator[None]:
    """Within it, this process grows by `MOST_GROWTH` at most; more raises MemoryError. On Linux alone."""
    if sys.platform != "linux":
        yield
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MOST_GROWTH, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
