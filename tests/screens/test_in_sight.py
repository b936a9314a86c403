"""Statement, parts, who answered what, the tally and the keys: all in sight at once, without scrolling."""

from typing import Any

import pytest

from sessions import plan
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ScoreActivity
from sessions.record import Session
from tests.screens.test_foot import keys

ITEM = "icbo/D1.2"
LONGEST = "icbo/D3.1"
"""A standard of more parts than a window of 24 lines has room for beside the answers: its page scrolls."""
NAMES = (
    *("County Council", "Integrated Care Board", "Care providers", "Voluntary sector"),
    *("People with lived experience", "District councils", "Public health", "Hospital trust"),
    *("Primary care networks", "Housing associations"),
)
LEVELS = (3, 4, 2, 3, 3, 4, 3, 3, 2, None)


def at_stage(partners: int, state: str) -> dict[str, Any]:
    """Keyword arguments of a session with so many partners, whose items are all in a state."""

    def change(session: Session) -> Session:
        now, spoke = session.created_at, 2 if state == "asked" else partners
        for item in session.items(ScoreActivity):
            for partner, level in list(zip(session.partners, LEVELS, strict=False))[:spoke]:
                session = score_edits.answer_level(item.id, partner.id, level).apply(session, now)
            if state != "asked":
                session = score_edits.reveal(item.id).apply(session, now)
            if state == "agreed":
                session = score_edits.agree(item.id, 3).apply(session, now)
        return session

    return {"change": change, "partners": [(name, "other") for name in NAMES[:partners]]}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("partners", [4, 5, 6, 10])
@pytest.mark.parametrize("state", ["asked", "revealed", "agreed"])
async def test_all_of_a_standard_is_in_sight(
    stage: Any, partners: int, size: tuple[int, int], state: str
) -> None:
    app = stage.app(stage.session(**at_stage(partners, state)))
    async with app.run_test(size=size) as pilot:
        seen: list[str] = []
        for stop in plan.stops(app.screen.desk.session):
            if stop.part == "item" and (stop.ref != LONGEST or size != (80, 24)):
                app.screen.desk.go(stop)
                app.screen.arrive()
                await pilot.pause()
                await pilot.pause()
                page, answers = app.screen.query_one("#page-scroll"), app.screen.query_one("#answers-scroll")
                assert (page.max_scroll_y, answers.max_scroll_y) == (0, 0), stage.text(app)
                text, item = stage.flat(app, "#page-scroll"), app.screen.scene.item
                assert all(part in text for part in (item.statement, *item.parts))
                who = stage.flat(app, "#answers-scroll")
                assert all(name.split()[0] in who for name in NAMES[:partners])
                seen.append(stop.ref)
        assert len(seen) >= 20


async def test_a_sentence_that_is_one_cell_too_long_costs_no_answer(stage: Any) -> None:
    """Textual reckons the height of what scrolls as if its scrollbar took no room."""

    def change(session: Session) -> Session:
        answered = stage.answered(session, ITEM, (1, 3, 3, 3))
        return score_edits.reveal(ITEM).apply(answered, session.created_at)

    first = "Care providers of Exampleshire W"
    partners = [(name, "other") for name in (first, *NAMES[1:4])]
    app = stage.app(stage.session(change, partners=partners, at=ITEM))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        answers = app.screen.query_one("#answers-scroll")
        sentence = f"{first} sees it two levels lower than the others."
        assert len(sentence) == answers.size.width, "so wide that it needs a second line"
        assert sentence in stage.flat(app, "#answers-scroll")
        assert answers.max_scroll_y == 0


async def test_the_tally_stands_below_few_partners_and_beside_the_levels_of_more(stage: Any) -> None:
    for partners, tally in ((5, "all together · 1 3 1 ·"), (6, "3 part-way ◆ 3")):
        app = stage.app(stage.session(**at_stage(partners, "agreed"), title=f"Day {partners}"))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert tally in stage.flat(app, "#answers"), stage.text(app)


@pytest.mark.parametrize("state", ["asked", "revealed", "agreed"])
async def test_terms_can_be_looked_up_from_the_foot_at_eighty_columns(stage: Any, state: str) -> None:
    """With shorter labels where there is no room for all of them, and with a note that needs its own key."""
    wanted = {"agenda", "summary", "action", "park", "decide", "help", "all"}
    app = stage.app(stage.session(**at_stage(5, state)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("+", "u", "a")
        await stage.paste(pilot, "Draft it")
        await pilot.press("enter")
        await pilot.pause()
        assert wanted | {"terms", "undo"} <= keys(stage, app)
        await pilot.press("n")
        await stage.paste(pilot, "Said.")
        await pilot.press("enter")
        await pilot.pause()
        assert wanted | {"edit", "undo"} <= keys(stage, app)
        lines = stage.text(app, "#keys").split("\n")
        row = next(n for n, line in enumerate(lines) if "s summary" in line)
        await pilot.click("#keys", offset=(lines[row].index("s summary") + 2, row))
        await pilot.pause()
        assert stage.flat(app).startswith("Summary · Day one")


async def test_where_there_is_room_for_all_labels_are_whole(stage: Any) -> None:
    app = stage.app(stage.session(**at_stage(5, "revealed")))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert {"decision", "look up", "prompts", "2nd round"} <= keys(stage, app)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("state", ["asked", "revealed", "agreed"])
async def test_a_notice_takes_the_empty_line_above_the_keys_and_moves_nothing(
    stage: Any, state: str, size: tuple[int, int]
) -> None:
    app = stage.app(stage.session(**at_stage(5, state)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        before = stage.text(app)
        assert not stage.text(app, "Notices").strip()
        app.screen.tell("There is nothing to take back here.")
        await pilot.pause()
        await pilot.pause()
        during = stage.text(app)
        pairs = zip(before.split("\n"), during.split("\n"), strict=True)
        changed = [line for old, line in pairs if old != line]
        assert len(changed) == 1, during
        assert "There is nothing to take back here." in changed[0]
        app.clear_notifications()
        await pilot.pause()
        await pilot.pause()
        assert stage.text(app) == before


async def test_where_every_line_is_needed_none_is_kept_empty(stage: Any) -> None:
    app = stage.app(stage.session(**at_stage(5, "agreed"), at="icbo/D1.6"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert not app.screen.query_one("Notices").display
        before = stage.text(app).split("\n")
        for text in ("There is nothing to take back here.", "The whole room answers here. " * 4):
            app.screen.tell(text)
            await pilot.pause()
            await pilot.pause()
            during = stage.text(app).split("\n")
            taken = 1 if len(text) < 78 else 2
            assert " ".join(" ".join(during[:taken]).split()) == f"▌ {text.strip()}"
            assert during[taken:] == before[taken:], "over the head, and nothing moves"
        app.clear_notifications()
        await pilot.pause()
        await pilot.pause()
        assert stage.text(app).split("\n") == before
        app.screen.tell("There is nothing to take back here.")
        await pilot.pause()
        await pilot.pause()
        await pilot.click("OverHead")
        await pilot.pause()
        assert stage.text(app).split("\n") == before, "a click puts it away"
        await pilot.press("v")
        await pilot.pause()
        assert app.screen.query_one("#wall").size == (80, 24)
