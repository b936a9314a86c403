"""The fields of a session that are not merged part by part: place and time, and lists that only grow."""

from collections.abc import Sequence
from typing import Any

from sessions.parts import as_json
from sessions.record import Session

_STAYS = ("id", "created_at", "at", "running", "pauses", "summary_at", "rehearsal", "final_at", "final_by")
_GROWS = ("reopened", "approvals", "forgotten")


def private_fields(sessions: Sequence[Session]) -> dict[str, Any]:
    """These fields of the session that the copies make; place, clock and state are those of the first."""
    dumped = [session.model_dump(mode="json", include={*_STAYS, *_GROWS}) for session in sessions]
    fields = {name: dumped[0][name] for name in _STAYS}
    for name in _GROWS:
        rows = {as_json(row): row for data in dumped for row in data.get(name) or ()}
        fields[name] = [rows[key] for key in sorted(rows)]
    fields["counter"] = max(session.counter for session in sessions)
    return {**fields, "handovers": _handovers(sessions), "spells": _spells(sessions), "tombstones": []}


def _handovers(sessions: Sequence[Session]) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for session in sessions:
        for gone in session.handovers:
            ended = gone.ended or rows.get(gone.uid, {}).get("ended", False)
            rows[gone.uid] = {**gone.model_dump(mode="json"), "ended": ended}
    return sorted(rows.values(), key=lambda row: (row["counter"], row["uid"]))


def _spells(sessions: Sequence[Session]) -> list[dict[str, Any]]:
    """The longest time that a copy has for each place."""
    longest: dict[tuple[str, str], dict[str, Any]] = {}
    for session in sessions:
        for spell in session.spells:
            row, key = spell.model_dump(mode="json"), (spell.activity_id, spell.place)
            known = longest.get(key)
            if known is None or (row["seconds"], row["uid"]) > (known["seconds"], known["uid"]):
                longest[key] = row
    return [longest[key] for key in sorted(longest)]
