"""Versions of the file's form: which one a file has, and how an older one becomes today's."""

import copy
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from sessions.problem import Problem
from sessions.rows import uid_from
from sessions.store.storage import Damaged, Tables

PROGRAM = "workshop"
"""How a file says that it is one of ours, in its table `meta`."""
_WITH_ROWS = "partners people agenda ballots rounds agreements notes actions votes spells"
SETTINGS: dict[str, Any] = {
    **{"pack_id": None, "section_ids": [], "item_ids": [], "candidates": "items"},
    **{"dots": 0, "stack": True, "follows": None, "top": 0},
}
"""Settings that every step had in version 2, with what they were where they said nothing."""
_OWN: dict[str, Collection[str]] = {
    **{kind: set() for kind in ("welcome", "review", "gaps", "actions", "break", "close")},
    "score": {"pack_id", "section_ids", "item_ids"},
    "discuss": {"pack_id", "section_ids", "item_ids", "follows", "top"},
    "prioritise": {"pack_id", "section_ids", "item_ids", "candidates", "dots", "stack"},
}


class Foreign(Problem):
    """A file of another program."""


class Newer(Problem):
    """A file of a later version of this program."""


def _with_identities(tables: Tables) -> Tables:
    """2 → 3: every row gets an identity, every kind its own settings. What is no document stays as it is.

    An identity comes from the session's id and the place of the row: two laptops give the same ones.
    """
    session: dict[str, Any] = next(iter(_rows(tables, "session").values()), {})
    session_id = session.get("id")
    for name in _WITH_ROWS.split():
        for number, row in _rows(tables, name).items():
            row.setdefault("uid", uid_from(session_id, name, row.get("id", number)))
    for activity in _rows(tables, "agenda").values():
        own = _OWN.get(str(activity.get("kind")), SETTINGS.keys())
        for key, unsaid in SETTINGS.items():
            if key not in own and activity.get(key, unsaid) == unsaid:
                activity.pop(key, None)
    uids = {
        f"{prefix} {row.get('id')}": row["uid"]
        for prefix, name in (("action", "actions"), ("decision", "notes"))
        for row in _rows(tables, name).values()
    }
    for note in _rows(tables, "notes").values():
        what, _, label = str(note.get("outcome", "")).partition(" ")
        if label:
            note.update(outcome=what, outcome_uid=uids.get(f"{what} {label}"))
    for vote in _rows(tables, "votes").values():
        if isinstance(counts := vote.get("counts"), list):
            for count in counts:  # (candidate, dots), where an action was named by its label
                if isinstance(count, list) and count:
                    count[0] = uids.get(f"action {count[0]}", count[0])
    # What stood in the session itself stands in the tables of its kinds.
    revealed, order = session.pop("revealed_votes", None), session.pop("gap_order", None)
    if isinstance(revealed, list):
        tables["votes_revealed"] = {
            str(number): {"activity_id": step, "uid": uid_from(session_id, "votes_revealed", step)}
            for number, step in enumerate(revealed, start=1)
        }
    if order:
        tables["gap_orders"] = {"1": {"item_ids": order, "uid": uid_from(session_id, "gap_orders", "")}}
    return tables


def _rows(tables: Tables, name: str) -> Tables:
    """The documents of a table, by their numbers."""
    table = tables.get(name)
    rows = table.items() if isinstance(table, dict) else ()
    return {number: row for number, row in rows if isinstance(row, dict)}


STEPS: dict[int, Callable[[Tables], Tables]] = {
    1: dict,  # an agenda may hold steps of kind "break", which a reader of version 1 takes for damage
    2: _with_identities,
}
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
