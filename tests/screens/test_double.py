"""A double-click, and a key that is pressed twice: the second one does nothing more."""

from typing import Any

import pytest

from sessions.kinds.prioritise.records import is_revealed
from sessions.kinds.score.records import BALLOTS, round_of
from sessions.outputs.write import write
from tests.builders import Hand
from tests.screens.test_mouse import VOTE, click
from workshop import outbox
from workshop.guard import Guard
from workshop.screens.actions import ActionsScreen
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.screens.setup import SetupScreen
from workshop.screens.summary import SummaryScreen
from workshop.widgets.dialogs.agenda import AgendaDialog
from workshop.widgets.dialogs.counts import CountsDialog
from workshop.widgets.dialogs.note import TextDialog
from workshop.widgets.dialogs.partner import PartnerDialog
from workshop.widgets.dialogs.pick import PickDialog

SIZE = (100, 34)
ITEM = "icbo/D1.2"


@pytest.fixture
def hand() -> Hand:
    return Hand()


async def double_click(stage: Any, pilot: Any, words: str, within: str | None = None) -> None:
    """Click twice on where these words stand first."""
    app = pilot.app
    region = app.screen.query_one(within).content_region if within else app.screen.region
    lines = stage.text(app, within).split("\n")
    y = next(n for n, line in enumerate(lines) if words in line)
    await pilot.click(offset=(region.x + lines[y].index(words) + 1, region.y + y), times=2)
    await pilot.pause()
    await pilot.pause()


