"""Look for bytes that bring a reader down: `uv run --with atheris python -m tests.fuzz --seconds 300`.

Each reader has a process of its own, an equal share of the time, and a bound on its memory. What brings one
down is kept as a file in `--found`, with what came of it; the exit code is 1 where there is any. Without
atheris, sound examples are changed at random, seed after seed. POSIX only.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from sessions.problem import Problem
from tests.fuzz.bounds import MOST_SECONDS, bounded_memory
from tests.fuzz.mutants import mutants
from tests.fuzz.readers import READERS, Reader

LONGEST = 60_000
"""Bytes that atheris makes at most."""


class Hunt:
    """Has one reader read, and keeps what brings it down."""

    def __init__(self, reader: Reader, found: Path) -> None:
        self._reader, self._found = reader, found
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
                    self._reader.read(data, folder)
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
            self._keep(data, f"{self._reader.name}: {why}\n{told}")

    def _keep(self, data: bytes, told: str) -> None:
        name = f"{self._reader.name}-{hashlib.sha256(data).hexdigest()[:12]}"
        self._found.mkdir(parents=True, exist_ok=True)
        (self._found / name).write_bytes(data)
        (self._found / f"{name}.txt").write_text(told, "utf-8", errors="replace")
        sys.stderr.write(f"{told.splitlines()[0]} (kept as {name})\n")


def by_coverage(hunt: Hunt, reader: Reader, seconds: int, seed: int) -> None:
    """Led by what code is reached, from the sound examples on. Ends the process."""
    import atexit

    import atheris

    atheris.instrument_all()
    atexit.register(_say, hunt, reader)
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(reader.sound()):
            (Path(corpus) / str(number)).write_bytes(data)
        options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-seed={seed}", "-verbosity=0"]
        quiet = ["-print_final_stats=0", "-rss_limit_mb=0", "-timeout=60"]
        atheris.Setup(["tests.fuzz", *options, *quiet, corpus], hunt.take)
        atheris.Fuzz()


def by_chance(hunt: Hunt, reader: Reader, seconds: int, seed: int) -> None:
    """Sound examples changed at random."""
    end, sound = time.monotonic() + seconds, reader.sound()
    makers = [mutants(one, seed) for one in sound]
    while time.monotonic() < end:
        for maker in makers:
            hunt.take(next(maker))


def _say(hunt: Hunt, reader: Reader) -> None:
    sys.stdout.write(f"{reader.name:12} {hunt.read:9,} read, {len(hunt.downed)} that bring it down\n")
    sys.stdout.flush()


def hunt_one(name: str, seconds: int, seed: int, found: Path, *, led: bool) -> int:
    """One reader, in this process, which may not grow without end; in how many ways it was brought down."""
    hunt = Hunt(READERS[name], found)
    if led:
        by_coverage(hunt, READERS[name], seconds, seed)
    else:
        by_chance(hunt, READERS[name], seconds, seed)
        _say(hunt, READERS[name])
    return len(hunt.downed)


def main() -> int:
    """Every reader in turn, half of its time led and half by chance; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for all readers together (default: 60)")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--reader", choices=READERS, help="this one alone")
    parser.add_argument("--found", type=Path, default=Path(tempfile.gettempdir()) / "workshop-fuzz")
    parser.add_argument("--way", choices=("led", "chance"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.way:
        return min(1, hunt_one(args.reader, args.seconds, args.seed, args.found, led=args.way == "led"))
    readers = [args.reader] if args.reader else list(READERS)
    ways = ("led", "chance") if importlib.util.find_spec("atheris") else ("chance",)
    share = max(1, args.seconds // (len(readers) * len(ways)))
    before = set(args.found.glob("*.txt"))
    for name in readers:
        for way in ways:
            options = ("--reader", name, "--way", way, "--seconds", str(share), "--seed", str(args.seed))
            subprocess.run(
                [sys.executable, "-m", "tests.fuzz", *options, "--found", str(args.found)],
                check=False,
                stderr=None if way == "chance" else subprocess.DEVNULL,
            )
    new = sorted(set(args.found.glob("*.txt")) - before)
    for path in new:
        sys.stdout.write(f"{path}: {path.read_text('utf-8').splitlines()[0]}\n")
    sys.stdout.write(f"{len(new)} found\n")
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
