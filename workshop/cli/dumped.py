"""A session or a template as the JSON that commands print."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sessions import words
from sessions.analysis.results import Total, totals
from sessions.kinds.gap_order import gap_order
from sessions.kinds.prioritise.records import REVEALED_VOTES, VOTES, Dots
from sessions.kinds.registry import revealed_only, waiting
from sessions.kinds.score.records import BALLOTS
from sessions.plan import Template
from sessions.record import TABLES, Session, find_scale
from sessions.store.migrate import SETTINGS
from workshop.keynames import OWN

_OF_TEMPLATES: dict[str, Any] = {
    "pack": None,
    "sections": [],
    "choose": 0,
    "items": [],
    "choose_items": 0,
} | {name: SETTINGS[name] for name in ("candidates", "dots", "stack", "top")}
"""Settings that a step of a template has in JSON, with what they are where its kind has none such."""


def dumped(whole: Session | Template, *, hidden: bool = False) -> dict[str, Any]:
    """A session or a template for JSON. Its scripts name the commands' own keys: there is no screen here.

    Every step has all the settings that any kind has: scripts need not know which kind has which. What the
    room has not seen is there only if `hidden`; `not_revealed` names the items and steps that hide something.
    """
    shown = revealed_only(whole) if isinstance(whole, Session) and not hidden else whole
    data = shown.model_dump(mode="json")
    data.pop("shared", None)  # what merging counts by
    name, unsaid = ("agenda", SETTINGS) if isinstance(whole, Session) else ("steps", _OF_TEMPLATES)
    for index, step in enumerate(data[name]):
        data[name][index] = {**unsaid, **step, "script": [OWN.fill(line) for line in step["script"]]}
    if isinstance(whole, Session) and isinstance(shown, Session):
        data["not_revealed"] = list(waiting(whole))
        data["results"] = [_result(total) for total in totals(shown)]
        _add_labels(shown, data)
    return data


def _result(total: Total) -> dict[str, Any]:
    """What a section or a pack came to, for JSON; a percentage as exactly as such numbers go."""
    return {**asdict(total), "value": int(total.value) if total.measure == "sum" else float(total.value)}


def _add_labels(session: Session, data: dict[str, Any]) -> None:
    """Have JSON say by labels, as people do, what the record holds by identity."""
    data["revealed_votes"] = [row.activity_id for row in REVEALED_VOTES.of(session)]
    data["gap_order"] = list(gap_order(session))
    for name in TABLES:
        data.setdefault(name, [])
    labels = {note.uid: note.id for note in session.notes}
    labels |= {action.uid: action.id for action in session.actions}
    for note in data["notes"]:
        if note["outcome_uid"] in labels:
            note["outcome"] += f" {labels[note['outcome_uid']]}"
    for ballot, row in zip(data[BALLOTS.name], BALLOTS.of(session), strict=True):
        ballot["changed"] = words.after_reveal(row, find_scale(session, row.item_id))
    for vote in data[VOTES.name]:
        _label(vote, labels)


def labelled_dots(session: Session, placed: Dots) -> dict[str, Any]:
    """A partner's dots for JSON, with actions by their labels."""
    data = placed.model_dump(mode="json")
    _label(data, {action.uid: action.id for action in session.actions})
    return data


def _label(vote: dict[str, Any], labels: Mapping[str, str]) -> None:
    for name in ("counts", "before"):
        dots = vote[name]
        vote[name] = dots and [[labels.get(candidate, candidate), many] for candidate, many in dots]
