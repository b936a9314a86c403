"""What merging is made of, each by itself: registers, stamps, orders, labels, what is not merged by parts."""

from __future__ import annotations

import datetime as dt
import json
from itertools import permutations
from typing import Any

from hypothesis import given, strategies as st

from sessions.acts import Approval, Forgotten, HandOver, Reopening
from sessions.edits import notes, people
from sessions.many.merge.private import private_fields
from sessions.many.merge.result import merged, ordered, values_of
from sessions.many.merge.state import (
    TRUE,
    Copy,
    Made,
    Register,
    Stamp,
    State,
    states,
)
from sessions.many.merge.twins import COPIED
from sessions.record import Session
from sessions.rows import Person, Spell, uid_from
from sessions.shared import ALIVE
from sessions.store.check import findings
from sessions.versions import shared
from tests.apart import changed, no_notes, together
from tests.builders import NOW, new_session

LATER = NOW + dt.timedelta(hours=1)


# --- what is not merged by its parts -------------------------------------------------------------------


def gone(uid: str, counter: int, *, ended: bool = False, to: str = "/stick") -> HandOver:
    return HandOver(uid=uid, counter=counter, digest="d", to=to, at=NOW, ended=ended)


def test_place_and_time_are_those_of_the_first_and_what_only_grows_is_that_of_all() -> None:
    plain = new_session("tips-and-pulse", "ICB")
    again = Reopening(reason="More", at=NOW)
    forgotten = Forgotten(uid="f" * 16, salt="s", by="a participant", at=NOW)
    first = plain.model_copy(
        update={"summary_at": NOW, "final_at": NOW, "final_by": "Priya", "counter": 3, "reopened": (again,)}
    )
    second = plain.model_copy(
        update={
            **{"summary_at": LATER, "final_by": "Tom", "counter": 9, "rehearsal": True, "id": "other"},
            "reopened": (Reopening(reason="A word", at=LATER), again),
            "approvals": (Approval(of=NOW, at=LATER),),
            "forgotten": (forgotten,),
        }
    )
    fields = private_fields([first, second])
    as_first = json.loads(first.model_dump_json())
    for name in ("id", "created_at", "at", "running", "pauses", "summary_at", "rehearsal", "final_at"):
        assert fields[name] == as_first[name], name
    assert fields["final_by"] == "Priya"
    assert fields["counter"] == 9
    assert [row["reason"] for row in fields["reopened"]] == ["More", "A word"], "by when it was"
    assert len(fields["approvals"]) == len(fields["forgotten"]) == 1
    assert fields["tombstones"] == []
    others = private_fields([second, first])
    for name in ("reopened", "approvals", "forgotten", "counter"):
        assert others[name] == fields[name], "in whatever order"


def test_hand_overs_stand_once_by_their_counters_and_one_that_ended_anywhere_has_ended() -> None:
    plain = new_session()
    first = plain.model_copy(update={"handovers": (gone("b", 2), gone("c", 1))})
    second = plain.model_copy(update={"handovers": (gone("a", 2), gone("b", 2, ended=True))})
    for copies in permutations((first, second, first)):
        rows = private_fields(copies)["handovers"]
        assert [(row["uid"], row["ended"]) for row in rows] == [("c", False), ("a", False), ("b", True)]


def test_of_each_place_the_longest_time_counts() -> None:
    def spell(step: str, place: str, seconds: float, uid: str) -> Spell:
        return Spell(activity_id=step, place=place, seconds=seconds, uid=uid)

    plain = new_session()
    first = plain.model_copy(update={"spells": (spell("s2", "", 9, "a"), spell("s1", "x", 5, "b"))})
    second = plain.model_copy(
        update={"spells": (spell("s1", "x", 6, "c"), spell("s2", "", 9, "d"), spell("s1", "", 1, "e"))}
    )
    for copies in ((first, second), (second, first)):
        rows = private_fields(copies)["spells"]
        assert [(row["activity_id"], row["place"], row["seconds"], row["uid"]) for row in rows] == [
            *(("s1", "", 1, "e"), ("s1", "x", 6, "c"), ("s2", "", 9, "d"))
        ]


# --- registers -----------------------------------------------------------------------------------------


def state(seen: dict[str, int], parts: dict[Any, Register] | None = None, **more: Any) -> State:
    return State("root", seen, parts or {}, **more)


def said(**values: str) -> Register:
    """a3="x": what sitting a said at its counter 3."""
    return {(name[0], int(name[1:])): frozenset({value}) for name, value in values.items()}


def joined(mine: Register, saw: dict[str, int], yours: Register, they_saw: dict[str, int]) -> Register:
    place = ("notes", "k", "text")
    first, second = state(saw, {place: mine}), state(they_saw, {place: yours})
    both = first.joined(second).parts[place]
    assert both == second.joined(first).parts[place]
    return both


