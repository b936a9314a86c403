"""Files that another program of Windows has open, in each of its ways: it is told, and nothing is lost.

No other system has that, so none collects this; `tests/windows/run` runs it on any Linux.
"""

from __future__ import annotations

import threading
import time

import pytest

from sessions import disk
from sessions.edits.notes import add_note
from sessions.store.library import Library
from tests.faults.holder import LOCKED, WAYS, held
from tests.faults.nursery import VICTIM
from tests.faults.size import TIMES
from tests.faults.test_damage import notes_are
from tests.faults.victim import BESIDE_IT, Victim
from workshop.cli import main
from workshop.desk import Desk

pytestmark = pytest.mark.faults

READ = (("list",), ("show", VICTIM), ("check", VICTIM), ("actions",), ("summary", VICTIM, "--format", "md"))
"""Commands that change no session; what is held may be said to be, or may not be needed."""


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused is tried again three times, without a pause to speak of."""
    monkeypatch.setattr(disk, "TRIES", 3)
    monkeypatch.setattr(disk, "PAUSE", 0.01)


@pytest.mark.parametrize("way", WAYS)
def test_a_session_that_another_program_has_open_is_told_and_left_as_it_is(
    victim: Victim, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before, where = victim.path.read_bytes(), ("--folder", str(victim.folder))
    with held(way, victim.path):
        code = main(["note", VICTIM, "While it is held", *where])
        said = capsys.readouterr().err
        assert code == 2
        assert "access is refused" in said
        assert "open in another program" in said
        for command in READ:
            assert main([*command, *where]) in (0, 1, 2)
            assert "mistake in the program" not in capsys.readouterr().err, command
    assert victim.path.read_bytes() == before
    assert main(["note", VICTIM, "Let go", *where]) == 0
    victim.tally.hurt += 1
    victim.tally.refused += 1
    notes_are(victim, ["Let go"])


@pytest.mark.parametrize("way", WAYS)
def test_one_that_is_let_go_soon_is_saved_then(
    victim: Victim, way: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(disk, "TRIES", 10_000)
    tries, wait = 0, time.sleep

    def pause(_: float) -> None:
        nonlocal tries
        tries += 1
        if tries == 3:
            letting_go.start()
        wait(0.005)  # tests nothing: the other program needs the processor to let go

    monkeypatch.setattr(disk.time, "sleep", pause)
    with held(way, victim.path) as holder:
        letting_go = threading.Thread(target=holder.let_go)
        code = main(["note", VICTIM, "In the end", "--folder", str(victim.folder)])
        letting_go.join()
    assert code == 0, capsys.readouterr().err
    assert tries >= 3
    victim.tally.hurt += 1
    notes_are(victim, ["In the end"])


def test_the_screen_holds_what_cannot_be_saved_until_it_can(victim: Victim) -> None:
    texts = []
    with Desk(Library(victim.folder).open(VICTIM), holds=True) as desk:
        for way in WAYS * TIMES:
            with held(way, victim.path):
                for _ in range(3):
                    texts.append(f"Note {len(texts)}")
                    desk.apply(add_note("comment", texts[-1]))
                    assert desk.unsaved is not None
                    victim.tally.refused += 1
                assert not desk.retry()
            assert desk.retry()
            assert desk.unsaved is None
            victim.tally.hurt += 1
            assert [note.text for note in Library(victim.folder).read(VICTIM).notes] == texts
    notes_are(victim, texts)


@pytest.mark.parametrize("way", [WAYS[0], LOCKED])
def test_what_lies_beside_a_session_and_is_held_is_in_nobodys_way(
    worked_on: Victim, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--folder", str(worked_on.folder))
    places = [worked_on.folder / name for name in BESIDE_IT]
    files = [file for place in places for file in ([place] if place.is_file() else place.rglob("*.json"))]
    assert len(files) > len(places)
    with held(way, *files):
        for command in (("note", VICTIM, "One more"), ("undo", VICTIM), *READ, ("benchmark",)):
            code = main([*command, *where])
            said = capsys.readouterr().err
            assert "mistake in the program" not in said, command
            assert code in ((0, 1) if command[0] == "note" else (0, 1, 2)), said
    worked_on.tally.hurt += len(files)
    texts = [note.text for note in worked_on.is_well().notes]
    assert texts[:3] == ["Note 0", "Note 1", "Note 2"]
    assert main(["note", VICTIM, "Let go", *where]) == 0, capsys.readouterr().err
    assert main(["summary", VICTIM, "--format", "md", *where]) == 0
    notes_are(worked_on, [*texts, "Let go"])


def test_a_summary_that_is_open_in_another_program_is_told_and_left(
    victim: Victim, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--folder", str(victim.folder))
    summary = ["summary", VICTIM, "--format", "md,docx,csv", *where]
    assert main(summary) == 0
    document = next((victim.folder / "summaries").glob("*.docx"))
    older = {path.name: path.read_bytes() for path in document.parent.iterdir()}
    assert main(["note", VICTIM, "Written since", *where]) == 0
    capsys.readouterr()
    with held("for reading", document):
        code = main(summary)
        said = capsys.readouterr().err
        assert code in (1, 2)
        assert document.name in said
        assert "open in another program" in said
        assert document.read_bytes() == older[document.name]
        assert {path.name for path in document.parent.iterdir()} == older.keys(), "nothing half made is left"
    assert main(summary) == 0
    assert document.read_bytes() != older[document.name]
    victim.tally.hurt += 1
    victim.tally.refused += 1
    notes_are(victim, ["Written since"])
