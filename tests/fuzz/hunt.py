"""Having one reader read again and again, and keeping what brings it down."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from sessions.problem import Problem
from tests.fuzz.bounds import MOST_SECONDS, bounded_memory

Read = Callable[[bytes, Path], object]
"""Reads bytes, as a file in a folder that is its own. Raises Problem and nothing else."""


class Hunt:
    """Has one reader read, and keeps what brings it down."""

    def __init__(self, name: str, read: Read, found: Path) -> None:
        self._name, self._reads, self._found = name, read, found
        self.read, self.downed = 0, set[str]()

    def take(self, data: bytes) -> None:
        """Have it read this. Never raises."""
        self.read += 1
        with tempfile.TemporaryDirectory() as outside:
            folder = Path(outside) / "its own"
            folder.mkdir()
            start = time.process_time()
            why = ""
            try:
                with bounded_memory():
                    self._reads(data, folder)
            except Problem:
                pass
            except BaseException as error:
                where = traceback.extract_tb(error.__traceback__)[-1]
                why = f"{type(error).__name__} at {where.filename}:{where.lineno}"
                told = traceback.format_exc()
            seconds = time.process_time() - start
            if not why and seconds > MOST_SECONDS:
                why = told = f"it took {seconds:.1f} s"
            if not why and os.listdir(outside) != ["its own"]:  # noqa: PTH208
                why = told = "something was written outside its folder"
        if why and why not in self.downed:
            self.downed.add(why)
            self._keep(data, f"{self._name}: {why}\n{told}")

    def _keep(self, data: bytes, told: str) -> None:
        name = f"{self._name}-{hashlib.sha256(data).hexdigest()[:12]}"
        self._found.mkdir(parents=True, exist_ok=True)
        (self._found / name).write_bytes(data)
        (self._found / f"{name}.txt").write_text(told, "utf-8", errors="replace")
        sys.stderr.write(f"{told.splitlines()[0]} (kept as {name})\n")

    def say(self) -> None:
        """Print how much was read, and what came of it."""
        found = len(self.downed)
        sys.stdout.write(f"{self._name:12} {self.read:9,} read, {found} ways to bring it down\n")
        sys.stdout.flush()
