"""Blanking the room's view and bringing it back, by key, mouse and palette."""

from typing import Any

from sessions.store.wall import read_wall_state
from workshop.wall.layout.frame import RESTS
from workshop.widgets.key_bar import KeyBar

SIZE = (120, 36)


async def test_w_blanks_the_room_and_says_so_all_the_time(stage: Any) -> None:
    app = stage.app(stage.session())
    (path,) = stage.library.paths()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("w")
        assert read_wall_state(path).blank
        assert "The room sees nothing. w brings it back." in stage.said(app)[-1]
        await pilot.press("right", "3")
        assert read_wall_state(path).blank, "it stays at the next stop, and while answers are typed"
        assert "ROOM BLANK" in stage.text(app, "#head")
        assert "w show the room" in stage.flat(app, "#keys")
        before = path.read_bytes()
        await pilot.press("w")
        assert "ROOM BLANK" not in stage.text(app, "#head")
        assert not read_wall_state(path).blank
        assert path.read_bytes() == before, "nothing of it is in the record"


async def test_what_was_said_of_a_key_does_not_stand_where_that_key_does_something_else(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        assert stage.said(app) == ["The room sees nothing. w brings it back."]
        await pilot.press("s")
        await pilot.pause()
        assert "w write" in stage.flat(app)
        assert stage.said(app) == [], "w writes the summary here"


async def test_the_mouse_brings_it_back(stage: Any) -> None:
    app = stage.app(stage.session())
    (path,) = stage.library.paths()
    async with app.run_test(size=SIZE) as pilot:
        await app.screen.run_action("command('blank')")
        await pilot.pause()
        bar = app.screen.query_one(KeyBar).region
        lines = stage.text(app).split("\n")
        y = next(y for y in range(bar.y, bar.bottom) if "show the room" in lines[y])
        await pilot.click(offset=(lines[y].index("show the room"), y))
        assert not read_wall_state(path).blank


async def test_one_window_turned_to_the_room_is_blank_too(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "w")
        assert stage.flat(app) == RESTS
        assert stage.said(app) == [], "the room would read it"
        await pilot.press("escape")
        assert "ROOM BLANK" in stage.text(app, "#head")
        await pilot.press("v", "w")
        assert "1.2" in stage.flat(app)


async def test_a_window_that_only_reads_says_whose_the_room_is(stage: Any) -> None:
    session = stage.session()
    with stage.library.open(session):
        app = stage.app(session)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("w")
            assert "Blank it there" in stage.said(app)[-1]
            assert "READ ONLY" in stage.text(app, "#head")
