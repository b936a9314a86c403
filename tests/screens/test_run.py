"""Running a session: journeys by keys and by mouse."""

from typing import Any

from textual.widgets import TextArea

from sessions.analysis import whole
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.score.records import BALLOTS, agreement_on, ballots_on, round_of
from sessions.record import Session
from tests.builders import NOW
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.counts import CountsDialog
from workshop.widgets.dialogs.note import TextDialog

ITEM = "icbo/D1.2"


def levels(stage: Any, number: int = 1) -> list[int | None]:
    """The level of each partner on the item, as it is on disk; None is don't know."""
    session = stage.saved()
    ballots = ballots_on(session, ITEM, number)
    found = [ballots.get(partner.id) for partner in session.partners]
    return [None if ballot is None or ballot.dont_know else ballot.counts.index(1) + 1 for ballot in found]


def focused(stage: Any, app: Any) -> str:
    (line,) = [line for line in stage.text(app, "#answers").split("\n") if line.startswith("▸")]
    return line.split("  ")[0].removeprefix("▸ ").strip()


async def test_answering_revealing_and_answering_once_more(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("r")
        assert any("Nobody has answered yet" in notice for notice in stage.said(app))
        await pilot.press("1", "4")
        assert levels(stage)[:2] == [1, 4], "every answer is on disk when its key is done"
        assert focused(stage, app).startswith("Care providers")
        await pilot.press("up", "5", "9")
        assert levels(stage)[:3] == [1, 5, None], "a correction, and on to who has not answered"
        assert any("no level 9" in notice for notice in stage.said(app))
        await pilot.press("4", "4", "0")
        hidden = stage.text(app, "#answers")
        assert hidden.count("● answered") == 5
        assert "all have answered · hidden" in hidden
        assert "Everybody has answered. Let us look." in stage.flat(app, "#aside")

        await pilot.press("r")
        shown = stage.flat(app, "#answers")
        assert "median 4, from 1 to 5, 4 bodies, 1 don't know" in shown
        assert "● answered" not in shown
        await pilot.press("r")
        assert "second round: 0 of 5 answered" in stage.flat(app, "#answers")
        assert focused(stage, app) == "County Council"
        await pilot.press("3", "r")
        assert stage.said(app)[-1] == "4 have not answered yet. r again reveals."
        assert "second round: 1 of 5 answered" in stage.flat(app, "#answers")
        await pilot.press("2", "r")
        assert stage.said(app)[-1] == "3 have not answered yet. r again reveals.", "it asks about others now"
        await pilot.press("r")
        assert stage.said(app) == []
        assert "First view: views split" in stage.flat(app, "#answers")
        assert levels(stage, 2)[0] == 3
        assert levels(stage, 1)[0] == 1
        await pilot.press("r")
        assert any("had its 2 rounds" in notice for notice in stage.said(app))

        await pilot.press("u", "u", "u", "u")
        assert "First view:" not in stage.text(app, "#answers")
        assert stage.said(app)[-1] == "Undone: second round on 1.2"
        await pilot.press("U", "U", "U", "U", "U")
        assert stage.said(app)[-1] == "There is nothing to do again."
        assert round_of(stage.saved(), ITEM) == (2, True)


async def test_a_show_of_hands(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("down", "c")
        assert isinstance(app.screen, CountsDialog)
        await stage.paste(pilot, "0 1 12 2 0 3")
        assert "together 18" in stage.flat(app)
        await stage.paste(pilot, "x")
        assert "is not a number of hands" in stage.flat(app)
        await pilot.press("enter")
        assert isinstance(app.screen, CountsDialog)
        await pilot.press("backspace", "enter")
        assert isinstance(app.screen, RunScreen)
        ballot = BALLOTS.of(stage.saved())[0]
        assert (ballot.partner_id, ballot.counts, ballot.dont_know) == (
            "integrated-care-board-icb",
            (0, 1, 12, 2, 0),
            3,
        )
        await pilot.press("up", "c")
        assert "0 1 12 2 0 3" not in stage.text(app), "before the reveal nobody reads it off"
        await pilot.press("escape", "r", "r", "c")
        assert "0 1 12 2 0 3" in stage.text(app), "after it, it is there to be corrected"
        await pilot.press("escape")
        assert "●12" in stage.text(app, "#answers")


async def test_agreeing_with_target_evidence_and_dissent(stage: Any) -> None:
    app = stage.app(stage.session(lambda session: stage.answered(session, ITEM, [2, 3, 3, 3, 3])))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x")
        assert "Agree one first" in stage.refused(app)
        await pilot.press("escape", "g", "enter")
        assert "Choose the level first" in stage.text(app)
        await pilot.press("w")
        assert "Nothing has been agreed" in stage.text(app)
        await pilot.press("9")
        assert "9 is not on offer here: 1 to 5" in stage.text(app)
        await pilot.press("3")
        assert "4 mostly (the next level up)" in stage.flat(app)
        await pilot.press("2")
        assert "target 2 is below" in stage.flat(app)
        await pilot.press("5", "2", "enter")
        assert isinstance(app.screen, RunScreen)
        assert "✓ Agreed level: 3 part-way · target 5 fully · some evidence" in stage.flat(app, "#answers")
        await pilot.press("up")
        await pilot.press("x")
        await stage.paste(pilot, "Not in our place.")
        await pilot.press("enter", "r")
        rows = stage.text(app, "#answers").split("\n")
        assert [line.endswith("✗") for line in rows if line.startswith("▸")] == [True]
        agreement = agreement_on(stage.saved(), ITEM)
        assert (agreement.level, agreement.target, agreement.evidence) == (3, 5, "some")
        assert [dissent.reason for dissent in agreement.dissents] == ["Not in our place."]

        await pilot.press("x", "ctrl+u", "enter")
        assert agreement_on(stage.saved(), ITEM).dissents == (), "an empty reason takes it back"
        await pilot.press("g", "backspace", "4", "backspace", "down", "backspace", "enter")
        assert "Nobody answered 4: the answers go from 2 to 3." in stage.flat(app)
        await pilot.press("enter")
        agreement = agreement_on(stage.saved(), ITEM)
        assert (agreement.level, agreement.target, agreement.evidence) == (4, None, None)
        await pilot.press("g", "w")
        assert agreement_on(stage.saved(), ITEM) is None
        await pilot.press("u")
        assert isinstance(app.screen, RunScreen)
        assert "✓ Agreed level: 4 mostly" in stage.flat(app, "#answers")


async def test_notes_decisions_and_parked_points(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("n", "enter")
        assert "There is nothing to record yet" in stage.text(app)
        await pilot.press("tab")
        await stage.paste(pilot, "Deed reviewed\nin March")
        await pilot.press("escape")
        assert stage.saved().notes == ()
        await pilot.press("right", "n")
        assert app.screen.query_one(TextArea).text == "", "a draft belongs to its item"
        await pilot.press("escape", "left", "n")
        assert app.screen.query_one(TextArea).text == "Deed reviewed\nin March"
        await pilot.press("tab", "enter")
        await pilot.press("d")
        await stage.paste(pilot, "We pool it.")
        await pilot.press("enter", "p")
        await stage.paste(pilot, "Estates.")
        await pilot.press("enter")
        assert [(note.kind, note.text, note.origin) for note in stage.saved().notes] == [
            ("evidence", "Deed reviewed\nin March", ITEM),
            ("decision", "We pool it.", ITEM),
            ("parked", "Estates.", ITEM),
        ]
        app.screen.query_one("#aside-scroll").scroll_end(animate=False)
        await pilot.pause()
        assert "DECISION: We pool it." in stage.flat(app, "#aside-scroll")
        await pilot.press("n")
        assert app.screen.query_one(TextArea).text == "", "what was recorded is no draft"
        await pilot.press("escape", "N", "down", "enter")
        assert isinstance(app.screen, TextDialog)
        await stage.paste(pilot, " Half.")
        await pilot.press("tab", "enter")
        changed = stage.saved().notes[1]
        assert (changed.kind, changed.text) == ("parked", "We pool it. Half.")
        await pilot.press("N", "enter", "ctrl+u", "backspace", "ctrl+u", "enter")
        assert [note.id for note in stage.saved().notes] == ["N2", "N3"]


async def test_going_about_the_agenda(stage: Any) -> None:
    app = stage.app(stage.session(at=None))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f5")
        await pilot.press("left")
        assert stage.said(app)[-1] == "This is the beginning."
        await pilot.press("3")
        assert stage.said(app)[-1].startswith("There is nothing to answer here.")
        assert "1 level" not in stage.text(app, "#keys")
        await pilot.press("j", "end", "enter")
        assert "Step 10 of 10" in stage.text(app)
        assert "0 actions open. Press s, then w, to write the summary." in stage.flat(app)
        await pilot.press("right")
        assert stage.said(app)[-1] == "This is the end. s writes the summary."
        await pilot.press("j", "home", "down", "down", "down", "escape", "q")
    assert stage.saved().at.activity_id == "s10", "what was only looked at is not gone to"

    again = stage.app(stage.saved().id)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Step 10 of 10" in stage.text(again), "it opens where it was"


async def test_the_aside_takes_the_page_s_place_in_a_narrow_window(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "PROMPTS" not in stage.text(app)
        await pilot.press("e")
        assert "PROMPTS" in stage.text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, RunScreen)
        assert "PROMPTS" not in stage.text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, RunScreen), "esc never leaves a running session"
        await stage.resize(pilot, 120, 36)
        await pilot.pause()
        assert "PROMPTS" in stage.text(app)
        await pilot.press("e")
        assert "PROMPTS" not in stage.text(app)


async def test_the_mouse_picks_partners_and_presses_keys(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = stage.text(app, "#answers").split("\n")
        row = next(n for n, line in enumerate(lines) if "Voluntary" in line)
        await pilot.click("#answers", offset=(4, row))
        assert focused(stage, app) == "Voluntary sector"
        await pilot.press("2")
        assert levels(stage) == [None, None, None, 2, None]
        keys = stage.text(app, "#keys").split("\n")
        y = next(n for n, line in enumerate(keys) if "r reveal" in line)
        await pilot.click("#keys", offset=(keys[y].index("r reveal") + 3, y))
        await pilot.press("r")
        assert round_of(stage.saved(), ITEM) == (1, True)
        await pilot.click("#answers", offset=(4, 0))
        assert focused(stage, app) == "People with lived experience", "a click beside the partners picks none"


async def test_a_session_without_partners_is_answered_by_the_room(stage: Any) -> None:
    app = stage.app(stage.session(partners=()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "r")
        assert "The whole room" in stage.text(app, "#answers")
        assert "all on 4, 1 answer" in stage.text(app, "#answers")


async def test_discussed_items_offer_no_levels(stage: Any) -> None:
    def voted(session: Session) -> Session:
        vote = next(step for step in session.agenda if step.kind == "prioritise")
        candidates = whole.candidates(session, vote)
        for partner in session.partners:
            session = vote_edits.vote(vote.id, partner.id, {candidates[0]: 1}).apply(session, stage.now)
        return vote_edits.reveal_vote(vote.id).apply(session, NOW)

    app = stage.app(stage.session(voted, template="tips-and-pulse", at="s1"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        kinds = {step.id: step.kind for step in screen.desk.session.agenda}
        while kinds[screen.scene.stop.activity_id] != "discuss" or screen.scene.stop.part != "item":
            screen.action_command("next_stop")
        await pilot.pause()
        assert not screen.query_one("#answers-scroll").display
        assert "reveal" not in stage.text(app, "#keys")
        await pilot.press("n")
        await stage.paste(pilot, "Said.")
        await pilot.press("enter")
        assert stage.saved().notes[0].origin == screen.scene.stop.ref
