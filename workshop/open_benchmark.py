"""Opening the screen that puts places side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sessions.many.benchmark import Benchmark
from sessions.many.benchmark_files import NAME, OF_REGISTER, makers
from sessions.outputs.manifest import Written
from sessions.outputs.write import put
from workshop.materials import house
from workshop.screens.benchmark import BenchmarkScreen
from workshop.settings import SUMMARIES

if TYPE_CHECKING:
    from textual.app import App

    from sessions.many.cards import Cards
    from workshop.behind import Behind


def show(
    app: App[None],
    cards: Cards,
    behind: Behind,
    house_path: Path | None,
    today: Callable[[], date],
    register: str,
    place: str,
) -> None:
    """Places side by side, of all sessions in the folder of the cards, or of the register.

    `place` is one's own.
    """
    folder = Path(cards.folder)

    def write(result: Benchmark, is_of_register: bool) -> tuple[Path, ...]:
        """Write it as a page and as a workbook. Raises OSError."""
        called = OF_REGISTER if is_of_register else NAME
        now, style = datetime.now().astimezone(), house.usable(house_path)[0]
        known, to = makers(result, now, style), folder / SUMMARIES
        files = [
            Written(to / f"{called}-{now.date().isoformat()}.{suffix}", NAME, suffix, known[suffix]())
            for suffix in ("html", "xlsx")
        ]
        for file in files:
            put(file)
        return tuple(file.path for file in files)

    screen = BenchmarkScreen(
        folder,
        place,
        register=register,
        behind=behind,
        today=today,
        write=write,
        first=lambda: cards.under_way,
    )
    app.push_screen(screen)
