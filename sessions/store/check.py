"""What is wrong with a session, beyond its models: references that lead nowhere, and what stands twice."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from sessions.aspects import item_of
from sessions.identity import tables_of, uids_in
from sessions.kinds.kind import Fault
from sessions.kinds.registry import kinds
from sessions.material import Pack
from sessions.origins import origins
from sessions.record import TABLES, RefTo, Session
from sessions.remember import FoundIn, remembered
from sessions.rows import ROOM, MaterialActivity
from sessions.store.tables import place

Loc = tuple[int | str, ...]
"""A place in a session, as pydantic names it: ("ballots", 2, "counts")."""
_GOES_NOWHERE: dict[RefTo, str] = {
    "item": "no item {!r} in this session",
    "partner": "no partner {!r}",
    "activity": "no step {!r} on the agenda",
    "candidate": "no item or action {!r} in this session",
    "origin": "no item or section {!r} in this session",
}


class Finding(NamedTuple):
    """What is wrong: the smallest part of the session without which it would be sound, and why."""

    loc: Loc
    what: str

    def __str__(self) -> str:
        return f"{place(self.loc)}: {self.what}"


def findings(session: Session) -> tuple[Finding, ...]:
    """References that lead nowhere and what stands twice, in the order of the tables."""
    of_kinds = (kind.faults for kind in kinds())
    sources = (_doubled, _agenda, _people, _kinds_rows, *of_kinds, _origins_and_outcomes, _position)
    return tuple(Finding(loc, what) for source in sources for loc, what in source(session))


def _repeats(keys: Iterable[object]) -> Iterator[tuple[int, object]]:
    """(index, key) of every key that stood before."""
    seen: set[object] = set()
    for index, key in enumerate(keys):
        if key in seen:
            yield index, key
        seen.add(key)


def _doubled(session: Session) -> Iterator[Fault]:
    """Ids and uids that stand twice, and second answers to one question; the first of each counts."""
    # As many as there are rows, where none stands twice: only else are they gone through one by one.
    for name in ("packs", "agenda", "partners", "notes", "actions"):
        rows = getattr(session, name)
        if len(_values(name, "id")(rows)) < len(rows):
            for index, label in _repeats(row.id for row in rows):
                yield (name, index), f"the id {label!r} stands twice"
    for name, rows in tables_of(session).items():
        if len(uids_in(name, rows)) < len(rows):
            for index, uid in _repeats(row.uid for row in rows):
                yield (name, index), f"the identity {uid!r} stands twice"
    for name, table in TABLES.items():
        rows = table.of(session)
        if len(table.places(rows)) < len(rows):
            for index, _ in _repeats(table.key(row) for row in rows):
                yield (name, index), table.twice


@cache
def _values(name: str, field: str) -> FoundIn[Any, Any]:
    """What stands in a field of the rows of a table."""
    del name  # each table has its own
    get = attrgetter(field)
    return FoundIn(lambda row: (get(row),))


def _agenda(session: Session) -> Iterator[Fault]:
    packs = {pack.id: pack for pack in session.packs}
    steps = {activity.id for activity in session.agenda}
    for index, activity in enumerate(session.agenda):
        if activity.follows_step is not None and activity.follows_step not in steps:
            yield ("agenda", index), f"no step {activity.follows_step!r} that it could go on with"
        if not isinstance(activity, MaterialActivity) or activity.pack_id is None:
            continue
        if activity.pack_id not in packs:
            yield ("agenda", index), f"no pack {activity.pack_id!r} in this session"
            continue
        pack = packs[activity.pack_id]
        sections, items = {section.id for section in pack.sections}, {item.id for item in pack.items()}
        for key, word, known in (("section_ids", "section", sections), ("item_ids", "item", items)):
            for number, wanted in enumerate(getattr(activity, key)):
                if wanted not in known:
                    what = f"the pack {activity.pack_id!r} has no {word} {wanted!r}"
                    yield ("agenda", index, key, number), what


def _people(session: Session) -> Iterator[Fault]:
    partners = {ROOM, *(voice.id for voice in session.voices())}
    for index, partner in enumerate(session.partners):
        if partner.id == ROOM:
            yield ("partners", index), f"{ROOM!r} is the id of the whole room"
    for index, person in enumerate(session.people):
        if person.partner_id is not None and person.partner_id not in partners:
            yield ("people", index, "partner_id"), f"no partner {person.partner_id!r}"


@remembered
def _items(packs: tuple[Pack, ...]) -> frozenset[str]:
    return frozenset(item.id for pack in packs for item in pack.items())


@remembered
def _sections(packs: tuple[Pack, ...]) -> frozenset[str]:
    return frozenset(f"{pack.id}/{section.id}" for pack in packs for section in pack.sections)


def _kinds_rows(session: Session) -> Iterator[Fault]:
    items, voices = _items(session.packs), session.voices()
    known: dict[RefTo, Collection[str]] = {
        "item": items,
        "partner": {voice.id for voice in voices},
        "activity": {activity.id for activity in session.agenda},
        "candidate": items | uids_in("actions", session.actions),
        "origin": items | _sections(session.packs),
    }
    for name, table in TABLES.items():
        rows = table.of(session)
        lost = {ref for ref in table.refs_in(rows) if ref.id not in known[ref.to]}
        for index, refs in enumerate(table.refs_of(rows) if lost else ()):
            for ref in (ref for ref in refs if ref in lost):
                yield (name, index, *ref.part), _GOES_NOWHERE[ref.to].format(ref.id)


def _origins_and_outcomes(session: Session) -> Iterator[Fault]:
    known_origins = origins(session)
    outcomes = uids_in("notes", session.notes) | uids_in("actions", session.actions)
    for name, field, known, what in (
        ("notes", "origin", known_origins, "no item or section {!r} in this session"),
        ("actions", "origin", known_origins, "no item or section {!r} in this session"),
        ("notes", "outcome_uid", outcomes, "no action or decision {!r} that it could have become"),
    ):
        rows = getattr(session, name)
        if any(ref is not None and ref not in known for ref in _values(name, field)(rows)):
            for index, row in enumerate(rows):
                if (ref := getattr(row, field)) is not None and ref not in known:
                    yield (name, index, field), what.format(ref)


def _position(session: Session) -> Iterator[Fault]:
    """Only what is not there at all: a place that is no longer on today's way is one to go on from."""
    at = session.at
    if at is None:
        return
    known: dict[str, Collection[str]] = {
        "start": ("",),
        "reading": {f"{pack.id}/{reading.id}" for pack in session.packs for reading in pack.readings},
        "section": _sections(session.packs),
        "item": _items(session.packs),
        "closing": _sections(session.packs),
    }
    steps = {step.id for step in session.agenda}
    # A kind may have parts of its own, which only its stops tell.
    if at.activity_id not in steps or item_of(at.ref) not in known.get(at.part, (at.ref,)):
        yield ("at",), f"no place {at.activity_id!r} {at.part} {at.ref!r} on the agenda"
