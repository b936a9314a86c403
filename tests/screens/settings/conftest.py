"""What the tests of the settings share: the page, its rows and the file behind it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from textual.widgets import OptionList

from workshop import settings
from workshop.screens.settings import SettingsScreen


class Page:
    """The settings on the screen, and their file."""

    SIZE = (110, 40)
    KEPT = '# mine\ntheme = "laptop-dark"  # for now\n\n[keys]\n# the clicker\nagree = "f9"  # side button\n'

    @staticmethod
    async def opened(pilot: Any) -> None:
        """The settings, from the list of sessions."""
        await pilot.press("comma")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SettingsScreen)

    @staticmethod
    def focus(app: Any, row_id: str) -> None:
        """Put a row of the list in focus."""
        ids = [row.id for row in app.screen._shown]
        app.screen.query_one(OptionList).highlighted = ids.index(row_id)

    @staticmethod
    def words(app: Any, row_id: str) -> str:
        """What a row says."""
        row = next(row for row in app.screen._shown if row.id == row_id)
        return str(row.show(200).plain)

    @staticmethod
    async def remap(pilot: Any, row_id: str, *keys: str) -> None:
        """Ask for another key for a row, and press these."""
        Page.focus(pilot.app, row_id)
        await pilot.press("enter", *keys)
        await pilot.pause()

    @staticmethod
    def kept(stage: Any) -> dict[str, Any]:
        """The settings file."""
        return tomllib.loads(stage.settings_path.read_text("utf-8"))

    @staticmethod
    def write(stage: Any, text: str) -> None:
        stage.settings_path.parent.mkdir(parents=True)
        stage.settings_path.write_text(text, "utf-8")

    @staticmethod
    def start(stage: Any) -> Any:
        """The program as the command line starts it: with what the file says, and what is wrong with it."""
        found, problems = settings.load(stage.settings_path)
        app = stage.app(theme=found.theme, keys=found.keys)
        app._preferences.settings = found
        app._notices += [str(problem) for problem in problems]
        return app


@pytest.fixture(scope="session")
def page() -> Page:
    return Page()
