"""Which files of a folder are brought in: all that may hold answers, whatever else lies there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from sessions.imports.survey import Choices
from sessions.problem import Problem
from tests.builders import NOW, new_session
from workshop import bring_in
from workshop.bring_in import answers_in, files_in, files_to_bring

FORM = "a.txt"
SURVEYS = ("b.csv", "c.csv")


def refused(_: Path) -> bytes:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@pytest.fixture
def arrived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two surveys, and with a file that no program may read."""
    for name in (FORM, *SURVEYS):
        (tmp_path / name).write_text("Organisation,P1\nICB,2\n", "utf-8")
        os.utime(tmp_path / name, (0, 0))
    files = [tmp_path / name for name in (FORM, *SURVEYS)]
    inside, read = Path.iterdir, Path.read_bytes
    monkeypatch.setattr(Path, "iterdir", lambda path: iter(files) if path == tmp_path else inside(path))
    monkeypatch.setattr(Path, "read_bytes", lambda path: (refused if path.name == FORM else read)(path))
    return tmp_path


def test_what_cannot_be_read_hides_no_other_file(arrived: Path) -> None:
    assert {path.name for path in files_to_bring([arrived], answers=True)} == set(SURVEYS)


def test_what_cannot_be_read_of_a_folder_is_named_and_not_left_out(arrived: Path) -> None:
    files = files_in([arrived])
    assert sorted(path.name for path in files) == [FORM, *SURVEYS]
    found = answers_in(new_session("tips-and-pulse", "ICB"), files, Choices(), NOW)
    assert [fault for fault in found.faults if FORM in str(fault)]


def test_a_folder_is_brought_in_whole_however_many_are_offered(
    arrived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bring_in, "MOST_FILES", 1)
    assert len(files_to_bring([arrived], answers=True)) == 1
    assert len(files_in([arrived])) == 3


def test_a_folder_that_cannot_be_read_is_refused(arrived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(Problem, match="The folder cannot be read: access is refused"):
        files_in([arrived])
