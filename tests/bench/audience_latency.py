"""How soon the projector shows what a key did: two real terminals, a whole learning set, as often as wanted.

    python tests/bench/audience_latency.py [RUNS]

A wait runs from the key's byte at the facilitator's terminal to the frame at the projector's, with the save
to disk and the reading of the screen by the test in it. POSIX only.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests" / "terminal")]

from audience_run import Room, figures  # noqa: E402  # they lie in no package
from pty_driver import Laptop  # noqa: E402

LEVELS = ("33343", "12344", "14440", "11550", "22222")
PARTNERS = ("County Council", "Integrated Care Board", "Care providers", "Voluntary Alliance", "People")


def waits() -> list[float]:
    """Seconds from each key to its repaint, in a new session in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        laptop = Laptop(Path(folder))
        new = [sys.executable, "-m", "workshop", "--folder", str(laptop.folder), "new", "--no-open"]
        new += ["--template", "tips-and-pulse", *(part for name in PARTNERS for part in ("--partner", name))]
        made = subprocess.run(
            new, env=laptop.env, check=True, capture_output=True, encoding="utf-8"
        ).stdout.strip()
        try:
            room = Room(laptop, made)
            room.whole_set(LEVELS)
            return room.waits
        finally:
            laptop.close()


def main() -> None:
    """Print the figures of each run, and of all together."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    together: list[float] = []
    for number in range(1, runs + 1):
        found = waits()
        together += found
        sys.stdout.write(f"run {number}: {figures(found)}\n")
    sys.stdout.write(f"all:   {figures(together)}\n")


if __name__ == "__main__":
    main()
