"""A change to a session as a value: what it is called, and the pure function that makes it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, ParamSpec

from sessions.meeting import attendee
from sessions.record import THE_ROOM, Session
from sessions.rows import Action

P = ParamSpec("P")
MOST_NAME = 48
"""Characters of a name, or of what somebody wrote, in what undo says."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change, not made yet. Whoever applies it saves the result before anybody sees it."""

    label: Callable[[Session], str]
    """What is done, seen from the session before it, for "Undone: …": "answer of the ICB on 1.6"."""
    apply: Callable[[Session, datetime], Session]
    """Gives the session after the change; the one before stays as it is. The time is aware.

    Raises Problem where the change cannot stand, and KeyError for an id that is not in the session.
    """

    def then(self, other: "Edit") -> "Edit":
        """Both as one change, called as this one: saved once, and undone at once."""
        return Edit(self.label, lambda session, now: other.apply(self.apply(session, now), now))


def edit(label: str) -> Callable[[Callable[Concatenate[Session, datetime, P], Session]], Callable[P, Edit]]:
    """Makes of a function (session, now, …) -> session one that takes the rest and gives the `Edit`.

    In braces, `label` names parameters of the function, or what they stand for: see `NAMES`.
    """
    used = {name: how for name, how in NAMES.items() if f"{{{name}}}" in label}

    def of(change: Callable[Concatenate[Session, datetime, P], Session]) -> Callable[P, Edit]:
        @wraps(change)
        def build(*args: P.args, **kwargs: P.kwargs) -> Edit:
            def called(session: Session) -> str:
                given = signature(change).bind(session, None, *args, **kwargs).arguments
                names = {name: show(session, given[key]) for name, (key, show) in used.items()}
                return label.format_map({**given, **names})

            def apply(session: Session, now: datetime) -> Session:
                return change(session, now, *args, **kwargs)

            return Edit(called, apply)

        return build

    return of


def together(first: Edit, *rest: Edit) -> Edit:
    """Several changes as one, to be taken back in one step. It is called by the first."""

    def apply(session: Session, now: datetime) -> Session:
        for change in (first, *rest):
            session = change.apply(session, now)
        return session

    return Edit(first.label, apply)


def next_label(prefix: str, taken: Iterable[str]) -> str:
    """The label after the highest of those `taken`: A8 after A7."""
    numbers = [int(label[len(prefix) :]) for label in taken if re.fullmatch(rf"{prefix}\d+", label)]
    return f"{prefix}{max(numbers, default=0) + 1}"


def _clipped(text: str) -> str:
    """`text` on one line of at most `MOST_NAME` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= MOST_NAME else f"{flat[: MOST_NAME - 1].rstrip()}…"


def _numbered(session: Session, item_id: str) -> str:
    """ "1.6 Governance that can decide", clipped."""
    item = session.item(item_id)
    return f"{item.number} {_clipped(item.name)}"


def _labelled(label: str, text: str) -> str:
    """ "A7 “Draft the protocol”", clipped."""
    return f"{label} “{_clipped(text)}”"


def _new_action(session: Session, fields: Any) -> str:
    return _labelled(next_label("A", (action.id for action in session.actions)), fields.text)


def _new_note(session: Session, text: str) -> str:
    return _labelled(next_label("N", (note.id for note in session.notes)), text)


def _action(session: Session, changed: Action) -> str:
    """As it was called before, so that whoever reads it knows it again."""
    action = next((row for row in session.actions if row.id == changed.id), changed)
    return _labelled(action.id, action.text)


def _note(session: Session, note_id: str) -> str:
    note = next((row for row in session.notes if row.id == note_id), None)
    return note_id if note is None else _labelled(note.id, note.text)


def _voice(session: Session, wanted: str) -> str:
    """The name of who has a voice; the room's within a sentence."""
    voice = session.find_voice(wanted)
    return "the whole room" if voice == THE_ROOM else _clipped(voice.name)


def _party(session: Session, party_id: str) -> str:
    """The name of a party: that of the partner with this id, or what it is called by itself."""
    names = {partner.id: partner.name for partner in session.partners}
    return _clipped(names.get(party_id, party_id))


def _attendee_or_name(session: Session, wanted: str) -> str:
    """The name of a partner or a person by what tells it from others; else what it was called by."""
    names = {row.id: row.name for row in session.partners} | {row.uid: row.name for row in session.people}
    return _clipped(names.get(wanted, wanted))


def _item_or_section(session: Session, ref: str) -> str:
    """ "1.6", "Domain 1"."""
    try:
        return session.called(ref)
    except KeyError:
        section = session.section(ref)
        return section.label or section.title


NAMES: dict[str, tuple[str, Callable[[Session, Any], str]]] = {
    "attendee": ("uid", lambda session, uid: attendee(session, uid).name),
    "item": ("item_id", lambda session, item_id: session.called(item_id)),
    "numbered_item": ("item_id", _numbered),
    "note": ("kind", lambda _, kind: "parked point" if kind == "parked" else kind),
    "partner": ("partner_id", _voice),
    "party": ("party_id", _party),
    "ref": ("ref", lambda session, ref: _item_or_section(session, ref)),
    "new_item": ("text", lambda _, text: f"“{_clipped(text)}”"),
    "new_note": ("text", _new_note),
    "old_note": ("note_id", _note),
    "new_action": ("fields", _new_action),
    "old_action": ("action", _action),
    "new_partner": ("name", lambda _, name: _clipped(name)),
    "new_step": ("new", lambda _, new: _clipped(new.title)),
    "taker": ("taker_id", _attendee_or_name),
    "step": ("activity_id", lambda session, activity_id: _clipped(session.activity(activity_id).title)),
}
"""What a label can name: {its name: (parameter that it is worked out from, how)}."""
