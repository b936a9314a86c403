"""Whatever is done on up to five laptops, bringing the copies together gives one record, in any order.

`WORKSHOP_MERGE_EXAMPLES=500` tries more.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count

from hypothesis import HealthCheck, given, settings, strategies as st

from sessions import scope, voices
from sessions.edit import Edit
from sessions.edits import agenda as agenda_edits, event, items as item_edits, notes, people
from sessions.handing import digest_of
from sessions.identity import stamped, tables_of
from sessions.kinds import gaps, guesses
from sessions.kinds.appraise import edits as appraise_edits
from sessions.kinds.checklist import edits as check_edits
from sessions.kinds.evaluation.edits import say_words
from sessions.kinds.options import edits as option_edits
from sessions.kinds.pause import BreakActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.roles import edits as role_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.table_work import set_task
from sessions.kinds.talk import set_subject
from sessions.kinds.turns import edits as turn_edits
from sessions.many.merge.conflicts import conflicts
from sessions.many.merge.result import merged, values_of
from sessions.many.merge.settling import settle
from sessions.many.merge.state import Copy, State, states
from sessions.parts import SESSION, as_json, fields_of, key_of, material, parts_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.shared import ALIVE, OF_ITSELF, ORDERS
from sessions.store.check import findings
from sessions.versions import shared
from tests.builders import NOW
from tests.every_kind import COUNCIL, ICB, PROVIDERS, VOLUNTARY, every_kind, step_of

EXAMPLES = int(os.environ.get("WORKSHOP_MERGE_EXAMPLES", "10"))
PARTNERS = (COUNCIL, ICB, PROVIDERS, VOLUNTARY)
Number = Callable[[int], int]
"""A number below another."""
Choice = Callable[[Session, Number], Edit]
COFFEE = BreakActivity(id="new", kind="break", title="Coffee", minutes=10)


@cache
def base() -> Session:
    """A session of every kind, as it stood when it was shared."""
    session = people.add_partner("Idle Trust").apply(every_kind(), NOW)
    session = agenda_edits.add_activity(session.agenda[2].id, COFFEE).apply(session, NOW)
    session = score_edits.answer_level("icbo/D1.3", ICB, 2).apply(session, NOW)
    return shared(stamped(session.model_copy(update={"agenda": ()}), session, "laptop"))


def _step(kind: str) -> str:
    return step_of(base(), kind)


def _item(pack: str, number: int) -> str:
    return [item.id for item in base().pack(pack).items()][number]


def _label(rows: Iterable[object], number: Number) -> str:
    ids = [str(getattr(row, "id", "")) for row in rows]
    return ids[number(len(ids))] if ids else "N0"


def _changed_action(session: Session, n: Number) -> Edit:
    action = session.actions[n(len(session.actions))]
    fields = ({"status": "done"}, {"text": f"Do {n(3)}"}, {"owner": "Ann"})[n(3)]
    return notes.change_action(action.model_copy(update=fields), remark=("", "So it was", "No")[n(3)])


def _settled(session: Session, n: Number) -> Edit:
    found = conflicts(session)
    return settle(found[n(len(found))].id, n(2)) if found else settle("none", 0)


CHOICES: dict[str, Choice] = {
    "level": lambda _, n: score_edits.answer_level(_item("icbo", n(4)), PARTNERS[n(4)], (None, 1, 3)[n(3)]),
    "reveal": lambda _, n: score_edits.reveal(_item("icbo", 2)),
    "agree": lambda _, n: score_edits.agree(_item("icbo", n(4)), 1 + n(5), target=(None, 5)[n(2)]),
    "no level": lambda _, n: score_edits.withdraw_agreement(_item("icbo", n(4))),
    "dissent": lambda _, n: score_edits.dissent(_item("icbo", n(2)), PARTNERS[n(4)], ("", "No.")[n(2)]),
    "risk": lambda _, n: score_edits.answer_level(
        f"{_item('lead-provider-risks', n(3))}#impact", PARTNERS[n(4)], n(3) + 1
    ),
    "pair": lambda _, n: score_edits.answer_level(f"{_item('evolving-care', n(2))}#are", PARTNERS[n(4)], 2),
    "note": lambda s, n: notes.add_note("parked", f"Point {n(3)}"),
    "reworded": lambda s, n: notes.change_note(
        _label(s.notes, n), kind=("comment", "parked")[n(2)], text=("", "Other", "Another")[n(3)]
    ),
    "parked": lambda s, n: notes.parked_to_action(_label(s.notes, n), notes.ActionFields("Ask")),
    "action": lambda _, n: notes.add_action(notes.ActionFields(f"Do {n(3)}"), origin=_item("icbo", n(4))),
    "action changed": _changed_action,
    "dots": lambda s, n: vote_edits.vote(
        _step("prioritise"), PARTNERS[n(4)], {_item("barriers", n(3)): 1 + n(2)} if n(3) else {}
    ),
    "gaps": lambda _, n: gaps.order_gaps([_item("icbo", n(3)), _item("icbo", 3)]),
    "tick": lambda _, n: check_edits.tick(_item("lead-provider", n(3)), ("yes", "no")[n(2)]),
    "untick": lambda _, n: check_edits.untick(_item("lead-provider", n(3))),
    "role": lambda s, n: role_edits.set_role(
        _step("roles"), _item("lead-provider-roles", n(3)),
        s.pack("lead-provider-roles").parties[n(2)], ("leads", "told", "asked")[n(3)],
    ),
    "weights": lambda _, n: appraise_edits.set_weights(_step("appraise"), {"scope/K1": n(4)}),
    "appraise": lambda _, n: appraise_edits.appraise(
        _step("appraise"), f"scope/A{1 + n(3)}", PARTNERS[n(4)], {"scope/K1": 1 + n(5)}
    ),
    "option": lambda _, n: option_edits.say_option(_step("options"), PARTNERS[n(4)], {"scope/O1": 1}, 0),
    "choose": lambda _, n: option_edits.choose(_step("options"), f"scope/O{1 + n(2)}", f"Why {n(3)}"),
    "guess": lambda _, n: guesses.guess(
        [i.id for i in base().pack("figures").items() if i.guess][1], PARTNERS[n(4)], str(n(9))
    ),
    "words": lambda _, n: say_words(_step("evaluation"), ("useful", "long", "warm")[n(3)]),
    "task": lambda _, n: set_task(_step("table-work"), f"Choose {n(3)}."),
    "talk": lambda _, n: set_subject(_step("talk"), f"About {n(3)}"),
    "turns": lambda _, n: turn_edits.set_airtime(_step("turns"), 5 + n(3)),
    "applies": lambda _, n: scope.does_not_apply(_item("icbo", 4 + n(2)), f"Because {n(2)}"),
    "recused": lambda _, n: voices.take_no_part(_item("icbo", 4 + n(2)), PARTNERS[n(4)], "An interest."),
    "partner": lambda _, n: people.add_partner(f"Partner {n(3)}"),
    "partner gone": lambda s, n: people.remove_partner(("idle-trust", _label(s.partners, n))[n(2)]),
    "partner named": lambda s, n: people.change_partner(
        _label(s.partners, n), name=f"Body {n(9)}", sector="other"
    ),
    "attendance": lambda s, n: people.set_attendance(s.people[n(len(s.people))].uid, ("there", "left")[n(2)]),
    "step added": lambda s, n: agenda_edits.add_activity(_label(s.agenda, n), COFFEE),
    "step gone": lambda s, n: agenda_edits.remove_activity(
        _label([step for step in s.agenda if step.added], n)
    ),
    "step moved": lambda s, n: agenda_edits.move_activity(_label(s.agenda, n), (-1, 1)[n(2)]),
    "step skipped": lambda s, n: agenda_edits.set_state(_label(s.agenda, n), ("planned", "skipped")[n(2)]),
    "minutes": lambda s, n: agenda_edits.set_minutes(_label(s.agenda, n), 1 + n(9)),
    "item": lambda _, n: item_edits.add_item(_step("risk"), f"Risk {n(3)}"),
    "described": lambda s, n: event.describe(
        title=f"Title {n(3)}", place=("", "Hall", s.place)[n(3)], on=s.date
    ),
    "settled": _settled,
}  # fmt: skip
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
    if session.shared is not None:
        parts["agenda", ORDERS, "agenda"] = as_json(session.shared.orders["agenda"])
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
    writes: dict[int, tuple[tuple[str, str, str], str, frozenset[int]]] = field(default_factory=dict)
    """{number: (part, what it says, numbers of the writes that were known then)}."""

    def edit(self, at: int, edit: Edit) -> None:
        """Make a change on a laptop, unless it is refused there."""
        laptop = self.laptops[at]
        try:
            after = edit.apply(laptop.session, NOW)
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


def together(*copies: Session) -> Session:
    return merged([Copy(session, {}) for session in copies]).session


def form(session: Session) -> tuple[str, object]:
    """All of a session that merging is to give alike: what it says, and what stands side by side."""
    kept = session.shared
    return digest_of(session), kept and kept.model_copy(update={"merged": 0, "table": ""})


@st.composite
def worlds(draw: st.DrawFn) -> World:
    many = draw(st.integers(2, 5))
    world = World([Laptop(base(), f"laptop-{number}") for number in range(many)])

    def number(below: int) -> int:
        return draw(st.integers(0, max(below - 1, 0)))

    for _ in range(draw(st.integers(1, 14))):
        at = number(many)
        if draw(st.integers(0, 5)) == 0:
            world.merge(at, [number(many)])
        else:
            choice = CHOICES[draw(st.sampled_from(sorted(CHOICES)))]
            world.edit(at, _made(choice, world.laptops[at].session, number))
    return world


def _made(choice: Choice, session: Session, number: Number) -> Edit:
    try:
        return choice(session, number)
    except (IndexError, StopIteration):
        return settle("none", 0)


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES <= 50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(world=worlds(), order=st.randoms(use_true_random=False))
def test_any_copies_in_any_order_give_the_same_and_nothing_is_lost(world: World, order: object) -> None:
    sessions = [laptop.session for laptop in world.laptops]
    whole = together(*sessions)
    assert [str(fault) for fault in findings(whole)] == []
    mixed = list(sessions)
    order.shuffle(mixed)  # type: ignore[attr-defined]
    assert form(together(*mixed)) == form(whole), "commutative"
    nested = together(together(*sessions[:1], sessions[-1]), together(*sessions[1:]))
    assert form(nested) == form(whole), "associative, and idempotent: one of them came twice"
    assert form(together(whole, mixed[0])) == form(whole), "and a copy that comes late changes nothing"
    state = states([Copy(whole, {})])[0]
    for place, values in _not_overwritten(world).items():
        assert values <= _shown(whole, state, place), place


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
