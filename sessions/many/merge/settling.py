"""Settling what stands side by side: an edit like any other, which merges with what others settle."""

import json
from datetime import datetime
from typing import Any

from sessions.edit import edit
from sessions.identity import tables_of, with_tables
from sessions.many.merge.conflicts import TWICE, Conflict, conflicts
from sessions.many.merge.sides import row_saying
from sessions.many.merge.state import TRUE
from sessions.many.merge.twins import told_apart, twins, united
from sessions.parts import SESSION, key_of, material
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Row
from sessions.shared import ALIVE, ORDERS

BOTH = -1


@edit("settling of what two laptops said")
def settle(session: Session, _: datetime, conflict_id: str, side: int) -> Session:
    """Take one of the sides, by its place, or both, `BOTH`. Raises Problem where there is none."""
    conflict = next((own for own in conflicts(session) if own.id == conflict_id), None)
    if conflict is None:
        hint = "`workshop settle SESSION` lists what there is."
        raise Problem(f"Nothing called {conflict_id!r} is to be settled", hint=hint)
    if side == BOTH and not conflict.both_can_stand:
        raise Problem("Only one of these can stand", hint="Take one of them.")
    if not BOTH <= side < len(conflict.sides):
        raise Problem(f"There are {len(conflict.sides)} to choose from", hint="Count from the first.")
    if conflict.part == TWICE:
        twin = next(twin for twin in twins(session) if key_of(twin.table, twin.other) == conflict.key)
        return united(session, twin) if side else told_apart(session, twin)
    value = _both(conflict) if side == BOTH else json.loads(conflict.sides[side].value)
    return _closed(_saying(session, conflict, value), conflict)


def _both(conflict: Conflict) -> Any:
    values = [json.loads(side.value) for side in conflict.sides]
    if all(isinstance(value, list) for value in values):
        return _united([row for value in values for row in value])
    return "\n".join(dict.fromkeys(map(str, values)))


def _united(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of two sides: of a partner that gave two reasons, one with both."""
    by_partner: dict[Any, dict[str, Any]] = {}
    for row in rows:
        earlier = by_partner.get(row.get("partner_id"))
        if earlier is not None and row["reason"] not in earlier["reason"]:
            row = {**row, "reason": " / ".join(filter(None, (earlier["reason"], row["reason"])))}
        elif earlier is not None:
            row = earlier
        by_partner[row.get("partner_id")] = row
    return list(by_partner.values())


def _closed(session: Session, conflict: Conflict) -> Session:
    """The session with one version of that part; which it is, is noted where the change is stamped."""
    shared = session.shared
    assert shared is not None
    parts = {**shared.versions[conflict.key], conflict.part: [["", 0]]}
    versions = {**shared.versions, conflict.key: parts}
    return session.model_copy(update={"shared": shared.model_copy(update={"versions": versions})})


def _saying(session: Session, conflict: Conflict, value: Any) -> Session:
    if conflict.table == SESSION:
        data = {**session.model_dump(mode="json"), conflict.part: value}
        return session.model_copy(
            update={conflict.part: getattr(Session.model_validate(data), conflict.part)}
        )
    if conflict.key == ORDERS:
        return _in_order(session, conflict.part, value)
    tables = dict(tables_of(session))
    rows: tuple[Row, ...] = tables.get(conflict.table, ())
    if conflict.part == ALIVE:
        if json.dumps(value) != TRUE:
            rows = tuple(row for row in rows if key_of(conflict.table, row) != conflict.key)
    else:
        rows = tuple(
            row_saying(conflict.table, row, conflict.part, value)
            if key_of(conflict.table, row) == conflict.key
            else row
            for row in rows
        )
    tables[conflict.table] = rows
    kept = {name: rows for name, rows in tables.items() if rows or name in Session.model_fields}
    return with_tables(session, kept)


def _in_order(session: Session, table: str, keys: list[str]) -> Session:
    if table in material(()):
        return session
    places = {key: place for place, key in enumerate(keys)}
    rows = getattr(session, table)
    ordered = sorted(rows, key=lambda row: places.get(key_of(table, row), len(places)))
    return session.model_copy(update={table: tuple(ordered)})
