"""The pictures of the guide: lean, drawn to any font, with nothing from outside, and of today's program."""

from __future__ import annotations

import importlib
import os
import sys
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.widgets import Static

from workshop import guide

ROOT = Path(__file__).parents[2]
STORED = {path.stem: path for path in (ROOT / "workshop/materials/guide/pictures").iterdir()}
AT_HAND = ("home", "revealed")
"""Taken again every time; where everything is checked, all are."""
AGAIN = "`uv run python docs/pictures.py` makes the pictures anew"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def docs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the script, to import it and what it draws with."""
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    yield ROOT / "docs"
    for name in ("pictures", "drawing"):
        sys.modules.pop(name, None)


def named_in_the_guide() -> set[str]:
    return {picture.name for section in guide.guide({}).sections for picture in section.pictures}


def test_every_picture_is_made_by_the_script_and_shown(docs: Path) -> None:
    pictures: Any = importlib.import_module("pictures")
    assert set(pictures.PICTURES) == set(STORED), AGAIN
    assert named_in_the_guide() == set(STORED)
    assert {path.suffix for path in STORED.values()} == {".svg"}


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(STORED) if os.environ.get("EVERYTHING") else AT_HAND)
async def test_a_picture_is_of_todays_program(name: str, docs: Path) -> None:
    """What can be read in it is what stands on the screen today; letters and their places, not colours."""
    pictures: Any = importlib.import_module("pictures")
    drawing: Any = importlib.import_module("drawing")
    taken = await pictures.take(name)
    stored = STORED[name].read_text("utf-8")
    assert drawing.words(stored) == drawing.words(taken), f"{name}.svg is out of date: {AGAIN}"


@pytest.mark.parametrize("name", sorted(STORED))
def test_a_picture_is_lean_and_loads_nothing(name: str) -> None:
    data = STORED[name].read_bytes()
    assert 1_000 < len(data) < 40_000
    text = data.decode().replace("http://www.w3.org/2000/svg", "")
    for wrong in ("http", "@font-face", "@import", "url(", "<script", "<image", "href", "/tmp/", "\r"):
        assert wrong not in text, wrong
    root = ET.fromstring(data)
    width, height = (float(number) for number in str(root.get("viewBox")).split()[2:])
    for element in root.iter(f"{SVG}text"):
        assert 0 <= float(element.get("x", "")) < width
        assert 0 < float(element.get("y", "")) < height


def test_all_of_them_are_small_enough_for_one_page() -> None:
    assert sum(path.stat().st_size for path in STORED.values()) < 600_000


class Screen(App[None]):
    """Three lines of known letters."""

    CSS = "Screen { background: #102030; color: #f0f0f0; } Static { height: 1; width: 20; }"

    def compose(self) -> ComposeResult:
        yield Static("ab <&>  c ●", markup=False)
        yield Static("─── ▁█", markup=False)
        yield Static("[bold #ff0000 on #0000ff]x y[/]")


async def test_letters_keep_to_their_cells_and_rules_are_drawn(docs: Path) -> None:
    drawing: Any = importlib.import_module("drawing")
    app = Screen()
    async with app.run_test(size=(20, 3)):
        picture = drawing.svg(app)
        assert drawing.svg(app) == picture
    root = ET.fromstring(picture)
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    texts = list(root.iter(f"{SVG}text"))
    found = [(text.text, text.get("x"), text.get("y"), text.get("textLength")) for text in texts]
    first, third = drawing.BASELINE, 2 * drawing.CELL[1] + drawing.BASELINE
    assert found == [
        ("ab <&>", "0", str(first), "60"),
        ("c", "80", str(first), None),
        ("●", "105", str(first), None),
        ("x y", "0", str(third), "30"),
    ]
    assert drawing.words(picture) == "ab <&> c ●\nx y"
    rule, blocks = (element.get("d") for element in root.iter(f"{SVG}path"))
    assert rule == "M0 30h30"
    assert blocks == "M40 37.5h10v2.5h-10zM50 20h10v20h-10z"
    assert any(
        element.get("fill") == "#0000ff" and element.get("width") == "30"
        for element in root.iter(f"{SVG}rect")
    )
    assert "{fill:#ff0000;font-weight:bold}" in picture


def test_a_style_that_turns_colours_round_is_drawn_so(docs: Path) -> None:
    drawing: Any = importlib.import_module("drawing")
    segment = drawing.Segment("x", Style(color="#111111", bgcolor="#eeeeee", reverse=True, underline=True))
    look, ground = drawing._look(segment)
    assert (look.css(), ground) == ("fill:#eeeeee;text-decoration:underline", "#111111")


# --- what is installed ----------------------------------------------------------------------------


def test_the_pictures_go_into_the_wheel() -> None:
    """The wheel takes all that lies in the packages, and no list keeps anything out of it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel.keys() == {"packages"}
    ignored = [
        pattern
        for pattern in (ROOT / ".gitignore").read_text("utf-8").split()
        if "*" in pattern or "materials" in pattern
    ]
    for path in STORED.values():
        assert path.relative_to(ROOT).parts[0] in wheel["packages"]
        assert not any(path.match(pattern) for pattern in ignored)
