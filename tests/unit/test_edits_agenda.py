"""Changing the agenda while it runs: minutes, order, steps left out, and what is undone moved to the end."""

import pytest
from hypothesis import given, settings, strategies as st

from sessions import plan, schedule
from sessions.analysis.whole import reached
from sessions.edits import agenda as agenda_edits, notes as note_edits
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ActivityState, MaterialActivity
from tests.builders import NOW, new_session as made, packs

PACKS = packs()


def ids(session: Session) -> list[str]:
    return [step.id for step in session.agenda]


def stops_at(session: Session) -> list[str]:
    """Item of every stop that is one, in order."""
    return [stop.ref for stop in plan.stops(session) if stop.part == "item"]


# --- minutes --------------------------------------------------------------------------------------


def test_the_first_plan_is_kept_however_often_minutes_change() -> None:
    session = made()
    for minutes in (12, 0, 30):
        session = agenda_edits.set_minutes("s2", minutes).apply(session, NOW)
        assert (session.activity("s2").minutes, session.activity("s2").planned) == (minutes, 10)
        assert schedule.planned(session.activity("s2")) == 10
    assert agenda_edits.set_minutes("s2", 10).apply(session, NOW) == made(), (
        "back at the plan, nothing was changed"
    )


@pytest.mark.parametrize("minutes", [-2, 481, 10**9])
def test_minutes_that_cannot_be_are_refused_with_what_is_allowed(minutes: int) -> None:
    with pytest.raises(Problem, match=f"{minutes} minutes cannot be") as refused:
        agenda_edits.set_minutes("s2", minutes).apply(made(), NOW)
    assert refused.value.hint == "Give between 0 and 480."
    with pytest.raises(Problem, match="no minutes left"):
        agenda_edits.set_minutes("s2", -1).apply(made(), NOW)


@pytest.mark.parametrize("minutes", [0, 480])
def test_the_ends_of_what_is_allowed_are_allowed(minutes: int) -> None:
    assert agenda_edits.set_minutes("s2", minutes).apply(made(), NOW).activity("s2").minutes == minutes


def test_a_countdown_for_each_item_is_set_and_ended() -> None:
    session = agenda_edits.set_item_minutes(3).apply(made(), NOW)
    assert session.item_minutes == 3
    assert agenda_edits.set_item_minutes(None).apply(session, NOW) == made()
    for minutes in (0, -1, 61):
        with pytest.raises(Problem, match=f"{minutes} minutes for an item") as refused:
            agenda_edits.set_item_minutes(minutes).apply(made(), NOW)
        assert refused.value.hint == "Give between 1 and 60, or none."


# --- order ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "by", "order"),
    [
        ("s1", 1, "s2 s1 s3 s4 s5 s6 s7 s8"),
        ("s2", -1, "s2 s1 s3 s4 s5 s6 s7 s8"),
        ("s1", -1, "s1 s2 s3 s4 s5 s6 s7 s8"),
        ("s8", 1, "s1 s2 s3 s4 s5 s6 s7 s8"),
        ("s8", 99, "s1 s2 s3 s4 s5 s6 s7 s8"),
        ("s8", -99, "s8 s1 s2 s3 s4 s5 s6 s7"),
        ("s3", -99, "s3 s1 s2 s4 s5 s6 s7 s8"),
        ("s4", 2, "s1 s2 s3 s5 s6 s4 s7 s8"),
        ("s5", -3, "s1 s5 s2 s3 s4 s6 s7 s8"),
        ("s2", 0, "s1 s2 s3 s4 s5 s6 s7 s8"),
    ],
)
def test_a_step_moves_no_further_than_the_ends(step: str, by: int, order: str) -> None:
    assert ids(agenda_edits.move_activity(step, by).apply(made(), NOW)) == order.split()


