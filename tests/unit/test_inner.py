"""What is built on inside Textual is used only where it is as it was built on."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from rich.console import Console
from rich.segment import Segment
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import OptionList

from workshop import frames, on_terminal
from workshop.frames import FramesApp
from workshop.inner import has, takes
from workshop.widgets import over
from workshop.widgets.over import Over
from workshop.widgets.wrapped import Wrapped


class Owner:
    limit = 3

    def plain(self, second: int = 0) -> None: ...
    def all_of(self, first: int, /, *others: int, named: int = 0, **more: int) -> None: ...


def test_parameters_are_those_of_the_names_in_their_order() -> None:
    assert takes(Owner, "plain", "self", "second")
    assert not takes(Owner, "plain", "self")
    assert not takes(Owner, "plain", "second", "self")
    assert not takes(Owner, "plain", "self", "second", "third")
    assert takes(Owner, "all_of", "self", "first", "named", "others", "more")
    assert not takes(Owner, "all_of", "self", "first", "named", "others")
    assert not takes(Owner, "missing")
    assert not takes(Owner, "limit")
    assert not takes(str, "upper", "self"), "nothing is known of what is not written in Python"


def test_names_have_to_be_there_all() -> None:
    assert has("text", "upper", "lower")
    assert not has("text", "upper", "louder")


def another(*arguments: object, why: str = "") -> None: ...


class Line(Wrapped):
    def build(self, width: int) -> list[Content]:
        return [Content("line")]


def comes_up_at_once() -> bool:
    return Over[None]()._at_once


def draws_itself() -> bool:
    return Line()._draws


def writes_what_differs() -> bool:
    return FramesApp[None]()._on_terminal is not None


@pytest.mark.parametrize("gone", [True, False])
@pytest.mark.parametrize(
    ("owner", "name", "uses"),
    [
        (Screen, "_refresh_layout", comes_up_at_once),
        (Screen, "_compositor_refresh", comes_up_at_once),
        (Widget, "_set_dirty", comes_up_at_once),
        (OptionList, "_update_lines", comes_up_at_once),
        (Compositor, "render_strips", comes_up_at_once),
        (Widget, "_set_dirty", draws_itself),
        (App, "_display", writes_what_differs),
        (LayoutUpdate, "__init__", writes_what_differs),
        (ChopsUpdate, "__init__", writes_what_differs),
        (CompositorUpdate, "render_segments", writes_what_differs),
    ],
)
def test_nothing_is_built_on_what_is_gone_or_takes_something_else(
    monkeypatch: pytest.MonkeyPatch, owner: type, name: str, uses: Callable[[], bool], *, gone: bool
) -> None:
    assert uses()
    if gone:
        monkeypatch.delattr(owner, name)
    else:
        monkeypatch.setattr(owner, name, another)
    assert not uses()


@pytest.mark.parametrize("name", ["_layout_required", "_repaint_required", "_dirty_widgets", "_compositor"])
def test_nothing_is_built_on_what_is_missing_in_a_screen(name: str) -> None:
    screen = Over[None]()
    assert over._fits(screen)
    delattr(screen, name)
    assert not over._fits(screen)


@pytest.mark.parametrize("name", ["_dirty_regions", "render_strips"])
def test_nothing_is_built_on_what_is_missing_below_a_screen(name: str) -> None:
    screen: Any = Over[None]()
    screen._compositor = type(
        "Other", (), {"_dirty_regions": (), "render_strips": Compositor.render_strips}
    )()
    assert over._fits(screen)
    delattr(type(screen._compositor), name)
    assert not over._fits(screen)


@pytest.mark.parametrize("name", ["_running", "_batch_count", "_closed", "_previous_cursor_position"])
def test_nothing_is_built_on_what_is_missing_in_an_app(name: str) -> None:
    app = FramesApp[None]()
    assert frames._displays(app)
    delattr(app, name)
    assert not frames._displays(app)


def test_frames_are_written_whole_where_they_can_not_be_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "fits", None)
    assert not writes_what_differs()
    monkeypatch.setattr(frames, "fits", on_terminal.fits)
    assert writes_what_differs()


class Driver:
    """What an app writes to."""

    is_headless = is_inline = False

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, text: str) -> None:
        self.written.append(text)

    def flush(self) -> None: ...


class Shown(FramesApp[None]):
    """An app that has a terminal, and no screen but one that is as large."""

    is_headless = False
    screen = Screen()  # type: ignore[assignment]
    cursor_position = (0, 0)  # type: ignore[assignment]


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Shown:
    shown = Shown()
    shown._driver = Driver()  # type: ignore[assignment]
    shown._running = True
    monkeypatch.setattr(shown, "console", Console(file=io.StringIO(), color_system=None))
    return shown


def frame(*lines: str) -> LayoutUpdate:
    strips = [[Strip([Segment(line)], len(line))] for line in lines]
    return LayoutUpdate(strips, Region(0, 0, len(lines[0]), len(lines)))


def written(app: Shown) -> str:
    text = "".join(app._driver.written)  # type: ignore[union-attr]
    app._driver.written.clear()  # type: ignore[union-attr]
    return text


def test_what_differs_is_written_and_the_thread_that_writes_has_its_turn(
    app: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[str] = []
    monkeypatch.setattr(frames.time, "sleep", lambda _: turns.append(written(app)))
    for lines in (("one", "two"), ("one", "2  "), ("one", "2  ")):
        app._display(app.screen, frame(*lines))
    assert ["one" in turn for turn in turns] == [True, False]
    assert "2  " in turns[1]
    assert "two" not in turns[1]
    assert written(app) == ""


def test_a_frame_that_can_not_be_read_is_written_whole_and_so_are_all_after_it(app: Shown) -> None:
    app._display(app.screen, frame("one", "two"))
    assert "two" in written(app)
    odd = frame("one", "two")
    vars(odd).pop("region")
    odd.render_segments = lambda console: "odd"  # type: ignore[method-assign]
    app._display(app.screen, odd)
    assert "odd" in written(app)
    for _ in range(2):
        app._display(app.screen, frame("one", "two"))
        assert "two" in written(app)


def test_what_is_shown_in_another_way_is_shown(app: Shown) -> None:
    app._display(app.screen, renderable=frame("one", "two"))
    assert "two" in written(app)
    app._display(app.screen, frame("one", "two"))
    assert "two" in written(app), "what stands there is not known any more"
