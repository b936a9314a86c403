"""Checklists on the screen: by digits, arrows and the mouse, together and blind, and what the room sees."""

from __future__ import annotations

from typing import Any

import pytest

from sessions.edits import event as event_edits
from sessions.kinds.checklist import edits
from sessions.kinds.checklist.records import (
    CHECKS,
    check_on,
    checks_on,
    is_revealed,
    partner_checks_on,
)
from sessions.record import Session
from tests.builders import NOW
from tests.checklists import BOARD, GROUP, MEASURES, NEED, after, checklist_session, stop_at

PARTNERS = ("County Council", "ICB", "Voluntary sector")


def at(stage: Any, ref: str, *partners: str, as_bodies: bool = True, change: Any = None) -> str:
    """Id of a session with checklists on disk, that stands at a check."""
    session = checklist_session(*(partners or PARTNERS), as_bodies=as_bodies)
    session = change(session) if change is not None else session
    session = event_edits.move_to(stop_at(session, ref)).apply(session, NOW)
    with stage.library.create(session) as file:
        return str(file.path.stem)


async def click(stage: Any, pilot: Any, words: str, *, within: str) -> None:
    """Click on where these words stand first."""
    region = pilot.app.screen.query_one(within).content_region
    lines = stage.text(pilot.app, within).split("\n")
    y = next(n for n, line in enumerate(lines) if words in line)
    await pilot.click(offset=(region.x + lines[y].index(words), region.y + y))
    await pilot.pause()


def answers(session: Session, item: str) -> dict[int, str]:
    return {number: row.answer for number, row in checks_on(session, item).items()}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_one_key_an_answer_and_what_lies_under_it(stage: Any, size: tuple[int, int]) -> None:
    app = stage.app(at(stage, GROUP))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "1 yes 2 partly 3 no - not known yet . does not apply" in stage.flat(app)
        assert "4 questions lie under it · y shows them" in stage.flat(app)
        await pilot.press("3")
        await pilot.pause()
        assert "✗ no" in stage.flat(app, "#check")
        assert "▸ · … Are commissioners" in stage.flat(app, "#check")
        assert "No. a takes it as an action now." in stage.flat(app)
        await pilot.press("1", "3", "down", "minus", "2")
        await pilot.pause()
        assert answers(stage.saved(), GROUP) == {0: "no", 1: "yes", 2: "no", 3: "partly", 4: "unknown"}
        assert "1 of 17 answered: 0 yes, 0 partly, 1 no; 16 to go" in stage.flat(app, "#check")
        await pilot.press("u", "u")
        await pilot.pause()
        assert answers(stage.saved(), GROUP) == {0: "no", 1: "yes", 2: "no"}
        await pilot.press("right", "left")
        await pilot.pause()
        assert "▸ · … Who facilitates it" in stage.flat(app, "#check"), "where work goes on"


async def test_the_action_and_the_remark_stand_beside_the_answer(stage: Any) -> None:
    app = stage.app(at(stage, GROUP))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3", "a")
        await pilot.pause()
        assert "New action from 10" in stage.flat(app)
        await stage.type(pilot, "Set it up @Sam")
        await pilot.press("enter", "n")
        await stage.type(pilot, "It met once")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert "✗ no “It met once” → A1 Set it up" in stage.flat(app, "#check")
        assert [action.origin for action in stage.saved().actions] == [GROUP]


async def test_questions_are_shown_and_put_away_by_hand(stage: Any) -> None:
    app = stage.app(at(stage, MEASURES))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("1")
        await pilot.pause()
        assert "How often" not in stage.flat(app, "#check"), "folded under a yes"
        await pilot.press("y", "2")
        await pilot.pause()
        assert "◐ partly How often" in stage.flat(app, "#check")
        await pilot.press("y")
        await pilot.pause()
        assert "2 questions lie under it" in stage.flat(app, "#check")
        assert answers(stage.saved(), MEASURES) == {0: "yes", 1: "partly"}
        await pilot.press("left", "y")
        await pilot.pause()
        assert "There are no questions under this" in stage.flat(app)


