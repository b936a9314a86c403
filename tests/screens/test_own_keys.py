"""What every screen says to press is what a person has as keys, and it works."""

from typing import Any

from sessions.kinds.score import edits as score_edits
from workshop.screens.run import RunScreen
from workshop.screens.setup import SetupScreen
from workshop.screens.summary import SummaryScreen

OWN = {
    "new": "w", "demo": "y", "put_away": "z", "settings": "semicolon", "undo": "asterisk", "reveal": "f9",
    "next_stop": "greater_than_sign", "add_action": "f8", "show_actions": "f7", "open_written": "j",
    "write": "b", "summary": "f12", "add_partner": "f9", "begin": "f10", "back": "h", "agree": "space",
}  # fmt: skip


async def test_an_empty_home_names_own_keys_and_the_settings(stage: Any) -> None:
    app = stage.app(keys=OWN)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Press w to prepare your first one, or y to look around" in stage.flat(app)
        assert (
            stage.flat(app, "#keys") == "w new y demo ; settings l look up p packs q quit ctrl+p all ? help"
        )
        await pilot.press("i")
        await pilot.pause()
        assert stage.said(app) == ["There is no session to choose. w prepares one."]
        await pilot.press("question_mark")
        await pilot.pause()
        assert stage.flat(app, "KeyBar") == "↑ ↓ scroll / find p pictures h back"
        await pilot.press("h", "w")
        await pilot.pause()
        assert isinstance(app.screen, SetupScreen)
        assert "+ add a partner (F9), or the usual ones (F3)" in stage.flat(app)
        await pilot.press("f10")
        assert stage.said(app)[-1].endswith("F9 adds some, F10 again goes on.")
        await pilot.press("f10")
        await pilot.pause()
        assert isinstance(app.screen, RunScreen)


async def test_settings_are_at_hand_where_sessions_are_listed_too_but_not_in_the_bar(stage: Any) -> None:
    stage.session()
    app = stage.app(keys=OWN)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        bar = stage.flat(app, "#keys")
        assert "↵ open" in bar
        assert "settings" not in bar
        await pilot.press("slash")
        await stage.type(pilot, "zzz")
        assert "No session has these words. esc shows all of them." in stage.flat(app), "z is a letter here"


async def test_a_session_is_run_by_what_it_says_to_press(stage: Any) -> None:
    app = stage.app(
        stage.session(lambda session: stage.answered(session, "icbo/D1.2", [1, 2, 3, 3])), keys=OWN
    )
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("f9")
        assert stage.said(app) == ["1 has not answered yet. F9 again reveals."]
        await pilot.press("3")
        assert "“Everybody has answered. Let us look.” Press F9." in stage.flat(app, "#aside")
        await pilot.press("f9", "x")
        assert stage.refused(app) == "Dissent is from an agreed level. Agree one first, with space."
        await pilot.press("escape", "f7")
        await pilot.pause()
        assert "No action yet. Press F8 to add the first." in stage.flat(app)
        await pilot.press("h", "f12")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("j")
        assert stage.said(app) == ["Nothing is written yet. Press b."]
        await pilot.press("b")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "The summary is written. Press j to open it." in stage.flat(app)


async def test_scripts_have_own_keys_and_keep_them_out_of_the_file(stage: Any) -> None:
    app = stage.app(stage.session(at="s2"), keys=OWN)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        aside = stage.flat(app, "#aside")
        assert "Press F9 to reveal." in aside
        assert "Press space when the room" in aside
        assert "{" not in aside
    assert any("Press {reveal} to" in line for step in stage.saved().agenda for line in step.script)


async def test_nobody_has_answered_once_more(stage: Any) -> None:
    def second(session: Any) -> Any:
        seen = score_edits.reveal("icbo/D1.2").apply(stage.answered(session, "icbo/D1.2", [1, 5]), stage.now)
        return score_edits.second_round("icbo/D1.2").apply(seen, stage.now)

    app = stage.app(stage.session(second))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("r")
        assert "Nobody has answered in the second round yet" in stage.said(app)[-1]
