"""Bringing in answers and people on the screen: which files, what is in them, what is decided and taken."""

from pathlib import Path
from typing import Any

import pytest

from sessions.edits.event import move_to
from sessions.kinds.score.records import BALLOTS, ScoreActivity
from sessions.rows import Stop
from sessions.store.library import Library
from tests.builders import NOW, answered
from tests.screens.picking import pick
from tests.screens.test_long_list import Held
from workshop.app import WorkshopApp
from workshop.guard import Guard
from workshop.screens.home import HomeScreen
from workshop.settings import Settings
from workshop.widgets.dialogs.choose import ChooseDialog
from workshop.widgets.dialogs.incoming import IncomingDialog
from workshop.widgets.dialogs.order import OrderDialog
from workshop.widgets.dialogs.pick import PickDialog
from workshop.widgets.dialogs.refused import RefusedDialog
from workshop.widgets.dialogs.waiting import WaitingDialog


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder where files arrive."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    monkeypatch.setattr("workshop.bring_in.likely_folders", lambda: (folder,))
    return folder


async def test_files_are_chosen_seen_decided_on_and_taken(stage: Any, inbox: Path) -> None:
    (inbox / "people.csv").write_text("Name;Organisation\nTom Lee;ICB\nAnn;Mind\n", "utf-8")
    made = stage.session()
    path: Path = stage.folder / f"{made}.json"

    def ballots() -> list[tuple[str, str, int]]:
        record = Library(stage.folder).read(made)
        rows = [(b.item_id, b.partner_id, b.answers) for b in BALLOTS.of(record) if b.source == "form"]
        return sorted(rows)

    partners = [partner.name for partner in Library(stage.folder).read(made).partners]
    app = stage.app(made)
    async with app.run_test(size=(80, 24)) as pilot:
        # not while the room sees this window
        await pilot.press("v", "B")
        await pilot.pause()
        assert not isinstance(app.screen, PickDialog)
        # a list of people, with the session open
        await pilot.press("v", "B")
        await pilot.pause()
        await pick(pilot, "A list of people")
        await pick(pilot, "people.csv")
        assert isinstance(app.screen, IncomingDialog)
        assert "2 people are new" in stage.flat(app)
        await pick(pilot, "Add 2 people, without")
        people = [person.name for person in Library(stage.folder).read(made).people]
        assert people[-2:] == ["Tom Lee", "Ann"]
        await pilot.press("u")
        await pilot.pause()
        assert [person.name for person in Library(stage.folder).read(made).people] == people[:-2]
        # answers, from the list of sessions: what is broken is told, and nothing is taken
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        survey = inbox / "survey.csv"
        survey.write_text(f"ID;Organisation;1.3;1.5\n1;{partners[0]};9;2\n2;Health;4;\n", "utf-8")
        before = path.read_bytes()
        await pilot.press("B", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ChooseDialog)
        await pilot.press("space", "enter")
        await pilot.pause()
        text = stage.flat(app)
        assert "survey.csv, row 2, column C: this is no level of 1.3" in text
        assert "survey.csv, row 3, column B: Health is no partner" in text
        await pick(pilot, "Never mind")
        assert path.read_bytes() == before
        # mended, decided on, taken
        survey.write_text(survey.read_text("utf-8").replace("9", "3"), "utf-8")
        await pilot.press("B", "enter")
        await pilot.pause()
        await pilot.press("space", "enter")
        await pilot.pause()
        await pick(pilot, "Say which partner “Health” is")
        await pick(pilot, partners[1])
        assert "3 answers are new" in stage.flat(app)
        await pick(pilot, "Take 3 answers")
        assert len(ballots()) == 3
        assert any("3 answers were taken. They are hidden" in said for said in stage.said(app))
        # once more, there is nothing new; and a file that is none is refused
        after = path.read_bytes()
        (inbox / "broken.xlsx").write_bytes(b"PK\x03\x04")
        await pilot.press("B", "enter")
        await pilot.pause()
        await pick_on(pilot, "survey.csv")
        await pilot.press("enter")
        await pilot.pause()
        assert "Health is no partner" in stage.flat(app)
        await pick(pilot, "Leave out")
        assert "There is nothing new in it" in stage.flat(app)
        await pilot.press("escape", "B", "down", "enter")
        await pilot.pause()
        await pick(pilot, "broken.xlsx")
        assert isinstance(app.screen, RefusedDialog)
        await pilot.press("escape")
        assert path.read_bytes() == after