async def test_what_is_in_focus_is_taken_back(stage: Any) -> None:
    app = stage.app(at(stage, MEASURES))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("3", "1", "up", "backspace")
        await pilot.pause()
        assert answers(stage.saved(), MEASURES) == {0: "no"}
        await pilot.press("up", "backspace")
        await pilot.pause()
        assert CHECKS.of(stage.saved()) == ()
        await pilot.press("backspace")
        await pilot.pause()
        assert "no answer to take back" in stage.flat(app)
        await pilot.press("7")
        await pilot.pause()
        assert "There is no such answer here: 1 yes, 2 partly, 3 no." in stage.flat(app)


async def test_by_the_mouse(stage: Any) -> None:
    app = stage.app(at(stage, GROUP))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await click(stage, pilot, "3 no", within="#check")
        await click(stage, pilot, "To whom does it report?", within="#check")
        await click(stage, pilot, "2 partly", within="#check")
        assert answers(stage.saved(), GROUP) == {0: "no", 4: "partly"}


async def test_partners_answer_blind_and_the_room_settles(stage: Any) -> None:
    app = stage.app(at(stage, BOARD))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("1", "3")
        await pilot.pause()
        shown = stage.flat(app, "#check")
        assert "2 of 3 answered · hidden until the reveal" in shown
        assert "- don't know" in shown
        assert "not known yet" not in stage.flat(app)
        assert "✗" not in shown
        await pilot.press("v")
        await pilot.pause()
        assert "✓ ICB" in stage.flat(app)
        assert "✗" not in stage.flat(app)
        await pilot.press("v", "r")
        await pilot.pause()
        assert "1 has not answered yet. r again reveals." in stage.flat(app)
        await pilot.press("r")
        await pilot.pause()
        shown = stage.flat(app, "#check")
        assert "County Council ✓ yes" in shown
        assert "ICB ✗ no" in shown
        assert "1 yes, 0 partly, 1 no (n = 2)" in shown
        assert "- not known yet" in shown
        await pilot.press("g")
        await pilot.pause()
        assert "- ? not known yet" in stage.flat(app)
        await pilot.press("2")
        await pilot.pause()
        assert "◐ partly The room's answer" in stage.flat(app, "#check")
        assert answers(stage.saved(), BOARD) == {0: "partly"}


