"""Who does what, by keys and by mouse, at both sizes."""

from __future__ import annotations

from typing import Any

import pytest
from textual.geometry import Offset

from sessions.kinds.roles.kind import OVERVIEW
from sessions.kinds.roles.records import FUNCTIONS
from sessions.record import Session
from sessions.rows import Stop
from tests.roles import DIRECTORY, GP, filled, pack, roles_step
from workshop.widgets.role_grid import RoleGrid

SIZES = [(80, 24), (120, 36)]


def with_roles(*, at: str = DIRECTORY, recorded: bool = False, **settings: object) -> Any:
    """A change that puts a step on who does what behind the first, and goes to one of its functions."""

    def change(session: Session) -> Session:
        step = roles_step("sx", **settings)
        tables = {**session.tables, "roles": FUNCTIONS.of(filled())} if recorded else session.tables
        here = Stop(activity_id="sx", part="item", ref=at) if at else Stop(activity_id="sx", part=OVERVIEW)
        return session.model_copy(
            update={
                "packs": (*session.packs, pack()),
                "agenda": (session.agenda[0], step, *session.agenda[1:]),
                "at": here,
                "tables": tables,
            }
        )

    return change


def parts(session: Session, item: str = DIRECTORY) -> list[tuple[str, str]]:
    return [(e.party, e.role) for row in FUNCTIONS.of(session) if row.item_id == item for e in row.roles]


