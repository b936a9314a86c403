"""Dot votes by keys, from the dots on the tips to what is discussed next; the room's order of its gaps."""

import re
from collections.abc import Callable
from typing import Any

from sessions import plan
from sessions.edits import event as event_edits
from sessions.kinds import gaps as gap_edits
from sessions.kinds.gap_order import gap_order
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import REVEALED_VOTES, VOTES, dots_of
from sessions.kinds.score import edits as score_edits
from sessions.record import Session
from sessions.rows import Stop
from tests.builders import NOW
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.dots import DotsDialog
from workshop.widgets.dialogs.note import TextDialog

SIZE = (100, 34)
VOTE = "s3"
THREE = (("County Council", "council"), ("ICB", "NHS"), ("Voluntary sector", "voluntary"))


def learning_set(stage: Any, change: Callable[[Session], Session] = lambda session: session) -> str:
    """A learning set of three partners, at its vote."""
    made: str = stage.session(change, template="tips-and-pulse", partners=THREE, at=VOTE)
    return made


def dots(stage: Any, partner: str) -> dict[str, int]:
    """What a partner gave its dots to on disk, by the number of the tip."""
    placed = dots_of(stage.saved(), VOTE).get(partner)
    return {} if placed is None else {item_id.partition("/T")[2]: count for item_id, count in placed.counts}


def focused(stage: Any, app: Any) -> str:
    (line,) = [line for line in stage.text(app, "#vote").split("\n") if line.startswith("▸")]
    return str(line.removeprefix("▸ ").split("  ")[0].strip())


def question(app: Any) -> str:
    """What stands above the open dialog."""
    return str(app.screen.query_one(".title").content)


async def place(stage: Any, pilot: Any, typed: str) -> None:
    """`c`, the dots, Enter."""
    await pilot.press("c")
    await stage.paste(pilot, typed)
    await pilot.press("enter")
    await pilot.pause()


# --- dots -----------------------------------------------------------------------------------------


async def test_from_the_first_dot_to_what_is_discussed_next(stage: Any) -> None:
    app = stage.app(learning_set(stage))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "3 dots for each partner, all on one allowed" in stage.flat(app, "#page")
        await pilot.press("r")
        assert any("Nobody has placed dots yet" in notice for notice in stage.said(app))
        await pilot.press("right")
        assert "What has most dots stands here" in stage.flat(app, "#page")
        await pilot.press("left")

        assert focused(stage, app) == "County Council"
        await pilot.press("c")
        assert question(app) == "Dots of County Council"
        await stage.type(pilot, "4")
        await pilot.press("space", "7", "space", "7")
        assert "all placed" in stage.text(app)
        await pilot.press("enter")
        assert dots(stage, "county-council") == {"4": 1, "7": 2}
        assert focused(stage, app) == "ICB"
        hidden = stage.text(app, "#vote")
        assert "1 of 3 have placed their dots · hidden until the reveal" in hidden
        assert hidden.count("●") == 1, "who, not what"

        await place(stage, pilot, "4x2, 1")
        assert focused(stage, app) == "Voluntary sector"
        await place(stage, pilot, "1")
        assert "3 of 3 have placed dots, 1 with some left over" in stage.flat(app, "#vote")
        await pilot.press("r")
        shown = [line.split() for line in stage.text(app, "#vote").split("\n")]
        assert [line[:2] for line in shown[:3]] == [["1", "4"], ["2=", "1"], ["2=", "7"]]
        assert [line[-1] for line in shown[:3]] == ["●●●", "●●", "●●"]
        await pilot.press("r")
        assert stage.said(app)[-1] == "The dots are revealed already. u hides them again."
        assert [row.activity_id for row in REVEALED_VOTES.of(stage.saved())] == [VOTE]

        await pilot.press("right")
        assert "The last ones tie: 3 go on instead of 2." in stage.flat(app, "#page")
        for title in ("ONE AGENDA, FEW PRIORITIES", "SEE THE BIGGER PICTURE"):
            await pilot.press("right")
            assert title.casefold() in stage.flat(app, "#page").casefold()
        assert "Tip 2 of 3" in stage.flat(app, "#head"), "the two that share the second place are both there"

        await pilot.press("u")
        assert stage.said(app)[-1] == "Undone: reveal of the dots in Dots on the ten tips"
        assert "hidden until the reveal" in stage.flat(app, "#vote"), "undo goes where it was revealed"
        await pilot.press("U")
        assert "2=" in stage.text(app, "#vote")


