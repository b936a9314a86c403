"""From version 2 of the file's form to version 3: every row gets an identity, every kind its own settings.

The identity of what had none comes from the session's id and the place of the row, so that two laptops that
open the same old file give the same ones.
"""

from __future__ import annotations

from typing import Any

from sessions.rows import made_uid

Tables = dict[str, Any]

_WITH_ROWS = (
    "partners",
    "people",
    "agenda",
    "ballots",
    "rounds",
    "agreements",
    "notes",
    "actions",
    "votes",
    "spells",
)
_OF_KINDS: dict[str, Any] = {
    "pack_id": None,
    "section_ids": [],
    "item_ids": [],
    "candidates": "items",
    "dots": 0,
    "stack": True,
    "follows": None,
    "top": 0,
}
"""Settings that every step had in version 2, with what they were where they said nothing."""
_OWN = {
    "score": {"pack_id", "section_ids", "item_ids"},
    "discuss": {"pack_id", "section_ids", "item_ids", "follows", "top"},
    "prioritise": {"pack_id", "section_ids", "item_ids", "candidates", "dots", "stack"},
}


def with_identities(tables: Tables) -> Tables:
    """2 → 3. Raises KeyError, TypeError, ValueError or AttributeError for what is no session of version 2."""
    (session,) = tables["session"].values()
    for name in _WITH_ROWS:
        for number, row in tables.get(name, {}).items():
            row.setdefault("uid", made_uid(session["id"], name, row.get("id", number)))
    for activity in tables.get("agenda", {}).values():
        own = _OWN.get(activity["kind"], set())
        for key, unsaid in _OF_KINDS.items():
            if key not in own and activity.get(key, unsaid) == unsaid:
                activity.pop(key, None)
    uids = {
        (prefix, row["id"]): row["uid"]
        for prefix, name in (("action", "actions"), ("decision", "notes"))
        for row in tables.get(name, {}).values()
    }
    for note in tables.get("notes", {}).values():
        what, _, label = note.get("outcome", "").partition(" ")
        if label:
            note.update(outcome=what, outcome_uid=uids.get((what, label)))
    for vote in tables.get("votes", {}).values():
        vote["counts"] = [
            [uids.get(("action", candidate), candidate), dots] for candidate, dots in vote["counts"]
        ]
    _own_tables(tables, session)
    return tables


def _own_tables(tables: Tables, session: dict[str, Any]) -> None:
    """What stood in the session itself, and is now in the tables of its kinds."""
    revealed = session.pop("revealed_votes", [])
    tables["votes_revealed"] = {
        str(number): {
            "activity_id": step_id,
            "uid": made_uid(session["id"], "votes_revealed", step_id),
        }
        for number, step_id in enumerate(revealed, start=1)
    }
    order = session.pop("gap_order", [])
    uid = made_uid(session["id"], "gap_orders", "")
    tables["gap_orders"] = {"1": {"item_ids": order, "uid": uid}} if order else {}
