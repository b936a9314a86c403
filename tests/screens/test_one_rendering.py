"""What a key costs: one edit, one save, and everything that is shown worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from textual.containers import VerticalScroll
from textual.geometry import Region, Size

from sessions.edits.event import move_to
from sessions.kinds.score.records import BALLOTS, round_of
from sessions.plan import stops
from sessions.record import Session
from sessions.store.file import SessionFile
from tests.every_kind import every_kind
from workshop.desk import Desk
from workshop.panels.stage import Part, Stage as StageWidget
from workshop.screens.run import RunScreen
from workshop.steps.prioritise import PrioritiseView
from workshop.steps.score import ScoreView
from workshop.widgets.dialogs.base import Frame
from workshop.widgets.key_bar import KeyBar
from workshop.widgets.notices import Notices
from workshop.widgets.over import Over

ITEM = "icbo/D1.2"
ONCE = {"edit": 1, "save": 1, "page": 1, "aside": 1, "wall": 1}
WITHOUT_AN_EDIT = {name: count for name, count in ONCE.items() if name != "edit"}


class Work:
    """How often each thing was done since the last `clear`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: Counter[str] = Counter()
        self._monkeypatch = monkeypatch
        self.count(Desk, "apply", "edit")
        self.count(SessionFile, "save", "save")
        for view in (ScoreView, PrioritiseView):
            for part in ("page", "aside", "wall"):
                self.count(view, part, part)

    def count(self, owner: type, method: str, name: str) -> None:
        """Count the calls of a method, as `name`."""
        real: Callable[..., object] = getattr(owner, method)

        def counted(*arguments: object, **named: object) -> object:
            self.done[name] += 1
            return real(*arguments, **named)

        self._monkeypatch.setattr(owner, method, counted)

    def clear(self) -> None:
        """Begin anew."""
        self.done.clear()


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


def answered(stage: Any, levels: tuple[int, ...]) -> Callable[[Session], Session]:
    return partial(stage.answered, item_id=ITEM, levels=levels)


async def test_a_digit_costs_everything_once(stage: Any, work: Work) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        for number, key in enumerate("34", start=1):
            work.clear()
            await pilot.press(key)
            await pilot.pause()
            assert dict(work.done) == ONCE
            assert len(BALLOTS.of(stage.saved())) == number
    assert [ballot.counts.index(1) + 1 for ballot in BALLOTS.of(stage.saved())] == [3, 4]


async def test_a_digit_costs_no_more_where_the_window_shows_what_the_room_sees(
    stage: Any, work: Work
) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        work.clear()
        await pilot.press("3")
        await pilot.pause()
        assert dict(work.done) == ONCE


async def test_a_reveal_and_what_undo_takes_back_cost_everything_once(stage: Any, work: Work) -> None:
    app = stage.app(stage.session(answered(stage, (1, 2, 3, 4, 5))))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        work.clear()
        await pilot.press("r")
        await pilot.pause()
        assert dict(work.done) == ONCE
        assert round_of(stage.saved(), ITEM) == (1, True)
        work.clear()
        await pilot.press("u")
        await pilot.pause()
        assert dict(work.done) == WITHOUT_AN_EDIT
        assert round_of(stage.saved(), ITEM) == (1, False)


async def test_going_on_is_no_edit(stage: Any, work: Work) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        work.clear()
        await pilot.press("right")
        await pilot.pause()
        assert dict(work.done) == WITHOUT_AN_EDIT
        assert stage.saved().at.ref == "icbo/D1.3"


async def test_another_focus_and_a_tick_of_the_clock_work_nothing_out(stage: Any, work: Work) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        work.clear()
        await pilot.press("down", "down", "up")
        screen = app.screen
        assert isinstance(screen, RunScreen)
        screen._tick()
        await pilot.pause()
        assert dict(work.done) == {}


async def test_the_panel_of_the_step_alone_is_drawn_for_another_focus(
    stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str | None] = []
    real = StageWidget._show_panel

    def counted(self: StageWidget) -> None:
        drawn.append(self._host.in_focus.id)
        real(self)

    monkeypatch.setattr(StageWidget, "_show_panel", counted)
    app = stage.app(stage.session())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        drawn.clear()
        await pilot.press("down")
        await pilot.pause()
        assert len(drawn) == 1
        assert "▸" in stage.text(app)