async def test_too_many_dots_are_refused_beside_the_field(stage: Any) -> None:
    app = stage.app(learning_set(stage))
    async with app.run_test(size=SIZE) as pilot:
        await place(stage, pilot, "3 7 7 7")
        assert isinstance(app.screen, DotsDialog)
        assert "4 dots, but each partner has 3. Take 1 off." in stage.flat(app)
        await pilot.press("backspace")
        assert "Take 1 off" not in stage.flat(app), "what is being mended is no mistake"
        await pilot.press(*["backspace"] * 3, "space", "1", "1", "enter")
        assert "'11' is not on the list" in stage.flat(app)
        assert "Type the numbers that stand before the lines." in stage.flat(app)
        assert VOTES.of(stage.saved()) == ()
        await pilot.press("backspace", "enter")
        assert isinstance(app.screen, RunScreen)
        assert dots(stage, "county-council") == {"1": 1, "3": 1, "7": 1}


async def test_dots_are_corrected_and_taken_back(stage: Any) -> None:
    app = stage.app(learning_set(stage))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c", "enter")
        assert "No dot is placed yet" in stage.flat(app)
        await pilot.press("escape")
        assert VOTES.of(stage.saved()) == ()
        await place(stage, pilot, "2 2 9")
        await pilot.press("up", "c")
        assert app.screen.query_one("#dots").value == "2 2 9", "what was placed is there to be corrected"
        await pilot.press("end", "backspace", "8", "escape")
        assert dots(stage, "county-council") == {"2": 2, "9": 1}, "never mind"
        await pilot.press("c", "end", "backspace", "8", "enter", "up", "c")
        assert dots(stage, "county-council") == {"2": 2, "8": 1}
        await pilot.press("ctrl+u", "enter")
        assert VOTES.of(stage.saved()) == ()
        assert "0 of 3" in stage.text(app, "#vote")
        await pilot.press("u")
        assert stage.said(app)[-1] == "Undone: dots of County Council in Dots on the ten tips"
        assert dots(stage, "county-council") == {"2": 2, "8": 1}


async def test_in_the_room_view_it_is_said_whose_dots_are_taken_back(stage: Any) -> None:
    app = stage.app(learning_set(stage))
    async with app.run_test(size=(80, 24)) as pilot:
        await place(stage, pilot, "2 2 9")
        await pilot.press("v", "up")
        assert stage.said(app)[-1] == "In focus: County Council"
        await pilot.press("backspace")
        assert stage.said(app)[-1] == "The dots of County Council are taken back. u brings them back."
        await pilot.press("u")
        assert dots(stage, "county-council") == {"2": 2, "9": 1}


async def test_one_dot_each_is_a_rule_that_can_be_set(stage: Any) -> None:
    app = stage.app(learning_set(stage))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("o", "backspace", "5", "tab", "enter")
        vote = stage.saved().activity(VOTE)
        assert (vote.dots, vote.stack) == (5, False)
        assert "5 dots for each partner, one dot on each at most" in stage.flat(app, "#page")
        await place(stage, pilot, "3 3")
        assert "Two dots on one are not allowed in this vote" in stage.flat(app)
        await pilot.press("backspace", "4", "enter")
        assert dots(stage, "county-council") == {"3": 1, "4": 1}

        await pilot.press("o", "backspace", "1", "enter")
        assert stage.saved().activity(VOTE).dots == 5
        said = " ".join([*stage.said(app), stage.flat(app)])
        assert "Dots are placed by the old rule" in said
        await pilot.press("escape", "o", "backspace", "enter")
        assert isinstance(app.screen, TextDialog)
        assert "There is no number yet. Type how many, such as 3 or 5." in stage.flat(app)
        await pilot.press("escape", "right", "right", "right", "o")
        assert stage.refused(app) == "There is nothing to set here."


async def test_without_partners_the_whole_room_places_its_dots(stage: Any) -> None:
    app = stage.app(stage.session(template="tips-and-pulse", partners=(), at=VOTE))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert focused(stage, app) == "The whole room"
        await place(stage, pilot, "1 1 2")
        assert dots(stage, "room") == {"1": 2, "2": 1}


async def test_a_vote_opens_again_at_who_has_not_voted(stage: Any) -> None:
    def placed(session: Session) -> Session:
        return vote_edits.vote(VOTE, "county-council", {"tips/T1": 1}).apply(session, stage.now)

    app = stage.app(learning_set(stage, placed))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert focused(stage, app) == "ICB"
        await pilot.press("down")
        assert focused(stage, app) == "Voluntary sector"
        await pilot.press("down")
        assert focused(stage, app) == "County Council"


# --- gaps -----------------------------------------------------------------------------------------


def agreed(session: Session) -> Session:
    """1.1 three below its target, 1.2 two, 1.3 one, 1.4 at it."""
    for item, level, target in (("D1.1", 1, 4), ("D1.2", 2, 4), ("D1.3", 3, 4), ("D1.4", 5, 5)):
        session = score_edits.agree(f"icbo/{item}", level, target=target).apply(session, session.created_at)
    gaps = next(step.id for step in session.agenda if step.kind == "gaps")
    return event_edits.move_to(Stop(activity_id=gaps)).apply(session, NOW)


