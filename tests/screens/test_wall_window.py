"""The second window: it follows the file, keeps the last picture where it can't, and writes nothing."""

import datetime as dt
import io
import json
import os
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

import pytest

from sessions import plan
from sessions.edits import event as event_edits
from sessions.kinds.score import edits as score_edits
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Running, Stop
from sessions.store.library import Library
from tests.builders import NOW
from themes.load import load as load_themes
from workshop.cli import main
from workshop.desk import Desk
from workshop.settings import Settings
from workshop.wall_window import Follower, WallApp, for_a_room, pick_theme, wall_now

ROOM = for_a_room(load_themes())
Listing = dict[str, tuple[int, int, int]]


class Audience:
    """The second window on a session that the test itself changes on disk."""

    def __init__(self, stage: Any) -> None:
        self.stage = stage
        self.now = stage.now
        self.path: Path = stage.folder / f"{stage.session()}.json"
        self.app = WallApp(self.path, ROOM, "projector-dark", chosen=True, clock=lambda: self.now)

    def change(self, edit: Callable[[Session], Session]) -> None:
        """Another program changes the session."""
        with Library(self.stage.folder).open(self.path.stem) as file:
            file.save(edit(file.session))

    def page(self) -> str:
        """What stands on the screen."""
        return str(self.stage.flat(self.app))

    async def until(self, pilot: Any, wanted: str) -> None:
        """Wait until the screen shows this."""
        for _ in range(200):
            if wanted in self.page():
                return
            await pilot.pause(0.02)
        raise AssertionError(f"{wanted!r} is not in {self.page()}")

    async def looks(self, pilot: Any) -> None:
        """Wait until it has looked at the file twice more."""
        follower = self.app._follower
        before = follower.looks
        while follower.looks < before + 2:
            await pilot.pause(0.01)


@pytest.fixture
def audience(stage: Any, monkeypatch: pytest.MonkeyPatch) -> Audience:
    made = Audience(stage)
    follower: Any = made.app._follower
    follower.looks, look = 0, follower.look

    def counted() -> Session | None:
        found: Session | None = look()
        follower.looks += 1
        return found

    monkeypatch.setattr(follower, "look", counted)
    return made


def listing(folder: Path) -> Listing:
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.stat().st_size, path.stat().st_ino)
        for path in folder.rglob("*")
    }


def go(ref: str) -> Callable[[Session], Session]:
    return lambda session: event_edits.move_to(
        next(stop for stop in plan.stops(session) if stop.ref == ref)
    ).apply(session, NOW)


async def test_it_follows_what_is_done_in_the_other_window(audience: Audience) -> None:
    async with audience.app.run_test(size=(80, 24)) as pilot:
        await audience.until(pilot, "1.2 Leaders who lead and answer together")
        audience.change(go("icbo/D1.6"))
        await audience.until(pilot, "1.6 Governance that can decide")
        stage = audience.stage
        audience.change(lambda s: stage.answered(s, "icbo/D1.6", [1, 4, 4, 4]))
        await audience.until(pilot, "✓ Voluntary sector")
        assert "4 of 5 answered" in audience.page()
        assert "█" not in audience.page()
        audience.change(lambda s: score_edits.reveal("icbo/D1.6").apply(s, stage.now))
        await audience.until(pilot, "County Council sees it three levels lower than the others.")
        assert "SPLIT" in audience.page()


async def test_a_file_that_is_gone_or_damaged_leaves_the_last_picture(audience: Audience) -> None:
    sound = audience.path.read_bytes()
    async with audience.app.run_test(size=(80, 24)) as pilot:
        await audience.until(pilot, "1.2 Leaders")
        before = audience.page()
        for damage in (sound[: len(sound) // 2], b"", b"{}", b"\xff\x00", b'{"session": {}}'):
            audience.path.write_bytes(damage)
            await audience.looks(pilot)
            assert audience.page() == before
        audience.path.unlink()
        await audience.looks(pilot)
        assert audience.page() == before
        audience.path.write_bytes(sound)
        audience.change(go("icbo/D1.3"))
        await audience.until(pilot, "1.3 A vision that everyone shares")


async def test_a_record_that_leads_nowhere_leaves_the_last_picture(audience: Audience) -> None:
    async with audience.app.run_test(size=(80, 24)) as pilot:
        await audience.until(pilot, "1.2 Leaders")
        tables = json.loads(audience.path.read_bytes())
        audience.path.write_text(json.dumps({**tables, "packs": {}}), encoding="utf-8")
        await audience.looks(pilot)
        assert "1.2 Leaders" in audience.page()
        assert audience.app.failure is None


async def test_a_file_put_in_its_place_is_seen_at_once(audience: Audience) -> None:
    async with audience.app.run_test(size=(80, 24)) as pilot:
        await audience.until(pilot, "1.2 Leaders")
        other = audience.path.with_suffix(".new")
        other.write_bytes(audience.path.read_bytes().replace(b"Leaders who lead", b"Persons who lead"))
        found = audience.path.stat()
        os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))  # as old and as long as the first
        other.replace(audience.path)
        await audience.until(pilot, "1.2 Persons who lead")


async def test_it_writes_nothing(audience: Audience, stage: Any) -> None:
    async with audience.app.run_test(size=(80, 24)) as pilot:
        await audience.until(pilot, "1.2 Leaders")
        audience.change(go("icbo/D1.6"))
        before = listing(stage.folder.parent)
        await audience.until(pilot, "1.6 Governance")
        await pilot.press("t", "t")
        await audience.looks(pilot)
        assert listing(stage.folder.parent) == before
        with Library(stage.folder).open(audience.path.stem) as file:
            assert file.read_only is None, "it holds no lock"
        await pilot.press("q")
    assert not audience.app.is_running


