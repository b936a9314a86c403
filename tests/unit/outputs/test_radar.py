"""The radar: two outlines that need no colour, rings with names, and where bars are drawn in its place."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from math import hypot
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings, strategies as st

from sessions.kinds.score import edits
from sessions.material import Pack
from sessions.outputs import html, markdown, svg, text as text_file, word
from sessions.problem import Problem
from sessions.record import Session
from sessions.summary.build import build
from sessions.summary.model import Chart, ProfileData, ProfileRow
from tests import instruments
from tests.builders import NOW
from workshop.materials import load, own, toml

SVG = "{http://www.w3.org/2000/svg}"
LEVELS = ("nothing", "talk", "plan", "trial", "most places", "all places")
ROWS = (
    ProfileRow("1 Money", 3, 5),
    ProfileRow("2 People", 0, 1),
    ProfileRow("3 Records", 5, 5),
    ProfileRow("4 Skills", 2, 4),
)


def radar(rows: tuple[ProfileRow, ...] = ROWS, labels: tuple[str, ...] = LEVELS, base: int = 0) -> ET.Element:
    return ET.fromstring(svg.draw(Chart("r", "Title", "Alt", ProfileData(labels, rows, base, "radar"))))


def of_class(tree: ET.Element, tag: str, *wanted: str) -> list[ET.Element]:
    return [
        element
        for element in tree.iter(SVG + tag)
        if set(wanted) <= set((element.get("class") or "").split())
    ]


def texts(tree: ET.Element) -> list[str]:
    return [element.text or "" for element in tree.iter(f"{SVG}text")]


def far(mark: ET.Element) -> float:
    """How far from the middle a mark lies."""
    return hypot(float(mark.get("cx", "nan")), float(mark.get("cy", "nan")))


def lengths(tree: ET.Element, kind: str) -> list[int]:
    """The points of each line of an outline, without those of the key below."""
    lines = [element.get("d", "") for element in of_class(tree, "path", "outline", kind)]
    return [len(line.strip("Mz").split()) // 2 for line in lines[:-1]]


@cache
def session() -> Session:
    """Twelve dimensions, all but the sixth agreed on, from level 0 to level 5."""
    made = instruments.session("dimensions")
    for number, level in enumerate((3, 2, 0, 4, 1, None, 2, 5, 3, 2, 1, 3), start=1):
        ref = f"dimensions/{number}"
        made = edits.reveal(ref).apply(edits.answer_level(ref, "icb", 1).apply(made, NOW), NOW)
        if level is not None:
            made = edits.agree(ref, level, target=min(5, level + 2)).apply(made, NOW)
    return made


def profile_of(made: Session) -> Chart:
    (chart,) = (
        block
        for block in build(made, now=NOW, form="full").blocks
        if isinstance(block, Chart) and isinstance(block.data, ProfileData)
    )
    return chart


# --- the drawing ----------------------------------------------------------------------------------


def test_marks_lie_on_the_rings_of_their_levels() -> None:
    tree = radar()
    rings = [float(ring.get("r", "nan")) for ring in of_class(tree, "circle", "radar-ring")]
    assert len(rings) == len(LEVELS)
    assert all(inner < outer for inner, outer in pairwise(rings))
    for kind, levels in (("agreed", (3, 0, 5, 2)), ("target", (5, 1, 5, 4))):
        marks = of_class(tree, "circle", "radar-mark", kind)[:-1]  # the last one is the key's
        assert [far(mark) for mark in marks] == pytest.approx([rings[level] for level in levels], abs=0.1)
    assert rings[0] > 0, "level 0 is an answer, told apart from none"


def test_scales_from_one_begin_at_the_innermost_ring() -> None:
    rows = tuple(ProfileRow(str(number), number, None) for number in (1, 2, 3))
    tree = radar(rows, ("a", "b", "c"), 1)
    rings = [float(ring.get("r", "nan")) for ring in of_class(tree, "circle", "radar-ring")]
    marks = of_class(tree, "circle", "radar-mark", "agreed")[:-1]
    assert [far(mark) for mark in marks] == pytest.approx(rings, abs=0.1)
    assert lengths(tree, "target") == []


def test_the_outlines_are_told_apart_without_colour() -> None:
    tree = radar()
    assert [lengths(tree, kind) for kind in ("agreed", "target")] == [[4], [4]]
    style = html.render(build(session(), now=NOW)).decode()
    rules = [line for line in style.splitlines() if line.startswith("svg .outline.")]
    assert [(".target" in rule, "stroke-dasharray" in rule) for rule in rules] == [
        (False, False),
        (True, True),
    ]
    sizes = {
        kind: {mark.get("r") for mark in of_class(tree, "circle", "radar-mark", kind)}
        for kind in ("agreed", "target")
    }
    assert sizes == {"agreed": {"5"}, "target": {"9"}}
    assert {"agreed level", "target"} <= set(texts(tree))


def test_all_is_said_in_words_as_well() -> None:
    tree = radar((*ROWS, ProfileRow("5 Time", None, None), ProfileRow("6 Aim", 1, None)))
    said = texts(tree)
    for wanted in (
        "1 Money",
        "agreed 3, target 5",
        "agreed 0, target 1",
        "5 Time",
        "no level agreed",
        "agreed 1",
    ):
        assert wanted in said
    names = "0 nothing, 1 talk, 2 plan, 3 trial, 4 most places, 5 all places"
    assert f"Rings, from the middle out: {names}." in " ".join(said)
    numbers = [element.text for element in of_class(tree, "text", "level")]
    assert numbers == ["0", "1", "2", "3", "4", "5"]
    assert (tree.get("role"), tree.findtext(f"{SVG}title"), tree.findtext(f"{SVG}desc")) == (
        "img",
        "Title",
        "Alt",
    )


def test_an_outline_is_open_where_nothing_is_agreed() -> None:
    rows = (*ROWS[:2], ProfileRow("x", None, None), *ROWS[2:])
    assert lengths(radar(rows), "agreed") == [2, 2, 2]
    assert len(of_class(radar(rows), "circle", "radar-mark", "agreed")) == len(ROWS) + 1
    lonely = (ROWS[0], ProfileRow("x", None, None), ProfileRow("y", None, None))
    assert lengths(radar(lonely), "agreed") == []


@pytest.mark.parametrize(("items", "is_radar"), [(1, False), (2, False), (3, True), (16, True), (17, False)])
def test_bars_where_a_radar_says_nothing_or_has_no_room(items: int, is_radar: bool) -> None:
    tree = radar(tuple(ProfileRow(f"{number} Item", 2, 3) for number in range(items)))
    assert bool(of_class(tree, "path", "outline")) == is_radar
    assert bool(of_class(tree, "circle", "dot")) != is_radar


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["<Care>", "in", "one's", "neighbourhood"]), min_size=1, max_size=9),
                min_size=3, max_size=16))  # fmt: skip
def test_names_stay_inside_and_cover_no_other(names: list[list[str]]) -> None:
    tree = radar(tuple(ProfileRow(" ".join(name), 1, 2) for name in names))
    _, _, width, height = map(float, tree.get("viewBox", "").split())
    (group,) = tree.iter(f"{SVG}g")
    down = float(group.get("transform", "").rstrip(")").split()[-1])
    boxes: list[tuple[str, float, float, float]] = []
    for element in group.iter(f"{SVG}text"):
        x, y = float(element.get("x", "nan")), float(element.get("y", "nan"))
        assert 10 <= y + down <= height
        side = (element.get("class") or "").split()[-1]
        if side not in ("start", "middle", "end"):
            continue
        wide = 6.2 * len(element.text or "")
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[side]
        assert -2 <= left + width / 2 <= left + wide + width / 2 <= width + 2
        boxes.append((element.text or "", left, left + wide, y))
    for (_, left, right, y), (_, other_left, other_right, other_y) in combinations(boxes, 2):
        assert abs(y - other_y) > 12 or right <= other_left or other_right <= left


# --- from the pack to what is written -------------------------------------------------------------


def test_the_pack_says_what_is_drawn() -> None:
    chart = profile_of(session())
    assert isinstance(chart.data, ProfileData)
    assert (chart.data.shape, len(chart.data.rows)) == ("radar", 12)
    assert "3 Digital records: 0, target 2" in chart.alt
    page = html.render(build(session(), now=NOW, form="full")).decode()
    assert page.count('class="outline agreed"') > 1
    pack = instruments.pack("dimensions").model_copy(update={"profile": "bars"})
    plain = session().model_copy(update={"packs": (pack,)})
    assert 'class="outline' not in html.render(build(plain, now=NOW, form="full")).decode()


def test_items_on_scales_of_their_own_have_bars() -> None:
    (section,) = instruments.pack("dimensions").sections
    scale = instruments.pack("dimensions").scale
    assert scale is not None
    other = scale.model_copy(update={"question": "How sure are we?"})
    items = (section.items[0].model_copy(update={"scale": other}), *section.items[1:])
    own_scale = section.model_copy(update={"items": items})
    pack = instruments.pack("dimensions").model_copy(update={"sections": (own_scale,)})
    data = profile_of(session().model_copy(update={"packs": (pack,)})).data
    assert isinstance(data, ProfileData)
    assert data.shape == "bars"


def test_word_and_text_say_the_same_as_with_bars() -> None:
    summary = build(session(), now=NOW, form="full")
    (table,) = (
        table
        for table in Document(io.BytesIO(word.render(summary))).tables
        if "Agreed level" in [cell.text for cell in table.rows[0].cells]
    )
    (row,) = (row for row in table.rows if row.cells[0].text.endswith("3 Digital records"))
    assert [cell.text.split()[0] for cell in row.cells[1:3]] == ["0", "2"]
    assert len(table.rows) == 13, "once, in the table of agreed levels"
    bars = replace(
        summary,
        blocks=tuple(
            replace(block, data=replace(block.data, shape="bars"))
            if isinstance(block, Chart) and isinstance(block.data, ProfileData)
            else block
            for block in summary.blocks
        ),
    )
    assert bars != summary
    assert markdown.render(bars) == markdown.render(summary)
    assert text_file.render(bars) == text_file.render(summary)


def test_a_file_names_the_shapes_that_there_are(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    own.start("own", path, 2026)
    text = path.read_text("utf-8")
    assert load.load_file(Pack, path).profile == "bars"
    path.write_text(text.replace('# profile = "radar"', 'profile = "radar"'), "utf-8")
    assert (pack := load.load_file(Pack, path)).profile == "radar"
    assert 'profile = "radar"' in toml.toml(pack)
    path.write_text(text.replace('# profile = "radar"', 'profile = "wheel"'), "utf-8")
    with pytest.raises(Problem, match=r"profile: should be 'bars' or 'radar', found 'wheel'"):
        load.load_file(Pack, path)


def test_packs_with_bars_are_stored_as_before() -> None:
    assert "profile" not in instruments.pack("changes").model_dump(mode="json")
    stored = instruments.pack("dimensions").model_dump(mode="json")
    assert (stored["profile"], Pack.model_validate(stored).profile) == ("radar", "radar")
