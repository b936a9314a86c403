"""The profile and the order of the gaps: what is revealed or agreed, and sorted as asked."""

import pytest

from sessions.analysis import whole
from sessions.kinds import gaps as gap_edits
from sessions.kinds.score import edits as score_edits
from sessions.rows import Stop
from tests.builders import FIRST_FIVE as ITEMS, NOW, TODAY, page, profiled
from workshop.profile import SORTINGS, Sorting, profile
from workshop.wall.layout.profile import strip
from workshop.widgets.profile import ProfileView


@pytest.mark.parametrize(
    ("sorting", "order"),
    [
        ("agenda", [0, 1, 2, 4]),
        ("gap", [0, 4, 1, 2]),
        ("level", [0, 4, 2, 1]),
        ("spread", [1, 0, 2, 4]),
    ],
)
def test_the_profile_sorts_and_leaves_out_what_is_hidden(sorting: Sorting, order: list[int]) -> None:
    assert [row.item_id for row in profile(profiled(), sorting)] == [ITEMS[number] for number in order]
    assert set(SORTINGS) == {"gap", "spread", "level", "agenda"}


def test_the_order_of_the_room_wins_over_the_suggested_one() -> None:
    session = gap_edits.order_gaps([ITEMS[4], ITEMS[0]]).apply(profiled(), NOW)
    assert [row.item_id for row in profile(session, "gap")][:2] == [ITEMS[4], ITEMS[0]]
    assert next(row.item_id for row in profile(session, "level")) == ITEMS[0], "only by gap"
    gaps = Stop(activity_id=next(step.id for step in session.agenda if step.kind == "gaps"))
    shown = page(session, gaps, TODAY)
    assert shown.lines[0].text.startswith("To talk about first: 1.5 ")
    assert shown.lines[1].text.startswith("In the order you gave them")
    suggested = page(profiled(), gaps, TODAY)
    assert suggested.lines[0].text.startswith("To talk about first: 1.1 ")
    assert suggested.lines[1].text.startswith("Suggested by distance")


def test_a_gap_that_comes_up_later_stands_after_those_the_room_ordered() -> None:
    session = gap_edits.order_gaps([ITEMS[4], ITEMS[0]]).apply(profiled(), NOW)
    session = score_edits.agree(ITEMS[1], 1, target=5).apply(session, NOW)
    assert [gap.item_id for gap in whole.gaps(session)] == [ITEMS[4], ITEMS[0], ITEMS[1]]


def test_a_section_has_its_own_profile() -> None:
    assert [row.item_id for row in profile(profiled(), "agenda", "icbo/d1")] == [
        ITEMS[number] for number in (0, 1, 2, 4)
    ]
    assert profile(profiled(), "agenda", "icbo/d2") == ()


def test_the_strip_shows_level_and_target_or_the_range_of_the_answers() -> None:
    low, split, top, plain = (
        next(row for row in profile(profiled(), "agenda") if row.item_id == ITEMS[number])
        for number in (0, 1, 2, 4)
    )
    assert strip(low) == "█───────────○   ·"
    assert strip(split) == "├───────────────┤"
    assert strip(top) == "·   ·   ·   ·   █"
    assert strip(plain) == "·   ·   █───○   ·"


@pytest.mark.parametrize("width", [1, 12, 17, 20, 28, 30, 40, 80, 120])
def test_the_profile_keeps_to_its_width_and_marks_the_gap_in_focus(width: int) -> None:
    view = ProfileView()
    view.show(profile(profiled(), "gap"), ITEMS[4], "  by gap")
    lines = view.build(width)
    assert max(line.cell_length for line in lines) <= width
    assert [line.plain.startswith("▸") for line in lines] == [False, False, True, False, False]
    if width >= 12:
        assert "▴ ▾" in lines[2].plain
    if width >= 100:
        assert "█ agreed level  ○ target" in lines[0].plain
        assert [line.plain.rstrip().rpartition("views ")[2] for line in lines[3:]] == ["split", "agree"]


def test_an_empty_profile_says_so() -> None:
    assert [line.plain for line in ProfileView().build(40)] == ["Nothing is revealed or agreed here yet."]
