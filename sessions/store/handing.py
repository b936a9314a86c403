"""The one file in which a session goes to another laptop and back: written, checked, and taken over.

Its first line says in JSON whose it is, how long the rest is and what that adds up to; the rest is the
session's own file. A stick that was pulled out too early is found out before anything is taken over.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sessions.clock import Clock
from sessions.disk import make_folder, os_problems, read, write_durably
from sessions.handing import away, ended, relation
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.file import take_lock
from sessions.store.library import check_id
from sessions.store.load import Decoded, back_up, decode, free_name, load
from sessions.store.storage import DurableStorage
from sessions.store.tables import to_tables
from sessions.text import harmless

SUFFIX = ".handover"
FORM = "workshop hand-over"
MOST_TITLE = 200
"""Characters of a title in the first line."""
_LONGEST_HEADER = 4096
_AGAIN = "Hand it over once more on the other laptop, and let the copy end before the stick is pulled."
Outcome = Literal["new", "continued", "back", "known", "both"]


class HandedFile(NamedTuple):
    """A hand-over that was found: its file, and the title of its session."""

    path: Path
    title: str


class Taken(NamedTuple):
    """What was taken over: the session's file here, and how.

    `new`: it was not here before. `continued`: it has gone on from what is here, which is among the backups.
    `back`: nobody has gone on with it. `known`: it was here already. `both`: both laptops went on, and what
    came is kept in `path`, beside what is here.
    """

    path: Path
    outcome: Outcome


def write_hand_over(session_path: Path, folder: Path) -> Path:
    """Write the session of this file to `folder`, whole and on the disk; the path. Raises Problem."""
    ours = load(session_path)
    check_id(ours.session.id)
    header = {
        "form": FORM,
        "session": ours.session.id,
        "title": ours.session.title[:MOST_TITLE],
        "bytes": len(ours.data),
        "sha256": hashlib.sha256(ours.data).hexdigest(),
    }
    path = _free_path(folder, ours.session)
    with os_problems("The file could not be written", folder):
        write_durably(path, json.dumps(header).encode() + b"\n" + ours.data, private=True)
    read_hand_over(path)  # as the other laptop will
    return path


def _free_path(folder: Path, session: Session) -> Path:
    """A path named by the session's id, which no file has that holds anything which `session` does not."""
    known = {row.uid for row in session.handovers}
    paths = (folder / f"{session.id}{number}{SUFFIX}" for number in ("", *(f"-{n}" for n in range(2, 100))))
    for path in paths:
        if not path.exists():
            return path
        try:
            theirs = read_hand_over(path).session
        except Problem:
            continue
        if theirs.id == session.id and {row.uid for row in theirs.handovers} <= known:
            return path
    hint = "Choose another, or take away the older ones."
    raise Problem("This folder is full of hand-overs of this session", where=str(folder), hint=hint)


def read_hand_over(path: Path, *, home: Path | None = None) -> Decoded:
    """What a hand-over holds, without those who were forgotten since in the folder of sessions, `home`.

    Raises Problem where it is none, is not all there, or was changed.
    """
    with os_problems("The file can't be read", path):
        first, *_ = read(path, most=_LONGEST_HEADER).partition(b"\n")
        header = _header(first, path)
        data = read(path, start=len(first) + 1)
    size = header.get("bytes")
    if isinstance(size, int) and len(data) < size:
        raise Problem("This file was not copied to its end", where=str(path), hint=_AGAIN)
    if hashlib.sha256(data).hexdigest() != header.get("sha256"):
        raise Problem("This file is damaged", where=str(path), hint=_AGAIN)
    decoded = decode(data, path, home=home)
    if not decoded.session.handovers:
        raise _foreign(path)
    return decoded


def _header(line: bytes, path: Path) -> dict[str, Any]:
    try:
        header = json.loads(line)
    except (ValueError, RecursionError):
        raise _foreign(path) from None
    if not isinstance(header, dict) or header.get("form") != FORM:
        raise _foreign(path)
    return header


def _foreign(path: Path) -> Problem:
    hint = f"Name one that ends in {SUFFIX}. On the other laptop, a session is handed over first."
    return Problem("This is no hand-over of a session", where=str(path), hint=hint)


def find_hand_overs(folders: Iterable[Path]) -> tuple[HandedFile, ...]:
    """The hand-overs that lie in these folders, by title; only their first lines are read."""
    found: dict[Path, HandedFile] = {}
    for folder in folders:
        try:
            paths = sorted(folder.glob(f"*{SUFFIX}"))
        except OSError:
            continue
        for path in paths:
            try:
                with path.open("rb") as file:
                    title = str(_header(file.readline(_LONGEST_HEADER), path).get("title", ""))
            except (OSError, Problem):
                continue
            found[path] = HandedFile(path, harmless(title) or path.stem)
    return tuple(sorted(found.values(), key=lambda handed: (handed.title.casefold(), handed.path)))


def take_over(folder: Path, file: Path, *, clock: Clock) -> Taken:
    """Take a session over into the folder of sessions. Raises Problem; then all is as it was.

    What is replaced is backed up first. Where both laptops went on, neither is touched.
    """
    came = read_hand_over(file, home=folder)
    check_id(came.session.id)
    path = folder / f"{came.session.id}.json"
    with os_problems("The folder for sessions can't be made", folder):
        make_folder(folder)
    lock = take_lock(path)
    try:
        if not path.exists():
            return _put(path, came, "new")
        here = load(path)
        how = relation(here.session, came.session)
        if how == "both":
            return _put(free_name(folder, f"{path.stem}-other-laptop"), came, "both")
        if how == "continues":
            back_up(path, here.data, clock())
            return _put(path, came, "continued")
        gone = away(here.session)
        if gone is None or gone.uid != came.session.handovers[-1].uid:
            return Taken(path, "known")
        return _put(path, here, "back")
    finally:
        lock.release()


def _put(path: Path, held: Decoded, outcome: Outcome) -> Taken:
    DurableStorage(path).write(to_tables(ended(held.session), held.tables))
    return Taken(path, outcome)
