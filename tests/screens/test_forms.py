"""Forms by the keyboard: tab reaches every field, and typing goes on from what stands there."""

from __future__ import annotations

from typing import Any

import pytest

from sessions.edits import notes as note_edits
from sessions.kinds.prioritise.records import VoteActivity, dots_of
from sessions.record import Session
from workshop.widgets.dialogs.action import ActionDialog
from workshop.widgets.dialogs.note import Choices
from workshop.widgets.dialogs.partner import PartnerDialog

SIZE = (110, 34)


async def test_tab_in_a_partner_goes_to_its_sector_where_the_arrows_choose(stage: Any) -> None:
    app = stage.app(stage.session(at=None))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("f2")
        await stage.type(pilot, "Care homes")
        await pilot.press("tab")
        assert isinstance(app.focused, Choices)
        before = app.focused.chosen
        await pilot.press("right", "4")
        assert app.focused.chosen != before
        await pilot.press("left")
        assert app.focused.chosen == before
        await pilot.press("space", "tab")
        chosen = app.screen.query_one(Choices).chosen
        await stage.type(pilot, "12")
        await pilot.press("tab")
        await stage.type(pilot, " 2")
        await pilot.press("shift+tab", "shift+tab", "enter")
        assert isinstance(app.screen, PartnerDialog), "recorded with the sector in focus, and on to the next"
        partner = stage.saved().partners[-1]
        assert (partner.name, partner.sector, partner.members) == ("Care homes 2", chosen, 12)


async def test_tab_in_a_person_goes_to_where_it_comes_from(stage: Any) -> None:
    app = stage.app(stage.session(at=None))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("f4")
        await stage.type(pilot, "Priya")
        await pilot.press("tab", "tab", "right", "right", "enter")
        person = stage.saved().people[-1]
        assert (person.name, person.partner_id) == ("Priya", stage.saved().partners[1].id)


async def test_tab_in_the_form_of_an_action_goes_to_its_status(stage: Any) -> None:
    def with_action(session: Session) -> Session:
        return note_edits.add_action(note_edits.ActionFields("Draft it")).apply(session, stage.now)

    app = stage.app(stage.session(with_action))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("A", "enter")
        assert isinstance(app.screen, ActionDialog)
        await stage.type(pilot, "!")
        await pilot.press(*["tab"] * 5)
        assert isinstance(app.focused, Choices)
        await pilot.press("right", "enter")
        (action,) = stage.saved().actions
        assert (action.text, action.status) == ("Draft it!", "in progress")


@pytest.mark.parametrize("key", ["tab", "shift+tab"])
async def test_a_name_that_is_there_is_never_overwritten_by_a_digit(stage: Any, key: str) -> None:
    app = stage.app(stage.session(at=None))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.screen.query_one("#partners").focus()
        app.screen.query_one("#partners").highlighted = 0
        await pilot.press("enter", "7", key, key, key, "7", "enter")
        assert stage.saved().partners[0].name == "County Council77"


# --- dots -----------------------------------------------------------------------------------------


def vote_on_actions(stage: Any) -> str:
    """Id of a session at a vote on three actions, three dots each."""

    def change(session: Session) -> Session:
        for text in ("Draft it", "Sign it", "Pay for it"):
            session = note_edits.add_action(note_edits.ActionFields(text)).apply(session, stage.now)
        vote = VoteActivity(
            id="v", kind="prioritise", title="Which first?", minutes=5, candidates="actions", dots=3
        )
        return session.model_copy(update={"agenda": (vote, *session.agenda)})

    return str(stage.session(change, at=None))


async def test_in_a_vote_on_actions_the_number_alone_is_enough(stage: Any) -> None:
    app = stage.app(vote_on_actions(stage))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("f5", "c")
        await stage.type(pilot, "1 3 3")
        assert "all placed" in stage.text(app)
        await pilot.press("enter")
        labels = {action.uid: action.id for action in stage.saved().actions}
        placed = dict(dots_of(stage.saved(), "v")["county-council"].counts)
        assert {labels[uid]: many for uid, many in placed.items()} == {"A1": 1, "A3": 2}


async def test_what_is_said_of_dots_too_many_is_one_thing(stage: Any) -> None:
    app = stage.app(vote_on_actions(stage))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("f5", "c")
        for typed, balance in (
            ("1", "2 more to place"),
            (" 2 3", "all placed"),
            (" 3", "1 too many: take 1 off"),
        ):
            await stage.type(pilot, typed)
            assert balance in stage.text(app)
        assert "1 left" not in stage.text(app), "nothing that can be read as dots to place"
        await pilot.press("enter")
        assert "4 dots, but each partner has 3. Take 1 off." in stage.flat(app)
        assert "1 too many: take 1 off" in stage.text(app)
        await pilot.press("backspace", "backspace", "enter")
        assert len(dots_of(stage.saved(), "v")) == 1