async def test_dots_cost_everything_once(stage: Any, work: Work) -> None:
    app = stage.app(stage.session(template="tips-and-pulse", at="s3"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        work.clear()
        await pilot.press("1", "enter")
        await pilot.pause()
        assert dict(work.done) == ONCE


class Layouts:
    """How often the run screen was laid out since the last `clear`, scrolling left out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done = 0
        real = RunScreen._refresh_layout

        def counted(screen: RunScreen, size: Size | None = None, scroll: bool = False) -> None:
            self.done += not scroll
            real(screen, size, scroll)

        monkeypatch.setattr(RunScreen, "_refresh_layout", counted)

    def clear(self) -> None:
        """Begin anew."""
        self.done = 0


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> Layouts:
    return Layouts(monkeypatch)


async def test_a_key_lays_out_the_screen_once_at_most(stage: Any, layouts: Layouts) -> None:
    app = stage.app(stage.session(answered(stage, (1, 2, 3, 4))))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        for key in ("5", "r", "right", "left", "down"):
            layouts.clear()
            await pilot.press(key)
            await pilot.pause()
            assert layouts.done <= 1, key


def heights(run: RunScreen) -> int:
    """Lines that page and answers take with what stands around them, as they are laid out, and the head."""
    stage = run.query_one(StageWidget)
    scrolls = [scroll for scroll in (stage._page_scroll, stage._answers_scroll) if scroll.display]
    shown = [child for scroll in scrolls for child in scroll.children if child.display]
    around = sum(scroll.gutter.height for scroll in scrolls)
    return 1 + around + sum(child.outer_size.height for child in shown)


def scrollbars(run: RunScreen) -> list[bool]:
    return [part.show_vertical_scrollbar for part in run.query(Part)]


async def test_whether_a_line_is_left_for_notices_is_known_before_the_one_layout_of_each_step(
    stage: Any, layouts: Layouts
) -> None:
    """Where a scrollbar comes or goes, Textual lays out once more."""
    session = every_kind()
    first, *others = stops(session)
    session = move_to(first).apply(session, stage.now)
    stage.library.create(session).close()
    app = stage.app(session.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        run, kept, once = app.screen, set[str](), 0
        bar, notices = run.query_one(KeyBar), run.query_one(Notices)
        for stop in others[2::6]:
            before = scrollbars(run)
            layouts.clear()
            run.desk.go(stop)
            run.arrive()
            await pilot.pause()
            if scrollbars(run) == before:
                assert layouts.done == 1, stop
                once += 1
            spare = 24 - bar.size.height - heights(run)
            assert notices.has_class("roomy") == (spare > 0), stop
            assert notices.goes_over_head == (spare == 0), stop
            kept.add("some" if spare > 0 else "none" if spare == 0 else "too long")
        assert kept == {"some", "none", "too long"}
        assert once > len(kept)


async def test_a_dialog_is_painted_when_all_of_it_is_there(
    stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts: list[int] = []
    real = Over._paint

    def counted(self: Over[None]) -> None:
        parts.append(len(self.query("*")))
        real(self)

    monkeypatch.setattr(Over, "_paint", counted)
    app = stage.app(stage.session())
    async with app.run_test(size=(120, 36)) as pilot:
        for key in ("a", "j"):
            parts.clear()
            await pilot.press(key)
            await pilot.pause()
            assert parts
            assert set(parts) == {len(app.screen.query("*"))}
            await pilot.press("escape")
            await pilot.pause()


async def test_the_frame_of_a_dialog_is_drawn_as_textual_draws_it(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await pilot.pause()
        frame = app.screen.query_one(Frame)
        width, height = frame.outer_size
        assert height > 5
        for crop in (Region(0, 0, width, height), Region(2, 1, 9, 3), Region(0, height - 2, width, 2)):
            assert frame.render_lines(crop) == VerticalScroll.render_lines(frame, crop)