async def test_a_double_click_on_a_level_answers_for_one_partner(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await double_click(stage, pilot, "3 part-way", within="#answers")
        assert [ballot.partner_id for ballot in BALLOTS.of(stage.saved())] == ["county-council"]


async def test_a_double_click_on_next_goes_one_item_on(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await double_click(stage, pilot, "→ next", within="#keys")
        assert stage.saved().at.ref == "icbo/D1.3"


async def test_a_double_click_on_reveal_reveals_and_no_more(stage: Any) -> None:
    app = stage.app(stage.session(lambda session: stage.answered(session, ITEM, [1, 2, 3, 3, 3])))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await double_click(stage, pilot, "r reveal", within="#keys")
        assert round_of(stage.saved(), ITEM) == (1, True)


async def test_a_double_click_on_a_partner_opens_its_hands_and_counts_none(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await double_click(stage, pilot, "County Council", within="#answers")
        assert isinstance(app.screen, CountsDialog)
        assert app.screen.query_one("#counts").value == ""
        await double_click(stage, pilot, "esc never mind")
        assert isinstance(app.screen, RunScreen)


async def test_a_double_click_opens_a_session_and_the_session_gets_nothing_of_it(stage: Any) -> None:
    for title in ("Day one", "Day two"):
        stage.session(title=title)
    before = {path: path.read_bytes() for path in stage.library.paths()}
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for row in (0, 1):
            rows = app.screen.query_one("#sessions")
            y = rows.content_region.y + row
            await pilot.click(offset=(rows.content_region.x + 5, y), times=2)
            await pilot.pause()
            assert isinstance(app.screen, RunScreen)
            await pilot.press("q")
            await pilot.pause()
            assert isinstance(app.screen, HomeScreen)
        app.close()
    answers = [BALLOTS.of(stage.library.read(path.stem)) for path in before]
    assert answers == [(), ()]


async def test_a_double_click_in_a_list_of_choices_takes_one_step(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p")
        await stage.paste(pilot, "Who pays?")
        await pilot.press("enter", "b")
        await double_click(stage, pilot, "Who pays?")
        assert isinstance(app.screen, PickDialog)
        assert "What becomes of it?" in stage.flat(app)


async def test_r_twice_reveals_and_no_more_until_it_has_been_seen(stage: Any, hand: Hand) -> None:
    session_id = stage.session(lambda session: stage.answered(session, ITEM, [1, 2, 3, 3, 3]))
    app = stage.app(session_id, guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r", "r")
        hand.now += 0.3
        await pilot.press("r")
        assert round_of(stage.saved(), ITEM) == (1, True)
        hand.now += 0.5
        await pilot.press("r")
        assert stage.said(app), "now it does what it means after the reveal"


async def test_r_twice_asks_before_it_reveals_with_answers_missing(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(lambda session: stage.answered(session, ITEM, [1])), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r", "r")
        assert "4 have not answered yet" in stage.said(app)[-1]
        assert round_of(stage.saved(), ITEM) == (1, False)
        hand.now += 0.5
        await pilot.press("r")
        assert round_of(stage.saved(), ITEM) == (1, True)


async def test_the_dots_are_not_revealed_by_a_double_press_either(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(template="tips-and-pulse", at=VOTE), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c", "1", "enter", "r", "r")
        assert not is_revealed(stage.saved(), VOTE)


async def test_digits_and_arrows_never_wait(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3", "3", "4")
        levels = [ballot.counts.index(1) + 1 for ballot in BALLOTS.of(stage.saved())]
        assert levels == [3, 3, 4]
        await pilot.press("right", "right")
        assert stage.saved().at.ref == "icbo/D1.4"


async def test_the_first_letters_of_a_note_are_typed_at_once(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", *"nnn ok", "enter")
        assert [note.text for note in stage.saved().notes] == ["nnn ok"]


async def test_enter_takes_no_default_that_has_just_come_up(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "enter")
        assert isinstance(app.screen, AgendaDialog)
        hand.now += 0.5
        await pilot.press("enter")
        assert isinstance(app.screen, RunScreen)
        await pilot.press("s", "enter")
        assert isinstance(app.screen, SummaryScreen)
        assert "Writing" not in stage.flat(app)


async def test_q_twice_leaves_the_session_and_not_the_program(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("q", "q")
        assert isinstance(app.screen, HomeScreen)
        assert app.is_running
        assert app._exit is False


async def test_delete_twice_puts_one_session_in_the_bin(stage: Any, hand: Hand) -> None:
    for title in ("Day one", "Day two"):
        stage.session(title=title)
    app = stage.app(guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("delete", "delete")
        assert len(stage.library.paths()) == 1
        for asked_again in (1, 0):
            hand.now += 0.5
            await pilot.press("delete")
            assert len(stage.library.paths()) == asked_again, "the next one goes when that was asked"
        await pilot.press("u", "u")
        assert len(stage.library.paths()) == 2, "undo may be pressed as fast as one likes"


async def test_x_twice_takes_one_step_off_the_agenda(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        for _ in range(2):
            await pilot.press("a")
            await pilot.pause()
            hand.now += 1
            await pilot.press("enter")
            await pilot.pause()
            hand.now += 1
        many = len(stage.saved().agenda)
        await pilot.press("up", "x", "x")
        assert len(stage.saved().agenda) == many - 1
        hand.now += 1
        await pilot.press("x")
        assert len(stage.saved().agenda) == many - 2


async def test_f5_twice_warns_before_it_begins_without_partners(stage: Any, hand: Hand) -> None:
    app = stage.app(guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("f5", "f5")
        assert isinstance(app.screen, SetupScreen)
        assert "No partners yet" in stage.said(app)[-1]
        await pilot.press("f2", "f2")
        assert isinstance(app.screen, PartnerDialog)
        await pilot.press(*"Oxtown NHS Trust")
        assert "[NHS]" in stage.text(app), "no sector was chosen by hand"
        app.close()


async def test_i_twice_does_not_rename_the_session(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i", "i")
        assert isinstance(app.screen, SetupScreen)
        assert app.screen.query_one("#session-title").value == "Day one"
        await pilot.press(*"iii")
        assert app.screen.query_one("#session-title").value == "Day one"
        await pilot.press("D", "i")
        assert app.screen.query_one("#session-title").value == "Day oneDi", "what is typed goes on"


async def test_esc_twice_leaves_the_dialog_and_not_the_list(stage: Any, hand: Hand) -> None:
    app = stage.app(stage.session(), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("A", "a", "escape", "escape")
        assert isinstance(app.screen, ActionsScreen)


async def test_a_click_on_a_key_counts_as_the_same_finger(stage: Any, hand: Hand) -> None:
    """Also where the two clicks are too far apart for the terminal to call them a double-click."""
    session_id = stage.session(lambda session: stage.answered(session, ITEM, [1, 2, 3, 3, 3]))
    app = stage.app(session_id, guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        keys = app.screen.query_one("#keys").content_region
        lines = stage.text(app, "#keys").split("\n")
        y = next(n for n, line in enumerate(lines) if "r reveal" in line)
        at = (keys.x + lines[y].index("r reveal"), keys.y + y)
        for _ in range(2):
            await pilot.click(offset=at)
            await pilot.pause()
            hand.now += 0.4
        assert round_of(stage.saved(), ITEM) == (1, True)


async def test_writing_again_waits_until_it_is_seen_that_it_is_written(
    stage: Any, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(*args: Any, **options: Any) -> Any:
        hand.now += 9
        return write(*args, **options)

    monkeypatch.setattr(outbox, "write", slowly)
    app = stage.app(stage.session(), guard=Guard(hand))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("w")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "The summary is written" in stage.flat(app)
        written = list((stage.folder / "summaries").rglob("*.html"))
        for page in written:
            page.unlink()
        await pilot.press("w")
        await app.workers.wait_for_complete()
        assert not any(page.exists() for page in written)


async def test_what_is_typed_while_a_dialog_comes_up_goes_into_it(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        from textual import events

        for key in "nabc":
            app.post_message(events.Key(key, key))
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, TextDialog)
        assert app.screen._prose.text == "abc"
        await click(stage, pilot, "esc never mind")
