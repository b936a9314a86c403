"""Where to read on, beside the domain: by its key, searched by words, never where the room looks on."""

from typing import Any

import pytest

from workshop.widgets.dialogs.resources import ResourcesDialog


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_domain_s_own_come_first_and_words_find_others(stage: Any, size: tuple[int, int]) -> None:
    app = stage.app(stage.session(at="icbo/D2.1"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("h")
        assert isinstance(app.screen, ResourcesDialog)
        assert "For this domain:" in stage.flat(app)
        assert "Adult Social Care Outcomes Framework (ASCOF)" in stage.flat(app)
        assert "(as of 2018)" in stage.flat(app)
        await stage.type(pilot, "closures")
        assert "Managing Care Home Closures" in stage.flat(app)
        assert "ASCOF" not in stage.flat(app)
        await stage.type(pilot, "zzz")
        assert "Nothing fits these words." in stage.flat(app)
        await pilot.press("escape")
        assert not isinstance(app.screen, ResourcesDialog)


async def test_where_there_is_no_domain_all_stand_there(stage: Any) -> None:
    app = stage.app(stage.session(at="s1"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("h")
        assert "All of them:" in stage.flat(app)
        before = stage.text(app)
        await pilot.press("down", "down")
        assert stage.text(app) != before, "it scrolls"


async def test_the_room_never_sees_them(stage: Any) -> None:
    app = stage.app(stage.session(at="icbo/D2.1"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("v", "h")
        assert not isinstance(app.screen, ResourcesDialog)
        assert stage.said(app)[-1] == "The room sees this window. v goes back to yours."
