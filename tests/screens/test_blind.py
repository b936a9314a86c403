"""What is typed before the reveal: no screen that the room sees tells it; the facilitator can peek."""

from typing import Any

import pytest

from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VOTES
from sessions.kinds.score.records import BALLOTS
from sessions.record import Session
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.blind import BlindInput
from workshop.widgets.dialogs.peek import PeekDialog

SIZE = (100, 34)
ITEM = "icbo/D1.2"
VOTE = "s3"


def painted(app: Any) -> tuple[object, ...]:
    """All that the terminal is told: every cell with its colours, and where the cursor stands."""
    strips = app.screen._compositor.render_strips()
    return app.cursor_position, *(
        tuple((segment.text, segment.style) for segment in strip) for strip in strips
    )


async def watched(stage: Any, session: str, typed: list[list[str]]) -> list[tuple[object, ...]]:
    """What a mirrored window shows after each of these groups of keys."""
    app = stage.app(session)
    seen = []
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("v")
        for keys in typed:
            await pilot.press(*keys)
            await pilot.pause()
            seen.append(painted(app))
    return seen


async def test_the_room_cannot_tell_two_shows_of_hands_apart(stage: Any, tmp_path: Any) -> None:
    """The same key presses but for the levels: the same screen after each of them."""
    runs = []
    for folder, hands, levels in (("a", "005001", "14523"), ("b", "300201", "52341")):
        here = type(stage)(tmp_path / folder / "sessions")
        keys = [
            ["c"],
            *([hand] for hand in hands),
            ["enter"],
            ["up"],
            ["c"],
            ["escape"],
            *([n] for n in levels),
        ]
        runs.append(await watched(here, here.session(), keys))
        assert BALLOTS.of(here.saved()) != ()
    assert [n for n, (one, other) in enumerate(zip(*runs, strict=True)) if one != other] == []


async def test_the_room_cannot_tell_two_votes_apart(stage: Any, tmp_path: Any) -> None:
    """One dot after the other, on other candidates and with other numbers of characters."""
    runs = []
    for folder, dots in (("a", ("1", "4", "4")), ("b", ("10", "9", "3x1"))):
        here = type(stage)(tmp_path / folder / "sessions")
        steps = [["c"], *([*dot, "space"] for dot in dots), ["enter"], ["up"], ["c"]]
        runs.append(await watched(here, here.session(template="tips-and-pulse", at=VOTE), steps))
        assert sum(count for _, count in VOTES.of(here.saved())[0].counts) == 3
    assert [n for n, (one, other) in enumerate(zip(*runs, strict=True)) if one != other] == []


async def test_a_hidden_show_of_hands_is_a_bullet_a_hand(stage: Any) -> None:
    app = stage.app(stage.session(lambda session: counted(session, 6)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "c")
        assert "type: nothing of it is shown" in stage.text(app)
        await pilot.press("0", "3", "1", "0")
        told = stage.text(app)
        assert "typing …" in told
        assert "●" not in told, "not before every level has its number"
        await pilot.press("0")
        assert stage.text(app).count("●") == 4
        assert "031" not in stage.text(app)
        await pilot.press("3", "enter")
        assert "More hands than County Council has people: at most 6 together." in stage.flat(app)
        await pilot.press("backspace", "x")
        assert "'x'" not in stage.text(app)
        assert "That is no show of hands." in stage.flat(app)
        await pilot.press("f6")
        assert "03100x" in stage.text(app), "asked for, it is shown"
        assert "'x' is not a number" not in stage.text(app)
        await pilot.press("f6")
        assert "03100" not in stage.text(app)
        await pilot.press("backspace", "enter")
        assert isinstance(app.screen, RunScreen)
        assert BALLOTS.of(stage.saved())[0].counts == (0, 3, 1, 0, 0)


def counted(session: Session, members: int) -> Session:
    partner = session.partners[0].model_copy(update={"members": members})
    return session.model_copy(update={"partners": (partner, *session.partners[1:])})


async def test_hidden_dots_are_bullets_once_all_are_placed(stage: Any) -> None:
    app = stage.app(stage.session(template="tips-and-pulse", at=VOTE))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "c", *"7", "space", *"7")
        assert "●" not in stage.text(app), "not before all are placed"
        assert "the dots are shown once all are placed" in stage.flat(app)
        assert "7 7" not in stage.text(app)
        await pilot.press("space", *"99", "enter")
        assert "'99'" not in stage.text(app)
        assert "That cannot be placed." in stage.flat(app)
        await pilot.press("backspace", "backspace", "1")
        assert "●●●  all placed" in stage.text(app)
        await pilot.press("backspace", "enter")
        assert dict(VOTES.of(stage.saved())[0].counts) == {"tips/T7": 2}
        assert "left over" not in " ".join(stage.said(app))
        await pilot.press("up", "c")
        assert "Dots of County Council (has placed dots already; new ones replace them)" in stage.flat(app)
        await pilot.press("enter")
        assert "No dot is placed yet." in stage.flat(app), "an empty field takes nothing back there"
        await pilot.press("escape")
        assert len(VOTES.of(stage.saved())) == 1


