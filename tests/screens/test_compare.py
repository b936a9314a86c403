"""By keys: then and now, from the list of sessions, sorted, and with other sessions."""

from typing import Any

import pytest

from sessions.rows import Series
from tests.unit.test_compare import first, second
from tests.unit.test_same_items import with_item
from workshop.screens.compare import CompareScreen
from workshop.screens.home import HomeScreen
from workshop.widgets.dialogs.choose import ChooseDialog


@pytest.fixture(name="series")
def _series(stage: Any) -> Any:
    later = second().model_copy(update={"series": Series(id="x", previous="oct")})
    for session in (first(), later, with_item(first(), statement="Asked otherwise.")):
        once = stage.library.folder / f"{session.id}.json"
        own = session if not once.exists() else session.model_copy(update={"id": "other", "title": "Other"})
        stage.library.create(own.model_copy(update={"place": "North Vale"})).close()
    return stage


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_series_is_shown_sorted_and_other_sessions_are_chosen(series: Any, size: Any) -> None:
    app = series.app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        shown = series.flat(app)
        assert "1 up, 1 down, 1 as before" in shown
        assert "2 of 3 targets reached" in shown
        assert series.flat(app, "#slopes").index("1.1 ") < series.flat(app, "#slopes").index("1.2 ")
        await pilot.press("f", "f")
        assert "Went down first" in series.flat(app)
        assert series.flat(app, "#slopes").index("1.2 ") < series.flat(app, "#slopes").index("1.1 ")
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, ChooseDialog)
        await pilot.press("down", "space", "down", "space", "enter")  # October off, the other one on
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        assert "1 not comparable" in series.flat(app, "#slopes")
        await pilot.press("q")
        assert isinstance(app.screen, HomeScreen)
