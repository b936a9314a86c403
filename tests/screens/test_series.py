"""A series by keys: a place that is known, the review that it opens with, four sessions in a row."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sessions.edits import notes as note_edits
from sessions.record import Session
from sessions.rows import Series
from sessions.store.library import Library
from tests.builders import new_session
from workshop.screens.run import RunScreen
from workshop.screens.setup import SetupScreen

HELD = dt.date(2026, 10, 22)
AT = dt.datetime(2026, 10, 22, 10, tzinfo=dt.UTC)


def with_what_goes_on(session: Session) -> Session:
    for text, due in (("Agree the [b]route", 6), ("Draft the terms", 20), ("Tell the board", 27)):
        fields = note_edits.ActionFields(text=text, due=dt.date(2026, 11, due))
        session = note_edits.add_action(fields).apply(session, AT)
    session = note_edits.add_note("parked", "Estates").apply(session, AT)
    session = note_edits.add_note("decision", "We meet monthly").apply(session, AT)
    return note_edits.set_next_meeting(dt.date(2026, 12, 3)).apply(session, AT)


class Keys:
    """Presses keys, and counts them."""

    def __init__(self, pilot: Any) -> None:
        self.pilot = pilot
        self.pressed = 0

    async def __call__(self, *keys: str) -> None:
        self.pressed += len(keys)
        await self.pilot.press(*keys)


def by_title(stage: Any) -> list[Session]:
    """The sessions of the folder, the first of the series first."""
    sessions = [stage.library.read(path.stem) for path in stage.folder.glob("*.json")]
    return sorted(sessions, key=lambda session: len(session.series.held) if session.series else 0)


@pytest.mark.long
async def test_four_sessions_of_one_series_by_keys(stage: Any) -> None:
    first = stage.session(with_what_goes_on, on=HELD, template="tips-and-pulse", at=None)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        # The place alone, as far as it takes: one key goes on from the last session there.
        press = Keys(pilot)
        await press("n", "tab", "e", "x", "a")
        assert isinstance(app.screen, SetupScreen)
        assert "takes on 3 open actions from Day one, 22 Oct 2026" in stage.flat(app)
        await press("f8", "f5")
        assert isinstance(app.screen, RunScreen)
        assert press.pressed <= 12
        second = by_title(stage)[1]
        assert (second.title, second.date, len(second.partners)) == ("Day one", dt.date(2026, 12, 3), 5)
        assert [action.carried_from for action in second.actions] == [first] * 3

        # It opens with what is open: done, in progress with a remark, another date, and one that stays.
        shown = stage.flat(app)
        assert ("Since last time" in shown, "3 open, 3 overdue" in shown) == (True, True)
        await press("1")
        assert "A1 is done" in stage.said(app)[-1]
        await press("2")
        await press("up", "n")
        await stage.type(pilot, "Needs a lawyer")
        await press("enter")
        await press("down", "5")
        actions = by_title(stage)[1].actions
        assert [action.status for action in actions] == ["done", "in progress", "open"]
        assert [remark.text for remark in actions[1].remarks] == ["Needs a lawyer"]
        assert {action.spoken_of for action in actions} == {second.id}
        assert "talked about" in stage.flat(app)
        await press("q")

        await press("a", "f5")
        third = by_title(stage)[2]
        assert [action.text for action in third.actions] == ["Draft the terms", "Tell the board"]
        assert "“Needs a lawyer” (Day one, 3 Dec 2026)" in stage.flat(app), "with where it was said"
        await press("3", "o", "enter")
        assert any("A1 is open again" in said or "is open again" in said for said in stage.said(app))
        reopened = by_title(stage)[2].actions[-1]
        assert (reopened.text, reopened.status, reopened.uid) == (
            "Agree the [b]route",
            "open",
            second.actions[0].uid,
        )
        await press("N", "tab", "tab", "tab")
        await stage.type(pilot, "1 Feb 2027")
        await press("enter", "enter")
        again = by_title(stage)[2].actions[-1]
        assert (again.due, [past.due for past in again.past_dues]) == (
            dt.date(2027, 2, 1),
            [dt.date(2026, 11, 6)],
        )
        await press("q")

        await press("a", "f5")
        fourth = by_title(stage)[3]
        assert {action.text for action in fourth.actions} == {"Tell the board", "Agree the [b]route"}
        assert fourth.series is not None
        assert [held.id for held in fourth.series.held] == [first, second.id, third.id]
        await press("q")
        assert stage.flat(app).count("carried on") == 3

        # One that goes on already: the last one is offered first, and nothing parts unasked.
        await press("down", "down", "a")
        assert "It goes on already, in Day one" in stage.flat(app)
        await press("enter")
        assert isinstance(app.screen, SetupScreen)
        fifth = by_title(stage)[4]
        assert fifth.series is not None
        assert fifth.series.previous == fourth.id
    before = stage.library.read(first)
    assert [action.status for action in before.actions] == ["open"] * 3, (
        "each record keeps what was said in it"
    )


async def test_old_sessions_of_a_place_are_offered_a_series_and_stay_as_they_were_held(stage: Any) -> None:
    first = stage.session(with_what_goes_on, on=HELD)
    second = stage.session(on=dt.date(2026, 11, 20), title="Day two")
    app = stage.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "2 at Exampleshire could be one series: i, then F8" in stage.flat(app)
        assert stage.library.read(second).series is None
        await pilot.press("i")
        assert "F8 puts it after Day one, 22 Oct 2026" in stage.flat(app), "it was held: it takes nothing on"
        await pilot.press("f8")
        assert "It comes after Day one, 22 Oct 2026" in stage.flat(app)
        assert "no action comes along" in stage.said(app)[-1]
        linked = stage.library.read(second)
        assert linked.series is not None
        assert (linked.series.previous, linked.series.took_on, linked.actions) == (first, False, ())
        file = stage.folder / f"{first}.json"
        whole = file.read_bytes()
        file.write_text("{", "utf-8")
        await pilot.press("f8")
        assert "Go on from none" in stage.flat(app), "what can't be read can be left all the same"
        await pilot.press("escape")
        file.write_bytes(whole)
        await pilot.press("f6")
        assert stage.library.read(second).series is None
        await pilot.press("f8", "escape")
        await pilot.pause()
        assert "one series" not in stage.flat(app)
        assert "3 actions open" in stage.flat(app), "they are nowhere else yet"
        await pilot.press("a", "f5")
        assert "3 open, 3 overdue" in stage.flat(app)
        third = by_title(stage)[2]
        assert {action.carried_from for action in third.actions} == {first}


async def test_another_session_of_a_place_can_be_gone_on_from_however_it_is_spaced(stage: Any) -> None:
    stage.session(on=HELD, title="Day zero", place="North  Vale")
    stage.session(on=dt.date(2026, 11, 6), place="North Vale")
    stage.session(on=dt.date(2026, 11, 20), title="Day two", place="North Vale")
    app = stage.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("i", "f8")
        assert "It comes after Day one" in stage.flat(app)
        await pilot.press("f8")
        assert "Go on from Day zero" in stage.flat(app)


async def test_what_a_folder_has_brings_its_keys_to_the_foot_at_eighty_columns(stage: Any) -> None:
    stage.session(title="Alone", at=None)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        keys = stage.flat(app, "#keys")
        assert "B bring in" in keys, "it is being prepared"
        assert "compare" not in keys
        assert "demo" not in keys, "there is something of one's own"
    library = Library(stage.folder)
    for number in range(5):
        series = Series(id="s", previous="n0") if number == 4 else None
        known = {"id": f"n{number}", "title": "Meeting", "place": f"Place {number}", "series": series}
        session = note_edits.add_action(note_edits.ActionFields("Draft it")).apply(new_session(), AT)
        library.create(session.model_copy(update=known)).close()
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        keys = stage.flat(app, "#keys")
        for wanted in ("c compare", "b places", "g group", "A actions", "B import", "s summary", "q quit"):
            assert wanted in keys
        await pilot.resize_terminal(40, 15)
        await pilot.pause()
        assert {"n new", "a next", "↵ open"} <= set(
            stage.text(app, "#keys").replace("\n", "  ").strip().split("  ")
        )