async def test_the_clock_goes_on_and_says_when_it_is_nearly_over(audience: Audience) -> None:
    running = Running(activity_id="s2", since=audience.now)
    audience.change(lambda s: s.model_copy(update={"running": running}))
    async with audience.app.run_test(size=(80, 24)) as pilot:
        await audience.until(pilot, "48:00 left")
        for minutes, words in ((39, "▲ 09:00 left"), (46, "▲▲ 02:00 nearly over"), (49, "■ 01:00 over time")):
            audience.now = running.since + dt.timedelta(minutes=minutes)
            await audience.until(pilot, words)


async def test_nothing_new_is_not_painted_again(audience: Audience, monkeypatch: pytest.MonkeyPatch) -> None:
    async with audience.app.run_test(size=(80, 24)) as pilot:
        await audience.until(pilot, "1.2 Leaders")
        audience.change(lambda s: audience.stage.answered(s, "icbo/D1.2", [1]))
        await audience.until(pilot, "✓ County Council")
        view: Any = audience.app.query_one("WallView")
        painted: list[str] = []
        refresh = view.refresh
        monkeypatch.setattr(view, "refresh", lambda *a, **k: (painted.append(""), refresh(*a, **k))[1])
        audience.change(lambda s: audience.stage.answered(s, "icbo/D1.2", [5]))
        await audience.looks(pilot)
        assert painted == [], "another level is nothing that the room may notice"


async def test_help_goes_by_itself_and_the_themes_turn(audience: Audience) -> None:
    async with audience.app.run_test(size=(80, 24)) as pilot:
        await audience.until(pilot, "1.2 Leaders")
        assert "q leaves" not in audience.page(), "the keys are nothing to show a room at work"
        turn = list(ROOM)
        assert audience.app.theme == "projector-dark"
        await pilot.press("t")
        assert audience.app.theme == turn[(turn.index("projector-dark") + 1) % len(turn)]
        await audience.until(pilot, ROOM[audience.app.theme].title)
        audience.app._say_no_more()
        await pilot.pause()
        assert ROOM[audience.app.theme].title not in audience.page()


async def test_before_it_begins_the_occasion_is_shown(stage: Any) -> None:
    path = stage.folder / f"{stage.session(at=None)}.json"
    app = WallApp(path, ROOM, "projector-light", clock=lambda: stage.now)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Day one Exampleshire · Tue 1 Dec 2026 q leaves · t other colours" in stage.flat(app)


@pytest.mark.parametrize("size", [(40, 15), (20, 5), (120, 36), (200, 60)])
async def test_every_size(audience: Audience, size: tuple[int, int]) -> None:
    async with audience.app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "1.2" in audience.page()
        await pilot.resize_terminal(80, 24)
        await audience.until(pilot, "1.2 Leaders who lead and answer together")


async def test_it_follows_pages_and_an_action_while_it_is_typed(audience: Audience) -> None:
    audience.change(go("icbo/principles"))
    async with audience.app.run_test(size=(80, 24)) as pilot:
        with Desk(Library(audience.stage.folder).open(audience.path.stem), lambda: audience.now) as desk:
            desk.wall.send()
            await audience.until(pilot, "1 of 2")
            desk.wall.turn(1)
            await audience.until(pilot, "2 of 2")
            desk.wall.type("New action", (("what", "Draft [/b] the protocol"), ("owner", "Pria")))
            await audience.until(pilot, "Draft [/b] the protocol")
            desk.wall.type("New action", ())
            await audience.until(pilot, "2 of 2")
            desk.step(1)
            desk.wall.send()
            desk.wall.turn(5)  # more than there are: the last one
            await audience.until(pilot, "What matters most to people")
            await audience.until(pilot, "page 2 of 2")


# --- without a screen --------------------------------------------------------------------------------


def test_a_follower_reads_once_for_each_change(stage: Any) -> None:
    path = stage.folder / f"{stage.session()}.json"
    follower = Follower(path)
    assert follower.look() is not None
    assert follower.look() is None
    assert Follower(path.with_name("none.json")).look() is None


def test_a_place_that_is_gone_is_the_beginning(stage: Any) -> None:
    session = stage.library.read(stage.session())
    lost = session.model_copy(update={"at": Stop(activity_id="s2", part="item", ref="icbo/none")})
    found = wall_now(lost, stage.now)
    assert found is not None
    assert found[0].title == "Building the foundations"


def test_only_themes_with_contrast_for_a_room_are_shown() -> None:
    assert {"projector-dark", "projector-light", "high-contrast"} <= set(ROOM)
    assert "laptop-dark" not in ROOM
    assert "high-contrast" not in for_a_room(load_themes()._replace(faint=frozenset({"high-contrast"})))
    assert pick_theme(ROOM, None, Settings(theme="laptop-dark")) == "projector-dark"
    assert pick_theme(ROOM, None, Settings(theme="high-contrast")) == "high-contrast"
    assert pick_theme(ROOM, "projector-light", Settings()) == "projector-light"
    for named in ("laptop-dark", "none"):
        with pytest.raises(Problem, match="no theme"):
            pick_theme(ROOM, named, Settings())


def test_what_is_wrong_is_said_in_the_terminal(stage: Any) -> None:
    def run(*argv: str) -> tuple[int, str]:
        said = io.StringIO()
        with redirect_stderr(said):
            return main(["audience", *argv, "--folder", str(stage.folder)]), said.getvalue()

    code, said = run("none")
    assert code == 2
    assert "No session 'none'" in said
    made = stage.session()
    code, said = run(made)
    assert code == 2
    assert "needs a terminal" in said
    (stage.folder / f"{made}.json").write_bytes(b"{")
    code, said = run(made)
    assert code == 2
    assert "--repair" in said
