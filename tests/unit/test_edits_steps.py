"""Steps that are put on the agenda while it runs, and every change of the agenda one after the other."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings, strategies as st

from sessions import plan, schedule
from sessions.edits import agenda as agenda_edits, event as event_edits, people as people_edits
from sessions.kinds.discuss import DiscussActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VoteActivity
from sessions.kinds.score import edits as score_edits
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, ActivityState, Running, Stop
from tests.builders import NOW, activity, new_session as made, page
from tests.offered import step_offers
from workshop.wall.shown import wall


def ids(session: Session) -> list[str]:
    return [step.id for step in session.agenda]


def coffee(**more: object) -> Activity:
    return activity(**({"id": "new", "kind": "break", "title": "Coffee", "minutes": 10} | more))


COFFEE = coffee()
ON_GAPS = VoteActivity(id="new", kind="prioritise", title="Gaps first", minutes=8, candidates="gaps", dots=3)


def follower(vote: str, top: int = 3) -> Activity:
    return DiscussActivity(id="new", kind="discuss", title="Top", minutes=9, follows=vote, top=top)


def test_a_step_is_added_after_another_outside_the_first_plan() -> None:
    session = agenda_edits.add_activity("s3", COFFEE).apply(made(), NOW)
    assert ids(session) == ["s1", "s2", "s3", "s9", "s4", "s5", "s6", "s7", "s8"]
    coffee = session.activity("s9")
    assert (coffee.title, coffee.minutes, coffee.added) == ("Coffee", 10, True)
    assert schedule.planned(coffee) == 0
    assert [step for step in session.agenda if step.id != "s9"] == list(made().agenda)
    assert [stop.part for stop in plan.stops(session) if stop.activity_id == "s9"] == ["start"]


def test_nothing_is_added_after_the_close() -> None:
    assert ids(agenda_edits.add_activity("s8", COFFEE).apply(made(), NOW))[-2:] == ["s9", "s8"]
    open_end = made().model_copy(update={"agenda": made().agenda[:-1]})
    assert ids(agenda_edits.add_activity("s7", COFFEE).apply(open_end, NOW))[-2:] == ["s7", "s8"]


def test_an_id_that_had_time_is_not_given_again() -> None:
    session = agenda_edits.add_activity("s3", COFFEE).apply(made(), NOW)
    session = agenda_edits.stop_clock().apply(
        agenda_edits.run_clock("s9").apply(session, NOW), NOW + dt.timedelta(minutes=5)
    )
    taken_back = session.model_copy(update={"agenda": made().agenda})
    assert ids(agenda_edits.add_activity("s3", COFFEE).apply(taken_back, NOW))[3] == "s10"


@pytest.mark.parametrize(
    ("new", "after", "what", "hint"),
    [
        (COFFEE, "s77", "No step 's77' on this agenda", "one that is on it"),
        (COFFEE.model_copy(update={"title": " \n"}), "s1", "The title is empty", "at least one word"),
        (COFFEE.model_copy(update={"minutes": 481}), "s1", "481 minutes cannot be", "between 0 and 480"),
        (ON_GAPS.model_copy(update={"dots": 0}), "s1", "0 dots are no vote", "between 1 and 20"),
        (ON_GAPS.model_copy(update={"candidates": "items"}), "s1", "Gaps first is about no pack", "Name one"),
        (coffee(kind="score"), "s1", "Coffee is about no pack", "Name one"),
        (coffee(kind="discuss"), "s1", "Coffee is about no pack", "Name one"),
        (coffee(kind="discuss", pack_id="icbo"), "s1", "no pack 'icbo'", "tips, principles"),
        (
            coffee(kind="discuss", pack_id="tips", section_ids=("d1",)),
            "s1",
            "has no section 'd1'",
            "Its sections: tips",
        ),
        (
            coffee(kind="discuss", pack_id="tips", item_ids=("tips/T11",)),
            "s1",
            "an item of another section",
            "its own sections",
        ),
        (coffee(kind="score", pack_id="tips"), "s1", "no levels", "Discuss it"),
        (follower("s3"), "s2", "Top goes on with a vote", "after that vote"),
        (follower("s1"), "s2", "Top goes on with a vote", "after that vote"),
        (follower("s7"), "s7", "is a vote on actions", "on items or on gaps"),
        (follower("s3", top=0), "s3", "goes on with nothing of Dots", "at least its first"),
    ],
)
def test_a_step_that_cannot_stand_there_is_refused_with_what_can(
    new: Activity, after: str, what: str, hint: str
) -> None:
    with pytest.raises(Problem) as refused:
        agenda_edits.add_activity(after, new).apply(made(), NOW)
    assert what in refused.value.what
    assert hint in refused.value.hint


def test_a_step_that_holds_nothing_is_removed_and_who_was_there_goes_on() -> None:
    session = agenda_edits.add_activity("s3", COFFEE).apply(made(), NOW)
    session = agenda_edits.run_clock("s9").apply(
        event_edits.move_to(Stop(activity_id="s9")).apply(session, NOW), NOW
    )
    out = agenda_edits.remove_activity("s9").apply(session, NOW)
    assert out.agenda == made().agenda
    assert (out.at, out.running) == (Stop(activity_id="s4"), Running(activity_id="s4", since=NOW))
    assert plan.stops(out)[plan.where(out)].activity_id == "s4"


def with_dots(session: Session) -> Session:
    session = people_edits.add_partner("ICB").apply(session, NOW)
    session = score_edits.agree("principles/P1", 2).apply(session, NOW)  # a gap
    return vote_edits.vote("s9", "icb", {"principles/P1": 1}).apply(session, NOW)


REMAINS: dict[str, tuple[Callable[[Session], Session], str, str]] = {
    "planned": (lambda s: s, "s3", "Dots on the ten tips belongs to the plan"),
    "dots": (with_dots, "s9", "Dots have been placed in Gaps first"),
    "followed": (
        lambda s: agenda_edits.add_activity("s9", follower("s9")).apply(s, NOW),
        "s9",
        "Top goes on with this vote",
    ),
    "timed": (
        lambda s: agenda_edits.stop_clock().apply(
            agenda_edits.run_clock("s9").apply(s, NOW), NOW + dt.timedelta(minutes=1)
        ),
        "s9",
        "Gaps first has taken time",
    ),
}


@pytest.mark.parametrize("why", REMAINS)
def test_a_step_that_holds_something_is_not_removed(why: str) -> None:
    change, step, what = REMAINS[why]
    session = change(agenda_edits.add_activity("s5", ON_GAPS).apply(made(), NOW))
    with pytest.raises(Problem) as refused:
        agenda_edits.remove_activity(step).apply(session, NOW)
    assert refused.value.what == what
    assert "kip" in refused.value.hint, "it can be skipped instead"


def test_a_step_is_called_something_else() -> None:
    session = agenda_edits.rename_activity("s3", "  Dots\n").apply(made(), NOW)
    assert session.activity("s3") == made().activity("s3").model_copy(update={"title": "Dots"})
    with pytest.raises(Problem, match="The title is empty"):
        agenda_edits.rename_activity("s3", "  ").apply(session, NOW)


# --- one change after the other --------------------------------------------------------------------

CHANGES = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 30), st.integers(0, 30)),
    st.tuples(st.just("move"), st.integers(0, 30), st.integers(-9, 9)),
    st.tuples(st.sampled_from(["remove", "skip", "later", "planned"]), st.integers(0, 30), st.just(0)),
    st.tuples(st.just("rest"), st.integers(0, 30), st.integers(0, 21)),
)


def changed(session: Session, what: str, step: str, number: int) -> Session:
    """`session` after one change of its agenda. Raises Problem."""
    if what == "add":
        offers = step_offers(session, step)
        offer = offers[number % len(offers)]
        return agenda_edits.add_activity(step, offer.activity, offer.packs).apply(session, NOW)
    if what == "move":
        return agenda_edits.move_activity(step, number).apply(session, NOW)
    if what == "remove":
        return agenda_edits.remove_activity(step).apply(session, NOW)
    if what == "rest":
        return agenda_edits.postpone_rest(step, [item.id for item in session.items()][:number]).apply(
            session, NOW
        )
    state: ActivityState = {"skip": "skipped", "later": "next session"}.get(what, "planned")  # type: ignore[assignment]
    return agenda_edits.set_state(step, state).apply(session, NOW)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["tips-and-pulse", "four-domains", "one-domain"]),
    st.lists(CHANGES, max_size=8),
    st.integers(0, 40),
)
def test_every_stop_is_sound_however_the_agenda_is_changed(
    template: str, changes: list[tuple[str, int, int]], place: int
) -> None:
    session = made(template)
    session = event_edits.move_to(plan.stops(session)[place % len(plan.stops(session))]).apply(session, NOW)
    for what, step, number in changes:
        try:
            session = changed(session, what, ids(session)[step % len(session.agenda)], number)
        except Problem:
            assert what != "add", "what is offered can be added"
            continue
        stops = plan.stops(session)
        assert stops, "there is always a place to be"
        assert len(set(stops)) == len(stops)
        assert len(set(ids(session))) == len(session.agenda)
        assert 0 <= plan.where(session) < len(stops)
        planned = [step.id for step in session.agenda if step.state == "planned"]
        assert list(dict.fromkeys(stop.activity_id for stop in stops)) == planned, "each step is stopped at"
        for step in session.agenda:
            assert step.follows_step is None or ids(session).index(step.follows_step) < ids(session).index(
                step.id
            )
        kinds = {step.id: step.kind for step in session.agenda}
        closings = [
            (kinds[stop.activity_id], stop.ref, stop.part)
            for stop in stops
            if stop.part in ("section", "closing")
        ]
        assert len(set(closings)) == len(closings), "no kind introduces or closes a section twice"
    assert Session.model_validate(session.model_dump()) == session
    for stop in plan.stops(session):
        if stop.part == "start":
            assert page(session, stop, NOW.date()).lines
            assert wall(session, stop, NOW.date()).title
