"""What is wrong with a session, beyond its models: references that lead nowhere, and what stands twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sessions.record import ROOM, Agreement, Session
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
    sources = (_doubled, _agenda, _people, _ballots, _rounds, _agreements, _votes, _origins, _position)
    return tuple(found for source in sources for found in source(session))


def _repeats(keys: Iterable[object]) -> Iterator[tuple[int, object]]:
    """(index, key) of every key that stood before."""
    seen: set[object] = set()
    for index, key in enumerate(keys):
        if key in seen:
            yield index, key
        seen.add(key)


def _doubled(session: Session) -> Iterator[Finding]:
    """Ids that stand twice, and second answers to one question; the first of each counts."""
    ids = {
        "packs": [one.id for one in session.packs],
        "agenda": [one.id for one in session.agenda],
        "partners": [one.id for one in session.partners],
        "notes": [one.id for one in session.notes],
        "actions": [one.id for one in session.actions],
    }
    for table, keys in ids.items():
        for index, key in _repeats(keys):
            yield Finding((table, index), f"the id {key!r} stands twice")
    for index, _ in _repeats((one.item_id, one.partner_id, one.round) for one in session.ballots):
        yield Finding(("ballots", index), "a second ballot of this partner on this item in this round")
    for index, _ in _repeats(one.item_id for one in session.rounds):
        yield Finding(("rounds", index), "this item has a round already")
    for index, _ in _repeats(one.item_id for one in session.agreements):
        yield Finding(("agreements", index), "this item has an agreed level already")


def _items(session: Session) -> dict[str, int]:
    """{item id: highest level of its scale; 0 where its pack has none}."""
    return {i.id: pack.scale.top if pack.scale else 0 for pack in session.packs for i in pack.items()}


def _partners(session: Session) -> set[str]:
    return {voice.id for voice in session.voices()}


def _agenda(session: Session) -> Iterator[Finding]:
    packs = {pack.id: pack for pack in session.packs}
    steps = {activity.id for activity in session.agenda}
    for index, activity in enumerate(session.agenda):
        if activity.follows is not None and activity.follows not in steps:
            yield Finding(("agenda", index), f"no step {activity.follows!r} that it could go on with")
        if activity.pack_id is None:
            continue
        if activity.pack_id not in packs:
            yield Finding(("agenda", index), f"no pack {activity.pack_id!r} in this session")
            continue
        pack = packs[activity.pack_id]
        known = {section.id for section in pack.sections}
        for number, section in enumerate(activity.section_ids):
            if section not in known:
                what = f"the pack {activity.pack_id!r} has no section {section!r}"
                yield Finding(("agenda", index, "section_ids", number), what)
        items = {item.id for item in pack.items()}
        for number, item_id in enumerate(activity.item_ids):
            if item_id not in items:
                what = f"the pack {activity.pack_id!r} has no item {item_id!r}"
                yield Finding(("agenda", index, "item_ids", number), what)


def _people(session: Session) -> Iterator[Finding]:
    partners = _partners(session)
    for index, partner in enumerate(session.partners):
        if partner.id == ROOM:
            yield Finding(("partners", index), f"{ROOM!r} is the id of the whole room")
    for index, person in enumerate(session.people):
        if person.partner_id is not None and person.partner_id not in (*partners, ROOM):
            yield Finding(("people", index, "partner_id"), f"no partner {person.partner_id!r}")


def _ballots(session: Session) -> Iterator[Finding]:
    items, partners = _items(session), _partners(session)
    for index, one in enumerate(session.ballots):
        loc = ("ballots", index)
        if one.item_id not in items:
            yield Finding(loc, f"no item {one.item_id!r} in this session")
        elif not items[one.item_id]:
            yield Finding(loc, f"the item {one.item_id!r} has no scale to answer on")
        elif len(one.counts) != items[one.item_id]:
            yield Finding(loc, f"{len(one.counts)} counts for a scale of {items[one.item_id]} levels")
        elif min(one.counts) < 0:
            yield Finding(loc, "a count is below nought")
        if one.partner_id not in partners:
            yield Finding(loc, f"no partner {one.partner_id!r}")


def _rounds(session: Session) -> Iterator[Finding]:
    items = _items(session)
    for index, one in enumerate(session.rounds):
        if one.item_id not in items:
            yield Finding(("rounds", index), f"no item {one.item_id!r} in this session")


def _agreements(session: Session) -> Iterator[Finding]:
    items = _items(session)
    for index, one in enumerate(session.agreements):
        if one.item_id not in items:
            yield Finding(("agreements", index), f"no item {one.item_id!r} in this session")
        elif one.level > items[one.item_id]:
            yield Finding(("agreements", index), f"there is no level {one.level} on this item's scale")
        elif one.target is not None and not one.level <= one.target <= items[one.item_id]:
            what = f"the target {one.target} is below the agreed level or off the scale"
            yield Finding(("agreements", index, "target"), what)
        yield from _dissents(index, one, _partners(session))


def _dissents(index: int, agreement: Agreement, partners: set[str]) -> Iterator[Finding]:
    for number, one in enumerate(agreement.dissents):
        if one.partner_id not in partners:
            yield Finding(("agreements", index, "dissents", number), f"no partner {one.partner_id!r}")
    for number, key in _repeats(one.partner_id for one in agreement.dissents):
        yield Finding(("agreements", index, "dissents", number), f"{key!r} dissents twice")


def _votes(session: Session) -> Iterator[Finding]:
    partners, activities = _partners(session), {one.id for one in session.agenda}
    known = _items(session).keys() | {one.id for one in session.actions}
    for index, one in enumerate(session.votes):
        gone = next((candidate for candidate, _ in one.counts if candidate not in known), None)
        if one.activity_id not in activities:
            yield Finding(("votes", index), f"no step {one.activity_id!r} on the agenda")
        elif one.partner_id not in partners:
            yield Finding(("votes", index), f"no partner {one.partner_id!r}")
        elif gone is not None:
            yield Finding(("votes", index), f"no item or action {gone!r} in this session")
        elif any(count < 1 for _, count in one.counts):
            yield Finding(("votes", index), "a number of dots is below 1")
    for index, _ in _repeats((one.activity_id, one.partner_id) for one in session.votes):
        yield Finding(("votes", index), "this partner has placed its dots already")


def _origins(session: Session) -> Iterator[Finding]:
    known = _items(session).keys() | {f"{p.id}/{section.id}" for p in session.packs for section in p.sections}
    for table in ("notes", "actions"):
        for index, one in enumerate(getattr(session, table)):
            if one.origin is not None and one.origin not in known:
                what = f"no item or section {one.origin!r} in this session"
                yield Finding((table, index, "origin"), what)


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
        "item": _items(session),
        "closing": sections,
    }
    if at.activity_id not in {step.id for step in session.agenda} or at.ref not in known[at.part]:
        yield Finding(("at",), f"no place {at.activity_id!r} {at.part} {at.ref!r} on the agenda")
