"""By keys: places side by side, marked, lettered, said in words and written; and stopped amid reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sessions.many import benchmark_words as say
from sessions.many.benchmark import benchmark
from sessions.many.gathered import Wanted
from sessions.store.library import Library
from tests.screens.test_long_list import Held
from tests.unit.test_benchmark import NONE, many, scored
from workshop.app import WorkshopApp
from workshop.cells import cells
from workshop.screens.benchmark import BenchmarkScreen, facts, shown, strip
from workshop.screens.home import HomeScreen
from workshop.settings import Settings


@pytest.fixture
def places(stage: Any) -> None:
    """Twelve places; of five items of the pack, the first was agreed on."""
    stage.folder.mkdir(parents=True)
    for number in range(12):
        Library(stage.folder).create(scored(f"Place {number:02}", 1 + number % 5, f"s{number:02}")).close()


async def test_places_side_by_side(stage: Any, places: None) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b")
        await pilot.pause()
        assert isinstance(app.screen, BenchmarkScreen)
        assert "your place: Place 11" in stage.text(app, "#title"), "that of the session in focus"
        # 1 1 1 2 2 2 3 3 4 4 5 5: the third, the sixth and the ninth
        assert "1 ━━━━◈━━━━━━━━   · 5 │" in stage.text(app)
        assert "12 places · yours 2, within" in stage.text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "median" in stage.said(app)[-1]
        await pilot.press("l")
        await pilot.pause()
        assert "Place" not in stage.flat(app).replace("Places", "")
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("home", "enter")
        await pilot.pause()
        assert "your place" not in stage.text(app, "#title")
        await pilot.press("w")
        await pilot.pause()
        written = sorted(path.suffix for path in (stage.folder / "summaries").iterdir())
        assert written == [".html", ".xlsx"]
        for size in ((120, 36), (40, 15)):
            lines = await stage.resize(pilot, *size)
            assert any("━━●━━" in text or "●" in text for text in lines), size
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("width", [40, 60, 78, 118, 160])
def test_all_that_is_known_of_an_item_is_shown_and_nothing_is_cut_off(width: int) -> None:
    result = benchmark(many([0, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4]), Wanted(date(2026, 12, 1), "P3"), NONE)[0]
    row = replace(result.rows[0], since="2026-09-01")
    lines = shown(row, result, width, len(strip(row))).plain.splitlines()
    assert max(map(cells, lines)) <= width
    assert len(lines) <= (6 if width < 60 else 4), "no column of single words"
    told = " ".join(" ".join(lines).replace("│", " ").split())
    assert "…" not in told
    for word in (*say.named(row.subject).split(), *facts(row, result).split()):
        assert word in told, word
    assert facts(row, result).endswith("as shown on 1 Sep 2026")


async def test_it_says_that_it_reads_and_stops(stage: Any, places: None) -> None:
    behind = Held()
    app = WorkshopApp(stage.folder, Settings(), clock=lambda: stage.now, behind=behind)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        behind.do_all()
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        assert "Reading the sessions. q stops." in stage.flat(app)
        app._shelf.cards.under_way = (845, 5000)
        app.screen._say_what_is_first()
        await pilot.pause()
        assert "The list of sessions is read first: 845 of 5,000. q stops." in stage.flat(app)
        app._shelf.cards.under_way = None
        assert "write" not in stage.text(app, "#keys"), "nothing is worked out yet"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        behind.do_all()
        await pilot.pause()
        assert not (stage.folder / ".benchmark").exists(), "nothing was shown"
