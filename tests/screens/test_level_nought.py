"""A scale that begins at 0, by keys and by the mouse: 0 is a level there, and don't know is - alone."""

from typing import Any

import pytest

from sessions.edits.event import move_to
from sessions.kinds.appraise.records import APPRAISALS
from sessions.kinds.score.records import agreement_on, ballots_on
from sessions.material import Level, Scale
from sessions.plan import stops
from tests import appraising as a, instruments
from tests.builders import NOW

ITEM = "dimensions/1"


@pytest.fixture
def app(stage: Any) -> Any:
    made = instruments.session("dimensions")
    stop = next(stop for stop in stops(made) if stop.ref == ITEM)
    with stage.library.create(move_to(stop).apply(made, NOW)):
        pass
    return stage.app("dimensions")


def answers(stage: Any) -> dict[str, tuple[tuple[int, ...], int]]:
    ballots = ballots_on(stage.saved(), ITEM, 1)
    return {partner: (ballot.counts, ballot.dont_know) for partner, ballot in ballots.items()}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_nought_is_a_level_and_a_hyphen_is_dont_know(
    stage: Any, app: Any, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        legend = stage.flat(app, "#answers")
        assert "0 nothing" in legend
        assert "- don't know" in legend
        assert "0 don't know" not in legend
        await pilot.press("0", "minus", "5", "r")
        assert answers(stage) == {
            "county-council": ((1, 0, 0, 0, 0, 0), 0),
            "icb": ((0,) * 6, 1),
            "carers-voice": ((0, 0, 0, 0, 0, 1), 0),
        }
        shown = stage.flat(app, "#answers")
        assert "median 2½, from 0 to 5" in shown
        await pilot.press("g", "0", "0", "enter")
        agreed = agreement_on(stage.saved(), ITEM)
        assert (agreed.level, agreed.target) == (0, 0)
        assert "0 nothing" in stage.flat(app, "#answers").split("✓")[1]


async def test_the_agreed_level_nought_aims_at_one_unless_it_is_said(stage: Any, app: Any) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("0", "0", "1", "r", "g", "7")
        assert "7 is not on offer here: 0 to 5." in stage.flat(app)
        await pilot.press("0")
        assert "1 talk (the next level up)" in stage.flat(app)
        await pilot.press("down", "0")
        assert "0 is not on offer here: 1 to 3." in stage.flat(app), "of the strength of evidence"
        await pilot.press("enter", "right", "left", "g")
        assert "Agreed level 0 nothing" in stage.flat(app)


async def test_a_click_on_the_scale_answers(stage: Any, app: Any) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        for words in ("0 nothing  1 talk", "- don't know"):
            lines = stage.text(app).split("\n")
            row = next(at for at, line in enumerate(lines) if words in line)
            await pilot.click(offset=(lines[row].index(words) + 1, row))
            await pilot.pause()
        assert answers(stage) == {"county-council": ((1, 0, 0, 0, 0, 0), 0), "icb": ((0,) * 6, 1)}


async def test_hands_have_a_number_for_nought(stage: Any, app: Any) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("c", *"2 0 0 0 0 3 1")
        assert "0 nothing" in stage.flat(app)
        await pilot.press("enter")
        assert answers(stage) == {"county-council": ((2, 0, 0, 0, 0, 3), 1)}


async def test_in_an_appraisal_nought_is_a_level_where_the_criterion_has_it(stage: Any) -> None:
    """On the others it stands for don't know, as everywhere."""
    levels = tuple(Level(number=number, label=f"step {number}") for number in range(4))
    session = a.with_scale(a.session(), a.K1, Scale(question="How far?", levels=levels))
    stop = next(stop for stop in stops(session) if stop.ref == a.A1)
    stage.library.create(move_to(stop).apply(session, NOW)).close()
    app = stage.app(session.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "0 step 0" in stage.flat(app, "#appraisal")
        await pilot.press("0", "0", "minus", "1")
        (row,) = APPRAISALS.of(stage.saved())
        assert [level for _, level in row.levels] == [0, None, None, 1]
