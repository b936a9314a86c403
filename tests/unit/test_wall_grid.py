"""A grid on the wall: figure and word in the cell, whole at every size, on several pages where needed."""

from __future__ import annotations

import pytest

from sessions import plan
from sessions.kinds.appraise import edits
from sessions.record import Session
from sessions.rows import Stop
from tests import appraising as a
from tests.builders import NOW, TODAY
from tests.walls import flat, text
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.pages import paged, pages
from workshop.wall.model import Grid, GridRow, Wall
from workshop.wall.shown import shown

NAMES = (
    "County Council",
    "Integrated Care Board (ICB)",
    "Care providers",
    "Voluntary sector",
    "People with lived experience",
)
SIZES = ((40, 15), (80, 24), (120, 36), (200, 60))


def full() -> Session:
    """Five partners, all five candidates revealed, with means that are none whole."""
    made = a.planned(*a.STEPS, names=NAMES)
    for number, item_id in enumerate((a.A1, a.A2, a.A3, a.A4, a.A5)):
        rows = [[1 + (number * c + p) % (3 + number % 3) for c in range(1, 5)] for p in range(5)]
        made = a.revealed(a.given(made, item_id, rows), item_id)
    return edits.set_weights(a.APPRAISE, {a.K1: 2, a.K3: 4}).apply(made, NOW)


def wall_at(made: Session, stop: Stop) -> Wall:
    return shown(made, stop, TODAY, NOW, None)[0]


def last(made: Session, step_id: str = a.APPRAISE) -> Stop:
    return [stop for stop in plan.stops(made) if stop.activity_id == step_id][-1]


def all_pages(wall: Wall, size: tuple[int, int]) -> list[str]:
    return [line for page in range(pages(wall)) for line in text(wall, size, page)]


@pytest.mark.parametrize("size", SIZES[1:])
def test_every_candidate_stands_there_with_place_figure_and_word(size: tuple[int, int]) -> None:
    made = full()
    wall = wall_at(made, last(made))
    told = flat(all_pages(wall, size))
    for number in range(1, 6):
        assert made.item(f"scope/A{number}").name.split()[0] in told
    assert "With equal weights" in told
    assert "partly" in told, "words beside the figures"
    lines = [line.plain for page in range(pages(wall)) for line in laid_out(wall, *size, page=page)]
    assert max(map(len, lines)) <= size[0]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_overflows_at_any_stop(size: tuple[int, int]) -> None:
    for made in (a.session(), full(), a.viewed(a.settled(a.worked(), a.PAY1, (3, None)), a.O2, None)):
        for stop in plan.stops(made):
            wall = wall_at(made, stop)
            for page in range(pages(wall)):
                lines = laid_out(wall, *size, page=page)
                assert len(lines) == size[1]
                assert all(line.cell_length <= size[0] for line in lines)


def test_figures_are_large_where_the_window_has_the_lines() -> None:
    made = full()
    wall = wall_at(made, last(made))
    assert not any("█" in line.plain for line in laid_out(wall, 80, 24))
    large = [line.plain for line in laid_out(wall, 120, 36)]
    assert sum("█" in line for line in large) >= 10
    candidate = wall_at(made, next(stop for stop in plan.stops(made) if stop.ref == a.A1))
    told = [line.plain for line in laid_out(candidate, 120, 36)]
    assert sum("█" in line for line in told) >= 8
    assert any("from–to" in line for line in told)


def test_where_there_is_no_room_partners_go_before_words_and_words_before_figures() -> None:
    row = GridRow("Value for money", ("4", "5", "2–5", "3.7 mostly"))
    grid = Grid(("County Council", "ICB", "from–to", "together"), (row,), frozenset({0, 1}))
    wide, narrow = (flat(text(Wall("One", grid=grid), size)) for size in ((80, 24), (50, 24)))
    assert "County Council" in wide
    assert "ICB" not in narrow
    assert "3.7 mostly" in narrow
    many = Grid(tuple(f"Criterion {n}" for n in range(9)), (GridRow("A name", ("3.7 mostly",) * 9),))
    told = flat(text(Wall("Many", grid=many), (80, 24)))
    assert told.count("3.7") == 9
    assert "mostly" not in told


def test_a_long_list_goes_over_pages_that_hold_each_row_once() -> None:
    rows = tuple(GridRow(f"Candidate {n}", (f"{n % 5 + 1} partly", str(n)), str(n)) for n in range(1, 31))
    wall = Wall("Long", grid=Grid(("Cost", "total"), rows), sentences=("It is clear.",))
    told = [flat(text(wall, (80, 24), page)) for page in range(pages(wall))]
    assert len(told) > 2
    for number in range(1, 31):
        assert sum(f"{number} Candidate {number} " in page for page in told) == 1, number
    assert "It is clear." in told[-1]
    assert all("Cost" in page for page in told[:-1]), "each under its heads"
    assert [page.grid is None for page in paged(wall)] == [*[False] * (len(told) - 1), True]


def test_names_are_left_out_where_people_answer_for_themselves() -> None:
    made = full().model_copy(update={"as_bodies": False})
    for stop in plan.stops(made):
        for size in SIZES[1:]:
            told = flat(all_pages(wall_at(made, stop), size))
            if stop.part == "item" and stop.activity_id == a.APPRAISE:
                assert "together" in told
                assert not any(name.split()[0] in told for name in NAMES)
