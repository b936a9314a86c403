"""Where settings, sessions and summaries lie: by what is named, by the environment, by default."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop import settings
from workshop.settings import Settings


def test_the_folder_is_the_one_named_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "data_folder", lambda: Path("/data"))
    preferred = Settings(folder=Path("/preferred"))
    named = {settings.FOLDER_VARIABLE: "/environment"}
    assert settings.sessions_folder(Path("/named"), preferred, named) == Path("/named")
    assert settings.sessions_folder(None, preferred, named) == Path("/environment")
    assert settings.sessions_folder(None, preferred, {}) == Path("/preferred")
    assert settings.sessions_folder(None, preferred, {settings.FOLDER_VARIABLE: ""}) == Path("/preferred")
    assert settings.sessions_folder(None, None, {}) == Path("/data/sessions")
    assert settings.sessions_folder(Path("~/x"), None, {}) == Path("~/x").expanduser()


def test_the_environment_says_where_settings_lie() -> None:
    assert settings.settings_path({settings.CONFIG_VARIABLE: "/stick"}) == Path("/stick/settings.toml")
    assert settings.settings_path({}).name == "settings.toml"


def test_summaries_lie_beside_the_session() -> None:
    assert settings.summaries_folder(Path("/s/one.json")) == Path("/s/summaries")
