"""Measure the program: `uv run python -m tests.bench start`, or another of `BENCHES`; `--json`: figures.

Every case runs as a whole process, in turn with what it is compared with, so that a busy machine slows all
of them. What counts is the ratio of the medians; the seconds are those of this machine. POSIX only.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench import benchmark, listing, outputs, packs, start
from tests.bench.folders import Case

BENCHES = {"start": start, "list": listing, "packs": packs, "outputs": outputs, "benchmark": benchmark}


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
    sys.stdout.write(f"{'':34} median ms   ratio    aim\n")
    for row in rows:
        aim = f"{row['aim']:7.2f}" if row["aim"] else ""
        sys.stdout.write(f"{row['case']:34} {row['median_ms']:9.1f} {row['ratio']:7.2f}{aim}\n")


def figures(case: Case, baseline: Case) -> dict[str, float | str | None]:
    """The row of a case: its median, and that in terms of the baseline's."""
    median = statistics.median(case.seconds)
    return {
        "case": case.name,
        "median_ms": round(median * 1000, 1),
        "fastest_ms": round(min(case.seconds) * 1000, 1),
        "ratio": round(median / statistics.median(baseline.seconds), 3),
        "aim": case.aim,
    }


if __name__ == "__main__":
    main()
