"""What is over all sessions, in a real terminal: each screen opened, made small and large, and left."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Shell
from pty_driver import Laptop

pytestmark = pytest.mark.terminal

KEYS = (
    ("A", "[open 1]"),
    ("right", "No decision is recorded in any session."),
    ("right", "No risk was rated high or medium"),
    ("q", "by series"),
    ("c", "Then and now"),
    ("q", "by series"),
    ("b", "Places side by side"),
    ("q", "by series"),
)
"""Keys, each with what stands on the screen that it leads to."""


def test_each_opens_is_resized_and_left(laptop: Laptop, shell: Shell, made: str) -> None:
    """In a light theme, of a session and the next one after it."""
    Path(laptop.env["WORKSHOP_CONFIG"]).mkdir(exist_ok=True)
    (Path(laptop.env["WORKSHOP_CONFIG"]) / "settings.toml").write_text('theme = "projector-light"\n', "utf-8")
    shell("act", made, "Draft the protocol @Priya ^1 Feb 2026")
    shell("new", "--after", made, "--no-open")
    terminal = laptop.start(cols=80, rows=24)
    terminal.wait_for("? help")
    terminal.press("g")
    terminal.wait_for("by series")
    for key, wanted in KEYS:
        terminal.press(key)
        terminal.wait_for(wanted)
        for cols, rows in ((40, 15), (120, 36), (80, 24)):
            terminal.resize(cols, rows)
            terminal.wait_for(lambda t: bool(t.lines()[-1].strip()))
            assert terminal.running
    terminal.look()
    terminal.press("q")
    assert terminal.wait_exit() == 0
    assert "Traceback" not in terminal.after_leaving()
