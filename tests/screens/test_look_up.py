"""Looking a term up while the session runs: the terms of the item first, then whatever is typed."""

from typing import Any

from sessions.glossary import Glossary, terms_in
from sessions.kinds.score.records import BALLOTS
from workshop.materials.load import glossary
from workshop.screens.home import HomeScreen
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.look_up import LookUpDialog, Terms

SIZE = (110, 34)
TERMS: Glossary = glossary()


def found(app: Any) -> list[str]:
    """Names of the terms that are offered, best first."""
    return [term.name for term in app.screen.query_one(Terms).model[1]]


async def test_the_terms_of_the_item_are_offered_first(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        texts = app.screen.texts_here()
        here = terms_in(TERMS, texts)
        needed = [term.name for term in here if term.abbreviation or term.replaced_by]
        assert len(here) > len(needed) > 0, "the item has terms of both sorts in it"
        item = stage.saved().item("icbo/D1.2")
        assert item.statement in texts
        await pilot.press("l")
        assert isinstance(app.screen, LookUpDialog)
        assert "On this screen:" in stage.text(app)
        assert sorted(found(app)) == sorted(term.name for term in here)
        assert found(app)[: len(needed)] == needed, "abbreviations and what has been replaced come first"
        assert needed[0] in stage.flat(app)
        await pilot.press("escape")
        assert isinstance(app.screen, RunScreen)
        assert BALLOTS.of(stage.saved()) == ()


async def test_typing_finds_a_term_with_what_has_replaced_it(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("l", *"pct")
        assert found(app)[0] == "Primary care trust (PCT)"
        shown = stage.flat(app)
        assert "Primary care trust (PCT)" in shown
        assert "Since April 2013: clinical commissioning groups" in shown, "what it has become"
        assert "On this screen:" not in shown
        assert BALLOTS.of(stage.saved()) == (), "letters and digits go to the field, not to the session"
        await pilot.press("1", "0")
        assert BALLOTS.of(stage.saved()) == ()
        await pilot.press(*["backspace"] * 5)
        assert "On this screen:" in stage.text(app)


async def test_what_is_not_found_offers_what_is_spelt_like_it(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("l")
        await stage.paste(pilot, "comissioning")
        assert "No such term. Did you mean" in stage.flat(app)
        assert found(app) == []
        await pilot.press("ctrl+u")
        await stage.paste(pilot, "[/x] qqqq =1")
        assert "No such term." in stage.flat(app)
        assert "Did you mean" not in stage.flat(app)


async def test_the_arrows_scroll_what_is_found_and_typing_goes_back_up(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("l", "c", "down", "down")
        await pilot.pause()
        box = app.screen.query_one("#found")
        assert box.scroll_y > 0
        assert app.focused is app.screen.query_one("#query")
        await pilot.press("up")
        await pilot.press("a")
        await pilot.pause()
        assert box.scroll_y == 0


async def test_at_home_all_terms_stand_in_the_order_of_the_alphabet(stage: Any) -> None:
    stage.session()
    app = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("l")
        assert "All terms, in the order of the alphabet:" in stage.flat(app)
        names = [term.term.casefold() for term in app.screen.query_one(Terms).model[1]]
        assert len(names) == len(TERMS.terms)
        letters = [next(filter(str.isalnum, name)) for name in names]  # of “"I" statement” the I
        assert letters == sorted(letters)
