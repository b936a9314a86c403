"""A rehearsal from the list of sessions: everything works, and nothing of it is kept."""

import tempfile
from pathlib import Path
from typing import Any

import pytest

from sessions.many.cards import Cards
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """All that lies in a folder, but for locks and the index."""
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".")}


async def test_everything_works_and_nothing_is_kept(
    stage: Any, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.session()
    before = files(stage.folder)
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("r")
        assert isinstance(app.screen, RunScreen)
        assert "REHEARSAL" in stage.text(app, "#head")
        assert "nothing of it is kept" in stage.said(app)[-1]
        await pilot.press("3", "4", "n", *"Seen", "enter", "a", *"Draft it", "enter", "w")
        assert "REHEARSAL · ROOM BLANK" in stage.text(app, "#head")
        await pilot.press("w", "v")
        assert "REHEARSAL" in stage.flat(app)
        for key, leave in (("A", "q"), ("i", "escape")):
            await pilot.press("v" if key == "A" else "right", key)
            assert "REHEARSAL" in stage.text(app), key
            await pilot.press(leave)
        await pilot.press("s", "w")
        assert "REHEARSAL" in stage.text(app, "#title")
        for _ in range(100):
            await pilot.pause(0.02)
            if "is written" in stage.flat(app):
                break
        assert "is written" in stage.flat(app)
        (copy,) = temporary.glob("*/*.json")
        assert list((copy.parent / "summaries").iterdir())
        renewed: list[Path] = []
        monkeypatch.setattr(Cards, "renew", lambda _, path, session: renewed.append(path))
        await pilot.press("q", "q")
        assert renewed == [], "the list knows nothing of it, not even for a moment"
        assert isinstance(app.screen, HomeScreen)
        assert list(temporary.iterdir()) == []
        assert files(stage.folder) == before
        assert "1 session" in stage.flat(app)
        assert "0 of 21 answered" in stage.flat(app), "the card is that of the session itself"


async def test_leaving_the_program_ends_it_too(stage: Any, temporary: Path) -> None:
    stage.session()
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r", "3")
        assert list(temporary.iterdir())
    app.close()
    assert list(temporary.iterdir()) == []


async def test_a_session_that_was_not_begun_is_rehearsed_from_its_first_step(stage: Any) -> None:
    stage.session(at=None)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        assert isinstance(app.screen, RunScreen)
        await pilot.press("right", "q")
        assert stage.saved().at is None


async def test_one_that_is_open_elsewhere_can_be_rehearsed(stage: Any) -> None:
    session = stage.session()
    with stage.library.open(session):
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("r", "3")
            assert "READ ONLY" not in stage.text(app, "#head")
            await pilot.press("q")


async def test_with_no_session_it_says_how_to_get_one(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        assert "n prepares one" in stage.said(app)[-1]