def test_what_was_overwritten_by_one_that_knew_it_goes_and_all_else_stays() -> None:
    old, new, other = said(r0="old"), said(a3="new"), said(b2="other")
    assert joined(old, {"r": 0}, new, {"r": 0, "a": 3}) == new
    assert joined(new, {"r": 0, "a": 3}, other, {"r": 0, "b": 2}) == {**new, **other}
    assert joined({**new, **other}, {"a": 3, "b": 2}, said(a4="settled"), {"a": 4, "b": 2}) == said(
        a4="settled"
    )
    assert joined(new, {"a": 3}, said(a5="newer"), {"a": 5}) == said(a5="newer")
    assert joined(new, {"a": 3}, new, {"a": 3}) == new
    assert joined(said(a3="x"), {"a": 3}, said(a3="y"), {"a": 3}) == {("a", 3): frozenset({"x", "y"})}
    by_hand = joined(said(a3="x"), {"a": 3, "b": 2}, said(b2="y"), {"a": 3, "b": 2})
    assert by_hand == {**said(a3="x"), **said(b2="y")}, "each has seen the other's: both are left"


def test_what_one_alone_knows_of_stays_and_the_rest_is_the_higher_the_lower_or_both() -> None:
    row, other = ("notes", "k"), ("notes", "l")
    place = ("notes", "k", ALIVE)
    first = state(
        {"a": 3, "b": 1},
        {place: said(a1=TRUE)},
        stamps={row: Stamp(3, "a", "u2"), other: Stamp(1, "a", "o")},
        made={row: Made(2, "b", None), other: Made(1, "a", "x")},
        tables={"a": "Table 1"},
        first_said={(("a", 1), "x"): "c"},
    )
    second = state(
        {"b": 4},
        stamps={row: Stamp(3, "b", "u1")},
        made={row: Made(2, "a", "y")},
        tables={"b": "Table 2"},
        first_said={(("b", 1), "x"): "d"},
    )
    for both in (first.joined(second), second.joined(first)):
        assert both.root == "root"
        assert both.seen == {"a": 3, "b": 4}
        assert both.parts == {place: said(a1=TRUE)}
        assert both.stamps == {row: Stamp(3, "b", "u1"), other: Stamp(1, "a", "o")}
        assert both.made == {row: Made(2, "a", "y"), other: Made(1, "a", "x")}
        assert both.tables == {"a": "Table 1", "b": "Table 2"}
        assert both.first_said == {(("a", 1), "x"): "c", (("b", 1), "x"): "d"}


def test_a_stamp_is_that_of_the_last_who_wrote_and_the_lowest_identity() -> None:
    assert Stamp(3, "a", "z").joined(Stamp(2, "b", "y")) == Stamp(3, "a", "y")
    assert Stamp(2, "b", "y").joined(Stamp(2, "a", "z")) == Stamp(2, "b", "y")


def test_a_change_is_seen_up_to_the_counter_of_its_sitting() -> None:
    own = state({"a": 3})
    assert [own.has_seen(("a", counter)) for counter in (2, 3, 4)] == [True, True, False]
    assert not own.has_seen(("b", 0))


def test_of_what_stands_side_by_side_the_highest_counter_is_first_then_the_sitting() -> None:
    assert values_of({("a", 1): frozenset({"y", "x"})}) == ["x", "y"]
    assert values_of({**said(a2="low", b2="same"), **said(a9="high")}) == ["high", "same", "low"]
    assert values_of({**said(a2="x"), **said(a3="y"), **said(b1="x")}) == ["y", "x"]


# --- orders and labels ---------------------------------------------------------------------------------


def keys(rows: list[tuple[str, str]]) -> str:
    return "".join(key for _, key in rows)


def in_order(present: str, order: str, **made: tuple[int, str | None]) -> str:
    ways = {("t", key): Made(counter, "s", behind) for key, (counter, behind) in made.items()}
    return keys(ordered([("t", key) for key in present], list(order), ways))


def test_rows_stand_in_their_order_and_new_ones_behind_what_they_were_put_behind() -> None:
    assert in_order("cab", "abc") == "abc"
    assert in_order("ac", "abc") == "ac"
    assert in_order("abx", "ab", x=(1, "a")) == "axb"
    assert in_order("abx", "ab", x=(1, None)) == "xab"
    assert in_order("abx", "ab", x=(1, "gone")) == "abx"
    assert in_order("abxy", "ab", x=(1, "a"), y=(2, "a")) == "ayxb", "the later one came between"
    assert in_order("abxy", "ab", y=(1, "a"), x=(1, "a")) == "ayxb", "made at once, by their keys"
    assert in_order("abxy", "ab", y=(1, "x"), x=(2, "a")) == "axby"
    assert in_order("abz", "ab") == "abz", "one of which nothing is known comes last"
    assert in_order("zy", "") == "yz"


