"""A key or click once more, where it means something else than before, on what came with it."""

from typing import Any

import pytest

from sessions.edits import agenda as agenda_edits
from sessions.edits.people import set_attendance
from sessions.kinds.score.edits import reveal
from sessions.kinds.score.records import BALLOTS, agreement_on, round_of
from sessions.record import Session
from sessions.scope import NOT_APPLYING, does_not_apply
from sessions.voices import RECUSALS
from tests.screens.test_double import ITEM, SIZE, Hand, double_click, hand
from workshop.guard import Guard
from workshop.screens.help import HelpScreen
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.screens.summary import SummaryScreen
from workshop.widgets.dialogs.after_reveal import AfterRevealDialog
from workshop.widgets.dialogs.agree import AgreeDialog
from workshop.widgets.dialogs.attendance import AttendanceDialog
from workshop.widgets.dialogs.differences import DifferencesDialog
from workshop.widgets.dialogs.note import TextDialog
from workshop.widgets.dialogs.pick import PickDialog

__all__ = ["hand"]


def revealed(stage: Any, session: Session) -> Session:
    return reveal(ITEM).apply(stage.answered(session, ITEM, [3, 3, 3, 3, 3]), stage.now)


async def test_a_level_outside_all_answers_is_agreed_once_the_question_was_read(
    stage: Any, hand: Hand
) -> None:
    app = stage.app(stage.session(lambda session: revealed(stage, session)), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "1", "enter", "enter")
        hand.now += 0.4
        await pilot.press("enter")
        assert isinstance(app.screen, AgreeDialog)
        assert "↵ again agrees on 1 all the same" in stage.flat(app)
        hand.now += 0.5
        await pilot.press("enter")
        assert agreement_on(stage.saved(), ITEM).level == 1


async def test_a_double_click_on_record_asks_about_a_level_outside_all_answers(stage: Any) -> None:
    app = stage.app(stage.session(lambda session: revealed(stage, session)), guard=Guard())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "1")
        await double_click(stage, pilot, "↵ record")
        await pilot.pause()
        assert isinstance(app.screen, AgreeDialog)
        assert "↵ again agrees on 1 all the same" in stage.flat(app)


async def test_the_choice_after_the_reveal_is_not_made_by_what_led_to_it(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(lambda session: revealed(stage, session)), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "4", "4", "enter")
        assert isinstance(app.screen, AfterRevealDialog)
        await pilot.press("escape")
        await pilot.pause()
        hand.now += 1
        await double_click(stage, pilot, "4 mostly", within="#answers")
        assert isinstance(app.screen, AfterRevealDialog)
        assert round_of(stage.saved(), ITEM) == (1, True)
        hand.now += 0.5
        await pilot.press("enter")
        assert round_of(stage.saved(), ITEM)[0] == 2