@pytest.mark.parametrize("size", SIZES)
async def test_a_digit_gives_the_part_and_goes_on(stage: Any, size: tuple[int, int]) -> None:
    app = stage.app(stage.session(with_roles()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "▸ Commissioner" in stage.text(app)
        assert "1 leads 2 supports 3 is asked 4 is told" in stage.flat(app)
        await pilot.press("2", "1", "4")
        await pilot.pause()
        assert parts(stage.saved()) == [
            ("Commissioner", "supports"),
            ("Lead provider", "leads"),
            ("GP practices", "told"),
        ]
        assert "✓ Lead provider leads" in stage.flat(app)
        assert "▸ Commissioner" in stage.text(app), "round and round"
        await pilot.press("1")
        await pilot.pause()
        assert "▲ Two lead: Commissioner, Lead provider" in stage.flat(app)
        assert any("Two lead now" in said for said in stage.said(app))
        await pilot.press("0")
        await pilot.pause()
        assert parts(stage.saved())[-1] == ("Commissioner", "leads"), "0 was for the next party"
        await pilot.press("u")
        await pilot.pause()
        assert "▲ Two lead: Commissioner, Lead provider" in stage.flat(app)


async def test_a_part_is_taken_back_and_comes_back(stage: Any) -> None:
    app = stage.app(stage.session(with_roles(recorded=True)))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("down", "backspace")
        await pilot.pause()
        assert parts(stage.saved()) == [("GP practices", "told")]
        assert "▲ Nobody leads yet" in stage.flat(app)
        assert "The part of Lead provider is taken back" in stage.said(app)[-1]
        await pilot.press("backspace")
        await pilot.pause()
        assert "has no part here" in stage.said(app)[-1]
        await pilot.press("u")
        await pilot.pause()
        assert ("Lead provider", "leads") in parts(stage.saved())
        await pilot.press("7")
        await pilot.pause()
        assert "There is no part 7" in stage.said(app)[-1]


async def test_a_party_that_does_not_accept_its_part_goes_on_record(stage: Any) -> None:
    app = stage.app(stage.session(with_roles()))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert "nothing to object to" in stage.refused(app) + " ".join(stage.said(app))
        await pilot.press("escape", "2", "up", "x")
        await pilot.pause()
        assert "Commissioner does not accept that it supports" in stage.flat(app)
        await stage.type(pilot, "No money")
        await pilot.press("enter")
        await pilot.pause()
        (row,) = FUNCTIONS.of(stage.saved())
        assert [(d.party, d.reason, d.from_role) for d in row.dissents] == [
            ("Commissioner", "No money", "supports")
        ]
        await pilot.pause()
        assert "✗ does not accept its part: Commissioner" in stage.flat(app, "#roles")
        await pilot.press("1")
        await pilot.pause()
        assert "dissent of Commissioner from its part before is still on record" in stage.said(app)[-1]


async def test_the_mouse_gives_a_part_in_its_column_and_above_it(stage: Any) -> None:
    app = stage.app(stage.session(with_roles()))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        grid = app.screen.query_one(RoleGrid)
        lines = stage.text(app, "#roles").split("\n")
        head, row = lines[0], next(at for at, line in enumerate(lines) if "GP practices" in line)
        column = head.index("1 leads")
        await pilot.click(grid, offset=Offset(column + 1, row))
        await pilot.pause()
        assert parts(stage.saved()) == [("GP practices", "leads")]
        await pilot.click(grid, offset=Offset(4, row))
        await pilot.pause()
        assert "▸ GP practices" in stage.text(app)
        await pilot.click(grid, offset=Offset(head.index("4 is told") + 1, 0))
        await pilot.pause()
        assert parts(stage.saved()) == [("GP practices", "told")]


async def test_what_is_to_be_agreed_begins_the_action(stage: Any) -> None:
    app = stage.app(stage.session(with_roles(at=GP, recorded=True)))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        assert "Agree who leads 2" in stage.flat(app)
        await stage.type(pilot, " @ICB")
        await pilot.press("enter")
        await pilot.pause()
        (action,) = stage.saved().actions
        assert (action.text, action.origin) == ("Agree who leads 2", GP)
        await pilot.press("n")
        await pilot.pause()
        await stage.type(pilot, "Ask them")
        await pilot.press("enter")
        await pilot.pause()
        assert stage.saved().notes[-1].origin == GP


async def test_the_guide_is_shown_on_demand_and_never_to_the_room(stage: Any) -> None:
    app = stage.app(stage.session(with_roles()))
    async with app.run_test(size=(100, 28)) as pilot:
        await pilot.pause()
        assert "The guide gives it to" not in stage.flat(app)
        await pilot.press("k")
        await pilot.pause()
        assert "The guide gives it to: Lead provider." in stage.flat(app)
        await pilot.press("escape", "v")
        await pilot.pause()
        assert "Who leads?" in stage.flat(app)
        assert "guide" not in stage.flat(app)
        await pilot.press("1", "v")
        await pilot.pause()
        assert "The guide gives it to: Lead provider." in stage.flat(app, "#aside"), (
            "beside what the room has said"
        )


@pytest.mark.parametrize("size", SIZES)
async def test_the_last_stop_shows_all_functions(stage: Any, size: tuple[int, int]) -> None:
    app = stage.app(stage.session(with_roles(at="", recorded=True)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = stage.flat(app, "#matrix")
        assert "L leads S supports A is asked T is told" in shown
        assert "2 Tell the GP · · A ▲ nobody leads" in shown
        assert "3 Train staff L · L ▲ two lead" in shown
        await pilot.press("1", "down")
        await pilot.pause()
        assert len(FUNCTIONS.of(stage.saved())) == 3


async def test_a_partner_may_take_no_part_in_a_function(stage: Any) -> None:
    app = stage.app(stage.session(with_roles(parties="partners")))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("R")
        await pilot.pause()
        await stage.type(pilot, "It bids")
        await pilot.press("enter")
        await pilot.pause()
        assert "takes no part" in stage.flat(app)
        assert "▸ Integrated Care Board" in stage.text(app)
        await pilot.press("up", "1")
        await pilot.pause()
        assert FUNCTIONS.of(stage.saved()) == ()
        assert "takes no part in this" in stage.said(app)[-1]
        await pilot.press("o", "up", "enter")
        await pilot.pause()
        assert "▸ Commissioner" in stage.text(app)
        assert "Integrated Care Board" not in stage.text(app), "whose parts are told is chosen in the room"


async def test_it_does_not_crash_in_the_smallest_window(stage: Any) -> None:
    app = stage.app(stage.session(with_roles(recorded=True)))
    async with app.run_test(size=(40, 15)) as pilot:
        await pilot.press("1", "right", "right", "right", "right", "v", "left", "v")
        await pilot.pause()
        assert stage.text(app).strip()
