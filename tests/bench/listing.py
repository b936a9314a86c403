"""`workshop list` against a bare interpreter."""

from __future__ import annotations

import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from tests.bench.folders import Case, environment, program, with_sessions


def cases(folder: Path) -> list[Case]:
    """A bare interpreter; the list of no session, of fifty, a thousand and five thousand."""
    env = environment(folder)
    lists = [
        Case(
            f"list of {count:,}",
            partial(
                seconds, program("--folder", str(with_sessions(folder / str(count), count)), "list"), env
            ),
            aim=3.0 if count == 1000 else None,
        )
        for count in (0, 50, 1000, 5000)
    ]
    return [Case("a bare interpreter", partial(seconds, [sys.executable, "-c", "pass"], env)), *lists]


def seconds(command: list[str], env: dict[str, str], *, check: bool = True) -> float:
    """How long a command takes from its start to its end, which must be a good one if `check`."""
    start = time.perf_counter()
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=check)
    return time.perf_counter() - start
