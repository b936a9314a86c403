"""Running late: what can go, what can be shorter, and the fewest steps that catch up."""

import datetime as dt

import pytest

from sessions.edits import agenda as agenda_edits, event as event_edits, notes as note_edits
from sessions.edits.late import catch_up
from sessions.late import SHORTEST, Cut, minutes_over, possible, proposed, saved
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop
from tests.builders import NOW, activity, new_session, templates


def agenda(*steps: tuple[str, str, int], at: str = "s1", **more: object) -> Session:
    """A session of (id, kind, minutes), at one of them."""
    rows = tuple(activity(id=step, kind=kind, title=step, minutes=many) for step, kind, many in steps)
    session = new_session().model_copy(update={"agenda": rows})
    return event_edits.move_to(Stop(activity_id=at)).apply(session, NOW)


def after(session: Session, minutes: int) -> tuple[Session, dt.datetime]:
    """The session with the clock of its step running, and the time so many minutes later."""
    here = session.at.activity_id if session.at else ""
    return agenda_edits.run_clock(here).apply(session, NOW), NOW + dt.timedelta(minutes=minutes)


TALKS = (("s2", "lunch", 20), ("s3", "lunch", 40))
PLAIN = (("s1", "welcome", 5), *TALKS, ("s4", "actions", 20), ("s5", "close", 5))
ALL = (Cut("s2", 0, 20), Cut("s2", 10, 10), Cut("s3", 0, 40), Cut("s3", 20, 20))


def test_minutes_over_are_those_beyond_the_planned_end() -> None:
    assert minutes_over(*after(agenda(*PLAIN), 30)) == 25
    assert minutes_over(*after(agenda(*PLAIN), 5)) == 0
    assert minutes_over(*after(agenda(*PLAIN), 6)) == 0, "under a minute and a half is on time"


def test_steps_to_come_can_go_or_be_halved_but_never_actions_and_the_close() -> None:
    session, now = after(agenda(*PLAIN), 30)
    assert possible(session, now) == ALL


def test_the_fewest_steps_that_catch_up_with_the_least_beyond_it() -> None:
    cuts = ALL
    assert proposed(cuts, 5) == (Cut("s2", 10, 10),)
    assert proposed(cuts, 20) == (Cut("s3", 20, 20),), "halved before a step goes whole"
    assert proposed(cuts, 25) == (Cut("s3", 0, 40),)
    assert proposed(cuts, 50) == (Cut("s2", 10, 10), Cut("s3", 0, 40))
    assert saved(proposed(cuts, 90)) == 60, "all there is, where it is not enough"
    assert proposed((), 10) == ()


def test_a_break_is_shortened_and_never_below_five_minutes() -> None:
    breaks = (("s2", "break", 8), ("s3", "break", 5), ("s4", "break", 20))
    session, now = after(agenda(("s1", "lunch", 10), *breaks), 30)
    cuts = [cut for cut in possible(session, now) if cut.activity_id != "s1"]
    assert cuts == [Cut("s2", SHORTEST, 3), Cut("s4", 10, 10)]


def test_what_something_is_recorded_in_stays_and_can_be_halved() -> None:
    session = new_session("four-domains", "Council")
    score = next(step for step in session.agenda if step.kind == "score")
    session = event_edits.move_to(Stop(activity_id=session.agenda[0].id)).apply(session, NOW)
    assert Cut(score.id, 0, score.minutes) in possible(session, NOW)
    item = score.items(session.packs)[0]  # type: ignore[attr-defined]
    session = note_edits.add_note("comment", "Seen.", origin=item.id).apply(session, NOW)
    here = [cut for cut in possible(session, NOW) if cut.activity_id == score.id]
    assert here
    assert not any(cut.skips for cut in here)


def test_what_another_step_goes_on_with_stays_unless_that_one_is_left_out() -> None:
    session = new_session("tips-and-pulse")
    follower = next(step for step in session.agenda if step.follows_step)
    session = event_edits.move_to(Stop(activity_id=session.agenda[0].id)).apply(session, NOW)
    assert not any(cut.skips for cut in possible(session, NOW) if cut.activity_id == follower.follows_step)
    session = agenda_edits.set_state(follower.id, "skipped").apply(session, NOW)
    assert any(cut.skips for cut in possible(session, NOW) if cut.activity_id == follower.follows_step)


def test_of_the_step_of_now_half_of_what_is_left_can_go() -> None:
    session, now = after(agenda(("s1", "lunch", 60), ("s2", "close", 5)), 10)
    assert possible(session, now) == (Cut("s1", 35, 25),)
    session, now = after(agenda(("s1", "lunch", 60), ("s2", "close", 5)), 70)
    assert possible(session, now) == ()


def test_what_is_past_or_skipped_is_no_longer_there_to_cut() -> None:
    session = agenda_edits.set_state("s3", "skipped").apply(agenda(*PLAIN, at="s4"), NOW)
    assert possible(session, NOW) == ()


def test_catching_up_is_one_change_and_refuses_what_is_gone() -> None:
    session, now = after(agenda(*PLAIN), 30)
    done = catch_up((Cut("s2", 0, 20), Cut("s3", 35, 5))).apply(session, now)
    assert (done.activity("s2").state, done.activity("s3").minutes) == ("skipped", 35)
    assert minutes_over(done, now) == 0
    assert catch_up(()).label(session) == "catching up"
    with pytest.raises(Problem, match="No step"):
        catch_up((Cut("s9", 0, 5),)).apply(session, now)


@pytest.mark.parametrize("template_id", sorted(templates()))
def test_every_template_catches_up_as_far_as_it_can(template_id: str) -> None:
    session = new_session(template_id, "Council")
    session = event_edits.move_to(Stop(activity_id=session.agenda[0].id)).apply(session, NOW)
    session, now = after(session, session.agenda[0].minutes + 15)
    chosen = proposed(possible(session, now), minutes_over(session, now))
    assert saved(chosen) >= 15
    assert minutes_over(catch_up(chosen).apply(session, now), now) == 0
