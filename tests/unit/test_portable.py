"""A program that is carried about keeps all there is beside itself, and leaves nothing on the laptop."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workshop import settings
from workshop.settings import BESIDE, CONFIG_VARIABLE, PORTABLE, STARTED_FROM_VARIABLE

ROOT = Path(__file__).parents[2]


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program lies, as its start script says."""
    folder = tmp_path / "a stick"
    folder.mkdir()
    for variable in (settings.FOLDER_VARIABLE, CONFIG_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv(STARTED_FROM_VARIABLE, str(folder))
    return folder


@pytest.mark.parametrize("name", PORTABLE)
def test_all_is_kept_beside_a_program_that_is_carried_about(stick: Path, name: str) -> None:
    (stick / name).touch()
    assert settings.data_folder() == stick / BESIDE
    assert settings.sessions_folder() == stick / BESIDE / "sessions"
    assert settings.settings_path() == stick / BESIDE / "settings.toml"
    assert settings.house_path().parent == stick / BESIDE
    assert settings.crash_folders() == (stick / BESIDE,)


def test_without_that_file_it_keeps_to_the_users_own_folders(stick: Path) -> None:
    assert settings.portable_folder() is None
    assert stick not in settings.data_folder().parents
    assert stick not in settings.settings_path().parents
    assert len(settings.crash_folders()) == 2


def test_what_is_named_goes_before_what_lies_beside(stick: Path, tmp_path: Path) -> None:
    (stick / "portable").touch()
    named = tmp_path / "named"
    environment = {CONFIG_VARIABLE: str(named), STARTED_FROM_VARIABLE: str(stick)}
    assert settings.settings_path(environment).parent == named
    assert settings.sessions_folder(environment={settings.FOLDER_VARIABLE: str(named)}) == named
    assert settings.sessions_folder(named / "here") == named / "here"


def test_a_frozen_program_looks_beside_its_own_file(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STARTED_FROM_VARIABLE)
    (stick / "portable").touch()
    assert settings.portable_folder() is None
    monkeypatch.setattr(sys, "executable", str(stick / "workshop.exe"))
    assert settings.portable_folder() is None, "Python itself was started, and nothing beside it is ours"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert settings.portable_folder() == stick.resolve() / BESIDE


@pytest.mark.long
def test_a_session_made_from_a_stick_goes_with_it_and_nothing_stays(stick: Path, tmp_path: Path) -> None:
    (stick / "portable").touch()
    laptop = tmp_path / "laptop"
    laptop.mkdir()

    def run(place: Path, *argv: str) -> str:
        home = {"HOME": str(laptop), "USERPROFILE": str(laptop), "LOCALAPPDATA": str(laptop)}
        env = {**os.environ, **home, "PYTHONPATH": str(ROOT), STARTED_FROM_VARIABLE: str(place)}
        for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            env.pop(variable, None)
        command = [sys.executable, "-m", "workshop", *argv]
        done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", cwd=laptop, check=True)
        return done.stdout

    session = run(stick, "new", "--place", "Exampleshire", "--partner", "ICB:NHS", "--no-open").split()[0]
    run(stick, "answer", session, "1.3", "ICB", "3")
    run(stick, "summary", session, "--format", "md,docx")
    run(stick, "house", "new")
    assert not list(laptop.rglob("*")), "something stayed on the laptop"
    assert (stick / BESIDE / "house.toml").is_file()

    elsewhere = shutil.move(stick, tmp_path / "another drive")
    assert session in run(elsewhere, "list")
    assert "another drive" in run(elsewhere, "summary", session, "--again")
    assert not stick.exists()
    assert not list(laptop.rglob("*"))
