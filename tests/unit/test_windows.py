"""What Windows does differently: files that are held, names and paths that it does not take, code pages.

No other system holds a file against its being replaced: `tests/windows/run` runs those tests on any Linux.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sessions import disk
from sessions.edits import notes
from sessions.problem import Problem
from sessions.store.library import Library
from tests.builders import new_session
from workshop.commands import COMMANDS
from workshop.desk import Desk
from workshop.materials import own

ROOT = Path(__file__).parents[2]
on_windows = pytest.mark.skipif(
    sys.platform != "win32", reason="elsewhere a file that is open can be replaced"
)


@on_windows
def test_a_file_that_another_program_holds_for_a_moment_is_replaced_then(tmp_path: Path) -> None:
    path = tmp_path / "held.json"
    path.write_bytes(b"old")
    held = path.open("rb")
    letting_go = threading.Timer(0.2, held.close)
    letting_go.start()
    disk.write_durably(path, b"new")
    letting_go.join()
    assert path.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["held.json"]


@on_windows
def test_a_file_that_is_held_for_longer_stays_whole_and_what_is_new_is_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "TRIES", 2)
    library = Library(tmp_path)
    session = new_session("tips-and-pulse", "ICB")
    library.create(session).close()
    path = tmp_path / f"{session.id}.json"
    before = path.read_bytes()
    with Desk(library.open(session.id), holds=True) as desk:
        with path.open("rb"):
            desk.apply(notes.add_note("comment", "Said while a scanner had the file"))
            assert desk.unsaved is not None
            assert "access is refused" in desk.unsaved.what
            assert path.read_bytes() == before
        assert desk.retry()
        assert desk.unsaved is None
    assert library.read(session.id).notes[-1].text == "Said while a scanner had the file"
    assert not list(tmp_path.glob(".*.tmp"))


@pytest.mark.parametrize("name", ["con", "nul", "com1", "lpt9"])
def test_no_pack_or_session_is_called_as_windows_calls_a_device(tmp_path: Path, name: str) -> None:
    with pytest.raises(Problem, match="cannot be the id of a pack"):
        own.check_id(name)
    with pytest.raises(Problem, match="can't be the name of a file"):
        Library(tmp_path).create(new_session("tips-and-pulse", "ICB").model_copy(update={"id": name.upper()}))
    own.check_id(f"{name}-pack")


def test_a_path_that_is_too_long_for_windows_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path.cwd() / "/".join(["a folder that lies deep"] * 11) / "session.json"
    lost = FileNotFoundError(2, "No such file or directory")
    assert ("longer than Windows takes" in disk.os_problem(lost, "It can't be saved", path).what) == (
        sys.platform == "win32"
    )
    monkeypatch.setattr(sys, "platform", "win32")
    assert "longer than Windows takes" in disk.os_problem(lost, "It can't be saved", path).what
    assert "it is not there" in disk.os_problem(lost, "It can't be saved", Path("here")).what


def test_what_is_refused_on_windows_may_be_open_in_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    refused, lost = PermissionError(13, "Access is denied"), FileNotFoundError(2, "No such file")
    for system, is_said in (("linux", False), ("win32", True)):
        monkeypatch.setattr(sys, "platform", system)
        hint = disk.os_problem(refused, "It can't be saved", Path("here")).hint
        assert ("Is it open in another program, such as Word" in hint) == is_said
        assert "choose another with --folder" in hint
        assert disk.if_open_elsewhere(lost, "Name another folder.") == "Name another folder."


def test_a_folder_in_the_place_of_a_file_is_refused_at_once(tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(OSError, match="no ordinary file"):
        disk.read(tmp_path)
    assert time.monotonic() - begun < disk.PAUSE * 15


@pytest.mark.parametrize("page", ["cp437", "cp850", "cp1252", "ascii"])
def test_a_console_of_an_old_code_page_gets_all_that_is_printed(tmp_path: Path, page: str) -> None:
    env = {**os.environ, "PYTHONIOENCODING": page, "PYTHONUTF8": "0", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "workshop", "keys", "--folder", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, env=env, check=True)
    text = done.stdout.decode("utf-8")
    assert "→" in text
    assert not done.stderr


def test_no_key_is_one_that_a_terminal_of_windows_keeps_or_sends_by_itself() -> None:
    kept = re.compile(r"f11|ctrl\+([0-9@]|enter|space|plus|minus|c|v)|.*(alt|shift|super)\+.*")
    assert [key for command in COMMANDS for key in command.keys if kept.fullmatch(key)] == []
    assert len(COMMANDS) > 100
