"""By keys and mouse: packs are listed, opened, searched and read; and compared with a session."""

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from sessions.record import Session
from tests.screens.conftest import AtOnce
from workshop.app import WorkshopApp
from workshop.guard import Guard
from workshop.screens.pack import PackScreen
from workshop.screens.packs import PacksScreen
from workshop.settings import Settings
from workshop.widgets.dialogs.edition import EditionDialog
from workshop.widgets.dialogs.pick import PickDialog

NARROW, WIDE = (80, 24), (120, 36)


async def opened(stage: Any, pilot: Any, app: Any, words: str) -> None:
    """The pack with these words, from the list of sessions."""
    await pilot.press("p")
    await pilot.pause()
    assert isinstance(app.screen, PacksScreen)
    await pilot.press("slash")
    await stage.type(pilot, words)
    await pilot.press("enter", "enter")
    await pilot.pause()
    assert isinstance(app.screen, PackScreen)


async def test_a_pack_is_read_without_a_session(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=NARROW) as pilot:
        await opened(stage, pilot, app, "icbo")
        assert "21 standards in 4 sections" in stage.flat(app)
        await pilot.press("enter")
        assert "LGA" in stage.flat(app) or "Local Government Association" in stage.flat(app)
        for _ in range(20):
            if "ITS PARTS" in stage.text(app, "#text"):
                break
            await pilot.press("right")
        assert "Relationships that put people first" in stage.text(app, "#text")
        await pilot.press("pagedown")
        assert app.screen.query_one("#reading").scroll_y > 0
        await pilot.press("left", "right", "enter")
        assert app.screen.query_one("#texts").display, "and back to the list"
        await pilot.press("q")
        assert isinstance(app.screen, PacksScreen)


async def test_find_shows_what_has_the_words_and_escape_shows_all(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=NARROW) as pilot:
        await opened(stage, pilot, app, "ten tips")
        many = app.screen.query_one(OptionList).option_count
        await pilot.press("slash")
        await stage.type(pilot, "newham")
        assert 0 < app.screen.query_one(OptionList).option_count < many
        assert "with these words" in stage.flat(app)
        await stage.type(pilot, "zzz")
        assert "Nothing here has these words. esc shows all of it." in stage.flat(app)
        await pilot.press("escape")
        assert app.screen.query_one(OptionList).option_count == many
        await pilot.press("escape")
        assert isinstance(app.screen, PacksScreen)


async def test_in_a_wide_window_the_text_stands_beside_the_list(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=WIDE) as pilot:
        await opened(stage, pilot, app, "ten tips")
        rows, text = app.screen.query_one("#texts"), app.screen.query_one("#reading")
        assert rows.display
        assert text.display
        before = stage.text(app, "#text")
        await pilot.press("down", "down", "down")
        assert stage.text(app, "#text") != before
        await pilot.resize_terminal(*NARROW)
        await pilot.pause()
        assert not text.display
        await pilot.resize_terminal(40, 15)
        await pilot.pause()
        await pilot.press("enter", "right", "enter")
        assert rows.display


async def test_a_second_click_opens_a_pack(stage: Any) -> None:
    app = stage.app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("p")
        await pilot.pause()
        await pilot.click("#packs", offset=(4, 6))
        await pilot.click("#packs", offset=(4, 6))
        await pilot.pause()
        assert isinstance(app.screen, PackScreen)


def own_pack(folder: Path, pack_id: str, text: str = "What good looks like.") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    head = f'id = "{pack_id}"\nedition = "1"\nname = "Our own"\nabout = "A"\n[source]\ntitle = "T"\n'
    rows = 'publisher = "P"\nyear = 2020\n[[sections]]\nid = "a"\ntitle = "T"\n[[sections.items]]\n'
    item = f'id = "{pack_id}/1"\nnumber = "1"\nname = "N"\nstatement = "{text}"\n'
    (folder / f"{pack_id}.toml").write_text(head + rows + item, "utf-8")


def app_with_own(stage: Any, data: Path, session: str | None = None) -> WorkshopApp:
    return WorkshopApp(
        stage.folder,
        Settings(theme="laptop-dark", theme_chosen=True),
        session=session,
        clock=lambda: stage.now,
        data_folder=data,
        settings_path=stage.settings_path,
        behind=AtOnce(),
        guard=Guard(pause=0),
    )


async def test_own_packs_are_marked_and_broken_ones_say_why(stage: Any, tmp_path: Path) -> None:
    own_pack(tmp_path / "packs", "north-vale")
    (tmp_path / "packs" / "broken.toml").write_text("id = 1", "utf-8")
    app = app_with_own(stage, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("p")
        await pilot.pause()
        await pilot.press("slash")
        await stage.type(pilot, "our own")
        assert "yours" in stage.flat(app, "#packs")
        await pilot.press("escape", "end")
        assert "▲" in stage.text(app, "#packs")
        assert "broken.toml" in stage.flat(app, "#packs")
        await pilot.press("enter")
        assert isinstance(app.screen, PacksScreen)


def reworded(session: Session) -> Session:
    """As if it had been run with an earlier edition, of one item more."""
    (pack,) = session.packs
    first, *rest = pack.sections
    gone = first.items[0].model_copy(update={"id": "icbo/OLD", "name": "Of another time"})
    first = first.model_copy(update={"items": (*first.items, gone)})
    earlier = pack.model_copy(update={"edition": "2012", "sections": (first, *rest)})
    return session.model_copy(update={"packs": (earlier,)})


async def test_a_session_of_an_earlier_edition_says_so_when_it_is_opened(stage: Any) -> None:
    app = stage.app(stage.session(reworded))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        said = " ".join(stage.said(app))
        assert "edition 2012 in the session, edition 2018 in the pack; 1 gone" in said
        assert "Nothing is scored anew." in said
        assert stage.saved().pack("icbo").edition == "2012"


async def test_what_has_not_changed_is_not_mentioned(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert not any("edition" in said for said in stage.said(app))


async def test_a_pack_is_compared_with_a_session(stage: Any) -> None:
    stage.session(reworded)
    app = stage.app()
    async with app.run_test(size=NARROW) as pilot:
        await opened(stage, pilot, app, "icbo")
        await pilot.press("c")
        assert isinstance(app.screen, PickDialog)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, EditionDialog)
        assert "GONE FROM THE PACK" in stage.text(app)
        assert "Of another time" in stage.flat(app)
        await pilot.press("escape")
        assert isinstance(app.screen, PackScreen)


@pytest.mark.parametrize("size", [NARROW, (40, 15)])
async def test_with_no_session_there_is_nothing_to_compare_with(stage: Any, size: tuple[int, int]) -> None:
    app = stage.app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("p")
        await pilot.pause()
        await pilot.press("c")
        assert "no session to compare it with" in stage.said(app)[-1]
