"""Hurt the program in every way there is, and print what came of each: `uv run python -m tests.faults`.

`--times 20` does twenty times as much as a usual run of the tests, `--kills 2000` kills so often at random
moments. Every change that was acknowledged is looked for afterwards; what is lost, does not open or was
touched is counted, and the exit code is 1 where there is any. `--keep FILE` notes the kills that were done,
to go on from there. POSIX only.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.kills import killed
from tests.faults.tally import Tally

HERE = Path(__file__).parent
AT_ONCE = 50
"""Kills of one session and one program, after which they are noted."""
KILLED = "a kill at random moments, while answers stream in"
SHOWN = (
    *(("hurt", "hurt"), ("acknowledged", "recorded"), ("refused", "told")),
    *(("lost", "lost"), ("unopened", "not opening"), ("touched", "touched")),
)
"""Counts, and what heads their column."""


@dataclass
class Faults:
    """What came of each fault, of each test that was run; a plugin of pytest."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up what a test counted, under what its name says."""
        name = report.nodeid.rpartition("::")[2].partition("[")[0].removeprefix("test_").replace("_", " ")
        if report.failed:
            self.failed.append(f"{report.nodeid} ({report.when})")
        if report.skipped:
            self.skipped.append(report.nodeid)
        if report.when == "teardown":
            for what, counts in report.user_properties:
                if what == "tally" and isinstance(counts, dict):
                    self.tallies.setdefault(name, Tally()).add(Tally(**counts))


def every_fault(times: int, seed: int) -> Faults:
    """All tests of faults, each so many times the usual size."""
    os.environ.update(FAULTS=str(times), FAULTS_SEED=str(seed))
    faults = Faults()
    quiet = ["-q", "-q", "--no-header", "--no-summary", "-p", "no:cacheprovider", "--capture=fd"]
    with _silence():
        pytest.main([str(HERE), "-m", "faults", *quiet], plugins=[faults])
    return faults


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Within it, nothing is printed: the table alone is for whoever asked."""
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)


def kills(wanted: int, seed: int, keep: Path | None) -> tuple[Tally, float]:
    """(what came of so many kills, seconds that they took); those that `keep` notes are not done again."""
    known = json.loads(keep.read_text("utf-8")) if keep is not None and keep.exists() else {}
    if known.get("seed") != seed:
        known = {"seed": seed, "seconds": 0.0, "tally": {}}
    tally, seconds = Tally(**known["tally"]), known["seconds"]
    while tally.hurt < wanted:
        start, many = time.monotonic(), min(AT_ONCE, wanted - tally.hurt)
        with tempfile.TemporaryDirectory() as folder:
            tally.add(killed(Path(folder), many, f"{seed}-{tally.hurt}").tally)
        seconds += time.monotonic() - start
        if keep is not None:
            noted = {"seed": seed, "seconds": seconds, "tally": tally.told()}
            keep.write_text(json.dumps(noted), "utf-8")
        sys.stderr.write(f"\r{tally.hurt} of {wanted} kills, {tally.lost} lost ")
        sys.stderr.flush()
    sys.stderr.write("\n")
    return tally, seconds


def main() -> int:
    """Hurt it and print the figures; 1 where something was lost, did not open or was touched."""
    parser = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="of every fault (default: 1; 0: kills alone)")
    parser.add_argument("--kills", type=int, default=200, help="at random moments (default: 200)")
    parser.add_argument("--seed", type=int, default=5, help="of moments and places (default: 5)")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="notes kills, and goes on from there")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    tally, seconds = kills(args.kills, args.seed, args.keep)
    start = time.monotonic()
    faults = every_fault(args.times, args.seed) if args.times else Faults()
    rows = {KILLED: tally, **faults.tallies}
    whole = Tally()
    for row in rows.values():
        whole.add(row)
    seconds += time.monotonic() - start
    told = {
        "seed": args.seed,
        "times": args.times,
        "seconds": round(seconds, 1),
        "faults": {name: row.told() for name, row in rows.items()},
        "all": whole.told(),
        "failed": faults.failed,
        "skipped": faults.skipped,
    }
    sys.stdout.write(json.dumps(told, indent=1) + "\n" if args.json else table({**rows, "all": whole}, told))
    return 0 if whole.is_clean and not faults.failed else 1


def table(rows: dict[str, Tally], told: dict[str, object]) -> str:
    """The figures, a line a fault."""
    width = max(map(len, rows))
    lines = [" " * width + "".join(f"{head:>13}" for _, head in SHOWN)]
    for name, row in rows.items():
        counts = row.told()
        lines.append(f"{name:{width}}" + "".join(f"{counts[key]:13,}" for key, _ in SHOWN))
    lines.append(f"seed {told['seed']}, {told['times']} times the usual size, {told['seconds']} s")
    for what in ("failed", "skipped"):
        lines += [f"{what}: {name}" for name in (told[what] if isinstance(told[what], list) else ())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
