"""What the tests of the command line share: an empty folder of sessions and a way to run a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.record import Session
from sessions.store.library import Library
from tests.builders import let_make
from workshop.cli import main

Run = Callable[..., tuple[int, str, str]]
FIVE = (
    *("--partner", "County Council:council:6"),
    *("--partner", "Integrated Care Board (ICB):NHS"),
    *("--partner", "Care providers:prov"),
    *("--partner", "Alliance: north and south:voluntary"),
    *("--partner", "People with lived experience"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of sessions; nothing outside the test's own folder is read or written."""
    monkeypatch.setenv("WORKSHOP_FOLDER", str(tmp_path / "sessions"))
    monkeypatch.setenv("WORKSHOP_CONFIG", str(tmp_path / "config"))
    monkeypatch.setattr("workshop.settings.data_folder", lambda: tmp_path / "data")
    let_make(monkeypatch)
    return tmp_path / "sessions"


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("list", "--json")` gives (exit code, stdout, stderr)."""

    def command(*argv: str) -> tuple[int, str, str]:
        code = main(argv)
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.fixture
def five() -> tuple[str, ...]:
    """What `new` is told of five partners."""
    return FIVE


@pytest.fixture
def made(run: Run) -> str:
    """Id of a self-assessment with five partners."""
    named = ("--template", "four-domains", "--place", "Exampleshire", "--date", "1/12/2026")
    code, out, _ = run("new", *named, *FIVE, "--no-open")
    assert code == 0
    return out.strip()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty folder that is carried from one laptop to another."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def saved(folder: Path) -> Callable[[Session], str]:
    """`saved(session)` puts it on disk; its id."""

    def save(session: Session) -> str:
        Library(folder).create(session).close()
        return session.id

    return save
