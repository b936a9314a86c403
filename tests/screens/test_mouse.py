"""What keys do, done with the mouse: votes, gaps, levels, and the keys at the foot of a dialog."""

import re
from typing import Any

from sessions.edits import event as event_edits
from sessions.kinds.gap_order import gap_order
from sessions.kinds.prioritise.records import VOTES
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import BALLOTS, ScoreActivity, agreement_on, ballots_on
from sessions.record import Session
from sessions.rows import Stop
from tests.builders import NOW
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.agree import AgreeDialog
from workshop.widgets.dialogs.counts import CountsDialog
from workshop.widgets.dialogs.dots import DotsDialog

SIZE = (100, 34)
ITEM = "icbo/D1.2"
VOTE = "s3"


async def click(stage: Any, pilot: Any, words: str, *, shift: int = 0, within: str | None = None) -> None:
    """Click on where these words stand first."""
    app = pilot.app
    region = app.screen.query_one(within).content_region if within else app.screen.region
    lines = stage.text(app, within).split("\n")
    y = next(n for n, line in enumerate(lines) if words in line)
    await pilot.click(offset=(region.x + lines[y].index(words) + shift, region.y + y))
    await pilot.pause()
    await pilot.pause()  # a key that was clicked is pressed a moment later


def focused(stage: Any, app: Any, where: str) -> str:
    (line,) = [line for line in stage.text(app, where).split("\n") if line.startswith("▸")]
    return str(line.removeprefix("▸ ").split("  ")[0].strip())


async def test_a_vote_from_the_first_dot_to_the_ranking(stage: Any) -> None:
    app = stage.app(stage.session(template="tips-and-pulse", at=VOTE))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await click(stage, pilot, "Care providers", within="#vote")
        assert focused(stage, app, "#vote") == "Care providers"
        assert isinstance(app.screen, RunScreen)
        await click(stage, pilot, "Care providers", within="#vote")
        assert isinstance(app.screen, DotsDialog)
        for label in ("2  ", "2  ", "9  ", "4  "):
            await click(stage, pilot, f"│ {label}", shift=5)
        assert "4 dots, but each partner has 3" in stage.flat(app)
        assert app.screen.query_one("#dots").value == "2 2 9"
        await click(stage, pilot, "●●")
        assert app.screen.query_one("#dots").value == "2 9", "a click on the dots takes one off"
        await click(stage, pilot, "↵ record", shift=3)
        assert dict(VOTES.of(stage.saved())[0].counts) == {"tips/T2": 1, "tips/T9": 1}
        assert stage.said(app)[-1] == "Care providers has 1 dot left over."
        await pilot.press("r", "r")
        await click(stage, pilot, "●", within="#vote")
        assert isinstance(app.screen, RunScreen), "after the reveal there is nothing to click"


