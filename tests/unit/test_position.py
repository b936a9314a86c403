"""Where a session is: the rows of the agenda, and the head of the screen."""

import dataclasses
import datetime as dt

import pytest

from sessions import schedule
from sessions.edits import agenda as agenda_edits, notes as note_edits
from sessions.kinds.score import edits as score_edits
from sessions.rows import Stop
from tests.builders import NOW, new_session as made
from workshop.steps.position import Place, agenda_rows, countdown_words, place
from workshop.widgets.head import Head

# --- the agenda -----------------------------------------------------------------------------------


def test_the_agenda_has_minutes_time_taken_state_and_what_was_recorded() -> None:
    session = agenda_edits.run_clock("s1").apply(made(), NOW)
    session = agenda_edits.stop_clock().apply(session, NOW + dt.timedelta(seconds=130))
    session = agenda_edits.set_state("s2", "skipped").apply(session, NOW)
    session = agenda_edits.set_state("s6", "next session").apply(session, NOW)
    session = note_edits.add_note("comment", "Said.", origin="principles/P2").apply(session, NOW)
    session = score_edits.agree("principles/P3", 4).apply(session, NOW)
    rows = agenda_rows(session, NOW)
    heads = [row.words for row in rows if not row.words.startswith(" ")]
    assert heads[:2] == ["Welcome (8 min, took 2)", "Open actions (10 min) · SKIPPED"]
    assert heads[5] == "Actions (8 min) · NEXT SESSION"
    items = {row.stop.ref: row for row in rows if row.stop.part == "item" and row.words.startswith(" ")}
    assert [items[f"principles/P{number}"].mark for number in (1, 2, 3)] == ["·", "•", "✓"]
    assert items["principles/P3"].words.endswith("· agreed level 4")


def test_what_a_step_takes_at_the_moment_is_in_its_row() -> None:
    session = agenda_edits.run_clock("s1").apply(made(), NOW)
    for seconds, said in ((29, "Welcome (8 min)"), (30, "took 1)"), (149, "took 2)")):
        assert agenda_rows(session, NOW + dt.timedelta(seconds=seconds))[0].words.endswith(said)


# --- the head -------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [8, 30, 80, 110])
@pytest.mark.parametrize(("left", "shape"), [(300, ""), (120, "▲"), (30, "▲▲"), (-5, "■")])
def test_the_head_shows_the_turn_by_shape_in_its_width(width: int, left: int, shape: str) -> None:
    head = Head()
    session = made()
    clock = schedule.countdown(10, 600 - left)
    head.show(place(session, Stop(activity_id="s1")), countdown_words(clock), "running", "")
    (line,) = head.build(width)
    assert line.cell_length <= max(width, 12)
    if width >= 30:
        assert schedule.figures(left) in line.plain
        assert line.plain.count("▲") == shape.count("▲")
        assert ("■" in line.plain) is (shape == "■")


LONG = "15:40 left · item 02:00 left · 12 min behind"


def of_head(width: int, time: str = "15:40 left", **change: str) -> str:
    head = Head()
    place = Place("Exampleshire", "Domain 2: People", "Step 3 of 8 · Standard 2 of 6", "1 Dec 2026")
    head.show(dataclasses.replace(place, **change), time, "running", "")
    (line,) = head.build(width)
    assert line.cell_length <= max(width, 12)
    return line.plain


def test_the_head_leaves_out_the_date_then_the_place_before_the_activity() -> None:
    for time in ("", "15:40 left", LONG):
        shown = [False] * 3
        for width in range(20, 200):
            line, named = of_head(width, time), shown[0]
            shown = [part in line for part in ("Domain 2: People", "Exampleshire", "1 Dec 2026")]
            assert shown == sorted(shown, reverse=True), (width, line)
            assert shown[0] >= named, "a wider head never loses the activity"
        assert shown == [True] * 3


def test_at_110_columns_the_head_names_the_activity_beside_two_countdowns() -> None:
    named = "Domain 1: Building the foundations"
    line = of_head(108, LONG, activity=named)
    assert line.startswith(f"{named}  ")
    assert line.endswith(f" Standard 2 of 6  {LONG}")
    assert "Step 3 of 8" not in line, "the number of the step makes room for it too"
    assert "Step 3 of 8" in of_head(130, LONG, activity=named)


def test_without_an_activity_the_head_names_the_session() -> None:
    assert of_head(100, activity="").startswith("Exampleshire · 1 Dec 2026  ")
    assert of_head(46, activity="").startswith("Exampleshire  ")
