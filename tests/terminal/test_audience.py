"""Two real terminals, the facilitator's and the projector's: what the room sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from audience_run import Room
from pty_driver import Laptop

from sessions import plan
from sessions.store.library import Library
from workshop.cli import main

pytestmark = pytest.mark.terminal

LEVELS = ("33343", "12344", "14440", "11550", "22222")


def test_the_projector_follows_through_a_learning_set(laptop: Laptop, shell: Callable[..., str]) -> None:
    """Every key of a whole learning set is seen there; `tests.bench.audience_latency` says how soon."""
    room = Room(laptop, shell("new", "--template", "tips-and-pulse", *PARTNERS, "--no-open"))
    room.whole_set(LEVELS)
    room.close()
    assert len(room.waits) > 100


def test_levels_make_no_byte_of_difference_until_the_reveal(
    tmp_path: Path, shell: Callable[..., str]
) -> None:
    """No activity has minutes here: where there is no countdown, nothing depends on the time."""
    rooms = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        laptop = Laptop(folder)
        made = shell(
            "new",
            "--template",
            "tips-and-pulse",
            "--title",
            "Day one",
            *PARTNERS,
            "--no-open",
            folder=laptop.folder,
        )
        untimed(laptop.folder, made)
        rooms.append(Room(laptop, made))
    try:
        for room in rooms:
            room.begin()
        for room in rooms:
            room.wait_for_quiet()
        for room, levels, dots in zip(rooms, ("33343", "15150"), ("1 2 3", "9 9 9"), strict=True):
            room.until_the_reveal(levels, dots)
        one, two = (room.since_quiet() for room in rooms)
        assert one == two
        assert len(one) > 10_000, "all of it was painted after the mark"
        assert b"all 5 answered" in one

        for room in rooms:
            room.reveal()
        one, two = (room.since_quiet() for room in rooms)
        assert one != two, "the levels were not the same"
    finally:
        for room in rooms:
            room.laptop.close()


def untimed(folder: Path, session_id: str) -> None:
    """Take the minutes away."""
    with Library(folder).open(session_id) as file:
        session = file.session
        agenda = tuple(step.model_copy(update={"minutes": 0}) for step in session.agenda)
        file.save(session.model_copy(update={"agenda": agenda}))


def test_the_projector_survives_the_facilitator_and_follows_again(
    laptop: Laptop, shell: Callable[..., str]
) -> None:
    made = shell("new", "--template", "tips-and-pulse", *PARTNERS, "--no-open")
    room = Room(laptop, made)
    room.begin()
    room.press("right", room.title(1))
    room.facilitator.kill()
    room.audience.wait_for(room.title(1))
    before = files(laptop.folder.parent)
    room.audience.press("t")
    room.audience.wait_for("Projector, ")
    assert room.audience.running
    assert files(laptop.folder.parent) == before

    room.facilitator = laptop.start("open", made)
    room.facilitator.wait_for(room.title(1))
    room.press("right", room.title(2))
    room.audience.press("q")
    assert room.audience.wait_exit() == 0
    assert not room.audience.alternate
    assert room.audience.after_leaving().strip() == ""


def test_the_projector_writes_nothing_and_holds_no_lock(laptop: Laptop, shell: Callable[..., str]) -> None:
    made = shell("new", "--template", "tips-and-pulse", *PARTNERS, "--no-open")
    before = files(laptop.folder.parent)
    audience = laptop.start("audience", made, "--theme", "projector-light", cols=80, rows=24)
    audience.wait_for("Learning set", "q leaves")
    assert files(laptop.folder.parent) == before
    with Library(laptop.folder).open(made) as file:
        assert file.read_only is None
        file.save(file.session.model_copy(update={"at": plan.stops(file.session)[1]}))
        during = files(laptop.folder.parent)
        audience.wait_for("The five challenges")
        audience.press("ctrl+q")
        assert audience.wait_exit() == 0
        assert files(laptop.folder.parent) == during


def files(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """Everything below a folder, with when it was written, its size and its number."""
    return {
        path: (path.stat().st_mtime_ns, path.stat().st_size, path.stat().st_ino) for path in folder.rglob("*")
    }


@pytest.mark.parametrize(
    ("name", "said"), [("none", "No session 'none'"), ("", "Either a session or --rehearsal is needed")]
)
def test_a_session_that_is_not_there_is_said_without_a_screen(
    laptop: Laptop, shell: Callable[..., str], name: str, said: str
) -> None:
    shell("new", "--template", "tips-and-pulse", "--no-open")
    terminal = laptop.start("audience", name, cols=80, rows=24)
    assert terminal.wait_exit() == 2
    assert said in terminal.screen()
    assert b"\x1b[?1049h" not in terminal.written


def test_a_theme_for_a_laptop_is_refused(laptop: Laptop, shell: Callable[..., str]) -> None:
    made = shell("new", "--template", "tips-and-pulse", "--no-open")
    terminal = laptop.start("audience", made, "--theme", "laptop-dark", cols=80, rows=24)
    assert terminal.wait_exit() == 2
    assert "projector-dark" in terminal.flat()
    assert main(["audience", made, "--folder", str(laptop.folder)]) == 2, "there is no terminal here"


PARTNERS = (
    *("--partner", "County Council:council"),
    *("--partner", "Integrated Care Board:NHS"),
    *("--partner", "Care providers:provider"),
    *("--partner", "Voluntary Alliance:voluntary"),
    *("--partner", "People who use care:lived experience"),
)
