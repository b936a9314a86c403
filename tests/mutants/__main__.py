"""Put faults into the program and count those that the tests notice:

    uv run --with mutmut python -m tests.mutants --sample 500 --seed 1 --into /tmp/mutants

It goes on where it was stopped: what is known stands in the folder, a line a mutant. `--again survived` tries
those once more, `--list` shows them and tries nothing. The table is that of `docs/mutants.md`. POSIX only.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import importlib
import json
import os
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.mutants import reaching
from tests.mutants.making import PARTS, ROOT, Mutant, digest, modules, sample
from tests.mutants.trying import SECONDS_OF_TESTS, Job, Loop, at_import, forked, written

LIBRARIES = ("asyncio", "docx", "filelock", "html5lib", "hypothesis", "icalendar", "jinja2", "jsonschema")
LIBRARIES += ("markdown_it", "openpyxl", "pydantic", "textual.app", "textual.widgets", "tinydb", "xlsxwriter")
"""Imported once, before the first fork."""
CONTROLS = 4
"""Times that no fault is put in; each of them has to come out as survived."""

NEW = {"how": "new"}
OUTSIDE = ("tests/unit/test_shape_holds.py", "tests/unit/test_many_words_hold.py")
"""Tests that are about what stands outside of functions."""
ON_ALL = (
    *OUTSIDE,
    *(f"tests/golden/test_{name}.py" for name in ("kinds", "faults", "edits", "golden", "refusals")),
    *(
        f"tests/golden/test_{name}.py"
        for name in ("kinds_refused", "each_step", "each_page", "days_compared")
    ),
)
"""Those that go first where no line of a function says which tests come by."""
MOST_FILES = 12
"""Of tests, that are imported anew for a mutant that is seen at import."""
SHOWN = ("key", "part", "module", "line", "function", "before", "after")
"""Of a mutant, in the file."""


class Run:
    """Mutants, the tests that reach them, and what is known of them."""

    def __init__(self, folder: Path, tests: dict[str, dict[str, Any]], workers: int) -> None:
        self.log = folder / "mutants.jsonl"
        self.tests = {test: row for test, row in tests.items() if row["holds"]}
        self.workers = workers
        self.collecting = tests[reaching.COLLECTED]["reached"]
        self.survived: set[str] = set()
        self.unfit: set[str] = set()
        """Those of which no function that is there already can be given the code."""
        self.count = 0

    def try_them(self, mutants: list[Mutant], stage: str) -> None:
        """Those that run at import in fresh processes, those in functions where all is imported already.

        A function that was called already when the tests were collected is tried the first way too.
        """
        functions = [mutant for mutant in mutants if mutant.function and self.reached_by(mutant)]
        if stage != "functions":
            self.import_anew([mutant for mutant in mutants if mutant not in functions])
        if stage == "import":
            return
        jobs: list[Job] = [self.job(mutant) for mutant in functions]
        if jobs:
            where = [str(ROOT / folder) for folder in reaching.TESTS]
            pytest.main([*reaching.QUIET, *where], plugins=[Loop(controlled(jobs), self.workers, self.note)])
        seen_early = (mutant for mutant in functions if self.collected(mutant))
        again = [mutant for mutant in seen_early if mutant.key in self.survived]
        self.import_anew([*again, *(mutant for mutant in functions if mutant.key in self.unfit)])

    def import_anew(self, mutants: list[Mutant]) -> None:
        for job, how, by, seconds in forked(
            [self.job(mutant) for mutant in mutants], at_import, self.workers
        ):
            self.note(job, how, by, seconds)

    def note(self, job: Job, how: str, by: str, seconds: float) -> None:
        """A line in the file, and one for whoever watches."""
        self.count += 1
        mutant = job.mutant
        if mutant is None:
            if how != "survived":
                sys.exit(f"Nothing was changed, and yet: {how}, {by}")
            return
        row = {
            name: getattr(mutant, name)
            for name in ("key", "part", "module", "line", "function", "before", "after")
        }
        if how in ("survived", "error"):
            (self.survived if how == "survived" else self.unfit).add(mutant.key)
        row |= {"how": how, "by": by, "seconds": round(seconds, 2), "tests": len(job.tests)}
        with self.log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        sys.stderr.write(
            f"{self.count:5} {how:9}{seconds:6.1f} s  {mutant.module}:{mutant.line}  {by[:90]}\n"
        )

    def collected(self, mutant: Mutant) -> bool:
        """Whether it ran already when tests were collected, and may be remembered since."""
        return not {*range(mutant.line, mutant.last_line + 1)}.isdisjoint(
            self.collecting.get(mutant.module, ())
        )

    def reached_by(self, mutant: Mutant) -> list[str]:
        """Tests that come to a line of it, or to the module where it is no line of a function."""
        lines = set(range(mutant.line, mutant.last_line + 1))

        def reaches(row: dict[str, Any]) -> bool:
            reached = row["reached"].get(mutant.module)
            return reached is not None and (
                not mutant.function or not reached or bool(lines.intersection(reached))
            )

        return [test for test, row in self.tests.items() if reaches(row)]

    def job(self, mutant: Mutant) -> Job:
        """Its tests, those named alike first, then the quick ones; behind them others of their files."""
        ids = self.reached_by(mutant) or self.of_importers(mutant)
        if not mutant.function:
            ids = [*ids, *(test for test, row in self.tests.items() if row["file"] in ON_ALL)]
        words = set(re.split(r"[/_.]", mutant.module))

        def telling(test: str) -> tuple[bool, int, float]:
            row = self.tests[test]
            alike = len(words.intersection(re.split(r"[/_.]", row["file"])))
            return mutant.function != "" or row["file"] not in ON_ALL, -alike, row["seconds"]

        files = {self.tests[test]["file"] for test in ids}
        rest = {test for test, row in self.tests.items() if row["file"] in files}.difference(ids)
        chosen, seconds, used = [], 0.0, set[str]()
        for test in dict.fromkeys([*sorted(ids, key=telling), *sorted(rest, key=telling)]):
            row = self.tests[test]
            if not mutant.function and len(used | {row["file"]}) > MOST_FILES:
                continue
            if chosen and seconds + row["seconds"] > SECONDS_OF_TESTS:
                break
            chosen.append(test)
            used.add(row["file"])
            seconds += row["seconds"]
        return Job(mutant, chosen, seconds)

    def of_importers(self, mutant: Mutant) -> list[str]:
        """Tests that come to a module which imports that of the mutant."""
        importers = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / "sessions").rglob("*.py")
            if re.search(
                rf"\b{re.escape(mutant.name)}\b|\b{mutant.name.rpartition('.')[2]}\b", path.read_text("utf-8")
            )
        }
        return [test for test, row in self.tests.items() if importers.intersection(row["reached"])]


def controlled(jobs: list[Job]) -> list[Job]:
    """The jobs after some of them without a fault."""
    controls = jobs[:: max(1, len(jobs) // CONTROLS)][:CONTROLS]
    return [*(Job(None, job.tests, job.seconds) for job in controls), *jobs]


def table(rows: list[dict[str, Any]]) -> str:
    """Part by part what came of them, in Markdown."""
    lines = ["| part | mutants | killed | hung | survived | killed, of all |", "|---|---|---|---|---|---|"]
    for part in [*PARTS, "all"]:
        how = Counter(row["how"] for row in rows if part in ("all", row["part"]))
        count = sum(how.values())
        if count:
            gone = how["killed"] + how["timeout"]
            lines.append(
                f"| {part} | {count} | {how['killed']} | {how['timeout']} | {how['survived'] + how['error']} "
                f"| {100 * gone / count:.1f} % |"
            )
    return "\n".join(lines)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=100, help="how many mutants (default: 100)")
    parser.add_argument("--seed", type=int, default=1, help="which of them (default: 1)")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), help="of these alone")
    parser.add_argument("--workers", type=int, default=2, help="processes at once (default: 2)")
    parser.add_argument("--into", type=Path, default=Path(tempfile.gettempdir()) / "mutants", help="a folder")
    parser.add_argument(
        "--again", nargs="+", default=[], help="try those once more: survived, timeout, killed, error"
    )
    parser.add_argument(
        "--only", default="", help="those whose place has this in it, such as store/file.py:120"
    )
    parser.add_argument("--stage", choices=["import", "functions"], default="", help="those alone")
    parser.add_argument("--list", action="store_true", help="show what survived, and try nothing")
    return parser.parse_args()


def main() -> None:
    """Try what is sampled and not known yet, then the table."""
    args = arguments()
    args.into.mkdir(parents=True, exist_ok=True)
    mutants = sampled(args)
    mutants = [mutant for mutant in mutants if args.only in f"{mutant.module}:{mutant.line}"]
    known = written(args.into / "mutants.jsonl")
    if not args.list:
        for library in LIBRARIES:
            importlib.import_module(library)
        as_it_comes()
        with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as scratch:
            os.environ["MUTANTS_SCRATCH"] = scratch
            tests = reaching.gather(args.into / "reached.json", args.workers)
            run = Run(args.into, tests, args.workers)
            run.try_them(
                [mutant for mutant in mutants if known.get(mutant.key, NEW)["how"] in ["new", *args.again]],
                args.stage,
            )
    known = written(args.into / "mutants.jsonl")
    rows = [known[mutant.key] for mutant in mutants if mutant.key in known]
    if args.list:
        for row in rows:
            if row["how"] not in ("killed", "timeout"):
                print_one(row)
    sys.stdout.write(f"{len(rows)} mutants, seed {args.seed}\n\n{table(rows)}\n")


def sampled(args: argparse.Namespace) -> list[Mutant]:
    """The sample, drawn once as long as the program is the same."""
    asked = [
        args.sample,
        args.seed,
        args.parts,
        [digest(path) for paths in modules().values() for path in paths],
    ]
    store = args.into / f"sample-{hashlib.sha256(repr(asked).encode()).hexdigest()[:16]}.json"
    if not store.exists():
        drawn = sample(args.sample, args.seed, args.parts)
        store.write_text(json.dumps([dataclasses.asdict(mutant) for mutant in drawn]), encoding="utf-8")
    return [Mutant(**row) for row in json.loads(store.read_text("utf-8"))]


def print_one(row: dict[str, Any]) -> None:
    sys.stdout.write(
        f"{row['module']}:{row['line']} {row['function']} ({row['how']}, {row['tests']} tests)\n"
        f"  - {row['before']}\n  + {row['after']}\n"
    )


def as_it_comes() -> None:
    """Hypothesis draws the same every time, keeps nothing, and does not look for the smallest example."""
    from hypothesis import Phase, settings

    settings.register_profile(
        "mutants", derandomize=True, database=None, deadline=None, phases=[Phase.explicit, Phase.generate]
    )
    settings.load_profile("mutants")


if __name__ == "__main__":
    main()
