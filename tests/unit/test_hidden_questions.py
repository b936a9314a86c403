"""Sessions that differ in hidden answers to several questions on an item alone look the same everywhere."""

from pathlib import Path

import pytest

from sessions import plan
from sessions.kinds.registry import reveal_all, revealed_only, waiting
from sessions.many.card import Card
from sessions.many.make import card_of
from sessions.outputs import registry
from sessions.outputs.text import account
from sessions.record import Session
from sessions.rows import Stop
from tests.asked import in_the_middle, paired, risky
from tests.builders import NOW, TODAY, aside, page
from tests.unit.test_hidden import offers, without_identities, written
from workshop.cli.dumped import dumped
from workshop.contents import summary_contents
from workshop.steps.asking import AskingView
from workshop.steps.position import agenda_rows, place
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.wall.shown import shown

BASES = {
    "risks": risky(),
    "likelihood": risky(impact=False, as_bodies=False),
    "pairs": paired(),
    "two of them": paired("are", "want", as_bodies=False),
}


def both(base: str, seed: int) -> tuple[Session, Session]:
    one, other = (in_the_middle(BASES[base], seed, secret) for secret in (1000 + seed, 2000 + seed))
    assert one != other
    return one, other


def below(session: Session, stop: Stop) -> object:
    """What the facilitator sees below the page of a picture."""
    scene = Scene(session, stop, TODAY)
    view = view_at(scene)
    assert isinstance(view, AskingView)
    return view.shown_below(scene)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_hidden_makes_no_difference_on_any_screen(base: str, seed: int) -> None:
    one, other = both(base, seed)
    assert plan.stops(one) == plan.stops(other)
    for stop in plan.stops(one):
        assert shown(one, stop, TODAY, NOW, None) == shown(other, stop, TODAY, NOW, None)
        assert page(one, stop) == page(other, stop)
        assert aside(one, stop) == aside(other, stop)
        assert place(one, stop) == place(other, stop)
        here, there = (below(each, stop) for each in (one, other))
        assert here == there
    assert offers(one, one.agenda[0].id) == offers(other, one.agenda[0].id)
    assert agenda_rows(one, NOW) == agenda_rows(other, NOW)
    assert summary_contents(one) == summary_contents(other)


@pytest.mark.long
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_hidden_leaves_by_no_output(base: str, seed: int, tmp_path: Path) -> None:
    one, other = both(base, seed)
    for output in registry.ids():
        here, there = (written(each, tmp_path / name, output) for name, each in (("a", one), ("b", other)))
        assert here == there
    assert account(one) == account(other)
    assert without_identities(dumped(one)) == without_identities(dumped(other))
    assert without_identities(dumped(one, hidden=True)) != without_identities(dumped(other, hidden=True))
    cards: tuple[Card, Card] = (card_of(one), card_of(other))
    assert cards[0] == cards[1]
    assert waiting(one) == waiting(other)


@pytest.mark.parametrize("base", BASES)
def test_all_that_is_left_is_revealed_at_once(base: str) -> None:
    made = in_the_middle(BASES[base], 1, 1)
    assert waiting(made)
    open_to_all = reveal_all().apply(made, NOW)
    assert waiting(open_to_all) == ()
    assert revealed_only(open_to_all) == open_to_all
