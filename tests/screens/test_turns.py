"""Turns, by keys and by mouse: the clock, the order, who is passed over, what each commits to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from textual.geometry import Offset

from sessions.record import Session
from sessions.rows import Stop
from tests.screens.conftest import NOW
from tests.turns import PEOPLE, PRIYA, SAM, TOM, at, named as named_in, turns_step
from workshop.widgets.turns import TurnList

SIZES = [(80, 24), (120, 36)]
NOBODYS = tuple(person.model_copy(update={"partner_id": None}) for person in PEOPLE)


def with_turns(stop: Stop | None = None, people: tuple[Any, ...] = NOBODYS, **settings: object) -> Any:
    """A change that puts turns behind the first step, and goes to their start or to a turn."""

    def change(session: Session) -> Session:
        agenda = (session.agenda[0], turns_step(**settings), *session.agenda[2:])
        here = stop or Stop(activity_id="s2")
        return session.model_copy(update={"people": people, "agenda": agenda, "at": here})

    return change


class Hands:
    """A clock that a test sets, in minutes from ten o'clock."""

    minutes = 0.0

    def __call__(self) -> dt.datetime:
        return NOW + dt.timedelta(minutes=self.minutes)


def tick(app: Any, hands: Hands, minutes: float) -> None:
    """A second's work at that time; the laptop has not slept meanwhile."""
    hands.minutes = minutes
    app.screen._clock._looked = hands()
    app.screen._tick()


