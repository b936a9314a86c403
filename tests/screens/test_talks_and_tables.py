"""Readings, talks, work at tables, guesses and the evaluation at the keys and with the mouse."""

from __future__ import annotations

from typing import Any

import pytest

from sessions import plan
from sessions.edits import event as event_edits
from sessions.kinds.evaluation.records import words_of
from sessions.kinds.guesses import guesses_on, is_shown
from sessions.kinds.score.records import ballots_on, round_of
from sessions.record import Session
from sessions.rows import ROOM
from tests.builders import NOW
from tests.talks import PARTNERS, WHOLE, morning
from workshop import opening
from workshop.screens.summary import SummaryScreen
from workshop.widgets.dialogs.peek import PeekDialog

SIZE = (120, 36)
ITEM, STATEMENT = "figures/F4", "evaluation/E1#today"
SIZES = ((40, 15), (80, 24), (120, 36))


def at(stage: Any, ref: str, part: str = "") -> str:
    """Id of a morning, at the stop with this reference, or at this part of this step."""
    session = morning(*PARTNERS, text=WHOLE)
    stops = plan.stops(session)
    stop = next(s for s in stops if (s.ref == ref) or (s.activity_id == ref and s.part == part))
    session = event_edits.move_to(stop).apply(session, NOW)
    stage.library.create(session).close()
    return session.id


def saved(stage: Any) -> Session:
    session: Session = stage.saved()
    return session


def told(stage: Any, app: Any) -> str:
    """What was said in passing, or stands until it is put away."""
    return " ".join((*stage.said(app), stage.refused(app)))


async def typed(stage: Any, pilot: Any, key: str, text: str) -> None:
    """A key, a text in the dialog that it opens, Enter."""
    await pilot.press(key)
    await pilot.pause()
    await stage.paste(pilot, text)
    await pilot.press("enter")
    await pilot.pause()


