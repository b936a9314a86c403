"""Who does what, and turns, in a real terminal: killed in the middle, and opened as it was."""

from __future__ import annotations

import re

import pytest
from moves import no_dialog
from pty_driver import Laptop, Terminal

from sessions.kinds.roles.records import FUNCTIONS
from sessions.record import Session
from sessions.rows import Stop
from sessions.store.library import Library
from sessions.store.load import check
from tests.roles import DIRECTORY, GP, filled, roles_session
from tests.turns import PRIYA, TOM, at, turns_session
from workshop.cli import main

pytestmark = pytest.mark.terminal
SIZES = [(80, 24), (120, 36)]


def kept(laptop: Laptop, session: Session, stop: Stop) -> str:
    Library(laptop.folder).create(session.model_copy(update={"at": stop})).close()
    return session.id


def opened(laptop: Laptop, session_id: str, size: tuple[int, int]) -> Terminal:
    return laptop.start("open", session_id, cols=size[0], rows=size[1])


def read(laptop: Laptop, session_id: str) -> Session:
    assert check(laptop.folder / f"{session_id}.json") == ()
    return Library(laptop.folder).read(session_id)


@pytest.mark.parametrize("size", SIZES)
def test_who_does_what_survives_a_kill(laptop: Laptop, size: tuple[int, int]) -> None:
    made = kept(laptop, roles_session(), Stop(activity_id="s2", part="item", ref=DIRECTORY))
    terminal = opened(laptop, made, size)
    terminal.wait_for("Keep the directory", "▸ Commissioner")
    terminal.press("2")
    terminal.wait_for("▲ Nobody leads yet", "▸ Lead provider")
    terminal.press("1")
    terminal.wait_for("✓ Lead provider leads", "▸ GP practices")
    terminal.press("right")
    terminal.wait_for("Tell the GP", "▸ Commissioner")
    terminal.press("4")
    terminal.wait_for("▲ Nobody leads yet")
    terminal.press("3", "1")
    terminal.kill()
    shown = re.search(r"GP practices .*● leads", terminal.screen()) is not None
    session = read(laptop, made)
    rows = {row.item_id: [(e.party, e.role) for e in row.roles] for row in FUNCTIONS.of(session)}
    assert rows[DIRECTORY] == [("Commissioner", "supports"), ("Lead provider", "leads")]
    assert rows[GP][0] == ("Commissioner", "told")
    assert not shown or rows[GP][-1] == ("GP practices", "leads")
    terminal = opened(laptop, made, size)
    terminal.wait_for("Tell the GP", re.compile(r"Commissioner .*● is told"))
    terminal.press("left")
    terminal.wait_for("✓ Lead provider leads")
    terminal.press("q")
    terminal.wait_for("n new")


@pytest.mark.parametrize("size", SIZES)
def test_the_matrix_is_seen_at_the_end_and_in_the_room(laptop: Laptop, size: tuple[int, int]) -> None:
    made = kept(laptop, filled(), Stop(activity_id="s2", part="overview"))
    terminal = opened(laptop, made, size)
    terminal.wait_for("L leads", "▲ nobody leads", "▲ two lead")
    room = laptop.start("audience", made, cols=size[0], rows=size[1])
    room.wait_for("NOBODY LEADS", "Tell the GP", "MORE THAN ONE LEADS")


@pytest.mark.parametrize("size", SIZES)
def test_a_turn_goes_on_after_a_kill(laptop: Laptop, size: tuple[int, int]) -> None:
    made = kept(laptop, turns_session(), Stop(activity_id="s2"))
    terminal = opened(laptop, made, size)
    terminal.wait_for("3 turns of 20 minutes", "▸ Priya Shah")
    terminal.press("right")
    terminal.wait_for("Turn 1 of 3", re.compile(r"turn: (20:00|19:5\d) left"))
    room = laptop.start("audience", made, cols=size[0], rows=size[1])
    room.wait_for("Turn 1 of 3", "Next: Tom Okafor", re.compile("[█▀]"))
    terminal.press("right", "right", "right")
    terminal.wait_for("What I take with me")
    room.wait_for("What I take with me")
    terminal.press("a")
    terminal.wait_for("owner  Priya Shah")
    terminal.type("Call the trust")
    terminal.wait_for("what   Call the trust")
    terminal.press("enter")
    terminal.wait_for(no_dialog)
    terminal.wait_for("A1 Call the trust" if size[0] >= 100 else "Priya Shah")
    room.wait_for("1 commitment noted")
    terminal.press("right")
    terminal.wait_for("Turn 2 of 3")
    terminal.kill()
    session = read(laptop, made)
    assert session.at == at(TOM)
    assert [(a.text, a.owner, a.origin) for a in session.actions] == [
        ("Call the trust", "Priya Shah", f"s2/{PRIYA}")
    ]
    assert {spell.place.partition("/")[0] for spell in session.spells if spell.place} <= {PRIYA, TOM}
    terminal = opened(laptop, made, size)
    terminal.wait_for("Tom Okafor: What is brought", "Turn 2 of 3", "turn: ")
    room.wait_for("Turn 2 of 3", "Next: Sam Lee")
    terminal.press("q")
    terminal.wait_for("n new")


def test_what_the_terminal_recorded_is_in_the_summary(
    laptop: Laptop, capsys: pytest.CaptureFixture[str]
) -> None:
    made = kept(laptop, turns_session(), at(PRIYA, 4))
    terminal = opened(laptop, made, (80, 24))
    terminal.wait_for("What I take with me")
    terminal.press("a")
    terminal.wait_for("owner  Priya Shah")
    terminal.type("Call the trust")
    terminal.wait_for("what   Call the trust")
    terminal.press("enter")
    terminal.wait_for(no_dialog)
    terminal.press("q")
    terminal.wait_for("n new")
    assert main(["show", made, "--folder", str(laptop.folder)]) == 0
    out = capsys.readouterr().out
    assert "Priya Shah (ICB): Commits to: A1" in " ".join(out.split())
