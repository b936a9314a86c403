"""By keys and mouse: what does not apply, who takes no part, the whole room at once, totals of tables."""

from typing import Any

from sessions import plan
from sessions.analysis.whole import progress
from sessions.edits import event as event_edits
from sessions.kinds.prioritise.records import VOTES, dots_of
from sessions.kinds.score.records import BALLOTS, ballots_on, round_of
from sessions.record import Session
from sessions.rows import ROOM, Stop
from sessions.scope import NOT_APPLYING, does_not_apply
from sessions.voices import RECUSALS
from workshop.wall.shown import wall
from workshop.widgets.dialogs.dots import DotsDialog
from workshop.widgets.dialogs.note import TextDialog

SIZE = (80, 24)
ITEM = "icbo/D1.2"


def people_answer(session: Session) -> Session:
    partners = tuple(partner.model_copy(update={"members": 12}) for partner in session.partners)
    return session.model_copy(update={"as_bodies": False, "partners": partners})


def voting(session: Session) -> Session:
    return event_edits.move_to(Stop(activity_id="s3")).apply(people_answer(session), session.created_at)


# --- does not apply --------------------------------------------------------------------------------


async def test_an_item_does_not_apply_with_a_reason_and_comes_back(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("full_stop")
        assert isinstance(app.screen, TextDialog)
        await pilot.press("enter")
        assert "nothing to record yet" in stage.flat(app), "a reason is needed"
        await stage.type(pilot, "None here")
        await pilot.press("enter")
        assert NOT_APPLYING.of(stage.saved())[0].reason == "None here"
        assert "Does not apply here: None here" in stage.flat(app, "#page")
        assert "does not apply" in stage.text(app, "#head")
        assert stage.said(app)[-1] == "Passed over: → goes on, . again brings it back."
        assert not app.screen.query_one("#answers-scroll").display, "nobody is asked"
        await pilot.press("3")
        assert "here, and . again brings it back" in stage.said(app)[-1]
        assert BALLOTS.of(stage.saved()) == ()
        await pilot.press("right")
        assert stage.saved().at.ref == "icbo/D1.3"
        await pilot.press("left")
        assert stage.saved().at.ref == "icbo/D1.1", "passed over"
        await pilot.press("u")
        assert NOT_APPLYING.of(stage.saved()) == ()
        await pilot.press("U", "right")
        assert stage.saved().at.ref == "icbo/D1.3"


async def test_backspace_and_the_same_key_bring_it_back_and_the_mouse_offers_it(stage: Any) -> None:
    out = lambda session: does_not_apply(ITEM, "None").apply(session, stage.now)  # noqa: E731
    app = stage.app(stage.session(out))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("backspace")
        assert NOT_APPLYING.of(stage.saved()) == ()
        assert "1.2 applies again" in stage.said(app)[-1]
        lines = stage.text(app).split("\n")
        y = next(y for y, line in enumerate(lines) if line.strip().startswith(". does not apply"))
        await pilot.click(offset=(lines[y].index("does not apply") + 2, y))
        await pilot.pause()
        assert isinstance(app.screen, TextDialog)
        await stage.type(pilot, "Still none")
        await pilot.press("enter", "full_stop")
        assert NOT_APPLYING.of(stage.saved()) == ()


async def test_a_whole_domain_does_not_apply(stage: Any) -> None:
    app = stage.app(stage.session(at="icbo/d1"))
    async with app.run_test(size=SIZE) as pilot:
        before = progress(stage.saved())[1]
        await pilot.press("full_stop")
        await stage.type(pilot, "Not ours")
        await pilot.press("enter", "right")
        session = stage.saved()
        assert NOT_APPLYING.of(session)[0].ref == "icbo/d1"
        assert session.at.ref == "icbo/d2"
        items = len(session.section("icbo/d1").items)
        assert progress(session)[1] == before - items
        stop = next(stop for stop in plan.stops(session) if stop.ref == "icbo/D1.1")
        app.screen.desk.go(stop)
        app.screen.arrive()
        await pilot.press("full_stop")
        assert NOT_APPLYING.of(stage.saved()) == (), "from any of its items the domain comes back"


async def test_a_tip_that_is_discussed_can_be_passed_over_too(stage: Any) -> None:
    app = stage.app(stage.session(template="tips-and-pulse", at="principles/P2"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("full_stop")
        await stage.type(pilot, "Not here")
        await pilot.press("enter", "left", "right")
        assert stage.saved().at.ref == "principles/P3"


# --- don't know ------------------------------------------------------------------------------------


async def test_a_hyphen_is_dont_know_as_nought_is(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("minus", "0")
        ballots = ballots_on(stage.saved(), ITEM, 1)
        assert [ballot.dont_know for ballot in ballots.values()] == [1, 1]


# --- recusal ---------------------------------------------------------------------------------------


async def test_a_partner_takes_no_part_and_takes_part_again(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("R")
        await stage.type(pilot, "Bids for it")
        await pilot.press("enter")
        row = RECUSALS.of(stage.saved())[0]
        assert (row.partner_id, row.reason) == ("county-council", "Bids for it")
        assert "– takes no part" in stage.text(app, "#answers")
        assert "0 of 4 answered" in stage.text(app, "#answers")
        await pilot.press("2", "2", "3", "3")
        assert len(ballots_on(stage.saved(), ITEM, 1)) == 4
        assert "all have answered" in stage.text(app, "#answers")
        await pilot.press("r")
        assert round_of(stage.saved(), ITEM)[1], "nobody is waited for"
        assert "Takes no part in this: County Council (Bids for it)." in _wall(app).sentences
        while app.screen.partner.id != "county-council":
            await pilot.press("down")
        await pilot.press("4")
        assert "takes no part in this" in stage.said(app)[-1]
        await pilot.press("R")
        assert RECUSALS.of(stage.saved()) == ()
        await pilot.press("u")
        assert [again.uid for again in RECUSALS.of(stage.saved())] == [row.uid]


def _wall(app: Any) -> Any:
    return wall(app.screen.desk.session, app.screen.desk.session.at, app.screen.scene.today)


# --- the whole room --------------------------------------------------------------------------------


async def test_the_room_is_counted_with_seven_keys_an_item(stage: Any) -> None:
    app = stage.app(stage.session(people_answer))
    async with app.run_test(size=SIZE) as pilot:
        for item_id in (ITEM, "icbo/D1.3"):
            await pilot.press("C", *"01320", "r")  # seven keys
            ballots = ballots_on(stage.saved(), item_id, 1)
            assert ballots[ROOM].counts == (0, 1, 3, 2, 0)
            assert round_of(stage.saved(), item_id)[1]
            await pilot.press("right")
        assert "The whole room" not in stage.text(app, "#answers"), "no row of it elsewhere"


async def test_the_room_replaces_the_partners_only_when_told_so_and_undo_brings_them_back(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "3", "C")
        assert "2 partners have answered here" in stage.flat(app)
        await pilot.press("enter")
        assert len(ballots_on(stage.saved(), ITEM, 1)) == 2, "the first row keeps it so"
        await pilot.press("C", "down", "enter", *"01320", "enter")
        assert ballots_on(stage.saved(), ITEM, 1).keys() == {ROOM}
        await pilot.press("4")
        assert "The whole room answers here" in stage.said(app)[-1]
        assert ballots_on(stage.saved(), ITEM, 1)[ROOM].counts == (0, 1, 3, 2, 0)
        await pilot.press("u")
        assert len(ballots_on(stage.saved(), ITEM, 1)) == 2


async def test_taking_the_hands_back_lets_the_partners_answer(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("C", *"01320", "enter", "backspace")
        assert BALLOTS.of(stage.saved()) == ()
        await pilot.press("4")
        assert ballots_on(stage.saved(), ITEM, 1).keys() == {"county-council"}


async def test_hands_of_the_room_are_typed_blind_where_the_room_looks_on(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "C", *"01")
        assert "typing …" in stage.text(app)
        assert "● 1" not in stage.text(app)


# --- dots ------------------------------------------------------------------------------------------


async def test_a_table_enters_totals_with_how_many_people_voted(stage: Any) -> None:
    app = stage.app(stage.session(voting, template="tips-and-pulse", at="s3"))
    async with app.run_test(size=(110, 36)) as pilot:
        await pilot.press("c")
        assert isinstance(app.screen, DotsDialog)
        await stage.type(pilot, "tip 4: 14, 7:9")
        assert "13 more to place" in stage.text(app), "of 12 people, three dots each"
        await pilot.press("enter")
        placed = dots_of(stage.saved(), "s3")["county-council"]
        assert (dict(placed.counts), placed.people) == ({"tips/T4": 14, "tips/T7": 9}, 12)
        assert "23 of 36 dots, 12 people" in stage.text(app, "#vote")
        await pilot.press("u")
        assert VOTES.of(stage.saved()) == ()


async def test_people_that_nobody_counted_are_asked_for_and_hold_the_totals(stage: Any) -> None:
    def uncounted(session: Session) -> Session:
        partners = tuple(partner.model_copy(update={"members": None}) for partner in session.partners)
        return voting(session).model_copy(update={"partners": partners})

    app = stage.app(stage.session(uncounted, template="tips-and-pulse", at="s3"))
    async with app.run_test(size=(110, 36)) as pilot:
        await pilot.press("c")
        await stage.type(pilot, "4:14")
        await pilot.press("enter")
        assert "How many people placed dots? Type the number." in stage.text(app)
        await pilot.press("4", "enter")
        assert "14 dots, but 4 people have 12" in stage.text(app)
        await pilot.press("backspace", "5", "enter")
        assert dots_of(stage.saved(), "s3")["county-council"].people == 5


async def test_the_whole_room_votes_at_once_by_keys_and_mouse(stage: Any) -> None:
    app = stage.app(stage.session(voting, template="tips-and-pulse", at="s3"))
    async with app.run_test(size=(110, 36)) as pilot:
        await pilot.press("C")
        await stage.type(pilot, "4:14")
        lines = stage.text(app).split("\n")
        y = next(y for y, line in enumerate(lines) if "Governance and law first" in line and "│ 5" in line)
        await pilot.click(offset=(lines[y].index("Governance"), y))
        await pilot.pause()
        await pilot.press("enter")
        placed = dots_of(stage.saved(), "s3")
        assert placed.keys() == {ROOM}
        assert (dict(placed[ROOM].counts), placed[ROOM].people) == ({"tips/T4": 14, "tips/T5": 1}, 60)
        await pilot.press("c")
        assert "the whole room" in stage.text(app), "the room is the one that votes here"
