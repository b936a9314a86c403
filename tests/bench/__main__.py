"""Measure the program: `uv run python -m tests.bench`, or one of its benches: `start`, `list`, `save`, …

Every case runs in turn with what it is compared with, most as whole processes, so that a busy machine slows
all of them. What counts is the ratio of the medians; the seconds are those of this machine. A ratio above
its aim has a star. `--json` gives the figures alone. POSIX only.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench import (
    actions,
    benchmark,
    keys,
    kit,
    listing,
    long,
    memory,
    outputs,
    packs,
    saving,
    shell,
    start,
)
from tests.bench.folders import Case

Row = dict[str, float | str | None]
BENCHES = {
    "start": start,
    "list": listing,
    "actions": actions,
    "save": saving,
    "keys": keys,
    "commands": shell,
    "memory": memory,
    "long": long,
    "packs": packs,
    "outputs": outputs,
    "benchmark": benchmark,
    "kit": kit,
}


MOST_RUNS = {"long": 1, "memory": 3}
"""Of benches that take minutes, and differ little from one run to the next."""
HEAD = ("", "n", "median", "p95", "", "ratio", "aim")


def main() -> None:
    """Run one bench, or all of them, and print a table."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("bench", choices=BENCHES, nargs="?", help="which one (default: all, one by one)")
    parser.add_argument("--runs", type=int, default=10, help="of each case (default: 10)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    if args.bench == "kit" and not kit.is_there():
        parser.error("KIT names no folder of a kit: `python docs/kit.py` makes one")
    rows = []
    for name in [args.bench] if args.bench else BENCHES:
        if not args.bench:
            sys.stderr.write(f"{name} …\n")
        if name == "kit" and not kit.is_there():
            sys.stderr.write("  passed over: KIT names no folder of a kit\n")
            continue
        of_bench = [{"bench": name, **row} for row in measured(name, args.runs)]
        rows += of_bench
        if not args.json:  # at once: all of it takes a quarter of an hour
            sys.stdout.write(table(of_bench))
            sys.stdout.flush()
    if args.json:
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")


def measured(bench: str, runs: int) -> list[Row]:
    """The rows of a bench, each case run so often, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        cases = BENCHES[bench].cases(Path(folder))
        runs = min(runs, MOST_RUNS.get(bench, runs))
        if runs > 1:
            for case in cases:
                case.run()  # once for the bytecode, the disk's memory and the index
        for _ in range(runs):
            for case in cases:
                case.values.append(case.run())
    named = {case.name: case for case in cases}
    return [figures(case, named.get(case.against, cases[0])) for case in cases]


def table(rows: list[Row]) -> str:
    """The rows as a table, a head for each bench."""
    lines, bench = [], ""
    for row in rows:
        if row["bench"] != bench:
            bench = str(row["bench"])
            lines.append("{:40} {:>4} {:>9} {:>9} {:2} {:>7}  {:>5}".format(bench, *HEAD[1:]))
        aim = f"{row['aim']:.2f}" if row["aim"] else ""
        star = "*" if row["missed"] else " "
        peak = f"   {row['peak_mb']} MB" if row["peak_mb"] else ""
        lines.append(
            f"{row['case']:40} {row['n']:4} {row['median']:9.1f} {row['p95']:9.1f} {row['unit']:2}"
            f" {row['ratio']:7.2f}{star} {aim:>5}{peak}"
        )
    return "\n".join(lines) + "\n"


def percentile_95(values: list[float]) -> float:
    """The smallest of them that at most one in twenty is above."""
    return sorted(values)[max(0, math.ceil(len(values) * 0.95) - 1)]


def figures(case: Case, baseline: Case) -> Row:
    """The row of a case: its median, and that in terms of the baseline's."""
    typical = percentile_95 if case.by_p95 else statistics.median
    ratio = round(typical(case.values) / typical(baseline.values), 3)
    scale = 1000 if case.unit == "ms" else 1
    return {
        "case": case.name,
        "unit": case.unit,
        "median": round(statistics.median(case.values) * scale, 2),
        "p95": round(percentile_95(case.values) * scale, 2),
        "least": round(min(case.values) * scale, 2),
        "n": len(case.values),
        "ratio": ratio,
        "aim": case.aim,
        "missed": case.aim is not None and ratio > case.aim,
        "peak_mb": round(case.peak_mb),
    }


if __name__ == "__main__":
    main()
