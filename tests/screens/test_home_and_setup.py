"""The list of sessions, and the details of one: journeys by keys."""

import datetime as dt
from typing import Any

import pytest
from textual.widgets import OptionList

from sessions.edits import event as event_edits, notes as note_edits
from sessions.kinds.kind import MaterialStep, Step
from sessions.kinds.score.records import BALLOTS, ScoreActivity
from sessions.rows import Stop
from tests.builders import NOW, let_make
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.screens.setup import SetupScreen
from workshop.widgets.dialogs.partner import PartnerDialog


async def test_an_empty_home_says_what_to_do_first(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Press n to prepare your first one, or d to look around" in stage.flat(app)
        assert "H takes over a session from another laptop." in stage.flat(app)
        assert str(stage.folder) in stage.dense(app)
        for key in ("enter", "i", "s", "delete", "u", "slash", "escape"):
            await pilot.press(key)
            assert isinstance(app.screen, HomeScreen), key
        await pilot.press("d")
        assert isinstance(app.screen, RunScreen)
        await pilot.press("q")
        assert stage.saved().title in stage.text(app)
        await pilot.press("q")
    assert app.return_code == 0
    assert not app._exception


async def test_sessions_are_listed_found_binned_and_brought_back(stage: Any) -> None:
    stage.session(title="North Vale steering group", place="North Vale", on=dt.date(2026, 11, 18), at=None)
    stage.session(
        lambda session: note_edits.add_action(
            note_edits.ActionFields("Late", due=dt.date(2026, 11, 30))
        ).apply(stage.answered(session, "icbo/D1.2", [3]), stage.now),
        title="Exampleshire self-assessment",
    )
    damaged = stage.folder / "broken.json"
    damaged.write_text("{", encoding="utf-8")
    app = stage.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        text = stage.text(app)
        rows = [line for line in text.split("\n") if "2026" in line]
        assert "Exampleshire self-assessment" in rows[0], "the newest first"
        assert "1 of 21 answered" in rows[0]
        assert "1 action open" in rows[0]
        assert "being prepared" in rows[1]
        assert "▲ broken: The session file is damaged" in text
        assert "3 sessions · 1 open action overdue" in text

        await pilot.press("slash")
        await stage.paste(pilot, "north nov")
        assert "North Vale" in stage.text(app)
        assert "Exampleshire" not in stage.text(app)
        await stage.paste(pilot, "xyz")
        assert "No session has these words" in stage.text(app)
        await pilot.press("escape")
        assert "3 sessions" in stage.text(app)

        rows_list = app.screen.query_one(OptionList)
        broken = next(n for n, row in enumerate(app.screen._shown) if row.what)
        rows_list.highlighted = broken
        await pilot.press("enter")
        assert any("damaged" in notice for notice in stage.said(app))
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("delete")
        assert not damaged.exists()
        rows_list.highlighted = 0
        await pilot.press("delete")
        assert "again puts this one in the bin too: Exampleshire" in stage.said(app)[-1]
        await pilot.press("delete")
        assert "1 session · 2 in the bin: u brings back the last one" in stage.text(app)
        assert "Exampleshire self" not in stage.text(app, "OptionList")
        await pilot.press("u", "u")
        assert damaged.exists()
        assert "3 sessions" in stage.text(app)
        await pilot.press("u")
        assert stage.said(app)[-1] == "There is nothing to undo."


async def test_a_session_that_is_open_elsewhere_is_read_only_and_stays(stage: Any) -> None:
    session_id = stage.session()
    app = stage.app()
    with stage.library.open(session_id):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("delete")
            assert any("open in another window" in notice for notice in stage.said(app))
            await pilot.press("enter")
            assert isinstance(app.screen, RunScreen)
            assert "READ ONLY" in stage.text(app)
            await pilot.press("3")
            assert "1 of 5 answered" not in stage.flat(app)
            await pilot.press("right")
            assert "1.3" in stage.text(app)
            await pilot.press("i")
            assert "looked at, not changed" in stage.refused(app), "details cannot be changed"
    assert BALLOTS.of(stage.saved()) == ()
    assert stage.saved().at.ref == "icbo/D1.2", "looking around leaves no trace"


async def test_a_window_that_only_reads_shows_what_the_other_one_saves(stage: Any) -> None:
    session_id = stage.session()
    app = stage.app(session_id)
    with stage.library.open(session_id) as file:
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press("right", "left")
            assert "0 of 5 answered" in stage.flat(app)
            elsewhere = event_edits.move_to(Stop(activity_id="s1")).apply(file.session, NOW)
            file.save(stage.answered(elsewhere, "icbo/D1.2", [3, 4]))
            app.screen._tick()
            await pilot.pause()
            assert "2 of 5 answered" in stage.flat(app)
            assert "1.2" in stage.text(app), "each window stays at its own place"


async def test_a_new_session_left_half_way_is_there_when_one_comes_back(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        assert isinstance(app.screen, SetupScreen)
        keys = stage.text(app, "#keys")
        assert "esc back" in keys, "q and ? are letters where one types"
        assert "F1 help" in keys
        await stage.type(pilot, "Day one")
        await pilot.press("enter")
        await stage.paste(pilot, "Exampleshire")
        await pilot.press("enter")
        await stage.paste(pilot, "31 Feb")
        assert "31 Feb is not a date" in stage.flat(app, "#date-understood")
        await pilot.press("escape")
        assert isinstance(app.screen, SetupScreen), "a date that is none is not lost without a word"
        assert "Leave again to go without it." in stage.said(app)[-1]
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
        kept = stage.saved()
        assert (kept.title, kept.place, kept.date, kept.at) == ("Day one", "Exampleshire", None, None)

        await pilot.press("enter")
        assert isinstance(app.screen, SetupScreen), "what has not begun is prepared first"
        assert "Day one" in stage.text(app, "#session-title")
        await pilot.press("tab", "tab")
        await stage.paste(pilot, "5 dec")
        assert "Sat 5 Dec 2026 (in 4 days), at a weekend" in stage.flat(app)
        await pilot.press("f3")
        assert [partner.sector for partner in stage.saved().partners] == [
            "council", "NHS", "provider", "voluntary", "lived experience",
        ]  # fmt: skip
        await pilot.press("f2")
        await stage.paste(pilot, "Hospital Trust")
        assert "[NHS]" in stage.text(app), "the sector is guessed"
        await pilot.press("f2", "tab", "tab")
        await stage.type(pilot, "4x")
        await pilot.press("enter")
        assert isinstance(app.screen, PartnerDialog), "and on to the next partner"
        await pilot.press("enter")
        assert "Who is it?" in stage.text(app)
        await pilot.press("escape", "f4")
        await stage.paste(pilot, "Priya Shah")
        await pilot.press("tab")
        await stage.paste(pilot, "chair")
        await pilot.press("f2", "f2", "enter", "escape")
        app.clear_notifications()
        await pilot.pause()
        assert "Priya Shah · chair · Integrated Care Board" in stage.flat(app, "#people")
        await pilot.press("escape")
        kept = stage.saved()
        assert kept.date == dt.date(2026, 12, 5)
        assert (kept.partners[-1].name, kept.partners[-1].members) == ("Hospital Trust", 4)
        assert kept.partners[-1].sector == "voluntary", "F2 chose by hand"
        assert kept.people[0].partner_id == kept.partners[1].id

        await pilot.press("enter", "f5")
        assert isinstance(app.screen, RunScreen)
        await pilot.press("q")
        assert "being prepared" not in stage.text(app)


async def test_partners_and_people_are_changed_and_removed(stage: Any) -> None:
    stage.session(lambda session: stage.answered(session, "icbo/D1.2", [3]))
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        partners = app.screen.query_one("#partners", OptionList)
        partners.focus()
        partners.highlighted = 1
        await pilot.press("enter", "home")
        await stage.type(pilot, "NW ")
        await pilot.press("enter")
        assert stage.saved().partners[1].name == "NW Integrated Care Board (ICB)"
        assert stage.saved().partners[1].id == "integrated-care-board-icb"
        await pilot.press("enter", "f8")
        assert len(stage.saved().partners) == 4
        partners.highlighted = 0
        await pilot.press("enter", "f8")
        assert "has answers on record" in stage.refused(app)
        await pilot.press("escape")
        assert len(stage.saved().partners) == 4
        await pilot.press("f4")
        await stage.paste(pilot, "Sam")
        await pilot.press("enter", "escape")
        people = app.screen.query_one("#people", OptionList)
        people.focus()
        people.highlighted = 0
        await pilot.press("enter", "f8")
        assert stage.saved().people == ()


def chooses(step: Step) -> bool:
    """Whether the facilitator chooses what a step is on."""
    return isinstance(step, MaterialStep) and step.choose > 0


async def test_template_section_items_and_who_answers_are_chosen(
    stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_make(monkeypatch)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await stage.paste(pilot, "Day two")
        names = sorted(stage.templates, key=lambda name: stage.templates[name].name.casefold())
        await pilot.click("#template")
        await pilot.press("home", *["down"] * names.index("steering-group"), "enter")
        assert "3 standards, as suggested: 1.1, 2.1, 3.1" in stage.text(app)
        await pilot.click("#items")
        await pilot.press("home", "down", "space")
        assert "3 are on already. Turn one off first, with space." in stage.flat(app)
        await pilot.press("up", "space", "down", "space", "enter")
        assert "3 standards: 1.2, 2.1, 3.1" in stage.text(app)
        assert [item.number for item in stage.saved().items(ScoreActivity)] == ["1.2", "2.1", "3.1"]
        with_choice = next(
            name for name, template in stage.templates.items() if any(map(chooses, template.steps))
        )
        await pilot.click("#template")
        await pilot.press("home", *["down"] * names.index(with_choice), "enter")
        assert stage.templates[with_choice].name in stage.text(app)
        await pilot.click("#sections")
        await pilot.press("end", "enter")
        await pilot.click("#as-bodies")
        assert "People answer, and stay anonymous" in stage.text(app)
        await pilot.press("escape")
    kept = stage.saved()
    step = next(filter(chooses, stage.templates[with_choice].steps))
    assert kept.template_id == with_choice
    assert (
        stage.packs[step.pack].sections[-1].id
        in kept.agenda[stage.templates[with_choice].steps.index(step)].section_ids
    )
    assert not kept.as_bodies


async def test_nothing_typed_makes_nothing(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "tab", "tab", "escape")
        assert isinstance(app.screen, HomeScreen)
    assert stage.library.paths() == ()


async def test_details_changed_while_it_runs_come_back_to_where_it_was(stage: Any) -> None:
    session_id = stage.session()
    app = stage.app(session_id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        await pilot.press("end")
        await stage.type(pilot, " again")
        await pilot.press("f5")
        assert isinstance(app.screen, RunScreen)
        assert stage.saved().title == "Day one again"
        assert stage.saved().at.ref == "icbo/D1.2"
        await pilot.press("u")
        assert stage.saved().title == "Day one"


async def test_a_session_that_is_not_there_is_said(stage: Any) -> None:
    app = stage.app("nowhere")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert any("No session 'nowhere'" in notice for notice in stage.said(app))
