"""What is wrong with a session, beyond its models: references that lead nowhere, and what stands twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sessions.identity import tables_of
from sessions.kinds.registry import kinds
from sessions.material import Pack
from sessions.record import TABLES, Ref, RefTo, Session
from sessions.rows import ROOM, Action, Activity, MaterialActivity, Note, Partner
from sessions.store.tables import place

Loc = tuple[int | str, ...]
"""A place in a session, as pydantic names it: ("ballots", 2, "counts")."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: the smallest part of the session without which it would be sound, and why."""

    loc: Loc
    what: str

    def __str__(self) -> str:
        return f"{place(self.loc)}: {self.what}"


def findings(session: Session) -> tuple[Finding, ...]:
    """References that lead nowhere and what stands twice, in the order of the tables."""
    sources = (_doubled, _agenda, _people, _kinds_rows, _kinds_faults, _origins, _outcomes, _position)
    return tuple(finding for source in sources for finding in source(session))


def _repeats(keys: Iterable[object]) -> Iterator[tuple[int, object]]:
    """(index, key) of every key that stood before."""
    seen: set[object] = set()
    for index, key in enumerate(keys):
        if key in seen:
            yield index, key
        seen.add(key)


def _doubled(session: Session) -> Iterator[Finding]:
    """Ids and uids that stand twice, and second answers to one question; the first of each counts."""
    labelled: dict[str, tuple[Pack | Activity | Partner | Note | Action, ...]] = {
        "packs": session.packs,
        "agenda": session.agenda,
        "partners": session.partners,
        "notes": session.notes,
        "actions": session.actions,
    }
    for name, labelled_rows in labelled.items():
        for index, label in _repeats(row.id for row in labelled_rows):
            yield Finding((name, index), f"the id {label!r} stands twice")
    for name, rows in tables_of(session).items():
        for index, uid in _repeats(row.uid for row in rows):
            yield Finding((name, index), f"the identity {uid!r} stands twice")
    for name, table in TABLES.items():
        for index, _ in _repeats(table.key(row) for row in table.of(session)):
            yield Finding((name, index), table.twice)


def _agenda(session: Session) -> Iterator[Finding]:
    packs = {pack.id: pack for pack in session.packs}
    steps = {activity.id for activity in session.agenda}
    for index, activity in enumerate(session.agenda):
        if activity.follows_step is not None and activity.follows_step not in steps:
            yield Finding(("agenda", index), f"no step {activity.follows_step!r} that it could go on with")
        if not isinstance(activity, MaterialActivity) or activity.pack_id is None:
            continue
        if activity.pack_id not in packs:
            yield Finding(("agenda", index), f"no pack {activity.pack_id!r} in this session")
            continue
        pack = packs[activity.pack_id]
        sections, items = {section.id for section in pack.sections}, {item.id for item in pack.items()}
        named = (("section_ids", "section", sections), ("item_ids", "item", items))
        for key, word, known in named:
            for number, wanted in enumerate(getattr(activity, key)):
                if wanted not in known:
                    what = f"the pack {activity.pack_id!r} has no {word} {wanted!r}"
                    yield Finding(("agenda", index, key, number), what)


def _people(session: Session) -> Iterator[Finding]:
    partners = {voice.id for voice in session.voices()}
    for index, partner in enumerate(session.partners):
        if partner.id == ROOM:
            yield Finding(("partners", index), f"{ROOM!r} is the id of the whole room")
    for index, person in enumerate(session.people):
        if person.partner_id is not None and person.partner_id not in (*partners, ROOM):
            yield Finding(("people", index, "partner_id"), f"no partner {person.partner_id!r}")


# --- the kinds' own rows ----------------------------------------------------------------------------

_NONE: dict[RefTo, str] = {
    "item": "no item {!r} in this session",
    "partner": "no partner {!r}",
    "activity": "no step {!r} on the agenda",
    "candidate": "no item or action {!r} in this session",
}


def _kinds_rows(session: Session) -> Iterator[Finding]:
    items = {item.id for pack in session.packs for item in pack.items()}
    known: dict[RefTo, Collection[str]] = {
        "item": items,
        "partner": {voice.id for voice in session.voices()},
        "activity": {activity.id for activity in session.agenda},
        "candidate": items | {action.uid for action in session.actions},
    }
    for name, table in TABLES.items():
        for index, row in enumerate(table.of(session)):
            gone: list[Ref] = [ref for ref in table.refs(row) if ref.id not in known[ref.to]]
            for ref in gone:
                yield Finding((name, index, *ref.part), _NONE[ref.to].format(ref.id))


def _kinds_faults(session: Session) -> Iterator[Finding]:
    for kind in kinds():
        for loc, what in kind.faults(session):
            yield Finding(loc, what)


# --- notes, actions, place --------------------------------------------------------------------------


def _origins(session: Session) -> Iterator[Finding]:
    known = {item.id for pack in session.packs for item in pack.items()}
    known |= {f"{pack.id}/{section.id}" for pack in session.packs for section in pack.sections}
    origins = {
        "notes": [note.origin for note in session.notes],
        "actions": [action.origin for action in session.actions],
    }
    for name, refs in origins.items():
        for index, origin in enumerate(refs):
            if origin is not None and origin not in known:
                yield Finding((name, index, "origin"), f"no item or section {origin!r} in this session")


def _outcomes(session: Session) -> Iterator[Finding]:
    known = {row.uid for row in (*session.notes, *session.actions)}
    for index, note in enumerate(session.notes):
        if note.outcome_uid is not None and note.outcome_uid not in known:
            what = f"no action or decision {note.outcome_uid!r} that it could have become"
            yield Finding(("notes", index, "outcome_uid"), what)


def _position(session: Session) -> Iterator[Finding]:
    """Only what is not there at all: a place that is no longer on today's way is one to go on from."""
    at = session.at
    if at is None:
        return
    sections = {f"{pack.id}/{section.id}" for pack in session.packs for section in pack.sections}
    known: dict[str, Collection[str]] = {
        "start": ("",),
        "reading": {f"{pack.id}/{reading.id}" for pack in session.packs for reading in pack.readings},
        "section": sections,
        "item": {item.id for pack in session.packs for item in pack.items()},
        "closing": sections,
    }
    steps = {step.id for step in session.agenda}
    # A kind may have parts of its own, which only its stops tell.
    if at.activity_id not in steps or at.ref not in known.get(at.part, (at.ref,)):
        yield Finding(("at",), f"no place {at.activity_id!r} {at.part} {at.ref!r} on the agenda")