async def test_the_room_replaces_the_partners_once_that_was_asked(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(lambda session: stage.answered(session, ITEM, [3])), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("C", "enter", "C")
        assert isinstance(app.screen, PickDialog)
        assert len(BALLOTS.of(stage.saved())) == 1


async def test_a_full_stop_once_more_does_not_ask_anew_why(stage: Any, hand: Hand) -> None:
    def out(session: Session) -> Session:
        return does_not_apply(ITEM, "None").apply(session, stage.now)

    app = stage.app(stage.session(out), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("full_stop", "full_stop")
        assert not isinstance(app.screen, TextDialog)
        assert NOT_APPLYING.of(stage.saved()) == ()


async def test_the_same_letter_once_more_does_nothing_on_what_it_opened(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("question_mark", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        hand.now += 0.5
        await pilot.press("question_mark")
        assert isinstance(app.screen, RunScreen)
        await pilot.press("R", "R")
        assert app.screen._prose.text == "R", "typed at once"
        await pilot.press("escape")
        assert RECUSALS.of(stage.saved()) == ()


async def test_z_and_w_twice_pause_and_blank(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("z", "z")
        assert "PAUSED" in stage.text(app).upper()
        hand.now += 1
        await pilot.press("w", "w")
        assert "ROOM BLANK" in stage.text(app)
        hand.now += 1
        await pilot.press("w")
        assert "ROOM BLANK" not in stage.text(app)


async def test_m_and_its_letters_twice_note_one_thing(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "x", "x")
        assert stage.saved().partners[0].attendance == "left"
        await pilot.press("down")
        await pilot.press("a", "u", "u")
        assert [partner.attendance for partner in stage.saved().partners] == ["there"] * 5, "undo never waits"
        await double_click(stage, pilot, "n add a person")
        assert not isinstance(app.screen, AttendanceDialog)


async def test_a_double_click_on_who_is_here_notes_one_step(stage: Any) -> None:
    app = stage.app(stage.session(), guard=Guard())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        await double_click(stage, pilot, "Care providers")
        after = stage.saved().partners[2].attendance
        expected = set_attendance(stage.saved().partners[2].uid, "apologies").apply(stage.saved(), stage.now)
        assert after == expected.partners[2].attendance


async def test_what_can_go_goes_once_it_was_read(stage: Any, hand: Hand) -> None:
    import datetime as dt

    from workshop.widgets.dialogs.late import LateDialog

    def late(session: Session) -> Session:
        begun = stage.now - dt.timedelta(minutes=200)
        session = agenda_edits.run_clock("s1").apply(session, begun)
        return agenda_edits.stop_clock().apply(session, stage.now)

    app = stage.app(stage.session(late), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("L", "enter", "L")
        assert isinstance(app.screen, LateDialog)
        states = {step.state for step in stage.saved().agenda}
        assert states == {"planned"}
        hand.now += 0.5
        await pilot.press("enter")
        assert isinstance(app.screen, RunScreen)


async def test_h_asks_what_and_an_enter_on_its_heels_hands_nothing_over(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("H", "H", "enter")
        assert isinstance(app.screen, PickDialog)
        assert "Hand over" in stage.flat(app)
        await pilot.press("escape")
        assert isinstance(app.screen, RunScreen)


async def test_the_summary_reveals_and_writes_once(stage: Any, hand: Hand, monkeypatch: Any) -> None:
    written: list[int] = []
    monkeypatch.setattr(SummaryScreen, "_write", lambda *_: written.append(1))
    app = stage.app(stage.session(lambda session: stage.answered(session, ITEM, [3])), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s", "r", "r")
        assert round_of(stage.saved(), ITEM) == (1, True)
        assert "Revealed" in stage.said(app)[-1], "and no word that nothing is left"
        await pilot.press("w", "w")
        await double_click(stage, pilot, "w write")
        assert written == [1]


async def test_a_double_click_reveals_all_that_is_left_and_no_more(stage: Any) -> None:
    app = stage.app(stage.session(lambda session: stage.answered(session, ITEM, [3])), guard=Guard())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await pilot.pause()
        await double_click(stage, pilot, "r reveal all")
        assert isinstance(app.screen, SummaryScreen)
        assert round_of(stage.saved(), ITEM) == (1, True)
        assert "Revealed" in stage.said(app)[-1]


async def test_r_twice_on_the_list_rehearses_and_reveals_nothing(stage: Any, hand: Hand) -> None:
    stage.session(lambda session: stage.answered(session, ITEM, [1, 2, 3, 3, 3]))
    app = stage.app(guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r", "r")
        await pilot.pause()
        assert isinstance(app.screen, RunScreen)
        assert app._open.desk.session.rehearsal
        assert round_of(app._open.desk.session, ITEM) == (1, False)
        await pilot.press("q")


async def test_c_twice_on_the_list_shows_what_differs(stage: Any, hand: Hand) -> None:
    path = stage.folder / f"{stage.session()}.json"
    (stage.folder / f"{path.stem} (conflicted copy).json").write_bytes(path.read_bytes())
    app = stage.app(guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c", "c")
        assert isinstance(app.screen, DifferencesDialog)
        hand.now += 0.5
        await pilot.press("c")
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("keys", [("minus", "minus"), ("plus", "plus"), ("underscore", "underscore")])
async def test_signs_that_say_the_same_again_never_wait(
    stage: Any, hand: Hand, keys: tuple[str, ...]
) -> None:
    app = stage.app(stage.session(), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        before = stage.saved()
        await pilot.press(*keys)
        after = stage.saved()
        minutes = sum(new.minutes - old.minutes for new, old in zip(after.agenda, before.agenda, strict=True))
        answers = len(BALLOTS.of(after))
        assert (abs(minutes), answers) in {(2, 0), (0, 2)}
        await pilot.press("j", "plus", "plus")
