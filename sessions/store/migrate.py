"""Versions of the file's form: which one a file has, and how an older one becomes today's."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

from sessions.problem import Problem
from sessions.store.identities import with_identities
from sessions.store.storage import Damaged, Tables

PROGRAM = "workshop"
"""How a file says that it is one of ours, in its table `meta`."""


class Foreign(Problem):
    """A file of another program."""


class Newer(Problem):
    """A file of a later version of this program."""


def _may_hold_breaks(tables: Tables) -> Tables:
    """1 → 2: an agenda may hold steps of kind "break", which a reader of version 1 takes for damage."""
    return tables


STEPS: dict[int, Callable[[Tables], Tables]] = {1: _may_hold_breaks, 2: with_identities}
"""For each older version, what takes its tables one version on. What may be ignored needs no new version."""


def newest() -> int:
    """The version that this program writes."""
    return max(STEPS) + 1


def version_of(tables: Tables, path: Path) -> int:
    """Version of the form that `tables` have. Raises Foreign, or Damaged where it says none."""
    meta = tables.get("meta")
    first = next(iter(meta.values()), None) if isinstance(meta, dict) else None
    if not isinstance(first, dict) or first.get("program") != PROGRAM:
        hint = "It was left as it is. Move it elsewhere, or name another file."
        raise Foreign("This file is not a session of this program", where=str(path), hint=hint)
    version = first.get("schema_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Damaged("The session file is damaged: it doesn't say which version it has", where=str(path))
    return version


def migrate(tables: Tables, path: Path) -> Tables:
    """`tables`, which stay as they are, in today's form. Raises Newer, Foreign, Damaged, Problem."""
    version, today = version_of(tables, path), newest()
    if version > today:
        raise Newer(
            f"This session has version {version} of the file's form; this program knows version {today}",
            where=str(path),
            hint="Update the program, then open it again. The file was left as it is.",
        )
    if version == today:
        return tables
    moved = copy.deepcopy(tables)
    for step in range(version, today):
        if step not in STEPS:
            what = f"This session has version {step} of the file's form, which this program can't read"
            hint = "Open and save it with an earlier version of the program first."
            raise Problem(what, where=str(path), hint=hint)
        try:
            moved = STEPS[step](moved)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            what = f"The session file is damaged: it can't be brought from version {step} to {step + 1}"
            raise Damaged(what, where=str(path)) from error
    moved["meta"] = {"1": {**next(iter(moved["meta"].values())), "schema_version": today}}
    return moved