async def pick_on(pilot: Any, words: str) -> None:
    """Turn on the row with these words."""
    options = pilot.app.screen.query_one("#rows")
    while words not in str(options.get_option_at_index(options.highlighted).prompt):
        await pilot.press("down")
    await pilot.press("space")


async def test_the_order_by_what_splits_them_is_for_the_facilitator_alone(stage: Any) -> None:
    made = stage.session()
    with Library(stage.folder).open(made) as file:
        session = file.session
        for item, levels in (("1.1", (3, 3, 3, 3, 3)), ("1.2", (2, 2, 3, 4, 4)), ("1.3", (1, 1, 5, 5, 5))):
            session = answered(session, f"icbo/D{item}", levels)
        step = next(step for step in session.agenda if isinstance(step, ScoreActivity))
        file.save(move_to(Stop(activity_id=step.id, part="item", ref="icbo/D1.1")).apply(session, NOW))

    def order() -> list[str]:
        step = next(s for s in Library(stage.folder).read(made).agenda if isinstance(s, ScoreActivity))
        return [item_id.rpartition(".")[2] for item_id in step.item_order[:3]]

    app = stage.app(made)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "O")
        await pilot.pause()
        assert not isinstance(app.screen, OrderDialog), "the room sees this window"
        await pilot.press("v", "O")
        await pilot.pause()
        assert isinstance(app.screen, OrderDialog)
        listed = stage.flat(app).partition("comes first")[2]
        assert listed.index("split") < listed.index("mixed") < listed.index("needs no talk")
        await pilot.press("escape")
        assert order() == [], "leaving it changes nothing"
        await pilot.press("O")
        await pilot.pause()
        await pilot.press("down", "left_square_bracket", "plus", "enter")
        await pilot.pause()
        assert order() == ["2", "3", "4"]
        await pilot.press("u")
        await pilot.pause()
        assert order() == []
        await pilot.press("r", "right", "r", "right", "r", "O")
        await pilot.pause()
        assert "All that was answered here is revealed" in stage.said(app)[-1]


async def test_what_takes_long_says_how_far_it_is_and_esc_stops_it(
    stage: Any, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is taken then; else what is in it is shown as ever."""
    monkeypatch.setattr("workshop.bringing.AT_ONCE", 0)
    told: list[str] = []
    monkeypatch.setattr(WaitingDialog, "tell_how_far", lambda _, text: told.append(text))
    made = stage.session()
    path: Path = stage.folder / f"{made}.json"
    partner = Library(stage.folder).read(made).partners[0]
    rows = "".join(f"{number};{partner.name};{1 + number % 5}\n" for number in range(250))
    (inbox / "survey.csv").write_text(f"ID;Organisation;1.3\n{rows}", "utf-8")
    behind = Held()
    app = WorkshopApp(
        stage.folder, Settings(), session=made, clock=lambda: NOW, behind=behind, guard=Guard(pause=0)
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        behind.do_all()
        await pilot.pause()
        before = path.read_bytes()
        for stopped in (True, False):
            await pilot.press("B")
            await pilot.pause()
            await pick(pilot, "Answers that were given")
            await pilot.press("space", "enter")
            await pilot.pause()
            assert isinstance(app.screen, WaitingDialog)
            assert "esc stop" in stage.flat(app)
            if stopped:
                await pilot.press("escape")
            behind.do_all()
            await pilot.pause()
            assert isinstance(app.screen, IncomingDialog) != stopped
            assert bool(told) != stopped
            assert path.read_bytes() == before
        assert "200 of 251 are read." in told
        await pick(pilot, "Take 250 answers")
        assert path.read_bytes() != before
