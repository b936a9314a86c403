"""Keys that come in one go act one after the other, though a screen takes some before its widgets do."""

from typing import Any

from textual import events

from tests.screens.test_late import started
from workshop.screens.settings import SettingsScreen
from workshop.widgets.dialogs.late import LateDialog


def in_one_go(app: Any, *keys: str) -> None:
    """Press keys as a terminal hands on what was typed while the program was busy."""
    for key in keys:
        app.post_message(events.Key(key, " " if key == "space" else None))


async def test_enter_changes_the_setting_that_the_arrows_went_to(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(",")
        assert isinstance(app.screen, SettingsScreen)
        assert "off; on: a sound" in stage.flat(app)
        in_one_go(app, "down", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        assert "off; on: a sound" not in stage.flat(app)


async def test_space_turns_the_row_that_the_arrow_went_to(stage: Any) -> None:
    app = started(stage, 33)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("L")
        assert isinstance(app.screen, LateDialog)
        rows = app.screen.query_one("#rows")
        before = [str(rows.get_option_at_index(at).prompt) for at in range(2)]
        in_one_go(app, "down", "space")
        await pilot.pause()
        rows = app.screen.query_one("#rows")
        after = [str(rows.get_option_at_index(at).prompt) for at in range(2)]
        assert after[0] == before[0]
        assert after[1] != before[1]
