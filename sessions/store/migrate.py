"""Versions of the file's form: which one a file has, and how an older one becomes today's."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Schema:
    """A version of the form and, for each older one, the function that takes its tables one version on."""

    version: int
    steps: Mapping[int, Callable[[Tables], Tables]] = field(default_factory=dict)


def _may_hold_breaks(tables: Tables) -> Tables:
    """1 → 2: an agenda may hold steps of kind "break", which a reader of version 1 takes for damage."""
    return tables


CURRENT = Schema(version=3, steps={1: _may_hold_breaks, 2: with_identities})
"""What this program reads and writes. A key or table that may be ignored needs no new version."""


def version_of(tables: Tables, path: Path) -> int:
    """Version of the form that `tables` have. Raises Foreign, or Damaged where it says none."""
    meta = tables.get("meta")
    first = next(iter(meta.values()), None) if isinstance(meta, dict) else None
    if not isinstance(first, dict) or first.get("program") != PROGRAM:
        raise Foreign(
            "This file is not a session of this program",
            where=str(path),
            hint="It was left as it is. Move it elsewhere, or name another file.",
        )
    version = first.get("schema_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Damaged("The session file is damaged: it doesn't say which version it has", where=str(path))
    return version


def migrate(tables: Tables, path: Path, schema: Schema = CURRENT) -> Tables:
    """`tables` in the form of `schema`; what it is given stays as it is.

    Raises Newer, Foreign, Damaged, or Problem where there is no way from the version that it has.
    """
    version = version_of(tables, path)
    if version > schema.version:
        raise Newer(
            f"This session has version {version} of the file's form; "
            f"this program knows version {schema.version}",
            where=str(path),
            hint="Update the program, then open it again. The file was left as it is.",
        )
    if version == schema.version:
        return tables
    moved = copy.deepcopy(tables)
    for step in range(version, schema.version):
        if step not in schema.steps:
            raise Problem(
                f"This session has version {step} of the file's form, which this program can't read",
                where=str(path),
                hint="Open and save it with an earlier version of the program first.",
            )
        try:
            moved = schema.steps[step](moved)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise Damaged(
                f"The session file is damaged: it can't be brought from version {step} to {step + 1}",
                where=str(path),
            ) from error
    moved["meta"] = {"1": {**next(iter(moved["meta"].values())), "schema_version": schema.version}}
    return moved