async def test_the_room_cannot_tell_dots_on_one_from_dots_on_three(stage: Any, tmp_path: Any) -> None:
    """After every key, however the dots are written, up to the last one."""
    runs = []
    for folder, dots in (("a", "7 3 2"), ("b", "7x2 1")):
        here = type(stage)(tmp_path / folder / "sessions")
        steps = [["c"], *(["space" if key == " " else key] for key in dots)]
        seen = await watched(here, here.session(template="tips-and-pulse", at=VOTE), steps)
        runs.append(seen[:-1])
    assert runs[0] == runs[1]


async def test_who_comes_next_does_not_tell_the_room_who_has_dots_left(stage: Any, tmp_path: Any) -> None:
    runs = []
    for folder, last in (("a", ["4", "space", "4", "space", "4"]), ("b", ["4"])):
        here = type(stage)(tmp_path / folder / "sessions")
        all_of_them = ["c", *"7x3", "enter"]
        steps = [["down"], *[all_of_them] * 3, ["c", *last, "enter"], ["c"], ["escape"], all_of_them, ["c"]]
        seen = await watched(here, here.session(template="tips-and-pulse", at=VOTE), steps)
        runs.append(seen)
    assert [n for n, (one, other) in enumerate(zip(*runs, strict=True)) if one != other] == []


async def test_the_rule_is_not_changed_before_the_room(stage: Any) -> None:
    """It is refused only for some dots: that would tell which."""
    app = stage.app(stage.session(template="tips-and-pulse", at=VOTE))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "o")
        assert stage.refused(app) == "The room sees this window. v goes back to yours."
        await pilot.press("escape", "v", "o")
        assert not isinstance(app.screen, RunScreen)


async def test_what_is_hidden_is_not_copied(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "c", *"12", "shift+home", "ctrl+c")
        assert app.clipboard == ""
        await pilot.press("ctrl+x")
        assert app.clipboard == ""
        assert app.screen.query_one(BlindInput).value == ""


# --- peeking --------------------------------------------------------------------------------------


async def test_the_facilitator_peeks_and_any_key_ends_it(stage: Any) -> None:
    app = stage.app(stage.session(lambda session: stage.answered(session, ITEM, [1, None])))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("k")
        told = stage.flat(app)
        assert "hidden from the room · peeking" in told
        scale = stage.saved().scale_of(ITEM)
        assert f"County Council 1 {scale.label(1)}" in told
        assert "Integrated Care Board (ICB) don't know" in told
        before = stage.saved()
        await pilot.press("r")
        assert isinstance(app.screen, RunScreen)
        assert stage.saved() == before, "the key only ends it"
        assert "● answered" in stage.text(app, "#answers")
        await pilot.press("k")
        await pilot.click(offset=(2, 2))
        assert isinstance(app.screen, RunScreen)
        await pilot.press("k", "escape", "v", "k")
        assert isinstance(app.screen, RunScreen)
        assert stage.said(app)[-1] == "The room sees this window. v goes back to yours."
        await pilot.press("v")
        assert stage.said(app) == [], "nothing said before the window turned stays in it"
        await pilot.press("r", "r", "k")
        assert stage.said(app)[-1] == "Nothing is hidden here."


async def test_the_facilitator_peeks_at_dots(stage: Any) -> None:
    def placed(session: Session) -> Session:
        return vote_edits.vote(VOTE, "county-council", {"tips/T7": 2}).apply(session, stage.now)

    app = stage.app(stage.session(placed, template="tips-and-pulse", at=VOTE))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("k")
        assert "County Council 2 dots on 7" in stage.flat(app)


async def test_a_peek_goes_by_itself(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        app.push_screen(PeekDialog("1.2", [("ICB", "3")], seconds=0.001))
        for _ in range(50):
            if isinstance(app.screen, RunScreen):
                break
            await pilot.pause(0.001)
        assert isinstance(app.screen, RunScreen)


# --- a digit where people answer for themselves ---------------------------------------------------


@pytest.mark.parametrize(("bodies", "said"), [(False, "One answer of 6. c counts all hands."), (True, "")])
async def test_a_digit_of_a_body_of_several_says_what_it_counts(stage: Any, bodies: bool, said: str) -> None:
    def people(session: Session) -> Session:
        return counted(session, 6).model_copy(update={"as_bodies": bodies})

    app = stage.app(stage.session(people))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4")
        assert (said in stage.said(app)) is (not bodies)
        assert BALLOTS.of(stage.saved())[0].counts == (0, 0, 0, 1, 0)
