"""Look for bytes that bring a reader down: `uv run --with atheris python -m tests.fuzz --seconds 300`.

Each reader has processes of its own and an equal share of the time: half of it led by what code is reached,
half with sound examples changed at random; without atheris all of it at random. What brings one down is kept
as a file in `--found`, with what came of it; the exit code is 1 where there is any. POSIX only.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.hunt import Hunt
from tests.fuzz.mutants import mutants
from tests.fuzz.readers import READERS


def at_random(name: str, seconds: float, seed: int, found: Path) -> None:
    """Sound examples changed at random."""
    reader = READERS[name]
    hunt, end = Hunt(name, reader.read, found), time.monotonic() + seconds
    makers = [mutants(data, seed) for data in reader.sound()]
    while time.monotonic() < end:
        for maker in makers:
            hunt.take(next(maker))
    hunt.say()


def main() -> int:
    """Every reader in turn; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for all readers together (default: 60)")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--reader", choices=READERS, help="this one alone")
    parser.add_argument("--found", type=Path, default=Path(tempfile.gettempdir()) / "workshop-fuzz")
    parser.add_argument("--at-random", action="store_true", help="without atheris")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.here:
        at_random(args.reader, args.seconds, args.seed, args.found)
        return 0
    names = [args.reader] if args.reader else list(READERS)
    led = not args.at_random and importlib.util.find_spec("atheris") is not None
    share = str(max(1, args.seconds // (len(names) * (1 + led))))
    before = set(args.found.glob("*.txt"))
    for name in names:
        ways = [["tests.fuzz", "--here", "--reader", name, "--seconds", share, "--seed", str(args.seed)]]
        ways[0] += ["--found", str(args.found)]
        if led:
            ways.append(["tests.fuzz.led", name, share, str(args.seed), str(args.found)])
        for way in ways:
            subprocess.run([sys.executable, "-m", *way], check=False, stderr=subprocess.DEVNULL)
    new = sorted(set(args.found.glob("*.txt")) - before)
    for path in new:
        sys.stdout.write(f"{path}: {path.read_text('utf-8').splitlines()[0]}\n")
    sys.stdout.write(f"{len(new)} found\n")
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
