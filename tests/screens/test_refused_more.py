"""Text typed after a refused or late command about the room, and after a dialog that ended with a refusal."""

from dataclasses import replace
from typing import Any

import pytest

from sessions.edits import notes as note_edits
from sessions.kinds.score.edits import answer, reveal
from sessions.kinds.score.records import BALLOTS, round_of
from sessions.record import Session
from sessions.rows import ROOM
from sessions.scope import does_not_apply
from sessions.voices import RECUSALS, take_no_part
from tests.screens.test_mouse import VOTE, click
from tests.screens.test_refused import burst
from workshop.guarded import GuardedApp
from workshop.screens.actions import ActionsScreen
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.agenda import AgendaDialog
from workshop.widgets.dialogs.attendance import AttendanceDialog
from workshop.widgets.dialogs.counts import CountsDialog
from workshop.widgets.dialogs.dots import DotsDialog
from workshop.widgets.dialogs.note import TextDialog
from workshop.widgets.dialogs.pick import PickDialog

SIZE = (100, 34)
ITEM = "icbo/D1.2"
COUNCIL = "county-council"


async def typed_on(stage: Any, pilot: Any, before: Session) -> None:
    """Go on typing: nothing is done, and it stands until esc."""
    assert (why := stage.refused(pilot.app))
    await pilot.press(*"sqrw3", "full_stop", "enter")
    assert stage.refused(pilot.app) == why
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, RunScreen)
    assert stage.saved() == before


@pytest.mark.parametrize("key", ["C", "R", "full_stop"])
async def test_on_the_welcome_there_is_nothing_to_say_of(stage: Any, key: str) -> None:
    app = stage.app(stage.session(at="s1"))
    async with app.run_test(size=SIZE) as pilot:
        before = stage.saved()
        await pilot.press(key)
        await typed_on(stage, pilot, before)


@pytest.mark.parametrize("key", ["C", "R", "full_stop", "m"])
async def test_in_a_window_that_only_reads(stage: Any, key: str) -> None:
    app, session_id = stage.app(stage.session()), stage.saved().id
    with stage.library.open(session_id):
        async with app.run_test(size=SIZE) as pilot:
            before = stage.saved()
            await pilot.press(key)
            await typed_on(stage, pilot, before)


async def test_where_everybody_else_is_out_nobody_is_asked_why(stage: Any) -> None:
    def alone(session: Session) -> Session:
        for partner in session.partners[1:]:
            session = take_no_part(ITEM, partner.id, "").apply(session, stage.now)
        return session

    app = stage.app(stage.session(alone))
    async with app.run_test(size=SIZE) as pilot:
        before = stage.saved()
        await pilot.press("R")
        await typed_on(stage, pilot, before)


@pytest.mark.parametrize(("key", "first"), [("R", "R"), (".", "full_stop")])
async def test_a_reason_typed_faster_than_its_dialog_goes_into_it(stage: Any, key: str, first: str) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(first)
        burst(app, "qs3")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, TextDialog)
        assert app.screen._prose.text == "qs3", key


async def test_hands_of_the_room_typed_while_it_asks_before_replacing_replace_nothing(stage: Any) -> None:
    app = stage.app(stage.session(lambda session: stage.answered(session, ITEM, [3])))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("C", *"0,4,15,7,2", *"qsr")
        assert isinstance(app.screen, PickDialog)
        await pilot.press("enter")
        assert isinstance(app.screen, RunScreen), "what stands is kept"
        assert [ballot.partner_id for ballot in BALLOTS.of(stage.saved())] == [COUNCIL]
        await pilot.press("C")
        await click(stage, pilot, "Count the whole room instead")
        assert isinstance(app.screen, CountsDialog)


