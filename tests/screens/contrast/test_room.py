"""Every text that the room sees in the second window is read well; what the walks may leave out."""

import datetime as dt
from collections.abc import AsyncIterator, Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from sessions import plan
from sessions.edits import event as event_edits
from sessions.record import Session
from sessions.rows import Running, Stop
from sessions.store.library import Library
from sessions.store.wall import WallStateFile
from sessions.wall import Typing, WallState
from tests.builders import NOW
from themes.variables import variables
from workshop.wall_window import WallApp

Steps = AsyncIterator[tuple[str, str]]


def moved_to(stop: Stop) -> Callable[[Session], Session]:
    """A change of place."""
    return lambda session: event_edits.move_to(stop).apply(session, NOW)


@pytest.mark.parametrize("base", ["base", "room_base"])
def test_what_differs_in_any_theme_differs_in_the_one_that_is_walked_in(contrast: Any, base: str) -> None:
    values = {
        name: {**variables(theme), **theme.colours.model_dump(exclude={"levels"})}
        for name, theme in contrast.shipped.items()
    }
    walked_in = values[getattr(contrast, base)]
    for one, other in combinations(walked_in, 2):
        if walked_in[one] == walked_in[other]:
            assert all(each[one] == each[other] for each in values.values()), (one, other)


async def test_every_text_of_the_room_is_read_well(stage: Any, contrast: Any) -> None:
    """The second window, in every theme that it takes, at every kind of stop and every stage of the time."""
    assert set(contrast.room) == {name for name in contrast.shipped if contrast.needed(name) == 7.0}
    now = [stage.now]

    async def follow(stage: Any, pilot: Any) -> Steps:
        path: Path = pilot.app._follower._path

        async def change(edit: Callable[[Session], Session]) -> None:
            with Library(stage.folder).open(path.stem) as file:
                file.save(edit(file.session))
            pilot.app._session = pilot.app._follower.look()
            pilot.app._show()
            await pilot.pause()

        yield "begun", "1.2"
        await change(contrast.said(stage))
        for number in range(len(plan.stops(stage.saved()))):
            stop: Stop = plan.stops(stage.saved())[number]
            await change(moved_to(stop))
            yield f"{stop}", ""
        beside = WallStateFile(path)

        async def show(**shown: Any) -> None:
            beside.write(WallState(since=stage.now, **shown))
            await change(moved_to(shown["at"]))

        long = next(stop for stop in plan.stops(stage.saved()) if stop.ref == "icbo/principles")
        await show(at=long, page=1)
        yield "the second page", "page 2 of 2"
        rows = (("what", "Draft the deed"), ("owner", ""), ("check", "no such day"))
        await show(at=long, typing=Typing(title="New action", rows=rows))
        yield "an action while it is typed", "Draft the deed"
        beside.clear()
        running = Running(activity_id="s2", since=stage.now)
        await change(lambda session: session.model_copy(update={"running": running}))
        await change(moved_to(Stop(activity_id="s2", part="item", ref=contrast.item)))
        for minutes, words in ((1, "47:00 left"), (40, "▲ 08:00 left"), (46, "▲▲ 02:00"), (49, "■ 01:00")):
            now[0] = stage.now + dt.timedelta(minutes=minutes)
            pilot.app._show()
            yield f"after {minutes} minutes", words

    def start() -> Any:
        now[0] = stage.now
        for path in stage.folder.glob("*.json"):
            path.unlink()
        path = stage.folder / f"{stage.session()}.json"
        return WallApp(path, contrast.room, contrast.room_base, chosen=True, clock=lambda: now[0])

    await contrast.holds(stage, start, follow, contrast.room)
