"""Places side by side of five thousand sessions, against reading what is kept of them raw; and its memory."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
import tracemalloc
from dataclasses import replace
from functools import partial
from pathlib import Path

from sessions.files import STANDINGS
from sessions.many.benchmark import benchmark
from sessions.many.gathered import Wanted
from sessions.many.shown_before import Shown
from sessions.many.side_by_side import side_by_side
from sessions.many.standings import standings
from tests.bench.folders import Case, with_sessions

PLACES = 150
WANTED = Wanted(dt.date(2027, 6, 1))


def cases(folder: Path) -> list[Case]:
    """The bytes raw, as JSON, and as rows; all of it; the working out; and fifty, the first time."""
    many = with_sessions(folder / "many", 5000)
    few = with_sessions(folder / "few", 50)
    rows = standings((many,)).rows
    of_places = [replace(row, place=f"Place {number % PLACES}") for number, row in enumerate(rows)]
    sys.stdout.write(f"{'most memory, all of it':34} {_peak(many) / 1e6:9.1f} MB\n")
    return [
        Case("what is kept of 5,000, raw", partial(_seconds, lambda: (many / STANDINGS).read_bytes())),
        Case("the same as JSON", partial(_seconds, lambda: _as_json(many))),
        Case("the same as rows", partial(_seconds, lambda: standings((many,)))),
        Case("side by side of 5,000", partial(_seconds, lambda: side_by_side((many,), WANTED))),
        Case(
            f"worked out of {PLACES} places",
            partial(_seconds, lambda: benchmark(of_places, WANTED, Shown({}, "secret"))),
        ),
        Case("50 sessions, read the first time", partial(_first_time, few)),
    ]


def _as_json(folder: Path) -> object:
    _, *lines = (folder / STANDINGS).read_bytes().split(b"\n")
    return [json.loads(line) for line in lines]


def _first_time(folder: Path) -> float:
    (folder / STANDINGS).unlink(missing_ok=True)
    return _seconds(lambda: standings((folder,)))


def _peak(folder: Path) -> int:
    """Bytes that it has at once at most."""
    tracemalloc.start()
    side_by_side((folder,), WANTED)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _seconds(run: object) -> float:
    start = time.perf_counter()
    assert callable(run)
    run()
    return time.perf_counter() - start