async def test_dots_of_the_room_typed_while_it_asks_before_replacing_replace_nothing(stage: Any) -> None:
    app = stage.app(stage.session(template="tips-and-pulse", at=VOTE))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c", "1", "enter")
        before = stage.saved()
        await pilot.press("C", *"4:1q")
        assert isinstance(app.screen, PickDialog)
        await pilot.press("enter")
        assert isinstance(app.screen, RunScreen)
        assert stage.saved() == before
        await pilot.press("C", "down", "enter")
        assert isinstance(app.screen, DotsDialog)


async def test_a_click_on_who_takes_no_part_is_no_way_round(stage: Any) -> None:
    def out(session: Session) -> Session:
        return take_no_part(ITEM, COUNCIL, "").apply(session, stage.now)

    app = stage.app(stage.session(out))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        before = stage.saved()
        await click(stage, pilot, "County Council")
        await pilot.pause()
        if not stage.refused(app):
            await click(stage, pilot, "County Council")
        assert "takes no part" in stage.refused(app)
        await typed_on(stage, pilot, before)


async def test_dissent_of_a_room_without_an_agreed_level_is_refused_before_anybody_is_picked(
    stage: Any,
) -> None:
    def counted(session: Session) -> Session:
        session = answer(ITEM, ROOM, [0, 0, 9, 0, 0], instead=True).apply(session, stage.now)
        return reveal(ITEM).apply(session, stage.now)

    app = stage.app(stage.session(counted))
    async with app.run_test(size=SIZE) as pilot:
        before = stage.saved()
        await pilot.press("x")
        await typed_on(stage, pilot, before)


# --- a key that took something back instead of asking why -----------------------------------------------


def out(session: Session, stage: Any) -> Session:
    return take_no_part(ITEM, COUNCIL, "Bids").apply(session, stage.now)


def passed(session: Session, stage: Any) -> Session:
    return does_not_apply(ITEM, "No such thing").apply(session, stage.now)


