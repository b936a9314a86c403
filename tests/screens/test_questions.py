"""Risks and pairs on the screen: answered blind, revealed, settled, and the picture at the end."""

from typing import Any

import pytest

from sessions.edits import event as event_edits
from sessions.kinds.score.records import agreement_on, round_of, standing_ballots
from sessions.record import Session
from sessions.rows import ROOM
from tests.asked import PAIR, RISK, paired, risky, stop_at, told
from tests.builders import NOW
from workshop.commands import BY_ID

SIZES = ((80, 24), (120, 36))
LIKELY, IMPACT = f"{RISK}#likelihood", f"{RISK}#impact"


def kept(stage: Any, session: Session, ref: str, part: str = "item") -> str:
    """Id of a session that is on disk, at a stop."""
    session = event_edits.move_to(stop_at(session, ref, part)).apply(session, NOW)
    stage.library.create(session).close()
    return session.id


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
async def test_a_risk_is_rated_blind_settled_and_acted_on(stage: Any, size: tuple[int, int]) -> None:
    app = stage.app(kept(stage, risky(), LIKELY))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "1 Financial impact · likelihood" in stage.flat(app)
        assert "How likely is it that we fail here?" in stage.flat(app)
        assert "1 high 2 medium 3 low" in stage.flat(app)
        await pilot.press("1", "1", "2")
        await pilot.pause()
        assert "3 of 4 answered" in stage.flat(app)
        assert "all together" not in stage.flat(app)
        await pilot.press("0", "r")
        await pilot.pause()
        assert "median 1" in stage.flat(app)
        await pilot.press("g", "1", "enter")
        await pilot.pause()
        assert "Agreed level: 1 high" in stage.flat(app)
        await pilot.press("right")
        await pilot.pause()
        assert "If we fail here, how bad would that be?" in stage.flat(app)
        await pilot.press(*"1111", "r", "g")
        await pilot.pause()
        assert "target" not in stage.flat(app).lower().split("impact")[-1], "it asks for the level alone"
        await pilot.press("1", "enter")
        await pilot.pause()
        if size[0] > 100:
            assert "This is high. What do we do about it" in stage.flat(app)
        await pilot.press("a")
        await stage.type(pilot, "Compare the costs @Priya ^30 Jan")
        await pilot.press("enter")
        await pilot.pause()
    session = stage.saved()
    assert (round_of(session, LIKELY), round_of(session, IMPACT)) == ((1, True), (1, True))
    assert [agreement_on(session, ref).level for ref in (LIKELY, IMPACT)] == [1, 1]
    (action,) = session.actions
    assert (action.origin, action.owner) == (RISK, "Priya")


async def test_what_is_said_of_one_question_can_be_taken_back_and_undone(stage: Any) -> None:
    app = stage.app(kept(stage, risky(), LIKELY))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("1", "up", "backspace")
        await pilot.pause()
        assert not standing_ballots(stage.saved(), LIKELY)
        await pilot.press("u")
        await pilot.pause()
        assert list(standing_ballots(stage.saved(), LIKELY)) == ["county-council"]
        await pilot.press("right", "C")
        await pilot.pause()
        await pilot.press("9", "tab", "1", "enter")
        await pilot.pause()
        assert list(standing_ballots(stage.saved(), IMPACT)) == [ROOM], "the other question is the partners'"
        assert list(standing_ballots(stage.saved(), LIKELY)) == ["county-council"]


async def test_a_room_that_turns_to_the_window_never_sees_a_hidden_answer(stage: Any) -> None:
    app = stage.app(kept(stage, risky(), LIKELY))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("1", "1", "v")
        await pilot.pause()
        assert "✓ County Council" in stage.flat(app)
        assert "2 of 4 answered" in stage.flat(app)
        assert "Agreed" not in stage.flat(app)


async def test_the_impact_is_asked_with_one_key(stage: Any) -> None:
    assert BY_ID["dot_rule"].keys == ("o",)
    app = stage.app(kept(stage, risky(impact=False), LIKELY))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("o")
        await pilot.pause()
        assert "The impact is asked, after the likelihood. o changes it back." in stage.flat(app)
        await pilot.press("right")
        await pilot.pause()
        assert "1 Financial impact · impact" in stage.flat(app)
        await pilot.press("1", "o")
        await pilot.pause()
        assert "The impact has been answered in Risks" in stage.flat(app)


@pytest.mark.parametrize("size", [(40, 15), *SIZES])
async def test_the_map_and_the_list_come_last(stage: Any, size: tuple[int, int]) -> None:
    session = told(told(risky(), LIKELY, (1, 1, 1, 1), 1), IMPACT, (2, 2, 2, 1))
    app = stage.app(kept(stage, session, "", "picture"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "■ high" in stage.flat(app) or size[0] < 60
        if size[0] > 60:
            assert "LIKELIHOOD" in stage.flat(app)
            assert "1 high. The worst first:" in stage.flat(app)
        await pilot.press("v")
        await pilot.pause()
        assert "1?" in stage.flat(app)
        await pilot.press("pagedown")
        await pilot.pause()
        assert ("page 2 of 2" if size[0] > 100 else "Financial impact") in stage.flat(app)
        await pilot.press("v", "left", "left", "r", "k", "x", "g", "escape", "c", "escape")
        await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_a_pair_goes_from_here_to_there(stage: Any, size: tuple[int, int]) -> None:
    app = stage.app(kept(stage, paired("are", "want"), f"{PAIR}#are"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "Where are we today?" in stage.flat(app)
        assert "built for sudden illness ◂ 1 2 3 4 5 ▸ built for long-term conditions" in stage.flat(app)
        await pilot.press(*"2222", "r", "g", "2", "enter", "right")
        await pilot.pause()
        await pilot.press(*"4455", "r", "right")
        await pilot.pause()
        assert "▸◆" in stage.flat(app)
        below = stage.flat(app, "PairsPanel #picture")
        assert "are at 2, want to be at 4½ (median of 4 answers): 2½ levels to go." in below
        await pilot.press("n")
        await stage.type(pilot, "Why not")
        await pilot.press("enter", "v")
        await pilot.pause()
        assert "◂ built for sudden illness" in stage.flat(app)
    assert [note.origin for note in stage.saved().notes] == [PAIR]


async def test_they_are_added_in_the_room(stage: Any) -> None:
    app = stage.app(kept(stage, paired(), f"{PAIR}#are"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j")
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        assert "Rate the risks of How care is changing, 24 pairs (45 min)" in stage.flat(app)