async def test_levels_hands_and_agreement(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        label = stage.saved().scale_of(ITEM).label(2)
        await click(stage, pilot, f"2 {label}", within="#answers")
        await click(stage, pilot, "- don't know", within="#answers")
        first, second = (
            ballots_on(stage.saved(), ITEM, 1)[partner.id] for partner in stage.saved().partners[:2]
        )
        assert (first.counts, second.dont_know) == ((0, 1, 0, 0, 0), 1)

        await click(stage, pilot, "Care providers", within="#answers")
        assert isinstance(app.screen, CountsDialog)
        await click(stage, pilot, f"│ 2 {label}", shift=3)
        await click(stage, pilot, f"│ 2 {label}", shift=3)
        await click(stage, pilot, "? don't know")
        await click(stage, pilot, "●●")
        assert app.screen.query_one("#counts").value == "0 1 0 0 0 1"
        await click(stage, pilot, "r record and reveal")
        assert isinstance(app.screen, RunScreen)
        assert ballots_on(stage.saved(), ITEM, 1)["care-providers"].dont_know == 1
        await click(stage, pilot, "r reveal")
        await click(stage, pilot, "Care providers", within="#answers")
        assert isinstance(app.screen, RunScreen), "after the reveal it is only put in focus"

        await pilot.press("g")
        assert isinstance(app.screen, AgreeDialog)
        await click(stage, pilot, f"3 {stage.saved().scale_of(ITEM).label(3)}", shift=2)
        await click(stage, pilot, "Strength of evidence")
        await click(stage, pilot, "3 strong")
        await click(stage, pilot, "w take back")
        assert "Nothing has been agreed here yet." in stage.flat(app)
        await click(stage, pilot, "↵ record")
        assert "Nobody answered 3: all are on 2. ↵ again agrees on 3 all the same." in stage.flat(app)
        await click(stage, pilot, "↵ record")
        agreement = agreement_on(stage.saved(), ITEM)
        assert (agreement.level, agreement.target, agreement.evidence) == (3, None, "strong")


async def test_never_mind_and_peek_in_a_hidden_dialog(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "c", *"03")
        assert "03" not in stage.text(app)
        await click(stage, pilot, "F6 peek", shift=4)
        assert "▌03 " in stage.text(app)
        await click(stage, pilot, "esc never mind", shift=6)
        assert isinstance(app.screen, RunScreen)
        assert BALLOTS.of(stage.saved()) == ()


def with_gaps(session: Session) -> Session:
    for item, level in (("D1.1", 1), ("D1.2", 2), ("D1.3", 3)):
        session = score_edits.agree(f"icbo/{item}", level, target=4).apply(session, session.created_at)
    gaps = next(step.id for step in session.agenda if step.kind == "gaps")
    return event_edits.move_to(Stop(activity_id=gaps)).apply(session, NOW)


async def test_the_gaps(stage: Any) -> None:
    app = stage.app(stage.session(with_gaps))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await click(stage, pilot, "1.3 ", within="#profile")
        assert focused(stage, app, "#profile").startswith("1.3")
        await click(stage, pilot, "▴", within="#profile")
        assert gap_order(stage.saved()) == ("icbo/D1.1", "icbo/D1.3", "icbo/D1.2")
        await click(stage, pilot, "▾", within="#profile")
        assert gap_order(stage.saved()) == ("icbo/D1.1", "icbo/D1.2", "icbo/D1.3")
        await click(stage, pilot, "the room's order", within="#profile")
        assert "by spread" in stage.text(app, "#profile")


async def test_the_gap_in_focus_is_kept_in_sight(stage: Any) -> None:
    """Also where sorting has put it beyond the end of the list."""

    def many(session: Session) -> Session:
        for n, item in enumerate(session.items(ScoreActivity)):
            level = 1 if n == 0 else 3
            session = score_edits.agree(item.id, level, target=4).apply(session, session.created_at)
        return with_gaps(session)

    app = stage.app(stage.session(many))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("up")
        for _ in range(4):
            await pilot.pause()
            scroll = app.screen.query_one("#answers-scroll")
            line = app.screen.query_one("#profile").line_in_focus
            assert 0 <= line - scroll.scroll_y < scroll.scrollable_content_region.height
            await pilot.press("f")


async def test_the_voter_in_focus_is_kept_in_sight(stage: Any) -> None:
    partners = [(f"Partner {n}", "other") for n in range(14)]
    app = stage.app(stage.session(template="tips-and-pulse", at=VOTE, partners=partners))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("up")
        await pilot.pause()
        assert "▸ Partner 13" in stage.text(app)


async def test_a_kind_is_chosen_by_its_word(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await click(stage, pilot, "evidence", within="#choices")
        assert "[evidence]" in stage.text(app, "#choices")
        await stage.paste(pilot, "The deed.")
        await click(stage, pilot, "↵ record", shift=3)
        assert [(note.kind, note.text) for note in stage.saved().notes] == [("evidence", "The deed.")]
        await pilot.press("i")
        await pilot.pause()
        await pilot.press("f2")
        await click(stage, pilot, "voluntary", within="#sector")
        app.screen.query_one("#name").focus()
        await stage.paste(pilot, "Oxtown NHS Trust")
        await click(stage, pilot, "↵ add", shift=3)
        assert stage.saved().partners[-1].sector == "voluntary", "and not what the name suggests"


async def test_the_first_click_on_a_session_brings_it_into_focus_and_a_second_one_opens_it(
    stage: Any,
) -> None:
    for title in ("Day one", "Day two", "Day three"):
        stage.session(title=title)
    app = stage.app()

    def titles() -> list[str]:
        return re.findall(r"Day \w+", stage.text(app, "#sessions"))

    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        last = titles()[-1]
        await click(stage, pilot, last, within="#sessions")
        assert isinstance(app.screen, HomeScreen)
        await click(stage, pilot, "del bin", within="#keys")
        assert last not in stage.text(app, "#sessions")
        assert len(stage.library.paths()) == 2
        last = titles()[-1]
        for _ in range(2):
            await click(stage, pilot, last, within="#sessions")
        assert isinstance(app.screen, RunScreen)
        app.close()
