"""Measure the program: `uv run python -m tests.bench start`, `list`, `actions`, `save`, …

Every case runs in turn with what it is compared with, most as whole processes, so that a busy machine slows
all of them. What counts is the ratio of the medians; the seconds are those of this machine. `--json` gives
the figures alone. POSIX only.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench import actions, benchmark, keys, listing, memory, outputs, packs, saving, shell, start
from tests.bench.folders import Case

BENCHES = {
    "start": start,
    "list": listing,
    "actions": actions,
    "save": saving,
    "keys": keys,
    "commands": shell,
    "memory": memory,
    "packs": packs,
    "outputs": outputs,
    "benchmark": benchmark,
}


def main() -> None:
    """Run one bench and print its table."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("bench", choices=BENCHES)
    parser.add_argument("--runs", type=int, default=10, help="of each case (default: 10)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cases = BENCHES[args.bench].cases(Path(folder))
        for case in cases:
            case.run()  # once for the bytecode, the disk's memory and the index
        for _ in range(args.runs):
            for case in cases:
                case.seconds.append(case.run())
    named = {case.name: case for case in cases}
    rows = [figures(case, named.get(case.against, cases[0])) for case in cases]
    if args.json:
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return
    sys.stdout.write(f"{'':38} median ms   p95 ms   ratio    aim\n")
    for row in rows:
        aim = f"{row['aim']:7.2f}" if row["aim"] else ""
        peak = f"   {row['peak_mb']} MB" if row["peak_mb"] else ""
        sys.stdout.write(
            f"{row['case']:38} {row['median_ms']:9.1f} {row['p95_ms']:8.1f} {row['ratio']:7.2f}{aim}{peak}\n"
        )


def percentile_95(seconds: list[float]) -> float:
    """The smallest of them that at most one in twenty is above."""
    return sorted(seconds)[max(0, math.ceil(len(seconds) * 0.95) - 1)]


def figures(case: Case, baseline: Case) -> dict[str, float | str | None]:
    """The row of a case: its median, and that in terms of the baseline's."""
    median = statistics.median(case.seconds)
    return {
        "case": case.name,
        "median_ms": round(median * 1000, 2),
        "p95_ms": round(percentile_95(case.seconds) * 1000, 2),
        "fastest_ms": round(min(case.seconds) * 1000, 2),
        "n": len(case.seconds),
        "ratio": round(median / statistics.median(baseline.seconds), 3),
        "aim": case.aim,
        "peak_mb": round(case.peak_mb),
    }


if __name__ == "__main__":
    main()
