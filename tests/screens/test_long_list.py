"""The first screen over many sessions: names at once, the rest as it is read, and a long list whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import OptionList

from sessions.many import index
from workshop.app import WorkshopApp
from workshop.behind import Behind, Job
from workshop.screens.home import HomeScreen
from workshop.screens.session_list import FIRST
from workshop.settings import Settings


class Held(Behind):
    """Keeps what is to be done until a test does it."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[Job] = []

    def do(self, job: Job, *, dropped: Callable[[], object] = lambda: None) -> None:
        self.jobs.append(job)
        dropped()  # nobody waits for what may never be done

    def do_all(self) -> None:
        while self.jobs:
            self.jobs.pop(0)(lambda: False)


async def test_names_stand_there_at_once_and_fill_in(stage: Any) -> None:
    session_id = stage.session(title="The first of many")
    stage.session(title="Another", at=None)
    behind = Held()
    app = WorkshopApp(stage.folder, Settings(), clock=lambda: stage.now, behind=behind)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert session_id in stage.text(app)
        assert "The first of many" not in stage.text(app)
        assert "2 sessions" in stage.text(app)
        await pilot.press("down")
        chosen = app.screen._focused.file
        behind.do_all()
        await pilot.pause()
        assert "The first of many" in stage.text(app)
        assert "0 of 21 answered" in stage.text(app)
        assert app.screen._focused.file == chosen, "the row in focus stays so"
        (stage.folder / index.FILE).unlink()
        await pilot.press("q")
    assert index.read(stage.folder) == {}, "nothing was saved since"


async def test_a_session_is_opened_by_the_name_alone(stage: Any) -> None:
    stage.session(title="Not read yet")
    app = WorkshopApp(stage.folder, Settings(), clock=lambda: stage.now, behind=Held())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter")
        assert not isinstance(app.screen, HomeScreen)
        await pilot.press("q")
        assert "Not read yet" in stage.text(app), "its card is renewed where it is left"
    app.close()


async def test_a_list_longer_than_any_screen_is_there_to_its_end(stage: Any) -> None:
    path = stage.folder / f"{stage.session(title='Copied')}.json"
    text = path.read_text("utf-8")
    for number in range(FIRST + 20):
        copy = path.with_name(f"copy-{number:03}.json")
        copy.write_text(text.replace(path.stem, copy.stem), "utf-8")
    unread = WorkshopApp(stage.folder, Settings(), clock=lambda: stage.now, behind=Held())
    async with unread.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        assert f"{FIRST + 21} sessions · 0 read" in stage.text(unread), "it says how far it is"
    app = stage.app()
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        rows = app.screen.query_one(OptionList)
        assert rows.option_count == FIRST + 21
        assert " read" not in stage.text(app, "#state")
        await pilot.press("end")
        assert rows.highlighted == FIRST + 20
        await pilot.press("slash", *"copy-017")
        await pilot.pause()
        assert rows.option_count == 1
        await pilot.press("escape")
        await pilot.pause()
        assert rows.option_count == FIRST + 21


async def until_it_fails(app: WorkshopApp, job: Job) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app._behind.do(job)
        while app.failure is None:
            await pilot.pause(0.01)


async def test_a_mistake_behind_ends_the_program_with_a_report(stage: Any) -> None:
    app = WorkshopApp(stage.folder, Settings(), clock=lambda: stage.now)

    def broken(_: object) -> None:
        raise RuntimeError("a wheel came off")

    with pytest.raises(RuntimeError, match="a wheel came off"):
        await until_it_fails(app, broken)
    app.close()
    assert str(app.failure) == "a wheel came off"
