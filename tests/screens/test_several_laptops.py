"""A copy for each table, together again, and settled: from the list of sessions by keys."""

from pathlib import Path
from typing import Any

import pytest

from sessions.edits import notes as note_edits
from sessions.many.merge.conflicts import conflicts
from sessions.store.file import SessionFile
from tests.builders import NOW
from tests.screens.picking import pick
from workshop.desk import Desk
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.settle import SettleDialog


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder, where the files of the tables go."""
    folder = tmp_path / "home"
    (folder / "Documents").mkdir(parents=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr("workshop.handing._sticks", lambda: iter(()))
    return folder / "Documents"


def at_table(path: Path, text: str) -> None:
    """Something is noted, and the first note reworded, on the laptop of a table."""
    file = SessionFile.open(path, called=path.stem, wait=0, clock=lambda: NOW)
    with Desk(file, lambda: NOW, author=path.stem) as desk:
        desk.apply(note_edits.change_note("N1", kind="comment", text=text))


async def test_to_the_tables_and_back(stage: Any, home: Path) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"First", "enter", "H")
        await pick(pilot, "Give each table")
        await pick(pilot, "2 tables")
        await pick(pilot, str(home))
        assert "a file for each table" in stage.flat(app)
        await pilot.press("escape")
        assert isinstance(app.screen, RunScreen), "whoever splits it goes on with it"
        await pilot.press("n", *"Second", "enter")
        assert len(stage.saved().notes) == 2
        await pilot.press("u", "q")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        for number, file in enumerate(sorted(home.glob("*.json")), start=1):
            at_table(file, f"By {number} [/b]")
        await pilot.press("H")
        await pick(pilot, "Bring the copies")
        await pick(pilot, str(home))
        assert "To be settled" in stage.flat(app)
        await pilot.press("escape")
        assert isinstance(app.screen, SettleDialog)
        assert "Table 1: By 1 [/b]" in stage.flat(app)
        await pilot.press("escape")
        assert len(stage.saved().notes) == 1
        assert "1 to settle" in stage.flat(app)
        await pilot.press("enter")
        for _ in range(2):
            await pilot.press("H")
            await pick(pilot, "Settle what was said differently: 1")
            assert "Table 1: By 1 [/b]" in stage.flat(app), "known also once settling was taken back"
            await pilot.press("enter")
            await pick(pilot, "Table 1")
            assert isinstance(app.screen, RunScreen), "nothing is left, and it goes on where one was"
            assert "u takes it back." in stage.flat(app)
            assert [note.text for note in stage.saved().notes] == ["By 1 [/b]"]
            await pilot.press("u")
            assert [own.id for own in conflicts(stage.saved())]
        await pilot.press("U")
        at_table(next(home.glob("*table-2.json")), "By 2 again")
        await pilot.press("H")
        assert "Settle" not in stage.flat(app)
        await pick(pilot, "Bring the copies")
        await pick(pilot, str(home))
        assert "By 2 again" in stage.flat(app), "it is to be settled once more"
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, RunScreen), "nor does merging leave the run"
