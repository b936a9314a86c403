"""The layout of the room's view: without a screen, worked out once a change, and every role with a style."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import pytest
from textual.content import Content

from sessions import plan
from sessions.rows import Running, Stop
from sessions.wall import Typing, WallState
from tests.builders import NOW, new_session
from workshop.wall.layout import page
from workshop.wall.layout.lines import BLANK, Line, Role, Run
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.pages import pages
from workshop.wall.model import Entry, Time, Wall
from workshop.wall.shown import shown
from workshop.widgets.wall import STYLES, to_content

LONG = Wall("Principles", entries=tuple(Entry("point", f"Principle {n} " + "word " * 20) for n in range(9)))


def test_the_layout_loads_no_screen() -> None:
    script = (
        "import sys, workshop.wall.shown, workshop.wall.layout.page;"
        "sys.exit(any(name in sys.modules for name in ('textual', 'rich.console', 'rich.text')))"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.fixture
def bodies(monkeypatch: pytest.MonkeyPatch) -> list[Wall]:
    """The walls whose body was laid out."""
    walls: list[Wall] = []
    body = page._body

    def counted(wall: Wall, *size: int) -> list[Line]:
        walls.append(wall)
        return body(wall, *size)

    monkeypatch.setattr(page, "_body", counted)
    return walls


def test_a_tick_of_the_clock_lays_out_only_the_foot(bodies: list[Wall]) -> None:
    laid_out(Wall("Another"), 80, 24)  # so that nothing is kept of another test
    bodies.clear()
    feet = []
    for second in range(9):
        wall = replace(LONG, time=Time(f"47:5{second} left", "running"))
        feet.append(laid_out(wall, 80, 24)[-2].plain.split())
    assert [foot[-2] for foot in feet] == [f"47:5{second}" for second in range(9)]
    assert len(bodies) == 1
    laid_out(replace(LONG, time=Time("■ over time", "over")), 80, 24)
    assert len(bodies) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda wall, size, page: (replace(wall, title="Others"), size, page),
        lambda wall, size, page: (wall, (80, 25), page),
        lambda wall, size, page: (wall, size, 1),
    ],
)
def test_anything_else_lays_it_out_again(bodies: list[Wall], change: Callable[..., Any]) -> None:
    laid_out(Wall("Another"), 80, 24)  # so that nothing is kept of another test
    before = laid_out(LONG, 80, 24)
    assert pages(LONG) > 1
    wall, size, number = change(LONG, (80, 24), 0)
    assert laid_out(wall, *size, page=number) != before
    assert len(bodies) == 3


def test_the_wall_follows_clock_page_and_typing_of_its_own_stop() -> None:
    session = new_session("four-domains", "County Council").model_copy(update={"item_minutes": 2})
    stop = next(stop for stop in plan.stops(session) if stop.part == "item")
    running = Running(activity_id=stop.activity_id, since=NOW)
    session = session.model_copy(update={"at": stop, "running": running})
    typing = Typing(title="New action", rows=(("what", "Draft it"),))
    state = WallState(at=stop, since=NOW, page=3, typing=typing)

    def at(seconds: int, state: WallState | None) -> tuple[Wall, int]:
        return shown(session, stop, NOW.date(), NOW + dt.timedelta(seconds=seconds), state)

    first, number = at(10, state)
    later, _ = at(11, state)
    assert (number, first.typing) == (3, typing)
    assert first.item_time == Time("item 01:50 left", "running")
    assert later == replace(first, time=later.time, item_time=Time("item 01:49 left", "running"))
    assert later.time != first.time
    assert later.voices is first.voices, "worked out once"
    elsewhere = state.model_copy(update={"at": Stop(activity_id="another")})
    assert at(10, elsewhere) == at(10, None) == (replace(first, item_time=None, typing=None), 0)


# --- lines ---------------------------------------------------------------------------------------------


def test_every_role_has_a_style() -> None:
    assert set(STYLES) == set(get_args(Role))


def test_a_line_is_put_together_of_texts_and_lines() -> None:
    line = Line.of("a ", ("b", "strong"), Line.of(("市 ", "muted"), "  "), "")
    assert line.spans == (Run("a "), Run("b", "strong"), Run("市 ", "muted"), Run("  "))
    assert (line.plain, line.cell_length) == ("a b市   ", 8)
    assert line.rstrip() == Line((Run("a "), Run("b", "strong"), Run("市", "muted")))
    assert Line.of("  ", (" ", "badge")).rstrip() == BLANK


def test_what_people_typed_is_no_markup() -> None:
    content = to_content(Line.of(("[/x] [b]bold[/b] $primary", "title")))
    assert content == Content.styled("[/x] [b]bold[/b] $primary", "bold $primary")
