"""In the details of a session: its steps become a template, and the next session can begin from it."""

from pathlib import Path
from typing import Any

from tests.screens.test_packs import app_with_own
from workshop.screens.setup import SetupScreen
from workshop.widgets.dialogs.note import TextDialog

SIZE = (80, 24)


async def test_the_steps_are_saved_under_a_name_and_are_there_for_the_next_session(
    stage: Any, tmp_path: Path
) -> None:
    app = app_with_own(stage, tmp_path, stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i", "f7")
        assert isinstance(app.screen, TextDialog)
        assert "[minutes as planned]" in stage.text(app)
        await stage.type(pilot, "Our day")
        await pilot.press("enter")
        assert isinstance(app.screen, SetupScreen)
        assert "Saved as a template: Our day, 180 minutes." in stage.said(app)[-1]
        assert (tmp_path / "templates" / "our-day.toml").is_file()
        await pilot.press("f7")
        await stage.type(pilot, "Our day")
        await pilot.press("enter")
        assert "is taken" in stage.flat(app) or "such a file already" in stage.flat(app)
        await pilot.press("escape", "escape", "q", "n")
        await pilot.pause()
        assert "our-day" in app.screen._template._templates


async def test_a_session_that_is_not_there_yet_makes_none(stage: Any, tmp_path: Path) -> None:
    app = app_with_own(stage, tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("f7")
        assert "no session yet" in stage.said(app)[-1]
        assert not (tmp_path / "templates").exists()
