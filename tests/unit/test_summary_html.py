"""The HTML file: well formed, without a script, loading nothing, and under a policy that says so."""

from __future__ import annotations

import base64
import hashlib
import re
import runpy
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from sessions.outputs import html, svg
from sessions.spans import Span
from sessions.summary.build import build
from sessions.summary.model import (
    Chart,
    Heading,
    Paragraph,
    ProfileData,
    ProfileRow,
    SpreadData,
    Summary,
    TableBlock,
)
from tests.pages import tree_of

EXAMPLE = runpy.run_path(str(Path(__file__).parents[1] / "golden" / "example.py"))
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "main", "nav", "section"),
    *("h1", "h2", "h3", "h4", "p", "span", "strong", "ul", "ol", "li", "dl", "div", "dt", "dd"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "figure"),
    "bdi",
    *("svg", "desc", "rect", "line", "circle", "text", "path"),
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def page() -> str:
    return html.render(build(EXAMPLE["session"](), now=EXAMPLE["NOW"])).decode()


def names(tree: ET.Element) -> set[str]:
    return {str(element.tag).rpartition("}")[2] for element in tree.iter() if isinstance(element.tag, str)}


def test_only_known_elements_and_no_script(page: str) -> None:
    assert names(tree_of(page)) <= ELEMENTS


def test_no_handler_no_inline_style_and_nothing_outside(page: str) -> None:
    tree = tree_of(page)
    ids = {element.get("id") for element in tree.iter()}
    for element in tree.iter():
        for name, value in element.attrib.items():
            assert name not in ("style", "src", "action", "data", "srcset"), name
            assert not name.startswith("on"), name
            if name.endswith("href"):
                assert value.startswith("#")
                assert value[1:] in ids
            if name == "aria-labelledby":
                assert set(value.split()) <= ids
    style = tree.findtext(".//style") or ""
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_its_own_style_and_nothing_else(page: str) -> None:
    tree = tree_of(page)
    policies = [
        element.get("content", "")
        for element in tree.iter("meta")
        if element.get("http-equiv") == "Content-Security-Policy"
    ]
    digest = base64.b64encode(hashlib.sha256((tree.findtext(".//style") or "").encode()).digest()).decode()
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_ids_are_unique(page: str) -> None:
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids)) > 20


def test_it_says_its_language_and_lets_people_skip(page: str) -> None:
    tree = tree_of(page)
    assert tree.get("lang") == "en-GB"
    assert tree.find(".//a[@class='skip']").get("href") == "#content"  # type: ignore[union-attr]
    assert tree.find(".//main[@id='content']") is not None


def test_what_people_typed_turns_nothing_around_it(page: str) -> None:
    spans = list(tree_of(page).iter("span"))
    assert "مرحبا بكم، ننطلق من هنا" in [line.text for span in spans for line in span]
    for span in spans:
        assert span.get("class") == "typed"
        assert not (span.text or "").strip(), "all of it stands in a line that finds its own direction"
        assert {line.tag for line in span} == {"bdi"}
        assert not any((line.tail or "").strip() for line in span)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=60))