@given(st.permutations("abcdef"), st.sets(st.sampled_from("abcdef")))
def test_an_order_loses_none_and_adds_none(order: list[str], present: set[str]) -> None:
    rows = [("t", key) for key in sorted(present)]
    assert keys(ordered(rows, order, {})) == "".join(key for key in order if key in present)
    assert sorted(ordered(rows, order[:3], {})) == rows


def test_two_actions_of_one_label_are_told_apart_and_stand_in_order_of_labels() -> None:
    base = shared(new_session("tips-and-pulse", "ICB"))

    def adding(laptop: str, count: int) -> Session:
        edits = [notes.add_action(notes.ActionFields(f"{laptop} {number}")) for number in range(count)]
        return changed(base, laptop, *edits, notes.add_note("comment", laptop))

    three = [adding("x", 11), adding("y", 2), adding("z", 2)]
    both = together(*three)
    labels = [action.id for action in both.actions]
    assert labels == ["A1", "A1·2", "A1·3", "A2", "A2·2", "A2·3", *(f"A{n}" for n in range(3, 12))]
    assert [note.id for note in both.notes] == ["N1", "N1·2", "N1·3"]
    assert [action.uid for action in both.actions[:3]] == sorted(action.uid for action in both.actions[:3])
    again = together(both, *three)
    assert [action.id for action in again.actions] == labels
    assert [action.uid for action in again.actions] == [action.uid for action in both.actions]


# --- whole sessions ------------------------------------------------------------------------------------


def base() -> Session:
    return shared(new_session("tips-and-pulse", "County Council", "ICB"))


def test_a_merge_is_counted_and_keeps_what_each_knew() -> None:
    first = base()
    here = changed(
        first.model_copy(update={"shared": shared(first, "Table 1", {"Table 1": ("icb",)}).shared}),
        "t1",
        notes.add_note("comment", "x"),
    )
    two = changed(shared(first, "Table 2"), "t2", notes.add_note("comment", "y"))
    both = together(first, here, two)
    assert both.shared is not None
    assert (both.shared.merged, both.shared.table, both.shared.root) == (1, "", first.shared.root)  # type: ignore[union-attr]
    assert both.shared.tables == {"t1": "Table 1", "t2": "Table 2"}
    assert both.shared.seats == {"Table 1": ("icb",)}
    assert together(both, here).shared.merged == 2  # type: ignore[union-attr]
    assert together(here, both).shared.table == "Table 1", "as the first of them is called"  # type: ignore[union-attr]
    assert findings(both) == ()


def test_copies_that_were_never_shared_are_joined_by_what_they_say() -> None:
    plain = new_session("tips-and-pulse", "ICB")
    first = notes.add_note("comment", "x").apply(plain, NOW)
    second = notes.add_note("comment", "y").apply(plain, NOW)
    both = together(first, second)
    assert {note.text for note in both.notes} == {"x", "y"}
    assert both.shared is not None
    assert both.shared.root == COPIED == uid_from("joined", "")
    assert both.shared.merged == 1
    assert together(second, first).shared.root == COPIED  # type: ignore[union-attr]
    roots = {state.root for state in states([Copy(base(), {}), Copy(plain, {})])}
    assert len(roots) == 1
    assert COPIED not in roots


def test_tables_that_are_not_ours_come_along_once() -> None:
    first = {"x": {"1": {"uid": "u", "a": 1}, "2": {"b": 2}}, "flat": [1], "notes": {"1": {}}}
    second = {"x": {"7": {"uid": "u", "a": 1}, "2": {"b": 2}, "3": 5}, "empty": {}}
    made = merged([Copy(base(), first), Copy(base(), second)])
    assert made.kept["flat"] == [1]
    assert made.kept["empty"] == {}
    assert "notes" not in made.kept
    assert sorted(map(str, made.kept["x"].values())) == ["5", "{'a': 1, 'uid': 'u'}", "{'b': 2}"]
    assert (made.kept["x"]["2"], made.kept["x"]["3"]) == ({"b": 2}, 5)


def test_what_something_refers_to_comes_back_and_what_nothing_refers_to_stays_out() -> None:
    with_step = base()
    step = with_step.agenda[0]
    without = changed(with_step, "t1", people.remove_partner("icb"))
    speaks = changed(with_step, "t2", people.set_people([Person(name="Ann", partner_id="icb")]))
    both = together(without, speaks)
    assert "icb" in [partner.id for partner in both.partners]
    assert findings(both) == ()
    assert "icb" not in [partner.id for partner in together(without, with_step).partners]
    assert together(without, with_step).agenda[0] == step


def test_tombstones_of_all_stay_but_of_what_is_here() -> None:
    start = base()
    noted = changed(start, "a", notes.add_note("comment", "x"))
    taken = changed(noted, "a", no_notes())
    assert taken.tombstones
    both = together(taken, start)
    assert [stone.uid for stone in both.tombstones] == [stone.uid for stone in taken.tombstones]
    uids = [stone.uid for stone in both.tombstones]
    assert uids == sorted(set(uids))
