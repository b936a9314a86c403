"""What check finds is damage for every reader, and one damaged session takes no other down."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from damage import BROKEN, Tables

from sessions.problem import Problem
from sessions.record import Session
from sessions.store.library import Library
from sessions.store.load import backups, check, decode
from sessions.store.storage import Damaged
from tests.systems import has_links, has_pipes
from workshop.cli import main


@pytest.fixture
def library(path: Path, sample: Session) -> Library:
    """The folder of the file at `path`, with another session in it."""
    library = Library(path.parent)
    library.create(sample.model_copy(update={"id": "other", "title": "The other one"})).close()
    return library


@pytest.mark.parametrize(("said", "how"), [row[:2] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_what_check_finds_is_damage_for_every_reader(
    path: Path,
    library: Library,
    said: str,
    how: Callable[[Tables], object],
    change: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    change(path, how)
    fault = next(fault for fault in check(path) if fault.startswith(said))
    damaged = path.read_bytes()
    for read in (library.read, library.open):
        with pytest.raises(Damaged):
            read("s")
    with pytest.raises(Damaged):
        decode(damaged, path)
    assert [entry.session is None for entry in library.entries()].count(True) == 1
    assert (path.read_bytes(), backups(path)) == (damaged, ())
    folder = ("--folder", str(path.parent))
    assert main(["list", *folder]) == 1
    out, err = capsys.readouterr()
    assert "The other one" in out
    assert "The session file is damaged" in err
    for command in ("show", "summary"):
        assert main([command, "s", *folder]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "The session file is damaged" in err
        assert str(path) in err
        assert "`workshop check s --repair`" in err
        assert "mistake in the program" not in err
    assert main(["check", "s", *folder]) == 1
    assert fault in capsys.readouterr().out


@has_links
def test_a_link_to_itself_makes_nothing_else_unreadable(
    path: Path, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    loop = path.with_name("loop.json")
    loop.symlink_to(loop)
    assert {entry.id: entry.session is None for entry in library.entries()} == {
        "s": False,
        "other": False,
        "loop": True,
    }
    for use in (library.read, library.open):
        assert use("s")
        with pytest.raises(Problem, match="symbolic links"):
            use("loop")
    assert main(["list", "--folder", str(path.parent)]) == 1
    out, err = capsys.readouterr()
    assert "A workshop" in out
    assert "symbolic links" in err
    assert main(["show", "s", "--folder", str(path.parent)]) == 0


@has_pipes
def test_a_pipe_in_the_folder_holds_nobody_up(path: Path, library: Library) -> None:
    os.mkfifo(path.with_name("pipe.json"))
    (path.parent / "backups").mkdir()
    os.mkfifo(path.parent / "backups" / "s.20990101T000000Z-000.json")
    (path.parent / ".showing").mkdir()
    os.mkfifo(path.parent / ".showing" / "s.json")
    assert {entry.id for entry in library.entries()} == {"s", "other"}
    with library.open("s") as file:
        assert (file.read_only, file.warning) == (None, None)
    with pytest.raises(Problem, match="No session"):
        library.read(str(path.with_name("pipe.json")))
    path.write_bytes(b"")
    with pytest.raises(Damaged, match="empty") as caught:
        library.read("s")
    assert "the backup of " in caught.value.hint


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (b'"minutes": 5', b'"minutes": ' + b"9" * 100_000, "a number in it is too long"),
        (b'"minutes": 5', b'"minutes": 5, "x": ' + b'{"a": ' * 900 + b"1" + b"}" * 900, "nested more than"),
        (b'"minutes": 5', b'"minutes": 5, "x": ' + b"[" * 100_000 + b"]" * 100_000, "nested more than"),
    ],
    ids=["digits", "depth", "recursion"],
)
def test_what_no_part_of_the_program_could_go_through_is_damage(
    path: Path, library: Library, old: bytes, new: bytes, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with pytest.raises(Damaged, match=what):
        library.read("s")
    folder = ("--folder", str(path.parent))
    assert main(["list", *folder]) == 1
    assert what in capsys.readouterr().err
    assert main(["check", "s", "--repair", *folder]) == 0
    out, err = capsys.readouterr()
    assert "mistake in the program" not in out + err
    assert "agenda 1 could not be read" in out
    assert check(path) == ()


def test_half_a_character_pair_in_a_note_goes_and_the_rest_of_it_stays(path: Path, library: Library) -> None:
    path.write_bytes(path.read_bytes().replace(b'"text": "First"', b'"text": "Fi\\ud83drst"'))
    assert check(path) == ()
    assert library.read("s").notes[0].text == "First"
    with library.open("s") as file:
        file.save(file.session)
