"""From version 2 of the file's form to version 3: every row gets an identity, every kind its own settings.

An identity comes from the session's id and the place of the row: two laptops give the same ones.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sessions.rows import made_uid

Tables = dict[str, Any]

_WITH_ROWS = (
    *("partners", "people", "agenda", "ballots", "rounds", "agreements"),
    *("notes", "actions", "votes", "spells"),
)
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


def with_identities(tables: Tables) -> Tables:
    """2 → 3. What has the form of version 3 stays, and what is no document: reading says what is wrong."""
    session: dict[str, Any] = next(iter(_rows(tables, "session").values()), {})
    session_id = session.get("id")
    for name in _WITH_ROWS:
        for number, row in _rows(tables, name).items():
            row.setdefault("uid", made_uid(session_id, name, row.get("id", number)))
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
            vote["counts"] = [_with_uid(count, uids) for count in counts]
    # What stood in the session itself stands in the tables of its kinds.
    revealed, order = session.pop("revealed_votes", None), session.pop("gap_order", None)
    if isinstance(revealed, list):
        tables["votes_revealed"] = {
            str(number): {"activity_id": step, "uid": made_uid(session_id, "votes_revealed", step)}
            for number, step in enumerate(revealed, start=1)
        }
    if order:
        tables["gap_orders"] = {"1": {"item_ids": order, "uid": made_uid(session_id, "gap_orders", "")}}
    return tables


def _rows(tables: Tables, name: str) -> Tables:
    """The documents of a table, by their numbers."""
    table = tables.get(name)
    rows = table.items() if isinstance(table, dict) else ()
    return {number: row for number, row in rows if isinstance(row, dict)}


def _with_uid(count: Any, uids: dict[str, str]) -> Any:
    """A (candidate, dots) with the uid of an action in the place of its label."""
    if not isinstance(count, list) or not count:
        return count
    return [uids.get(f"action {count[0]}", count[0]), *count[1:]]
