"""The guard before keys and clicks: what comes too close upon something else does nothing."""

import pytest

from tests.builders import Hand
from workshop.guard import Guard


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def guard(hand: Hand) -> Guard:
    return Guard(hand)


def test_the_same_key_waits_half_a_second_from_the_painting_not_from_the_key(
    guard: Guard, hand: Hand
) -> None:
    assert guard.takes_key("r", "run")
    hand.now += 3  # a slow laptop
    assert not guard.takes_key("r", "run"), "nobody has seen yet what it means"
    guard.painted("run")
    hand.now += 0.49
    assert not guard.takes_key("r", "run")
    hand.now += 0.2
    assert guard.takes_key("r", "run"), "what was dropped does not count"


def test_a_key_that_is_held_down_is_one_act(guard: Guard, hand: Hand) -> None:
    assert guard.takes_key("r", "run")
    guard.painted("run")
    for _ in range(100):
        hand.now += 0.03
        assert not guard.takes_key("r", "run")


def test_another_key_is_another_act(guard: Guard) -> None:
    assert all(guard.takes_key(key, "run") for key in ("4", "r", "g"))


@pytest.mark.parametrize("key", ["right", "left", "up", "down", "3", "0", "minus", "plus", "tab", "pagedown"])
def test_digits_signs_and_arrows_never_wait(guard: Guard, key: str) -> None:
    assert all(guard.takes_key(key, "run") for _ in range(5))


def test_what_is_typed_never_waits(guard: Guard) -> None:
    assert all(guard.takes_key(key, "note", typing=True) for key in "nnaabb")


def test_what_says_the_same_again_may_but_not_on_another_screen(guard: Guard) -> None:
    assert guard.takes_key("u", "run", repeats=lambda: True)
    assert guard.takes_key("u", "run", repeats=lambda: True)
    assert not guard.takes_key("u", "home", repeats=lambda: True)


def test_enter_is_not_the_first_key_of_what_has_just_come_up(guard: Guard, hand: Hand) -> None:
    assert guard.takes_key("b", "run")
    assert not guard.takes_key("enter", "pick"), "not even painted"
    guard.painted("pick")
    hand.now += 0.4
    assert not guard.takes_key("enter", "pick")
    assert guard.takes_key("down", "pick"), "an arrow does not wait"
    assert guard.takes_key("enter", "pick"), "and what it has chosen may be taken"


def test_the_first_key_of_all_waits_for_nothing(guard: Guard) -> None:
    assert guard.takes_key("enter", "home")


def test_a_new_meaning_may_come_by_itself(guard: Guard, hand: Hand) -> None:
    assert guard.takes_key("w", "summary")
    guard.painted("summary")
    hand.now += 2
    guard.new_meaning()
    guard.painted("summary")
    hand.now += 0.3
    assert not guard.takes_key("w", "summary")


@pytest.mark.parametrize("at", [(10, 5), (11, 5), (9, 5)])
def test_the_second_click_of_a_double_click_does_nothing(guard: Guard, at: tuple[int, int]) -> None:
    assert guard.takes_click((10, 5), 1, "run", "bar")
    guard.painted("run")
    assert not guard.takes_click(at, 1, "run", "bar"), "not where the hand moved a little either"
    assert not guard.takes_click((10, 5), 2, "run", "bar")
    assert not guard.takes_click((10, 5), 3, "dialog", "key line")


def test_clicks_apart_in_time_or_place_are_two(guard: Guard, hand: Hand) -> None:
    assert guard.takes_click((10, 5), 1, "run", "grid")
    assert guard.takes_click((10, 6), 1, "run", "grid")
    guard.painted("run")
    hand.now += 0.5
    assert guard.takes_click((10, 6), 1, "run", "grid")


def test_a_double_click_opens_a_row_once(guard: Guard) -> None:
    assert guard.takes_click((10, 5), 1, "home", "rows", second=True)
    assert guard.takes_click((10, 5), 2, "home", "rows", second=True)
    assert not guard.takes_click((10, 5), 3, "home", "rows", second=True)
    assert guard.takes_click((20, 9), 1, "home", "rows", second=True)
    assert not guard.takes_click((20, 9), 2, "run", "grid"), "what was opened by the first gets no second"
