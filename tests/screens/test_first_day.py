"""What somebody meets who has never seen the program: where the keys go, what was taken, what can be read."""

from typing import Any

import pytest
from textual.pilot import Pilot

from workshop.screens.home import HomeScreen
from workshop.screens.setup import SetupScreen
from workshop.screens.sign_off import SignOffScreen
from workshop.screens.summary import SummaryScreen


def lines(stage: Any, app: Any) -> list[str]:
    """The lines of the screen."""
    return str(stage.text(app)).split("\n")


async def test_a_new_session_shows_where_one_types_and_whom_it_has_added(stage: Any) -> None:
    stage.session(place="North Vale")
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        (title,) = (line for line in lines(stage, app) if line.startswith("  Title"))
        (place,) = (line for line in lines(stage, app) if line.startswith("  Place"))
        assert not {"F6", "F8", "F12"} & set(stage.flat(app, "#keys").split()), "nothing is there for them"
        assert "▌" in title
        assert "▌" not in place

        await pilot.press("tab")
        await stage.paste(pilot, "North Vale")
        await pilot.press("tab")
        assert "F8 goes on from Day one, 1 Dec 2026" in stage.flat(app), "nothing is open there"
        assert {"F8", "F12"} <= set(stage.flat(app, "#keys").split())
        assert lines(stage, app)[0].strip() == "North Vale self-assessment"
        await pilot.press("shift+tab", "shift+tab", "shift+tab", "enter", "up", "enter")
        assert lines(stage, app)[0].strip() == "North Vale peer challenge", "nobody has given it a title"
        await pilot.press("f6")
        assert lines(stage, app)[0].strip() == "North Vale self-assessment"

        await pilot.press("f4")
        await stage.paste(pilot, "Priya Shah")
        await pilot.press("enter")
        assert stage.said(app)[-1] == "Added: Priya Shah"
        assert "esc done" in stage.flat(app)
        await pilot.press("escape", "f3")
        left = {
            line.index(name)
            for line in lines(stage, app)
            for name in ("North", "County")
            if name in line[10:]
        }
        assert isinstance(app.screen, SetupScreen)
        assert len(left) == 1, "lists begin where fields do"


async def test_reading_a_summary_is_left_for_what_it_will_hold(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        assert "open it" not in lines(stage, app)[-2], "nothing is written yet"
        await pilot.press("m", "p")
        assert "WHICH FORM" not in stage.text(app)
        await pilot.press("q")
        assert isinstance(app.screen, SummaryScreen)
        assert "Full record" in stage.flat(app), "the form that was chosen is still chosen"
        await pilot.press("s", "d")
        await stage.paste(pilot, "12 jan")
        assert "Tue 12 Jan 2027 (in 42 days)" in stage.flat(app)
        await pilot.press("enter")
        assert isinstance(app.screen, SignOffScreen)
        assert str(stage.saved().next_meeting) == "2027-01-12"


async def test_what_was_said_in_a_session_is_not_said_on_the_list(stage: Any) -> None:
    app = stage.app(stage.session(at=None))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f5", "r")
        assert stage.said(app)[-1] == "There is nothing to reveal here. → goes on."
        await pilot.press("q")
        assert isinstance(app.screen, HomeScreen)
        assert stage.said(app) == []


@pytest.mark.parametrize("size", [(80, 24), (120, 30)])
async def test_text_stands_apart_from_its_scrollbar(stage: Any, size: tuple[int, int]) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=size) as pilot:
        await pilot.press(*(["e"] if size[0] == 80 else []))
        await beside_its_bar(pilot, "#aside-scroll")
        await pilot.press("l")
        await beside_its_bar(pilot, "#found")
        await pilot.press("escape", "question_mark")
        await beside_its_bar(pilot, "VerticalScroll")


async def beside_its_bar(pilot: Pilot[None], selector: str) -> None:
    """What scrolls has a bar, which is a cell wide, and a free cell before it."""
    await pilot.pause()
    scroll = pilot.app.screen.query_one(selector)
    assert scroll.show_vertical_scrollbar
    assert scroll.scrollbar_size_vertical == 1
    bar = scroll.vertical_scrollbar.region
    strips = pilot.app.screen._compositor.render_strips()
    assert {strips[y].crop(bar.x - 1, bar.x).text for y in range(bar.y, bar.bottom)} == {" "}
