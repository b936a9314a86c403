"""An appraisal and options on the screen and on the wall: digits, reveal, weights, choice, dissent."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from sessions import plan
from sessions.edits import event as event_edits
from sessions.kinds.appraise.records import APPRAISALS, REVEALED, WEIGHINGS, criteria_of
from sessions.kinds.appraise.result import result_of
from sessions.kinds.options.records import VIEWS, choice_of
from sessions.record import Session
from tests import appraising as a
from tests.builders import NOW


def at(session: Session, ref: str, part: str = "item") -> Session:
    """The session at a stop of one of its steps."""
    stop = next(
        s for s in plan.stops(session) if (s.ref, s.part) == (ref, part) or s.activity_id == ref == part
    )
    return event_edits.move_to(stop).apply(session, NOW)


def at_end(session: Session, step_id: str) -> Session:
    stop = [stop for stop in plan.stops(session) if stop.activity_id == step_id][-1]
    return event_edits.move_to(stop).apply(session, NOW)


def app_on(stage: Any, session: Session) -> Any:
    stage.library.create(session).close()
    return stage.app(session.id)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


def levels(stage: Any) -> dict[str, list[int | None]]:
    return {row.partner_id: [level for _, level in row.levels] for row in APPRAISALS.of(stage.saved())}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_digits_fill_criterion_after_criterion_and_then_the_next_partner(stage: Any, size: Any) -> None:
    app = app_on(stage, at(a.session(), a.A1))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "Next digit: County Council on Scale" in stage.flat(app)
        await press(pilot, *"34")
        assert "Next digit: County Council on Value for money" in stage.flat(app)
        await press(pilot, *"25", "4", "minus", *"11", *"234")
        assert levels(stage) == {
            "county-council": [3, 4, 2, 5],
            "icb": [4, None, 1, 1],
            "voluntary-sector": [2, 3, 4],
        }
        assert "2 of 3 answered · hidden until the reveal" in stage.flat(app)
        assert "3 partly" not in stage.text(app, "#appraisal").split("Next digit")[0], (
            "nothing of it is shown"
        )
        await press(pilot, "9")
        assert "no level 9 for Strategic" in " ".join(stage.said(app))
        await press(pilot, "backspace")
        assert levels(stage)["voluntary-sector"] == [2, 3]
        assert "the level on Value for money is taken back" in " ".join(stage.said(app))
        await press(pilot, "u")
        assert levels(stage)["voluntary-sector"] == [2, 3, 4]
        await press(pilot, "v")
        wall = stage.flat(app)
        assert "Scale · Transformational · Value for money · Strategic" in wall
        assert "✓ County Council" in wall
        assert "… Voluntary sector" in wall
        await press(pilot, "v", "5")
        assert "all have answered" in stage.flat(app)
        await press(pilot, "r")
        assert len(REVEALED.of(stage.saved())) == 1
        assert "Scale: Voluntary sector 2, ICB 4. Hear both." in stage.flat(app)
        await press(pilot, "v")
        assert "together" in stage.flat(app)
        assert "of 3" in stage.flat(app)


async def test_back_goes_to_the_partner_before_and_a_reveal_with_some_missing_asks_again(stage: Any) -> None:
    app = app_on(stage, at(a.session(), a.A1))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, *"3425", "backspace")
        assert levels(stage) == {"county-council": [3, 4, 2]}, "the one who has just answered, not the next"
        await press(pilot, "1", "r")
        assert REVEALED.of(stage.saved()) == ()
        assert "2 have not given all levels yet" in " ".join(stage.said(app))
        await press(pilot, "r")
        assert len(REVEALED.of(stage.saved())) == 1
        await press(pilot, "up", "backspace", "5")
        (row,) = APPRAISALS.of(stage.saved())
        assert (row.after_reveal, [level for _, level in row.levels]) == (True, [3, 4, 2, 5])
        assert "changed after the reveal" in stage.flat(app)


async def test_no_part_a_note_and_an_action_hang_on_the_candidate(stage: Any) -> None:
    app = app_on(stage, at(a.session(), a.A2))
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "R", "enter")
        assert "– takes no part" in stage.flat(app)
        await press(pilot, "n", *"Seen", "enter")
        assert stage.saved().notes[0].origin == a.A2
        await press(pilot, *"1234", *"4321")
        assert levels(stage) == {"icb": [1, 2, 3, 4], "voluntary-sector": [4, 3, 2, 1]}
        await press(pilot, "full_stop", *"Gone", "enter", "right")
        assert stage.saved().at.ref == a.A3


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_at_the_end_all_are_compared_and_a_weight_is_moved(stage: Any, size: Any) -> None:
    app = app_on(stage, at_end(a.worked(), a.APPRAISE))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = stage.flat(app, "#page")
        assert "Early help and prevention comes first." in screen
        assert "close, turns if Value for money weighs over 3 instead of 2" in screen
        await press(pilot, "o")
        assert "What does each criterion weigh?" in stage.flat(app)
        await press(pilot, "0", "down", "4", "enter")
        (row,) = WEIGHINGS.of(stage.saved())
        assert dict(row.weights) == {a.K1: 0, a.K2: 1, a.K3: 4, a.K4: 1}
        assert row.after_reveal
        await press(pilot, "o", *"0000", "enter")
        assert "All of them would weigh nothing" in stage.flat(app)
        await press(pilot, "e", "enter")
        assert WEIGHINGS.of(stage.saved()) == ()
        await press(pilot, "v")
        assert "of 20" in stage.flat(app)
        await press(pilot, "v", "u")
        assert len(WEIGHINGS.of(stage.saved())) == 1


async def test_what_is_hidden_at_the_end_is_revealed_there(stage: Any) -> None:
    app = app_on(stage, at_end(a.given(a.session(), a.A1, a.WORKED[a.A1]), a.APPRAISE))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "No levels have been revealed yet." in stage.flat(app)
        await press(pilot, "r")
        assert "Early help and prevention alone has a total yet." in stage.flat(app)


async def test_the_room_settles_levels_and_a_partner_dissents(stage: Any) -> None:
    app = app_on(stage, at(a.session(), a.PAY1))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, *"34")
        assert levels(stage) == {"room": [3, 4]}
        assert "3 partly" in stage.flat(app)
        await press(pilot, "r")
        assert "never hidden" in " ".join(stage.said(app))
        await press(pilot, "x", "down", "enter", *"Dear", "enter")
        assert [(d.partner_id, d.reason) for d in APPRAISALS.of(stage.saved())[0].dissents] == [
            ("icb", "Dear")
        ]
        await press(pilot, "backspace")
        assert levels(stage) == {"room": [3]}
        await press(pilot, "o", "down", "down", "enter")
        assert "Levels are given already" in stage.refused(app)


async def test_criteria_are_typed_and_candidates_named_in_the_room(stage: Any) -> None:
    bare = a.planned({"kind": "appraise", "title": "Ours", "minutes": 9, "criteria": ["Reach"]}, a.STEPS[1])
    step = bare.agenda[0].model_copy(update={"criteria": ()})
    app = app_on(stage, at(bare.model_copy(update={"agenda": (step, *bare.agenda[1:])}), "s1", "s1"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "There are no criteria yet." in stage.flat(app)
        await press(pilot, "o")
        await stage.type(pilot, "Reach; Cost")
        await press(pilot, "enter")
        assert [c.name for c in criteria_of(stage.saved(), stage.saved().agenda[0])] == ["Reach", "Cost"]
        await press(pilot, "I")
        for name in ("Telecare", "A bus"):
            await stage.type(pilot, name)
            await press(pilot, "enter")
        await press(pilot, "escape")
        await press(pilot, "right", *"34", *"44", *"54", "r", "right", *"11", *"11", *"11", "r", "right")
        rows = result_of(stage.saved(), "s1").rows
        assert [(stage.saved().item(row.item_id).name, row.ranked.place) for row in rows] == [
            ("Telecare", 1),
            ("A bus", 2),
        ]
        assert "Telecare comes first." in stage.flat(app)


# --- options --------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_blind_view_the_reveal_the_choice_and_dissent(stage: Any, size: Any) -> None:
    app = app_on(stage, at_end(a.session(), a.OPTIONS))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "g", "escape", "x")
        assert "Record that first" in " ".join(stage.said(app)) or stage.refused(app)
        await press(pilot, "escape", "R")
        assert "If County Council stands aside, leave it out. n keeps why" in stage.flat(app)
        await press(pilot, "escape", "2", "2", "v")
        wall = stage.flat(app)
        assert "✓ ICB" in wall
        assert "2 of 3 said" in wall
        await press(pilot, "v", "7", "minus")
        assert [(row.counts, row.dont_know) for row in VIEWS.of(stage.saved())] == [
            (((a.O2, 1),), 0),
            (((a.O2, 1),), 0),
            ((), 1),
        ]
        await press(pilot, "r", "v")
        assert "Most are for Extended joint commissioning: 2 of 3." in stage.flat(app)
        assert "Extended joint commissioning: County Council, ICB" in stage.flat(app)
        await press(pilot, "v", "g", "7", "2")  # no option has the first number, the other picks its own
        await stage.type(pilot, "It can begin")
        await press(pilot, "enter")
        chosen = choice_of(stage.saved(), a.OPTIONS)
        assert chosen is not None
        assert (chosen.item_id, chosen.reason) == (a.O2, "It can begin")
        await press(pilot, "x")
        await stage.type(pilot, "No money")
        await press(pilot, "enter", "d")
        assert "We choose Extended joint commissioning. Why: It can begin" in stage.flat(app)
        await press(pilot, "enter")
        saved = stage.saved()
        assert [note.kind for note in saved.notes] == ["decision"]
        assert saved.notes[0].origin == a.O2
        assert [own.reason for own in choice_of(saved, a.OPTIONS).dissents] == ["No money"]  # type: ignore[union-attr]
        await press(pilot, "v")
        assert "We choose: Extended joint commissioning · 1 dissent on record" in stage.flat(app)
        await press(pilot, "v", "u", "u", "u")
        assert choice_of(stage.saved(), a.OPTIONS) is None


async def test_hands_are_counted_of_a_partner_and_of_the_room_instead(stage: Any) -> None:
    app = app_on(stage, at_end(a.session(as_bodies=False), a.OPTIONS))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "c", *"1201", "enter")
        (row,) = VIEWS.of(stage.saved())
        assert (row.counts, row.dont_know) == (((a.O1, 1), (a.O2, 2)), 1)
        await press(pilot, "C", "down", "enter", *"940", "enter")
        (row,) = VIEWS.of(stage.saved())
        assert (row.partner_id, row.counts) == ("room", ((a.O1, 9), (a.O2, 4)))
        await press(pilot, "backspace")
        assert VIEWS.of(stage.saved()) == ()


async def test_for_and_against_stand_there_and_what_is_added_is_a_note(stage: Any) -> None:
    app = app_on(stage, at(a.session(), a.O1))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "FOR" in stage.text(app)
        assert "It builds on what works." in stage.flat(app)
        assert "Most services stay apart." in stage.flat(app)
        await press(pilot, "n", *"Staff", "enter", "v")
        assert "SAID HERE" in stage.text(app)
        assert "Staff" in stage.text(app)


async def test_the_mouse_gives_levels_and_views(stage: Any) -> None:
    app = app_on(stage, at(a.session(), a.A1))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        grid = app.screen.query_one("#appraisal")
        lines = [line.plain for line in grid._lines(grid.content_size.width)]
        row = next(n for n, line in enumerate(lines) if line.startswith("1 hardly"))
        await pilot.click("#appraisal", offset=(lines[row].index("4 mostly"), row))
        await pilot.pause()
        assert levels(stage) == {"county-council": [4]}
        lines = [line.plain for line in grid._lines(grid.content_size.width)]
        row = next(n for n, line in enumerate(lines) if "Voluntary sector" in line)
        await pilot.click("#appraisal", offset=(3, row))
        await pilot.pause()
        assert "Next digit: Voluntary sector" in stage.flat(app)


@pytest.mark.parametrize("size", [(40, 15), (60, 20)])
async def test_no_stop_crashes_in_a_small_window(stage: Any, size: Any) -> None:
    made = a.viewed(a.settled(a.worked(), a.PAY1, (3, None)), a.O2, a.O1)
    app = app_on(stage, at(made, "s1", "s1"))
    async with app.run_test(size=size) as pilot:
        for _ in range(len(plan.stops(made)) - 1):
            await press(pilot, "v", "v", "right")
        assert stage.saved().at == plan.stops(made)[-1]
