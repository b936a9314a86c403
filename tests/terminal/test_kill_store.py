"""Killed at any moment, the program leaves a file that opens and holds every change it had acknowledged."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sessions.problem import Problem
from sessions.store.library import Library
from sessions.store.load import check

KILLS = 15

NURSERY = """
import datetime as dt, os, sys
from pathlib import Path
from sessions.edits import notes as note_edits
from sessions.record import Session
from sessions.problem import Problem
from sessions.store.library import Library

NOW = dt.datetime(2026, 12, 5, 9, tzinfo=dt.UTC)
library = Library(Path(sys.argv[1]))

def say(text):
    os.write(1, (text + "\\n").encode())

def save_for_ever():
    with library.open("victim") as file:
        while True:
            file.save(note_edits.add_note("comment", "x" * 5000).apply(file.session, NOW))
            say(str(len(file.session.notes)))

with library.create(Session(id="victim", title="Victim", template_id="t", created_at=NOW)):
    pass
for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        save_for_ever()
    say(f"child {child}")
    os.waitpid(child, 0)
    say("dead")
"""
"""Imports once, and forks a child that saves for ever for each line it reads."""


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", NURSERY, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with process:
        yield process
        process.kill()


def start(nursery: subprocess.Popen[str], acknowledged: int) -> tuple[int, int]:
    """(process id of a new child, last number it acknowledged), once that is at least `acknowledged`."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write("go\n")
    nursery.stdin.flush()
    child, last = 0, 0
    while child == 0 or last < acknowledged:
        line = nursery.stdout.readline()
        assert line, "the saving program died by itself"
        if line.startswith("child"):
            child = int(line.split()[1])
        else:
            last = int(line)
    return child, last


def kill(nursery: subprocess.Popen[str], child: int, last: int) -> int:
    """Kill the child; the last number that it acknowledged."""
    os.kill(child, signal.SIGKILL)
    assert nursery.stdout is not None
    while (line := nursery.stdout.readline()) != "dead\n":
        last = int(line)
    return last


def test_a_kill_at_any_moment_loses_nothing_acknowledged(
    tmp_path: Path, nursery: subprocess.Popen[str]
) -> None:
    chance = random.Random(5)
    notes = 0
    for _ in range(KILLS):
        child, last = start(nursery, notes + chance.randint(1, 6))
        time.sleep(chance.uniform(0, 0.012))  # waits for nothing: it picks the moment within a save
        last = kill(nursery, child, last)
        assert check(tmp_path / "victim.json") == ()
        with Library(tmp_path).open("victim") as file:
            assert file.read_only is None, "the lock outlived the process that held it"
            notes = len(file.session.notes)
        assert notes in (last, last + 1)
        assert [entry.id for entry in Library(tmp_path).entries()] == ["victim"]
        assert not list(tmp_path.glob(".victim*.tmp"))


def test_a_second_process_reads_only_until_the_first_is_gone(
    tmp_path: Path, nursery: subprocess.Popen[str]
) -> None:
    child, last = start(nursery, 1)
    library = Library(tmp_path)
    with library.open("victim") as second:
        assert second.read_only is not None
        assert "another window" in second.read_only
        assert len(second.session.notes) >= 1
    with pytest.raises(Problem, match="another window"):
        library.bin(tmp_path / "victim.json")
    last = kill(nursery, child, last)
    with library.open("victim") as third:
        assert third.read_only is None
        assert len(third.session.notes) >= last
