"""Parked points, brought back at the close: each becomes an action or a decision, or is dropped."""

from typing import Any

from sessions.edits import event as event_edits, notes as note_edits
from sessions.record import Session
from sessions.rows import Stop
from tests.builders import NOW
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.action import ActionDialog
from workshop.widgets.dialogs.note import TextDialog
from workshop.widgets.dialogs.pick import PickDialog

SIZE = (110, 34)


def parked(session: Session) -> Session:
    for text, origin in (("Who pays?", "icbo/D1.1"), ("Which deed [/x]?", None), ("When?", "icbo/d1")):
        session = note_edits.add_note("parked", text, origin=origin).apply(session, session.created_at)
    return session


def outcomes(stage: Any) -> list[str]:
    """What became of each parked point, with the label of the action or decision that it is now."""
    session = stage.saved()
    labels = {row.uid: row.id for row in (*session.notes, *session.actions)}
    points = [note for note in session.notes if note.kind == "parked"]
    return [" ".join(filter(None, (point.outcome, labels.get(point.outcome_uid)))) for point in points]


async def test_with_nothing_parked_it_says_how_to_park(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("b")
        assert stage.refused(app) == "No point is parked. p parks one."
        await pilot.press("escape")
        assert isinstance(app.screen, RunScreen)


async def test_a_point_is_parked_and_brought_back_as_an_action(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p")
        await stage.paste(pilot, "Who signs the deed")
        await pilot.press("enter", "b")
        assert isinstance(app.screen, PickDialog)
        assert "1.2: Who signs the deed" in stage.flat(app)
        await pilot.press("enter")
        for words in ("What becomes of it?", "Make it an action", "Make it a decision", "Drop it"):
            assert words in stage.flat(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ActionDialog)
        assert "Who signs the deed" in stage.flat(app), "its words begin the action"
        await pilot.press("space")
        await stage.paste(pilot, "@Priya ^30 Jan 2027")
        await pilot.press("enter")
        (action,) = stage.saved().actions
        assert (action.text, action.owner, str(action.due), action.origin) == (
            "Who signs the deed",
            "Priya",
            "2027-01-30",
            "icbo/D1.2",
        )
        assert outcomes(stage) == ["action A1"]
        await pilot.press("b")
        assert stage.refused(app) == "No point is parked. p parks one."

        await pilot.press("escape", "u")
        assert stage.said(app)[-1] == "Undone: action from parked point N1 “Who signs the deed”"
        assert (stage.saved().actions, outcomes(stage)) == ((), [""])
        await pilot.press("U")
        assert outcomes(stage) == ["action A1"]


async def test_points_become_a_decision_or_are_dropped(stage: Any) -> None:
    app = stage.app(stage.session(parked))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("b")
        listed = stage.flat(app)
        assert "1.1: Who pays?" in listed
        assert "Which deed [/x]?" in listed, "as it was typed"
        await pilot.press("down", "enter", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, TextDialog)
        await stage.paste(pilot, " The old one.")
        await pilot.press("enter")
        decision = stage.saved().notes[-1]
        assert (decision.kind, decision.text) == ("decision", "Which deed [/x]? The old one.")
        assert outcomes(stage) == ["", f"decision {decision.id}", ""]

        await pilot.press("b")
        assert "Which deed" not in stage.flat(app), "what is settled is not asked again"
        await pilot.press("enter", "up", "enter")
        assert outcomes(stage) == ["dropped", f"decision {decision.id}", ""]
        await pilot.press("u", "u")
        assert outcomes(stage) == ["", "", ""]
        assert len(stage.saved().notes) == 3


async def test_never_mind_leaves_a_point_parked(stage: Any) -> None:
    app = stage.app(stage.session(parked))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("b", "escape")
        await pilot.press("b", "enter", "escape")
        await pilot.press("b", "enter", "enter", "escape")
        await pilot.press("b", "enter", "down", "enter", "escape")
        assert isinstance(app.screen, RunScreen)
        assert outcomes(stage) == ["", "", ""]
        assert len(stage.saved().notes) == 3
        await pilot.press("u")
        assert stage.said(app)[-1] == "There is nothing to undo."


async def test_the_close_says_what_is_still_parked_and_what_became_of_the_rest(stage: Any) -> None:
    def settled(session: Session) -> Session:
        session = note_edits.drop_parked("N1").apply(parked(session), NOW)
        close = next(step.id for step in session.agenda if step.kind == "close")
        return event_edits.move_to(Stop(activity_id=close)).apply(session, NOW)

    app = stage.app(stage.session(settled))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        page = stage.flat(app, "#page")
        assert "2 parked points to come back to. b brings one back." in page
        assert "Who pays? → dropped" in page
        for last in (False, True):
            await pilot.press("b", "enter", "up", "enter")
            assert ("1 parked point to come back to" in stage.flat(app, "#page")) is not last
        assert "to come back to" not in stage.flat(app, "#page")
        assert outcomes(stage) == ["dropped"] * 3
