"""On the list of sessions: a person is taken out of one, and one is deleted for good."""

from pathlib import Path
from typing import Any

import pytest

from sessions.edits import notes as note_edits, people as people_edits
from sessions.register.rows import pushed
from sessions.register.words import as_typed
from sessions.rows import Person
from sessions.store.library import Library
from tests.builders import NOW
from tests.screens.picking import pick
from workshop.screens.home import HomeScreen
from workshop.waiting import queue
from workshop.widgets.dialogs.choose import ChooseDialog
from workshop.widgets.dialogs.pick import PickDialog
from workshop.widgets.dialogs.refused import RefusedDialog


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known of registers lies there."""
    monkeypatch.setattr("workshop.settings.data_folder", lambda: tmp_path / "data")


async def test_a_person_is_taken_out_and_a_session_deleted_for_good(stage: Any) -> None:
    made = stage.session()
    path: Path = stage.folder / f"{made}.json"
    with Library(stage.folder).open(made) as file:
        session = people_edits.set_people([Person(name="Priya Shah", role="Director")]).apply(
            file.session, NOW
        )
        file.save(note_edits.add_note("comment", "Priya Shah spoke. Priya agreed.").apply(session, NOW))
    queue().add("service=region", pushed(session, with_text=True))
    queue().done(queue().waiting()[0])
    app = stage.app(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        # whoever is not named is said to be nobody
        await pilot.press("F")
        await pick(pilot, "Another name")
        await pilot.press(*"Zoe", "enter")
        await pilot.pause()
        assert isinstance(app.screen, RefusedDialog)
        assert "Nobody is called 'Zoe'" in stage.flat(app)
        await pilot.press("escape", "F")
        assert isinstance(app.screen, PickDialog)
        await pick(pilot, "Priya Shah")
        assert isinstance(app.screen, ChooseDialog)
        text = stage.flat(app)
        assert "Priya Shah, as a whole, stands in 2 places, and goes" in text
        assert "“Priya” in N1:" in text
        await pilot.press("space", "enter")
        await pilot.pause()
        assert "Nothing brings the name back" in stage.flat(app)
        assert "Also in a register" in stage.flat(app)
        await pick(pilot, "Never mind")
        assert Library(path.parent).read(made).people[0].name == "Priya Shah"
        await pilot.press("F")
        await pick(pilot, "Priya Shah")
        await pilot.press("space", "enter")
        await pilot.pause()
        await pick(pilot, "Take Priya Shah out")
        after = Library(path.parent).read(made)
        assert [row.name for row in after.people] == ["a participant"]
        assert after.notes[0].text == "A participant spoke. A participant agreed."
        assert any("nothing brings the name back" in said for said in stage.said(app))
        assert any(f"register push --to {as_typed('service=region')}" in said for said in stage.said(app))
        assert [note.target for note in queue().going()] == ["service=region"]
        # for good
        await pilot.press("X")
        assert "and nothing brings it back" in stage.flat(app)
        await pick(pilot, "Never mind")
        assert path.exists()
        await pilot.press("X")
        assert "Stays in a register, until it is withdrawn" in stage.flat(app)
        await pick(pilot, "Delete it for good")
        assert not path.exists()
        assert f"register withdraw {path.stem} --from {as_typed('service=region')}" in stage.said(app)[-1]
        assert isinstance(app.screen, HomeScreen)
        assert "There is no session here yet" in stage.flat(app)


async def test_a_summary_without_names_is_chosen_read_and_written(stage: Any) -> None:
    made = stage.session()
    with Library(stage.folder).open(made) as file:
        named = people_edits.set_people([Person(name="Priya Shah", role="Director")])
        file.save(named.apply(file.session, NOW))
    app = stage.app(made)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("s", "x", "up", "space", "enter")
        await pilot.pause()
        assert "Without names of people" in stage.flat(app)
        await pilot.press("p")
        await pilot.pause()
        assert "Director" in stage.flat(app)
        assert "Priya" not in stage.flat(app)
        await pilot.press("w")
        await app.workers.wait_for_complete()
        await pilot.pause()
        written = sorted(path.name for path in (stage.folder / "summaries").glob("*summary*"))
        assert [name.partition("-anonymous-")[2] for name in written] == ["summary.html", "summary.md"]
