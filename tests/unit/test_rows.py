"""Rows of a list: as Textual draws them, in less time."""

from __future__ import annotations

from hypothesis import given, strategies as st
from textual.content import Content
from textual.style import Style
from textual.visual import RenderOptions

from workshop.widgets.rows import Row

OPTIONS = RenderOptions(Style.parse, {})  # type: ignore[arg-type]
TEXTS = st.text("ab市 é\n\t", max_size=30)


@given(text=TEXTS, width=st.integers(1, 30), bold=st.booleans())
def test_a_row_is_drawn_as_its_text_is(text: str, width: int, *, bold: bool) -> None:
    content = Content.styled(text, "bold") if bold else Content(text)
    row, style = Row(content), Style.parse("red on blue")
    assert str(row) == content.plain
    assert row.get_height({}, width) == content.get_height({}, width)
    assert row.get_optimal_width({}, width) == content.get_optimal_width({}, width)
    drawn, expected = (visual.render_strips(width, None, style, OPTIONS) for visual in (row, content))
    assert [strip.text for strip in drawn] == [strip.text for strip in expected]
    assert [list(strip) for strip in drawn] == [list(strip) for strip in expected]


def test_a_row_that_has_room_on_a_line_is_not_wrapped_to_know_it() -> None:
    content = Content("a row")
    row = Row(content)
    content._wrap_and_format = None  # type: ignore[assignment,method-assign]
    assert row.get_height({}, 5) == 1
    assert [strip.text for strip in row.render_strips(5, None, Style(), OPTIONS)] == ["a row"]
