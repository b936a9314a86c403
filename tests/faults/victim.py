"""The session that is hurt, the one beside it that must stay as it is, and the nursery of who works on it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sessions.record import Session
from sessions.store.library import Library
from sessions.store.load import check
from tests.builders import new_session
from tests.faults.calls import AT_ONCE
from tests.faults.nursery import VICTIM
from tests.faults.tally import DoesNotOpen, Tally

BESIDE = "beside"
DERIVED = {
    ".locks",
    ".cards",
    "backups",
    ".undo",
    ".drafts",
    ".showing",
    ".outputs",
    "summaries",
    ".standings",
    ".benchmark",
}
"""What belongs to a session that is worked on, or follows from it."""

BESIDE_IT = (".undo", ".drafts", ".showing", ".outputs", "backups", ".cards", ".standings", ".benchmark")
"""Files and folders beside a session, by name, that a session worked on has something in."""


class Victim:
    """A folder with two sessions, of which one is hurt."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tally = Tally()
        self.path = folder / f"{VICTIM}.json"
        for session_id in (VICTIM, BESIDE):
            session = new_session("tips-and-pulse", "County Council", "ICB")
            session = session.model_copy(update={"id": session_id, "title": session_id})
            Library(folder).create(session).close()
        self._others = self._rest()

    def _rest(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and path != self.path and not DERIVED & set(path.relative_to(self.folder).parts)
        }

    def is_well(self, *, swept: bool = True) -> Session:
        """The record. It is counted where its file does not open to be changed, where something else was
        touched, or is left over. Raises DoesNotOpen.
        """
        why = "; ".join(check(self.path)) or None
        if why is None:
            with Library(self.folder).open(VICTIM) as file:
                why, session = file.read_only, file.session
        if why is not None:
            self.tally.unopened += 1
            raise DoesNotOpen(why)
        left_over = list(self.folder.glob(f".{VICTIM}*.tmp")) if swept else []
        left = {name: data for name, data in self._rest().items() if not name.endswith(".tmp")}
        touched = {name for name, data in (left.items() ^ self._others.items())}
        self.tally.touched += len(left_over) + len(touched)
        assert not left_over + sorted(touched), "left over, or another's and touched"
        return session


class Nursery:
    """The process that forks children for jobs, and what they acknowledge."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.children: list[int] = []
        self.told: list[list[str]] = []
        """All that was acknowledged of the job under way, as far as it was read."""

    def start(self, **job: Any) -> None:
        """Have children carry out a job."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        self.children, self.told = [], []

    def line(self) -> list[str] | None:
        """The next thing that a child acknowledged, in words; None once all are dead."""
        assert self._process.stdout is not None
        while True:
            line = self._process.stdout.readline()
            assert line, "the nursery died"
            if line.startswith("children"):
                self.children = [int(child) for child in line.split()[1:]]
            elif line == "dead\n":
                return None
            else:
                self.told.append(line.split(" ") if line.startswith("{") else line.split())
                return self.told[-1]

    def until(self, word: str, number: int = 0) -> int:
        """Go on until a child says this word with at least this number; that number."""
        while True:
            told = self.line()
            assert told is not None, f"dead before {word} {number}"
            if told[0] == word and int(told[1]) >= number and self.children:
                return int(told[1])

    def rest(self) -> list[list[str]]:
        """All that is acknowledged until the children are dead."""
        return list(iter(self.line, None))

    def kill(self) -> list[list[str]]:
        """Kill them; what they had acknowledged and nobody had read."""
        for child in self.children:
            with contextlib.suppress(PermissionError):  # as Windows says of one that has ended
                os.kill(child, AT_ONCE)
        return self.rest()

    def command(self, argv: Sequence[str], *, at: int = -1, error: int = 0, **more: Any) -> dict[str, Any]:
        """What a command of the shell ended with; nothing where it was killed."""
        self.start(do="command", argv=list(argv), at=at, error=error, **more)
        told = self.rest()
        return json.loads(" ".join(told[-1])) if told else {}


@contextlib.contextmanager
def nursery(folder: Path, home: Path) -> Iterator[Nursery]:
    """A nursery for the sessions in `folder`; the laptop's own files lie in `home`."""
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": str(root), "HOME": str(home), "WORKSHOP_CONFIG": str(home)}
    env |= {"XDG_DATA_HOME": str(home / "data"), "LOCALAPPDATA": str(home), "USERPROFILE": str(home)}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.nursery", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=env,
    ) as process:
        try:
            workers = Nursery(process)
            assert workers.line() is not None  # it has loaded all there is, and tried it
            yield workers
        finally:
            process.kill()
