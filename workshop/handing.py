"""Handing a session over to another laptop, and taking it back. Knows no screen."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from sessions import handing
from sessions.clock import Clock, utc_now
from sessions.handing import relation
from sessions.many.changed import Verdict, signed_off
from sessions.many.merge.state import Copy
from sessions.outputs import manifest
from sessions.problem import Problem
from sessions.record import Session
from sessions.sign_off import state
from sessions.store.file import SessionFile
from sessions.store.handing import Outcome, read_hand_over, take_over, write_hand_over
from sessions.store.library import Library, check_id
from sessions.store.load import load
from workshop.desk import Desk, must_be_here
from workshop.merging import Merge, NotTogether, merge, read_copies, share, take_in

MOUNTS = ("/media/*/*", "/run/media/*/*", "/media/*", "/Volumes/*")
"""Where sticks appear, on Linux and on a Mac."""


def hand_over(desk: Desk, folder: Path) -> Path:
    """Write the session to one file in `folder`, and let go of it here; the file. Raises Problem.

    From then on it can only be looked at here, until it comes back or is taken back.
    """
    must_be_here(desk)
    if desk.session.rehearsal:
        raise Problem("A rehearsal stays on this laptop", hint="Hand over the session itself.")
    if not desk.retry():
        raise Problem("Not everything is saved yet", hint="Hand it over once NOT SAVED YET is gone.")
    if not folder.is_dir():
        raise Problem("There is no such folder", where=str(folder), hint="Is the stick plugged in?")
    desk.stop_clock()
    if desk.read_only is None:
        share(desk)  # should both laptops go on, they can be brought together by field
    stays, was = desk.session, signed_off(desk.path)
    desk.session = handing.handed_over(stays, desk.author, str(folder), desk.clock())
    desk.file.save(desk.session)
    try:
        return write_hand_over(desk.path, folder)
    except Problem:
        desk.session = stays  # it has not left
        desk.file.save(stays)
        raise
    finally:
        _seal(desk.path, was, desk.clock())


def take_back(file: SessionFile, *, clock: Clock = utc_now) -> None:
    """Go on here with a session that was handed over. Raises Problem where the file can only be read."""
    if file.read_only is not None:
        raise Problem("This session cannot be changed now", where=str(file.path), hint=file.read_only)
    was = signed_off(file.path)
    file.save(handing.ended(file.session))
    _seal(file.path, was, clock())


class TakenOver(NamedTuple):
    """What was taken over: the session's file here, and how; where both laptops went on, what that made.

    `merged`: what came is in the session here. `both`: they can't be merged as they stand, since one is final
    or together they would make no sound record, and what came is kept in `path`, beside what is here.
    """

    path: Path
    outcome: Outcome | Literal["merged"]
    merge: Merge | None = None


def take(folder: Path, file: Path, *, clock: Clock, author: str = "") -> TakenOver:
    """Take a session over, and bring the two together where both laptops went on. Raises Problem.

    A final one stays as it was signed off.
    """
    session = read_hand_over(file, home=folder).session
    check_id(session.id)
    before = folder / f"{session.id}.json"
    if (together := _brought_together(before, session, file, clock=clock, author=author)) is not None:
        return together
    was = signed_off(before)
    taken = take_over(folder, file, clock=clock)
    if taken.outcome != "known":
        _seal(taken.path, was if taken.path == before else None, clock())
    return TakenOver(*taken)


def _brought_together(
    path: Path, came: Session, file: Path, *, clock: Clock, author: str
) -> TakenOver | None:
    """Where both went on, what that makes; None where one did, where it is open elsewhere, or can't be."""
    if not path.exists() or relation(load(path).session, came) != "both":
        return None
    with Library(path.parent, clock=clock).open(str(path)) as opened:
        here = handing.ended(opened.session)
        if "final" in (state(here), state(came)) or opened.read_only is not None:
            return None
        try:
            merged = merge(Copy(here, opened.kept), read_copies(path, here, [file]))
        except NotTogether:
            return None
        if not merged.is_new:
            return TakenOver(path, "known", merged)
        opened.save(here)
        with Desk(opened, clock, author=author) as desk:
            take_in(desk, merged, 1)
    return TakenOver(path, "merged", merged)


def _seal(path: Path, was: Verdict | None, now: datetime) -> None:
    """Keep what a final record is now that it was handed on; one that had been changed stays found out.

    `was` says what it was before.
    """
    if was != "changed":
        is_final = state(load(path).session) == "final"
        manifest.seal(path, manifest.checksum_of(path) if is_final else "", at=now)


def likely_folders() -> tuple[Path, ...]:
    """Where a hand-over is written to or found: sticks first, then the home folder and what lies there."""
    home = Path.home()
    folders = [*_sticks(), *(home / name for name in ("Documents", "Downloads", "Desktop")), home]
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


def _sticks() -> Iterator[Path]:
    for pattern in MOUNTS:
        with suppress(OSError):
            for path in sorted(Path("/").glob(pattern[1:])):
                if os.path.ismount(path):
                    yield path
    for letter in "DEFGHIJ" if os.name == "nt" else "":
        yield Path(f"{letter}:/")
