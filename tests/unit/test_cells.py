"""Text in cells: folded without losing a word, clipped, filled up, and with nothing that a terminal obeys."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from workshop.cells import cells, clip, dot_bar, filled, folded, hanging, hyphenated, pad

WIDTHS = st.integers(4, 40)
WORDS = st.lists(
    st.sampled_from(["a", "council", "市議会", "e\u0301cole", "🏥", "averyverylongwordthatisbroken", "[/x]"])
)


@given(WORDS.map(" ".join), WIDTHS)
def test_every_word_stands_on_a_line_that_fits(text: str, width: int) -> None:
    lines = folded(text, width)
    assert lines
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    whole = [word for word in text.split() if cells(word) <= width]
    assert all(any(word in line.split() for line in lines) for word in whole)


@given(st.text(max_size=60), WIDTHS)
def test_no_control_character_is_left(text: str, width: int) -> None:
    for line in (*folded(text, width), clip(text, width), pad(text, width)):
        assert "Cc" not in map(unicodedata.category, line)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 9, [""]),
        ("one two  three", 8, ["one two", "three"]),
        ("first\n\nlast", 9, ["first", "", "last"]),
        ("市議会の人", 5, ["市議", "会の", "人"]),
        ("a\tb", 9, ["a   b"]),
        ("\x1b]52;c\x07", 9, ["]52;c"]),
    ],
)
def test_folded(text: str, width: int, lines: list[str]) -> None:
    assert folded(text, width) == lines


def test_hanging_lines_begin_with_their_leads() -> None:
    assert hanging("one two three", 9, "▲ ", "") == [("▲ ", "one two"), ("", "three")]
    assert hanging("one two three", 9, "1.6 ", "  ") == [("1.6 ", "one"), ("    ", "two"), ("    ", "three")]


@pytest.mark.parametrize(
    ("counts", "room", "bars"),
    [
        ((3, 1, 0), 20, (3, 1, 0)),
        ((20, 19), 20, (20, 19)),
        ((36, 24, 5, 1, 0), 20, (20, 13, 3, 1, 0)),
        ((400, 1), 20, (20, 1)),
    ],
)
def test_bars_of_dots_are_shortened_alike(counts: tuple[int, ...], room: int, bars: tuple[int, ...]) -> None:
    assert tuple(len(dot_bar(count, max(counts), room)) for count in counts) == bars


@given(WORDS.map(" ".join), WIDTHS)
def test_clipped_and_padded(text: str, width: int) -> None:
    clipped = clip(text, width)
    assert cells(clipped) <= width
    assert clipped == " ".join(text.split()) or clipped.endswith("…")
    assert cells(pad(text, width)) == width
    assert cells(filled(clipped, width)) == width


@given(WORDS.map(" ".join), WIDTHS)
def test_a_word_that_is_broken_has_a_hyphen_and_no_other_has(text: str, width: int) -> None:
    lines = hyphenated(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace(" ", "")
    whole = all(cells(word) <= width for word in text.split())
    assert ("-" in "".join(lines)) != whole


def test_the_name_of_a_criterion_is_broken_where_it_can_be_read() -> None:
    assert hyphenated("Transformational ×1", 10) == ["Transform-", "ational ×1"]
    assert hyphenated("Transformational", 14) == ["Transfor-", "mational"], "and leaves no stump"
