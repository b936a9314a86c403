"""Every screen at every size, and the whole statement with all partners from 80×24 up."""

from typing import Any

import pytest

from sessions.edits import notes as note_edits
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ScoreActivity
from sessions.record import Session
from workshop.widgets.dialogs.key import KeyDialog

SIZES = [(40, 15), (80, 24), (120, 36), (200, 60)]
READABLE = {
    "hidden-80x24": (80, 24, False),
    "revealed-80x24": (80, 24, True),
    "revealed-100x24": (100, 24, True),
    "revealed-100x32": (100, 32, True),
}


def scored(stage: Any, *, revealed: bool) -> Any:
    """Every standard answered by all; revealed, also agreed, with somebody apart and dissent."""

    def change(session: Session) -> Session:
        for item in session.items(ScoreActivity):
            session = stage.answered(session, item.id, [1, 4, 4, 4, None])
            if revealed:
                session = score_edits.reveal(item.id).apply(session, stage.now)
                session = score_edits.agree(item.id, 3, evidence="some").apply(session, stage.now)
                session = score_edits.dissent(item.id, "county-council", "No.").apply(session, stage.now)
        return session

    return change


def missing(stage: Any, app: Any, revealed: bool) -> list[str]:
    """What of the item in front cannot be read on the screen."""
    session = app.screen.desk.session
    item = session.item(app.screen.scene.stop.ref)
    page, answers = stage.flat(app, "#page-scroll"), stage.flat(app, "#answers-scroll")
    # A long name takes two lines, and its answer stands between them.
    out = [partner.name for partner in session.partners if set(partner.name.split()) - set(answers.split())]
    out += [] if item.name in page and item.statement in page else [f"statement, of which {page!r}"]
    if revealed:
        out += [] if "✓ Agreed level: 3" in answers else ["agreed level"]
        out += [] if "County Council sees it three levels lower" in answers else ["who stands apart"]
    return out


@pytest.mark.parametrize("case", READABLE)
async def test_statement_and_partners_are_on_the_screen_at_once(stage: Any, case: str) -> None:
    width, height, revealed = READABLE[case]
    session_id = stage.session(scored(stage, revealed=revealed), at="icbo/D1.1")
    out: dict[str, list[str]] = {}
    seen = []
    app = stage.app(session_id)
    async with app.run_test(size=(width, height)) as pilot:
        await pilot.pause()
        for item in app.screen.desk.session.items(ScoreActivity):
            while app.screen.scene.stop.ref != item.id:
                app.screen.action_command("next_stop")
            await pilot.pause()
            seen.append(app.screen.scene.stop.ref)
            if unread := missing(stage, app, revealed):
                out[item.number] = unread
    assert len(seen) == 21
    assert out == {}


# --- every screen at every size -------------------------------------------------------------------

LONG = "市民 and " + "a very long name indeed " * 12
SCREENS: dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]] = {
    "home": ((), [(), ("slash",), ("question_mark",), ("t",), ("ctrl+p",)]),
    "setup": (("i",), [(), ("f2",), ("f4",)]),
    "run": (("enter",), [(), ("g",), ("c",), ("n",), ("x",), ("a",), ("a", "tab"), ("j",), ("e",)]),
    "actions": (("enter", "A"), [(), ("enter",)]),
    "summary": (("enter", "s"), [(), ("f",)]),
}
"""Keys from the list of sessions to a screen, and from there to what opens on it; esc closes that."""


def long_session(stage: Any) -> Any:
    """Long names and texts everywhere, and an item with everything on record."""

    def change(session: Session) -> Session:
        session = stage.answered(session, "icbo/D1.2", [1, 4, 4, 4, None])
        session = score_edits.reveal("icbo/D1.2").apply(session, stage.now)
        session = score_edits.agree("icbo/D1.2", 3).apply(session, stage.now)
        session = score_edits.dissent("icbo/D1.2", session.partners[0].id, LONG).apply(session, stage.now)
        session = note_edits.add_note("decision", LONG, origin="icbo/D1.2").apply(session, stage.now)
        return note_edits.add_action(
            note_edits.ActionFields(LONG, owner=LONG, body=LONG, measure=LONG, risk=True), origin="icbo/D1.2"
        ).apply(session, stage.now)

    return change


@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_and_its_dialogs_repaint_at_every_size(stage: Any, name: str) -> None:
    partners = [(f"{number} {LONG}", "other") for number in range(3)] + [("ICB", "NHS")]
    stage.session(long_session(stage), title=LONG, place=LONG, partners=partners)
    app = stage.app()
    there, dialogs = SCREENS[name]
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.press(*there)
        base = app.screen
        for keys in dialogs:
            await pilot.press(*keys)
            front = app.screen
            # Dialogs are at most 86 columns wide: they open in one small window and go on in the other.
            for width, height in (
                [*SIZES[:0:-1], SIZES[0]] if not keys else [SIZES[app.size.width == SIZES[0][0]]]
            ):
                lines = await stage.resize(pilot, width, height)
                assert len(lines) == height
                assert len(stage.dense(app)) > 60, (keys, width, height)
                assert app.screen is front
            if keys:
                await pilot.press("escape")
            assert app.screen is base
    assert app.failure is None


@pytest.mark.parametrize("keys", [(), ("enter",), ("enter", "a", "tab")], ids=["home", "run", "form"])
async def test_a_window_too_small_for_anything_is_survived(stage: Any, keys: tuple[str, ...]) -> None:
    stage.session(long_session(stage), title=LONG, place=LONG)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        before = stage.text(app)
        for size in ((20, 6), (8, 2), (1, 1), (80, 24)):
            await stage.resize(pilot, *size)
        for _ in range(50):  # the keys take their second line in a layout of its own
            if stage.text(app) == before:
                break
            await pilot.pause(0.02)
        assert stage.text(app) == before


async def test_a_dialog_is_as_high_as_its_text_in_the_width_that_the_text_has(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(120, 36)) as pilot:
        for length in range(79, 88):  # about one line: where the scrollbar's column counts
            app.push_screen(KeyDialog("Which key?", "x" * (length - 2) + " y", refuse=lambda _: ""))
            await pilot.pause()
            assert "press the new key" in stage.flat(app), length
            await pilot.press("escape")
