"""Most memory of the program, before and after many edits, against an empty Textual app. Linux only."""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path

from sessions.store.library import Library
from tests.bench.folders import Case, environment, program
from tests.bench.keys import hidden_again
from tests.bench.large import SESSION_ID, large
from tests.bench.start import EMPTY, Window

KEYS = 100
"""Answers that are given on the screen."""
EDITS = """
import sys, os
os.fsync = lambda _: None
from pathlib import Path
from tests.bench import saving
desk = saving.opened(Path(sys.argv[1]))
for edit, _ in zip(desk.edits, range(int(sys.argv[2]))):
    desk.desk.apply(edit)
    print(".", flush=True)
print("DONE", flush=True)
sys.stdin.read()
"""
"""The large session with so many edits, each saved as ever, but for the waiting of the disk."""


def cases(folder: Path) -> list[Case]:
    """An empty app; the program with the large session open, and after answers; the session alone, worn."""
    env, home = environment(folder), folder / "home"
    Library(home).create(hidden_again(large())).close()
    open_it = program("--folder", str(home), "open", SESSION_ID)
    runs = {
        "an empty Textual app": ([sys.executable, "-c", EMPTY], b"AN EMPTY APP", 0),
        "the large session on the screen": (open_it, b"SAY NEXT", 0),
        f"the same, after {KEYS} answers": (open_it, b"SAY NEXT", KEYS),
    }
    for count in (20, 1_000):
        worn = [sys.executable, "-c", EDITS, str(folder / f"worn-{count}"), str(count)]
        runs[f"the session without a screen, after {count:,} edits"] = (worn, b"DONE", 0)
    made = []
    for name, (command, wanted, keys) in runs.items():
        run = partial(_peak, command, wanted, keys, env)
        made.append(Case(name, run, aim=2 if made else None, unit="MB"))
    return made


def _peak(command: list[str], wanted: bytes, keys: int, env: dict[str, str]) -> float:
    """Starts it and presses keys; the most memory that it had until then, in MB."""
    if "-c" in command and len(command) > 3:  # a folder of its own each time: a session is made in it
        command = [*command[:3], f"{command[3]}-{time.time_ns()}", *command[4:]]
    window = Window(command, env)
    try:
        window.wait_for(wanted)
        window.settle()
        for number in range(keys):
            window.press(b"1234"[number // 12 % 4 :][:1])
        status = Path(f"/proc/{window.pid}/status").read_text(encoding="utf-8")
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    finally:
        window.close()
