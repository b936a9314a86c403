"""In a real terminal: the room names what it votes on and adds what else is to be discussed; and a kill."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from moves import no_dialog
from pty_driver import Laptop, Terminal

from sessions.kinds.prioritise.records import dots_of, is_revealed
from sessions.kinds.score.records import ballots_on
from sessions.record import Session
from sessions.store.library import Library
from sessions.store.load import check

pytestmark = pytest.mark.terminal

SIZES = [(80, 24), (120, 36)]
Shell = Callable[..., str]


def killed(laptop: Laptop, session_id: str, terminal: Terminal) -> Session:
    """What is on disk, whole, after the program was killed."""
    terminal.kill()
    assert check(laptop.folder / f"{session_id}.json") == ()
    return Library(laptop.folder).read(session_id)


def opened(laptop: Laptop, session_id: str, size: tuple[int, int], *shown: str) -> Terminal:
    terminal = laptop.start("open", session_id, cols=size[0], rows=size[1])
    terminal.wait_for("? help", *shown)
    terminal.look()
    return terminal


def new(shell: Shell, template: str, *more: str) -> str:
    return shell(
        *("new", "--template", template, "--title", "Set", "--no-open", *more),
        *("--partner", "Council:council", "--partner", "ICB:NHS"),
    )


@pytest.mark.parametrize("size", SIZES)
def test_what_the_room_names_is_voted_on_and_survives_a_kill(
    laptop: Laptop, shell: Shell, size: tuple[int, int]
) -> None:
    session_id = new(shell, "one-domain")
    shell("agenda", session_id, "--add", "Vote on what the room names", "--after", "s2")
    shell("go", session_id, "What comes first?")
    terminal = opened(laptop, session_id, size, "What could it be?")
    terminal.press("I")
    terminal.wait_for("Add to What comes first?")
    for number, name in enumerate(("Reablement", "Memory services"), start=1):
        terminal.type(name)
        terminal.press("enter")
        terminal.wait_for(f"Added: {number} {name}", "↵ record")
    terminal.type("Half typed")
    terminal.wait_for("Half typed")
    terminal.press("escape")
    terminal.wait_for(no_dialog, re.compile("2  +Memory services"))
    terminal.press("I")
    terminal.wait_for("Half typed")
    terminal.press("escape")
    terminal.wait_for(no_dialog)
    kept = killed(laptop, session_id, terminal)
    assert [item.name for item in kept.pack("ours").items()] == ["Reablement", "Memory services"]

    terminal = opened(laptop, session_id, size, "Reablement")
    for partner, dots, said in (("Council", "2 2 2", "1 of 2"), ("ICB", "1 2 2", "all have placed")):
        terminal.press("c")
        terminal.wait_for(f"Dots of {partner}")
        terminal.type(dots)
        terminal.wait_for("all placed")
        terminal.press("enter")
        terminal.wait_for(no_dialog, said)
    terminal.press("r")
    terminal.wait_for(re.compile(r"1  2  Memory services"))
    kept = killed(laptop, session_id, terminal)
    vote = next(step for step in kept.agenda if step.title == "What comes first?")
    assert is_revealed(kept, vote.id)
    assert len(dots_of(kept, vote.id)) == 2
    assert "Memory services" in shell("show", session_id)


@pytest.mark.parametrize("size", SIZES)
def test_what_else_is_to_be_discussed_is_answered_and_survives_a_kill(
    laptop: Laptop, shell: Shell, size: tuple[int, int]
) -> None:
    session_id = new(shell, "four-domains")
    shell("go", session_id, "1.2")
    terminal = opened(laptop, session_id, size, "Leaders who lead")
    terminal.press("I")
    terminal.wait_for("after 1.2")
    terminal.type("Transport to appointments")
    terminal.press("enter")
    terminal.wait_for(no_dialog, "Added: +1 Transport")
    terminal.press("right")
    terminal.wait_for(re.compile(r"\+1 +Transport to appointments"))
    terminal.press("3")
    terminal.wait_for("1 of 2 answered")
    kept = killed(laptop, session_id, terminal)
    (item,) = [item for item in kept.pack("icbo").items() if item.added]
    assert len(ballots_on(kept, item.id, 1)) == 1
    assert kept.at is not None
    assert kept.at.ref == item.id
    terminal = opened(laptop, session_id, size, "1 of 2 answered")
    for said in ("Undone: answer", "Undone: new item"):
        terminal.press("u")
        terminal.wait_for(said)
    kept = killed(laptop, session_id, terminal)
    assert not [item for item in kept.pack("icbo").items() if item.added], "undo outlives the kill"


@pytest.mark.parametrize("size", SIZES)
def test_a_pack_is_read_without_a_session(laptop: Laptop, size: tuple[int, int]) -> None:
    terminal = laptop.start(cols=size[0], rows=size[1])
    terminal.wait_for("There is no session here yet", "p packs")
    terminal.press("p")
    terminal.wait_for("Packs to read", "24 packs")
    terminal.look()
    terminal.press("/")
    terminal.wait_for("words of a pack")
    terminal.type("newham")
    terminal.wait_for("1 pack.")
    terminal.press("escape")
    terminal.wait_for("24 packs")
    terminal.look()
    terminal.press("enter")
    terminal.wait_for("What it is", "15 figures")
    terminal.look()
    terminal.press("enter")
    terminal.wait_for("Edition 2018")
    terminal.press("right", "right")
    terminal.wait_for("list")
    terminal.press("q")
    terminal.wait_for("read")