async def test_what_the_room_has_seen_is_corrected_with_a_question(stage: Any) -> None:
    def revealed(session: Session) -> Session:
        return after(session, edits.say_one(BOARD, "icb", "no"), edits.reveal_check(BOARD))

    app = stage.app(at(stage, BOARD, change=revealed))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("up", "up", "1")
        await pilot.pause()
        assert "The room has seen the answer of ICB" in stage.flat(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "ICB: changed after the reveal, from no." in stage.flat(app, "#check")
        row = partner_checks_on(stage.saved(), BOARD)["icb"]
        assert (row.counts, row.after_reveal) == ((1, 0, 0), True)


async def test_hands_of_a_partner_and_of_the_whole_room(stage: Any) -> None:
    app = stage.app(at(stage, BOARD, as_bodies=False))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        await stage.type(pilot, "3 1 0 1")
        await pilot.press("enter")
        await pilot.pause()
        assert partner_checks_on(stage.saved(), BOARD)["county-council"].counts == (3, 1, 0)
        await pilot.press("C", "down", "enter")
        await pilot.pause()
        assert app.screen.query_one("#counts").placeholder == "0 1 3", "as many as there are answers"
        await stage.type(pilot, "9 4 2 0")
        await pilot.press("enter", "r")
        await pilot.pause()
        assert set(partner_checks_on(stage.saved(), BOARD)) == {"room"}
        assert is_revealed(stage.saved(), BOARD)
        assert "The whole room ● answered 9 yes, 4 partly, 2 no (n = 15)" in stage.flat(app, "#check")


async def test_a_partner_takes_no_part_and_another_dissents(stage: Any) -> None:
    app = stage.app(at(stage, BOARD))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("R")
        await stage.type(pilot, "It bids")
        await pilot.press("enter", "1", "3", "r")
        await pilot.pause()
        assert "County Council – takes no part" in stage.flat(app, "#check")
        await pilot.press("3", "x")
        await pilot.pause()
        assert "Who does not share the room's answer?" in stage.flat(app)
        await pilot.press("enter")
        await pilot.pause()
        await stage.type(pilot, "We do")
        await pilot.press("enter")
        await pilot.pause()
        check = check_on(stage.saved(), BOARD)
        assert check is not None
        assert [(d.partner_id, d.reason) for d in check.dissents] == [("icb", "We do")]
        assert "ICB from “no”: We do" in stage.flat(app)
        assert "✗ no The room's answer (1 dissent)" in stage.flat(app, "#check")
        await pilot.press("1")
        await pilot.pause()
        assert "Dissent from “no” is still on record. x changes it." in stage.flat(app)


async def test_who_answers_is_changed_in_the_room(stage: Any) -> None:
    app = stage.app(at(stage, NEED))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("o", "down", "enter", "2")
        await pilot.pause()
        assert partner_checks_on(stage.saved(), NEED)["county-council"].counts == (0, 1, 0)
        await pilot.press("o", "up", "enter")
        await pilot.pause()
        assert "still hidden" in stage.flat(app)


async def test_what_does_not_apply_is_passed_over(stage: Any) -> None:
    app = stage.app(at(stage, NEED))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("full_stop")
        await stage.type(pilot, "Not here")
        await pilot.press("enter", "right", "1", "right", "left")
        await pilot.pause()
        assert answers(stage.saved(), MEASURES) == {0: "yes"}
        assert answers(stage.saved(), NEED) == {}
        assert "1 of 16 answered" in stage.flat(app, "#check")


async def test_many_partners_in_two_columns(stage: Any) -> None:
    app = stage.app(at(stage, BOARD, *(f"Partner {number}" for number in range(12))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "2")
        await pilot.pause()
        shown = stage.flat(app, "#check")
        assert "2 of 12 answered · hidden until the reveal" in shown
        assert "▸Partner 2 · …" in shown


async def test_a_room_without_partners_answers_as_one(stage: Any) -> None:
    session = event_edits.move_to(stop_at(checklist_session(), GROUP)).apply(checklist_session(), NOW)
    with stage.library.create(session) as file:
        app = stage.app(file.path.stem)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "x")
        await stage.type(pilot, "We do")
        await pilot.press("enter")
        await pilot.pause()
        check = check_on(stage.saved(), GROUP)
        assert check is not None
        assert [dissent.partner_id for dissent in check.dissents] == ["room"]


@pytest.mark.parametrize("size", [(40, 15), (60, 20)])
async def test_it_does_not_fail_in_a_tiny_window(stage: Any, size: tuple[int, int]) -> None:
    app = stage.app(at(stage, GROUP))
    async with app.run_test(size=size) as pilot:
        await pilot.press("3", "1", "down", "y", "v", "right", "1", "v", "e", "j")
        await pilot.pause()
        assert app.is_running


async def test_what_people_typed_stands_as_they_typed_it(stage: Any) -> None:
    odd = "[/x] [red]=1+1 <script>"
    app = stage.app(at(stage, NEED, f"Council {odd}", change=lambda s: after(s, edits.tick(NEED, "no"))))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("n")
        await stage.paste(pilot, odd)
        await pilot.press("enter", "x")
        await pilot.pause()
        assert f"Council {odd}" in stage.flat(app)
        await pilot.press("enter")
        await pilot.pause()
        await stage.paste(pilot, odd)
        await pilot.press("enter")
        await pilot.pause()
        assert f"✗ no “{odd}”" in stage.flat(app, "#check")
        assert f"Council {odd} from “no”: {odd}" in stage.flat(app, "#aside")


async def test_a_window_that_only_reads_shows_it_and_changes_nothing(stage: Any) -> None:
    session_id = at(stage, GROUP, change=lambda s: after(s, edits.tick(GROUP, "no")))
    with stage.library.open(session_id):
        app = stage.app(session_id)
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            assert "Has it got terms of reference?" in stage.flat(app, "#check")
            await pilot.press("1")
            await pilot.pause()
    assert answers(stage.saved(), GROUP) == {0: "no"}
