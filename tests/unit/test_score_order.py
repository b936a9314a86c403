"""The order of a score by what splits those who answered before, and minutes for each: proposed, taken."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from sessions import plan, schedule
from sessions.edits.agenda import postpone_rest
from sessions.edits.event import move_to
from sessions.kinds.registry import kind_of, revealed_only
from sessions.kinds.score import edits
from sessions.kinds.score.order import Place, Stand, _with_minutes, by_step, plan_items, proposed
from sessions.kinds.score.records import ScoreActivity
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop
from sessions.scope import does_not_apply
from sessions.wall import WallState
from tests.builders import NOW, answered, new_session
from workshop.steps.position import time_words
from workshop.wall.shown import shown, wall

ITEMS = tuple(f"icbo/D1.{number}" for number in range(1, 8))
VIEWS = ((3, 3, 3), (1, 3, 5), (2, 3, 4), (4, 0, 0), (), (5, 5, None), (1, 1, 5))
"""Agree; split; mixed; one has answered; nobody; one does not know; split further."""


@pytest.fixture
def session() -> Session:
    made = new_session("four-domains", "County Council", "ICB", "Care providers")
    for item_id, levels in zip(ITEMS, VIEWS, strict=False):
        made = answered(made, item_id, levels)
    return made


def step_of(session: Session) -> ScoreActivity:
    return next(
        step
        for step in session.agenda
        if isinstance(step, ScoreActivity) and ITEMS[0] in {item.id for item in step.items(session.packs)}
    )


def of(places: tuple[Place, ...]) -> list[tuple[str, Stand]]:
    return [(place.item_id.rpartition(".")[2], place.stand) for place in places]


def test_what_splits_the_room_comes_first_and_what_all_agree_on_last(session: Session) -> None:
    step = step_of(session)
    places = proposed(session, step, step.minutes)
    assert of(places)[:3] == [("7", "split"), ("2", "split"), ("3", "mixed")]
    assert of(places)[3:6] == [("4", "few"), ("6", "few"), ("5", "open")]
    assert of(places)[-1] == ("1", "agree")
    assert [place.item_id for place in places if place.stand in ("agree", "done")] == [ITEMS[0]]
    assert {place.item_id for place in places} == {item.id for item in step.items(session.packs)}
    assert [(place.answered, place.of) for place in places[:4]] == [(3, 3), (3, 3), (3, 3), (1, 3)]


def test_where_somebody_is_missing_those_who_agree_do_so_as_far_as_they_have_answered() -> None:
    made = new_session("four-domains", "County Council", "ICB", "Care providers", "Age UK")
    made = answered(answered(made, ITEMS[0], (3, 3, 3)), ITEMS[1], (2, 2, 2, 2))
    places = proposed(made, step_of(made), 30)
    assert of(places)[-2:] == [("1", "so far"), ("2", "agree")]


def test_the_minutes_are_those_of_the_step_and_split_ones_have_more(session: Session) -> None:
    step = step_of(session)
    places = proposed(session, step, 30)
    assert sum(place.minutes for place in places) == 30
    by_stand = {place.stand: place.minutes for place in reversed(places)}
    assert by_stand["split"] >= by_stand["mixed"] >= by_stand["few"] >= by_stand["agree"] == 1


PLACES = st.lists(st.sampled_from(["done", "split", "mixed", "few", "open", "so far", "agree"]), max_size=25)


@given(PLACES, st.integers(0, 300))
def test_minutes_add_up_whatever_stands_there(stands: list[Stand], minutes: int) -> None:
    places = [Place(f"p/{n}", stand, 0, 3, 0, hidden=True) for n, stand in enumerate(stands)]
    given_out = _with_minutes(places, minutes)
    coming = [place for place in given_out if place.stand != "done"]
    assert all(place.minutes >= 1 for place in coming)
    assert all(place.minutes == 0 for place in given_out if place.stand == "done")
    if any(place.stand != "agree" for place in coming):
        assert sum(place.minutes for place in coming) == max(minutes, len(coming))
    split = [place.minutes for place in coming if place.stand == "split"]
    others = [place.minutes for place in coming if place.stand != "split"]
    assert not (split and others) or min(split) >= max(others)


def test_what_is_done_or_does_not_apply_is_left_alone(session: Session) -> None:
    session = edits.reveal(ITEMS[2]).apply(session, NOW)
    session = edits.agree(ITEMS[4], 2).apply(session, NOW)
    session = does_not_apply(ITEMS[1], "Not here").apply(session, NOW)
    places = proposed(session, step_of(session), 30)
    assert of(places)[:3] == [("3", "done"), ("5", "done"), ("7", "split")]
    assert ITEMS[1] not in {place.item_id for place in places}
    assert [place.hidden for place in places[:3]] == [False, True, True]


def stops(session: Session) -> list[str]:
    step = step_of(session)
    return [stop.ref for stop in kind_of(step).stops(session, step) if stop.part == "item"]


def test_taken_it_is_the_order_of_the_stops_and_nothing_else_moves(session: Session) -> None:
    step, before = step_of(session), plan.stops(session)
    places = proposed(session, step, 30)
    order = [place.item_id for place in places]
    after = plan_items(step.id, order, {p.item_id: p.minutes for p in places if p.minutes}).apply(
        session, NOW
    )
    assert stops(after) == order
    assert [stop for stop in plan.stops(after) if stop.part != "item"] == [
        stop for stop in before if stop.part != "item"
    ]
    assert plan_items(step.id).apply(after, NOW).agenda == session.agenda
    some = plan_items(step.id, (ITEMS[3],)).apply(session, NOW)
    assert stops(some) == [ITEMS[3], *(ref for ref in stops(session) if ref != ITEMS[3])]
    rest = postpone_rest(step.id, {ITEMS[6], ITEMS[0]}).apply(after, NOW)
    assert stops(rest) == [ITEMS[6], ITEMS[0]]


def test_an_order_stays_within_its_sections() -> None:
    session = new_session("tips-and-pulse", "ICB")
    step = ScoreActivity(id="x", title="All", minutes=60, pack_id="principles")
    session = session.model_copy(update={"agenda": (*session.agenda, step)})
    sections = [[item.id for item in items] for _, items in step.sections(session.packs)]
    last = [items[-1] for items in sections]
    after = plan_items("x", reversed(last)).apply(session, NOW)
    ordered = after.activity("x")
    assert isinstance(ordered, ScoreActivity)
    assert [items[0].id for _, items in ordered.sections(after.packs)] == last


@pytest.mark.parametrize(
    ("order", "minutes", "what"),
    [
        (["principles/P1"], {}, "no item of"),
        ([], {"icbo/D4.1": 3}, "no item of"),
        ([], {ITEMS[0]: 0}, "0 minutes"),
    ],
)
def test_what_cannot_be_is_refused(
    session: Session, order: list[str], minutes: dict[str, int], what: str
) -> None:
    session = session.model_copy(update={"packs": (*session.packs, *new_session("tips-and-pulse").packs)})
    with pytest.raises(Problem, match=what):
        plan_items(step_of(session).id, order, minutes).apply(session, NOW)
    with pytest.raises(Problem, match="is no score"):
        plan_items(session.agenda[0].id).apply(session, NOW)


# --- what the room sees ----------------------------------------------------------------------------------


def test_running_the_order_shows_the_room_nothing_of_what_is_hidden(session: Session) -> None:
    """Two sessions whose hidden answers differ, with the same order and other minutes, look the same."""
    step = step_of(session)
    stop = Stop(activity_id=step.id, part="item", ref=ITEMS[1])
    walls = []
    for minutes in (9, 1):
        planned = plan_items(step.id, (ITEMS[1],), {ITEMS[1]: minutes}).apply(session, NOW)
        planned = move_to(stop).apply(planned, NOW)
        later = NOW + dt.timedelta(minutes=1)
        walls.append(shown(planned, stop, NOW.date(), later, WallState(at=stop, since=NOW)))
        assert ITEMS[1] not in dict(step_of(revealed_only(planned)).item_times)
        assert f"item 0{minutes}:00 left" in time_words(planned, NOW, 0)
        seen = edits.reveal(ITEMS[1]).apply(planned, NOW)
        room, _ = shown(seen, stop, NOW.date(), NOW, WallState(at=stop, since=NOW))
        assert room.item_time is not None
        assert f"0{minutes}:00" in room.item_time.words
    assert walls[0] == walls[1]
    assert walls[0][0].item_time is None
    assert wall(planned, stop, NOW.date()) == wall(session, stop, NOW.date())


def test_a_countdown_for_each_item_holds_where_none_is_planned_for_it(session: Session) -> None:
    session = session.model_copy(update={"item_minutes": 4})
    step = step_of(session)
    planned = plan_items(step.id, (), {ITEMS[1]: 9}).apply(session, NOW)
    stops_of = [Stop(activity_id=step.id, part="item", ref=ref) for ref in ITEMS[:2]]
    assert [schedule.item_minutes(planned, stop) for stop in stops_of] == [4, 9]
    assert [schedule.item_minutes(revealed_only(planned), stop) for stop in stops_of] == [4, 4]


def test_of_several_steps_the_one_with_views_furthest_apart_is_to_begin_with() -> None:
    made = new_session("four-domains", "County Council", "ICB", "Care providers")
    assert [row.answered for row in by_step(made)] == [0] * len(by_step(made))
    steps = [row.step for row in by_step(made)]
    assert steps == [step for step in made.agenda if isinstance(step, ScoreActivity)]
    made = answered(answered(made, ITEMS[0], (3, 3, 3)), "icbo/D2.1", (1, 3, 5))
    first, second, *rest = by_step(made)
    assert "icbo/D2.1" in {item.id for item in first.step.items(made.packs)}
    assert (first.answered, first.apart, second.answered, second.apart) == (1, 4, 1, 0)
    assert not any(row.answered for row in rest)
    seen = edits.reveal("icbo/D2.1").apply(made, NOW)
    assert by_step(seen)[0].step == steps[0], "what the room has seen orders nothing"
