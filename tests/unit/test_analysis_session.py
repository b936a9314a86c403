"""What a session's answers say: who stands apart, gaps, and what was not reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings, strategies as st

from sessions import plan, words
from sessions.analysis.items import (
    Apart,
    Difference,
    answers_on,
    difference,
    partner_medians,
    shift,
    show_by_partner,
    spread_of,
    standing_apart,
    target_of,
)
from sessions.analysis.whole import differing, gaps, progress, reached, recorded_items
from sessions.edits import event as event_edits, notes as note_edits, people as people_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import BALLOTS
from sessions.material import Item, Level, Pack, Scale, Section, Source
from sessions.problem import Problem
from sessions.record import Session
from sessions.spans import plain_text
from tests.builders import NOW, activity, answered

NAMES = ("County Council", "ICB", "Care providers", "Voluntary sector", "People with lived experience")


def pack(pack_id: str = "p", items: int = 6, top: int | None = 5) -> Pack:
    scale = top and Scale(
        question="How far?", levels=tuple(Level(number=n, label=f"l{n}") for n in range(1, top + 1))
    )
    return Pack(
        id=pack_id,
        edition="1",
        name=pack_id,
        about="About.",
        source=Source(title="T", publisher="P", year=2018),
        scale=scale or None,
        sections=(
            Section(
                id="d1",
                title="One",
                items=tuple(
                    Item(id=f"{pack_id}/{n}", number=str(n), name=f"Name {n}", statement="A statement.")
                    for n in range(1, items + 1)
                ),
            ),
        ),
    )


def session(*packs: Pack, partners: Iterable[str] = NAMES, as_bodies: bool = True) -> Session:
    used = packs or (pack(),)
    made = Session(
        id="s",
        title="Session",
        template_id="t",
        created_at=NOW,
        as_bodies=as_bodies,
        packs=used,
        agenda=tuple(
            activity(
                id=f"a{n}", kind="score" if pack.scale else "discuss", title="", minutes=1, pack_id=pack.id
            )
            for n, pack in enumerate(used)
        ),
    )
    for name in partners:
        made = people_edits.add_partner(name).apply(made, NOW)
    return made


def test_where_people_answer_each_person_counts() -> None:
    made = answered(session(as_bodies=False), "p/1", [1, 3, 3, None])
    made = score_edits.answer("p/1", "people-with-lived-experience", (0, 2, 1, 0, 0), 3).apply(made, NOW)
    told = spread_of(made, "p/1")
    assert told.counts == (1, 2, 3, 0, 0)
    assert (told.n, told.dont_know, told.median, told.spoke) == (6, 4, 2.5, 10)


def test_the_latest_answer_of_each_partner_stands() -> None:
    made = answered(session(), "p/1", [1, 1, 1])
    made = answered(made, "p/1", [4], number=2)
    assert spread_of(made, "p/1").counts == (2, 0, 0, 1, 0)
    assert spread_of(made, "p/1", 1).counts == (3, 0, 0, 0, 0)
    assert spread_of(made, "p/1", 2).counts == (0, 0, 0, 1, 0)


COUNTS = st.lists(st.integers(0, 2), min_size=5, max_size=5)


@given(st.booleans(), st.lists(st.tuples(COUNTS, st.integers(0, 2)), max_size=len(NAMES)))
def test_how_many_answers_there_are_is_the_n_of_their_spread(
    as_bodies: bool, answers: list[tuple[list[int], int]]
) -> None:
    made = session(as_bodies=as_bodies)
    for partner, (counts, unsure) in zip(made.partners, answers, strict=False):
        if sum(counts) + unsure:
            made = score_edits.answer("p/1", partner.id, tuple(counts), unsure).apply(made, NOW)
    assert answers_on(made, "p/1") == spread_of(made, "p/1").n


def test_an_item_that_is_only_discussed_has_no_spread() -> None:
    with pytest.raises(Problem, match="discussed, not scored"):
        spread_of(session(pack(top=None)), "p/1")


def test_a_partner_that_only_does_not_know_has_no_median() -> None:
    made = answered(session(), "p/1", [2, None, 4])
    assert partner_medians(made, "p/1") == {"county-council": 2, "care-providers": 4}


@pytest.mark.parametrize(
    ("levels", "apart"),
    [
        ((1, 3, 3, 3), {"county-council": -2}),
        ((5, 3, 3, 2), {"county-council": 2}),
        ((1, 3, 4, 3, 3), {"county-council": -2}),
        ((1, 3, 4), {"county-council": -2.5}),
        ((1, 4, 4, 4, 4), {"county-council": -3}),
        ((2, 2, 2, 4, 0), {"voluntary-sector": 2}),
        ((1, 2, 3, 3), {"county-council": -2}),
        ((1, 3, 5, 3), {}),  # the others do not lie within one level
        ((1, 4), {}),  # two partners: neither stands apart
        ((1, 4, None, None), {}),
        ((1, 1, 4, 4), {}),
        ((2, 3, 3, 3), {}),
        ((3, 3, 3, 3, 3), {}),
        ((), {}),
    ],
)
def test_who_stands_apart(levels: tuple[int, ...], apart: Mapping[str, float]) -> None:
    made = answered(session(), "p/1", levels)
    assert {view.partner_id: view.levels for view in standing_apart(made, "p/1")} == apart


def test_half_levels_count_as_they_are() -> None:
    made = session(partners=NAMES[:3])
    made = score_edits.answer("p/1", "county-council", (1, 1, 0, 0, 0)).apply(made, NOW)  # median 1.5
    made = answered(made, "p/1", [0, 3, 4])
    assert standing_apart(made, "p/1") == (Apart("county-council", -2.0),)
    made = answered(made, "p/1", [0, 3, 3])
    assert standing_apart(made, "p/1") == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=0, max_size=5))
def test_standing_apart_is_the_rule_written_out(levels: list[int]) -> None:
    """One spokesperson a partner, in whole levels: compared with the rule said another way."""
    made = answered(session(), "p/1", levels)
    expected = set()
    for index, own in enumerate(levels):
        others = sorted(levels[:index] + levels[index + 1 :])
        if len(others) < 2 or others[-1] > others[0] + 1:
            continue
        half = len(others) // 2
        twice = 2 * others[half] if len(others) % 2 else others[half - 1] + others[half]
        if abs(2 * own - twice) >= 4:
            expected.add(made.partners[index].id)
    assert {view.partner_id for view in standing_apart(made, "p/1")} == expected
    assert len(expected) <= 1


def sentences(session: Session, item_id: str) -> tuple[str, ...]:
    """What is said about who differs, as it stands on paper."""
    return tuple(map(plain_text, words.apart(session, item_id)))


def test_the_sentence_about_one_that_stands_apart() -> None:
    made = answered(session(), "p/1", [3, 3, 3, 1])
    assert sentences(made, "p/1") == ("Voluntary sector sees it two levels lower than the others.",)
    made = answered(session(), "p/2", [2, 3, 0, 0, 5])
    assert sentences(made, "p/2") == (
        "People with lived experience see it two and a half levels higher than the others.",
    )


def test_both_ends_are_named_where_the_room_is_split() -> None:
    made = answered(session(), "p/1", [1, 1, 5, 3])
    assert spread_of(made, "p/1").word == "split"
    assert difference(made, "p/1") == Difference(
        "between", low=("county-council", "icb"), high=("care-providers",)
    )
    assert sentences(made, "p/1") == (
        "County Council and ICB are at the low end, Care providers at the high end.",
    )
    made = answered(session(), "p/2", [1, 5, 5, 3])
    assert sentences(made, "p/2") == (
        "County Council is at the low end, ICB and Care providers at the high end.",
    )


def test_peoples_own_answers_name_no_partner() -> None:
    made = session(as_bodies=False)
    apart = answered(made, "p/1", [3, 3, 3, 1])
    assert sentences(apart, "p/1") == ("One partner sees it two levels lower than the others.",)
    split = answered(made, "p/1", [1, 1, 5, 3])
    assert sentences(split, "p/1") == ("Some partners are at the low end, others at the high end.",)


def test_a_split_inside_the_partners_is_said_too() -> None:
    made = session(partners=())
    made = score_edits.answer("p/1", "room", (4, 0, 0, 0, 4)).apply(made, NOW)
    assert difference(made, "p/1") == Difference("inside")
    assert sentences(made, "p/1") == ("The answers lie far apart.",)
    assert differing(made) == ("p/1",)


def test_the_whole_room_is_no_partner_among_others() -> None:
    made = session(partners=())
    (room,) = BALLOTS.of(score_edits.answer("p/1", "room", (3, 0, 0, 0, 0)).apply(made, NOW))
    for name in NAMES[:3]:
        made = people_edits.add_partner(name).apply(made, NOW)
    made = answered(made, "p/1", [4, 4, 4])
    made = BALLOTS.put(made, (*BALLOTS.of(made), room))  # as a version that allowed both has left it
    assert partner_medians(made, "p/1")["room"] == 1
    assert standing_apart(made, "p/1") == ()


def test_one_view_needs_no_sentence() -> None:
    assert sentences(answered(session(), "p/1", [3, 3, 3, 4]), "p/1") == ()
    assert sentences(session(), "p/1") == ()


def test_the_target_is_the_named_one_or_the_next_level_up() -> None:
    made = session()
    assert target_of(made, "p/1") is None
    assert target_of(score_edits.agree("p/1", 2).apply(made, NOW), "p/1") == 3
    assert target_of(score_edits.agree("p/1", 5).apply(made, NOW), "p/1") == 5
    assert target_of(score_edits.agree("p/1", 2, target=4).apply(made, NOW), "p/1") == 4
    assert target_of(score_edits.agree("p/1", 2, target=2).apply(made, NOW), "p/1") == 2


def test_gaps_go_by_distance_then_spread_then_agenda() -> None:
    made = session()
    made = score_edits.agree("p/1", 2).apply(made, NOW)  # one below; no answers, so last of its kind
    made = score_edits.agree("p/2", 3).apply(answered(made, "p/2", [3, 3, 3]), NOW)  # one below, all agreed
    made = score_edits.agree("p/3", 3).apply(answered(made, "p/3", [1, 5, 3]), NOW)  # one below, split
    made = score_edits.agree("p/4", 1, target=4).apply(made, NOW)  # three below
    made = score_edits.agree("p/5", 5).apply(made, NOW)  # at the top: no gap
    made = score_edits.agree("p/6", 4).apply(answered(made, "p/6", [4, 4, 4]), NOW)  # as p/2
    assert [gap.item_id for gap in gaps(made)] == ["p/4", "p/3", "p/2", "p/6", "p/1"]
    first = gaps(made)[0]
    assert (first.level, first.target, first.distance, first.spread.n) == (1, 4, 3, 0)


def test_differing_items_in_the_order_of_the_agenda() -> None:
    made = answered(session(), "p/3", [1, 5, 1, 5])
    made = answered(made, "p/1", [1, 3, 3, 3])
    made = answered(made, "p/2", [3, 3, 3, 3])
    assert differing(made) == ("p/1", "p/3")


def test_the_shift_from_first_view_to_after_discussion() -> None:
    made = answered(session(), "p/1", [1, 3, 5])
    assert shift(made, "p/1") is None
    made = answered(made, "p/1", [3], number=2)
    before, after = shift(made, "p/1") or (None, None)
    assert before is not None
    assert after is not None
    assert before.counts == (1, 0, 1, 0, 1)
    assert after.counts == (0, 0, 2, 0, 1)


def test_what_was_reached() -> None:
    made = session(pack(items=6), pack("q", items=2, top=None))
    assert reached(made) == frozenset()
    assert progress(made) == (0, 6)
    made = answered(made, "p/1", [None])
    made = score_edits.agree("p/2", 3).apply(made, NOW)
    made = note_edits.add_note("comment", "x", origin="p/3").apply(made, NOW)
    made = note_edits.add_action(note_edits.ActionFields("x"), origin="q/2").apply(made, NOW)
    made = note_edits.add_note("comment", "on the section, not on an item", origin="p/d1").apply(made, NOW)
    assert reached(made) == {"p/1", "p/2", "p/3", "q/2"}
    assert plan.left(made) == ("p/4", "p/5", "p/6", "q/1")
    assert progress(made) == (2, 6)


def test_what_was_recorded_off_the_agenda_is_kept() -> None:
    made = session(pack(), pack("q", items=2))
    made = score_edits.agree("q/2", 1).apply(made, NOW)
    made = event_edits.set_material("t", made.agenda[:1], made.packs[:1]).apply(made, NOW)
    assert recorded_items(made) == ("p/1", "p/2", "p/3", "p/4", "p/5", "p/6", "q/2")
    assert [gap.item_id for gap in gaps(made)] == ["q/2"]
    assert "q/1" not in plan.left(made)


def test_a_breakdown_of_few_peoples_answers_stays_in_the_room() -> None:
    made = session(as_bodies=False)
    made = score_edits.answer("p/1", "icb", (0, 3, 2, 0, 0)).apply(made, NOW)
    made = score_edits.answer("p/1", "county-council", (0, 3, 1, 0, 0), 1).apply(made, NOW)
    assert show_by_partner(made, "p/1")
    few = score_edits.answer("p/1", "care-providers", (1, 1, 1, 1, 0)).apply(made, NOW)
    assert not show_by_partner(few, "p/1")
    assert not show_by_partner(made, "p/2")
    earlier = score_edits.answer("p/1", "icb", (0, 1, 0, 0, 0)).apply(made, NOW)
    again = score_edits.answer("p/1", "icb", (0, 3, 2, 0, 0), number=2).apply(earlier, NOW)
    assert not show_by_partner(again, "p/1")
    bodies = few.model_copy(update={"as_bodies": True})
    assert show_by_partner(bodies, "p/1")