def test_text_is_never_markup(text: str) -> None:
    """Markup made of `text` would show as an element; characters that HTML forbids never get this far."""
    summary = Summary("t", (Paragraph((Span(text, typed=True), Span(f"<i>{text}"))),))
    tree = tree_of(html.render(summary).decode())
    assert names(tree) <= ELEMENTS
    paragraph = tree.find(".//p")
    assert paragraph is not None
    assert "".join(paragraph.itertext()) == f"{text}<i>{text}"


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("text", "back"),
    [
        *(
            ("ink", back)
            for back in ("paper", "pale", "deep-pale", "agreed-pale", "mixed-pale", "split-pale")
        ),
        *(("ink", "few-pale"), ("soft", "paper"), ("deep", "paper"), ("deep", "pale"), ("deep", "deep-pale")),
        *((word, f"{word}-pale") for word in ("agreed", "mixed", "split", "few")),
        ("paper", "deep"),  # in a filled mark of a chart
    ],
)
def test_colours_are_told_apart_by_everyone(page: str, text: str, back: str) -> None:
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", page))
    light, dark = sorted((luminance(colours[text]), luminance(colours[back])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


# --- charts ---------------------------------------------------------------------------------------


def spread_chart(counts: tuple[int, ...], dont_know: int = 0, label: str = "some way") -> Chart:
    data = SpreadData((label,) * len(counts), counts, dont_know, 1.5, 1, len(counts))
    return Chart("c", f"On {label}", f"Alt of {label}", data)


def drawn(chart: Chart) -> ET.Element:
    return ET.fromstring(svg.draw(chart))


def test_a_spread_tells_every_count_in_figures() -> None:
    tree = drawn(spread_chart((1, 0, 12, 7, 3), 9))
    counts = [
        element.text
        for element in tree.iter(f"{SVG}text")
        if (element.get("class") or "").startswith("count")
    ]
    assert counts == ["1", "0", "12", "7", "3", "9"]
    words = {element.text for element in tree.iter(f"{SVG}text")}
    assert {"agreed level", "target", "median"} <= words


def test_bars_are_as_high_as_their_counts() -> None:
    bars = [
        float(element.get("height", "0"))
        for element in drawn(spread_chart((2, 4, 8, 0, 0))).iter(f"{SVG}rect")
        if element.get("class") == "bar"
    ]
    assert bars == pytest.approx([bars[2] / 4, bars[2] / 2, bars[2]], abs=0.1)


@pytest.mark.parametrize("levels", [2, 3, 5, 9])
def test_marks_stay_inside_the_picture(levels: int) -> None:
    tree = drawn(spread_chart((3,) * levels, 3, "quite a long label"))
    _, _, width, height = map(float, tree.get("viewBox", "").split())
    for element in tree.iter(f"{SVG}rect"):
        assert float(element.get("x", "-1")) >= 0
        assert float(element.get("x", "0")) + float(element.get("width", "0")) <= width
        assert float(element.get("y", "0")) + float(element.get("height", "0")) <= height
    for element in tree.iter(f"{SVG}text"):
        assert 0 <= float(element.get("y", "-1")) <= height


def test_a_profile_has_a_mark_at_every_agreed_level_and_target() -> None:
    rows = (ProfileRow("1.1 One", 2, 4), ProfileRow("1.2 Two", 5, 5), ProfileRow("1.3 Three", None, None))
    chart = Chart("p", "Profile", "Alt", ProfileData(("a", "b", "c", "d", "e"), rows))
    tree = drawn(chart)
    dots = [element.text for element in tree.iter(f"{SVG}text") if element.get("class") == "dot-text"]
    rings = [element.text for element in tree.iter(f"{SVG}text") if element.get("class") == "ring-text"]
    assert (dots, rings) == (["2", "5"], ["4"])
    assert "no level agreed" in {element.text for element in tree.iter(f"{SVG}text")}


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<>&'\"ab ]-!", min_size=1, max_size=30))
def test_labels_are_never_markup(label: str) -> None:
    tree = drawn(spread_chart((1, 2, 3), 1, label))
    assert tree.findtext(f"{SVG}title") == f"On {label}"
    assert tree.findtext(f"{SVG}desc") == f"Alt of {label}"
    assert names(tree) <= {"svg", "title", "desc", "rect", "line", "text", "path"}


def test_many_names_above_a_table_take_the_lines_that_they_need() -> None:
    def heads(*names: str) -> str:
        table = TableBlock((Span("Parts"),), ("Function", *names), (((),) * (1 + len(names)),))
        return html.render(Summary("S", (Heading(1, (Span("S"),), "s"), table))).decode()

    assert '<thead class="long">' in heads(*(f"District Council {number}" for number in range(12)))
    assert "<thead>" in heads("Owner", "Due")
