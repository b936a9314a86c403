"""A turn as the room sees it: whose it is, what the others do, the clock in large figures, who comes next."""

import datetime as dt

import pytest

from sessions.edits.agenda import run_clock_at
from sessions.edits.event import move_to
from sessions.record import Session
from sessions.rows import Stop
from tests.builders import NOW, TODAY
from tests.turns import PRIYA, SAM, TOM, at, commits, turns_session
from tests.walls import SIZES
from workshop.cells import cells
from workshop.wall.layout.figures import half_figures
from workshop.wall.layout.page import laid_out
from workshop.wall.model import Wall
from workshop.wall.shown import shown


def room(session: Session, stop: Stop, minutes: float) -> Wall:
    """The wall so many minutes after the stop was reached."""
    here = run_clock_at(stop).apply(move_to(stop).apply(session, NOW), NOW)
    return shown(here, stop, TODAY, NOW + dt.timedelta(minutes=minutes), None)[0]


def text(wall: Wall, size: tuple[int, int]) -> str:
    return " ".join(" ".join(line.plain for line in laid_out(wall, *size)).split())


@pytest.mark.parametrize("size", SIZES)
def test_it_names_the_turn_the_part_what_the_others_do_and_who_comes_next(size: tuple[int, int]) -> None:
    wall = room(turns_session(), at(PRIYA, 2), 1)
    shown_text = text(wall, size)
    for said in (
        "Turn 1 of 3",
        "Questions to understand",
        "Ask only to understand",
        "Next: Tom Okafor",
    ):
        assert said in shown_text, said
    lines = [line.plain.strip() for line in laid_out(wall, *size)]
    name = half_figures("Priya Shah")
    assert name is not None
    assert "Priya Shah" in shown_text or all(line.strip() in lines for line in name)
    assert all(cells(line.plain) <= size[0] for line in laid_out(wall, *size))
    assert len(laid_out(wall, *size)) == size[1]


@pytest.mark.parametrize("size", [(60, 20), *SIZES[1:], (200, 60)])
def test_the_clock_of_the_turn_stands_in_large_figures_in_every_window(size: tuple[int, int]) -> None:
    lines = [line.plain for line in laid_out(room(turns_session(), at(PRIYA, 2), 1), *size)]
    blocks = [line for line in lines if set(line.strip()) and set(line.strip()) <= set("█▀▄ ")]
    assert len(blocks) >= 3, "of the 19 minutes that are left"
    assert any("this part 03:00 left" in line for line in lines)
    assert any("turn 19:00 left" in line for line in lines)


def test_it_says_by_word_that_a_turn_is_over() -> None:
    wall = room(turns_session(), at(PRIYA), 21)
    assert wall.time is not None
    assert (wall.time.stage, wall.time.figures) == ("over", "01:00")
    assert "over time" in wall.time.words


def test_commitments_are_counted_and_the_last_turn_is_said_to_be() -> None:
    made = commits(turns_session(), PRIYA)
    assert room(made, at(PRIYA, 4), 0).next == "1 commitment noted. Next: Tom Okafor"
    assert room(made, at(TOM, 4), 0).next == "Next: Sam Lee"
    assert room(made, at(SAM), 0).next == "This is the last turn."


def test_what_is_noted_never_stands_there() -> None:
    made = commits(turns_session(), PRIYA, "Call the trust")
    for stop in (Stop(activity_id="s2"), *(at(who, part) for who in (PRIYA, TOM) for part in (1, 2, 3, 4))):
        assert "Call the trust" not in text(room(made, stop, 1), (120, 36))


@pytest.mark.parametrize("size", SIZES[1:])
def test_the_start_shows_the_order_the_parts_and_that_it_stays_in_the_room(size: tuple[int, int]) -> None:
    shown_text = text(room(turns_session(), Stop(activity_id="s2"), 1), size)
    assert "20 minutes each. What is brought stays in this room." in shown_text
    assert "1 Priya Shah" in shown_text
    assert "Open questions only: 8 minutes" in shown_text
    nobody = room(turns_session(people=(), names=()), Stop(activity_id="s2"), 1)
    assert "Nobody has a turn yet" in text(nobody, size)