@pytest.mark.parametrize("size", SIZES)
async def test_the_arrows_lead_through_parts_and_people(stage: Any, size: tuple[int, int]) -> None:
    app = stage.app(stage.session(with_turns()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "3 turns of 20 minutes: 60 minutes together." in stage.flat(app)
        await pilot.press("right")
        await pilot.pause()
        assert "Turn 1 of 3 Priya Shah: What is brought" in stage.flat(app)
        assert "turn: 20:00 left" in stage.text(app)
        assert "this part: 05:00 left" in stage.text(app)
        assert "Priya Shah ▸ now" in stage.flat(app, "#turns")
        await pilot.press("right", "right", "right", "right")
        await pilot.pause()
        assert "Turn 2 of 3 Tom Okafor: What is brought" in stage.flat(app)


async def test_the_clock_runs_in_large_figures_and_says_when_it_is_over(stage: Any) -> None:
    hands = Hands()
    app = stage.app(stage.session(with_turns()), clock=hands)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("right")
        tick(app, hands, 3)
        await pilot.pause()
        assert "turn: 17:00 left" in stage.text(app, "#turn-clock")
        assert "█" in stage.text(app, "#turn-clock")
        await pilot.press("right")
        tick(app, hands, 23)
        await pilot.pause()
        assert "turn: ■ 03:00 over" in stage.text(app, "#turn-clock")
        assert "2 turns to come: 3 min more than" in stage.flat(app, "#turn-clock")
        await pilot.press("z")
        tick(app, hands, 40)
        await pilot.pause()
        assert "turn: ■ 03:00 over, paused" in stage.text(app, "#turn-clock")


async def test_the_sound_comes_at_the_end_of_a_part_and_of_a_turn(stage: Any) -> None:
    hands, rung = Hands(), []
    app = stage.app(stage.session(with_turns()), clock=hands)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("right")
        app.screen._clock._ring = lambda: rung.append(hands.minutes)
        for minutes in (4.9, 5.1, 5.2, 19.9, 20.1, 20.2):
            hands.minutes = minutes
            app.screen._clock._looked = hands()  # the laptop has not slept meanwhile
            app.screen._clock._sound()
        assert rung == [5.1, 20.1]


async def test_the_time_of_a_turn_is_on_disk_once_a_minute(stage: Any) -> None:
    hands = Hands()
    app = stage.app(stage.session(with_turns()), clock=hands)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("right")
        before = stage.saved().spells
        for second in range(0, 100, 20):
            hands.minutes = second / 60
            app.screen._tick()
        await pilot.pause()
        kept = {spell.place: spell.seconds for spell in stage.saved().spells if spell.place}
        assert before != stage.saved().spells
        assert kept == {f"{PRIYA}/turn-1": 60}


async def test_the_order_is_changed_and_somebody_passed_over(stage: Any) -> None:
    app = stage.app(stage.session(with_turns()))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("down", "down", "left_square_bracket", "left_square_bracket")
        await pilot.pause()
        assert named_in(stage.saved()) == ["Sam Lee", "Priya Shah", "Tom Okafor"]
        assert "▸ Sam Lee" in stage.text(app), "it stays in focus"
        await pilot.press("right_square_bracket", "u")
        await pilot.pause()
        assert named_in(stage.saved())[0] == "Sam Lee"
        await pilot.press("down", "R")
        await pilot.pause()
        assert named_in(stage.saved()) == ["Sam Lee", "(Priya Shah)", "Tom Okafor"]
        assert "– not here" in stage.text(app)
        await pilot.press("R")
        await pilot.pause()
        assert named_in(stage.saved())[1] == "Priya Shah"


async def test_whose_turn_it_is_can_be_passed_over_and_it_goes_on(stage: Any) -> None:
    app = stage.app(stage.session(with_turns(at(PRIYA, 2))))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("R")
        await pilot.pause()
        assert "Turn 1 of 2 Tom Okafor: What is brought" in stage.flat(app)
        await pilot.press(*["right"] * 4, "R")
        await pilot.pause()
        assert stage.saved().at.activity_id == "s3", "the last turn leads on to the next step"


async def test_what_somebody_will_do_is_an_action_with_the_name_as_owner(stage: Any) -> None:
    app = stage.app(stage.session(with_turns(at(PRIYA, 4))))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        assert "owner Priya Shah" in stage.flat(app)
        await stage.type(pilot, "Call the trust")
        await pilot.press("enter")
        await pilot.pause()
        (action,) = stage.saved().actions
        assert (action.text, action.owner, action.origin) == ("Call the trust", "Priya Shah", f"s2/{PRIYA}")
        assert "✓" in stage.text(app, "#turns") or "▸ now" in stage.text(app, "#turns")
        await pilot.press("n")
        await pilot.pause()
        await stage.type(pilot, "About discharge")
        await pilot.press("enter")
        await pilot.pause()
        assert stage.saved().notes[-1].origin == f"s2/{PRIYA}"
        await pilot.press("u", "u")
        await pilot.pause()
        assert (stage.saved().actions, stage.saved().notes) == ((), ())


async def test_the_owner_alone_is_no_action_and_is_not_kept(stage: Any) -> None:
    app = stage.app(stage.session(with_turns(at(PRIYA, 4))))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("a", "enter")
        await pilot.pause()
        assert "What is to be done?" in stage.flat(app)
        await pilot.press("escape", "right")
        await pilot.press("a")
        await pilot.pause()
        assert "owner Tom Okafor" in stage.flat(app), "each turn has its own"


async def test_minutes_parts_and_names_are_set_on_the_step(stage: Any) -> None:
    app = stage.app(stage.session(with_turns(minutes=30)))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "▲ That is 30 minutes more than the 30 of this step." in stage.flat(app)
        await pilot.press("o", "enter")
        await pilot.pause()
        assert "10 fit in this step." in stage.flat(app)
        await stage.type(pilot, "10")
        await pilot.press("enter")
        await pilot.pause()
        assert "3 turns of 10 minutes: 30 minutes together." in stage.flat(app)
        await pilot.press("o", "down", "enter")
        await pilot.pause()
        await stage.type(pilot, "1 2 3 4 5")
        await pilot.press("enter")
        await pilot.pause()
        assert "5 numbers for 4 parts" in stage.flat(app)
        await pilot.press("escape")
        await pilot.press("o", "down", "down", "enter")
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        await stage.type(pilot, "Ann, Bob")
        await pilot.press("enter")
        await pilot.pause()
        assert named_in(stage.saved()) == ["Ann", "Bob"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_puts_somebody_in_focus_and_another_goes_to_the_turn(
    stage: Any, size: tuple[int, int]
) -> None:
    app = stage.app(stage.session(with_turns()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        people = app.screen.query_one(TurnList)
        await pilot.click(people, offset=Offset(4, 2))
        await pilot.pause()
        assert "▸ Sam Lee" in stage.text(app)
        await pilot.click(people, offset=Offset(4, 2))
        await pilot.pause()
        assert stage.saved().at == at(SAM)


async def test_many_people_stand_in_two_columns_and_the_smallest_window_holds(stage: Any) -> None:
    many = tuple(PEOPLE[2].model_copy(update={"uid": f"{n:016}", "name": f"Person {n}"}) for n in range(12))
    app = stage.app(stage.session(with_turns(at(f"{3:016}"), people=many)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Person 11" in stage.text(app)
        assert "Turn 4 of 12" in stage.flat(app)
    app = stage.app(stage.session(with_turns(at(TOM)), title="Small"))
    async with app.run_test(size=(40, 15)) as pilot:
        await pilot.press("right", "v", "right", "v", "R", "left_square_bracket")
        await pilot.pause()
        assert stage.text(app).strip()


async def test_the_room_sees_the_turn_in_this_window_too(stage: Any) -> None:
    app = stage.app(stage.session(with_turns(at(PRIYA, 3))))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("v")
        await pilot.pause()
        shown = stage.flat(app, "#wall")
        for said in (
            "Turn 1 of 3",
            "Open questions only",
            "Next: Tom Okafor",
            "turn 20:00 left",
        ):
            assert said in shown
        await pilot.press("down")
        await pilot.pause()
        assert "In focus: Tom Okafor" in stage.said(app)[-1]
