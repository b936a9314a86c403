"""What waits on this laptop to go to a register: exactly what was said to leave, until the register has it.

A file each, private, named after where it goes and which session it is; a later state of the session takes
the place of an earlier one. It is gone once the register has said that all of it is there, and not before;
where it stands is noted instead (`noted`), and what is to go from there waits beside it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

from sessions.disk import TEMPORARY, make_folder, os_problems, patiently, read, sweep_up, write_durably
from sessions.many.standings import identity_of
from sessions.problem import Problem
from sessions.register.model import Concerned, Noted, Pushed, Waiting
from sessions.register.noted import (
    SUFFIX,
    file_name,
    noted,
    place_digest,
    read_note,
    read_notes,
    write_note,
)

VERSION = "workshop register 1"
_LOCK = ".lock"
_WAITS = ".json"
_OWNER_ALONE = 0o700
_PUSHED: TypeAdapter[dict[str, list[dict[str, Any]]]] = TypeAdapter(dict[str, list[dict[str, Any]]])


class Queue:
    """What waits on a laptop, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, target: str, pushed: Pushed) -> None:
        """Have a session wait, on the disk. Raises Problem."""
        told = {"version": VERSION, "to": target, **asdict(pushed)}
        data = json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()
        path = self.folder / file_name(target, pushed.session, _WAITS)
        with os_problems("What is to go to the register can't be kept", path), self._alone():
            write_durably(path, data, private=True)

    def waiting(self, target: str | None = None) -> tuple[Waiting, ...]:
        """What waits for a target, or for all; the same order every time. Raises Problem."""
        return tuple(row for row in self._all() if target in (None, row.target))

    def sends(self, rows: Iterable[Waiting]) -> frozenset[str]:
        """These go now, and are noted before they do; identities of those of which nothing was known.

        Whoever is killed before the register has answered knows so that it may have them. Raises Problem.
        """
        new = set()
        with os_problems("What goes to the register can't be noted", self.folder), self._alone():
            for row in rows:
                before, after = read_note(self.folder, row.target, row.pushed.session), _noted(row)
                if before is None:
                    new.add(row.pushed.session)
                elif before.goes or before == after:
                    continue
                had_text = before is not None and before.with_text
                write_note(self.folder, replace(after, with_text=after.with_text or had_text))
        return frozenset(new)

    def done(self, row: Waiting) -> None:
        """The register has it: that is noted, and it is gone, unless something later took its place.

        Raises Problem.
        """
        target, session = row.target, row.pushed.session
        with os_problems("What went to the register can't be taken away", row.path), self._alone():
            waits, before = row.path.exists(), read_note(self.folder, target, session)
            # Where it waits no longer and is to go, somebody was forgotten while it went.
            if before != _noted(row) and (waits or before is None or not before.goes):
                write_note(self.folder, _noted(row))
            if waits and read(row.path) == row.data:
                patiently(row.path.unlink)

    def drop(self, target: str, session: str) -> bool:
        """Let a session not go, where it waits; whether it did. Raises Problem."""
        path = self.folder / file_name(target, session, _WAITS)
        with os_problems("What waits for the register can't be taken away", path):
            if not path.exists():
                return False
            with self._alone():
                patiently(lambda: path.unlink(missing_ok=True))
        return True

    # --- what stands in registers ----------------------------------------------------------------------

    def noted(self, target: str | None = None) -> tuple[Noted, ...]:
        """What stands in a register, or in any, as far as this laptop knows. Raises Problem."""
        return tuple(read_notes(self.folder, target)) if self.folder.is_dir() else ()

    def going(self, target: str | None = None) -> tuple[Noted, ...]:
        """What is to go from a register, or from any. Raises Problem."""
        return tuple(note for note in self.noted(target) if note.goes)

    def settled(self, target: str, session: str) -> None:
        """It stands there no longer. Raises Problem."""
        path = self.folder / file_name(target, session, SUFFIX)
        with os_problems("What is noted of the register can't be taken away", path):
            if path.exists():
                with self._alone():
                    patiently(lambda: path.unlink(missing_ok=True))

    def of_other_places(self, target: str, rows: Iterable[Pushed]) -> list[tuple[str, str]]:
        """(session, register) of those that stand elsewhere as another place's than they are now.

        Raises Problem.
        """
        going = {row.session: row for row in rows}
        others = (note for note in self.noted() if note.target != target and note.session in going)
        return [
            (going[note.session].label, note.target)
            for note in others
            if note.place != place_digest(going[note.session].place)
        ]

    def of_session(self, session_id: str) -> Concerned:
        """Where a session stands in registers, and what of it waits, by its id here. Raises Problem."""
        session = identity_of(session_id)
        there = tuple(note for note in self.noted() if session in (note.session, note.was, note.since))
        return Concerned(there, tuple(row for row in self.waiting() if row.pushed.session == session))

    def concerned(self, ids: Mapping[str, str]) -> Concerned:
        """What registers have, and what waits, of sessions in which somebody is forgotten; {id: id after it}.

        Raises Problem.
        """
        after = {identity_of(old): new for old, new in ids.items()}

        def has_name(session: str, *, with_text: bool) -> bool:
            return session in after and (with_text or identity_of(after[session]) != session)

        there = (
            note
            for note in self.noted()
            if has_name(note.session, with_text=note.with_text)
            or (note.was in after and identity_of(after[note.was]) != note.session)
        )
        waits = (
            row for row in self.waiting() if has_name(row.pushed.session, with_text=row.pushed.with_text)
        )
        return Concerned(tuple(there), tuple(waits))

    def forgotten(self, ids: Mapping[str, str]) -> None:
        """Somebody is forgotten in these sessions, {id: id after it}: nothing of them waits with the name.

        What stands in a register with it is to go from there. Raises Problem.
        """
        after = {identity_of(old): new for old, new in ids.items()}
        found = self.concerned(ids)
        later = [note for note in self.noted() if note.goes and note.since in after]
        for note in (*found.there, *later):
            new = after[next(known for known in (note.session, note.was, note.since) if known in after)]
            self._note([replace(note, goes=True, since=identity_of(new), label=new)])
        for row in found.waits:
            self.drop(row.target, row.pushed.session)

    def renamed(self, target: str, session: str, now: str) -> None:
        """Somebody was forgotten in a register, and the session stands there under an identity of `now`.

        Raises Problem.
        """
        with os_problems("What is noted of the register can't be changed", self.folder):
            before = read_note(self.folder, target, session) if self.folder.is_dir() else None
        if before is not None:
            self._note([replace(before, session=now, goes=False, since="", label="", was=session)])
            if now != session:
                self.settled(target, session)

    def _note(self, notes: Iterable[Noted]) -> None:
        with os_problems("What is noted of the register can't be kept", self.folder), self._alone():
            for note in notes:
                write_note(self.folder, note)

    def _all(self) -> Iterator[Waiting]:
        if not self.folder.is_dir():
            return
        with os_problems("What waits for the register can't be read", self.folder):
            if any(self.folder.glob(f".*{TEMPORARY}")):
                with self._alone():  # else it would be swept from under another program that writes it
                    sweep_up(self.folder, rf".*({re.escape(_WAITS)}|{re.escape(SUFFIX)})")
            paths = sorted(self.folder.glob(f"*{_WAITS}"))
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


def _noted(row: Waiting) -> Noted:
    return noted(row.target, row.pushed)