@pytest.mark.parametrize(
    ("key", "before", "said"),
    [
        ("R", out, "County Council takes part again."),
        ("full_stop", passed, "1.2 applies again."),
    ],
)
async def test_a_reason_typed_after_it_was_taken_back_does_nothing(
    stage: Any, key: str, before: Any, said: str
) -> None:
    app = stage.app(stage.session(lambda session: before(session, stage)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*(["up"] if key == "R" else []))
        app.screen.take_focus(replace(app.screen.in_focus, id=COUNCIL))
        await pilot.press(key)
        assert said in stage.said(app)[-1]
        after = stage.saved()
        await pilot.press(*"srqn", "space", "3", "enter")
        assert stage.refused(app).startswith(said)
        assert "What you type here is not recorded." in stage.flat(app)
        await pilot.press("escape")
        assert isinstance(app.screen, RunScreen)
        assert stage.saved() == after
        await pilot.press("n")
        assert isinstance(app.screen, TextDialog), "it was put away: a letter is a command again"


async def test_what_is_no_text_passes_and_so_does_undo(stage: Any) -> None:
    app = stage.app(stage.session(lambda session: out(session, stage)))
    async with app.run_test(size=SIZE) as pilot:
        app.screen.take_focus(replace(app.screen.in_focus, id=COUNCIL))
        await pilot.press("R", "u", *"nothing")
        assert stage.refused(app).startswith("Undone: ")
        await pilot.press("escape")
        assert [row.reason for row in RECUSALS.of(stage.saved())] == ["Bids"]
        app.screen.take_focus(replace(app.screen.in_focus, id=COUNCIL))
        await pilot.press("R", "3")
        assert [ballot.partner_id for ballot in BALLOTS.of(stage.saved())] == [COUNCIL]
        await pilot.press("u", "u", "up", "R", "down", "n")
        assert isinstance(app.screen, TextDialog), "who goes on is not typing a reason"


async def test_a_click_passes_and_so_does_a_letter_once_the_words_are_gone(stage: Any) -> None:
    app = stage.app(stage.session(lambda session: passed(session, stage)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("full_stop")
        await click(stage, pilot, "n note")
        assert isinstance(app.screen, TextDialog)
        await pilot.press("escape", "u", "full_stop")
        app.clear_notifications()
        await pilot.press("n")
        assert isinstance(app.screen, TextDialog)


# --- a dialog that ends with a refusal -----------------------------------------------------------------


def refuse(app: GuardedApp, monkeypatch: Any) -> None:
    """Have the record take no change."""
    from sessions.problem import Problem

    def full(_: object) -> None:
        raise Problem("This cannot be recorded")

    monkeypatch.setattr(app._open.desk, "apply", full)  # type: ignore[attr-defined]


@pytest.mark.parametrize("keys", [("n",), ("a",), ("full_stop",), ("R",), ("d",)])
async def test_a_text_that_was_refused_stands_and_is_offered_again(
    stage: Any, monkeypatch: Any, keys: tuple[str, ...]
) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        before = stage.saved()
        await pilot.press(*keys, *"Why", "enter")
        assert stage.saved() != before
        await pilot.press("u")
        if keys == ("R",):
            await pilot.press("up")
        refuse(app, monkeypatch)
        before = stage.saved()
        await pilot.press(*keys, *"Half", "enter")
        assert stage.refused(app) == "This cannot be recorded."
        await typed_on(stage, pilot, before)
        monkeypatch.undo()
        await pilot.press(*keys)
        field = app.screen.query("#text, #line").first()
        assert "Half" in (getattr(field, "text", "") or getattr(field, "value", ""))


async def test_a_refused_action_in_the_list_of_actions(stage: Any, monkeypatch: Any) -> None:
    def with_action(session: Session) -> Session:
        return note_edits.add_action(note_edits.ActionFields("Ring them")).apply(session, stage.now)

    app = stage.app(stage.session(with_action))
    async with app.run_test(size=SIZE) as pilot:
        refuse(app, monkeypatch)
        await pilot.press("A")
        for key in ("a", "enter"):
            await pilot.press(key, *" x", "enter")
            assert stage.refused(app) == "This cannot be recorded."
            await pilot.press(*"sqv", "escape")
            assert isinstance(app.screen, ActionsScreen)


async def test_a_refused_title_stands_before_the_agenda_and_is_kept(stage: Any, monkeypatch: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        app.screen.action_wish("rename")
        await pilot.pause()
        monkeypatch.setattr("workshop.screens.run.refusal", lambda _: "")
        refuse(app, monkeypatch)
        agenda = stage.saved().agenda
        await stage.paste(pilot, "Scores")
        await pilot.press("enter")
        assert stage.refused(app)
        await pilot.press(*"xsq", "escape")
        assert isinstance(app.screen, AgendaDialog)
        assert stage.saved().agenda == agenda


async def test_a_refused_person_stands_before_the_list_of_who_is_here(stage: Any, monkeypatch: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "n", *"Priya")
        refuse(app, monkeypatch)
        await pilot.press("enter")
        assert stage.refused(app)
        await pilot.press(*"xlat", "escape")
        assert isinstance(app.screen, AttendanceDialog)
        monkeypatch.undo()
        await pilot.press("n")
        assert app.screen.query_one("#name").value == "Priya"
        assert all(partner.attendance == "there" for partner in stage.saved().partners)


async def test_a_question_on_the_way_takes_no_letter_and_no_digit(stage: Any) -> None:
    """After the reveal a digit is offered a choice; the digits that follow choose nothing."""

    def revealed(session: Session) -> Session:
        session = stage.answered(session, ITEM, [1, 2, 3, 3, 3])
        return reveal(ITEM).apply(session, stage.now)

    app = stage.app(stage.session(revealed))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "3", *"23qs")
        assert isinstance(app.screen, PickDialog)
        await pilot.press("escape")
        assert round_of(stage.saved(), ITEM) == (1, True)
        assert len(BALLOTS.of(stage.saved())) == 5
