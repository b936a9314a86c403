"""Who is here, by keys and by mouse, while the session runs and in its details."""

from typing import Any

from sessions.edits import people as people_edits
from sessions.rows import Person
from tests.builders import NOW
from workshop.screens.run import RunScreen
from workshop.widgets.dialogs.attendance import AttendanceDialog

SIZE = (120, 36)


def with_people(session: Any) -> Any:
    people = (Person(name="Priya", partner_id="county-council"), Person(name="Sam", role="note taker"))
    return people_edits.set_people(people).apply(session, NOW)


async def test_one_key_each_and_the_time_of_day(stage: Any) -> None:
    app = stage.app(stage.session(with_people))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        assert isinstance(app.screen, AttendanceDialog)
        await pilot.press("down", "l")
        priya = stage.saved().people[0]
        assert (priya.attendance, priya.came_at) == ("late", NOW)
        assert f"Priya · came late, at {NOW.astimezone():%H:%M}" in stage.flat(app)
        await pilot.press("x")
        assert stage.saved().people[0].left_at == NOW
        await pilot.press("u", "u")
        assert stage.saved().people[0].attendance == "there"
        await pilot.press("up", "a")
        assert stage.saved().partners[0].attendance == "apologies"
        before = stage.saved()
        await pilot.press("enter")
        assert isinstance(app.screen, RunScreen), "it means that one is done, and changes nobody"
        assert stage.saved() == before


async def test_somebody_who_walks_in_is_added(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "n", *"Jo", "enter")
        assert isinstance(app.screen, AttendanceDialog)
        assert [person.name for person in stage.saved().people] == ["Jo"]
        assert "there Jo" in stage.flat(app)
        await pilot.press("c")
        assert [person.chair for person in stage.saved().people] == [True], "who was added is in focus"


async def test_the_mouse_does_the_same(stage: Any) -> None:
    app = stage.app(stage.session(with_people))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        await pilot.click("#rows", offset=(3, 1))
        line = app.screen.query_one(".keys").region
        text = stage.text(app).split("\n")[line.y]
        await pilot.click(offset=(text.index("l late") + 2, line.y))
        await pilot.pause()
        assert stage.saved().people[0].attendance == "late"
        await pilot.click("#rows", offset=(3, 1))
        assert stage.saved().people[0].attendance == "left", "a second click on a row takes the next"


async def test_with_nobody_on_the_list_it_says_how_to_add(stage: Any) -> None:
    app = stage.app(stage.session(partners=()))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", "l")
        assert "Nobody is on the list yet. n adds a person." in stage.flat(app)


async def test_the_details_take_attendance_and_the_chair(stage: Any) -> None:
    stage.session(with_people)
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "f4", *"Ann")
        await pilot.press("f3", *["tab"] * 4, "space", "enter", "escape")
        await pilot.pause()
        ann = stage.saved().people[-1]
        assert (ann.name, ann.attendance, ann.chair) == ("Ann", "apologies", True)
        assert ann.partner_id is None
        app.screen.query_one("#people").scroll_visible(animate=False)
        await pilot.pause()
        assert "Ann · in the chair · apologies" in stage.flat(app)
