"""The step that a session of a series opens with: on the page, on the wall and in the minutes."""

from __future__ import annotations

import datetime as dt

import pytest

from sessions import plan
from sessions.edits import event as event_edits, notes as note_edits
from sessions.edits.notes import ActionFields
from sessions.edits.series import follow
from sessions.record import Session
from sessions.rows import Stop
from sessions.summary.build import build
from tests.builders import NOW, TODAY, new_session
from workshop.steps.registry import view_at
from workshop.steps.review import DIGITS, history, reviewed
from workshop.steps.scene import Scene
from workshop.wall.layout.page import laid_out

BEFORE = dt.date(2026, 10, 22)


def first() -> Session:
    session = new_session("four-domains", "County Council", "ICB")
    session = session.model_copy(update={"id": "first", "title": "Meeting [b]1", "date": BEFORE})
    for text, day in (("Agree the route", 6), ("Draft the terms", 20)):
        session = note_edits.add_action(ActionFields(text, due=dt.date(2026, 11, day))).apply(session, NOW)
    for kind, text in (("decision", "We meet =1+1 monthly"), ("parked", "Estates")):
        session = note_edits.add_note(kind, text).apply(session, NOW)  # type: ignore[arg-type]
    return session


@pytest.fixture
def second() -> Session:
    session = follow((first(),)).apply(new_session("four-domains", "County Council", "ICB"), NOW)
    return event_edits.move_to(Stop(activity_id=session.agenda[0].id)).apply(session, NOW)


def at_review(session: Session, elsewhere: str = "") -> Scene:
    step = next(step for step in session.agenda if step.kind == "review")
    return Scene(session, Stop(activity_id=step.id), TODAY, elsewhere=elsewhere)


def text_of(scene: Scene) -> str:
    return "\n".join(line.text for line in view_at(scene).page(scene).lines)


def wall_of(scene: Scene) -> list[str]:
    wall = view_at(scene).wall(scene)
    return [wall.statement, *(entry.text for entry in wall.entries)]


def test_the_page_tells_what_came_from_before(second: Session) -> None:
    told = text_of(at_review(second))
    assert "2 open, 2 overdue" in told
    assert "Estates" in told
    assert "We meet =1+1 monthly (Meeting [b]1, 22 Oct 2026)" in told
    assert [action.id for action in reviewed(second)] == ["A1", "A2"]


def test_beside_the_page_nothing_is_said_that_stands_on_it(second: Session) -> None:
    second = note_edits.add_note("comment", "Went well").apply(second, NOW)
    scene = at_review(second)
    beside = "\n".join(line.text for line in view_at(scene).aside(scene))
    assert "Went well" in beside
    assert "Estates" not in beside
    assert "Agree the route" not in beside


def test_the_wall_shows_what_is_open_and_what_was_settled_just_now(second: Session) -> None:
    done = second.actions[0].model_copy(update={"status": "done"})
    after = note_edits.change_action(done).apply(second, NOW)
    told = wall_of(at_review(after))
    assert told[0] == "1 open, 1 overdue"
    assert told.index("Settled") < told.index("A1 Agree the route · done") < told.index("Decided before")
    assert [action.id for action in reviewed(after)] == ["A1", "A2"], "it stays in its place"
    last = after.actions[1].model_copy(update={"status": "dropped"})
    assert "A2 Draft the terms · dropped" in wall_of(
        at_review(note_edits.change_action(last).apply(after, NOW))
    )


def test_an_action_has_its_history_with_where_each_was_said(second: Session) -> None:
    moved = second.actions[0].model_copy(update={"due": dt.date(2027, 2, 1)})
    second = note_edits.change_action(moved, remark="Needs a lawyer").apply(second, NOW)
    third = follow((second, first())).apply(new_session().model_copy(update={"id": "third"}), NOW)
    assert history(second, second.actions[0]) == (
        "from Meeting [b]1, 22 Oct 2026",
        "was due 6 Nov 2026, moved in this session",
        "“Needs a lawyer” (this session)",
    )
    assert history(third, third.actions[0])[1:] == (
        "was due 6 Nov 2026, moved in S",
        "“Needs a lawyer” (S)",
    )


def test_of_a_session_that_goes_on_from_none_nothing_is_said_of_others() -> None:
    alone = new_session("steering-group", "ICB")
    assert "No action has come here from a session before." in text_of(at_review(alone))
    assert wall_of(at_review(alone)) == ["No action has come here from a session before."]
    told = text_of(at_review(alone, "3 actions are open at this place."))
    assert "3 actions are open at this place." in told
    closed = first().model_copy(update={"actions": ()})
    after = follow((closed,)).apply(new_session("steering-group"), NOW)
    assert "No action is open from before." in text_of(at_review(after))
    assert "3 actions" not in text_of(at_review(after, "3 actions are open at this place."))


def test_the_digits_are_named_where_there_is_something_to_say(second: Session) -> None:
    scene, empty = at_review(second), at_review(new_session("steering-group"))
    assert [*DIGITS.values()] == ["done", "in progress", "dropped", "open", "stays"]
    assert view_at(scene).labels(scene)["answer_level_3"] == "dropped"
    assert DIGITS.keys() <= view_at(empty).idle(empty)
    assert not DIGITS.keys() & view_at(scene).idle(scene)


def test_the_minutes_say_what_nobody_talked_about(second: Session) -> None:
    def told(session: Session) -> str:
        return repr(build(session, now=NOW, form="minutes").blocks)

    assert "Actions from before that nobody talked about: A1, A2." in told(second)
    turned = second.model_copy(update={"actions": second.actions[::-1]})
    assert "Actions from before that nobody talked about: A1, A2." in told(turned), "as they are numbered"
    spoken = note_edits.speak_of(second.actions[0]).apply(second, NOW)
    assert "Actions from before that nobody talked about: A2." in told(spoken)
    assert second.series is not None
    older = second.model_copy(update={"series": second.series.model_copy(update={"notes_talk": False})})
    assert "nobody talked about" not in told(older), "a record that did not note it says nothing of it"
    assert plan.stops(second)[0].activity_id == second.agenda[0].id


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36), (40, 15)])
def test_the_wall_has_room_for_many(second: Session, width: int, height: int) -> None:
    for number in range(30):
        second = note_edits.add_action(ActionFields(f"Number {number} of many")).apply(second, NOW)
    scene = at_review(second)
    assert laid_out(view_at(scene).wall(scene), width, height)
