"""A folder with sessions, and who works on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sessions.edits import notes as note_edits
from sessions.many.shown_before import Shown, keep_shown
from sessions.store.library import Library
from tests.faults.nursery import VICTIM
from tests.faults.victim import Nursery, Victim, nursery
from tests.systems import WINDOWS
from workshop.cli import main
from workshop.desk import Desk

collect_ignore = [] if WINDOWS else ["test_held.py"]
"""Only there does a program keep others from a file that it has open."""
SHOWN = (
    """{"at": {"activity_id": "s1"}, "since": "2026-12-05T09:30:00Z", "typing": {"title": "T", "rows": []}}"""
)


@pytest.fixture
def victim(
    tmp_path: Path, record_property: Callable[[str, object], None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Victim]:
    """What a test counts of it goes into the table of faults; nothing of it may be lost or touched."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = Victim(tmp_path / "sessions")
    yield made
    record_property("tally", made.tally.told())
    assert made.tally.hurt, "a test that hurts nothing shows nothing"
    assert made.tally.is_clean, made.tally


@pytest.fixture
def workers(victim: Victim, tmp_path: Path) -> Iterator[Nursery]:
    with nursery(victim.folder, tmp_path / "home") as made:
        yield made


@pytest.fixture
def worked_on(victim: Victim, capsys: pytest.CaptureFixture[str]) -> Victim:
    """A session with a backup, undo, drafts, a wall, an index and something that was written of it."""
    with Desk(Library(victim.folder).open(VICTIM)) as desk:
        for number in range(3):
            desk.apply(note_edits.add_note("comment", f"Note {number}"))
        desk.drafts.put("note", {"text": "half a sentence"})
        desk.file.keep_backup()
    where = ("--folder", str(victim.folder))
    assert main(["list", *where]) == 0
    assert main(["benchmark", *where]) == 0
    keep_shown([victim.folder], Shown({}, "secret"))
    assert main(["summary", VICTIM, "--format", "md", *where]) == 0
    (victim.folder / ".showing").mkdir(exist_ok=True)
    (victim.folder / ".showing" / f"{VICTIM}.json").write_text(SHOWN, "utf-8")
    capsys.readouterr()
    return victim