def order(stage: Any, app: Any, selector: str = "#profile") -> list[str]:
    """The items of the profile from the top, the one in focus marked."""
    text = profile(stage, app, selector)
    return [mark + number for mark, number in re.findall(r"(?m)^ *(▸?) *(\d\.\d)", text)]


def profile(stage: Any, app: Any, selector: str = "#profile") -> str:
    text: str = stage.text(app, selector)
    return text


async def test_the_room_orders_its_gaps(stage: Any) -> None:
    app = stage.app(stage.session(agreed))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "To talk about first: 1.1 " in stage.flat(app, "#page")
        assert "Suggested by distance" in stage.flat(app, "#page")
        assert order(stage, app) == ["▸1.1", "1.2", "1.3", "1.4"]
        await pilot.press("down")
        assert order(stage, app) == ["1.1", "▸1.2", "1.3", "1.4"]
        await pilot.press("left_square_bracket")
        assert order(stage, app) == ["▸1.2", "1.1", "1.3", "1.4"], "the focus goes along"
        assert "To talk about first: 1.2 " in stage.flat(app, "#page")
        assert "In the order you gave them" in stage.flat(app, "#page")
        await pilot.press("left_square_bracket")
        assert order(stage, app) == ["▸1.2", "1.1", "1.3", "1.4"], "no further than the top"
        await pilot.press("right_square_bracket", "right_square_bracket", "right_square_bracket")
        assert order(stage, app)[:3] == ["1.1", "1.3", "▸1.2"]
        assert gap_order(stage.saved()) == ("icbo/D1.1", "icbo/D1.3", "icbo/D1.2")
        await pilot.press("u", "u", "u")
        assert stage.said(app)[-1] == "Undone: order of the gaps"
        assert gap_order(stage.saved()) == ()
        assert "Suggested by distance" in stage.flat(app, "#page")


async def test_the_profile_is_sorted_by_gap_spread_level_and_agenda(stage: Any) -> None:
    def with_answers(session: Session) -> Session:
        for item, levels in (("icbo/D1.3", [1, 1, 5, 5, 5]), ("icbo/D1.2", [2, 3, 2, 3, 2])):
            session = score_edits.reveal(item).apply(stage.answered(session, item, levels), stage.now)
        return agreed(gap_edits.order_gaps(["icbo/D1.3", "icbo/D1.1", "icbo/D1.2"]).apply(session, NOW))

    app = stage.app(stage.session(with_answers))
    async with app.run_test(size=(140, 34)) as pilot:
        await pilot.pause()
        seen = []
        for _ in range(5):
            title = re.search(r"by (\w+)|the room's order", profile(stage, app))
            seen.append((title and title[0], " ".join(name.lstrip("▸") for name in order(stage, app))))
            await pilot.press("f")
        assert seen == [
            ("the room's order", "1.3 1.1 1.2 1.4"),
            ("by spread", "1.3 1.2 1.1 1.4"),
            ("by level", "1.1 1.2 1.3 1.4"),
            ("by agenda", "1.1 1.2 1.3 1.4"),
            ("the room's order", "1.3 1.1 1.2 1.4"),
        ]


async def test_the_close_of_a_domain_says_in_which_order_its_standards_stand(stage: Any) -> None:
    def closing(session: Session) -> Session:
        stops = plan.stops(agreed(session))
        return event_edits.move_to(next(stop for stop in stops if stop.part == "closing")).apply(
            agreed(session), NOW
        )

    app = stage.app(stage.session(closing))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "by agenda" in profile(stage, app, "#so-far")
        assert order(stage, app, "#so-far") == ["1.1", "1.2", "1.3", "1.4"]
        whole = "1.2 Leaders who lead and answer together "
        assert whole in profile(stage, app, "#so-far"), "no room for arrows"


async def test_elsewhere_the_keys_of_the_gaps_say_where_they_are(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f")
        assert "The profile stands in the step of the gaps" in stage.said(app)[-1]
        for key in ("left_square_bracket", "right_square_bracket"):
            await pilot.press(key)
            assert "The gaps are ordered in their own step" in stage.said(app)[-1]
        assert gap_order(stage.saved()) == ()


async def test_a_session_without_gaps_says_how_they_come(stage: Any) -> None:
    def at_gaps(session: Session) -> Session:
        return event_edits.move_to(
            Stop(activity_id=next(step.id for step in session.agenda if step.kind == "gaps"))
        ).apply(session, NOW)

    app = stage.app(stage.session(at_gaps))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "right_square_bracket", "f")
        assert "No gap yet: agree levels with g" in stage.flat(app, "#page")
        assert gap_order(stage.saved()) == ()
