"""A vote on more than a window has lines for: what is typed, and how many dots are left, stay in sight."""

from typing import Any

import pytest

from sessions.edits import agenda as agenda_edits
from sessions.kinds.prioritise.records import VoteActivity, dots_of
from sessions.record import Session
from sessions.rows import Stop

SIZES = [(80, 24), (120, 36)]
VOTE = VoteActivity(id="new", kind="prioritise", title="Barriers", minutes=8, pack_id="barriers", dots=3)


def voting(stage: Any) -> str:
    """Id of a session that stands at a vote on all barriers."""

    def change(session: Session) -> Session:
        session = session.model_copy(update={"packs": (*session.packs, stage.packs["barriers"])})
        session = agenda_edits.add_activity("s1", VOTE).apply(session, stage.now)
        return session.model_copy(update={"at": Stop(activity_id=session.agenda[1].id)})

    return stage.session(change)


@pytest.mark.parametrize("size", SIZES)
async def test_the_row_of_the_last_dot_and_what_is_left_are_seen(stage: Any, size: tuple[int, int]) -> None:
    app = stage.app(voting(stage))
    last = list(stage.packs["barriers"].items())[-1]
    async with app.run_test(size=size) as pilot:
        await pilot.press("c")
        assert "Dots of County Council" in stage.text(app)
        assert last.name not in stage.flat(app)
        await stage.type(pilot, f"{last.number} 1.1 {last.number} ")
        shown = stage.text(app)
        assert last.name[:30] in shown
        assert "all placed" in shown
        assert "↵ record" in shown
        await pilot.press("pageup", *["up"] * 80)
        assert "No current information" in stage.text(app)
        await pilot.press("enter")
        session = stage.saved()
        placed = dots_of(session, session.agenda[1].id)["county-council"].counts
        assert dict(placed) == {"barriers/A1": 1, last.id: 2}


async def test_where_the_room_sees_the_window_the_list_stays_where_it_is(stage: Any) -> None:
    app = stage.app(voting(stage))
    last = list(stage.packs["barriers"].items())[-1]
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.press("v", "c")
        await stage.type(pilot, f"{last.number} {last.number} 1.1")
        assert app.screen.query_one("#candidates").scroll_y == 0
        assert "all placed" in stage.text(app)
        await pilot.press("f6")
        assert "●●" not in stage.text(app, "#candidates")
        await pilot.press(*["pagedown"] * 12)
        assert "●●" in stage.text(app, "#candidates")
