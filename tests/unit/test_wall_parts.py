"""The parts of a wall: short names, the picture of the answers, and lists of whole entries."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings, strategies as st

from sessions.analysis.spreads import spread
from sessions.material import Level, Scale
from tests.walls import flat
from workshop.cells import cells
from workshop.wall.layout.lists import MOST_LINES, listed, text_part
from workshop.wall.layout.names import MOST_LINES as MOST_OF_A_NAME, in_lines, shortened
from workshop.wall.layout.picture import range_line, rows, strip
from workshop.wall.model import Entry, Picture

NAMES = (
    "County Council",
    "Integrated Care Board (ICB)",
    "Care providers",
    "Voluntary sector",
    "People with lived experience",
)
LONG = tuple(f"{name} of Exampleshire, North Vale and the districts around" for name in NAMES)


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (NAMES, ("County Council", "ICB", "Care providers", "Voluntary", "People")),
        (LONG, ("County Council", "ICB", "Care providers", "Voluntary", "People")),
        (("Exampleshire Borough Council", "Exampleshire District Trust"), ("Council", "District Trust")),
        (("North Vale providers group", "North Vale carers forum"), ("providers", "carers forum")),
        (
            (
                "Exampleshire County Council",
                "NHS Exampleshire Integrated Care Board",
                "Exampleshire Care Association",
                "Exampleshire and North Vale Voluntary Sector Alliance",
                "Healthwatch Exampleshire",
            ),
            ("County Council", "NHS", "Association", "Alliance", "Healthwatch"),
        ),
        (("NHS Trust of the North", "NHS Care Board"), ("NHS Trust", "NHS Care Board")),
        (("County Council", "Borough Council of Vale"), ("County Council", "Borough")),
    ],
)
def test_short_names_fit_and_are_each_their_own(names: Sequence[str], short: Sequence[str]) -> None:
    assert shortened(names, 14, "Exampleshire and North Vale") == dict(zip(names, short, strict=True))


def test_no_short_form_is_another_partners_word() -> None:
    """A word that stands in two names tells neither of them."""
    assert shortened(("Board of North Care", "Board of South Care"), 9, "") is None
    found = shortened(("NHS Integrated Care Board", "NHS Community Foundation Trust"), 14, "")
    assert found == {
        "NHS Integrated Care Board": "Care Board",
        "NHS Community Foundation Trust": "Trust",
    }


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=6), st.integers(3, 30))
@settings(max_examples=100, deadline=None)
def test_short_names_of_anything(names: list[str], width: int) -> None:
    found = shortened(names, width, "Vale")
    if found is not None:
        assert set(found) == set(names)
        assert len(set(found.values())) == len(found)
        assert all(cells(line) <= width for line in found.values())


WORDS = st.sampled_from(
    ["North", "Vale", "Council", "of", "the", "Care", "Board", "(ICB)", "NHS", "Voluntary", "sector", "and"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


@given(
    st.lists(NAMES, min_size=1, max_size=6, unique=True), st.integers(1, 30), st.sampled_from(["", " ×12"])
)
@example(["(ICB)", "(ICB) (ICB)"], 5, "")  # a form in brackets is another's whole name
@example(["Council North Council Council", "North Council North Council Council"], 8, "")  # of one place
@settings(max_examples=100, deadline=None)
def test_names_in_lines_are_of_their_own_whole_words(names: list[str], room: int, suffix: str) -> None:
    wrapped = [in_lines(name, suffix, names, room, "North Vale") for name in names]
    for name, lines in zip(names, wrapped, strict=True):
        if lines is None:
            continue
        assert 1 <= len(lines) <= MOST_OF_A_NAME
        assert all(0 < cells(line) <= room for line in lines)
        own = {*name.split(), *re.sub(r"[()]", " ", name).split(), *suffix.split()}
        assert set(" ".join(lines).split()) <= own
    forms = [" ".join(" ".join(lines).split()) for lines in wrapped if lines is not None]
    assert len(set(forms)) == len(forms), "each is told from the others"


# --- the picture -------------------------------------------------------------------------------------


def levels_of(top: int, label: str = "half way") -> tuple[Level, ...]:
    return Scale(question="?", levels=tuple(Level(number=n + 1, label=label) for n in range(top))).levels


@given(
    counts=st.lists(st.integers(0, 60), min_size=2, max_size=9).filter(any),
    unsure=st.integers(0, 9),
    width=st.integers(34, 110),
)
@settings(max_examples=60, deadline=None)
def test_every_picture_tells_every_count(counts: list[int], unsure: int, width: int) -> None:
    picture = Picture(spread(counts, unsure), ((),) * len(counts), ())
    levels = levels_of(len(counts))
    for drawn in (
        strip(picture, levels, width, names=True),
        strip(picture, levels, width, names=False, airy=True),
        rows(picture, levels, width, names=True),
    ):
        if drawn is None:
            continue
        assert all(line.cell_length <= width for line in drawn)
        page = " ".join(line.plain for line in drawn)
        assert all(re.search(rf"[● ×]{count}\b", page) for count in counts if count)


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        ((1, 0, 3, 0, 0), "├───────────────────◆"),
        ((0, 4, 0, 0, 0), "          ◆"),
        ((1, 0, 0, 1, 0), "├──────────────◆──────────────┤"),
    ],
)
def test_range_with_the_median(counts: Sequence[int], line: str) -> None:
    assert range_line(spread(counts), 10) == line


def test_a_long_scale_is_told_in_rows() -> None:
    picture = Picture(spread((1, 0, 0, 0, 0, 0, 2, 1, 0)), ((),) * 9, ())
    assert strip(picture, levels_of(9), 74, names=True) is None
    drawn = [line.plain for line in rows(picture, levels_of(9), 74, names=True)]
    assert [line.split()[0] for line in drawn[:9]] == list("987654321")
    assert [line[12] for line in drawn[:9]] == list(" ┬◆│││││┴")


# --- lists -------------------------------------------------------------------------------------------


def some(count: int, words: int) -> tuple[Entry, ...]:
    return tuple(Entry("point", f"E{number} " + "word " * words) for number in range(count))


@given(
    count=st.integers(0, 30), words=st.integers(1, 60), width=st.integers(30, 90), space=st.integers(3, 30)
)
@settings(max_examples=60, deadline=None)
def test_entries_are_whole_and_those_left_out_are_counted(
    count: int, words: int, width: int, space: int
) -> None:
    entries = some(count, words)
    parts = listed(entries, width, space, [], text_part([]), gap=0, whole=False)
    assert parts is not None
    lines = [line.plain for part in parts for line in part.lines]
    assert len([line for line in lines if line.strip()]) <= min(MOST_LINES, space)
    page = flat(lines)
    there = [entry for entry in entries if flat([entry.text]) in page]
    left = re.search(r"and (\d+) more|(\d+) in all", page)
    assert len(there) + int(next((group for group in left.groups() if group), 0) if left else 0) == count
    assert page.count("word") == len(there) * words


def test_spare_entries_go_without_a_word() -> None:
    entries = (Entry("heading", "In practice", spare=True), Entry("text", "long " * 300, spare=True))
    parts = listed((*some(2, 3), *entries), 60, 20, [], text_part([]), gap=0, whole=False)
    assert parts is not None
    page = flat([line.plain for part in parts for line in part.lines])
    assert "E1" in page
    assert "PRACTICE" not in page
    assert "more" not in page
