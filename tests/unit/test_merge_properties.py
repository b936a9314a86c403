"""Whatever is done on up to five laptops, bringing the copies together gives one record, in any order.

`WORKSHOP_MERGE_EXAMPLES=500` tries more.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from sessions.edit import Edit
from sessions.handing import digest_of
from sessions.identity import stamped, tables_of
from sessions.many.merge.conflicts import conflicts
from sessions.many.merge.result import values_of
from sessions.many.merge.seats import at_table
from sessions.many.merge.settling import settle
from sessions.many.merge.state import Copy, State, states
from sessions.parts import SESSION, as_json, fields_of, key_of, material, parts_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.shared import ALIVE, OF_ITSELF, ORDERS
from sessions.spans import plain_text
from sessions.store.check import findings
from tests.apart import together
from tests.builders import NOW
from tests.random_edits import BASES, CHOICES, Choice, Number
from tests.unit.test_edits import public_edits

EXAMPLES = int(os.environ.get("WORKSHOP_MERGE_EXAMPLES", "10"))
Said = dict[tuple[str, str, str], str]


def said(session: Session) -> Said:
    """What every part of a session says, by (table, key, part)."""
    parts: Said = {}
    for table, rows in tables_of(session).items():
        for row in rows if table != "spells" else ():
            key = key_of(table, row)
            parts |= {
                (table, key, part): v for part, v in parts_of(table, row.model_dump(mode="json")).items()
            }
            parts[table, key, ALIVE] = "true"
    for table, documents in material(session.packs).items():
        for key, document in documents.items():
            parts |= {(table, key, part): value for part, value in parts_of(table, document).items()}
    for table, keys in (session.shared.orders if session.shared else {}).items():
        parts[table, ORDERS, table] = as_json(keys)
    return parts | {(SESSION, SESSION, part): v for part, v in parts_of(SESSION, fields_of(session)).items()}


@dataclass
class Laptop:
    """A copy, and which writes it knows of: worked out by sets, and not by what the record keeps."""

    session: Session
    name: str
    known: frozenset[int] = frozenset()


@dataclass
class World:
    """Several laptops, and all that was ever written on them."""

    laptops: list[Laptop]
    minutes: int = 0
    """How long ago it began."""
    writes: dict[int, tuple[tuple[str, str, str], str, frozenset[int]]] = field(default_factory=dict)
    """{number: (part, what it says, numbers of the writes that were known then)}."""

    def edit(self, at: int, edit: Edit) -> None:
        """Make a change on a laptop, unless it is refused there."""
        laptop = self.laptops[at]
        self.minutes += 1
        try:
            after = edit.apply(laptop.session, NOW + dt.timedelta(minutes=self.minutes))
        except (Problem, KeyError, StopIteration):
            return
        if after == laptop.session:
            return
        after = stamped(laptop.session, after, laptop.name, laptop.name)
        before, now = said(laptop.session), said(after)
        fresh = count(len(self.writes))
        known = laptop.known
        for place in now:
            if before.get(place) != now[place]:
                number = next(fresh)
                self.writes[number] = (place, now[place], laptop.known)
                known |= {number}
        for place in before:
            if place not in now and place[2] == ALIVE:
                number = next(fresh)
                self.writes[number] = (place, "false", laptop.known)
                known |= {number}
        self.laptops[at] = replace(laptop, session=after, known=known)

    def merge(self, at: int, others: Iterable[int]) -> None:
        """Bring copies into that of a laptop."""
        copies = [self.laptops[number] for number in (at, *others)]
        session = together(*(laptop.session for laptop in copies))
        known = frozenset[int]().union(*(laptop.known for laptop in copies))
        self.laptops[at] = replace(self.laptops[at], session=session, known=known)


def form(session: Session) -> tuple[object, ...]:
    """All of a session that merging is to give alike: what it says, and what stands side by side; how long
    it took, and where it went.
    """
    kept = session.shared and session.shared.model_copy(update={"merged": 0, "table": ""})
    return digest_of(session), kept, session.spells, session.handovers


def world_of(seed: int) -> World:
    """What up to five laptops did, as a seed has it: no choice is drawn, since what there is to choose from
    may hang on identities of chance.
    """
    chance = random.Random(seed)

    def number(below: int) -> int:
        return chance.randrange(max(below, 1))

    shared, many = BASES[number(len(BASES))](), 2 + number(4)
    partners = [partner.id for partner in shared.partners]
    # Now and then, each table has those who sit there alone.
    seats = (
        [{own for own in partners if number(2)} for _ in range(many)] if number(2) else [{*partners}] * many
    )
    sessions = [shared, *(at_table(shared, own) for own in seats[1:])]
    world = World([Laptop(session, f"laptop-{at}") for at, session in enumerate(sessions)])
    # A few edits, so that laptops do the same.
    names = [sorted(CHOICES)[number(len(CHOICES))] for _ in range(1 + number(8))]
    for _ in range(1 + number(16)):
        at = number(many)
        if number(6) == 0:
            world.merge(at, [number(many)])
        else:
            choice = CHOICES[names[number(len(names))]]
            world.edit(at, _made(choice, world.laptops[at].session, number))
    return world


def _made(choice: Choice, session: Session, number: Number) -> Edit:
    try:
        return choice(session, number)
    except (IndexError, StopIteration):
        return settle("none", 0)


def test_every_edit_is_among_them() -> None:
    assert sorted(CHOICES) == sorted(public_edits())


@pytest.mark.parametrize("name", CHOICES)
def test_and_changes_something(name: str) -> None:
    chance = random.Random(name)

    def changes(session: Session) -> bool:
        edit = _made(CHOICES[name], session, lambda below: chance.randrange(max(below, 1)))
        try:
            return edit.apply(session, NOW) != session
        except Problem:
            return False

    assert any(changes(shared()) for _ in range(20) for shared in BASES)


@pytest.mark.long
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES <= 50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(seed=st.integers(0, 2**32))
def test_any_copies_in_any_order_give_the_same_and_nothing_is_lost(seed: int) -> None:
    world = world_of(seed)
    sessions = [laptop.session for laptop in world.laptops]
    whole = together(*sessions)
    assert [str(fault) for fault in findings(whole)] == []
    mixed = list(sessions)
    random.Random(seed).shuffle(mixed)
    assert form(together(*mixed)) == form(whole), "commutative"
    nested = together(together(*sessions[:1], sessions[-1]), together(*sessions[1:]))
    assert form(nested) == form(whole), "associative, and idempotent: one of them came twice"
    assert form(together(whole, mixed[0])) == form(whole), "and a copy that comes late changes nothing"
    assert whole.pauses == sessions[0].pauses, "place and clock stay with the copy that others come to"
    assert (whole.at, whole.running) == (sessions[0].at, sessions[0].running)
    taken = _seconds(whole)
    for session in sessions:
        assert all(taken[place] >= seconds for place, seconds in _seconds(session).items())
    stands = said(whole)
    for conflict in conflicts(whole):
        place = (conflict.table, conflict.key, conflict.part)
        if conflict.sides[0].value and conflict.part != ALIVE:
            assert stands.get(place, conflict.sides[0].value) == conflict.sides[0].value, (
                "the first one stands"
            )
        told = [plain_text(side.said) for side in conflict.sides]
        assert all(told), (conflict.table, conflict.part)
        assert plain_text(conflict.what).strip(" :,")
        assert not re.search("[0-9a-f]{16}|True|False", " ".join(told)), told
    state = states([Copy(whole, {})])[0]
    for place, values in _not_overwritten(world).items():
        assert values <= _shown(whole, state, place), place


def _seconds(session: Session) -> dict[tuple[str, str], int]:
    return {(spell.activity_id, spell.place): spell.seconds for spell in session.spells}


def _not_overwritten(world: World) -> dict[tuple[str, str, str], set[str]]:
    """What was written of each part, by whoever wrote last or did not know that others had."""
    known = frozenset[int]().union(*(laptop.known for laptop in world.laptops))
    last: dict[tuple[str, str, str], set[int]] = {}
    for number in sorted(known):
        place, _, before = world.writes[number]
        last[place] = {other for other in last.get(place, ()) if other not in before} | {number}
    return {place: {world.writes[number][1] for number in numbers} for place, numbers in last.items()}


def _shown(session: Session, state: State, place: tuple[str, str, str]) -> set[str]:
    """What the record says of a part, and what it says is to be settled."""
    _, key, part = place
    register = state.parts.get(place, {})
    values = set(values_of(register)) if register else set()
    if part == ALIVE or part in OF_ITSELF or len(values) < 2:
        return values
    shown = {
        side.value for own in conflicts(session) if (own.key, own.part) == (key, part) for side in own.sides
    }
    gone = session.shared is not None and key in session.shared.gone
    return shown or (values if gone else set())
