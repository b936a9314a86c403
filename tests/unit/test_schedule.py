"""The countdown and whether the session is on time: pure figures, and the words that the head shows."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from sessions import schedule
from sessions.edits import agenda as agenda_edits
from sessions.kinds.actions import ActionsActivity
from sessions.record import Session
from sessions.rows import Activity, ActivityState, Running, Spell, Stop
from workshop.steps.position import countdown_words, time_words

NOW = dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC)


def after(seconds: float) -> dt.datetime:
    return NOW + dt.timedelta(seconds=seconds)


def activity(number: int, minutes: int, state: ActivityState = "planned") -> Activity:
    return ActionsActivity(
        id=f"s{number}", kind="actions", title=f"Step {number}", minutes=minutes, state=state
    )


def session(*minutes: int, at: int = 1, **more: object) -> Session:
    """Steps of so many minutes, with the session at the one with this number."""
    made = Session(
        id="s",
        title="S",
        template_id="t",
        created_at=NOW,
        agenda=tuple(activity(number, many) for number, many in enumerate(minutes, start=1)),
        at=Stop(activity_id=f"s{at}"),
    )
    return made.model_copy(update=more)


# --- the countdown --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "left", "stage"),
    [
        (10, 600, "running"),
        (10, 121, "running"),
        (10, 120, "last fifth"),
        (10, 31, "last fifth"),
        (10, 30, "closing"),
        (10, 0, "closing"),
        (10, -1, "over"),
        (1, 13, "running"),
        (1, 12, "last fifth"),
        (1, 4, "last fifth"),
        (1, 3, "closing"),
        (23, 276, "last fifth"),
        (23, 277, "running"),
        (23, 69, "closing"),
        (480, 5760, "last fifth"),
        (480, 1440, "closing"),
        (0, 0, "running"),
        (0, -1, "over"),
    ],
)
def test_the_end_is_near_from_a_fifth_and_from_a_twentieth(minutes: int, left: int, stage: str) -> None:
    assert schedule.stage(left, minutes) == stage


@given(st.integers(1, 480))
def test_both_turns_come_at_their_very_second(minutes: int) -> None:
    for share, before, turned in ((5, "running", "last fifth"), (20, "last fifth", "closing")):
        at = 60 * minutes // share
        assert schedule.stage(at, minutes) == turned
        assert schedule.stage(at + 1, minutes) == before


def test_a_countdown_has_all_its_figures() -> None:
    assert schedule.countdown(10, 140) == schedule.Clock(10, 140, 460, "running")
    assert schedule.countdown(10, 665) == schedule.Clock(10, 665, -65, "over")


def test_there_is_no_countdown_without_a_place_or_without_minutes() -> None:
    assert schedule.clock(session(10, at=9), NOW) is None
    assert schedule.clock(session(0, 10), NOW) is None
    assert schedule.clock(session(10).model_copy(update={"at": None}), NOW) is None
    running = session(10, 20, at=2, spells=(Spell(activity_id="s1", seconds=99),))
    assert schedule.clock(running, NOW) == schedule.Clock(20, 0, 1200, "running")


# --- time taken -----------------------------------------------------------------------------------


def test_what_runs_counts_on_what_was_taken() -> None:
    begun = session(10, spells=(Spell(activity_id="s1", seconds=30), Spell(activity_id="s2", seconds=7)))
    assert schedule.taken(begun, "s1", after(500)) == 30
    begun = begun.model_copy(update={"running": Running(activity_id="s1", since=after(100))})
    assert schedule.taken(begun, "s1", after(145.4)) == 75
    assert schedule.taken(begun, "s2", after(145)) == 7
    assert schedule.taken(begun, "s1", after(50)) == 30, "a clock set back takes nothing away"


@given(st.lists(st.tuples(st.sampled_from(["s1", "s2", None]), st.integers(0, 900)), max_size=12))
def test_every_second_belongs_to_the_step_that_was_running(moves: list[tuple[str | None, int]]) -> None:
    begun, now = session(10, 20), NOW
    expected = {"s1": 0, "s2": 0}
    for where, seconds in moves:
        if where is None:
            begun = agenda_edits.stop_clock().apply(begun, now)
        else:
            begun = agenda_edits.run_clock(where).apply(begun, now)
            expected[where] += seconds
        now += dt.timedelta(seconds=seconds)
        assert {step: schedule.taken(begun, step, now) for step in expected} == expected
    begun = agenda_edits.stop_clock().apply(begun, now)
    assert begun.running is None
    assert {spell.activity_id: spell.seconds for spell in begun.spells} == {
        step: seconds for step, seconds in expected.items() if any(where == step for where, _ in moves)
    }


def test_running_a_clock_that_runs_changes_nothing() -> None:
    running = agenda_edits.run_clock("s1").apply(session(10), NOW)
    assert agenda_edits.run_clock("s1").apply(running, after(60)) is running
    stopped = agenda_edits.stop_clock().apply(running, after(60))
    assert agenda_edits.stop_clock().apply(stopped, after(99)) is stopped
    assert [(spell.activity_id, spell.seconds) for spell in stopped.spells] == [("s1", 60)]
    backwards = agenda_edits.stop_clock().apply(running, after(-60))
    assert [(spell.activity_id, spell.seconds) for spell in backwards.spells] == [("s1", 0)]


# --- ahead or behind ------------------------------------------------------------------------------


def spells(*seconds: int) -> tuple[Spell, ...]:
    return tuple(Spell(activity_id=f"s{n}", seconds=many) for n, many in enumerate(seconds, start=1) if many)


def test_what_is_past_counts_with_the_time_it_took() -> None:
    assert schedule.behind(session(10, 10, 10, at=2, spells=spells(900)), NOW) == 300
    assert schedule.behind(session(10, 10, 10, at=2, spells=spells(240)), NOW) == -360


def test_the_step_of_now_puts_nobody_behind_before_its_minutes_are_over() -> None:
    assert schedule.behind(session(10, 10, at=1, spells=spells(599)), NOW) == 0
    assert schedule.behind(session(10, 10, at=1, spells=spells(660)), NOW) == 60
    running = session(10, 10, running=Running(activity_id="s1", since=NOW))
    assert schedule.behind(running, after(720)) == 120


def test_minutes_given_or_taken_count_against_the_first_plan() -> None:
    longer = agenda_edits.set_minutes("s2", 13).apply(session(10, 10, 10, at=1), NOW)
    assert schedule.behind(longer, NOW) == 180
    assert schedule.behind(agenda_edits.set_minutes("s3", 4).apply(longer, NOW), NOW) == -180
    assert schedule.behind(agenda_edits.set_minutes("s2", 10).apply(longer, NOW), NOW) == 0


@pytest.mark.parametrize("state", ["skipped", "next session"])
def test_what_is_left_out_gives_its_minutes_back_but_for_what_it_took(state: ActivityState) -> None:
    without = agenda_edits.set_state("s2", state).apply(session(10, 10, 10, at=1), NOW)
    assert schedule.behind(without, NOW) == -600
    assert schedule.behind(without.model_copy(update={"spells": spells(0, 60)}), NOW) == -540


def test_a_session_that_has_not_begun_is_on_time() -> None:
    assert schedule.behind(session(10, 10).model_copy(update={"at": None}), NOW) == 0


@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.data())
def test_taking_exactly_what_was_planned_is_on_time_at_every_step(
    minutes: list[int], data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(minutes)))
    past = spells(*(60 * minute for minute in minutes[: at - 1]))
    assert schedule.behind(session(*minutes, at=at, spells=past), NOW) == 0


# --- in words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "figures"),
    [
        (0, "00:00"),
        (7, "00:07"),
        (460, "07:40"),
        (-65, "01:05"),
        (3600, "60:00"),
        (5999, "99:59"),
        (6000, "1:40:00"),
        (28800, "8:00:00"),
        (-6007, "1:40:07"),
    ],
)
def test_figures(seconds: int, figures: str) -> None:
    assert schedule.figures(seconds) == figures


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "on time"),
        (89, "on time"),
        (-89, "on time"),
        (90, "2 min behind"),
        (240, "4 min behind"),
        (-180, "3 min ahead"),
        (-3600, "60 min ahead"),
    ],
)
def test_ahead_or_behind_in_words(seconds: int, words: str) -> None:
    assert schedule.in_words(seconds) == words


@pytest.mark.parametrize(
    ("left", "shape"), [(300, ""), (120, "▲ "), (31, "▲ "), (30, "▲▲ "), (0, "▲▲ "), (-1, "■ ")]
)
def test_the_countdown_turns_by_shape_and_says_over(left: int, shape: str) -> None:
    words = countdown_words(schedule.countdown(10, 600 - left))
    assert words.startswith(f"{shape}{schedule.figures(left)} ")
    assert words[0].isdigit() is (shape == "")
    assert ("over" in words) is (left < 0)
    assert ("left" in words) is (left >= 0)


def test_the_head_has_step_item_and_whether_we_are_on_time() -> None:
    begun = session(10, 10, at=2, spells=spells(960))
    assert time_words(begun, NOW) == "10:00 left · 6 min behind"
    assert time_words(begun, NOW, 30) == "10:00 left · 6 min behind", "no countdown for items is wanted"
    timed = agenda_edits.set_item_minutes(3).apply(begun, NOW)
    assert time_words(timed, NOW, 30) == "10:00 left · item 02:30 left · 6 min behind"
    assert "item ▲ 00:36 left" in time_words(timed, NOW, 144)
    assert "item ▲▲ 00:09 left" in time_words(timed, NOW, 171)
    assert "item ■ 00:01 over" in time_words(timed, NOW, 181)
    assert "item" not in time_words(timed, NOW, None), "no item is here"


def test_the_head_of_a_session_that_was_never_timed_says_nothing_of_on_time() -> None:
    assert time_words(session(10), NOW) == "10:00 left"
    assert time_words(session(0), NOW) == ""
