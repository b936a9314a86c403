"""What waits on this laptop to go to a register: exactly what was said to leave, until the register has it.

A file each, private, named after where it goes and which session it is; a later state of the session takes
the place of an earlier one. It is gone once the register has said that all of it is there, and not before.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

from sessions.disk import TEMPORARY, make_folder, os_problems, patiently, read, sweep_up, write_durably
from sessions.problem import Problem
from sessions.register.model import Pushed

VERSION = "workshop register 1"
FOLDER = "register"
"""Its folder, in the data folder."""
_LOCK = ".lock"
_OWNER_ALONE = 0o700
_PUSHED: TypeAdapter[dict[str, list[dict[str, Any]]]] = TypeAdapter(dict[str, list[dict[str, Any]]])


@dataclass(frozen=True, slots=True)
class Waiting:
    """A session that waits to go."""

    path: Path
    target: str
    pushed: Pushed
    data: bytes
    """As it lies there."""


class Queue:
    """What waits on a laptop, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, target: str, pushed: Pushed) -> None:
        """Have a session wait, on the disk. Raises Problem."""
        told = {"version": VERSION, "to": target, **asdict(pushed)}
        data = json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()
        path = self.folder / f"{_name(target, pushed.session)}.json"
        with os_problems("What is to go to the register can't be kept", path), self._alone():
            write_durably(path, data, private=True)

    def waiting(self, target: str | None = None) -> tuple[Waiting, ...]:
        """What waits for a target, or for all; the same order every time. Raises Problem."""
        return tuple(row for row in self._all() if target in (None, row.target))

    def done(self, row: Waiting) -> None:
        """The register has it: it is gone, unless something later took its place. Raises Problem."""
        with os_problems("What went to the register can't be taken away", row.path), self._alone():
            if row.path.exists() and read(row.path) == row.data:
                patiently(row.path.unlink)

    def drop(self, target: str, session: str) -> bool:
        """Let a session not go, where it waits; whether it did. Raises Problem."""
        path = self.folder / f"{_name(target, session)}.json"
        with os_problems("What waits for the register can't be taken away", path):
            if not path.exists():
                return False
            with self._alone():
                patiently(lambda: path.unlink(missing_ok=True))
        return True

    def _all(self) -> Iterator[Waiting]:
        if not self.folder.is_dir():
            return
        sweep_up(self.folder, r".*\.json")
        with os_problems("What waits for the register can't be read", self.folder):
            paths = sorted(path for path in self.folder.glob("*.json") if not path.name.endswith(TEMPORARY))
        for path in paths:
            with suppress(FileNotFoundError):  # it went meanwhile
                yield _read(path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else changes what waits. Raises Problem."""
        if not self.folder.is_dir():
            make_folder(self.folder)
            self.folder.chmod(_OWNER_ALONE)
        try:
            with FileLock(self.folder / _LOCK, timeout=30):
                yield
        except Timeout as error:
            hint = "Wait until it is done, and try again."
            raise Problem(
                "Another program is at work on what waits", where=str(self.folder), hint=hint
            ) from error


def _name(target: str, session: str) -> str:
    return f"{hashlib.sha256(target.encode()).hexdigest()[:16]}-{session}"


def _read(path: Path) -> Waiting:
    data = b""
    try:
        data = read(path)
        told = json.loads(data)
        if told["version"] != VERSION:
            raise ValueError(told["version"])
        tables = _PUSHED.validate_python(told["tables"], strict=True)
        pushed = Pushed(str(told["label"]), str(told["place"]), tables)
        return Waiting(path, str(told["to"]), pushed, data)
    except FileNotFoundError:
        raise
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        hint = "Push the session anew and take this file away; the others wait as before."
        raise Problem("What waits for the register can't be read", where=str(path), hint=hint) from error
