"""By keys: places of a register instead of the folder's, told how far it is, stopped, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sessions.many.benchmark import Benchmark, benchmark
from sessions.many.gathered import Wanted
from sessions.problem import Problem
from sessions.progress import Progress, StoppedEarly
from sessions.store.library import Library
from tests.unit.test_benchmark import NONE, many, scored
from workshop.app import WorkshopApp
from workshop.screens import benchmark as screen
from workshop.screens.benchmark import BenchmarkScreen
from workshop.settings import Settings


async def test_the_register_instead_of_the_folder(stage: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.folder.mkdir(parents=True)
    Library(stage.folder).create(scored("Here", 1, "s1")).close()
    asked: list[tuple[str, Wanted]] = []
    how: list[Exception] = []
    said_meanwhile: list[str] = []

    def of_register(
        register: str, wanted: Wanted, *, publish: bool, progress: Progress, stopped: Callable[[], bool]
    ) -> Benchmark:
        assert not publish, "a key publishes nothing"
        asked.append((register, wanted))
        said_meanwhile.append(app.screen._state())  # type: ignore[attr-defined]
        if how:
            raise how[0]
        progress(1, 1)
        assert not stopped()
        return replace(benchmark(many([0, 1, 1, 3, 4]), wanted, NONE)[0], published="2026-11-02")

    monkeypatch.setattr(screen, "of_register", of_register)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        assert asked == []
        assert "No register is named in the settings" in stage.said(app)[-1]
        assert isinstance(app.screen, BenchmarkScreen)
        app.screen._register = "service=mine"
        await pilot.press("r")
        await pilot.pause()
        assert asked == [("service=mine", Wanted(asked[0][1].today))]
        assert "Places of the register" in stage.text(app, "#title")
        assert said_meanwhile == ["Asking the register. q stops."]
        assert "5 places · published on 2 Nov 2026" in stage.flat(app)
        await pilot.press("w")
        await pilot.pause()
        written = {path.name.partition("-20")[0] for path in (stage.folder / "summaries").iterdir()}
        assert written == {"benchmark-of-register"}, "it takes the place of none of the folder's"
        for how[:], said in (
            ([Problem("The register can't be reached")], "can't be reached"),
            ([StoppedEarly()], "Stopped before all of it was worked out."),
        ):
            await pilot.press("l")
            await pilot.pause()
            assert said in stage.said(app)[-1]
            assert "5 places" in stage.flat(app), "what was seen stays"
        how[:] = [Problem("Your role sees where no single place stands")]
        for keys in (("o", "end", "enter"), ("l",)):
            await pilot.press(*keys)
            await pilot.pause()
        assert asked[-2][1].place, "that one was asked for"
        assert not asked[-1][1].place, "and is not again, where nothing is told of it"
        await pilot.press("r")
        await pilot.pause()
        assert "of the register" not in stage.text(app, "#title")
        assert "your place: Here" in stage.text(app, "#title"), "as it was chosen in the folder"
        await pilot.press("r")
        await pilot.pause()
        assert "The register tells nothing. r goes back to the folder." in stage.flat(app)
        await pilot.press("r")
        await pilot.pause()
        assert "[c]" in stage.flat(app)


async def test_the_settings_name_it(stage: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.folder.mkdir(parents=True)
    Library(stage.folder).create(scored("Here", 1, "s1")).close()
    app = WorkshopApp(stage.folder, Settings(register="service=mine"), clock=lambda: stage.now)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b")
        await pilot.pause()
        assert isinstance(app.screen, BenchmarkScreen)
        assert app.screen._register == "service=mine"
