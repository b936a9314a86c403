"""What passes: a notice stands once, and what was to be done after painting ends with the widget."""

from functools import partial
from typing import Any

import pytest
from textual.app import App
from textual.geometry import Region
from textual.widgets import Label

from workshop.widgets.dialogs.base import Notice
from workshop.widgets.notices import Notices
from workshop.widgets.painted import once_painted


async def test_of_a_widget_that_has_left_nothing_is_done_after_painting() -> None:
    done: list[str] = []
    async with App[None]().run_test() as pilot:
        stays, leaves = Label("stays"), Label("leaves")
        await pilot.app.mount(stays, leaves)
        for label in (stays, leaves):
            once_painted(label, partial(done.append, str(label.content)))
        leaves.call_after_refresh(done.append, "unguarded")
        await leaves.remove()
        await pilot.pause()
    assert "stays" in done
    assert "leaves" not in done
    assert "unguarded" in done, "Textual does it all the same"


async def test_a_notice_under_a_dialog_is_not_said_twice(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"Signed", "enter")
        await pilot.pause()
        run = app.screen
        assert run.query_one(Notices).has_class("said")
        await pilot.press("n")
        await pilot.pause()
        places = [place for screen in app.screen_stack for place in screen.query(Notices)]
        said = [place for place in places if place.has_class("said")]
        assert [place.screen for place in said] == [app.screen]
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is run
        assert run.query_one(Notices).has_class("said"), "and stands there again until its time is over"


async def test_only_one_thing_waits_for_notices_to_end(stage: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        waiting: list[object] = []
        place = app.screen.query_one(Notices)

        class Waits:
            def __init__(self, *_: object) -> None:
                waiting.append(self)

            def stop(self) -> None:
                waiting.remove(self)

        monkeypatch.setattr(place, "set_timer", Waits)
        for text in ("Signed.", "Sealed.", "Delivered."):
            app.notify(text)
            await pilot.pause()
        assert len(stage.said(app)) == 3
        assert len(waiting) == 1
        app.clear_notifications()
        await pilot.pause()
        assert waiting == []


async def test_what_changes_in_a_dialog_as_a_second_goes_by_below_it_is_drawn(stage: Any) -> None:
    app = stage.app(stage.session())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        dialog, notice = app.screen, app.screen.query_one("#understood", Notice)
        notice.show("@ who   ( ) body   ^ by whom", "")
        dialog._dirty_widgets.add(notice)  # as when the notice has said so
        assert notice._repaint_regions
        dialog.refresh(Region(0, 0, 80, 1))
        dialog._on_timer_update()
        assert not notice._repaint_regions
        await pilot.pause()
        assert not dialog._repaint_regions, "and so is what goes by"
