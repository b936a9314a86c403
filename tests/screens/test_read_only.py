"""A session that another window writes: one may look around, and is refused before one types."""

from typing import Any

import pytest
from textual.screen import ModalScreen

from sessions.edits import notes as note_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import BALLOTS
from sessions.record import Session
from tests.builders import NOW
from workshop.desk import Desk
from workshop.screens.actions import ActionsScreen
from workshop.screens.run import RunScreen
from workshop.screens.summary import SummaryScreen

SIZE = (100, 30)
ITEM = "icbo/D1.2"


def recorded(session: Session) -> Session:
    """Answers, an agreed level, a note, a parked point and an action on the item."""
    for edit in (
        *(score_edits.answer_level(ITEM, partner.id, 2) for partner in session.partners),
        score_edits.agree(ITEM, 3),
        note_edits.add_note("comment", "Said.", origin=ITEM),
        note_edits.add_note("parked", "Who pays?"),
        note_edits.add_action(note_edits.ActionFields("Ring the council"), origin=ITEM),
    ):
        session = edit.apply(session, NOW)
    return session


async def test_whatever_would_be_typed_is_refused_first(stage: Any) -> None:
    app, before = stage.app(stage.session(recorded)), stage.saved()
    with stage.library.open(before.id):
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            assert "READ ONLY" in stage.text(app, "#head")
            for key in ("n", "d", "p", "a", "N", "b", "c", "g", "x", "T", "3", "r", "plus"):
                await pilot.press(key)
                await pilot.pause()
                (refusal,) = [stage.refused(app)] if stage.refused(app) else stage.said(app)
                assert refusal.startswith("This session is open to read only."), key
                if stage.refused(app):
                    await pilot.press("escape")
                assert isinstance(app.screen, RunScreen), key
            for key in ("j", "l", "question_mark", "A", "s"):
                await pilot.press(key)
                assert not isinstance(app.screen, RunScreen), key
                if isinstance(app.screen, ActionsScreen):
                    for typing in ("a", "enter"):
                        await pilot.press(typing)
                        assert stage.refused(app).startswith("This session is open to read only."), typing
                        await pilot.press("escape")
                        assert isinstance(app.screen, ActionsScreen)
                leave = "q" if isinstance(app.screen, ActionsScreen | SummaryScreen) else "escape"
                await pilot.press(leave)
            await pilot.press("j", "a")
            await pilot.pause()
            assert isinstance(app.screen, ModalScreen), "the agenda comes back, and nothing to add"
            assert "What comes" not in stage.text(app)
            assert stage.refused(app).startswith("This session is open to read only.")
            await pilot.press("escape", "escape", "q")
    assert stage.saved() == before


@pytest.mark.parametrize("saves", [False, True])
async def test_it_takes_over_once_the_other_window_is_gone(stage: Any, saves: bool) -> None:
    app, session_id = stage.app(stage.session()), stage.saved().id
    with Desk(stage.library.open(session_id), clock=lambda: NOW) as other:
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("right")
            run = app.screen
            run._tick()
            assert "READ ONLY" in stage.text(app, "#head")
            if saves:
                other.apply(score_edits.answer_level("icbo/D1.3", "county-council", 4))
            other.close()
            run._tick()
            await pilot.pause()
            assert "READ ONLY" not in stage.text(app, "#head")
            assert stage.said(app) == ["The other window is gone: this session can be changed here now."]
            assert f"{int(saves)} of 5 answered" in stage.flat(app, "#answers"), "where this window was"
            await pilot.press("down", "2", "u", "U")
            assert len(BALLOTS.of(stage.saved())) == 1 + saves
            assert stage.saved().at.ref == "icbo/D1.3"
            with stage.library.open(session_id) as third:
                assert third.read_only is not None
