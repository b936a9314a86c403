"""Hurt the program and print what came of it: `uv run python -m tests.faults --kills 2000`.

Stops at the first change that was acknowledged and is not there, at a file that does not open, and at what
was touched and should not have been. POSIX only.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.kills import kill_again_and_again
from tests.faults.victim import Victim, nursery


def main() -> None:
    """Kill as often as is asked for, and print the figures."""
    parser = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="at random moments (default: 200)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        victim = Victim(folder / "sessions")
        with nursery(victim.folder, folder / "home") as workers:
            counted = kill_again_and_again(victim, workers, args.kills)
    figures = {
        "kills": counted["kills"],
        "changes found after them": counted["changes"],
        "acknowledged changes lost": 0,  # the first would have ended this
        "files that did not open": 0,
        "kills after which a change could be taken back": counted["undone"],
        "seconds": round(time.monotonic() - start, 1),
    }
    if args.json:
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
        return
    for what, figure in figures.items():
        sys.stdout.write(f"{what:48} {figure:>8}\n")


if __name__ == "__main__":
    main()