@pytest.mark.parametrize(("step", "by"), [("s4", -1), ("s4", -9), ("s3", 1), ("s3", 9)])
def test_what_goes_on_with_a_vote_stays_behind_it(step: str, by: int) -> None:
    with pytest.raises(Problem, match="The two with most dots goes on with a vote") as refused:
        agenda_edits.move_activity(step, by).apply(made(), NOW)
    assert refused.value.hint == "It has to come after that vote."


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from([f"s{n}" for n in range(1, 9)]), st.integers(-7, 7)), max_size=8))
def test_moving_loses_no_step_and_keeps_the_vote_before_what_follows(moves: list[tuple[str, int]]) -> None:
    session = made()
    for step, by in moves:
        before = ids(session)
        try:
            session = agenda_edits.move_activity(step, by).apply(session, NOW)
        except Problem:
            assert step in ("s3", "s4")
            continue
        assert [item_id for item_id in ids(session) if item_id != step] == [
            other for other in before if other != step
        ]
        assert ids(session).index(step) == max(0, min(7, before.index(step) + by))
    assert sorted(ids(session)) == sorted(ids(made()))
    assert ids(session).index("s3") < ids(session).index("s4")
    assert sorted(stops_at(session)) == sorted(stops_at(made()))


# --- left out -------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["skipped", "next session"])
def test_a_step_left_out_is_passed_over_and_keeps_what_was_said(state: ActivityState) -> None:
    session = note_edits.add_note("comment", "Said.", origin="principles/P1").apply(made(), NOW)
    out = agenda_edits.set_state("s5", state).apply(session, NOW)
    assert {stop.activity_id for stop in plan.stops(out)} == {"s1", "s2", "s3", "s4", "s6", "s7", "s8"}
    assert out.notes == session.notes
    assert agenda_edits.set_state("s5", "planned").apply(out, NOW) == session


def test_one_step_stays() -> None:
    session = made()
    for step in ids(session)[1:]:
        session = agenda_edits.set_state(step, "skipped").apply(session, NOW)
    for state in ("skipped", "next session"):
        with pytest.raises(Problem, match="An agenda needs one step") as refused:
            agenda_edits.set_state("s1", state).apply(session, NOW)
        assert refused.value.hint == "Leave this one in."
    assert (
        agenda_edits.set_state("s2", "next session").apply(session, NOW).activity("s2").state
        == "next session"
    )


# --- the rest to the end --------------------------------------------------------------------------

SCORE = "s5"
PRINCIPLES = tuple(item.id for item in PACKS["principles"].items())


def with_notes(*items: str, template: str = "tips-and-pulse") -> Session:
    session = made(template)
    for item in items:
        session = note_edits.add_note("comment", "Said.", origin=item).apply(session, NOW)
    return session


def test_with_nothing_done_the_whole_step_moves_before_the_close() -> None:
    session = agenda_edits.postpone_rest(SCORE, ()).apply(made(), NOW)
    assert ids(session) == ["s1", "s2", "s3", "s4", "s6", "s7", "s5", "s8"]
    assert session.activity(SCORE) == made().activity(SCORE)


def test_with_some_done_the_rest_becomes_a_step_of_its_own() -> None:
    done = PRINCIPLES[:4]
    session = agenda_edits.postpone_rest(SCORE, done).apply(made(), NOW)
    assert ids(session) == ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s9", "s8"]
    rest, kept = session.activity("s9"), session.activity(SCORE)
    assert kept.item_ids == done
    assert rest.item_ids == PRINCIPLES[4:]
    assert rest.title == "Pulse: how we work together (the rest)"
    assert (rest.kind, rest.pack_id, rest.script) == (kept.kind, kept.pack_id, kept.script)
    assert (rest.minutes, schedule.planned(rest)) == (20 * 9 // 13, 0), (
        "its minutes are none of the first plan"
    )


def test_with_all_done_there_is_nothing_to_move() -> None:
    with pytest.raises(Problem, match="Nothing is left undone in Pulse") as refused:
        agenda_edits.postpone_rest(SCORE, PRINCIPLES).apply(made(), NOW)
    assert refused.value.hint == "Go on to the next step."


@pytest.mark.parametrize("step", ["s1", "s2", "s3", "s4", "s6", "s7", "s8"])
def test_a_step_without_items_of_its_own_has_no_rest(step: str) -> None:
    with pytest.raises(Problem, match="has no items to move") as refused:
        agenda_edits.postpone_rest(step, ()).apply(made(), NOW)
    assert refused.value.hint == "Move it down the agenda instead."


