"""A process that loads the program once and forks children that use it, to be hurt: `… nursery FOLDER`.

Windows has no fork: there each child is a process of its own, `… nursery FOLDER JOB`, which takes far longer.

Reads a job a line, as JSON, and prints a line for whatever its children acknowledge:

    {"do": "stream"}                           for ever: an answer, a note, an undo, each acknowledged
    {"do": "hold"}                             the same as the screen has it: what is not saved is held
    {"do": "command", "argv": […], "at": N, "error": E}   a command of the shell, its Nth call hurt
    {"do": "notes", "count": N, "children": N} each child notes something N times, by the shell
"""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sessions import disk, plan
from sessions.edits import notes as note_edits
from sessions.kinds.score import edits as score_edits
from sessions.store.library import Library
from tests.faults.calls import Calls
from workshop.cli import main
from workshop.desk import Desk

if sys.platform != "win32":
    import resource

VICTIM = "victim"
ITEM, PARTNERS = "principles/P1", ("county-council", "icb")


def say(*told: object) -> None:
    """Acknowledge, past all buffers."""
    os.write(1, (" ".join(map(str, told)) + "\n").encode())


def number_of(text: str) -> int:
    """The number of a note that was streamed in: 0 is the first one of its session."""
    return int(text.partition(" ")[0])


def stream(folder: Path, _: dict[str, Any]) -> None:
    """Record for ever; the number of notes and the last answer are acknowledged once they are on disk."""
    with Desk(Library(folder).open(VICTIM), author="laptop-a") as desk:
        desk.go(plan.stops(desk.session)[0])  # the room is shown what is typed there
        there = [number_of(note.text) for note in desk.session.notes]
        for number in itertools.count(1 + max(there, default=-1)):
            level = 1 + number % 3
            desk.apply(score_edits.answer_level(ITEM, PARTNERS[number % 2], level))
            desk.apply(note_edits.add_note("comment", f"{number} {'x' * 3000}"))
            desk.drafts.put("note", {"text": f"typed {number}"})
            desk.drafts.write()
            desk.wall.type(f"Typing {number}", ())
            if number % 3 == 2:
                desk.undo()
                desk.redo()
            say("saved", number + 1, number % 2, level)


def hold(folder: Path, _: dict[str, Any]) -> None:
    """Record for ever, with a disk that may go away; how many there are, and whether they are on it."""
    with Desk(Library(folder).open(VICTIM), author="laptop-a", holds=True) as desk:
        while True:
            desk.apply(note_edits.add_note("comment", "x"))
            say("saved" if desk.retry() else "held", len(desk.session.notes))
            time.sleep(0.001)


def command(folder: Path, job: dict[str, Any]) -> None:
    """One command of the shell; what it ended with, what it said and which calls it made."""
    calls = Calls(str(folder), job["at"], job["error"], job.get("times", 1))
    disk.TRIES, disk.PAUSE = job.get("tries", 1), 0.0
    if "room" in job:  # a real limit of the system: a file may not grow beyond this
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["room"], job["room"]))
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        calls.put_in()
        code = main([*job["argv"], "--folder", str(folder)])
    calls.at = -1
    say(json.dumps({"code": code, "err": err.getvalue(), "calls": calls.names}))


def notes(folder: Path, job: dict[str, Any]) -> None:
    """Note something again and again, by the shell; each that ended with 0 is acknowledged."""
    me = os.getpid()
    for number in range(job["count"]):
        text = f"{me}-{number}"
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = main(["note", VICTIM, text, "--folder", str(folder)])
        say("noted" if code == 0 else f"refused-{code}", text)


JOBS = {"stream": stream, "hold": hold, "command": command, "notes": notes}


def serve(folder: Path) -> None:
    """Carry out a job a line, each in children that are forked for it."""
    with tempfile.TemporaryDirectory() as scratch:  # what is used once is loaded before anybody forks
        Library(Path(scratch)).create(Library(folder).read(VICTIM)).close()
        notes(Path(scratch), {"count": 1})
    for line in sys.stdin:
        many = json.loads(line).get("children", 1)
        begin = started if sys.platform == "win32" else forked
        children = [begin(folder, line) for _ in range(many)]
        say("children", *(child for child, _ in children))
        for _, wait in children:
            wait()
        say("dead")


def carry_out(folder: Path, line: str) -> None:
    """Do a job."""
    job = json.loads(line)
    JOBS[job["do"]](folder, job)


def forked(folder: Path, line: str) -> tuple[int, Callable[[], object]]:
    """(number of a child that does a job, what waits for its end)."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BrokenPipeError):
            carry_out(folder, line)
        os._exit(0)
    return child, lambda: os.waitpid(child, 0)


def started(folder: Path, line: str) -> tuple[int, Callable[[], object]]:
    """The same, of a process that begins anew."""
    command = [sys.executable, "-m", "tests.faults.nursery", str(folder), line]
    child = subprocess.Popen(command, stdin=subprocess.PIPE)
    return child.pid, child.wait


if __name__ == "__main__":
    (carry_out if len(sys.argv) > 2 else serve)(Path(sys.argv[1]), *sys.argv[2:])
