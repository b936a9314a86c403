"""What this laptop knows of its sessions in registers: where they stand, and what is to go from there.

A file each, private, and not a word of the session in it: only what the register knows itself, so that it can
be taken out there once somebody was forgotten in the session, who may have been in its id.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from sessions.disk import os_problems, read, write_durably
from sessions.many.card import folded_place
from sessions.many.standings import digest
from sessions.problem import Problem
from sessions.register.model import Noted, Pushed

SUFFIX = ".noted"


_NOTED: TypeAdapter[Noted] = TypeAdapter(Noted)


def noted(target: str, pushed: Pushed) -> Noted:
    """That a register has this."""
    return Noted(target, pushed.session, place_digest(pushed.place), pushed.with_text)


def place_digest(place: str) -> str:
    """What tells that two sessions are of one place."""
    return digest("place", folded_place(place))


def file_name(target: str, session: str, suffix: str) -> str:
    """The name of what is kept of a session and a register."""
    return f"{_of_target(target)}{session}{suffix}"


def _of_target(target: str) -> str:
    return f"{hashlib.sha256(target.encode()).hexdigest()[:16]}-"


def write_note(folder: Path, note: Noted) -> None:
    """Have it on the disk. Raises OSError."""
    path = folder / file_name(note.target, note.session, SUFFIX)
    write_durably(path, _NOTED.dump_json(note), private=True)


def read_note(folder: Path, target: str, session: str) -> Noted | None:
    """What is noted of a session and a register; None for nothing. Raises Problem."""
    path = folder / file_name(target, session, SUFFIX)
    return _read(path) if path.exists() else None


def read_notes(folder: Path, target: str | None = None) -> Iterator[Noted]:
    """All that is noted, of one register or of all; the same order every time. Raises Problem."""
    pattern = f"{_of_target(target) if target is not None else ''}*{SUFFIX}"
    with os_problems("What is noted of registers can't be read", folder):
        paths = sorted(folder.glob(pattern))
    for path in paths:
        with suppress(FileNotFoundError):  # it went meanwhile
            yield _read(path)


def _read(path: Path) -> Noted:
    """Raises Problem; FileNotFoundError."""
    try:
        return _NOTED.validate_json(read(path))
    except FileNotFoundError:
        raise
    except (OSError, ValidationError) as error:
        hint = "Take this file away, and withdraw by hand what is to go from the register."
        raise Problem("What is noted of a register can't be read", where=str(path), hint=hint) from error