def test_without_a_close_the_rest_goes_to_the_very_end() -> None:
    session = made()
    session = session.model_copy(update={"agenda": session.agenda[:-1]})
    assert ids(agenda_edits.postpone_rest(SCORE, ()).apply(session, NOW))[-1] == SCORE
    assert ids(agenda_edits.postpone_rest(SCORE, PRINCIPLES[:1]).apply(session, NOW))[-1] == "s8", "a free id"


def test_the_rest_of_the_rest_moves_again() -> None:
    session = agenda_edits.postpone_rest(SCORE, PRINCIPLES[:4]).apply(made(), NOW)
    session = agenda_edits.postpone_rest("s9", PRINCIPLES[:6]).apply(session, NOW)
    assert [
        step.item_ids
        for step in session.agenda
        if isinstance(step, MaterialActivity) and step.pack_id == "principles"
    ] == [
        PRINCIPLES[:4],
        PRINCIPLES[4:6],
        PRINCIPLES[6:],
    ]
    assert ids(session)[-3:] == ["s9", "s10", "s8"]


@settings(max_examples=40)
@given(
    st.sampled_from(["tips-and-pulse", "four-domains", "one-domain"]),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 20)), min_size=1, max_size=5),
)
def test_every_item_is_stopped_at_exactly_once_however_often_the_rest_moves(
    template: str, moves: list[tuple[int, int]]
) -> None:
    session = made(template)
    wanted = sorted(stops_at(session))
    for step, done in moves:
        activity = session.agenda[step % len(session.agenda)]
        items = [item.id for item in session.items()]
        try:
            session = agenda_edits.postpone_rest(activity.id, items[:done]).apply(session, NOW)
        except Problem:
            continue
        assert sorted(stops_at(session)) == wanted
        assert len(set(ids(session))) == len(session.agenda)
        assert session.agenda[-1].kind == "close"
    assert [item for item in made(template).items() if item not in list(session.items())] == []


def test_what_is_done_is_what_something_is_recorded_on() -> None:
    session = with_notes(PRINCIPLES[2], PRINCIPLES[5])
    session = agenda_edits.postpone_rest(SCORE, reached(session)).apply(session, NOW)
    assert session.activity(SCORE).item_ids == (PRINCIPLES[2], PRINCIPLES[5])


def parts_of(session: Session) -> list[tuple[str, str, str]]:
    """(activity, part, ref) of every stop that is no start."""
    return [(stop.activity_id, stop.part, stop.ref) for stop in plan.stops(session) if stop.part != "start"]


def test_a_divided_section_is_introduced_once_and_closed_once() -> None:
    first = [item.id for item in PACKS["icbo"].section("d1").items]
    session = agenda_edits.postpone_rest("s2", first[:3]).apply(made("four-domains"), NOW)
    divided = [part for part in parts_of(session) if part[0] in ("s2", "s11")]
    assert divided == [
        ("s2", "section", "icbo/d1"),
        *(("s2", "item", item_id) for item_id in first[:3]),
        *(("s11", "item", item_id) for item_id in first[3:]),
        ("s11", "closing", "icbo/d1"),
    ]
    later = agenda_edits.set_state("s11", "next session").apply(session, NOW)
    assert ("s2", "closing", "icbo/d1") in parts_of(later), "what is left for next time closes nothing today"
    earlier = agenda_edits.move_activity("s11", -9).apply(session, NOW)
    assert [part for part in parts_of(earlier) if part[1] in ("section", "closing")][:2] == [
        ("s11", "section", "icbo/d1"),
        ("s2", "closing", "icbo/d1"),
    ]


def test_what_stands_at_the_end_moves_no_further() -> None:
    session = agenda_edits.postpone_rest(SCORE, ()).apply(made(), NOW)
    with pytest.raises(Problem, match="Pulse: how we work together stands at the end already"):
        agenda_edits.postpone_rest(SCORE, ()).apply(session, NOW)
