"""The picture of risks on the wall and on the page: map and list, in every window."""

from datetime import date

import pytest

from sessions import plan
from sessions.edits import notes as note_edits
from tests.asked import (
    RISK,
    found,
    in_the_middle,
    item,
    last_wall,
    rated,
    risky,
    stop_at,
    told,
)
from tests.builders import NOW, TODAY, page
from tests.walls import SIZES, at, flat, text
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.pages import pages

LIKELY, IMPACT = f"{RISK}#likelihood", f"{RISK}#impact"


def test_the_map_says_word_and_count_and_which_items() -> None:
    session = rated(rated(rated(risky(), 1, 1, 1), 2, 1, 1), 3, 3, 2)
    session = told(session, f"{item(4)}#likelihood", (2, 2, 2, 2), 2)
    session = told(session, f"{item(4)}#impact", (1, 2, 2, 2))
    shown = last_wall(session)
    assert "LIKELIHOOD low medium high" in shown
    lines = text(at(session, stop_at(session, "", "picture")))
    high = next(number for number, line in enumerate(lines) if line.strip().startswith("high"))
    assert lines[high].rstrip().endswith("■ high  2")
    assert lines[high + 1].rstrip().endswith("1  2")
    medium = next(number for number, line in enumerate(lines) if line.strip().startswith("medium"))
    assert "◆ medium  1" in lines[medium]
    assert "4?" in lines[medium + 1]
    assert "? not settled" in shown
    assert "Cox 2008" in shown
    assert "1= 1 Financial impact likelihood high, impact high" in last_wall(session, 1)
    assert "likelihood medium, impact medium? (median 2 of 4 answers)" in last_wall(session, 1)


def test_without_impact_the_list_stands_under_words_and_counts() -> None:
    session = told(rated(rated(risky(impact=False), 1, 3), 2, 1), LIKELY.replace("R1", "R3"), (1, 1, 2, 2))
    shown = last_wall(session)
    assert "■ HIGH: 2" in shown
    assert "1= 3 What people think of it high? (median 1½ of 4 answers)" in shown
    assert "○ LOW: 1" in shown
    assert "Cox" not in shown, "there is no matrix"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("impact", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_every_page_of_every_stop_fits_its_window(size: tuple[int, int], impact: bool, seed: int) -> None:
    session = in_the_middle(risky(impact=impact), seed, seed)
    for stop in plan.stops(session):
        wall = at(session, stop)
        for number in range(pages(wall)):
            lines = text(wall, size, number)
            assert len(lines) == size[1]
            assert all(len(line) <= size[0] for line in lines)


def test_all_that_is_rated_stands_on_some_page() -> None:
    session = in_the_middle(risky(), 5, 5)
    wall = at(session, stop_at(session, "", "picture"))
    for size in SIZES[1:]:
        shown = " ".join(flat(text(wall, size, number)) for number in range(pages(wall)))
        for risk in (risk for risk in found(session) if risk.is_begun):
            assert session.item(risk.item_id).name in shown


def test_high_stands_on_top_where_the_levels_are_rows() -> None:
    session = told(risky(), LIKELY, (1, 2, 2, 3))
    wall = at(session, stop_at(session, LIKELY))
    lines = [line.plain for line in laid_out(wall, 120, 36)]
    high, low = (next(at for at, line in enumerate(lines) if word in line) for word in ("█  high", "█ low"))
    assert high < low
    assert "┬" in lines[high]
    assert "┴" in lines[low]
    between = [line[:40] for line in lines[high + 1 : low]]
    assert all("│" in line or "◆" in line for line in between)


def test_the_large_map_has_its_counts_in_figures() -> None:
    session = rated(rated(risky(), 1, 1, 1), 2, 1, 1)
    lines = [line.plain for line in laid_out(at(session, stop_at(session, "", "picture")), 120, 36)]
    assert any("▀▀█  ■ high" in line for line in lines)


def test_the_facilitator_has_the_list_below_the_map() -> None:
    session = rated(rated(risky(), 1, 1, 1), 3, 3, 2)
    scene = Scene(session, stop_at(session, "", "picture"), TODAY)
    view = view_at(scene)
    drawing, lines = view.shown_below(scene)  # type: ignore[attr-defined]
    assert drawing is not None
    assert [line.text for line in lines][:2] == [
        "1   1 Financial impact · ■ high · likelihood high, impact high · ▲ no action yet",
        "2   3 What people think of it · ○ low · likelihood low, impact medium",
    ]
    assert page(session, scene.stop).lines[0].text == "1 high, 1 low. The worst first:"


def test_what_is_done_about_a_risk_stands_with_it_and_that_nothing_is() -> None:
    session = rated(rated(rated(risky(), 1, 1, 1), 2, 1, 1), 3, 3, 2)
    fields = note_edits.ActionFields("Set up a board", owner="Priya", due=date(2027, 1, 30))
    session = note_edits.add_action(fields, origin=RISK).apply(session, NOW)
    shown = last_wall(session, 1)
    said = "likelihood high, impact high"
    assert f"1= 1 Financial impact {said} → A1 Set up a board · Priya · 30 Jan 2027" in shown
    assert f"1= 2 Clinical outcomes {said} ▲ no action yet" in shown
    assert shown.count("no action yet") == 1, "a low one needs none"
    scene = Scene(session, stop_at(session, "", "picture"), TODAY)
    _, lines = view_at(scene).shown_below(scene)  # type: ignore[attr-defined]
    assert lines[0].text.endswith(f"{said} · → A1 Set up a board · Priya · 30 Jan 2027")
