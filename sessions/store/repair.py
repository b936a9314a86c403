"""Putting a damaged session file right, with the newest sound backup. The damaged file is always kept."""

from __future__ import annotations

from pathlib import Path

from sessions.disk import os_problems, read, write_durably
from sessions.problem import Problem
from sessions.store.file import itself, take_lock
from sessions.store.load import check, free_name, moment, newest_sound
from sessions.store.migrate import Newer
from sessions.store.salvage import Salvage, salvaged
from sessions.store.storage import render
from sessions.store.tables import to_tables


def repair(path: Path) -> tuple[str, ...]:
    """Put the file right; what was done, a sentence each, empty where it was sound.

    Raises Newer and Foreign (a foreign file only makes way for a sound backup), and Problem while it is open
    elsewhere, can't be written, or holds nothing that can be read.
    """
    path = itself(path)
    lock = take_lock(path)
    report: tuple[str, ...] = ()
    try:
        if faults := check(path):
            with os_problems("The session can't be repaired", path):
                report = _put_right(path, read(path), faults[0])
    finally:
        lock.release()
    return report


def _put_right(path: Path, data: bytes, fault: str) -> tuple[str, ...]:
    sound = newest_sound(path)
    backup = f"The backup of {moment(sound[0].taken)}" if sound else ""
    try:
        salvage = salvaged(path, data, sound[1] if sound else None)
    except Newer:
        raise
    except Problem:
        if sound is None:
            raise
        salvage = Salvage(sound[1].session, sound[1].tables, ())
        done = f"{backup} was put back, since nothing can be read of the file ({fault})."
    else:
        done = "What could be read of the file was put in order."
        if backup:
            done = f"{backup} and what could be read of the file were joined."
    kept = free_name(path.parent, f"{path.stem}.damaged")
    write_durably(kept, data)
    write_durably(path, render(to_tables(salvage.session, salvage.tables)))
    return (*salvage.report, done, f"The damaged file is kept as {kept.name}.")
