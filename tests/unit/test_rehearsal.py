"""A rehearsal works on a copy in a private folder, says so everywhere, and leaves nothing behind."""

import stat
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from sessions.handing import handed_over
from sessions.outputs.text import account
from sessions.plan import stops
from sessions.problem import Problem
from sessions.store import rehearsal
from sessions.store.file import SessionFile
from sessions.store.library import Library
from tests.builders import NOW, TODAY, new_session
from tests.systems import WINDOWS
from workshop.cli.rehearse import begin
from workshop.cli.screen import _rehearsal
from workshop.desk import Desk
from workshop.wall.layout.page import laid_out
from workshop.wall.shown import shown


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what is temporary, of this test alone."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def copy() -> Iterator[SessionFile]:
    with rehearsal.rehearse(new_session("tips-and-pulse", "Council"), "day-one", clock=lambda: NOW) as file:
        yield file


def test_the_copy_lies_where_nobody_else_looks(copy: SessionFile, temporary: Path) -> None:
    assert copy.path.parent.parent == temporary
    assert WINDOWS or stat.S_IMODE(copy.path.parent.stat().st_mode) == 0o700
    assert copy.session.rehearsal
    assert Library(copy.path.parent).read("day-one").rehearsal, "the file says it, too"


def test_what_was_handed_over_can_be_rehearsed() -> None:
    away = handed_over(new_session(), "aaaa", "stick", NOW)
    with rehearsal.rehearse(away, "s", clock=lambda: NOW) as file:
        assert Desk(file, lambda: NOW).read_only is None


def test_the_wall_says_it_at_every_stop_and_before_the_first(copy: SessionFile) -> None:
    for stop in (None, *stops(copy.session)):
        wall, _ = shown(copy.session, stop, TODAY, NOW, None)
        for size in ((80, 24), (120, 36), (40, 15)):
            assert any("REHEARSAL" in line.plain for line in laid_out(wall, *size)), stop


def test_a_summary_of_it_says_that_it_is_none(copy: SessionFile) -> None:
    assert "This is of a rehearsal" in account(copy.session)
    assert "rehearsal" not in account(new_session())


def test_at_its_end_nothing_is_left_and_no_other_file_is_touched(
    copy: SessionFile, temporary: Path, tmp_path: Path
) -> None:
    other = tmp_path / "sessions" / "s.json"
    other.parent.mkdir()
    other.write_text("{}", "utf-8")
    rehearsal.end(other)
    assert other.exists()
    copy.close()
    rehearsal.end(copy.path)
    assert list(temporary.iterdir()) == []


def test_what_a_killed_program_left_is_swept_and_what_goes_on_is_not(
    copy: SessionFile, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsal, "SETTING_UP", 0)
    left = rehearsal.rehearse(new_session(), "left", clock=lambda: NOW)
    left.close()
    rehearsal.sweep()
    assert [path.name for path in temporary.iterdir()] == [copy.path.parent.name]
    assert rehearsal.going_on() == copy.path
    copy.close()
    assert rehearsal.going_on() is None
    rehearsal.sweep()
    assert list(temporary.iterdir()) == []


def test_one_that_is_being_set_up_is_not_swept(temporary: Path) -> None:
    rehearsal.rehearse(new_session(), "new", clock=lambda: NOW).close()
    rehearsal.sweep()
    assert len(list(temporary.iterdir())) == 1


def test_the_shell_rehearses_a_session_or_a_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workshop.settings.data_folder", lambda: tmp_path / "data")
    folder = tmp_path / "sessions"
    with Library(folder).create(new_session("tips-and-pulse", "Council")) as file:
        before = file.path.read_bytes()
    path = begin(Namespace(folder=folder, session="s", template=None))
    assert Library(path.parent).read(str(path)).partners[0].name == "Council"
    assert file.path.read_bytes() == before
    path = begin(Namespace(folder=folder, session=None, template="steering-group"))
    made = Library(path.parent).read(str(path))
    assert (made.template_id, made.rehearsal, len(made.partners) > 2) == ("steering-group", True, True)
    assert sorted(path.name for path in folder.iterdir()) == [".locks", "s.json"]
    for wrong in ((None, None), ("s", "steering-group"), ("nothing", None), (None, "nothing")):
        with pytest.raises(Problem):
            begin(Namespace(folder=folder, session=wrong[0], template=wrong[1]))


def test_the_rooms_window_finds_the_rehearsal_that_goes_on(copy: SessionFile) -> None:
    assert _rehearsal(Namespace(session=None, rehearsal=True)) == str(copy.path)
    assert _rehearsal(Namespace(session="s", rehearsal=False)) is None
    with pytest.raises(Problem):
        _rehearsal(Namespace(session="s", rehearsal=True))
    copy.close()
    with pytest.raises(Problem, match="No rehearsal"):
        _rehearsal(Namespace(session=None, rehearsal=True))
