"""Texts and files that are far too large are refused with a word, before they take time or memory."""

from __future__ import annotations

import json
import time
import tracemalloc
from pathlib import Path

import pytest

from sessions import disk
from sessions.edits.notes import add_note
from sessions.long_texts import MOST_TEXT
from sessions.problem import Problem
from sessions.store import storage
from sessions.store.library import Library
from sessions.store.load import load
from sessions.store.storage import MOST_BYTES
from tests.builders import new_session
from workshop.cli import main
from workshop.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    file = Library(tmp_path / "sessions").create(new_session("tips-and-pulse", "County Council", "ICB"))
    return Desk(file)


def with_notes(path: Path, texts: list[str]) -> None:
    """Put notes with these texts into a session file that has one note."""
    tables = json.loads(path.read_bytes())
    (row,) = tables["notes"].values()
    tables["notes"] = {
        str(number): {**row, "id": f"N{number}", "uid": f"{number:016x}", "text": text}
        for number, text in enumerate(texts, start=1)
    }
    path.write_text(json.dumps(tables), "utf-8")


def test_a_text_that_is_too_long_is_refused_and_the_longest_one_is_not(desk: Desk) -> None:
    with desk:
        with pytest.raises(Problem, match="it has 20,001 characters"):
            desk.apply(add_note("comment", "x" * (MOST_TEXT + 1)))
        assert desk.session.notes == ()
        desk.apply(add_note("comment", "x" * MOST_TEXT))
    assert len(load(desk.path).session.notes) == 1


def test_a_long_text_that_stood_there_is_in_nobodys_way(desk: Desk) -> None:
    with desk:
        desk.apply(add_note("comment", "short"))
    with_notes(desk.path, ["y" * 3 * MOST_TEXT])
    with Desk(Library(desk.path.parent).open(desk.path.stem)) as again:
        again.apply(add_note("comment", "one more"))
        assert again.undo()
        assert len(again.session.notes[0].text) == 3 * MOST_TEXT


def test_what_is_saved_is_never_more_than_what_is_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "MOST_BYTES", desk.path.stat().st_size + 3000)
    desk.holds = True
    with desk:
        with pytest.raises(Problem, match="it would have more than"):
            desk.apply(add_note("comment", "x" * 5000))
        assert desk.unsaved is None, "it is refused, and not held: the disk is in order"
        desk.apply(add_note("comment", "short"))
    assert [note.text for note in load(desk.path).session.notes] == ["short"]


def test_a_file_that_is_far_too_large_is_told_at_once_and_takes_nobody_down(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with desk:
        desk.apply(add_note("comment", "kept"))
    folder = ("--folder", str(desk.path.parent))
    large = desk.path.with_name("large.json")
    large.write_bytes(desk.path.read_bytes())
    with_notes(large, ["word " * (2 * MOST_BYTES // 5)])
    tracemalloc.start()
    start = time.process_time()
    try:
        for command in (["show", "large"], ["note", "large", "Noted"], ["list"]):
            code = main([*command, *folder])
            out, err = capsys.readouterr()
            assert code == (1 if command == ["list"] else 2)
            assert "far too large" in out + err, command
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert time.process_time() - start < 5
    assert peak < 8 * MOST_BYTES
    assert main(["show", desk.path.stem, *folder]) == 0


def test_no_file_is_read_that_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(disk.MOST_READ + 1)
    with pytest.raises(OSError, match="more than 300 MB"):
        disk.read(path)
