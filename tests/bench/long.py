"""Long use: 20,000 edits that overwrite one another in one large session, saved but for the waits.

Printed is the slope of each figure: by how much a thousand edits more raise it, over the second half, in
which the program has all that it keeps. A process of its own, so that nothing else is in its memory.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sessions.store.undo import undo_path
from tests.bench.folders import REPOSITORY, Case, environment
from tests.bench.saving import Opened, opened

EDITS = 20_000
EACH = 1_000
"""Edits between two looks."""
LEVEL = 0.01
"""Most that a thousand edits more may add, in terms of what was there."""
LOOK = 100
"""Edits of which the median latency is taken at each look."""


class Look(NamedTuple):
    """How things stand after so many edits."""

    edits: int
    memory_mb: float
    file_kb: float
    undo_kb: float
    """Of what is kept beside the session."""
    steps: int
    """Changes that could be taken back."""
    edit_s: float
    """Seconds of the processor of an edit and its save: the median of the last ones."""


def looks(desk: Opened, edits: int, each: int) -> Iterator[Look]:
    """How things stand after each so many edits."""
    spent: list[float] = []
    for number, edit in enumerate(islice(desk.edits, edits), start=1):
        start = time.process_time()
        desk.desk.apply(edit)
        spent.append(time.process_time() - start)
        if number % each == 0:
            yield Look(
                number,
                memory_mb(),
                desk.desk.path.stat().st_size / 1024,
                undo_path(desk.desk.path).stat().st_size / 1024,
                len(desk.desk.history.done),
                statistics.median(spent[-LOOK:]),
            )


def memory_mb() -> float:
    """Memory of this process that is in use, in MB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def slope(found: list[Look], name: str) -> float:
    """By how much a figure rises with a thousand edits, by least squares over the second half."""
    half = found[len(found) // 2 :]
    return statistics.linear_regression(
        [look.edits / 1000 for look in half], [getattr(look, name) for look in half]
    ).slope


def cases(folder: Path) -> list[Case]:
    """How things stand half way, and what a thousand edits more add to that."""
    code = [sys.executable, "-m", "tests.bench.long", str(folder / "home"), str(EDITS)]
    told = subprocess.run(
        code, env=environment(folder), cwd=REPOSITORY, check=True, capture_output=True, encoding="utf-8"
    )
    found = [Look(*look) for look in json.loads(told.stdout)]
    half, made = found[len(found) // 2 - 1], []
    for name, what, unit in (
        ("memory_mb", "memory", "MB"),
        ("file_kb", "the session's file", "KB"),
        ("undo_kb", "what takes back, on disk", "KB"),
        ("steps", "steps that can be taken back", ""),
        ("edit_s", "an edit, of the processor", "ms"),
    ):
        whole = f"{what}, after {half.edits:,}"
        made.append(Case(whole, partial(getattr, half, name), against=whole, unit=unit))
        more = partial(slope, found, name)
        made.append(Case(f"{what}, each 1,000 more", more, aim=LEVEL, against=whole, unit=unit))
    return made


def main(folder: str, edits: str) -> None:
    """Print what `looks` finds, as JSON."""
    os.fsync = lambda _: None
    found = list(looks(opened(Path(folder)), int(edits), EACH))
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
