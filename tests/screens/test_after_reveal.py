"""An answer that the room has seen is not overwritten without a trace, whatever changes it."""

from typing import Any

import pytest

from sessions import words
from sessions.kinds.score import edits
from sessions.kinds.score.records import ballot_of, ballots_on, round_of
from sessions.record import Session
from tests.builders import NOW
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.after_reveal import AfterRevealDialog

ITEM = "icbo/D1.2"
SIZE = (100, 32)


@pytest.fixture
def app(stage: Any) -> Any:
    """Five partners at 2, 3, 3, 4 and 3, revealed."""

    def revealed(session: Session) -> Session:
        return edits.reveal(ITEM).apply(stage.answered(session, ITEM, [2, 3, 3, 4, 3]), NOW)

    return stage.app(stage.session(revealed))


def council(stage: Any, number: int = 1) -> Any:
    return ballot_of(stage.saved(), ITEM, "county-council", number)


async def test_a_digit_offers_the_second_round_and_keeps_the_first_view(app: Any, stage: Any) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "up", "4")
        assert isinstance(app.screen, AfterRevealDialog)
        assert council(stage).counts == (0, 1, 0, 0, 0), "nothing is changed before it is answered"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RunScreen)
        assert round_of(stage.saved(), ITEM) == (2, False)
        assert council(stage).counts == (0, 1, 0, 0, 0)
        assert council(stage, 2).counts == (0, 0, 0, 1, 0)
        await pilot.press("u")
        assert round_of(stage.saved(), ITEM) == (1, True), "one change, one undo"
        assert council(stage, 2) is None


async def test_a_slip_is_corrected_and_the_record_says_what_it_was(app: Any, stage: Any) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "up", "4", "down", "enter")
        await pilot.pause()
        ballot = council(stage)
        assert (ballot.counts, ballot.after_reveal) == ((0, 0, 0, 1, 0), True)
        assert (ballot.before.counts, ballot.before.dont_know) == ((0, 1, 0, 0, 0), 0)
        said = "County Council: changed after the reveal, from 2 (early steps)."
        assert said in stage.flat(app, "#answers")
        await pilot.press("v")
        await pilot.pause()
        assert said.removesuffix(" steps).") in stage.flat(app), "the room sees it too, beside its clock"


async def test_never_mind_and_the_same_answer_change_nothing(app: Any, stage: Any) -> None:
    async with app.run_test(size=SIZE) as pilot:
        before = stage.saved()
        await pilot.press("down", "up", "4", "escape")
        await pilot.press("down", "up", "4", "down", "down", "enter")
        await pilot.press("down", "up", "2")
        assert isinstance(app.screen, RunScreen), "it is what it was"
        assert ballots_on(stage.saved(), ITEM, 1) == ballots_on(before, ITEM, 1)


@pytest.mark.parametrize("keys", [("0",), ("c", *"00010", "enter")])
async def test_dont_know_and_hands_ask_as_a_digit_does(app: Any, stage: Any, keys: tuple[str, ...]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "up", *keys)
        await pilot.pause()
        assert isinstance(app.screen, AfterRevealDialog)
        assert not council(stage).after_reveal


async def test_taking_back_keeps_what_the_room_saw(app: Any, stage: Any) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "up", "backspace")
        assert isinstance(app.screen, AfterRevealDialog)
        assert "Second round" not in stage.flat(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "county-council" not in ballots_on(stage.saved(), ITEM, 1)
        said = words.after_reveal(council(stage), stage.saved().scale_of(ITEM))
        assert said == "taken back after the reveal, from 2 (early steps)"


async def test_after_the_last_round_only_a_correction_is_on_offer(stage: Any) -> None:
    def twice(session: Session) -> Session:
        session = edits.reveal(ITEM).apply(stage.answered(session, ITEM, [2, 3, 3, 4, 3]), NOW)
        session = edits.second_round(ITEM).apply(session, NOW)
        return edits.reveal(ITEM).apply(stage.answered(session, ITEM, [3, 3]), NOW)

    app = stage.app(stage.session(twice))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("up", "up", "4")  # from the first that did not answer again
        assert "Second round:" not in stage.flat(app)
        await pilot.press("enter")
        await pilot.pause()
        assert council(stage, 2).before.counts == (0, 0, 1, 0, 0)
        assert council(stage).counts == (0, 1, 0, 0, 0)


async def test_before_the_reveal_a_digit_replaces_at_once(stage: Any) -> None:
    app = stage.app(stage.session(lambda session: stage.answered(session, ITEM, [2])))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("up", "4")
        assert isinstance(app.screen, RunScreen)
        assert (council(stage).counts, council(stage).before) == ((0, 0, 0, 1, 0), None)
