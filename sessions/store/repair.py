"""Putting a damaged session file right: what can still be read of it, joined with the newest sound backup.

The damaged file is always kept, so nothing that a repair leaves out is gone.
"""

from __future__ import annotations

from pathlib import Path

from sessions.disk import os_problem, read, write_durably
from sessions.problem import Problem
from sessions.store.file import itself, take_lock
from sessions.store.load import check, free_name, moment, newest_sound
from sessions.store.migrate import CURRENT, Newer, Schema
from sessions.store.salvage import Salvage, salvaged
from sessions.store.storage import render
from sessions.store.tables import to_tables


def repair(path: Path, schema: Schema = CURRENT) -> tuple[str, ...]:
    """Put the file right; what was done, a sentence each, empty where it was sound.

    Raises Newer and Foreign (a foreign file only makes way for a sound backup), and Problem while it is open
    elsewhere, can't be written, or holds nothing that can be read.
    """
    path = itself(path)
    lock = take_lock(path)
    try:
        faults = check(path, schema)
        if not faults:
            return ()
        try:
            return _put_right(path, read(path), faults, schema)
        except OSError as error:
            raise os_problem(error, "The session can't be repaired", path) from error
    finally:
        lock.release()


def _put_right(path: Path, data: bytes, faults: tuple[str, ...], schema: Schema) -> tuple[str, ...]:
    sound = newest_sound(path, schema)
    backup = f"The backup of {moment(sound[0].taken)}" if sound else ""
    try:
        salvage = salvaged(path, data, schema, sound[1] if sound else None)
    except Newer:
        raise
    except Problem:
        if sound is None:
            raise
        stored = sound[1]
        salvage = Salvage(stored.session, stored.tables, ())
        done = f"{backup} was put back, since nothing can be read of the file ({faults[0]})."
    else:
        done = (
            f"{backup} and what could be read of the file were joined."
            if backup
            else "What could be read of the file was put in order."
        )
    kept = free_name(path.parent, f"{path.stem}.damaged")
    write_durably(kept, data)
    write_durably(path, render(to_tables(salvage.session, salvage.tables, schema)))
    return (*salvage.report, done, f"The damaged file is kept as {kept.name}.")
