"""One reader, led by what code its bytes reach: `tests.fuzz.led NAME SECONDS SEED FOUND`, with atheris."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import atheris

LONGEST = 60_000
"""Bytes that are made at most."""


def main(name: str, seconds: int, seed: int, found: Path) -> None:
    """From the sound examples on, for so many seconds once all is loaded. Ends the process."""
    with atheris.instrument_imports(include=["sessions", "workshop", "themes"], enable_loader_override=False):
        from tests.fuzz.readers import READERS
    from tests.fuzz.hunt import Hunt

    reader = READERS[name]
    hunt = Hunt(name, reader.read, found)
    end, said = time.monotonic() + seconds, []

    def take(data: bytes) -> None:
        hunt.take(data)
        if time.monotonic() > end and not said:
            said.append(hunt.say())

    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(reader.sound()):
            (Path(corpus) / str(number)).write_bytes(data)
        options = [f"-max_total_time={seconds + 2}", f"-max_len={LONGEST}", f"-seed={seed}", "-verbosity=0"]
        bounds = ["-rss_limit_mb=0", "-timeout=120"]  # ours are stricter, and say more
        atheris.Setup(["tests.fuzz", *options, *bounds, corpus], take)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
