"""By keys and mouse: what else is to be discussed, and candidates that the room names."""

from typing import Any

from sessions.analysis.whole import candidates
from sessions.edits import agenda as agenda_edits
from sessions.kinds.prioritise.records import VoteActivity, dots_of, is_revealed
from sessions.kinds.score.records import ballots_on
from sessions.material import OURS, Item
from sessions.record import Session
from sessions.rows import Stop
from workshop.wall.shown import wall
from workshop.widgets.dialogs.note import TextDialog

SIZE = (80, 24)
TYPED = VoteActivity(id="new", kind="prioritise", title="What first?", minutes=8, candidates="typed", dots=2)


def added(session: Session) -> list[Item]:
    return [item for pack in session.packs for item in pack.items() if item.added]


def with_vote(stage: Any) -> str:
    """Id of a session that stands at a vote on what the room names."""

    def change(session: Session) -> Session:
        session = agenda_edits.add_activity("s1", TYPED).apply(session, stage.now)
        return session.model_copy(update={"at": Stop(activity_id=session.agenda[1].id)})

    return stage.session(change)


async def add(stage: Any, pilot: Any, text: str) -> None:
    await stage.type(pilot, text)
    await pilot.press("enter")


async def test_also_discuss_stands_behind_the_item_and_is_answered_like_any_other(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("I")
        assert isinstance(app.screen, TextDialog)
        assert "after 1.2" in stage.flat(app)
        await add(stage, pilot, "Transport to appointments")
        (item,) = added(stage.saved())
        assert "Added: +1 Transport to appointments" in stage.said(app)[-1]
        assert stage.saved().at.ref == "icbo/D1.2", "the room is still at the one before"
        await pilot.press("right")
        assert stage.saved().at.ref == item.id
        assert "Transport to appointments" in stage.text(app, "#page")
        await pilot.press("3")
        assert [ballot.counts for ballot in ballots_on(stage.saved(), item.id, 1).values()] == [
            (0, 0, 1, 0, 0)
        ]
        await pilot.press("u", "u")
        assert added(stage.saved()) == []
        assert stage.saved().at.ref == "icbo/D1.2"
        await pilot.press("U")
        assert added(stage.saved()) == [item]


async def test_at_a_closing_question_it_comes_at_the_end_of_the_part_it_closes(stage: Any) -> None:
    app = stage.app(stage.session(at="icbo/d1"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("I")
        await add(stage, pilot, "Transport")
        assert "Added: +1 Transport (at the end of this part)" in stage.said(app)[-1]
        assert stage.saved().section("icbo/d1").items[-1].name == "Transport"
        assert stage.saved().at.ref == "icbo/d1"


async def test_what_is_typed_and_not_recorded_is_offered_again(stage: Any) -> None:
    session_id = stage.session()
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("I")
        await stage.type(pilot, "Transport")
        await pilot.press("escape")
        assert added(stage.saved()) == []
        app._open.keep_drafts()
        app._open.desk.file.close()
    app = stage.app(session_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("I")
        assert "Transport" in stage.flat(app)
        await pilot.press("enter", "I")
        assert "Transport" not in stage.flat(app, "#text"), "what was recorded is offered no more"


async def test_too_long_a_text_is_said_while_it_can_still_be_mended(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("I")
        await add(stage, pilot, "w " * 31)
        assert isinstance(app.screen, TextDialog)
        assert "31 words are too many to read aloud" in stage.flat(app)


async def test_it_is_corrected_and_removed_with_the_key_of_notes(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("I")
        await add(stage, pilot, "Transport")
        await pilot.press("right", "N")
        await add(stage, pilot, " by bus")
        assert [item.name for item in added(stage.saved())] == ["Transport by bus"]
        await pilot.press("N", "ctrl+u", "enter")
        assert added(stage.saved()) == []
        assert stage.saved().at.ref == "icbo/D1.2"


async def test_a_step_about_no_items_says_so(stage: Any) -> None:
    app = stage.app(stage.session(at="s1"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("I")
        assert "is about no items" in stage.flat(app)
        assert added(stage.saved()) == []


async def test_candidates_are_named_one_after_another_voted_on_and_ranked(stage: Any) -> None:
    app = stage.app(with_vote(stage))
    async with app.run_test(size=SIZE) as pilot:
        assert "What could it be?" in stage.flat(app)
        assert "add candidate" in stage.text(app, "KeyBar")
        await pilot.press("I")
        for name in ("Reablement", "Memory services", "Carers' breaks"):
            await add(stage, pilot, name)
            assert isinstance(app.screen, TextDialog), "and on to the next one"
        await pilot.press("escape")
        session = stage.saved()
        vote = session.agenda[1]
        first, second, third = candidates(session, vote)
        assert [item.number for item in session.pack(OURS).items()] == ["1", "2", "3"]
        assert [entry.text for entry in wall(session, session.at, stage.now.date()).entries] == [
            "Reablement", "Memory services", "Carers' breaks",
        ]  # fmt: skip
        await pilot.press("c")
        await add(stage, pilot, "2 2")
        assert dict(next(iter(dots_of(stage.saved(), vote.id).values())).counts) == {second: 2}
        await pilot.press("I")
        await add(stage, pilot, "Housing")
        await pilot.press("escape")
        assert len(candidates(stage.saved(), stage.saved().agenda[1])) == 4, "more can be added after"
        await pilot.press("N")
        assert "Memory services" not in stage.flat(app), "dots lie on it"
        await pilot.press("escape", "r", "r")
        assert is_revealed(stage.saved(), vote.id)
        await pilot.press("I")
        assert "has been seen" in stage.flat(app)
        assert {first, third} < set(candidates(stage.saved(), stage.saved().agenda[1]))


async def test_a_click_on_the_key_adds_a_candidate(stage: Any) -> None:
    app = stage.app(with_vote(stage))
    async with app.run_test(size=(120, 36)) as pilot:
        lines = stage.text(app).split("\n")
        y = next(y for y, line in enumerate(lines) if "add candidate" in line)
        await pilot.click(offset=(lines[y].index("add candidate") + 2, y))
        await pilot.pause()
        assert isinstance(app.screen, TextDialog)