async def test_a_talk_is_led_from_its_speaker_to_what_comes_out_of_it(stage: Any) -> None:
    app = stage.app(at(stage, "s4", "start"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Dr Amina Shah" in stage.flat(app, "#page")
        assert "“Welcome Dr Amina Shah.”" in stage.flat(app, "#aside")
        await typed(stage, pilot, "o", "Tom, Age UK")
        assert saved(stage).activity("s4").speaker == "Tom, Age UK"  # type: ignore[attr-defined]
        await pilot.press("u")
        assert "Dr Amina Shah" in stage.flat(app, "#page")
        await pilot.press("right")
        assert "Your questions" in stage.flat(app, "#page")
        await typed(stage, pilot, "n", "Begin on the ward")
        assert [(note.origin, note.text) for note in saved(stage).notes] == [("s4", "Begin on the ward")]
        assert "comment: Begin on the ward" in stage.flat(app, "#aside")
        await typed(stage, pilot, "a", "Ask the wards @Tom")
        assert saved(stage).actions[0].origin == "s4"
        await pilot.press("full_stop", "escape")
        assert "s4" not in str(saved(stage).tables.get("not_applying", ())), "it is no item"
        await pilot.press("N")
        await pilot.pause()
        assert "Change N1" in stage.text(app)


async def test_each_table_feeds_back_and_the_room_sees_it(stage: Any) -> None:
    app = stage.app(at(stage, "s5", "start"))
    async with app.run_test(size=(100, 28)) as pilot:
        await pilot.pause()
        assert "Choose the two changes" in stage.flat(app, "#page")
        await pilot.press("right", "right")
        assert "ICB" in stage.flat(app, "#page")
        await typed(stage, pilot, "n", "Two more nurses")
        assert saved(stage).notes[0].origin == "s5/icb"
        await pilot.press("v")
        await pilot.pause()
        room = stage.flat(app, "#wall")
        assert "WHAT WE HEARD" in room
        assert "Two more nurses" in room
        await pilot.press("v", "u")
        await pilot.pause()
        assert saved(stage).notes == ()
        await pilot.press("left", "left")
        await typed(stage, pilot, "o", " Say why.")
        assert saved(stage).activity("s5").task.endswith("here. Say why.")  # type: ignore[attr-defined]


async def test_the_task_and_the_way_of_feeding_back_are_chosen_in_one_box(stage: Any) -> None:
    app = stage.app(at(stage, "s5", "start"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("o", "tab", "enter")
        await pilot.pause()
        assert saved(stage).activity("s5").feed_back == "together"  # type: ignore[attr-defined]
        await pilot.press("right")
        assert "What the tables bring back" in stage.flat(app, "#page")


async def test_a_reading_is_paged_for_the_room(stage: Any) -> None:
    app = stage.app(at(stage, "integration-reference/messages"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("v")
        await pilot.pause()
        first = stage.flat(app, "#wall")
        assert "page 1 of 2" in first
        await pilot.press("pagedown")
        await pilot.pause()
        assert "page 2 of 2" in stage.flat(app, "#wall")
        await pilot.press("v", "right", "right")
        await pilot.pause()
        assert "1.1 Across" in stage.flat(app, "#page")


async def test_guesses_are_typed_blind_and_shown_with_the_figure(stage: Any) -> None:
    app = stage.app(at(stage, ITEM))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("7")
        assert any("c takes a guess" in notice for notice in stage.said(app))
        await typed(stage, pilot, "c", "12 per cent")
        await typed(stage, pilot, "c", "8,765; 33")
        assert {who: row.figures for who, row in guesses_on(saved(stage), ITEM).items()} == {
            "county-council": ("12 per cent",),
            "icb": ("8,765", "33"),
        }
        for secret in ("12 per cent", "8,765", "45 per cent"):
            assert secret not in stage.flat(app)
        assert "2 of 3 have guessed · hidden until the reveal" in stage.flat(app)
        await pilot.press("k")
        await pilot.pause()
        assert isinstance(app.screen, PeekDialog)
        assert "45 per cent (2018)" in stage.flat(app)
        await pilot.press("space")
        await pilot.press("v")
        await pilot.pause()
        assert "✓ ICB" in stage.flat(app, "#wall")
        await pilot.press("c")
        assert "The room sees this window" in told(stage, app)
        await pilot.press("escape")
        await pilot.press("v", "r")
        await pilot.pause()
        assert not is_shown(saved(stage), ITEM)
        assert any("1 has not guessed yet" in notice for notice in stage.said(app))
        await pilot.press("r")
        await pilot.pause()
        assert is_shown(saved(stage), ITEM)
        assert "45 per cent (2018)" in stage.flat(app, "#page")
        assert "ICB: 8,765" in stage.flat(app, "#page")
        await pilot.press("u", "down", "backspace")
        await pilot.pause()
        assert not is_shown(saved(stage), ITEM)


async def test_the_whole_room_guesses_instead(stage: Any) -> None:
    app = stage.app(at(stage, ITEM))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await typed(stage, pilot, "C", "10, 20, 45")
        assert guesses_on(saved(stage), ITEM)[ROOM].figures == ("10", "20", "45")
        await pilot.press("backspace")
        await pilot.pause()
        assert guesses_on(saved(stage), ITEM) == {}
        await typed(stage, pilot, "c", "a lot")
        assert "There is no figure in 'a lot'" in stage.flat(app)


async def test_a_click_on_a_partner_takes_its_guess(stage: Any) -> None:
    app = stage.app(at(stage, ITEM))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.click("#guesses", offset=(4, 1))
        await pilot.pause()
        await pilot.click("#guesses", offset=(4, 1))
        await pilot.pause()
        assert "Guess of ICB" in stage.flat(app)


async def test_an_evaluation_by_hands_and_in_words(stage: Any) -> None:
    app = stage.app(at(stage, STATEMENT))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "What we did today is of use to me." in stage.flat(app, "#page")
        await pilot.press("C")
        await pilot.pause()
        await stage.type(pilot, "0 1 3 9 4")
        await pilot.press("enter")
        await pilot.pause()
        assert ballots_on(saved(stage), STATEMENT, 1)[ROOM].counts == (0, 1, 3, 9, 4)
        assert "hidden until the reveal" in stage.flat(app)
        for key in ("g", "x", "R"):
            await pilot.press(key)
            assert "Nothing is agreed on here" in told(stage, app), key
            await pilot.press("escape")
        await pilot.press("r")
        await pilot.pause()
        assert round_of(saved(stage), STATEMENT) == (1, True)
        assert "median 4" in stage.flat(app)
        for key in ("r", "3", "c", "backspace"):
            await pilot.press(key)
            assert "revealed already" in told(stage, app), key
            await pilot.press("escape")
        assert round_of(saved(stage), STATEMENT) == (1, True)
        await pilot.press("right", "right")
        await typed(stage, pilot, "c", "useful, dull, useful")
        assert [(row.word, row.count) for row in words_of(saved(stage), "s7")] == [("useful", 2), ("dull", 1)]
        assert "useful ×2" in stage.flat(app, "#page")
        await pilot.press("backspace", "down", "enter")
        await pilot.pause()
        assert [row.word for row in words_of(saved(stage), "s7")] == ["useful"]
        await pilot.press("right")
        await typed(stage, pilot, "n", "The tables")
        await pilot.press("right")
        await typed(stage, pilot, "n", "More breaks")
        assert [note.origin for note in saved(stage).notes] == ["s7/worked", "s7/change"]


async def test_who_answered_what_is_named_nowhere(stage: Any) -> None:
    app = stage.app(at(stage, STATEMENT))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("1", "5", "5", "r")
        await pilot.pause()
        assert "sees it" not in stage.flat(app)
        await pilot.press("v")
        await pilot.pause()
        assert "County" not in stage.flat(app, "#wall")


async def test_cards_are_written_from_the_summary(stage: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    app = stage.app(at(stage, "s5", "start"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("c")
        await pilot.pause()
        (path,) = (stage.folder / "summaries").glob("*-cards.html")
        assert "Tip 1" in path.read_text("utf-8")
        opened: list[object] = []
        monkeypatch.setattr(opening, "show", lambda path, **_: opened.append(path))
        await pilot.press("o")
        await app.workers.wait_for_complete()
        assert opened == [path]


@pytest.mark.parametrize("size", SIZES)
async def test_every_stop_is_shown_in_every_size(stage: Any, size: tuple[int, int]) -> None:
    app = stage.app(at(stage, "s4", "start"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for _ in range(len(plan.stops(saved(stage)))):
            await pilot.press("v")
            await pilot.pause()
            await pilot.press("v", "right")
            await pilot.pause()
        assert saved(stage).at.activity_id == "s8"  # type: ignore[union-attr]
