"""Lists, votes and gaps in large windows: figures and thick bars, nothing cut off, else letters with air."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from sessions.analysis.spreads import spread
from tests.unit.test_wall_large import has_figure, plain
from tests.walls import flat, read
from workshop.cells import cells
from workshop.profile import ScoredRow
from workshop.wall.layout.figures import FONT, half_figures, thick, wrapped_figures
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.pages import pages
from workshop.wall.model import Entry, Standing, Time, Voice, Wall

LARGE = ((72, 30), (80, 30), (120, 36), (200, 60))
TIME = Time("07:40 left", "running", "07:40")


def vote(dots: Sequence[int] = (5, 4, 3, 2, 0), name: str = "Tip") -> Wall:
    entries = tuple(
        Entry("numbered", f"{name} {number}", "" if not count else str(number), count, max(dots))
        for number, count in enumerate(dots, start=1)
    )
    return Wall("Dots on the tips", entries=entries, time=TIME)


def gaps(count: int = 3) -> Wall:
    """Items of which the first is agreed on level 2 with the target 4; of the last nothing is agreed."""
    answers = spread((1, 1, 0, 1, 0), 0)
    rows = [
        ScoredRow(
            f"p/{n}", f"1.{n}", f"Standard number {n}", 5, *((2, 4) if n < count else (None, None)), answers
        )
        for n in range(1, count + 1)
    ]
    return Wall("Gaps", profile=tuple(Standing(row, "To talk about first") for row in rows), time=TIME)


def points(*texts: str) -> Wall:
    return Wall("Principles", entries=tuple(Entry("point", text) for text in texts), time=TIME)


def longest(lines: Sequence[str], at_least: int = 3) -> list[str]:
    """Runs of full blocks, line by line."""
    return [run for line in lines for run in re.findall(rf"█{{{at_least},}}", line)]


@pytest.mark.parametrize("size", LARGE, ids=str)
def test_a_list_keeps_all_its_entries_beside_the_large_countdown(size: tuple[int, int]) -> None:
    for count in (3, 9, 12):
        lines = plain(laid_out(points(*(f"Principle {number}" for number in range(count))), *size))
        told = flat(read(lines)).upper()
        assert all(f"PRINCIPLE {number}" in told for number in range(count))
        assert has_figure(lines, "07:40")
        assert "07:40 left" in lines[-2]


@pytest.mark.parametrize("size", LARGE[2:], ids=str)
def test_dots_are_blocks_several_cells_wide_and_lines_high_with_their_number_in_figures(
    size: tuple[int, int],
) -> None:
    lines = plain(laid_out(vote(), *size))
    assert has_figure(lines, "5")
    assert has_figure(lines, "DOTS ON THE TIPS")
    block = longest(lines)[0]
    for count in (5, 4, 3, 2):
        bar = re.compile(rf"(?<!█)(?<!█ )(?:{block} ){{{count - 1}}}{block}(?! ?█)")
        high = [number for number, line in enumerate(lines) if bar.search(line)]
        assert len(high) >= 2, "\n".join(lines)
        assert high == list(range(high[0], high[-1] + 1))


def test_in_the_largest_window_the_names_are_figures_too() -> None:
    lines = plain(laid_out(vote(name="See the bigger picture"), 200, 60))
    assert has_figure(lines, "SEE THE BIGGER PICTURE 3")
    assert not any("bigger" in line for line in lines)


@pytest.mark.parametrize("size", LARGE, ids=str)
def test_the_levels_of_gaps_are_blocks_and_frames_under_their_numbers(size: tuple[int, int]) -> None:
    lines = plain(laid_out(gaps(), *size))
    where = "\n".join(lines)
    tall = [line for line in lines if "██" in line and "┌" not in line]
    frames = [line for line in lines if re.search("┌─+┐", line)]
    assert len([line for line in lines if re.search("├─{3,}┤", line)]) == 1, where
    assert len(frames) == 2, where
    assert len(tall) >= 2, where
    head = next((line for line in lines if line.split()[-5:] == ["1", "2", "3", "4", "5"]), None)
    if head is None:
        assert all(has_figure(lines, str(level)) for level in range(1, 6)), where
    else:
        frame = re.search("┌─+┐", frames[0])
        assert frame is not None
        assert frame.start() <= head.rindex("4") < frame.end(), where
    told = flat(lines)
    assert all(f"Standard number {number}" in told for number in (1, 2, 3)), where
    assert "TO TALK ABOUT FIRST" in told, where
    assert has_figure(lines, "07:40"), where


def test_short_texts_are_figures_and_long_ones_letters_with_air_between_the_lines() -> None:
    short = plain(laid_out(points("People first", "Outcomes matter"), 120, 36))
    assert has_figure(short, "OUTCOMES MATTER")
    long = "Integrated commissioning takes place with a person, with communities and for populations."
    lines = plain(laid_out(points(*[f"{number} {long}" for number in range(5)]), 120, 36))
    told = [line for line in lines if "Integrated" in line]
    assert len(told) == 5
    assert lines[lines.index(told[0]) + 1] == "", "air between the lines of a text"


@pytest.mark.parametrize(
    "text", ["Iechyd a gofal: Ynys Môn", "市民 of 東京", "مجلس الرعاية", "👩‍⚕️ Nurses", "a" * 90]
)
def test_what_figures_cannot_tell_is_told_in_letters(text: str) -> None:
    for size in LARGE:
        lines = plain(laid_out(points(text, "Short"), *size))
        assert text.replace(" ", "") in "".join(lines).replace(" ", "")
        assert len(lines) == size[1]
        assert all(cells(line) <= size[0] for line in lines)


@given(
    st.lists(
        st.tuples(st.text("abc DE.?'(é", min_size=1, max_size=150), st.integers(0, 30)),
        min_size=1,
        max_size=14,
    ),
    st.integers(0, 10),
    st.sampled_from(LARGE),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_no_vote_is_cut_off(
    candidates: list[tuple[str, int]], voices: int, size: tuple[int, int], revealed: bool
) -> None:
    most = max(dots for _, dots in candidates)
    wall = Wall(
        "Which gaps first?",
        question="3 dots each. All may go on one.",
        entries=tuple(
            Entry("numbered", f"X{at:02}. {text} X{at:02}.", str(at), dots if revealed else None, most)
            for at, (text, dots) in enumerate(candidates)
        ),
        voices=tuple(Voice(f"Partner {number}", ready=number % 2 == 0) for number in range(voices)),
        time=TIME,
    )
    told = ""
    for page in range(pages(wall)):
        lines = plain(laid_out(wall, *size, page=page))
        assert len(lines) == size[1]
        assert all(cells(line) <= size[0] for line in lines)
        told += flat(read(lines)).upper()
    assert all(told.count(f"X{at:02}.") == 2 for at in range(len(candidates)))


def test_a_window_with_too_few_lines_has_the_small_form() -> None:
    small = plain(laid_out(vote(), 120, 29))
    assert any(line.endswith("Tip 1") and "5 █" in line for line in small)
    assert not has_figure(small, "07:40")
    entries = tuple(Entry("numbered", f"Tip {number}", str(number), 1, 5) for number in range(1, 6))
    narrow = plain(laid_out(replace(vote(), entries=entries), 71, 36))
    assert not has_figure(narrow, "07:40")


def test_who_has_voted_stands_there_in_the_large_form() -> None:
    voices = (Voice("County Council", True), Voice("Integrated Care Board", False))
    entries = tuple(Entry("numbered", f"Tip {number}", str(number)) for number in range(1, 11))
    lines = plain(laid_out(Wall("Dots", entries=entries, voices=voices, time=TIME), 120, 36))
    told = flat(lines)
    assert "✓ County Council" in told
    assert "… Integrated Care Board" in told


def test_words_in_figures_are_wrapped_and_never_broken() -> None:
    drawn = wrapped_figures("one two three", half_figures, 34)
    assert drawn is not None
    assert read(drawn) == ["ONE TWO", "", "", "", "THREE", "", ""]
    assert wrapped_figures("one two three", half_figures, 20) is None, "three has no room"
    assert wrapped_figures("", half_figures, 34) is None


@pytest.mark.parametrize(
    ("tall", "lines"), [(1, ["██"]), (2, ["▄▄", "██"]), (3, ["▄▄", "██", "██"]), (4, ["██"] * 3 + [""])]
)
def test_bars_of_neighbours_do_not_touch(tall: int, lines: list[str]) -> None:
    assert thick("██", tall) == lines


def test_every_sign_of_the_font_is_told_apart_by_its_pixels() -> None:
    """No blank column inside of one, so that the eye, and these tests, see where it ends."""
    for sign, rows in FONT.items():
        assert sign == " " or all("#" in column for column in zip(*rows, strict=True)), sign
    assert len(set(FONT.values())) >= len(FONT) - 2, "a comma and an apostrophe each have a twin"
