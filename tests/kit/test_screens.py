"""Each screen of a program that runs without Python, in a real terminal: what loads late is in the kit."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.kit,
    pytest.mark.skipif(sys.platform == "win32", reason="Python has no pseudo-terminals there"),
]
HOME = (
    *(("?", "and every key"), ("p", "Packs to read"), (",", "LOOKS AND PLACES")),
    *(("A", "of all sessions"), ("b", "Places side by side"), ("n", "A new session")),
)
"""Keys on the list of sessions, and what they lead to."""
RUN = (
    *(("j", "Agenda"), ("m", "Who is here"), ("l", "Look up"), ("h", "Where to read on")),
    *(("a", "New action"), ("s", "DRAFT OR FINAL"), ("i", "Template")),
)
"""The same in a session."""
ACTION = "Draft it 😀 → £5 ^30 Jan"


def test_every_screen_opens_and_an_emoji_can_be_typed(tmp_path: Path) -> None:
    from tests.terminal.pty_driver import Terminal, environment

    program = Path(os.environ["KIT"]).resolve() / "workshop"
    if not program.is_file():
        pytest.skip("this kit is none of this system's that runs without Python")
    env = {name: value for name, value in environment(tmp_path).items() if name != "PYTHONPATH"}
    with Terminal([str(program), "--folder", str(tmp_path / "sessions")], env) as terminal:
        terminal.wait_for("There is no session here yet")
        for key, shown in HOME:
            terminal.press(key)
            terminal.wait_for(shown)
            terminal.press("escape")
            terminal.wait_for("There is no session here yet")
        terminal.press("d")
        terminal.wait_for("SAY NEXT")
        for key, shown in RUN:
            terminal.look()  # a key that means something new waits a moment
            terminal.press(key)
            terminal.wait_for(shown)
            terminal.press("escape")
            terminal.wait_for("SAY NEXT", lambda screen, gone=shown: gone not in screen.screen())
        terminal.look()
        terminal.press("a")
        terminal.wait_for("New action")
        terminal.type(ACTION)
        terminal.wait_for("£5")
        terminal.press("enter")
        terminal.wait_for("SAY NEXT")
        terminal.look()
        terminal.press("q")
        terminal.wait_for("1 session")
        terminal.look()
        terminal.press("q")
        assert terminal.wait_exit() == 0
    (session,) = (tmp_path / "sessions").glob("*.json")
    assert "Draft it 😀 → £5" in session.read_text("utf-8")
    assert not list(tmp_path.rglob("crash-*"))
